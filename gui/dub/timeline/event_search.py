"""Event detection: runs in the engine, reports progress, and stores the events."""

from collections.abc import Mapping
from enum import Enum
from functools import partial
from typing import Final

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal, Slot

from engine.errors import EngineError
from engine.host.messages import Answer, FindEvents, FoundEvents
from engine.project.model import Clip
from engine.recipe import EventSource
from gui.document import found_edits
from gui.dub.jobs.error_actions import try_again
from gui.dub.timeline.source_counts import SOURCES, SourceCounts
from gui.hosts.engine_host import EngineHost, HostState
from gui.hosts.jobs import HostJob, JobState
from gui.kit.language import counted, mark, number, tr
from gui.services import Services

_PLACES: Final[Mapping[EventSource, str]] = {
    "auto": mark("in the picture"),
    "picture": mark("in the picture"),
    "sound": mark("in the sound"),
    "model": mark("with the model"),
}
_BY_MODEL: Final = frozenset[EventSource]({"auto", "model"})


class Outcome(Enum):
    """How the last search for a track ended."""

    UNDER_WAY = "under way"
    FOUND = "found"
    NOTHING = "nothing"
    FAILED = "failed"
    CANCELLED = "cancelled"


class _Search:
    """The last search for one track."""

    def __init__(self, clip: Clip, sources: tuple[EventSource, ...]) -> None:
        self.key = f"clip/{clip.id}/events/{clip.track.id}"  # of notices
        self.sources = sources
        self.places = _PLACES[sources[0]]  # where it searched, in English
        self.outcome = Outcome.UNDER_WAY
        self.job: HostJob | None = None


