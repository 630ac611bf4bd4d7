"""Makes takes: recipes, drafts, variations, and renders after edits."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal, Slot

from engine.config import GRIFFIN_LIM
from engine.errors import EngineError
from engine.events.event import Event, audible
from engine.host.messages import Answer, Render, Rendered
from engine.project import storage
from engine.project.model import (
    Clip,
    DubSettings,
    ModelChoice,
    Reference,
    Take,
    new_id,
)
from engine.recipe import Blend, Device, Loudness, Recipe
from gui.document.document import Document
from gui.dub.jobs.error_actions import try_again
from gui.dub.monitor import Heard, Monitor
from gui.dub.timeline.event_search import EventSearch
from gui.hosts.engine_host import EngineHost, HostState
from gui.hosts.jobs import HostJob, JobState
from gui.kit.banners import Banners
from gui.kit.errors import Errors
from gui.kit.timers import once

_AFTER_EDIT_MS: Final = 250  # merges a drag or a run of nudges into one render
DRAFT_S: Final = 3.0
_MORE: Final = 3  # number of takes made by "More like this"


@dataclass(frozen=True, slots=True)
class _Order:
    """A requested take.

    Attributes:
        clip: the clip it is made for.
        recipe: the recipe to render.
        reference_name: name of the reference.
        loudness: target loudness of an export.
        gain_db: gain applied on top of that.
        draft: whether it is a short preview of a full take.
    """

    clip: Clip
    recipe: Recipe
    reference_name: str
    loudness: Loudness = "match"
    gain_db: float = 0.0
    draft: bool = False

    def with_recipe(self, recipe: Recipe) -> "_Order":
        """A full take with the same clip and levels but another recipe."""
        return _Order(self.clip, recipe, self.reference_name, self.loudness, self.gain_db)


class Dubbing(QObject):
    """Requests takes from the engine and adds them to the document."""

    said = Signal(str)  # message for the status bar
    tried_on = Signal(object)  # list[Reference]: renders were started
    reproduced = Signal(object)  # (Take, Take): original and reproduction

    def __init__(
        self,
        document: Document,
        host: EngineHost,
        monitor: Monitor,
        search: EventSearch,
        banners: Banners,
        errors: Errors,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._host = host
        self._monitor = monitor
        self._search = search
        self._banners = banners
        self._errors = errors
        self._pending: dict[str, Callable[[], object]] = {}  # by clip: run once events are found
        self._edit_job: HostJob | None = None
        self._last_edited: Clip | None = None
        self._after_edit = once(self, _AFTER_EDIT_MS, self._render_again)
        document.clip_changed.connect(self._on_clip_changed)
        search.ended.connect(self._on_search_ended)

    # Takes

    def _order(self, clip: Clip, reference: Reference) -> _Order:
        """A take with the current settings."""
        settings = self._supported_settings()
        blend, background = settings.blend, settings.background
        recipe = Recipe(
            video=clip.file.path,
            span=clip.span,
            reference=reference.part,
            engine=settings.engine,
            model=settings.model,
            vocoder=settings.vocoder,
            blend=None if blend is None else Blend(blend, settings.blend_amount),
            events=_inside(clip, clip.range_s),
            background=background,
            ambience=settings.ambience if background > 0 else None,
            seed=settings.seed,
        )
        return _Order(clip, recipe, reference.name, settings.loudness, settings.gain_db)

    def _supported_settings(self) -> DubSettings:
        """The current settings without those their engine does not support."""
        settings = self._document.project.settings
        no_models = self._host.state is HostState.READY and not self._host.info.installed.models
        return settings.for_engine(settings.engine or ("grains" if no_models else None))

    def dub(self, references: list[Reference], *, seed_step: int = 0) -> None:
        """Render the dubbed range with each reference, in all variations."""
        clip = self._document.clip
        if clip is None:
            self.said.emit("Open a clip first.")
            return
        if not references:
            self._banners.show_banner(
                "no-reference", "Choose a reference first: drop a sound or press Ctrl+I.", seconds=8
            )
            return
        self._banners.close_banner("no-reference")
        if self._waits_for_events(clip, lambda: self.dub(references, seed_step=seed_step)):
            return
        settings = self._document.project.settings
        if seed_step:
            settings = replace(settings, seed=settings.seed + seed_step)
            self._document.edit_settings(settings, text="Next seed")
        for reference in references:
            order = self._order(clip, reference)
            if not self._has_audible_events(order):
                return
            for offset in range(settings.variations):
                seeded = replace(order.recipe, seed=settings.seed + offset)
                self._render(order.with_recipe(seeded))

    def dub_with(self, references: list[Reference], choices: tuple[ModelChoice, ...]) -> bool:
        """Make a take with each model or vocoder, all else equal.

        Returns:
            Whether rendering started; if not, the user was told what is missing.
        """
        clip = self._document.clip
        if clip is None or not references:
            self.dub(references)  # tells the user what is missing
            return False
        order = self._order(clip, references[0])
        if not self._has_audible_events(order):
            return False
        for choice in choices:
            changed = {"vocoder" if choice.kind == "vocoder" else "model": choice.name}
            self._render(order.with_recipe(replace(order.recipe, engine="neural", **changed)))
        return True

    def try_on(self, references: list[Reference], around_s: float) -> None:
        """Render a short draft with each reference, then the full takes."""
        clip = self._document.clip
        if clip is None or not references:
            self.dub(references)
            return
        if self._waits_for_events(clip, lambda: self.try_on(references, around_s)):
            return
        orders = [self._order(clip, reference) for reference in references]
        if not self._has_audible_events(orders[0]):
            return
        self.tried_on.emit(references)
        start_s, end_s = clip.range_s
        if end_s - start_s > 2 * DRAFT_S:
            orders = [_draft(order, around_s) for order in orders] + orders
        for index, order in enumerate(orders):
            self._render(order, listen=index == 0)

    def more_like(self, take: Take) -> None:
        """Make takes with the next seeds of a take's recipe."""
        seeds = [
            other.recipe.seed
            for other in self._document.takes()
            if other.recipe.reference.file == take.recipe.reference.file
        ]
        order = self._order_of(take)
        first = max(seeds, default=take.recipe.seed) + 1
        for seed in range(first, first + _MORE):
            self._render(order.with_recipe(replace(take.recipe, seed=seed)))

    def reproduce(self, take: Take) -> None:
        """Render a take's recipe again on the CPU, where the result is bit-identical."""

        def made(again: Take) -> None:
            self.reproduced.emit((take, again))

        self._render(self._order_of(take), device="cpu", made=made)

    def _order_of(self, take: Take) -> _Order:
        """A request for a take like an existing one."""
        clip = self._document.clip_by_id(take.clip_id) or self._document.project.clips[0]
        return _Order(
            clip, take.recipe, take.reference_name, take.loudness, take.gain_db, take.draft
        )

    def _render(
        self,
        order: _Order,
        *,
        first: bool = False,
        listen: bool = True,
        device: Device = "auto",
        made: Callable[[Take], object] | None = None,
    ) -> HostJob:
        """Queue a render; with `listen`, play the take when it is ready."""
        draft = "Draft of " if order.draft else "Dubbing with "

        def done(answer: Answer) -> None:
            take = self._on_rendered(order, answer, listen=listen)
            if take is not None and made is not None:
                made(take)

        def again() -> None:
            self._render(order, first=first, listen=listen, device=device, made=made)

        def failed(error: EngineError) -> None:
            self._errors.present(error, buttons=(try_again(error, self._host, again),))

        return self._host.submit(
            Render(replace(order.recipe, device=device)),
            title=draft + order.reference_name,
            done=done,
            failed=failed,
            first=first,
        )

    def _on_rendered(self, order: _Order, answer: Answer, *, listen: bool) -> Take | None:
        if not isinstance(answer, Rendered):
            raise TypeError(type(answer).__name__)
        take = Take(
            id=new_id(),
            number=self._document.next_take_number(),
            clip_id=order.clip.id,
            recipe=replace(answer.recipe, device="auto"),
            reference_name=order.reference_name,
            sound=answer.sound.file,
            mel=answer.mel,
            facts=answer.facts,
            loudness=order.loudness,
            gain_db=order.gain_db,
            draft=order.draft,
            made_at=datetime.now().astimezone().isoformat(timespec="seconds"),
        )
        try:
            take = storage.adopt_take(self._document.project, self._document.own_path, take)
        except EngineError as error:
            self._errors.present(error)
            return None
        self._document.add_take(take)
        self._replace_drafts(take)
        if listen and take.clip_id == self._document.project.active_clip_id:
            self._monitor.listen_to(Heard("take", take.id))
        self.said.emit(f"Take {take.number} is ready")
        return take

    def _replace_drafts(self, full: Take) -> None:
        """Replace the drafts of a full take, in the list and in the monitor."""
        for take in self._document.takes():
            if take.draft and not full.draft and _is_draft_of(take, full):
                self._monitor.exchange(Heard("take", take.id), Heard("take", full.id))
                self._document.put(take, replace(take, deleted=True), 0)

    def _waits_for_events(self, clip: Clip, again: Callable[[], object]) -> bool:
        """Postpone an action while the clip's events are being detected; return whether it was."""
        if clip.events or not self._search.is_under_way(clip.id):
            return False
        self._pending[clip.id] = again
        self.said.emit("Dubbing starts when the events have been found")
        return True

    @Slot(str)
    def _on_search_ended(self, clip_id: str) -> None:
        again, clip = self._pending.pop(clip_id, None), self._document.clip
        if again is not None and clip is not None and clip.id == clip_id and clip.events:
            again()

    def _has_audible_events(self, order: _Order) -> bool:
        """Whether the take would not be silent; tells the user if it would be."""
        if audible(_events(order.recipe)):
            self._banners.close_banner("no-events")
            return True
        self._banners.show_banner(
            "no-events",
            "No audible events in this range. Double-click the event lane to add one.",
            level="warning",
        )
        return False

    # After edits

    @Slot(object)
    def _on_clip_changed(self, clip: Clip) -> None:
        """Render the take on A again after its events were edited; the old take is kept."""
        old, self._last_edited = self._last_edited, clip
        same_events = old is not None and old.id == clip.id and old.events == clip.events
        if not same_events and self._take_to_follow() is not None:
            self._after_edit.start()

    @Slot()
    def _render_again(self) -> None:
        clip, take = self._document.clip, self._take_to_follow()
        if clip is None or take is None:
            return
        end_s = clip.file.duration_s if take.recipe.span.end_s is None else take.recipe.span.end_s
        events = _inside(clip, (take.recipe.span.start_s, end_s))
        order = self._order_of(take).with_recipe(replace(take.recipe, events=events))
        if events == take.events or not self._has_audible_events(order):
            return
        if self._edit_job is not None and self._edit_job.state in (
            JobState.QUEUED,
            JobState.RUNNING,
        ):
            self._host.cancel(self._edit_job)
        self._edit_job = self._render(order, first=True)

    def _take_to_follow(self) -> Take | None:
        """The take on A, if it belongs to the active clip."""
        take = self._document.take(self._monitor.a.id)
        is_shown = take is not None and take.clip_id == self._document.project.active_clip_id
        return take if is_shown else None


