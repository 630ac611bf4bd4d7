"""The paper's baseline as a system of an evaluation (paper, Baseline Model, app. C).

Shapes: n samples at 22050 Hz.
"""

from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.config import MEL
from engine.dubbing.windows import reference_mel
from engine.machine.device import choose_device
from engine.progress import JobContext
from engine.vocoder.vocoder import Vocoder, stream
from training.baselines.cascade import Cascade
from training.evaluation.plan import PlanName
from training.evaluation.systems import Task

CASCADE: Final = "Cascade"


class CascadeSystem:
    """REGNET, then SPEECHSPLIT; see `System`.

    Attributes:
        digest: of the content of both model files.
    """

    name = CASCADE
    plans: frozenset[PlanName] = frozenset(("swapped", "timbre", "original"))

    def __init__(self, regnet: Path, speechsplit: Path, vocoder: Vocoder, device: str) -> None:
        """Load both halves.

        Raises:
            EnvironmentUnusableError: a file cannot be used, or is something else.
        """
        self._cascade = Cascade(regnet, speechsplit, choose_device(device, JobContext()))
        self._vocoder = vocoder
        self.digest = self._cascade.digest

    def dub(self, task: Task, context: JobContext) -> NDArray[np.float32] | None:
        """See `System.dub`."""
        features = task.features(self._cascade.feature_backend)
        if features is None:
            return None
        frames = len(task.sound) // MEL.hop_samples + 1
        mel = self._cascade.mel(features, reference_mel(task.reference), frames)
        blocks = stream(self._vocoder, [mel], context)
        return np.concatenate(list(blocks))[: len(task.sound)]
