"""Steered temporal codes for training: synthesised from the true events.

A dub that follows events, detected or set by hand, has a temporal code composed of the
calibration's templates. A decoder trained on such codes with exact event times produces sharper
attacks than one trained only on the encoder's uncertain codes.

Shapes: B batch, K code channels, F video frames, E events.
"""

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor

from engine.events.event import Event
from engine.events.steering import Calibration, code_from_events


def steered_codes(events: Tensor, calibration: Calibration, frames: int) -> Tensor:
    """Synthesise codes (B, K, F) from events (changed from the paper's Temporal Information).

    The events (B, E, 2) are seconds from the first of `frames` = F frames, and strengths; 0 marks
    padding.

    Returns:
        (B, K, F).
    """
    codes = [
        torch.from_numpy(code_from_events(calibration, _as_events(each), frames))
        for each in events.tolist()
    ]
    return torch.stack(codes)


def pack(calibration: Calibration | None) -> dict[str, Tensor]:
    """Convert a calibration to tensors for a checkpoint; empty for None."""
    if calibration is None:
        return {}
    return {name: torch.from_numpy(array) for name, array in calibration.arrays().items()}


def unpack(values: dict[str, Any]) -> Calibration | None:
    """The reverse of `pack`."""
    return Calibration(**{name: each.numpy() for name, each in values.items()}) if values else None


def _as_events(rows: Sequence[tuple[float, float]]) -> list[Event]:
    return [Event(time_s, strength) for time_s, strength in rows if strength > 0]
