"""The training steps of both stages of the generator: the paper's method section as code.

`AdversarialStage` is the paper's (Training Losses; Training and Inference). A step generates mels,
updates the discriminators by Eq. 4 and Eq. 7, then the generator by

    L = lambda_m L_mel + lambda_a L_adv    (Eq. 1),   L_mel by Eq. 2, L_adv by Eq. 3,

optionally plus the event loss and the contrastive loss, which the preset `paper` leaves out.
`EventStage` is not from the paper: it pretrains the temporal encoder alone to predict events.

With several processes (`training.ranks`), losses are this process's parts of those of the batch.

Shapes: as in `training.data.clip_batches`.
"""

from collections.abc import Mapping
from itertools import chain
from typing import Any, Final, NamedTuple

import torch
from torch import Tensor, nn

from engine.events.steering import Calibration
from engine.mel.contract import MEL
from engine.model.generator import Generator
from training.config import GeneratorTraining
from training.data.clip_batches import ClipBatch
from training.generator.discriminators import Discriminators
from training.generator.event_head import EventHead
from training.generator.losses import (
    contrastive_loss,
    event_loss,
    generator_loss,
    gradient_ratio,
    mel_loss,
)
from training.generator.steering import steered_codes
from training.generator.transforms import ablate, crop_sounding
from training.optim.optimiser import adamw, restore_optimizer, set_learning_rate
from training.optim.precision import Precision
from training.ranks.batch_share import BatchShare

_BALANCE_DECAY: Final = 0.99  # of the moving average of lambda_m, as batch gradients are noisy


class StepOutcome(NamedTuple):
    """The losses of this process's rows in one step by name, still on the device.

    `gradient_ratio` is None without an adversarial loss.
    """

    losses: dict[str, Tensor]
    gradient_ratio: Tensor | None = None


class _WeightedLoss(NamedTuple):
    """A loss and its weight relative to the mel loss's."""

    loss: Tensor
    weight: float


class EventStage:
    """Trains the temporal encoder and the event head to predict events from the video."""

    def __init__(
        self,
        generator: Generator,
        head: EventHead,
        training: GeneratorTraining,
        precision: Precision,
        share: BatchShare,
    ) -> None:
        self._generator = generator
        self._head = head
        self._precision = precision
        self._share = share
        parameters = chain(generator.temporal_encoder.parameters(), head.parameters())
        self.optimizer = adamw(parameters, training, epsilon=training.epsilon)

    def step(self, batch: ClipBatch, learning_rate: float) -> StepOutcome:
        """Make one update."""
        set_learning_rate(self.optimizer, learning_rate)
        with self._precision.autocast():
            logits = self._head(self._generator.temporal_code(batch.features))
        loss = event_loss(logits.float(), batch.targets)
        self._precision.descend(self.optimizer, loss, self._share)
        self._precision.scaler.update()
        return StepOutcome({"event": loss.detach()})


