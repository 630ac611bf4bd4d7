"""The paper's cascade in inference: REGNET's sound of a picture, in another timbre (app. C).

As published it converts in windows of 192 mel frames, and a clip is made in windows of ten seconds.

Shapes: B batch, D feature size, F video frames, M mel bins, T mel frames.
"""

from pathlib import Path
from typing import Final, cast

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from engine.config import GRID
from engine.storage.model_files import file_hash
from training.baselines.regnet import Regnet
from training.baselines.speechsplit import WINDOW_FRAMES, SpeechSplit, pitch_contour
from training.baselines.storage import load_part

Floats = NDArray[np.float32]

_MEL_FRAMES: Final = GRID.window_mel_frames // GRID.window_video_frames  # of a video frame


class Cascade:
    """Both halves, ready to dub.

    Attributes:
        feature_backend: of the features that REGNET reads.
        digest: of the content of both files.
    """

    def __init__(self, regnet: Path, speechsplit: Path, device: torch.device) -> None:
        """Load the model files.

        Raises:
            EnvironmentUnusableError: one cannot be used, or is something else.
        """
        header, drawing = load_part(regnet, "regnet")
        _, conversion = load_part(speechsplit, "speechsplit")
        self.feature_backend = header.feature_backend
        self.digest = file_hash(regnet) + file_hash(speechsplit)
        self._device = device
        self._regnet = cast(Regnet, drawing.to(device))
        self._speechsplit = cast(SpeechSplit, conversion.to(device))

    def mel(self, features: Floats, reference: Floats, frames: int) -> Floats:
        """The mel of a clip.

        Args:
            features: (D, F) of its picture.
            reference: (M, any length) mel of the sound whose timbre it gets.
            frames: T.

        Returns:
            (M, T) of 0 to 1.
        """
        seen = torch.from_numpy(features)[None].to(self._device)
        missing = max(0, -(-frames // _MEL_FRAMES) - seen.shape[2])
        seen = functional.pad(seen, (0, missing), mode="replicate")
        windows = torch.split(seen, GRID.window_video_frames, dim=2)
        sound = torch.cat([draw_sound(self._regnet, window) for window in windows], dim=2)
        timbre = torch.from_numpy(reference)[None].to(self._device)
        made = convert(self._speechsplit, sound[:, :, :frames], timbre)
        return np.asarray(made[0].cpu().numpy(), np.float32)


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
