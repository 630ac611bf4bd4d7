"""Find the rest: candidates like the events that the user set, in one undo step.

The user corrects what was found and searches again. Deleted and moved candidates teach that there
was none; those left before the last correction count as confirmed, as do those accepted.
"""

import math
from collections.abc import Collection
from typing import Final, NamedTuple

from PySide6.QtCore import QObject, Signal

from engine.errors import EngineError
from engine.events.candidates import at_sensitivity
from engine.events.likeness.finding import TAIL_S, is_finished
from engine.host.messages import Answer, FindRest, FoundRest
from engine.project.model import Clip, TimelineEvent, Track
from engine.recipe import Span, TaughtClip
from gui.document import found_edits
from gui.document.found_edits import BY_USER
from gui.dub.jobs.error_actions import try_again
from gui.dub.timeline.selection import Selection
from gui.hosts.engine_host import EngineHost
from gui.hosts.jobs import HostJob
from gui.kit.language import tr
from gui.services import Services

_LEAST_SELECTED: Final = 3  # fewer are a selection for something else
_MOVED_S: Final = 0.001
_NOTICE: Final = "no-rest"
_READ_S: Final = 15.0


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
    rejected_s: Collection[float] = (),
    taught: Collection[str] = (),
    *,
    duration_s: float = math.inf,
) -> Lesson:
    """Read a lesson from a track.

    What was rejected finishes the clip up to there, like an example. Not where three or more are
    selected, which then are all the examples, nor where nothing would be left to search: one who
    deletes a candidate near the end has not confirmed the whole clip.

    Args:
        track: with the user's events, found ones, or both.
        selected: ids of selected events; from three on, these are the examples.
        rejected_s: rejected before.
        taught: ids of the events that taught the last search, and still do.
        duration_s: of the clip.
    """
    here = {item.id: item.event.time_s for item in track.events}
    found = track.found
    placed = found.placed() if found is not None and found.by == "likeness" else {}
    corrected = {
        event_id
        for event_id, event in placed.items()
        if abs(here.get(event_id, -1.0) - event.time_s) > _MOVED_S
    }
    gone_s = [placed[event_id].time_s for event_id in corrected]
    confirmed = {*corrected, *taught}
    own = [x for x in track.events if x.event.source in BY_USER or x.id in confirmed]
    chosen = [item for item in track.events if item.id in selected]
    examples = chosen if len(chosen) >= _LEAST_SELECTED else own
    rejected = tuple(sorted({*rejected_s, *gone_s}))
    finished_s = max((item.event.end_s for item in examples), default=0.0)
    if examples and examples is own:
        rejected_to_s = max((finished_s, *rejected))
        is_all = is_finished((0.0, _end_s(rejected_to_s, duration_s)), duration_s)
        finished_s = finished_s if is_all else rejected_to_s
    ids = {item.id for item in (*own, *chosen)}
    kept = [item for item in track.events if item.id in ids or item.event.time_s <= finished_s]
    return Lesson(tuple(kept), rejected, finished_s)