def _events(recipe: Recipe) -> tuple[Event, ...]:
    """The events of a recipe; those of the window always list them."""
    return recipe.events if isinstance(recipe.events, tuple) else ()


def _inside(clip: Clip, range_s: tuple[float, float]) -> tuple[Event, ...]:
    """The events of a clip within a range."""
    return _between((item.event for item in clip.events), range_s)


def _between(events: Iterable[Event], range_s: tuple[float, float]) -> tuple[Event, ...]:
    start_s, end_s = range_s
    return tuple(event for event in events if start_s <= event.time_s < end_s)


def _draft(order: _Order, around_s: float) -> _Order:
    """A few seconds around a time, or around the first event if that part is silent."""
    start_s, end_s = order.clip.range_s
    events = _events(order.recipe)

    def window(at_s: float) -> tuple[float, float]:
        from_s = min(max(at_s - DRAFT_S / 3, start_s), end_s - DRAFT_S)
        return from_s, from_s + DRAFT_S

    part = window(around_s)
    if not audible(_between(events, part)):
        part = window(audible(events)[0].time_s)
    recipe = replace(
        order.recipe,
        span=order.clip.span_of(part),
        events=_between(events, part),
        vocoder=order.recipe.vocoder if order.recipe.engine == "grains" else GRIFFIN_LIM,
    )
    return _Order(order.clip, recipe, order.reference_name, order.loudness, order.gain_db, True)


def _is_draft_of(draft: Take, full: Take) -> bool:
    """Whether one take is the draft of another."""
    a, b = draft.recipe, full.recipe
    own = {"span": b.span, "events": b.events, "vocoder": b.vocoder}  # a draft has its own
    return draft.reference_name == full.reference_name and replace(a, **own) == b
