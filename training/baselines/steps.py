"""The training steps of REGNET and of SPEECHSPLIT (paper, app. C).

Shapes: B batch, D feature size, F video frames, M mel bins, T mel frames.
"""

from typing import Any, Final, Protocol

import torch
from torch import Tensor
from torch.nn import functional

from engine.config import FEATURES
from engine.mel.contract import MEL
from engine.model.cascade.regnet import Drawn, Regnet, narrowed
from engine.model.cascade.speechsplit import SpeechSplit
from training.baseline_config import BaselineTraining
from training.generator.alignment_discriminator import AlignmentDiscriminator
from training.optim.optimiser import adamw, set_learning_rate
from training.optim.precision import Precision

_UPSAMPLE_WIDTH: Final = 1024  # of REGNET's discriminator, like its other widths
_JOINED_WIDTH: Final = 64
_WIDTH: Final = 512


class Stage(Protocol):
    """What the two trainings have in common."""

    def step(self, first: Tensor, second: Tensor, third: Tensor, rate: float) -> dict[str, Tensor]:
        """Update the networks by one batch; returns the losses by name, on the device."""
        ...

    def state(self) -> dict[str, Any]:
        """The state to resume from, without the generator's weights."""
        ...

    def restore(self, state: dict[str, Any]) -> None:
        """Resume from a `state`."""
        ...


class RegnetStage:
    """Trains REGNET against its discriminator."""

    def __init__(
        self,
        network: Regnet,
        training: BaselineTraining,
        precision: Precision,
        device: torch.device,
    ) -> None:
        self._network = network
        self._training = training
        self._precision = precision
        self.discriminator = regnet_discriminator(training.discriminator_width).to(device)
        self._optimizer = adamw(network.parameters(), training)
        self._discriminator_optimizer = adamw(self.discriminator.parameters(), training)

    def step(self, first: Tensor, second: Tensor, third: Tensor, rate: float) -> dict[str, Tensor]:
        """Update the discriminator, then the generator.

        Args:
            first: (B, D, F) features.
            second: (B, M, T) their real mels.
            third: the same; REGNET forwards the sound that it is to make.
            rate: learning rate.
        """
        features, real = first, second
        for optimizer in (self._optimizer, self._discriminator_optimizer):
            set_learning_rate(optimizer, rate)
        with self._precision.autocast():
            drawn = self._network(features, third)
            on_made = self._scores(features, drawn.refined.detach())
            on_real = self._scores(features, real)
        real_loss = score_loss(on_real.float(), real=True)
        discriminator = real_loss + score_loss(on_made.float(), real=False)
        self._precision.descend(self._discriminator_optimizer, discriminator)

        with self._precision.autocast():
            scores = self._scores(features, drawn.refined)
        mel = regnet_mel_loss(drawn, real)
        adversarial = score_loss(scores.float(), real=True)
        self._precision.descend(self._optimizer, self._training.lambda_m * mel + adversarial)
        self._precision.scaler.update()
        losses = {"mel": mel, "adv": adversarial, "discriminator": discriminator}
        return {name: loss.detach() for name, loss in losses.items()}

    def state(self) -> dict[str, Any]:
        """See `Stage`."""
        return {
            "discriminator": self.discriminator.state_dict(),
            "optimizer": self._optimizer.state_dict(),
            "discriminator_optimizer": self._discriminator_optimizer.state_dict(),
        }

    def restore(self, state: dict[str, Any]) -> None:
        """See `Stage`."""
        self.discriminator.load_state_dict(state["discriminator"])
        self._optimizer.load_state_dict(state["optimizer"])
        self._discriminator_optimizer.load_state_dict(state["discriminator_optimizer"])

    def _scores(self, features: Tensor, mel: Tensor) -> Tensor:
        scores: Tensor = self.discriminator(mel, self.discriminator.condition(features))
        return scores


def regnet_mel_loss(drawn: Drawn, real: Tensor) -> Tensor:
    """The squared errors (means) of both mels against the real one (B, M, T), added: ()."""
    return functional.mse_loss(drawn.first, real) + functional.mse_loss(drawn.refined, real)


def score_loss(scores: Tensor, *, real: bool) -> Tensor:
    """The cross-entropy () of scores of 0 to 1, of any shape, against real (1) or made (0)."""
    return functional.binary_cross_entropy(scores, torch.full_like(scores, float(real)))


def regnet_discriminator(width: float) -> AlignmentDiscriminator:
    """REGNET's discriminator, from which the paper's TDAD is derived, at a share of its width."""
    return AlignmentDiscriminator(
        features=FEATURES,
        mel_bins=MEL.bins,
        upsample_width=narrowed(_UPSAMPLE_WIDTH, width),
        joined_width=narrowed(_JOINED_WIDTH, width),
        width=narrowed(_WIDTH, width),
    )


class SpeechSplitStage:
    """Trains SPEECHSPLIT to say a sound again from its codes and its own voice."""

    def __init__(
        self, network: SpeechSplit, training: BaselineTraining, precision: Precision
    ) -> None:
        self._network = network
        self._training = training
        self._precision = precision
        self._optimizer = adamw(network.parameters(), training)

    def step(self, first: Tensor, second: Tensor, third: Tensor, rate: float) -> dict[str, Tensor]:
        """Update the network.

        Args:
            first: (B, M, T) sounds.
            second: (B, C, T) their pitch contours.
            third: (B, M, any length) other parts of the same sounds, which give the voice.
            rate: learning rate.
        """
        set_learning_rate(self._optimizer, rate)
        with self._precision.autocast():
            made = self._network(first, second, self._network.voice(third))
        loss = functional.mse_loss(made.float(), first)
        self._precision.descend(self._optimizer, self._training.lambda_m * loss)
        self._precision.scaler.update()
        return {"mel": loss.detach()}

    def state(self) -> dict[str, Any]:
        """See `Stage`."""
        return {"optimizer": self._optimizer.state_dict()}

    def restore(self, state: dict[str, Any]) -> None:
        """See `Stage`."""
        self._optimizer.load_state_dict(state["optimizer"])
