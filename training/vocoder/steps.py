"""The training step of the vocoder (HiFi-GAN, sec. 2.4).

Shapes: B batch, n samples per segment, M mel bands, T = n / 256 mel frames.
"""

from typing import Any, Final, NamedTuple

import torch
from torch import Tensor

from engine.mel.contract import MEL
from engine.vocoder.hifigan import HifiGanGenerator
from training.config import VocoderTraining
from training.optim.optimiser import adamw, restore_optimizer, set_learning_rate
from training.optim.precision import Precision
from training.ranks.batch_share import BatchShare
from training.vocoder.discriminators import WaveDiscriminator
from training.vocoder.losses import (
    attack_loss,
    feature_matching_loss,
    log_mel_loss,
    stft_loss,
    wave_adversarial_loss,
    wave_discriminator_loss,
)
from training.vocoder.spectrogram import FINEST, Magnitudes, full_band_log_mel

_FINEST_HOP_S: Final = FINEST.hop_samples / MEL.sample_rate_hz


class Segments(NamedTuple):
    """Sounds (B, n), and natural logarithms of mels (B, M, T) to reconstruct them from."""

    log_mel: Tensor
    wave: Tensor


class VocoderStage:
    """Trains a vocoder's generator against the wave discriminators."""

    def __init__(
        self,
        generator: HifiGanGenerator,
        discriminator: WaveDiscriminator,
        training: VocoderTraining,
        precision: Precision,
        share: BatchShare,
    ) -> None:
        self._share = share
        self._generator = generator
        self._discriminator = discriminator
        self._training = training
        self._precision = precision
        device = next(generator.parameters()).device
        self._full_band = full_band_log_mel().to(device)
        self._magnitudes = Magnitudes().to(device)
        self.generator_optimizer = adamw(generator.parameters(), training)
        self.discriminator_optimizer = adamw(discriminator.parameters(), training)

    def step(
        self, segments: Segments, learning_rate: float, *, adversarial: bool
    ) -> dict[str, Tensor]:
        """Update the discriminators once, if they are active yet, then the generator.

        Returns:
            The losses of this process's rows by name, on the device.
        """
        for optimizer in (self.generator_optimizer, self.discriminator_optimizer):
            set_learning_rate(optimizer, learning_rate)
        real = segments.wave[:, None]  # (B, n) -> (B, 1, n)
        with self._precision.autocast():
            made = self._generator(segments.log_mel)  # (B, 1, n)
        losses = {}
        if adversarial:
            losses["discriminator"] = self._update_discriminator(real, made.detach())
        losses |= self._update_generator(real, made, adversarial=adversarial)
        self._precision.scaler.update()
        return losses

    def state(self) -> dict[str, Any]:
        """The state to resume from."""
        return {
            "generator_optimizer": self.generator_optimizer.state_dict(),
            "discriminator_optimizer": self.discriminator_optimizer.state_dict(),
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Resume from a `state`."""
        restore_optimizer(self.generator_optimizer, state["generator_optimizer"])
        restore_optimizer(self.discriminator_optimizer, state["discriminator_optimizer"])

    def _update_discriminator(self, real: Tensor, made: Tensor) -> Tensor:
        with self._precision.autocast():
            loss = wave_discriminator_loss(self._discriminator(real), self._discriminator(made))
        self._precision.descend(self.discriminator_optimizer, loss, self._share)
        return loss.detach()

    def _update_generator(
        self, real: Tensor, made: Tensor, *, adversarial: bool
    ) -> dict[str, Tensor]:
        training, share = self._training, self._share
        waves = [wave.squeeze(1).float() for wave in (real, made)]
        losses = {"mel": log_mel_loss(*map(self._full_band, waves))}
        if training.lambda_stft or training.lambda_attack:
            true_spectra, made_spectra = (self._magnitudes(wave) for wave in waves)
            if training.lambda_stft:
                losses["stft"] = stft_loss(true_spectra, made_spectra, share.norm)
            if training.lambda_attack:
                losses["attack"] = attack_loss(
                    true_spectra[-1], made_spectra[-1], _FINEST_HOP_S, share.total
                )
        weights = training.loss_weights
        if adversarial:
            with self._precision.autocast(), torch.no_grad():
                real_scores = self._discriminator(real)
            with self._precision.autocast():
                scores = self._discriminator(made)
                losses["features"] = feature_matching_loss(real_scores, scores)
                losses["adv"] = wave_adversarial_loss(scores)
        total = torch.stack([weights[name] * term for name, term in losses.items()]).sum()
        self._precision.descend(
            self.generator_optimizer, total, share, clip_norm=training.clip_norm
        )
        return {name: term.detach() for name, term in losses.items()}
