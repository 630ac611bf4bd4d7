"""From a press of Dub to a take: recipes, drafts, variations, and renders after edits."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from engine.config import GRIFFIN_LIM
from engine.errors import EngineError
from engine.events.event import Event, audible
from engine.host.messages import Answer, Render, Rendered
from engine.recipe import Blend, Device, Loudness, Recipe
from gui.document import storage
from gui.document.document import Document
from gui.document.model import (
    Clip,
    DubSettings,
    ModelChoice,
    Reference,
    Take,
    new_id,
)
from gui.dub.jobs.error_actions import try_again
from gui.dub.monitor import Heard, Monitor
from gui.dub.timeline.event_search import EventSearch
from gui.hosts.engine_host import EngineHost, HostState
from gui.hosts.jobs import HostJob, JobState
from gui.kit.banners import Banners
from gui.kit.errors import Errors

_AFTER_EDIT_MS: Final = 250  # a drag or a run of nudges is one render
DRAFT_S: Final = 3.0
_MORE: Final = 3  # takes that "more like this" makes


@dataclass(frozen=True, slots=True)
class _Order:
    """A take that is asked for.

    Attributes:
        clip: what it is made for.
        recipe: what it is to be made from.
        reference_name: what the reference is called.
        loudness: how loud it is to be in an export.
        gain_db: what is to be added to that.
        draft: whether it is only a few seconds, to listen early.
    """

    clip: Clip
    recipe: Recipe
    reference_name: str
    loudness: Loudness = "match"
    gain_db: float = 0.0
    draft: bool = False

    def with_recipe(self, recipe: Recipe) -> "_Order":
        """The same with another recipe; a full take."""
        return _Order(self.clip, recipe, self.reference_name, self.loudness, self.gain_db)


class Dubbing(QObject):
    """Asks the engine for takes, and puts what comes back into the document."""

    said = Signal(str)  # a remark for the status bar
    tried_on = Signal(object)  # list[Reference]: drafts and takes of them are on their way
    reproduced = Signal(object)  # (Take, Take): a take, and the same recipe once more

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
        self._later: dict[str, Callable[[], object]] = {}  # by clip: once its events are found
        self._edit_job: HostJob | None = None
        self._last_edited: Clip | None = None
        self._after_edit = QTimer(self)
        self._after_edit.setSingleShot(True)
        self._after_edit.setInterval(_AFTER_EDIT_MS)
        self._after_edit.timeout.connect(self._render_again)
        document.clip_changed.connect(self._on_clip_changed)
        search.ended.connect(self._on_search_ended)

    # Takes

    def _order(self, clip: Clip, reference: Reference) -> _Order:
        """The next take, as things stand."""
        settings = self._possible_settings()
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

    def _possible_settings(self) -> DubSettings:
        """The settings without what the engine that they mean cannot do."""
        settings = self._document.project.settings
        is_bare = self._host.state is HostState.READY and not self._host.info.installed.models
        return settings.for_engine(settings.engine or ("grains" if is_bare else None))

    def dub(self, references: list[Reference], *, seed_step: int = 0) -> None:
        """Render the clip's range with each reference, as often as variations are wanted."""
        clip = self._document.clip
        if clip is None:
            self.said.emit("Drop a clip first.")
            return
        if not references:
            self._banners.show_banner(
                "no-reference", "Pick a timbre first: drop a sound, or press Ctrl+I.", seconds=8
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
            if not self._can_sound(order):
                return
            for offset in range(settings.variations):
                seeded = replace(order.recipe, seed=settings.seed + offset)
                self._render(order.with_recipe(seeded))

    def dub_with(self, references: list[Reference], choices: tuple[ModelChoice, ...]) -> bool:
        """One take with each model or vocoder, alike in all else; the last two can be flipped.

        Returns:
            Whether they are being made; if not, what is missing was said.
        """
        clip = self._document.clip
        if clip is None or not references:
            self.dub(references)  # which says what is missing
            return False
        order = self._order(clip, references[0])
        if not self._can_sound(order):
            return False
        for choice in choices:
            changed = {"vocoder" if choice.kind == "vocoder" else "model": choice.name}
            self._render(order.with_recipe(replace(order.recipe, engine="neural", **changed)))
        return True

    def try_on(self, references: list[Reference], around_s: float) -> None:
        """Each reference first as a draft of a few seconds, then as a full take."""
        clip = self._document.clip
        if clip is None or not references:
            self.dub(references)
            return
        if self._waits_for_events(clip, lambda: self.try_on(references, around_s)):
            return
        orders = [self._order(clip, reference) for reference in references]
        if not self._can_sound(orders[0]):
            return
        self.tried_on.emit(references)
        start_s, end_s = clip.range_s
        if end_s - start_s > 2 * DRAFT_S:
            orders = [_draft(order, around_s) for order in orders] + orders
        for index, order in enumerate(orders):
            self._render(order, listen=index == 0)

    def more_like(self, take: Take) -> None:
        """The next seeds of a take."""
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
        """The same recipe once more, on the CPU, where it gives the same bits."""

        def made(again: Take) -> None:
            self.reproduced.emit((take, again))

        self._render(self._order_of(take), device="cpu", made=made)

    def _order_of(self, take: Take) -> _Order:
        """What asks for the like of a take."""
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
        """Queue one render; `listen` hears it as soon as it is there."""
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
            take = storage.adopt_take(self._document.project, self._document.path, take)
        except EngineError as error:
            self._errors.present(error)
            return None
        self._document.add_take(take)
        self._drop_drafts_of(take)
        if listen and take.clip_id == self._document.project.active_clip_id:
            self._monitor.listen_to(Heard("take", take.id))
        self.said.emit(f"Take {take.number} is ready")
        return take

    def _drop_drafts_of(self, full: Take) -> None:
        """A full take takes the place of its draft, also where that is listened to."""
        for take in self._document.takes():
            if take.draft and not full.draft and _is_draft_of(take, full):
                self._monitor.exchange(Heard("take", take.id), Heard("take", full.id))
                self._document.put(take, replace(take, deleted=True), 0)

    def _waits_for_events(self, clip: Clip, again: Callable[[], object]) -> bool:
        """Whether its events are still looked for; what was wished is then done afterwards."""
        if clip.events or not self._search.is_under_way(clip.id):
            return False
        self._later[clip.id] = again
        self.said.emit("It begins as soon as the events are found")
        return True

    @Slot(str)
    def _on_search_ended(self, clip_id: str) -> None:
        again, clip = self._later.pop(clip_id, None), self._document.clip
        if again is not None and clip is not None and clip.id == clip_id and clip.events:
            again()

    def _can_sound(self, order: _Order) -> bool:
        """An honest word instead of a take of silence."""
        if audible(_events(order.recipe)):
            self._banners.close_banner("no-events")
            return True
        self._banners.show_banner(
            "no-events",
            "There is no event to be heard in this range."
            " Double-click the events lane to set one where something should sound.",
            level="warning",
        )
        return False

    # After an edit

    @Slot(object)
    def _on_clip_changed(self, clip: Clip) -> None:
        """Events were edited: render what is listened to again, and keep the old take."""
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
        if events == take.events or not self._can_sound(order):
            return
        if self._edit_job is not None and self._edit_job.state in (
            JobState.QUEUED,
            JobState.RUNNING,
        ):
            self._host.cancel(self._edit_job)
        self._edit_job = self._render(order, first=True)

    def _take_to_follow(self) -> Take | None:
        take = self._document.take(self._monitor.a.id)
        is_shown = take is not None and take.clip_id == self._document.project.active_clip_id
        return take if is_shown else None


def _events(recipe: Recipe) -> tuple[Event, ...]:
    """The events of a recipe, which the window always names."""
    return recipe.events if isinstance(recipe.events, tuple) else ()


def _inside(clip: Clip, range_s: tuple[float, float]) -> tuple[Event, ...]:
    """The events of a clip within a range of it."""
    return _between((item.event for item in clip.events), range_s)


def _between(events: Iterable[Event], range_s: tuple[float, float]) -> tuple[Event, ...]:
    start_s, end_s = range_s
    return tuple(event for event in events if start_s <= event.time_s < end_s)


def _draft(order: _Order, around_s: float) -> _Order:
    """A few seconds around a place, or around the first event if nothing sounds there."""
    start_s, end_s = order.clip.range_s
    events = _events(order.recipe)

    def piece(at_s: float) -> tuple[float, float]:
        from_s = min(max(at_s - DRAFT_S / 3, start_s), end_s - DRAFT_S)
        return from_s, from_s + DRAFT_S

    part = piece(around_s)
    if not audible(_between(events, part)):
        part = piece(audible(events)[0].time_s)
    recipe = replace(
        order.recipe,
        span=order.clip.span_of(part),
        events=_between(events, part),
        vocoder=order.recipe.vocoder if order.recipe.engine == "grains" else GRIFFIN_LIM,
    )
    return _Order(order.clip, recipe, order.reference_name, order.loudness, order.gain_db, True)


def _is_draft_of(draft: Take, full: Take) -> bool:
    """Whether the draft was a foretaste of that take."""
    a, b = draft.recipe, full.recipe
    same = {"span": b.span, "events": b.events, "vocoder": b.vocoder}  # which a draft has its own
    return draft.reference_name == full.reference_name and replace(a, **same) == b
