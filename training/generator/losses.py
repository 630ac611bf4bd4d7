"""The losses of the generator's training (paper, Training Losses, Eq. 1 to 7) and three more.

The paper writes its adversarial terms as un-squared norms; as in the two works it builds on, they
are means of squares here (least squares). Its Eq. 6 shifts the generated mel and its text the real
one; only the latter needs m, over which the expectation is taken, so the real one is shifted.

Not the paper's: `event_loss` and `contrastive_loss`, which the product's presets add, and
`gradient_ratio`, which shows how much of the gradient is adversarial.

Shapes: B batch, M mel bins, T mel frames, F video frames, W timbre width; scores of any shape.
"""

from collections.abc import Iterable

import torch
from torch import Tensor
from torch.nn import functional as F


def generator_loss(
    mel: Tensor, adversarial: Tensor, lambda_m: float | Tensor, lambda_a: float
) -> Tensor:
    """What the generator minimises: lambda_m L_mel + lambda_a L_adv (Eq. 1)."""
    return lambda_m * mel + lambda_a * adversarial


def mel_loss(generated: Tensor, real: Tensor) -> Tensor:
    """Mean absolute difference of two mels of one shape (Eq. 2)."""
    return F.l1_loss(generated, real)


def adversarial_loss(scores: Iterable[Tensor]) -> Tensor:
    """How far the discriminators are from taking the generated for real (Eq. 3).

    Args:
        scores: those of each discriminator in use, for the generated mel; of any shapes.

    Returns:
        The sum over discriminators of the mean squared distance to 1; 0 without any.
    """
    return sum((_distance_to(1.0, each) for each in scores), torch.zeros(()))


def alignment_discriminator_loss(real: Tensor, fake: Tensor) -> Tensor:
    """What the alignment discriminator minimises: L_real + L_fake (Eq. 4)."""
    return real + fake


def alignment_real_loss(scores: Tensor) -> Tensor:
    """Its scores of real mels beside their own picture should be 1 (Eq. 5)."""
    return _distance_to(1.0, scores)


def alignment_fake_loss(generated: Tensor, shifted: Tensor) -> Tensor:
    """Its scores of generated mels and of shifted real ones should both be 0 (Eq. 6)."""
    return _distance_to(0.0, generated) + _distance_to(0.0, shifted)


def mel_discriminator_loss(real: Tensor, generated: Tensor) -> Tensor:
    """What the mel discriminator minimises: real to 1 and generated to 0 (Eq. 7)."""
    return _distance_to(1.0, real) + _distance_to(0.0, generated)


def event_loss(logits: Tensor, targets: Tensor) -> Tensor:
    """Mean binary cross-entropy of event predictions (B, F) against targets (B, F) of 0 to 1."""
    return F.binary_cross_entropy_with_logits(logits, targets)


def contrastive_loss(first: Tensor, second: Tensor, temperature: float) -> Tensor:
    """How hard it is to tell by timbre which two crops are of one sound.

    Args:
        first: (B, W) timbre vectors of a crop of each sound.
        second: (B, W) those of another crop of the same sounds, in the same order.
        temperature: what cosines are divided by; the smaller, the more the hardest pair counts.

    Returns:
        The cross-entropy of finding the partner among the batch, the mean of both directions
        (InfoNCE); log(B) where all vectors are alike, 0 for a batch of one.
    """
    cosines = F.normalize(first, dim=1) @ F.normalize(second, dim=1).T  # (B, B)
    partners = torch.arange(len(first), device=first.device)
    logits = cosines / temperature
    return (F.cross_entropy(logits, partners) + F.cross_entropy(logits.T, partners)) / 2


def gradient_ratio(adversarial: Tensor, reconstruction: Tensor) -> Tensor:
    """Norm of one gradient over that of another; 0 where both vanish."""
    tiny = torch.finfo(reconstruction.dtype).tiny
    ratio: Tensor = adversarial.norm() / reconstruction.norm().clamp(min=tiny)
    return ratio


def _distance_to(target: float, scores: Tensor) -> Tensor:
    return (scores - target).square().mean()
