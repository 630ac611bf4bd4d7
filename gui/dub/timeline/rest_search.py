"""Find the rest: candidates like the events that the user set, in one undo step.

The user corrects what was found and searches again. Deleted and moved candidates teach that there
was none; those left before the last correction count as confirmed.
"""

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from PySide6.QtCore import QObject, Signal

from engine.errors import EngineError
from engine.events.candidates import at_sensitivity
from engine.events.event import Event
from engine.events.likeness.finding import TAIL_S
from engine.host.messages import Answer, FindRest, FoundRest, TaughtClip
from engine.project.model import Clip, TimelineEvent, Track
from engine.recipe import Span
from gui.document import event_edits
from gui.document.document import Document
from gui.dub.jobs.error_actions import try_again
from gui.hosts.engine_host import EngineHost
from gui.kit.banners import Banners
from gui.kit.errors import Errors

_LEAST_SELECTED: Final = 3  # fewer are a selection for something else
_MOVED_S: Final = 0.001
_BY_USER: Final = frozenset({"hand", "performance"})

Placed = Mapping[str, Event]  # candidates by id, as they were found


class Lesson(NamedTuple):
    """What a track says about its clip.

    Attributes:
        kept: the events that the user set or confirmed.
        rejected_s: times at which the user said that there is none.
        finished_s: until when the clip is finished; 0 without events.
    """

    kept: tuple[TimelineEvent, ...]
    rejected_s: tuple[float, ...]
    finished_s: float


def lesson(
    track: Track,
    selected: Collection[str],
    placed: Placed = MappingProxyType({}),
    rejected_s: Collection[float] = (),
    taught: Collection[str] = (),
) -> Lesson:
    """Read a lesson from a track.

    Args:
        track: with the user's events, found ones, or both.
        selected: ids of selected events; from three on, these are the examples.
        placed: what the last search found.
        rejected_s: rejected before.
        taught: ids of the events that taught the last search, and still do.
    """
    here = {item.id: item.event.time_s for item in track.events}
    was_undone = not any(event_id in here for event_id in placed)
    corrected = {
        event_id
        for event_id, event in placed.items()
        if not was_undone and abs(here.get(event_id, -1.0) - event.time_s) > _MOVED_S
    }
    gone_s = [placed[event_id].time_s for event_id in corrected]
    confirmed = {*corrected, *taught}
    own = [x for x in track.events if x.event.source in _BY_USER or x.id in confirmed]
    chosen = [item for item in track.events if item.id in selected]
    examples = chosen if len(chosen) >= _LEAST_SELECTED else own
    rejected = tuple(sorted({*rejected_s, *gone_s}))
    ends_s = [*(item.event.end_s for item in examples), *(rejected if examples else ())]
    finished_s = max(ends_s, default=0.0)
    ids = {item.id for item in (*own, *chosen)}
    kept = [item for item in track.events if item.id in ids or item.event.time_s <= finished_s]
    return Lesson(tuple(kept), rejected, finished_s)


class RestSearch(QObject):
    """Searches the rest of a clip for the active track."""

    said = Signal(str)  # message for the status bar

    def __init__(
        self,
        document: Document,
        host: EngineHost,
        banners: Banners,
        errors: Errors,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._host = host
        self._banners = banners
        self._errors = errors
        self._placed: dict[str, Placed] = {}  # by track
        self._rejected_s: dict[str, tuple[float, ...]] = {}  # by track
        self._taught: dict[str, frozenset[str]] = {}  # by track
        for known in (self._placed, self._rejected_s, self._taught):
            document.replaced.connect(known.clear)

    def find(self, clip: Clip, selected: Collection[str]) -> None:
        """Find the events that are like the selected ones, or like those set by the user."""
        track = clip.track
        learnt = self._lesson(track, selected)
        self._rejected_s[track.id] = learnt.rejected_s

        def done(answer: Answer) -> None:
            if isinstance(answer, FoundRest):
                self._on_found(track.id, learnt, answer)

        def failed(error: EngineError) -> None:
            again = try_again(error, self._host, lambda: self.find(clip, selected))
            self._errors.present(error, buttons=(again,))

        self._host.submit(
            FindRest(_taught(clip, learnt), self._others(clip), track.settings.model),
            title=f"Finding the rest in {clip.name}",
            done=done,
            failed=failed,
        )

    def _lesson(self, track: Track, selected: Collection[str]) -> Lesson:
        return lesson(
            track,
            selected,
            self._placed.get(track.id, {}),
            self._rejected_s.get(track.id, ()),
            self._taught.get(track.id, ()),
        )

    def _others(self, clip: Clip) -> tuple[TaughtClip, ...]:
        """The user's events on tracks of other clips that have the same reference."""
        reference_id = clip.track.reference_id
        taught = [
            _taught(other, self._lesson(track, ()))
            for other in self._document.project.clips
            for track in other.tracks
            if other.id != clip.id and reference_id and track.reference_id == reference_id
        ]
        return tuple(each for each in taught if each.events)

    def _on_found(self, track_id: str, learnt: Lesson, answer: FoundRest) -> None:
        clip, track = self._document.clip_of(track_id), self._document.track_by_id(track_id)
        if clip is None or track is None:
            return  # deleted in the meantime
        found = at_sensitivity(answer.candidates)
        if not found:
            self._banners.show_banner(
                "no-rest",
                f"Nothing like these events was found in the rest of {clip.name}.",
                level="warning",
            )
            return
        searched = {item.id for item in track.events} - {item.id for item in learnt.kept}
        cleared = event_edits.remove_events(track, searched)
        changed, ids = event_edits.add_events(cleared, found, clip.file.duration_s)
        self._placed[track_id] = {
            item.id: item.event for item in changed.events if item.id in set(ids)
        }
        self._taught[track_id] = frozenset(item.id for item in learnt.kept)
        self._document.edit_track("Find the rest", changed)
        taught = len(learnt.kept)
        self.said.emit(f"{len(ids)} more found like the {taught} given. Correct, and search again.")


def _taught(clip: Clip, learnt: Lesson) -> TaughtClip:
    events = tuple(item.event for item in learnt.kept)
    end_s = min(learnt.finished_s + TAIL_S, clip.file.duration_s)
    finished = Span(0.0, end_s) if events else None
    return TaughtClip(clip.file.path, events, finished, learnt.rejected_s)
