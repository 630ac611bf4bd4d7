"""What is done to inputs in training: shifted in time, cropped, or taken away for an ablation.

Shapes: B batch, M mel bins, T mel frames.
"""

import numpy as np
import torch
from torch import Tensor

from training.config import Input
from training.data.crops import draw_sounding


def draw_shifts(
    periods: Tensor, frames: int, least: int, source: torch.Generator | None = None
) -> Tensor:
    """Draw by how much each clip's sound is shifted away from its picture.

    A clip that was looped to fill its window is aligned again after one period, so shifts near
    its multiples are left out too, unless that leaves none.

    Args:
        periods: (B,) frames after which a clip repeats; T or more where it does not.
        frames: T.
        least: frames that a shift must stay away from any alignment, at least.
        source: a random source on the CPU, or None for torch's own.

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
    """Roll each mel (B, M, T) around by its own number of frames (B,): S[.] of Eq. 6."""
    frames = mel.shape[2]
    index = (torch.arange(frames) - shifts.cpu()[:, None]) % frames  # (B, T)
    return mel.gather(2, index.to(mel.device)[:, None, :].expand_as(mel))


def crop_sounding(mel: Tensor, frames: int, source: torch.Generator | None = None) -> Tensor:
    """Crop each mel at a random place, the likelier the louder it is there.

    Args:
        mel: (B, M, T) of 0 or more.
        frames: length of a crop; all of the mel where it is not longer.
        source: a random source on the CPU, or None for torch's own.

    Returns:
        (B, M, min(frames, T)).
    """
    if frames >= mel.shape[2]:
        return mel
    loudness = mel.detach().float().sum(dim=1).cpu().numpy()  # (B, T)
    seed = int(torch.randint(2**63 - 1, (), generator=source))
    starts = torch.from_numpy(draw_sounding(loudness, frames, np.random.default_rng(seed)))
    index = (starts[:, None] + torch.arange(frames)).to(mel.device)  # (B, frames)
    return mel.gather(2, index[:, None, :].expand(-1, mel.shape[1], -1))


def ablate(own: Tensor, wanted: Input, source: torch.Generator | None = None) -> Tensor:
    """What an encoder gets: its own input, or what that is replaced by (paper, Table 8).

    Args:
        own: of any shape.
        wanted: the input itself, zeros, or Gaussian noise.
        source: a random source on the CPU, or None for torch's own.
    """
    if wanted == "own":
        return own
    if wanted == "zero":
        return torch.zeros_like(own)
    return torch.randn(own.shape, generator=source).to(own)
