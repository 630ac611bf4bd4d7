"""Starts the processes of a training on this machine, and ends all of them with the first.

The launcher holds the run's lock and is the process that the run's folder names. It trains nothing
itself, so it can say which process ended, even if the system killed it.
"""

import faulthandler
import logging
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing import connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from engine.machine.workers.processes import cores
from engine.phrases import Phrase, phrase
from training.launch.rank import STOPPING, Rank
from training.ranks.failures import PeerLostError
from training.run.failures import Failure
from training.run.message_log import MessageLog
from training.run.messages import Failed
from training.run.run_folder import RunFolder

log = logging.getLogger("training")

_START_METHOD: Final = "spawn"  # nothing of CUDA may be inherited
_HOST: Final = "127.0.0.1"
_CULPRIT_S: Final = 2.0  # within which the process ends that took others with it
_EXIT_FAULT: Final = 1


@dataclass(frozen=True, slots=True)
class _Started:
    """A process of the training, and where it says how it failed."""

    rank: int
    device: str
    process: SpawnProcess
    failure: "connection.Connection[object, object]"

    @property
    def ended_badly(self) -> bool:
        return bool(self.process.exitcode)

    @property
    def ended_first(self) -> bool:
        """Whether it ended badly, and not because another one had ended."""
        return self.ended_badly and self.process.exitcode != PeerLostError.exit_code


def launch(folder: RunFolder, events: MessageLog, devices: Sequence[str]) -> int:
    """Train with one process for each device; return the exit code.

    The run is locked by this process.
    """
    from torch.distributed import TCPStore  # type: ignore[attr-defined]

    os.environ.setdefault("OMP_NUM_THREADS", str(max(1, cores() // len(devices))))
    store = TCPStore(_HOST, 0, is_master=True, wait_for_workers=False)
    context = multiprocessing.get_context(_START_METHOD)
    started: list[_Started] = []
    for rank, device in enumerate(devices):
        ours, theirs = context.Pipe(duplex=False)
        process = context.Process(
            target=_train, args=(str(folder.path), rank, len(devices), store.port, theirs)
        )
        process.start()
        theirs.close()
        started.append(_Started(rank, device, process, ours))
    for number in STOPPING:
        signal.signal(number, lambda _number, _frame: _stop(started))
    culprit = _watch(started)
    if culprit is None:
        return 0
    return _explain(culprit, len(devices), folder, events)


def _stop(started: Sequence[_Started]) -> None:
    """Ask all processes to save and end; they agree on it before their next step."""
    for each in started:
        if each.process.is_alive():
            each.process.terminate()


def _watch(started: Sequence[_Started]) -> _Started | None:
    """Wait for all processes; after the first that ended badly, which is returned, end the rest."""
    while running := _running(started):
        if any(each.ended_badly for each in started):
            break
        connection.wait(running)
    if not any(each.ended_badly for each in started):
        return None
    until_s = time.monotonic() + _CULPRIT_S
    while (running := _running(started)) and time.monotonic() < until_s:
        if any(each.ended_first for each in started):
            break
        connection.wait(running, timeout=0.1)
    bad = [each for each in started if each.ended_badly]
    for each in started:
        if each.process.is_alive():
            each.process.kill()
            each.process.join()
    return next((each for each in bad if each.ended_first), bad[0])


def _running(started: Sequence[_Started]) -> list[int]:
    """What can be waited for: a handle of each process that is still running."""
    return [each.process.sentinel for each in started if each.process.is_alive()]


def _explain(culprit: _Started, size: int, folder: RunFolder, events: MessageLog) -> int:
    """Write the run's last event, unless the process that leads has; return the exit code."""
    code = culprit.process.exitcode or 0
    told = _told(culprit)
    name = phrase(
        "Process {number} of {size} ({device})",
        number=culprit.rank + 1,
        size=size,
        device=culprit.device,
    )
    if isinstance(told, Failure):
        message = phrase("{name}: {message}", name=name, message=told.event.said)
        phrases = (message, told.event.advised)
        event = replace(told.event, message=str(message), phrases=phrases)
    else:
        event = Failed.saying(
            phrase("{name} ended ({how}), and the others with it.", name=name, how=_how(code)),
            Phrase(
                "Continue from the last checkpoint with --resume; --processes and --device may be "
                "changed."
            ),
            step=folder.status().step,
            reason="fault",
        )
    events.write(event)
    log.error("%s", event.message)
    return code if code > 0 else _EXIT_FAULT


def _told(culprit: _Started) -> object:
    """What a process said of its failure; None if it could say nothing."""
    try:
        return culprit.failure.recv()
    except EOFError:
        return None


def _how(code: int) -> Phrase:
    if code >= 0:
        return phrase("exit code {code}", code=code)
    try:
        return Phrase(signal.Signals(-code).name)
    except ValueError:
        return phrase("signal {code}", code=-code)


def _train(
    folder: str,
    rank: int,
    size: int,
    port: int,
    failure: "connection.Connection[object, object]",
) -> None:
    """One process of the training."""
    faulthandler.enable()
    logging.basicConfig(
        level=logging.INFO, format=f"%(asctime)s [{rank}] %(levelname)s %(message)s"
    )
    threading.Thread(target=_end_with_launcher, daemon=True).start()

    from torch.distributed import TCPStore  # type: ignore[attr-defined]

    from training.ranks.group import Group

    run = RunFolder.open(Path(folder))
    events = MessageLog(run.events) if rank == 0 else None
    one = Rank(
        run,
        events,
        group=Group(rank, size, rank),
        meet=lambda: TCPStore(_HOST, port, is_master=False),
        failed=failure.send,
    )
    sys.exit(one.train())


def _end_with_launcher() -> None:
    """End with the launcher: if it is killed, the run's lock is free, and another may start."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(_EXIT_FAULT)
