"""Collects data for the estimate of a run in other processes and threads."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, Signal

from engine.errors import DeviceMemoryError, EngineError
from gui.hosts.jobs import HostError
from gui.hosts.prepare_jobs import PrepareJobs, Result
from gui.kit.workers import Job
from gui.train.data_set_info import DataSetInfo
from gui.train.free_space import free_bytes
from gui.train.new_run.cost_summary import Known
from gui.train.services import TrainServices
from training.baseline_config import BaselineTraining
from training.config import GeneratorTraining, RunConfig
from training.run.known_runs import known_runs
from training.run.results.past_runs import PastRun, comparable_run, has_same_step, past_runs

_TRIED: Final = Path("a few steps")  # in place of a run folder


class Estimates(QObject):
    """Runs `train --estimate` in child processes and caches the results."""

    changed = Signal()

    def __init__(self, services: TrainServices, program: tuple[str, ...], parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self.known = Known(is_looking=True)
        self._look: Job | None = None  # until it has ended
        self._counted: dict[object, Result] = {}
        self._counting: object = None  # key of what is being counted
        self._uncountable: object = None  # key of what could not be counted at last
        self._trying: RunConfig | None = None
        self._refused: list[RunConfig] = []  # trials that failed and are not repeated
        self.counter = PrepareJobs(self, program=program)
        self.trier = PrepareJobs(self, program=program)

    @property
    def data(self) -> DataSetInfo | None:
        """The data set of the run."""
        return self.known.data

    @data.setter
    def data(self, info: DataSetInfo | None) -> None:
        self.known = replace(self.known, data=info)

    def of(self, config: RunConfig) -> Known:
        """Everything known about a run with these settings."""
        trying = self._trying is not None and has_same_step(self._trying, config)
        key = _counted_of(config)
        return replace(
            self.known,
            counted=self._counted.get(key),
            is_trying=trying,
            is_uncountable=key == self._uncountable,
        )

    def look(self, place: Path | None) -> None:
        """Read earlier runs and the free space of the disk."""
        self._look = self._services.runner.start(
            lambda _context: _look(place),
            done=self._on_looked,
            failed=self._on_look_failed,
            instead_of=self._look,
        )

    def is_settled(self, config: RunConfig) -> bool:
        """Whether nothing is being counted or looked for that a run with these settings takes."""
        known = self.of(config)
        return self._look is None and (known.counted is not None or known.is_uncountable)

    def count(self, config: RunConfig, words: Sequence[str]) -> None:
        """Count parameters and bytes of these settings, unless known."""
        key = _counted_of(config)
        if key in self._counted or (key == self._counting and self.counter.is_busy):
            return
        self._counting = key

        def done(result: Result) -> None:
            self._counted[key] = result
            self.changed.emit()

        def failed(_error: EngineError) -> None:  # the fields say what is wrong
            self._uncountable = key
            self.changed.emit()

        self._uncountable = None
        self.counter.start([*words, "--estimate"], done=done, failed=failed)

    def try_steps(self, config: RunConfig, words: Sequence[str]) -> None:
        """Measure a few steps, unless known or another run is using the machine."""
        busy = self.counter.is_busy or any(run.is_alive for run in self._services.runs.runs)
        known = comparable_run(config, [*self.known.earlier, *self.known.tried]) is not None
        refused = any(has_same_step(each, config) for each in self._refused)
        trying = self._trying is not None and has_same_step(self._trying, config)
        if busy or known or refused or trying:
            return
        self.end_trying()
        self._trying = config

        def done(result: Result) -> None:
            measured = _tried(config, result)
            if comparable_run(config, measured) is None:
                self._refuse(config)
                return
            self._trying = None
            self.known = replace(self.known, tried=(*measured, *self.known.tried))
            self.changed.emit()

        def failed(error: EngineError) -> None:
            if isinstance(error, HostError) and error.code == DeviceMemoryError.exit_code:
                self.known = replace(self.known, misfits=(config, *self.known.misfits))
            self._refuse(config)

        self.trier.start([*words, "--estimate", "--try"], done=done, failed=failed)
        self.changed.emit()

    def end_trying(self) -> None:
        """Cancel the trial steps."""
        self._trying = None
        self.trier.cancel()

    def shutdown(self) -> None:
        """End the child processes."""
        self.counter.shutdown()
        self.trier.shutdown()

    def _refuse(self, config: RunConfig) -> None:
        self._trying = None
        self._refused.append(config)
        self.changed.emit()

    def _on_looked(self, found: tuple[list[PastRun], int | None]) -> None:
        measured, free_bytes = found
        self._look = None
        self.known = replace(self.known, earlier=measured, free_bytes=free_bytes, is_looking=False)
        self.changed.emit()

    def _on_look_failed(self, _error: Exception) -> None:  # the fields say what is wrong
        self._look = None
        self.changed.emit()


def _tried(config: RunConfig, result: Result) -> list[PastRun]:
    """The measurement of the trial steps; empty if none were made."""
    tried = result.get("tried")
    if tried is None:
        return []
    speeds, memory_mb = tried["steps_per_s"], float(tried["memory_mb"])
    return [PastRun(_TRIED, config, str(result["device"]), speeds, memory_mb)]


def _counted_of(config: RunConfig) -> object:
    """The settings that the counts depend on."""
    training = config.training
    common: tuple[Any, ...] = (config.devices, training.discriminator_width, training.ema_decay > 0)
    if isinstance(training, GeneratorTraining):
        discriminators = (
            training.lambda_a > 0,
            training.mel_discriminator,
            training.alignment_discriminator,
        )
        return (*common, training.model, discriminators, training.pretrain_steps > 0)
    if isinstance(training, BaselineTraining):
        return (*common, training.part, training.width)
    return (*common, training.version, training.start_from)


def _look(place: Path | None) -> tuple[list[PastRun], int | None]:
    """Read the measurements of earlier runs and the free space."""
    return past_runs(known_runs()), free_bytes(place)
