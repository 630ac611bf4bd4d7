"""The training in one process: alone, or one of several that train together.

The process that leads writes how the run ended into its folder; each of the others says so to
whoever started it.
"""

import logging
import os
import signal
import threading
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from engine.errors import CancelledError, EngineError, InputError, TargetError
from engine.machine.threads import let_threads_sleep
from engine.model_files.model_file import read_header
from engine.phrases import phrase
from engine.progress import JobContext
from training.data.dataset import Dataset
from training.data.manifest import data_digest, read_manifest
from training.optim.memory import keep_freed_memory
from training.run.message_log import MessageLog
from training.run.messages import Stopped
from training.run.run_folder import RunFolder
from training.run.run_record import RECORD, note_data, read_record

if TYPE_CHECKING:
    from torch._C._distributed_c10d import Store

    from training.ranks.group import Group
    from training.run.failures import Failure
    from training.run.loop import Loop
    from training.task import Task

_RESERVE_BYTES: Final = 65536  # freed on a full disk, so that the final message can be written
# A training saves and ends after these. A closed terminal sends SIGHUP, which Windows has not.
STOPPING: Final = (signal.SIGINT, signal.SIGTERM, *([signal.SIGHUP] if os.name != "nt" else []))

log = logging.getLogger("training")


class Rank:
    """One process of a training."""

    def __init__(
        self,
        folder: RunFolder,
        events: MessageLog | None,
        *,
        group: "Group | None" = None,
        meet: "Callable[[], Store] | None" = None,
        failed: "Callable[[Failure], None] | None" = None,
    ) -> None:
        """Set up the process.

        Args:
            folder: of the run.
            events: receives the run's events; None in a process that does not lead.
            group: of the processes that train together; None if this one trains alone.
            meet: opens the store where they meet; None with torchrun, which has its own.
            failed: is told how the training failed here; without it, `events` is.
        """
        self._folder = folder
        self._events = events
        self._group = group
        self._meet = meet
        self._failed = failed
        self._stopping = threading.Event()
        self._loop: Loop | None = None

    def train(self) -> int:
        """Train until the run ends for any reason; return the exit code of the process."""
        for number in STOPPING:
            signal.signal(number, lambda _number, _frame: self._stopping.set())
        reserve = self._folder.path / "reserve"
        try:
            if self._events is not None:
                reserve.write_bytes(os.urandom(_RESERVE_BYTES))  # random, as disks may compress
            self._run()
        except CancelledError:
            if self._events is not None:
                self._events.write(Stopped(step=self._loop.step if self._loop else 0))
        except Exception as error:  # any error must be recorded in the run's folder
            log.error("the training ended", exc_info=error)
            reserve.unlink(missing_ok=True)
            return self._describe(error)
        if self._events is not None:
            reserve.unlink(missing_ok=True)
        return 0

    def _run(self) -> None:
        """Prepare the training described by the folder's settings, and train."""
        let_threads_sleep()
        keep_freed_memory()
        config = self._folder.config()
        context = JobContext(cancelled=self._asked_to_stop)
        leads = self._events is not None
        is_other = False
        if leads:
            if "features" in config.training.arrays:
                _refuse_other_features(self._folder, config.dataset)
            record, digest = self._folder.path / RECORD, data_digest(config.dataset)
            is_other = read_record(record).data not in ("", digest)
            if is_other or not self._folder.checkpoints_there():  # else it was verified
                Dataset(config.dataset).verify(context)
            note_data(record, digest)  # only now: a damaged one is looked at again next time

        from training.launch.create_task import create_task, device_of
        from training.ranks.group import ALONE, joined
        from training.run.loop import Loop

        group = self._group or ALONE

        def make_task() -> "Task":
            task = create_task(config, context, group)
            while leads and context.notes:
                loop.advise(context.notes.pop(0))
            return task

        loop = Loop(self._folder, config.cadence, make_task, self._events, self._stopping, group)
        self._loop = loop
        if is_other:
            loop.advise(
                phrase(
                    "{name} holds other samples or another split than when this run was last "
                    "trained: do not compare its validations with the earlier ones.",
                    name=config.dataset.name,
                )
            )
        with ExitStack() as stack:
            if group.size > 1:
                device = device_of(config, group, JobContext())
                stack.enter_context(joined(group, device, self._meet and self._meet()))
            loop.run()

    def _asked_to_stop(self) -> bool:
        return self._stopping.is_set() or self._folder.requested("stop")

    def _describe(self, error: Exception) -> int:
        from training.run.failures import describe_failure, moved_away

        if isinstance(error, OSError | TargetError) and not self._folder.exists:
            error = moved_away(self._folder.path)
        loop = self._loop
        failure = describe_failure(error, loop.step if loop else 0, loop.batch if loop else 0)
        with suppress(OSError):  # it is in train.log as well
            if self._failed is not None:
                self._failed(failure)
            elif self._events is not None:
                self._events.write(failure.event)
        return failure.exit_code


def _refuse_other_features(folder: RunFolder, data_set: Path) -> None:
    """Refuse to go on with features of another kind than the run was trained on.

    Raises:
        InputError: the data set holds others, or cannot be read.
    """
    contents = read_manifest(data_set)
    for step in reversed(folder.models_there()):
        with suppress(EngineError):  # damaged, as an older one may not be
            header = read_header(folder.checkpoint(step).model)
            break
    else:
        return
    before = f"{header.feature_backend} {header.feature_version}"
    now = f"{contents.feature_backend} {contents.feature_version}"
    if header.feature_backend and contents.feature_backend and before != now:
        raise InputError(
            "This run was trained on the features {before}, and {name} was prepared with {now}.",
            hint="Prepare the clips with the same features as before, or start a new run.",
            name=data_set.name,
            before=before,
            now=now,
        )
