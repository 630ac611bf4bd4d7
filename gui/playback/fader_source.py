"""A sound at a fader: its pan, fades and envelope, for playback."""

import numpy as np
from numpy.typing import NDArray

from engine.dubbing.mix.faders import STEREO, FaderGain, channel_gains
from engine.recipe import Fader
from gui.playback.mixer import RATE_HZ, Block, Layer, Source


def fader_layer(
    source: Source,
    fader: Fader,
    *,
    span_s: tuple[float, float],
    channels: int,
    gain: float = 1.0,
    name: str = "",
) -> Layer:
    """A sound at a fader, as a layer of the mixer.

    Args:
        source: the sound, in stereo.
        fader: its fader.
        span_s: clip time of its start and end, where the fades lie.
        channels: of its file: a single one is panned from the middle.
        gain: applied in addition, as a factor.
        name: of its meter.
    """
    level = FaderGain(fader, RATE_HZ, *span_s)
    constant = level.constant
    if constant is not None:
        gain *= constant
    pan = None if fader.pan == 0.0 else _pan(fader.pan, channels)
    if constant is None or pan is not None:
        source = FaderSource(source, None if constant is not None else level, pan)
    return Layer(source, gain, name)


class FaderSource:
    """Applies a pan and a gain over time to a source.

    Args:
        source: the sound.
        level: gain over clip time; None for 1.
        pan: gains from both channels to both, (2, 2); None for the middle.
    """

    def __init__(
        self, source: Source, level: FaderGain | None, pan: NDArray[np.float32] | None
    ) -> None:
        self._source = source
        self._level = level
        self._pan = pan

    def add_to(self, out: Block, start: float, rate: float, gain: float) -> None:
        """Add the sound at its fader to `out`."""
        sound = np.zeros_like(out)
        self._source.add_to(sound, start, rate, gain)
        if self._level is not None:
            sound *= self._level.at(start + rate * np.arange(len(out), dtype=np.float64))[
                :, np.newaxis
            ]
        if self._pan is not None:
            sound = sound @ self._pan.T
        out += sound


def _pan(pan: float, channels: int) -> NDArray[np.float32]:
    """Gains from both channels to both; a single channel is on both already."""
    if channels >= STEREO:
        return channel_gains(STEREO, STEREO, pan)
    return np.diag(channel_gains(1, STEREO, pan)[:, 0])
