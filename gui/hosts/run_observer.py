"""Reads run folders in a worker thread and returns chunks that are cheap to process.

Contains no Qt. The thread releases the interpreter every few lines: reading a log of a hundred
thousand lines must not make the window stutter.
"""

import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, NamedTuple, get_args

from engine.errors import EngineError
from engine.model_files.model_file import read_header
from engine.storage.process import ProcessId
from engine.storage.real_paths import real_path
from training.config import RunConfig
from training.run.control.whole_runs import NOTE, read_note
from training.run.known_runs import known_runs
from training.run.messages import Done, MessageTail, RunMessage, Sampled, Started, StepDone
from training.run.results.curves import values_of
from training.run.run_folder import Request, RunFolder, State, Status

# Every call of the GUI thread into Qt may have to wait until this thread releases the interpreter:
# about thirty steps are parsed in less than a millisecond, then the thread sleeps.
_CHUNK_BYTES: Final = 16384
_CHUNKS_A_LOOK: Final = 160
_PAUSE_S: Final = 0.0005


@dataclass(frozen=True, slots=True)
class SeenRun:
    """A run as read from its folder.

    Attributes:
        path: its folder.
        status: its state, and how it ended.
        config: its settings; None if they cannot be read.
        command: the equivalent command line.
        checkpoints: steps with a model file, oldest first.
        requests: pending requests to the trainer.
        is_alive: whether its process is running.
        is_starting: whether its trainer is being started.
        note: the user's note.
    """

    path: Path
    status: Status
    config: RunConfig | None = None
    command: tuple[str, ...] = ()
    checkpoints: tuple[int, ...] = ()
    requests: frozenset[Request] = frozenset()
    is_alive: bool = False
    is_starting: bool = False
    note: str = ""

    @property
    def state(self) -> State:
        """Its state, as in its status."""
        return self.status.state


@dataclass(slots=True)
class Growth:
    """What a run wrote since the last look, within one life of its trainer.

    Attributes:
        run: its folder.
        restart_at: step at which a trainer started: later data are obsolete; None without a start.
        series: steps and values by name.
        events: everything but steps, in order.
        last: the last step.
        stages: first step and name of each stage.
        clips: number of clips in the latest sample; None without a sample.
        provenance: of the final model; empty without one.
    """

    run: Path
    restart_at: int | None = None
    series: dict[str, tuple[list[int], list[float]]] = field(default_factory=dict)
    events: list[RunMessage] = field(default_factory=list)
    last: StepDone | None = None
    stages: list[tuple[int, str]] = field(default_factory=list)
    clips: int | None = None
    provenance: Mapping[str, Any] = field(default_factory=dict)

    def take(self, event: RunMessage) -> None:
        """Add an event."""
        for name, value in values_of(event).items():
            steps, values = self.series.setdefault(name, ([], []))
            steps.append(event.step)
            values.append(value)
        if isinstance(event, StepDone):
            if self.last is None or self.last.stage != event.stage:
                self.stages.append((event.step, event.stage))
            self.last = event
            return
        self.events.append(event)
        if isinstance(event, Sampled):
            self.clips = sum(1 for _ in (self.run / event.folder).glob("*_mel.png"))
        elif isinstance(event, Done):
            with suppress(EngineError):  # the run's state says so
                self.provenance = read_header(self.run / event.model).provenance


@dataclass(frozen=True, slots=True)
class Look:
    """Result of one look at all runs.

    Attributes:
        runs: all known ones.
        growths: of the watched run, in order.
        watch: the call of `watch` they belong to.
        has_more: whether more of it can be read right away.
    """

    runs: tuple[SeenRun, ...]
    growths: tuple[Growth, ...] = ()
    watch: int = 0
    has_more: bool = False


class _Known(NamedTuple):
    """A run as last read: the marks of its files, its process, what else it depends on."""

    files: object
    process: ProcessId | None
    state: object
    seen: SeenRun


class RunObserver:
    """Reads the known runs; `watch` may be called from another thread than `look`."""

    def __init__(self) -> None:
        self._watched: tuple[int, RunFolder, MessageTail] | None = None
        self.watch_number = 0
        self._seen: dict[Path, _Known] = {}

    def watch(self, path: Path | None) -> None:
        """Read this run's events from the beginning."""
        self.watch_number += 1
        if path is None:
            self._watched = None
            return
        folder = RunFolder(real_path(path))
        self._watched = self.watch_number, folder, folder.tail()

    def look(self) -> Look:
        """Look at all runs and read more of the watched one."""
        runs = tuple(self._see(folder) for folder in known_runs())
        watched = self._watched
        if watched is None:
            return Look(runs)
        number, folder, tail = watched
        growths: list[Growth] = []
        with suppress(EngineError):  # its state says so
            for growth in read_on(folder.path, tail):
                growths.append(growth)  # noqa: PERF402 - those before an error count
        return Look(runs, tuple(growths), number, tail.has_more)

    def _see(self, folder: RunFolder) -> SeenRun:
        """A run's state, read again only if its files changed."""
        requests = frozenset(each for each in get_args(Request) if folder.requested(each))
        files, known = _marks(folder), self._seen.get(folder.path)
        is_same = known is not None and known.files == files
        try:
            process = known.process if known is not None and is_same else folder.process()
        except EngineError as error:
            return SeenRun(folder.path, Status("failed", message=error.phrase, advice=error.advice))
        is_alive = process is not None and process.alive
        if known is None or not is_same or known.state != (is_alive, requests):
            seen = _seen(folder, process, is_alive, requests)
            known = self._seen[folder.path] = _Known(files, process, (is_alive, requests), seen)
            time.sleep(_PAUSE_S)
        return known.seen


def read_on(run: Path, tail: MessageTail) -> Iterator[Growth]:
    """Read what a run wrote, up to a limit, in chunks that no call into Qt waits for.

    Raises:
        EngineError: what follows cannot be read.
    """
    for _ in range(_CHUNKS_A_LOOK):
        yield from _grown(run, tail.read(most_bytes=_CHUNK_BYTES))
        if not tail.has_more:
            break
        time.sleep(_PAUSE_S)


def _grown(run: Path, events: Iterable[RunMessage]) -> list[Growth]:
    """Group events into growths; each start of a trainer opens a new one."""
    growths: list[Growth] = []
    for event in events:
        if not growths or isinstance(event, Started):
            growths.append(Growth(run, event.step if isinstance(event, Started) else None))
        growths[-1].take(event)
    return growths


def _seen(
    folder: RunFolder, process: ProcessId | None, is_alive: bool, requests: frozenset[Request]
) -> SeenRun:
    try:
        config, command = folder.config(), tuple(folder.command())
        status = folder.status()
    except EngineError as error:
        return SeenRun(folder.path, Status("failed", message=error.phrase, advice=error.advice))
    return SeenRun(
        folder.path,
        status,
        config,
        command,
        folder.models_there(),
        requests,
        is_alive,
        note=read_note(folder),
    )


def _marks(folder: RunFolder) -> tuple[object, ...]:
    """Numbers, time stamps and sizes of the files that change with the run."""
    found: list[object] = []
    for path in (folder.path / "run.json", folder.events, folder.model, folder.path / NOTE):
        try:
            about = path.stat()
            found.append((about.st_ino, about.st_mtime_ns, about.st_size))
        except OSError:
            found.append(None)
    return tuple(found)
