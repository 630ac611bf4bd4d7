"""Orders: what is to be rendered for a track, and short drafts of it."""

from dataclasses import dataclass, replace
from typing import Final

from msgspec.structs import replace as changed

from engine.config import GRIFFIN_LIM
from engine.events.event import Event, audible
from engine.project.model import Clip, DubSettings, Reference, Take, Track
from engine.project.track_recipe import track_recipe, within
from engine.recipe import Loudness, Recipe

DRAFT_S: Final = 3.0


@dataclass(frozen=True, slots=True)
class Order:
    """A requested take.

    Attributes:
        clip: the clip it is made for.
        track_id: the track of that clip.
        recipe: the recipe to render.
        reference_name: name of the reference.
        loudness: target loudness of an export.
        gain_db: gain applied on top of that.
        draft: whether it is a short preview of a full take.
        edited: whether it follows an edit of the events.
    """

    clip: Clip
    track_id: str
    recipe: Recipe
    reference_name: str
    loudness: Loudness = "match"
    gain_db: float = 0.0
    draft: bool = False
    edited: bool = False

    @property
    def track(self) -> Track | None:
        """The track as it was when the take was ordered."""
        return self.clip.track_by_id(self.track_id)

    @property
    def span_s(self) -> tuple[float, float]:
        """Start and end of the take in the clip."""
        span = self.recipe.span
        return span.start_s, self.clip.file.duration_s if span.end_s is None else span.end_s

    @property
    def events(self) -> tuple[Event, ...]:
        """The events of the recipe; those of the window always list them."""
        return self.recipe.events if isinstance(self.recipe.events, tuple) else ()

    def with_recipe(self, recipe: Recipe) -> "Order":
        """A full take with the same track and levels but another recipe."""
        return replace(self, recipe=recipe, draft=False)

    def draft_around(self, time_s: float) -> "Order":
        """A few seconds around a time, or around the first event if that part is silent."""
        start_s, end_s = self.clip.range_s

        def window(at_s: float) -> tuple[float, float]:
            from_s = min(max(at_s - DRAFT_S / 3, start_s), end_s - DRAFT_S)
            return from_s, from_s + DRAFT_S

        part, heard = window(time_s), audible(self.events)
        if heard and not within(heard, part):
            part = window(heard[0].time_s)
        recipe = changed(
            self.recipe,
            span=self.clip.span_of(part),
            events=within(self.events, part),
            vocoder=self.recipe.vocoder if self.recipe.engine == "grains" else GRIFFIN_LIM,
        )
        return replace(self, recipe=recipe, draft=True)


def new_order(clip: Clip, reference: Reference, settings: DubSettings) -> Order:
    """A take of the clip's active track, within the dubbed range."""
    recipe = track_recipe(clip, clip.track, reference, settings)
    return Order(clip, clip.track.id, recipe, reference.name, settings.loudness, settings.gain_db)


def order_like(take: Take, clip: Clip) -> Order:
    """A request for a take like an existing one of this clip."""
    return Order(
        clip,
        take.track_id,
        take.recipe,
        take.reference_name,
        take.loudness,
        take.gain_db,
        take.draft,
    )


def is_draft_of(draft: Take, full: Take) -> bool:
    """Whether one take is the draft of another."""
    a, b = draft.recipe, full.recipe
    own = {"span": b.span, "events": b.events, "vocoder": b.vocoder}  # a draft has its own
    return draft.reference_name == full.reference_name and changed(a, **own) == b
