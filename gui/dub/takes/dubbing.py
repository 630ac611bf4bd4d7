"""Makes takes: recipes, drafts, variations, and renders after edits."""

import filecmp
from collections.abc import Callable
from dataclasses import replace as replace_order
from datetime import datetime
from pathlib import Path
from typing import Final

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal, Slot

from engine.errors import EngineError
from engine.events.event import audible
from engine.host.messages import Answer, Render, Rendered
from engine.project import storage
from engine.project.model import (
    Clip,
    DubSettings,
    ModelChoice,
    Reference,
    Take,
    Track,
    new_id,
)
from engine.project.sounds import SUFFIX, write_silence
from engine.project.track_recipe import events_between, events_now, is_outdated
from engine.recipe import Device, Recipe, TakeFacts
from gui.dub.jobs.error_actions import try_again
from gui.dub.monitor import Heard, Monitor
from gui.dub.takes.after_search import AfterSearch
from gui.dub.takes.following import Following
from gui.dub.takes.orders import (
    DRAFT_S,
    Order,
    new_order,
    order_like,
)
from gui.dub.takes.repeats import Repeats
from gui.dub.takes.succession import Succession
from gui.dub.timeline.event_search import EventSearch
from gui.hosts.engine_host import EngineHost, HostState
from gui.hosts.jobs import HostJob, JobState
from gui.kit.banners import Button
from gui.kit.language import tr
from gui.services import Services

_MORE: Final = 3  # number of takes made by "More like this"