class RestSearch(QObject):
    """Searches the rest of a clip for the active track, also by the command for it."""

    said = Signal(str)  # message for the status bar

    def __init__(
        self, services: Services, host: EngineHost, selection: Selection, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._document = services.document
        self._host = host
        self._selection = selection
        self._banners = services.banners
        self._errors = services.errors
        self._rejected_s: dict[str, tuple[float, ...]] = {}  # by track
        self._taught: dict[str, frozenset[str]] = {}  # by track
        self._jobs: dict[str, HostJob] = {}  # by track
        for known in (self._rejected_s, self._taught):
            self._document.replaced.connect(known.clear)
        services.actions.bind(find_rest=self._find_here)

    def _find_here(self) -> None:
        clip = self._document.clip
        if clip is not None:
            self.find(clip, self._selection.ids)

    def find(self, clip: Clip, selected: Collection[str]) -> None:
        """Find the events that are like the selected ones, or like those set by the user.

        A search of the same track that has not ended yet is given up.
        """
        track = clip.track
        learnt = self._lesson(clip, track, selected)
        self._rejected_s[track.id] = learnt.rejected_s
        key = f"clip/{clip.id}/rest/{track.id}"  # of notices
        taught = _taught(clip, learnt)
        duration_s = clip.file.duration_s
        if taught.events and is_finished((0.0, _end_s(learnt.finished_s, duration_s)), duration_s):
            self._say_finished()
            return

        def done(answer: Answer) -> None:
            self._errors.solved(key)
            if isinstance(answer, FoundRest):
                self._on_found(track, learnt, answer)

        def failed(error: EngineError) -> None:
            again = try_again(error, self._host, lambda: self.find(clip, selected))
            self._errors.present(error, buttons=(again,), key=key)

        if track.id in self._jobs:
            self._host.cancel(self._jobs[track.id])
        self._jobs[track.id] = self._host.submit(
            FindRest(taught, self._others(clip), track.settings.model),
            title=tr("Finding the rest in {name}", name=clip.name),
            done=done,
            failed=failed,
        )

    def _say_finished(self) -> None:
        """Say why there is no rest, and what makes one."""
        self._banners.show_banner(
            _NOTICE,
            tr(
                "Your events reach the end of the clip, so there is no rest to search. Select three"
                " or more at its beginning to learn from, or delete the later ones."
            ),
            seconds=_READ_S,
        )

    def _lesson(self, clip: Clip, track: Track, selected: Collection[str]) -> Lesson:
        return lesson(
            track,
            selected,
            self._rejected_s.get(track.id, ()),
            self._taught.get(track.id, ()),
            duration_s=clip.file.duration_s,
        )

    def _others(self, clip: Clip) -> tuple[TaughtClip, ...]:
        """The user's events on tracks of other clips that have the same reference."""
        reference_id = clip.track.reference_id
        taught = [
            _taught(other, self._lesson(other, track, ()))
            for other in self._document.project.clips
            for track in other.tracks
            if other.id != clip.id and reference_id and track.reference_id == reference_id
        ]
        return tuple(each for each in taught if each.events)

    def _on_found(self, searched: Track, learnt: Lesson, answer: FoundRest) -> None:
        """Show what was found on a track, which may have been edited since it was searched."""
        clip, track = self._document.clip_of(searched.id), self._document.track_by_id(searched.id)
        if clip is None or track is None:
            return  # deleted in the meantime
        found = at_sensitivity(answer.candidates)
        if not found:
            self._banners.show_banner(
                _NOTICE,
                tr("Nothing like these events was found in the rest of {name}.", name=clip.name),
                level="warning",
            )
            return
        before = {item.id for item in searched.events}
        added = [x for x in track.events if x.id not in before and x.event.source in BY_USER]
        kept = {item.id for item in (*learnt.kept, *added)}
        duration_s = clip.file.duration_s
        changed = found_edits.put_found(track, "likeness", answer.candidates, duration_s, kept)
        proposed = len(changed.events) - len(kept)
        self._taught[track.id] = frozenset(kept)
        self._document.edit_track(tr("Find the rest"), changed)
        self.said.emit(
            tr(
                "{found} more found like the {given} given. Accept them with A, or correct them and"
                " search again.",
                found=proposed,
                given=len(learnt.kept),
            )
        )


def _taught(clip: Clip, learnt: Lesson) -> TaughtClip:
    events = tuple(item.event for item in learnt.kept)
    finished = Span(0.0, _end_s(learnt.finished_s, clip.file.duration_s)) if events else None
    return TaughtClip(clip.file.path, events, finished, learnt.rejected_s)


def _end_s(finished_s: float, duration_s: float) -> float:
    """The end of the stretch of a clip that is finished until a time."""
    return min(finished_s + TAIL_S, duration_s)
