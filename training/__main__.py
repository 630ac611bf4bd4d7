"""The trainer process: `python -m training RUN_DIR` starts or resumes the run in a folder.

The folder determines everything. Exit codes: 0 done, or stopped on request; 2 another process is
training this run, or its settings do not fit; 3 the data set is unusable; 4 the disk or the
environment is; 70 a loss is no longer finite; 75 out of memory; 1 an unexpected error.
"""

import faulthandler
import logging
import os
import signal
import sys
import threading
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from engine.errors import CancelledError, EngineError, UsageError
from engine.machine.process import ProcessId
from engine.machine.threads import let_threads_sleep
from engine.progress import JobContext
from training.data.dataset import Dataset
from training.optim.memory import keep_freed_memory
from training.run.messages import Advised, MessageLog, Refused, Stopped
from training.run.run_folder import RunFolder

if TYPE_CHECKING:
    from training.run.loop import Loop
    from training.task import Task

_RESERVE_BYTES: Final = 65536  # freed on a full disk, so that the final message can be written

log = logging.getLogger("training")


def main(arguments: Sequence[str]) -> int:
    """Train the run in a folder; return the exit code of the process."""
    with ExitStack() as stack:
        try:
            if len(arguments) != 1:
                raise UsageError("One run's folder is expected.", hint="python -m training RUN_DIR")
            folder = RunFolder.open(Path(arguments[0]))
            log_into(folder.log)
            events = stack.enter_context(MessageLog(folder.events))
            _lock(folder, events, stack)
        except EngineError as error:
            print(error, file=sys.stderr)  # noqa: T201
            return error.exit_code
        return train(folder, events)


def _lock(folder: RunFolder, events: MessageLog, stack: ExitStack) -> None:
    """Become the run's only trainer, or log that this was refused."""
    process = ProcessId.current()
    try:
        stack.enter_context(folder.take(process))
    except UsageError as error:
        step = folder.status().step
        events.write(Refused(step=step, pid=process.pid, message=error.message, advice=error.hint))
        raise


def train(folder: RunFolder, events: MessageLog) -> int:
    """Train until the run ends for any reason, and log how it ended."""
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: stopping.set())
    reserve = folder.path / "reserve"
    loop: Loop | None = None
    try:
        reserve.write_bytes(os.urandom(_RESERVE_BYTES))  # random, because disks may compress
        loop = _make_loop(folder, events, stopping)
        loop.run()
    except CancelledError:
        events.write(Stopped(step=loop.step if loop else 0))
    except Exception as error:  # any error must be recorded in the run's folder
        log.error("the training ended", exc_info=error)
        reserve.unlink(missing_ok=True)
        return _log_failure(error, events, loop)
    reserve.unlink(missing_ok=True)
    return 0


def _make_loop(folder: RunFolder, events: MessageLog, stopping: threading.Event) -> "Loop":
    """Prepare the training described by the folder's settings; this imports torch."""
    let_threads_sleep()
    keep_freed_memory()
    config = folder.config()
    context = JobContext(cancelled=lambda: stopping.is_set() or folder.requested("stop"))
    if not folder.checkpoints_there():  # on a resume, reading detects changed files
        Dataset(config.dataset).verify(context)

    from training.create_task import create_task
    from training.run.loop import Loop

    def make_task() -> "Task":
        task = create_task(config, context)
        while context.notes:
            events.write(Advised(step=loop.step, message=context.notes.pop(0)))
        return task

    loop = Loop(folder, config.cadence, make_task, events, stopping)
    return loop


def _log_failure(error: Exception, events: MessageLog, loop: "Loop | None") -> int:
    from training.run.failures import describe_failure

    failure = describe_failure(error, loop.step if loop else 0, loop.batch if loop else 0)
    with suppress(OSError):  # it is in train.log as well
        events.write(failure.event)
    return failure.exit_code


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
