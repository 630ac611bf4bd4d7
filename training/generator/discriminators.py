"""The discriminators of the generator's training, as far as enabled.

Shapes: as in `training.data.clip_batches`.
"""

from torch import Tensor, nn

from engine.mel.contract import MEL
from engine.model.generator import INITIAL_DEVIATION
from training.config import GeneratorTraining
from training.data.clip_batches import ClipBatch
from training.generator.alignment_discriminator import AlignmentDiscriminator
from training.generator.losses import (
    adversarial_loss,
    alignment_discriminator_loss,
    alignment_fake_loss,
    alignment_real_loss,
    mel_discriminator_loss,
)
from training.generator.multi_window_discriminator import MultiWindowDiscriminator
from training.generator.transforms import draw_shifts, shift_in_time


class Discriminators(nn.Module):
    """The time-domain alignment discriminator D_t and the multi-window mel discriminator D_m."""

    def __init__(self, training: GeneratorTraining) -> None:
        super().__init__()
        self.alignment: AlignmentDiscriminator | None = None
        self.mel: MultiWindowDiscriminator | None = None
        share = training.discriminator_width
        if training.lambda_a > 0 and training.alignment_discriminator:
            self.alignment = AlignmentDiscriminator(
                features=training.model.features,
                mel_bins=training.model.mel_bins,
                upsample_width=_scaled(1024, share),
                joined_width=_scaled(64, share),
                width=_scaled(512, share),
            )
        if training.lambda_a > 0 and training.mel_discriminator:
            self.mel = MultiWindowDiscriminator(
                mel_bins=training.model.mel_bins, width=_scaled(128, share)
            )
        frames_per_s = MEL.sample_rate_hz / MEL.hop_samples
        self._least_shift = round(training.shift_min_s * frames_per_s)
        self.apply(_initialise)

    @property
    def networks(self) -> list[nn.Module]:
        """The networks; each gets inputs of the same shape in every step."""
        windows = [] if self.mel is None else list(self.mel.discriminators)
        return windows if self.alignment is None else [self.alignment, *windows]

    def discriminator_losses(self, batch: ClipBatch, generated: Tensor) -> dict[str, Tensor]:
        """Losses () of the discriminators for mels (B, M, T), by name; their sum is Eq. 4 and 7."""
        losses = {}
        if self.alignment is not None:
            condition = self.alignment.condition(batch.features)
            shifts = draw_shifts(batch.period, batch.mel.shape[2], self._least_shift)
            real = self.alignment(batch.mel, condition)
            shifted = self.alignment(shift_in_time(batch.mel, shifts), condition)
            made = self.alignment(generated, condition)
            losses["alignment_discriminator"] = alignment_discriminator_loss(
                alignment_real_loss(real.float()),
                alignment_fake_loss(made.float(), shifted.float()),
            )
        if self.mel is not None:
            losses["mel_discriminator"] = mel_discriminator_loss(
                self.mel(batch.mel).float(), self.mel(generated).float()
            )
        return losses

    def adversarial_losses(self, batch: ClipBatch, generated: Tensor) -> dict[str, Tensor]:
        """The generator's adversarial losses () for mels (B, M, T), by name; their sum is Eq. 3."""
        losses = {}
        if self.alignment is not None:
            condition = self.alignment.condition(batch.features)
            losses["adv_alignment"] = adversarial_loss(
                [self.alignment(generated, condition).float()]
            )
        if self.mel is not None:
            losses["adv_mel"] = adversarial_loss([self.mel(generated).float()])
        return losses


def _scaled(width: int, share: float) -> int:
    return max(1, round(width * share))


def _initialise(module: nn.Module) -> None:
    """Initialise convolutions and linear layers like the generator's (REGNET's normal init)."""
    if isinstance(module, nn.Conv1d | nn.Conv2d | nn.ConvTranspose1d | nn.Linear):
        nn.init.normal_(module.weight, std=INITIAL_DEVIATION)
        if module.bias is not None:
            nn.init.zeros_(module.bias)
