"""Knows what takes were asked for, so that nobody waits for one that is there already.

The recipe of a take names the model that was chosen for it, so it is compared by what was asked.
Takes of earlier sessions, and that of the sample, only count if they were made without a model: a
model may be installed anew.
"""

from datetime import datetime
from pathlib import Path
from typing import Final, NamedTuple

from msgspec.structs import replace

from engine.project.model import Take
from engine.recipe import Loudness, Recipe, input_files
from gui.document.document import Document
from gui.dub.takes.orders import Order
from gui.hosts.jobs import HostJob, JobState

_UNDER_WAY: Final = (JobState.QUEUED, JobState.RUNNING)


class _Asked(NamedTuple):
    """Everything that a take depends on, with the times at which its files were written."""

    track_id: str
    recipe: Recipe
    loudness: Loudness
    gain_db: float
    written_ns: tuple[int, ...]


class Repeats:
    """The takes and jobs of this session, by what was asked for."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._jobs: dict[_Asked, HostJob] = {}
        self._takes: dict[_Asked, str] = {}  # ids
        self._began = datetime.now().astimezone()

    def note_job(self, order: Order, job: HostJob) -> None:
        """A take was asked for."""
        self._jobs[_asked(order)] = job

    def note_take(self, order: Order, take: Take) -> None:
        """It was made."""
        self._takes[_asked(order)] = take.id

    def is_under_way(self, order: Order) -> bool:
        """Whether the same take is being made."""
        job = self._jobs.get(_asked(order))
        return job is not None and job.state in _UNDER_WAY

    def take_like(self, order: Order) -> Take | None:
        """The same take, if it was made and is still there."""
        takes = self._document.project.takes_of(order.track_id)
        known = self._takes.get(_asked(order))
        return next((t for t in takes if t.id == known or self._is_earlier(t, order)), None)

    def _is_earlier(self, take: Take, order: Order) -> bool:
        """Whether a take of an earlier session is what was asked for, made without a model."""
        grains = replace(order.recipe, engine="grains")
        is_same = (take.loudness, take.gain_db) == (order.loudness, order.gain_db)
        if not is_same or take.recipe != grains or order.recipe.engine == "neural":
            return False
        if not take.made_at:
            return True  # it came with the program
        made = datetime.fromisoformat(take.made_at)
        last_ns = max(map(_written_ns, input_files(order.recipe)))
        return made < self._began and last_ns <= made.timestamp() * 1e9


def _asked(order: Order) -> _Asked:
    written_ns = tuple(map(_written_ns, input_files(order.recipe)))
    return _Asked(order.track_id, order.recipe, order.loudness, order.gain_db, written_ns)


def _written_ns(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0
