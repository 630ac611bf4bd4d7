"""Transforms of inputs in training: time shifts, crops, and ablations.

Shapes: B batch, M mel bins, T mel frames.
"""

import numpy as np
import torch
from torch import Tensor

from training.config import Input
from training.data.crops import choose_sounding
from training.ranks.batch_share import BatchShare


def draw_shifts(
    periods: Tensor, frames: int, least: int, source: torch.Generator | None = None
) -> Tensor:
    """Draw the shift of each clip's sound against its video.

    A clip that was looped to fill its window is in sync again after each period, so shifts near
    multiples of the period are excluded too, unless none would remain.

    Args:
        periods: (B,) frames after which a clip repeats; at least T if it does not.
        frames: T.
        least: minimum distance of a shift from any alignment, in frames.
        source: a random generator on the CPU, or None for torch's default.

    Returns:
        (B,) whole frames, from `least` to T - `least`.
    """
    shifts = torch.arange(frames)
    circular = torch.minimum(shifts, frames - shifts) >= least  # (T,)
    phase = shifts % periods.cpu()[:, None]  # (B, T)
    unlooped = torch.minimum(phase, periods.cpu()[:, None] - phase) >= least
    allowed = circular & unlooped
    allowed = torch.where(allowed.any(dim=1, keepdim=True), allowed, circular)
    return torch.multinomial(allowed.float(), 1, generator=source).squeeze(1)


def shift_in_time(mel: Tensor, shifts: Tensor) -> Tensor:
    """Roll each mel (B, M, T) by its own number of frames (B,): S[.] of Eq. 6."""
    frames = mel.shape[2]
    index = (torch.arange(frames) - shifts.cpu()[:, None]) % frames  # (B, T)
    return mel.gather(2, index.to(mel.device)[:, None, :].expand_as(mel))


def crop_sounding(
    mel: Tensor,
    frames: int,
    source: torch.Generator | None = None,
    share: BatchShare | None = None,
) -> Tensor:
    """Crop each mel at a random position, with louder positions more likely.

    Args:
        mel: (B, M, T), non-negative.
        frames: length of a crop; shorter mels are not cropped.
        source: a random generator on the CPU, or None for torch's default.
        share: of this process in the batch, of which `mel` is a part; None if it is the batch.

    Returns:
        (B, M, min(frames, T)).
    """
    if frames >= mel.shape[2]:
        return mel
    loudness = mel.detach().float().sum(dim=1).cpu().numpy()  # (B, T)
    seed = int(torch.randint(2**63 - 1, (), generator=source))
    share = share or BatchShare(len(mel))
    drawn = np.random.default_rng(seed).random(share.batch)[share.rows]
    starts = torch.from_numpy(choose_sounding(loudness, frames, drawn))
    index = (starts[:, None] + torch.arange(frames)).to(mel.device)  # (B, frames)
    return mel.gather(2, index[:, None, :].expand(-1, mel.shape[1], -1))


def ablate(own: Tensor, wanted: Input, source: torch.Generator | None = None) -> Tensor:
    """Keep an encoder's input or replace it for an ablation in training.

    Args:
        own: the input, of any shape.
        wanted: the input itself, zeros, or Gaussian noise.
        source: a random generator on the CPU, or None for torch's default.
    """
    if wanted == "own":
        return own
    if wanted == "zero":
        return torch.zeros_like(own)
    return torch.randn(own.shape, generator=source).to(own)
