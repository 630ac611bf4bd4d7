"""The training loop: steps, with validation, samples, checkpoints and requests in between.

Everything but the step itself is here: events, requests, pauses, checkpoints, resuming. A task
defines the step (`training.task`), so both trainers share this loop.

With several processes (`training.ranks`), each runs this loop. The first one alone writes the run's
folder, validates and samples; all agree before every step on whether to go on, pause or stop.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Final

import torch

from engine.errors import CancelledError, InputError
from engine.machine.device import free_memory
from engine.phrases import Phrase, phrase
from engine.progress import JobContext
from engine.storage.process import ProcessId
from training.config import Cadence
from training.ranks.group import ALONE, GO_ON, PAUSE, STOP, Group
from training.run.checkpoints import (
    UNREADABLE,
    BestValidation,
    load_state,
    prune,
    save_checkpoint,
)
from training.run.failures import check_finite
from training.run.finishing import FinishingReport
from training.run.message_log import MessageLog
from training.run.messages import (
    Advised,
    BetweenSteps,
    Continued,
    Done,
    Finishing,
    Paused,
    RunMessage,
    Sampled,
    Saved,
    Started,
    StepDone,
    Stopped,
    Validated,
)
from training.run.pace import Pace, memory_mb
from training.run.random_state import cuda_in_use, random_state, restore_random_state
from training.run.run_folder import Checkpoint, RunFolder
from training.run.tensorboard_log import TensorboardLog
from training.run.wording import line_of
from training.task import Task

_PAUSE_POLL_S: Final = 0.2

log = logging.getLogger(__name__)


class Loop:
    """The training loop of a run, from its latest checkpoint to its end.

    Attributes:
        step: number of completed steps.
        batch: samples per step; 0 before the task is built.
    """

    def __init__(
        self,
        folder: RunFolder,
        cadence: Cadence,
        make_task: Callable[[], Task],
        events: MessageLog | None,
        stopping: threading.Event,
        group: Group = ALONE,
    ) -> None:
        """Prepare a run, whose task is made at the start and after every pause.

        A process that does not lead has no `events`. `stopping`, when set as by a signal handler,
        stops the run like a request.
        """
        self._folder = folder
        self._cadence = cadence
        self._make_task = make_task
        self._events = events
        self._stopping = stopping
        self._group = group
        self._stop_agreed = False
        self._finishing = FinishingReport(self._tell_finishing)
        self._context = JobContext(self._finishing.advance, cancelled=self._asked_to_stop)
        self._best = BestValidation()
        self._pace = Pace(cadence)
        self._saved_step = -1
        self._built: Task | None = None  # None while paused
        self._tensorboard: TensorboardLog | None = None
        self._untold: list[Phrase] | None = []  # advice until the start is told, which voids older
        self.step = 0
        self.batch = 0

    def run(self) -> None:
        """Train to the end or until asked to stop; everything is saved in both cases.

        Raises:
            Exception: any failure; the last checkpoint is then still intact.
        """
        self._build()
        self._resume()
        if self._group.leads:
            self._tensorboard = TensorboardLog(self._folder.tensorboard, self.step + 1)
        try:
            self._train()
            if self._group.leads:  # the others are done, and free their devices
                self._finish()
        except CancelledError:
            if self._group.leads:
                self._save()
                self._folder.forget_requests()
                self._tell(Stopped(step=self.step))
        except InputError:  # the data set is gone or damaged: nothing was computed with it
            self._save(with_model=False)  # whose calibration needs the data
            raise
        finally:
            if self._tensorboard is not None:
                self._tensorboard.close()
            self._drop()

    def _train(self) -> None:
        """Make all steps that are left.

        Raises:
            CancelledError: the run was asked to stop, in whatever process, and all know.
        """
        try:
            while self.step < self._task.steps:
                self._answer_requests()
                self._make_step()
                if self._group.leads:
                    self._do_what_is_due()
        except CancelledError:
            if not self._stop_agreed:  # it interrupted what the others wait for
                self._group.agree(STOP)
            raise

    def _tell(self, event: RunMessage) -> None:
        """Write an event, if this process leads, its line of the log, and its values."""
        if self._events is not None:
            self._events.write(event)
            if line := line_of(event):
                log.info("%s", line)
        if self._tensorboard is not None:
            self._tensorboard.add(event)

    # building and resuming

    @property
    def _task(self) -> Task:
        assert self._built is not None, "there is no task during a pause"
        return self._built

    def _build(self) -> None:
        self._built = self._make_task()
        self.batch = self._task.batch

    def _drop(self) -> None:
        """Close and release the task."""
        if self._built is not None:
            self._built.close()
            self._built = None

    def _resume(self) -> None:
        """Resume from the latest readable checkpoint, or start from scratch."""
        resumed = ""
        for checkpoint in reversed(self._folder.checkpoints_there(with_damaged=True)):
            try:
                self._load(checkpoint)
            except UNREADABLE as error:
                log.warning("%s cannot be read", checkpoint.state.name, exc_info=error)
                self.advise(
                    phrase("{name} is damaged and was passed over.", name=checkpoint.state.name)
                )
                self._drop()
                self._build()  # it may have been partly restored
            else:
                resumed = checkpoint.state.name
                break
        self._tell(
            Started(
                step=self.step,
                steps=self._task.steps,
                pid=ProcessId.current().pid,
                device=self._task.device,
                resumed=resumed,
            )
        )
        untold, self._untold = self._untold or [], None
        for message in untold:
            self.advise(message)

    def _load(self, checkpoint: Checkpoint) -> None:
        state = load_state(checkpoint)
        self._task.restore(state["task"])
        restore_random_state(state["random"])
        self._best = BestValidation(**state["best"])
        self._pace.seconds = state["seconds"]
        self.step = self._saved_step = state["step"]

    def _save(self, *, with_model: bool = True) -> None:
        """Save a checkpoint, unless this step has been saved already or another process leads."""
        if self._saved_step == self.step or not self._group.leads:
            return
        with self._pace.between_steps("checkpoint"):
            self._write_checkpoint(with_model=with_model)

    def _write_checkpoint(self, *, with_model: bool) -> None:
        self._tell_stage("checkpoint")
        checkpoint = self._folder.checkpoint(self.step)
        state = {
            "step": self.step,
            "task": self._task.state(),
            "best": asdict(self._best),
            "seconds": self._pace.seconds,
            "random": random_state(),
        }
        save_checkpoint(checkpoint, state, self._write_model if with_model else _write_nothing)
        self._saved_step = self.step
        best = self._best.step if self._best.stage else None
        prune(self._folder, keep=self._cadence.keep_checkpoints, best=best)
        self._tell(
            Saved(
                step=self.step,
                checkpoint=self._relative(checkpoint.state),
                model=self._relative(checkpoint.model) if with_model else "",
                best=best == self.step,
            )
        )

    def _write_model(self, path: Path) -> None:
        # Not `self._context`: a stop request must not interrupt its own save.
        self._task.write_model(path, self.step, self._pace.hours, JobContext())

    # steps and what is due between them

    def _make_step(self) -> None:
        self._pace.begin()
        report = self._task.step(self.step)
        check_finite(report.losses, Phrase("loss"))
        self.step += 1
        self._pace.end()
        values = asdict(report)
        if note := values.pop("note"):
            self.advise(note)
        event = StepDone(
            step=self.step,
            steps=self._task.steps,
            memory_mb=memory_mb(),
            steps_per_s=round(self._pace.steps_per_s, 3),
            eta_s=round(self._pace.eta_s(self.step, self._task.steps), 1),
            **values,
        )
        self._tell(event)

    def _do_what_is_due(self) -> None:
        improved = False
        if self._due(self._cadence.validate_every):
            with self._pace.between_steps("validation"):
                improved = self._validate()
        if self._due(self._cadence.sample_every):
            with self._pace.between_steps("samples"):
                self._sample()
        if improved or self._due(self._cadence.checkpoint_every):
            self._save()

    def _due(self, every: int) -> bool:
        return self.step % every == 0

    def _validate(self) -> bool:
        """Validate; return whether the result is the best of this stage."""
        self._tell_stage("validation")
        validation = self._task.validate(self.step, self._context)
        if validation is None:
            self._tell(BetweenSteps(step=self.step, stage=""))
            return False
        check_finite(validation.losses, Phrase("validation loss"))
        best = self._best.update(validation, self.step)
        self._tell(Validated(step=self.step, losses=validation.losses, best=best))
        if self._best.since and self._best.since % self._cadence.patience == 0:
            self.advise(
                phrase(
                    "The validation has not improved since step {step}, whose checkpoint is kept: "
                    "stopping now would lose nothing.",
                    step=self._best.step,
                )
            )
        return best

    def _sample(self) -> None:
        self._tell_stage("samples")
        folder = self._folder.samples / f"step_{self.step:08d}"
        folder.mkdir(parents=True, exist_ok=True)
        self._task.sample(self.step, folder, self._context)
        self._tell(Sampled(step=self.step, folder=self._relative(folder)))

    def _finish(self) -> None:
        """Save, calibrate, measure and write the model; only then report that it is done."""
        self._save()
        measurements = self._task.finish(self._folder.model, self._pace.hours, self._context)
        self._folder.forget_requests()
        self._tell(
            Done(
                step=self.step,
                model=self._relative(self._folder.model),
                measurements=measurements,
                hours=round(self._pace.hours, 4),
            )
        )

    def _tell_stage(self, stage: str) -> None:
        """Say what is done between two steps, or after the last one."""
        if self.step == self._task.steps:
            self._finishing.begin(stage)
        else:
            self._tell(BetweenSteps(step=self.step, stage=stage))

    def _tell_finishing(self, stage: str, left_s: float) -> None:
        self._tell(Finishing(step=self.step, stage=stage, eta_s=round(left_s, 1)))

    # requests

    def _asked_to_stop(self) -> bool:
        return self._stopping.is_set() or (self._group.leads and self._folder.requested("stop"))

    def _answer_requests(self) -> None:
        asked = self._group.leads and self._folder.requested("pause")
        wish = self._agree(PAUSE if asked else GO_ON)
        if self._group.leads:
            if self._folder.answer("sample_now"):
                self._sample()
            if self._folder.answer("checkpoint_now"):
                self._save()
        if wish == PAUSE:
            self._pause()

    def _agree(self, wish: int) -> int:
        """Agree with the other processes on whether to pause or to go on.

        Raises:
            CancelledError: one of them was asked to stop.
        """
        agreed = self._group.agree(STOP if self._asked_to_stop() else wish)
        if agreed == STOP:
            self._stop_agreed = True
            raise CancelledError("Stopped.")
        return agreed

    def _pause(self) -> None:
        """Save, free the device, wait, rebuild the task and continue."""
        if self._group.leads:
            self._folder.answer("continue")  # discard one made before the pause
        self._save()
        self._drop()
        free_memory(torch.device("cuda" if cuda_in_use() else "cpu"))
        self._tell(Paused(step=self.step))
        if self._group.leads:
            self._folder.answer("pause")  # only now: until then the run is seen to be pausing
        while self._agree(self._paused()) == PAUSE:
            time.sleep(_PAUSE_POLL_S)
        if self._group.leads:
            self._folder.answer("pause")
        self._build()
        self._load(self._folder.checkpoint(self.step))
        self._tell(Continued(step=self.step))

    def _paused(self) -> int:
        """The wish to stay paused, until the run is asked to continue; only the first has one."""
        return PAUSE if self._group.leads and not self._folder.answer("continue") else GO_ON

    def advise(self, message: Phrase) -> None:
        """Tell the user something, after the start if that has not been told yet."""
        if self._untold is None:
            self._tell(Advised.saying(message, step=self.step))
        else:
            self._untold.append(message)

    def _relative(self, path: Path) -> str:
        return path.relative_to(self._folder.path).as_posix()


def _write_nothing(_path: Path) -> None:
    """Write no model."""