class EventSearch(QObject):
    """Detects events, also by the commands for it, and reports the state of each search."""

    said = Signal(str)  # message for the status bar
    hint_changed = Signal(str)  # text of an empty event lane
    ended = Signal(str)  # id of the track

    def __init__(self, services: Services, host: EngineHost, parent: QObject) -> None:
        super().__init__(parent)
        self._document = services.document
        self._host = host
        self._banners = services.banners
        self._errors = services.errors
        self._searches: dict[str, _Search] = {}  # by track
        self._hint = ""
        self.counts = SourceCounts(host, self)
        host.job_changed.connect(self._on_job_changed)
        host.state_changed.connect(self._tell)
        self._document.tracks_changed.connect(self._tell)
        services.actions.bind(**{f"find_{each}": partial(self.find, each) for each in SOURCES})

    def find(self, source: EventSource) -> None:
        """Detect the events of the active track, as the user has asked."""
        clip = self._document.clip
        if clip is not None:
            self.look(clip, source, asked=True)

    def look(self, clip: Clip, source: EventSource, *, asked: bool) -> None:
        """Detect the events of a clip for its active track.

        Args:
            clip: the clip.
            source: where to look.
            asked: whether the user asked for it. If not, a clip is searched only once and only if
                it has no events, and its sound is searched if the picture shows none.
        """
        tracks = clip.tracks
        if not asked and any(track.events or track.id in self._searches for track in tracks):
            return
        track_id = clip.track.id
        search = self._searches[track_id] = _Search(clip, (source,) if asked else (source, "sound"))

        def done(answer: Answer) -> None:
            if isinstance(answer, FoundEvents):
                self._on_found(track_id, search, answer, asked=asked)

        model = clip.track.settings.model if source in _BY_MODEL else None
        search.job = self._host.submit(
            FindEvents(clip.file.path, search.sources, model),
            title=tr("Finding events in {name}", name=clip.name),
            done=done,
            failed=lambda error: self._on_failed(track_id, search, error, asked=asked),
        )
        self._tell()

    def outcome(self, track_id: str) -> Outcome | None:
        """How the last search for a track ended; None without one."""
        search = self._searches.get(track_id)
        return None if search is None else search.outcome

    def is_under_way(self, track_id: str) -> bool:
        """Whether a track's events are being detected."""
        return self.outcome(track_id) is Outcome.UNDER_WAY

    def tell_next(self, track_id: str, text: str) -> None:
        """Let the job of a track's search say what follows it."""
        search = self._searches[track_id]
        if search.job is not None:
            search.job.next = text

    @property
    def hint(self) -> str:
        """The text of an empty event lane for the active track."""
        track = self._document.track
        search = None if track is None else self._searches.get(track.id)
        if search is None or search.outcome is Outcome.FOUND:
            return tr("Double-click to add an event, or find events with the Events menu.")
        places = tr(search.places)
        if search.outcome is Outcome.NOTHING:
            return tr("No events found {where}. Double-click to add one.", where=places)
        if search.outcome is Outcome.FAILED:
            return tr("Finding events failed. Try again from the Events menu.")
        if search.outcome is Outcome.CANCELLED:
            return tr("Finding events was cancelled. Try again from the Events menu.")
        if search.job is not None and search.job.state is JobState.RUNNING:
            percent = number(100 * self._host.estimate.fraction(search.job))
            return tr("Finding events {where}…  {percent} %", where=places, percent=percent)
        if self._host.state is HostState.READY:
            return tr("Finding events {where} once the engine is free…", where=places)
        return tr("Finding events {where} once the engine has started…", where=places)

    def _on_found(self, track_id: str, search: _Search, found: FoundEvents, *, asked: bool) -> None:
        clip, track = self._document.clip_of(track_id), self._document.track_by_id(track_id)
        events, source = found.events, found.source
        self._errors.solved(search.key)
        if not events and source != search.sources[0]:
            search.places = mark("in the picture or in the sound")
        if clip is not None and track is not None and (asked or not track.events):
            self.counts.note(clip, source, found.candidates)
            if found.candidates and (events or not track.events):
                changed = found_edits.put_found(
                    track, source, found.candidates, clip.file.duration_s
                )
                if asked:
                    text = tr("Find events {where}", where=tr(_PLACES[source]))
                    self._document.edit_track(text, changed)
                else:
                    self._document.add_found(changed)
            if events:
                self.said.emit(
                    counted(
                        "{n} event found {where}",
                        "{n} events found {where}",
                        len(events),
                        where=tr(_PLACES[source]),
                    )
                )
            else:
                text = tr(
                    "No events found {where} of {name}. Raise the sensitivity to see what is"
                    " uncertain."
                    if found.candidates
                    else "No events found {where} of {name}. Double-click the event lane to add"
                    " one.",
                    where=tr(search.places),
                    name=clip.name,
                )
                self._banners.show_banner("no-events", text, level="warning")
        self._end(track_id, search, Outcome.FOUND if events else Outcome.NOTHING)

    def _on_failed(
        self, track_id: str, search: _Search, error: EngineError, *, asked: bool
    ) -> None:
        def again() -> None:
            del self._searches[track_id]
            clip = self._document.clip_of(track_id)
            if clip is not None:
                active = replace(clip, active_track_id=track_id)
                self.look(active, search.sources[0], asked=asked)

        button = try_again(error, self._host, again)
        self._errors.present(error, buttons=(button,), key=search.key)
        self._end(track_id, search, Outcome.FAILED)

    def _end(self, track_id: str, search: _Search, outcome: Outcome) -> None:
        search.outcome = outcome
        self._tell()
        self.ended.emit(track_id)

    @Slot(object)
    def _on_job_changed(self, job: HostJob) -> None:
        for track_id, search in self._searches.items():
            if search.job is job:
                if job.state is JobState.CANCELLED and search.outcome is Outcome.UNDER_WAY:
                    self._end(track_id, search, Outcome.CANCELLED)
                self._tell()
                return

    @Slot()
    def _tell(self) -> None:
        if self.hint != self._hint:
            self._hint = self.hint
            self.hint_changed.emit(self._hint)
