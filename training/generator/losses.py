"""The losses of the generator's training (paper, Training Losses, Eq. 1 to 7) and three more.

The paper writes its adversarial terms as non-squared norms; here they are least-squares losses, as
in the two works it builds on. Its Eq. 6 shifts the generated mel, but its text shifts the real one;
only the latter needs m, over which the expectation is taken, so the real mel is shifted here.

Not from the paper: `event_loss` and `contrastive_loss`, which the product's presets add, and
`gradient_ratio`, which shows how much of the gradient is adversarial.

Shapes: B batch, M mel bins, T mel frames, F video frames, W timbre width; scores of any shape.
Every loss is a scalar tensor () without a unit, with gradients.
"""

from collections.abc import Callable, Iterable

import torch
from torch import Tensor
from torch.nn import functional as F


def generator_loss(
    mel: Tensor, adversarial: Tensor, lambda_m: float | Tensor, lambda_a: float
) -> Tensor:
    """The generator's total loss: lambda_m L_mel + lambda_a L_adv (Eq. 1)."""
    return lambda_m * mel + lambda_a * adversarial


def mel_loss(generated: Tensor, real: Tensor) -> Tensor:
    """L1 loss (mean) between two mels (B, M, T) (Eq. 2)."""
    return F.l1_loss(generated, real)


def adversarial_loss(scores: Iterable[Tensor]) -> Tensor:
    """The generator's least-squares adversarial loss (Eq. 3).

    The scores, of any shapes, are those of each active discriminator for the generated mel.

    Returns:
        The mean squared distance of the scores to 1, summed over discriminators; 0 without any.
    """
    return sum((_distance_to(1.0, each) for each in scores), torch.zeros(()))


def alignment_discriminator_loss(real: Tensor, fake: Tensor) -> Tensor:
    """The alignment discriminator's total loss: L_real + L_fake (Eq. 4)."""
    return real + fake


def alignment_real_loss(scores: Tensor) -> Tensor:
    """Pushes its scores of real mels with their own video towards 1 (Eq. 5)."""
    return _distance_to(1.0, scores)


def alignment_fake_loss(generated: Tensor, shifted: Tensor) -> Tensor:
    """Pushes its scores of generated mels and of shifted real mels towards 0 (Eq. 6)."""
    return _distance_to(0.0, generated) + _distance_to(0.0, shifted)


def mel_discriminator_loss(real: Tensor, generated: Tensor) -> Tensor:
    """The mel discriminator's least-squares loss: real to 1, generated to 0 (Eq. 7)."""
    return _distance_to(1.0, real) + _distance_to(0.0, generated)


def event_loss(logits: Tensor, targets: Tensor) -> Tensor:
    """Mean binary cross-entropy of event logits (B, F) against targets (B, F) of 0 to 1."""
    return F.binary_cross_entropy_with_logits(logits, targets)


def contrastive_loss(first: Tensor, second: Tensor, temperature: float) -> Tensor:
    """Symmetric InfoNCE loss of timbre embeddings: two crops of one sound are a positive pair.

    Args:
        first: (B, W) timbre embeddings of a crop of each sound.
        second: (B, W) those of another crop of the same sounds, in the same order.
        temperature: divides the cosine similarities; smaller values emphasise hard negatives.

    Returns:
        The cross-entropy of identifying the positive in the batch, averaged over both directions;
        log(B) if all embeddings are equal, 0 for a batch of one.
    """
    cosines = F.normalize(first, dim=1) @ F.normalize(second, dim=1).T  # (B, B)
    partners = torch.arange(len(first), device=first.device)
    logits = cosines / temperature
    return (F.cross_entropy(logits, partners) + F.cross_entropy(logits.T, partners)) / 2


def gradient_ratio(
    adversarial: Tensor, reconstruction: Tensor, norm: Callable[[Tensor], Tensor] = torch.norm
) -> Tensor:
    """Ratio of the norms of two gradients of any shapes, as a tensor (); 0 if both vanish."""
    tiny = torch.finfo(reconstruction.dtype).tiny
    ratio: Tensor = norm(adversarial) / norm(reconstruction).clamp(min=tiny)
    return ratio


def _distance_to(target: float, scores: Tensor) -> Tensor:
    return (scores - target).square().mean()
