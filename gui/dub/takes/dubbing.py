"""From a press of Dub to a take: recipes, drafts, variations, and renders after edits."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from engine.errors import EngineError
from engine.events.event import Event, audible
from gui.document import storage
from gui.document.document import Document
from gui.document.model import (
    Clip,
    DubSettings,
    EngineName,
    ModelChoice,
    Recipe,
    Reference,
    Take,
    new_id,
)
from gui.dub.jobs.error_actions import try_again
from gui.dub.monitor import Heard, Monitor
from gui.dub.timeline.event_search import EventSearch
from gui.hosts.engine_host import EngineHost, HostState
from gui.hosts.jobs import HostJob, JobState
from gui.hosts.requests import read_rendered, render_request
from gui.kit.banners import Banners
from gui.kit.errors import Errors

_AFTER_EDIT_MS: Final = 250  # a drag or a run of nudges is one render
DRAFT_S: Final = 3.0
_MORE: Final = 3  # takes that "more like this" makes


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

    def recipe(self, clip: Clip, reference: Reference) -> Recipe:
        """What the next take is made of, as things stand."""
        start_s, end_s = clip.range_s
        inside = tuple(item.event for item in clip.events if start_s <= item.event.time_s < end_s)
        return Recipe(
            video=clip.file,
            range_s=clip.range_s,
            reference=reference.file,
            reference_name=reference.name,
            region_s=reference.region_s,
            events=inside,
            settings=replace(self._possible_settings(), variations=1),
        )

    def _possible_settings(self) -> DubSettings:
        """The settings without what the engine that they mean cannot do."""
        settings = self._document.project.settings
        is_bare = self._host.state is HostState.READY and not self._host.info.models
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
            recipe = self.recipe(clip, reference)
            if not self._can_sound(recipe):
                return
            for offset in range(settings.variations):
                seeded = replace(recipe.settings, seed=settings.seed + offset)
                self.render(clip.id, replace(recipe, settings=seeded))

    def dub_with(self, references: list[Reference], choices: tuple[ModelChoice, ...]) -> bool:
        """One take with each model or vocoder, alike in all else; the last two can be flipped.

        Returns:
            Whether they are being made; if not, what is missing was said.
        """
        clip = self._document.clip
        if clip is None or not references:
            self.dub(references)  # which says what is missing
            return False
        recipe = self.recipe(clip, references[0])
        if not self._can_sound(recipe):
            return False
        for choice in choices:
            settings = replace(choice.applied_to(recipe.settings), engine="neural")
            self.render(clip.id, replace(recipe, settings=settings))
        return True

    def try_on(self, references: list[Reference], around_s: float) -> None:
        """Each reference first as a draft of a few seconds, then as a full take."""
        clip = self._document.clip
        if clip is None or not references:
            self.dub(references)
            return
        if self._waits_for_events(clip, lambda: self.try_on(references, around_s)):
            return
        recipes = [self.recipe(clip, reference) for reference in references]
        if not self._can_sound(recipes[0]):
            return
        self.tried_on.emit(references)
        start_s, end_s = clip.range_s
        wanted = list(recipes)
        if end_s - start_s > 2 * DRAFT_S:
            wanted = [_draft(recipe, around_s) for recipe in recipes] + wanted
        for index, recipe in enumerate(wanted):
            self.render(clip.id, recipe, listen=index == 0)

    def more_like(self, take: Take) -> None:
        """The next seeds of a take."""
        seeds = [
            other.recipe.settings.seed
            for other in self._document.takes()
            if other.recipe.reference == take.recipe.reference
        ]
        first = max(seeds, default=take.recipe.settings.seed) + 1
        for seed in range(first, first + _MORE):
            settings = replace(take.recipe.settings, seed=seed)
            self.render(take.clip_id, replace(take.recipe, settings=settings, draft=False))

    def reproduce(self, take: Take) -> None:
        """The same recipe once more, on the CPU, where it gives the same bits."""

        def made(again: Take) -> None:
            self.reproduced.emit((take, again))

        self.render(take.clip_id, take.recipe, device="cpu", made=made)

    def render(
        self,
        clip_id: str,
        recipe: Recipe,
        *,
        first: bool = False,
        listen: bool = True,
        device: str = "auto",
        made: Callable[[Take], object] | None = None,
    ) -> HostJob:
        """Queue one render; `listen` hears it as soon as it is there."""
        draft = "Draft of " if recipe.draft else "Dubbing with "

        def done(message: dict[str, Any]) -> None:
            take = self._on_rendered(clip_id, recipe, message, listen=listen)
            if take is not None and made is not None:
                made(take)

        def again() -> None:
            self.render(clip_id, recipe, first=first, listen=listen, device=device, made=made)

        def failed(error: EngineError) -> None:
            self._errors.present(error, buttons=(try_again(error, self._host, again),))

        return self._host.submit(
            "render",
            {**render_request(recipe), "device": device},
            title=draft + recipe.reference_name,
            done=done,
            failed=failed,
            first=first,
        )

    def _on_rendered(
        self, clip_id: str, recipe: Recipe, message: dict[str, Any], *, listen: bool
    ) -> Take | None:
        try:
            rendered = read_rendered(message)
            take = Take(
                id=new_id(),
                number=self._document.next_take_number(),
                clip_id=clip_id,
                recipe=_as_made(recipe, message),
                sound=rendered.sound,
                mel=rendered.mel,
                measurements=rendered.measurements,
                model=rendered.model,
                made_at=datetime.now().astimezone().isoformat(timespec="seconds"),
            )
            take = storage.adopt_take(self._document.project, self._document.path, take)
        except (EngineError, KeyError, TypeError) as error:
            self._errors.present(error)
            return None
        self._document.add_take(take)
        self._drop_drafts_of(take)
        if listen and clip_id == self._document.project.active_clip_id:
            self._monitor.listen_to(Heard("take", take.id))
        self.said.emit(f"Take {take.number} is ready")
        return take

    def _drop_drafts_of(self, full: Take) -> None:
        """A full take takes the place of its draft, also where that is listened to."""
        for take in self._document.takes():
            if take.recipe.draft and not full.recipe.draft and _same_wish(take, full):
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

    def _can_sound(self, recipe: Recipe) -> bool:
        """An honest word instead of a take of silence."""
        if audible(recipe.events):
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
        start_s, end_s = take.recipe.range_s
        inside = tuple(item.event for item in clip.events if start_s <= item.event.time_s < end_s)
        recipe = replace(take.recipe, events=inside)
        if inside == take.recipe.events or not self._can_sound(recipe):
            return
        if self._edit_job is not None and self._edit_job.state in (
            JobState.QUEUED,
            JobState.RUNNING,
        ):
            self._host.cancel(self._edit_job)
        self._edit_job = self.render(clip.id, recipe, first=True)

    def _take_to_follow(self) -> Take | None:
        take = self._document.take(self._monitor.a.id)
        is_shown = take is not None and take.clip_id == self._document.project.active_clip_id
        return take if is_shown else None


def _draft(recipe: Recipe, around_s: float) -> Recipe:
    """A few seconds around a place, or around the first event if nothing sounds there."""
    start_s, end_s = recipe.range_s

    def piece(at_s: float) -> tuple[float, float]:
        from_s = min(max(at_s - DRAFT_S / 3, start_s), end_s - DRAFT_S)
        return from_s, from_s + DRAFT_S

    def inside(part: tuple[float, float]) -> tuple[Event, ...]:
        return tuple(event for event in recipe.events if part[0] <= event.time_s < part[1])

    part = piece(around_s)
    if not audible(inside(part)):
        part = piece(audible(recipe.events)[0].time_s)
    return replace(recipe, range_s=part, events=inside(part), draft=True)


def _as_made(recipe: Recipe, message: dict[str, Any]) -> Recipe:
    """The recipe with the program's own choices spelled out, so that it stays the same later."""
    engine: EngineName | None = recipe.settings.engine
    match message.get("engine"):
        case "neural":
            engine = "neural"
        case "grains":
            engine = "grains"
    model = message.get("model") or recipe.settings.model
    vocoder = recipe.settings.vocoder
    if not recipe.draft:  # a draft is made without one, whatever the full take is made with
        vocoder = message.get("vocoder") or vocoder
    made_with = replace(recipe.settings, engine=engine, model=model, vocoder=vocoder)
    return replace(recipe, settings=made_with)


def _same_wish(draft: Take, full: Take) -> bool:
    """Whether the draft was a foretaste of that take."""
    a, b = draft.recipe, full.recipe
    settings = replace(a.settings, vocoder=b.settings.vocoder)  # a draft is made without one
    return (a.reference, a.region_s, settings) == (b.reference, b.region_s, b.settings)