class AdversarialStage:
    """Trains generator and discriminators against each other.

    Attributes:
        lambda_m: weight of the mel loss (Eq. 1), adapted if a balance is set.
        calibration: of the temporal encoder, for steered codes; if None, all codes come from the
            encoder.
    """

    def __init__(
        self,
        generator: Generator,
        head: EventHead,
        discriminators: Discriminators,
        training: GeneratorTraining,
        precision: Precision,
        share: BatchShare,
    ) -> None:
        self._generator = generator
        self._head = head
        self._discriminators = discriminators
        self._training = training
        self._precision = precision
        self._share = share
        self.calibration: Calibration | None = None
        frozen: list[nn.Module] = []
        if training.freeze_temporal:
            frozen += [generator.temporal_encoder, head]
        if training.freeze_sounds:
            frozen += [generator.acoustic_encoder, generator.background_encoder]
        frozen_ids = {id(each) for module in frozen for each in module.parameters()}
        everything = chain(generator.parameters(), head.parameters())
        parameters = [each for each in everything if id(each) not in frozen_ids]
        self.lambda_m = torch.tensor(training.lambda_m, device=parameters[0].device)
        self.generator_optimizer = adamw(parameters, training, epsilon=training.epsilon)
        self.discriminator_optimizer = (
            adamw(discriminators.parameters(), training, epsilon=training.epsilon)
            if training.adversarial
            else None
        )

    def step(self, batch: ClipBatch, learning_rate: float, *, adversarial: bool) -> StepOutcome:
        """Update the discriminators once, if they are active yet, then the generator."""
        adversarial = adversarial and self._training.adversarial
        code, generated = self._generate(batch)
        losses: dict[str, Tensor] = {}
        if self.discriminator_optimizer is not None and adversarial:
            losses = self._update_discriminators(
                self.discriminator_optimizer, batch, generated.detach(), learning_rate
            )
        extra = self._extra_losses(batch, code)
        outcome = self._update_generator(batch, generated, extra, learning_rate, adversarial)
        self._precision.scaler.update()
        return outcome._replace(losses=losses | outcome.losses)

    def state(self) -> dict[str, Any]:
        """The state to resume from."""
        return {
            "generator_optimizer": self.generator_optimizer.state_dict(),
            "discriminator_optimizer": self.discriminator_optimizer
            and self.discriminator_optimizer.state_dict(),
            "lambda_m": self.lambda_m,
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Resume from a `state`."""
        restore_optimizer(self.generator_optimizer, state["generator_optimizer"])
        if (
            self.discriminator_optimizer is not None
            and state["discriminator_optimizer"] is not None
        ):
            restore_optimizer(self.discriminator_optimizer, state["discriminator_optimizer"])
        self.lambda_m.copy_(state["lambda_m"])

    def rebalance(self, adversarial_gradient: Tensor, mel_gradient: Tensor) -> None:
        """Move lambda_m towards the target ratio of the two gradients."""
        training = self._training
        norm = self._share.norm
        ratio = gradient_ratio(training.lambda_a * adversarial_gradient, mel_gradient, norm)
        target = ratio / training.balance
        self.lambda_m.lerp_(target.to(self.lambda_m), 1.0 - _BALANCE_DECAY)

    def _generate(self, batch: ClipBatch) -> tuple[Tensor, Tensor]:
        """The temporal codes of the videos, and the mels (B, M, T) generated with them."""
        generator, training = self._generator, self._training
        with self._precision.autocast():
            code = self._code(batch)
            with torch.set_grad_enabled(not training.freeze_sounds):
                timbre = generator.timbre(ablate(batch.reference, training.timbre_input))
                background = generator.background(
                    ablate(batch.background, training.background_input)
                )
            steered = self._steered(code, batch)
            generated = generator.decode(steered, timbre, background, batch.aligned)
        return code, generated

    def _code(self, batch: ClipBatch) -> Tensor:
        """The temporal encoder's codes of the videos; zeros if all are written from the events."""
        training = self._training
        all_written = training.freeze_temporal and training.steered_share == 1
        if all_written and self.calibration is not None:
            channels = training.model.code_channels
            return batch.mel.new_zeros(len(batch.mel), channels, batch.features.shape[2])
        features = ablate(batch.features, training.temporal_input)
        if not training.freeze_temporal:
            return self._generator.temporal_code(features)
        self._generator.temporal_encoder.eval()  # freezes its normalisation statistics as well
        with torch.no_grad():
            return self._generator.temporal_code(features)

    def _steered(self, code: Tensor, batch: ClipBatch) -> Tensor:
        """The codes, with some replaced by steered ones."""
        if self.calibration is None:
            return code
        chosen = torch.rand(len(code)) < self._training.steered_share
        steered = steered_codes(batch.events, self.calibration, code.shape[2])
        steered, chosen = (each.to(code.device, non_blocking=True) for each in (steered, chosen))
        return torch.where(chosen[:, None, None], steered.to(code.dtype), code)

    def _update_discriminators(
        self,
        optimizer: torch.optim.Optimizer,
        batch: ClipBatch,
        generated: Tensor,
        learning_rate: float,
    ) -> dict[str, Tensor]:
        """Minimise Eq. 4 plus Eq. 7; return the losses."""
        set_learning_rate(optimizer, learning_rate)
        with self._precision.autocast():
            losses = self._discriminators.discriminator_losses(batch, generated)
        self._precision.descend(optimizer, _sum(losses), self._share)
        return {name: loss.detach() for name, loss in losses.items()}

    def _update_generator(
        self,
        batch: ClipBatch,
        generated: Tensor,
        extra: Mapping[str, _WeightedLoss],
        learning_rate: float,
        adversarial: bool,
    ) -> StepOutcome:
        """Minimise Eq. 1 plus the losses that are not in the paper.

        Eq. 1 is a weighted sum, so its gradient is the weighted sum of gradients. The gradients of
        both losses with respect to the generated mel are computed separately, for their ratio and
        the balance, then backpropagated through the generator together: no extra work compared with
        the gradient of the sum, and the discriminators accumulate no gradients.
        """
        training, scaler, share = self._training, self._precision.scaler, self._share
        losses = {"mel": mel_loss(generated, batch.mel)}
        (mel_gradient,) = torch.autograd.grad(share.part(losses["mel"]), generated)
        adversarial_gradient, ratio = torch.zeros_like(mel_gradient), None
        if adversarial:
            with self._precision.autocast():
                adversarial_losses = self._discriminators.adversarial_losses(batch, generated)
            losses |= adversarial_losses
            adversarial_gradient = self._gradient(share.part(_sum(adversarial_losses)), generated)
            if training.balance > 0:
                self.rebalance(adversarial_gradient, mel_gradient)
            ratio = gradient_ratio(
                training.lambda_a * adversarial_gradient, self.lambda_m * mel_gradient, share.norm
            )
        gradient = generator_loss(
            mel_gradient, adversarial_gradient, self.lambda_m, training.lambda_a
        )
        weighted = [
            scaler.scale(share.part(self.lambda_m * each.weight * each.loss))
            for each in extra.values()
        ]
        set_learning_rate(self.generator_optimizer, learning_rate)
        self.generator_optimizer.zero_grad()
        torch.autograd.backward(
            [generated, *weighted], [scaler.scale(gradient), *map(torch.ones_like, weighted)]
        )
        share.add_gradients(self.generator_optimizer)
        scaler.step(self.generator_optimizer)
        losses |= {name: each.loss for name, each in extra.items()}
        return StepOutcome({name: loss.detach() for name, loss in losses.items()}, ratio)

    def _extra_losses(self, batch: ClipBatch, code: Tensor) -> dict[str, _WeightedLoss]:
        """The losses that are not in the paper."""
        training = self._training
        losses = {}
        if training.event_weight > 0 and not training.freeze_temporal:
            loss = event_loss(self._head(code.float()), batch.targets)
            losses["event"] = _WeightedLoss(loss, training.event_weight)
        if training.contrastive_weight > 0:
            frames = round(training.contrastive_crop_s * MEL.sample_rate_hz / MEL.hop_samples)
            with self._precision.autocast():
                first, second = (
                    self._generator.timbre(
                        crop_sounding(batch.reference, frames, share=self._share)
                    )
                    for _ in range(2)
                )
            temperature = training.contrastive_temperature
            first, second = (self._share.whole(each.float()) for each in (first, second))
            loss = contrastive_loss(first, second, temperature)
            losses["contrastive"] = _WeightedLoss(loss, training.contrastive_weight)
        return losses

    def _gradient(self, loss: Tensor, generated: Tensor) -> Tensor:
        """The gradient of an adversarial loss with respect to the generated mel."""
        scale = self._precision.scaler.scale(torch.ones((), device=generated.device))
        (scaled,) = torch.autograd.grad(loss * scale, generated)
        return scaled / scale


def _sum(losses: Mapping[str, Tensor]) -> Tensor:
    return torch.stack(list(losses.values())).sum()