class Dubbing(QObject):
    """Requests takes from the engine and adds them to the document."""

    said = Signal(str)  # message for the status bar
    tried_on = Signal(object)  # list[Reference]: renders were started

    def __init__(
        self,
        services: Services,
        host: EngineHost,
        monitor: Monitor,
        search: EventSearch,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._document = document = services.document
        self._host = host
        self._monitor = monitor
        self._runner = services.runner
        self._banners = services.banners
        self._errors = services.errors
        self._after_search = AfterSearch(services, search, self)
        self._after_search.said.connect(self.said)
        self.following = Following(document, self)
        self.following.needed.connect(self._follow_edit)
        self._edit_jobs: dict[str, HostJob] = {}  # by track
        self._repeats = Repeats(document)
        self._succession = Succession(document, monitor)

    # Takes

    def _order(self, clip: Clip, reference: Reference) -> Order:
        """A take of the active track with its current settings."""
        return new_order(clip, reference, self._supported_settings(clip.track))

    def _supported_settings(self, track: Track) -> DubSettings:
        """A track's settings without those their engine does not support."""
        settings = track.settings
        no_models = self._host.state is HostState.READY and not self._host.info.installed.models
        return settings.for_engine(settings.engine or ("grains" if no_models else None))

    def dub(self, references: list[Reference], *, seed_step: int = 0) -> None:
        """Render the dubbed range with each reference, in all variations.

        Takes that are there already are not made again: the first of them is listened to.
        """
        clip = self._document.clip
        if clip is None:
            self.said.emit(tr("Open a clip first."))
            return
        if not references:
            self._banners.show_banner(
                "no-reference",
                tr("Choose a reference first: drop a sound or press Ctrl+I."),
                seconds=8,
            )
            return
        for key in ("no-reference", "repeat", "not-dubbed"):
            self._banners.close_banner(key)
        if self._after_search.postpones(clip, lambda: self.dub(references, seed_step=seed_step)):
            return
        settings = clip.track.settings
        if seed_step:
            settings = replace(settings, seed=settings.seed + seed_step)
            self._document.edit_settings(settings, text=tr("Next seed"))
        there: list[Take] = []
        for reference in references:
            order = self._order(clip, reference)
            if not self._has_audible_events(order):
                return
            for offset in range(settings.variations):
                seeded = replace(order.recipe, seed=settings.seed + offset)
                there += self._render_once(order.with_recipe(seeded), references[0])
        if there:
            self._tell_repeat(there[0], references)

    def _render_once(self, order: Order, of_track: Reference) -> list[Take]:
        """Render an order; the same take instead if it is there already.

        The track is dubbed with a reference, and named after it, once there is a take.
        """

        def made(take: Take) -> None:
            self._repeats.note_take(order, take)
            self._document.choose(order.track_id, reference_id=of_track.id)

        take = self._repeats.take_like(order)
        if take is not None:
            made(take)
            return [take]
        if self._repeats.is_under_way(order):
            self.said.emit(tr("This take is being made"))
        else:
            self._repeats.note_job(order, self._render(order, made=made))
        return []

    def _tell_repeat(self, take: Take, references: list[Reference]) -> None:
        """Listen to a take that was asked for again, and offer another one."""
        self._listen_to(take)
        text = tr("Nothing has changed since take {number} was made.", number=take.number)
        another = Button(tr("Next seed"), lambda: self.dub(references, seed_step=1))
        self._banners.show_banner("repeat", text, buttons=(another,))

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
        if self._after_search.postpones(clip, lambda: self.try_on(references, around_s)):
            return
        orders = [self._order(clip, reference) for reference in references]
        if not self._has_audible_events(orders[0]):
            return
        self.tried_on.emit(references)
        start_s, end_s = clip.range_s
        if end_s - start_s > 2 * DRAFT_S:
            orders = [order.draft_around(around_s) for order in orders] + orders
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
        """Render a take's recipe again on the CPU, and say whether the result is bit-identical."""

        def made(again: Take) -> None:
            self._runner.start(
                lambda _: filecmp.cmp(take.sound, again.sound, shallow=False),
                done=lambda is_same: self._tell_reproduced(take, again, is_same=is_same),
                failed=self._errors.present,
            )

        self._render(self._order_of(take), device="cpu", made=made)

    def _tell_reproduced(self, first: Take, again: Take, *, is_same: bool) -> None:
        text = tr(
            "Take {again} is bit-identical to take {first}"
            if is_same
            else "Take {again} differs from take {first}",
            again=again.number,
            first=first.number,
        )
        self.said.emit(text)

    def _order_of(self, take: Take) -> Order:
        """A request for a take like an existing one."""
        clip = self._document.clip_by_id(take.clip_id) or self._document.project.clips[0]
        return order_like(take, clip)

    def _render(
        self,
        order: Order,
        *,
        first: bool = False,
        listen: bool = True,
        device: Device = "auto",
        made: Callable[[Take], object] | None = None,
    ) -> HostJob:
        """Queue a render; with `listen`, play the take when it is ready."""
        name, key = order.reference_name, _key(order)

        def done(answer: Answer) -> None:
            self._errors.solved(key)
            take = self._on_rendered(order, answer, listen=listen)
            if take is not None and made is not None:
                made(take)

        def again() -> None:
            self._render(order, first=first, listen=listen, device=device, made=made)

        def failed(error: EngineError) -> None:
            self._errors.present(error, buttons=(try_again(error, self._host, again),), key=key)

        return self._host.submit(
            Render(replace(order.recipe, device=device)),
            title=(
                tr("Draft of {name}", name=name)
                if order.draft
                else tr("Dubbing with {name}", name=name)
            ),
            done=done,
            failed=failed,
            first=first,
        )

    def _on_rendered(self, order: Order, answer: Answer, *, listen: bool) -> Take | None:
        if not isinstance(answer, Rendered):
            raise TypeError(type(answer).__name__)
        recipe = replace(answer.recipe, device="auto")
        take = self._add(
            order, recipe, answer.sound.file, answer.facts, mel=answer.mel, listen=listen
        )
        self._follow_missed_edits(order)
        return take

    def _add(
        self,
        order: Order,
        recipe: Recipe,
        sound: Path,
        facts: TakeFacts,
        *,
        id_: str = "",
        mel: Path | None = None,
        listen: bool = True,
    ) -> Take | None:
        """Add a finished take to the project; None if it cannot be stored, which is said."""
        take = Take(
            id=id_ or new_id(),
            number=self._succession.number_for(order),
            clip_id=order.clip.id,
            track_id=order.track_id,
            recipe=recipe,
            reference_name=order.reference_name,
            sound=sound,
            mel=mel,
            facts=facts,
            loudness=order.loudness,
            gain_db=order.gain_db,
            draft=order.draft,
            edited=order.edited,
            made_at=datetime.now().astimezone().isoformat(timespec="seconds"),
        )
        try:
            take = storage.adopt_take(self._document.project, self._document.own_path, take)
        except EngineError as error:
            self._errors.present(error, key=_key(order))
            return None
        self._document.add_take(take)
        self._succession.make_way(take)
        if listen:
            self._listen_to(take)
        self.said.emit(tr("Take {number} is ready", number=take.number))
        return take

    def _follow_missed_edits(self, order: Order) -> None:
        """Let a take follow what was edited while it was rendered."""
        ordered, now = order.track, self._document.track_by_id(order.track_id)
        is_edited = ordered is not None and now is not None and ordered.events != now.events
        if is_edited and not order.draft:
            self.following.look_at(order.track_id)

    def _listen_to(self, take: Take) -> None:
        """Choose a take, and listen to it if its track is the active one."""
        track = self._document.track
        if track is not None and take.track_id == track.id:
            self._monitor.listen_to(Heard("take", take.id))
        else:
            self._document.choose_take(take)

    def _has_audible_events(self, order: Order) -> bool:
        """Whether the take would not be silent; tells the user if it would be."""
        if audible(order.events) or order.recipe.steering == "picture":
            self._banners.close_banner("no-events")
            return True
        self._banners.show_banner(
            "no-events",
            tr("No audible events to dub. Double-click the event lane to add one."),
            level="warning",
        )
        return False

    # After edits

    @Slot(str)
    def _follow_edit(self, track_id: str) -> None:
        """Replace the chosen take of a track by one with the track's events."""
        clip, track = self._document.clip_of(track_id), self._document.track_by_id(track_id)
        take = None if track is None else self._document.project.chosen_take(track)
        if clip is None or track is None or take is None:
            return
        job = self._edit_jobs.get(track_id)
        if job is not None and job.state in (JobState.QUEUED, JobState.RUNNING):
            self._host.cancel(job)
        if not is_outdated(clip, track, take):
            return
        events = events_now(clip, track, take)
        order = self._order_of(take).with_recipe(replace(take.recipe, events=events))
        takes = self._document.project.takes_of(track_id)
        same = next((t for t in takes if not t.draft and t.recipe == order.recipe), None)
        order = replace_order(order, edited=True)
        if same is not None:  # as after undo
            self._succession.make_way(same)
            self._listen_to(same)
        elif audible(events):
            self._edit_jobs[track_id] = self._render(order, first=True)
        else:
            self._fall_silent(order)

    def _fall_silent(self, order: Order) -> None:
        """Make the take of a track without audible events, for which no engine is needed."""
        start_s, end_s = order.span_s
        facts = TakeFacts(duration_s=end_s - start_s, events=0)
        id_ = new_id()
        sound = storage.unsaved_takes_folder(self._document.project) / f"take-{id_}{SUFFIX}"

        def done(_: None) -> None:
            track = self._document.track_by_id(order.track_id)
            if track is not None and events_between(track, order.span_s) == order.events:
                self._add(order, order.recipe, sound, facts, id_=id_)

        self._runner.start(
            lambda _: write_silence(sound, facts.duration_s),
            done=done,
            failed=lambda error: self._errors.present(error, key=_key(order)),
        )


def _key(order: Order) -> str:
    """The key of notices about the takes of a track."""
    return f"clip/{order.clip.id}/take/{order.track_id}"
