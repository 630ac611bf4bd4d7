"""Temporal codes written from the true events, in training: what a dub by events is made of.

A dub that follows events, found or set by hand, has a temporal code made of the calibration's
templates. A decoder that met such codes, with events whose times are exact, makes sharper attacks
than one that has only met what the picture leaves uncertain.

Shapes: B batch, K code channels, F video frames, E events.
"""

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor

from engine.events.event import Event
from engine.events.steering import Calibration, code_from_events


def steered_codes(events: Tensor, calibration: Calibration, frames: int) -> Tensor:
    """The codes that events write (changed from the paper's Temporal Information).

    Args:
        events: (B, E, 2), seconds from the first frame and strengths; those of 0 are none.
        calibration: of the temporal encoder.
        frames: F.

    Returns:
        (B, K, F).
    """
    codes = [
        torch.from_numpy(code_from_events(calibration, _as_events(each), frames))
        for each in events.tolist()
    ]
    return torch.stack(codes)


def pack(calibration: Calibration | None) -> dict[str, Tensor]:
    """A calibration as tensors, for a checkpoint; empty without one."""
    if calibration is None:
        return {}
    return {name: torch.from_numpy(array) for name, array in calibration.arrays().items()}


def unpack(values: dict[str, Any]) -> Calibration | None:
    """A calibration that was packed."""
    return Calibration(**{name: each.numpy() for name, each in values.items()}) if values else None


def _as_events(rows: Sequence[tuple[float, float]]) -> list[Event]:
    return [Event(time_s, strength) for time_s, strength in rows if strength > 0]
