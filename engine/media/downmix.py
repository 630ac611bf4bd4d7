"""Mix the channels of a sound into one; channels in opposite phase do not cancel out.

The mix is the mean of the channels, as in the paper's data pipeline: the usual (L + R) / sqrt 2 is
3 dB louder and can exceed full scale. A channel that is largely the inverse of another, as from a
cable with crossed wires or a stereo widener, is inverted first: the mean alone would be silence.

Shapes: blocks of (n, channels), float32.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]

_OPPOSITE: Final = -0.7  # correlation: the inverse of the other channel makes half of the power
_LEAST_SAMPLES: Final = 2048  # fewer, as at the end of a sound, say little about the phase
_NOTHING: Final = 1e-12  # mean square of a channel that has no phase: -120 dBFS
_FADE_SAMPLES: Final = 256  # from one mix to the next, so that the change makes no click


class Downmix:
    """Mixes a sound down block by block; each block decides which channels are inverted.

    The polarity is that of the first channel.
    """

    def __init__(self) -> None:
        self._signs: Samples | None = None  # (channels,), 1 or -1; None before any sound

    def push(self, block: Samples) -> Samples:
        """Take the next block (n, channels) and return its mix (n, 1)."""
        before = self._signs
        decided = None
        if before is None or len(block) >= _LEAST_SAMPLES:
            decided = _phase_signs(block)
        if decided is not None:
            self._signs = decided
        mixed = _signed_mean(block, self._signs)
        if before is None or decided is None or np.array_equal(before, decided):
            return mixed
        fade = min(_FADE_SAMPLES, len(block))
        share = (np.arange(fade, dtype=np.float32)[:, np.newaxis] + 0.5) / fade
        old = _signed_mean(block[:fade], before)
        mixed[:fade] = old + share * (mixed[:fade] - old)
        return mixed


def downmixed(samples: Samples) -> Samples:
    """Mix a whole sound down, (n, channels) to (n, 1)."""
    return Downmix().push(samples)


def channel_mean(block: Samples) -> Samples:
    """Average the channels, (n, channels) to (n, 1).

    Channel by channel: `mean(axis=1)` takes 20 times as long (1.1 ms for 65,536 stereo samples).
    """
    total = block[:, 0].copy()
    for channel in range(1, block.shape[1]):
        total += block[:, channel]
    return (total / np.float32(block.shape[1]))[:, np.newaxis]


def _phase_signs(block: Samples) -> Samples | None:
    """-1 for each channel in opposite phase to the others, (channels,); None without any sound."""
    if len(block) == 0:
        return None
    # a copy channel by channel takes an eighth of the time (65,536 stereo samples: 0.2 ms)
    channels = block.T.copy(order="C")  # (channels, n)
    channels -= channels.mean(axis=1, keepdims=True)
    covariance = channels @ channels.T / len(block)  # (channels, channels)
    power = np.diag(covariance)
    loudest = int(power.argmax())
    if power[loudest] < _NOTHING:
        return None
    scale = np.sqrt(np.maximum(power, _NOTHING) * power[loudest])
    signs: Samples = np.where(covariance[loudest] < _OPPOSITE * scale, -1.0, 1.0).astype(np.float32)
    signs *= signs[0]
    return signs


def _signed_mean(block: Samples, signs: Samples | None) -> Samples:
    return channel_mean(block if signs is None or (signs > 0).all() else block * signs)
