"""Transforms of inputs in training: time shifts, crops, and ablations.

Shapes: B batch, M mel bins, T mel frames.
"""

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from training.config import Input
from training.ranks.batch_share import BatchShare


def draw_shifts(
    periods: Tensor, frames: int, least: int, source: torch.Generator | None = None
) -> Tensor:
    """Draw the shift of each clip's sound against its video.

    A clip that was looped to fill its window is in sync again after each period, so shifts near
    multiples of the period are excluded too, unless none would remain.

    Args:
        periods: (B,) on the CPU, frames after which a clip repeats; at least T if it does not.
        frames: T.
        least: minimum distance of a shift from any alignment, in frames.
        source: a random generator on the CPU, or None for torch's default.

    Returns:
        (B,) whole frames, from `least` to T - `least`.
    """
    shifts = torch.arange(frames)
    circular = torch.minimum(shifts, frames - shifts) >= least  # (T,)
    phase = shifts % periods[:, None]  # (B, T)
    unlooped = torch.minimum(phase, periods[:, None] - phase) >= least
    allowed = circular & unlooped
    allowed = torch.where(allowed.any(dim=1, keepdim=True), allowed, circular)
    return torch.multinomial(allowed.float(), 1, generator=source).squeeze(1)


def shift_in_time(mel: Tensor, shifts: Tensor) -> Tensor:
    """Roll each mel (B, M, T) by its own number of frames (B,): S[.] of Eq. 6."""
    frames = mel.shape[2]
    shifts = shifts.to(mel.device, non_blocking=True)
    index = (torch.arange(frames, device=mel.device) - shifts[:, None]) % frames  # (B, T)
    return mel.gather(2, index[:, None, :].expand_as(mel))


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
    seed = int(torch.randint(2**63 - 1, (), generator=source))
    share = share or BatchShare(len(mel))
    drawn = np.random.default_rng(seed).random(share.batch)[share.rows]
    starts = _choose_sounding(mel, frames, torch.from_numpy(drawn))
    index = starts[:, None] + torch.arange(frames, device=mel.device)  # (B, frames)
    return mel.gather(2, index[:, None, :].expand(-1, mel.shape[1], -1))


def _choose_sounding(mel: Tensor, frames: int, drawn: Tensor) -> Tensor:
    """As `training.data.crops.choose_sounding` of mels (B, M, T), on their device."""
    loudness = mel.detach().float().sum(dim=1).double()  # (B, T)
    sums = F.pad(loudness, (1, 0)).cumsum(dim=1)
    within = sums[:, frames:] - sums[:, :-frames]  # (B, T - frames + 1)
    weight = within + within.mean(dim=1, keepdim=True) / 4 + 1e-6
    cumulative = weight.cumsum(dim=1) / weight.sum(dim=1, keepdim=True)
    drawn = drawn.to(mel.device, non_blocking=True)
    return (cumulative < drawn[:, None]).sum(dim=1)


def ablate(own: Tensor, wanted: Input, source: torch.Generator | None = None) -> Tensor:
    """Keep an encoder's input or replace it for an ablation in training.

    Args:
        own: the input, of any shape.
        wanted: the input itself, zeros, or Gaussian noise.
        source: a random generator, or None for torch's default of the input's device.
    """
    if wanted == "own":
        return own
    if wanted == "zero":
        return torch.zeros_like(own)
    device = own.device if source is None else source.device
    return torch.randn(own.shape, generator=source, device=device).to(own, non_blocking=True)
