"""SPEECHSPLIT, the second half of the paper's cascade: another timbre for a sound (paper, app. C).

Qian et al. 2020, "Unsupervised Speech Decomposition via Triple Information Bottleneck". Three
encoders with narrow, sparse codes share a sound: content and pitch see it randomly resampled in
time, so that only the rhythm encoder, which has one value a direction, can know the timing. The
decoder puts the codes together again with a voice. As in the paper, the voice is no speaker label
but a learned LSTM embedding of a reference sound.

Differs: sounds of things have no fundamental frequency, so the pitch contour is the strongest mel
band of each frame, normalised over the sound as SPEECHSPLIT normalises the logarithmic one.
Free: the embedding, an LSTM of 256 hidden units; the loudness from which a frame has a contour.

Shapes: B batch, M mel bins, T mel frames (a multiple of 8), C pitch classes.
"""

from typing import Final

import torch
from torch import Tensor, nn
from torch.nn import functional
from typing_extensions import override

from engine.mel.contract import MEL
from engine.model.cascade.regnet import narrowed
from engine.model.lstm import SteadyLSTM
from engine.model.random_resampling import RandomResampling

WINDOW_FRAMES: Final = 192  # of every pass, in training and in inference
STRIDE: Final = 8  # mel frames of a code

_KERNEL: Final = 5
_LEVELS: Final = 256  # of the pitch contour; one more class has none
_SPREAD: Final = 4.0  # standard deviations of the contour that the levels cover
_AUDIBLE: Final = 0.4  # 40 dB below the loudest: quieter frames have no contour
_VOICE: Final = 256
_DECODER: Final = 512


class _Convolution(nn.Sequential):
    """A convolution with group normalisation in groups of 16 channels, of 4 where 16 do not fit."""

    def __init__(self, inputs: int, outputs: int) -> None:
        group = 4 if outputs % 16 else 16
        super().__init__(
            nn.Conv1d(inputs, outputs, _KERNEL, padding="same"),
            nn.GroupNorm(outputs // group, outputs),
            nn.ReLU(),
        )


class _Bottleneck(nn.Module):
    """A bidirectional LSTM of which every eighth state of each direction is kept."""

    def __init__(self, inputs: int, hidden: int, layers: int) -> None:
        super().__init__()
        self.hidden = hidden
        self.lstm = SteadyLSTM(inputs, hidden, layers, batch_first=True, bidirectional=True)

    @override
    def forward(self, x: Tensor) -> Tensor:
        """(B, inputs, T) to (B, T, 2 hidden), constant for 8 frames each."""
        states, _ = self.lstm(x.transpose(1, 2))
        forward = states[:, STRIDE - 1 :: STRIDE, : self.hidden]
        backward = states[:, ::STRIDE, self.hidden :]
        kept = torch.cat([forward, backward], dim=2)  # (B, T / 8, 2 hidden)
        return kept.repeat_interleave(STRIDE, dim=1)


class SpeechSplit(nn.Module):
    """The conversion model; a `width` of 1 is the published one, and codes are never narrower."""

    def __init__(self, *, width: float = 1.0) -> None:
        super().__init__()
        content, pitch, rhythm = (narrowed(each, width) for each in (512, 256, 128))
        classes = _LEVELS + 1
        self.content = nn.ModuleList(
            _Convolution(inputs, content) for inputs in (MEL.bins, content, content)
        )
        self.pitch = nn.ModuleList(
            _Convolution(inputs, pitch) for inputs in (classes, pitch, pitch)
        )
        self.rhythm = _Convolution(MEL.bins, rhythm)
        self.content_code = _Bottleneck(content, hidden=8, layers=2)
        self.pitch_code = _Bottleneck(pitch, hidden=32, layers=1)
        self.rhythm_code = _Bottleneck(rhythm, hidden=1, layers=1)
        self.resampling = RandomResampling(swapping=False)
        voice = narrowed(_VOICE, width)
        self.voice_lstm = SteadyLSTM(MEL.bins, voice, batch_first=True)
        joined, decoder = 2 * (8 + 32 + 1) + voice, narrowed(_DECODER, width)
        self.decoder = SteadyLSTM(joined, decoder, 3, batch_first=True, bidirectional=True)
        self.projection = nn.Linear(2 * decoder, MEL.bins)

    def voice(self, reference: Tensor) -> Tensor:
        """The sound embedding, in place of the speaker label: mels (B, M, any T) to (B, 256)."""
        _, (states, _) = self.voice_lstm(reference.transpose(1, 2))
        embedding: Tensor = states[-1]
        return embedding

    @override
    def forward(self, mel: Tensor, contour: Tensor, voice: Tensor) -> Tensor:
        """Say a sound in a voice.

        Args:
            mel: (B, M, T) the sound.
            contour: (B, C, T) of `pitch_contour`.
            voice: (B, 256) of `voice`.

        Returns:
            (B, M, T).

        Raises:
            ValueError: T is no multiple of 8.
        """
        if mel.shape[2] % STRIDE:
            raise ValueError(f"expected a multiple of {STRIDE} frames, got {mel.shape[2]}")
        rhythm = self.rhythm_code(self.rhythm(mel))
        content, pitch = self._resampled(mel, contour)
        for content_layer, pitch_layer in zip(self.content, self.pitch, strict=True):
            content, pitch = self._resampled(content_layer(content), pitch_layer(pitch))
        spoken = voice[:, None, :].expand(-1, mel.shape[2], -1)
        codes = [self.content_code(content), rhythm, self.pitch_code(pitch), spoken]
        decoded, _ = self.decoder(torch.cat(codes, dim=2))
        made: Tensor = self.projection(decoded)
        return made.transpose(1, 2)  # (B, T, M) -> (B, M, T)

    def _resampled(self, content: Tensor, pitch: Tensor) -> tuple[Tensor, Tensor]:
        """Both by one draw, as the two belong to the same moments."""
        both = self.resampling(torch.cat([content, pitch], dim=1))
        return both[:, : content.shape[1]], both[:, content.shape[1] :]


def pitch_contour(mel: Tensor) -> Tensor:
    """The strongest band of each audible frame, relative to the sound's own mean and deviation.

    Args:
        mel: (B, M, T) of whole sounds.

    Returns:
        (B, C, T), one class in each frame; the first is that of frames without a contour.
    """
    peak, band = mel.max(dim=1)  # (B, T) each
    audible = (peak > 0) & (peak >= peak.amax(dim=1, keepdim=True) - _AUDIBLE)
    count = audible.sum(dim=1, keepdim=True).clamp(min=1)
    mean = (band * audible).sum(dim=1, keepdim=True) / count
    variance = ((band - mean).square() * audible).sum(dim=1, keepdim=True) / count
    relative = (band - mean) / (variance.sqrt().clamp(min=1.0) * _SPREAD)
    level = ((relative.clamp(-1, 1) + 1) / 2 * (_LEVELS - 1)).round().long() + 1
    classes = functional.one_hot(level * audible, _LEVELS + 1)  # (B, T, C)
    return classes.transpose(1, 2).to(mel)
