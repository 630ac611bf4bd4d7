"""The paper's baseline as a system of an evaluation (paper, Baseline Model, app. C).

Shapes: n samples at 22050 Hz.
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.dubbing.windows import reference_mel
from engine.machine.device import choose_device
from engine.mel.contract import MEL
from engine.model.cascade.cascade import Cascade
from engine.model_files.cascade_file import load_cascade
from engine.model_files.model_file import file_hash
from engine.progress import JobContext
from engine.vocoder.vocoder import Vocoder, stream
from training.evaluation.plan import PlanName
from training.evaluation.systems import Task


class CascadeSystem:
    """A model that is a cascade of REGNET and SPEECHSPLIT, and its file's digest; see `System`."""

    plans: frozenset[PlanName] = frozenset(("swapped", "timbre", "original"))

    def __init__(self, path: Path, vocoder: Vocoder, device: str) -> None:
        """Load both halves.

        Raises:
            EnvironmentUnusableError: the file cannot be used, or is something else.
        """
        stored = load_cascade(path)
        self.name = path.stem
        self.digest = file_hash(path)
        self._backend = stored.header.feature_backend
        on = choose_device(device, JobContext())
        self._cascade = Cascade(stored.regnet, stored.speechsplit, on)
        self._vocoder = vocoder

    def dub(self, task: Task, context: JobContext) -> NDArray[np.float32] | None:
        """See `System.dub`."""
        features = task.features(self._backend)
        if features is None:
            return None
        frames = len(task.sound) // MEL.hop_samples + 1
        mel = self._cascade.mel(features, reference_mel(task.reference), frames)
        return np.concatenate(list(stream(self._vocoder, mel, context)))[: len(task.sound)]
