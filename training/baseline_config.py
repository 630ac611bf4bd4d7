"""Settings of the paper's cascade, REGNET and SPEECHSPLIT (paper, app. C).

Importing this does not load torch, because the window imports it.
"""

from typing import Annotated

from engine.model_files.model_file import CascadePart
from engine.storage.settings import Range, Settings, Share
from training.field_types import Decay, Precision, Steps, Weight


class BaselineTraining(Settings, frozen=True, kw_only=True):
    """Settings of one half of the cascade; the defaults are REGNET's."""

    part: Annotated[
        CascadePart,
        "What is trained: regnet makes a sound for a picture, speechsplit changes its timbre.",
    ] = "regnet"
    width: Annotated[
        float, Range(0.01, 1), "Width of the networks relative to the published ones."
    ] = 1.0
    discriminator_width: Annotated[
        float, Range(0.01, 1), "Width of REGNET's discriminator relative to the published one."
    ] = 1.0
    batch: Annotated[int, Range(1, 4096), "Samples per step."] = 64
    epochs: Annotated[
        int,
        Range(1, 1e6),
        "Passes over the whole data, and the unit of the learning-rate schedule.",
    ] = 1000
    steps: Annotated[Steps, "Length of the training in steps; 0 for that given by the epochs."] = 0
    learning_rate: Annotated[Share, "Initial learning rate."] = 2e-4
    flat_epochs: Annotated[
        int, Range(0, 1e6), "Epochs before the learning rate starts to decay to 0; 0: no decay."
    ] = 100
    beta1: Annotated[Decay, "AdamW: decay of the gradients' moving average."] = 0.5
    beta2: Annotated[Decay, "AdamW: decay of the squared gradients' moving average."] = 0.999
    weight_decay: Annotated[Share, "AdamW: weight decay; both works use none."] = 0.0
    lambda_m: Annotated[Weight, "Weight of the mel loss."] = 1e4
    ema_decay: Annotated[Decay, "Decay of the weights' moving average; 0 for no average."] = 0.0
    precision: Precision = "float32"

    @property
    def arrays(self) -> tuple[str, ...]:
        """The arrays of a data set that the training reads."""
        return ("features", "mel") if self.part == "regnet" else ("mel",)
