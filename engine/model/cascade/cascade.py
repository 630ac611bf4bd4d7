"""The paper's cascade in inference: REGNET's sound of a picture, in another timbre (app. C).

A clip is made in windows of ten seconds, as both halves are trained, and converted in windows of
192 mel frames, as published.

Shapes: B batch, D feature size, F video frames, M mel bins, T mel frames.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from engine.config import GRID
from engine.mel.contract import MEL
from engine.model.cascade.regnet import Regnet
from engine.model.cascade.speechsplit import WINDOW_FRAMES, SpeechSplit, pitch_contour

Floats = NDArray[np.float32]

_MEL_FRAMES: Final = Fraction(MEL.sample_rate_hz, MEL.hop_samples) / GRID.video_rate  # of a frame


class Cascade:
    """Both halves, ready to dub."""

    def __init__(self, regnet: Regnet, speechsplit: SpeechSplit, device: torch.device) -> None:
        self._device = device
        self._regnet = regnet.to(device)
        self._speechsplit = speechsplit.to(device)

    def mel(self, features: Floats, reference: Floats, frames: int) -> Iterator[Floats]:
        """The mel of a clip, window by window.

        Args:
            features: (D, F) of its picture.
            reference: (M, any length) mel of the sound whose timbre it gets.
            frames: T.

        Yields:
            (M, k) of 0 to 1, T frames in total. Each window starts at the mel frame nearest to its
            first video frame, and its last frame is repeated up to the next one.
        """
        timbre = torch.tensor(reference, device=self._device)[None]
        ends = [*range(GRID.window_video_frames, features.shape[1], GRID.window_video_frames)]
        for start, end in zip([0, *ends], [*ends, None], strict=True):
            first = round(start * _MEL_FRAMES)
            last = frames if end is None else min(frames, round(end * _MEL_FRAMES))
            if last <= first:
                return
            seen = torch.tensor(features[:, start:end], device=self._device)[None]
            sound = draw_sound(self._regnet, seen)[:, :, : last - first]
            made = convert(self._speechsplit, sound, timbre)[0].float().cpu().numpy()
            yield np.pad(made, ((0, 0), (0, last - first - made.shape[1])), mode="edge")


@torch.no_grad()
def draw_sound(network: Regnet, features: Tensor) -> Tensor:
    """REGNET's mels (B, M, 4F) of 0 to 1 for features (B, D, F), with nothing forwarded."""
    drawn: Tensor = network(features).refined.clamp(0.0, 1.0)
    return drawn


@torch.no_grad()
def convert(network: SpeechSplit, sounds: Tensor, references: Tensor) -> Tensor:
    """The mels (B, M, T) of 0 to 1 of sounds (B, M, T) in the timbres of references (B, M, any)."""
    batch, bins, frames = sounds.shape
    windows = -(-frames // WINDOW_FRAMES)
    contour = pitch_contour(sounds)
    padding = (0, windows * WINDOW_FRAMES - frames)
    parts = []
    for whole in (sounds, contour):
        padded = functional.pad(whole, padding)
        cut = padded.reshape(batch, -1, windows, WINDOW_FRAMES).transpose(1, 2)
        parts.append(cut.flatten(0, 1))  # (B, W, C, 192) -> (B W, C, 192)
    voices = network.voice(references).repeat_interleave(windows, dim=0)
    made: Tensor = network(*parts, voices)  # (B W, M, 192)
    joined = made.reshape(batch, windows, bins, WINDOW_FRAMES).transpose(1, 2)
    return joined.reshape(batch, bins, -1)[:, :, :frames].clamp(0.0, 1.0)
