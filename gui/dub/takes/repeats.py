"""Knows what takes were asked for, so that nobody waits for one that is there already.

The recipe of a take names the model that was chosen for it, so it is compared by what was asked.
Only of this session: what a project was dubbed with before may be installed anew.
"""

from pathlib import Path
from typing import Final, NamedTuple

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
        take = self._document.take(self._takes.get(_asked(order)))
        return None if take is None or take.deleted else take


def _asked(order: Order) -> _Asked:
    written_ns = tuple(map(_written_ns, input_files(order.recipe)))
    return _Asked(order.track_id, order.recipe, order.loudness, order.gain_db, written_ns)


def _written_ns(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0
