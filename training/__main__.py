"""The trainer process: `python -m training RUN_DIR` starts or resumes the run in a folder.

The folder determines everything. A run with several devices is trained by one process for each,
which this one starts, unless torchrun has: `torchrun --nnodes 2 --nproc-per-node 4 -m training
RUN_DIR`. Exit codes: 0 done, or stopped on request; 2 another process is
training this run, or its settings do not fit; 3 the data set is unusable; 4 the disk or the
environment is; 70 a loss is no longer finite; 75 out of memory; 76 another process of the training
ended; 1 an unexpected error.
"""

import faulthandler
import logging
import os
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import EngineError, UsageError
from engine.machine.threads import let_threads_sleep
from engine.storage.process import ProcessId
from training.launch.rank import Rank
from training.run.control.queue import wait_for_turn
from training.run.message_log import MessageLog
from training.run.messages import Refused
from training.run.run_folder import RunFolder

if TYPE_CHECKING:
    from training.ranks.group import Group


def main(arguments: Sequence[str]) -> int:
    """Train the run in a folder; return the exit code of the process."""
    with ExitStack() as stack:
        try:
            if len(arguments) != 1:
                raise UsageError("One run's folder is expected.", hint="python -m training RUN_DIR")
            folder = RunFolder.open(Path(arguments[0]))
            log_into(folder.log)
            group = _started_by_torchrun()
            events = None
            if group is None or group.leads:
                events = stack.enter_context(MessageLog(folder.events))
                _lock(folder, events, stack)
        except EngineError as error:
            print(error, file=sys.stderr)  # noqa: T201
            return error.exit_code
        return _train(folder, events, group)


def _lock(folder: RunFolder, events: MessageLog, stack: ExitStack) -> None:
    """Become the run's only trainer, when it is its turn, or log that this was refused."""
    process = ProcessId.current()
    try:
        stack.enter_context(folder.take(process))
    except UsageError as error:
        step = folder.status().step
        events.write(Refused.saying(error.phrase, error.advice, step=step, pid=process.pid))
        raise
    wait_for_turn(folder, events)


def _started_by_torchrun() -> "Group | None":
    """This process among those that torchrun started; None if it is none of them."""
    if "TORCHELASTIC_RUN_ID" not in os.environ:
        return None
    from training.ranks.group import Group

    return Group(*(int(os.environ[name]) for name in ("RANK", "WORLD_SIZE", "LOCAL_RANK")))


def _train(folder: RunFolder, events: MessageLog | None, group: "Group | None") -> int:
    """Train in this process, or in one process for each of the run's devices."""
    let_threads_sleep()
    try:
        devices = folder.config().devices
    except EngineError:  # the process that trains says so
        devices = ()
    if group is None and events is not None and len(devices) > 1:
        from training.launch.launcher import launch

        return launch(folder, events, devices)
    return Rank(folder, events, group=group).train()


def log_into(path: Path) -> None:
    """Redirect all output of this process, including that of crashing libraries, to a file."""
    sys.stdout.flush()
    sys.stderr.flush()
    with path.open("ab") as file:
        for stream in (1, 2):
            os.dup2(file.fileno(), stream)
    faulthandler.enable()
    logging.basicConfig(
        level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s", stream=sys.stderr
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
