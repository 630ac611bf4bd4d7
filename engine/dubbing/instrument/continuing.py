"""Continue a held sound: overlapping windows of a source, each joined where it fits the last.

A texture (rain, an engine) is read at random places, a voice in its own order, faster or slower, so
that its pitch contour is stretched or compressed. Every window is shifted by a few milliseconds to
where it continues the last one best, so periods stay whole; the crossfade is at equal power for
unlike sounds and at equal amplitude for like ones, whatever lies between by the measured
correlation. No loop can be heard because no two windows follow each other twice.

Shapes: samples of (n, channels), float32.
"""

import math
from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]

SEARCH_S: Final = 0.0125  # either way: a whole period of 40 Hz
_LEVELLED: Final = 0.7  # of a window's difference in level to the source, in dB
_MOST_LEVELLING: Final = 2.0  # 6 dB
_FASTEST: Final = 1.4  # a voice is read at most this many times as fast as it was recorded
_CANDIDATES: Final = 8  # of these random places, the one farthest from the last few is read
_RESTED_SHARE: Final = 0.5  # of the source: as many windows as cover that are the last few


def windows_of_texture(
    length: int, hop: int, count: int, chance: np.random.Generator
) -> Iterator[int]:
    """Read positions of a texture: its start, random places far from the last few, its end.

    Args:
        length: of the source, in samples.
        hop: half a window.
        count: number of windows, at least two.
        chance: chooses the places.
    """
    room = length - 2 * hop
    recent = [0]
    yield 0
    for _ in range(count - 2):
        candidates = chance.integers(0, room + 1, _CANDIDATES)
        nearest = np.abs(candidates[:, np.newaxis] - np.array(recent)).min(axis=1)
        place = int(candidates[nearest.argmax()])
        recent = [*recent, place][-max(1, int(_RESTED_SHARE * room / hop)) :]
        yield place
    yield room


def windows_of_voice(length: int, hop: int, count: int) -> Iterator[int]:
    """Read positions of a voice: in its own order, from its start to its end.

    If that would be too fast, a part before the end is left out.

    Args:
        length: of the source, in samples.
        hop: half a window.
        count: number of windows, at least two.
    """
    last = length - 2 * hop
    step = min(last / (count - 1), _FASTEST * hop)
    yield from (round(number * step) for number in range(count - 1))
    yield last


def continued(
    source: Samples, places: Iterable[int], hop: int, rate_hz: int, *, levelled: bool
) -> Iterator[Samples]:
    """Join windows of a source.

    Args:
        source: (n, channels), at least two hops long.
        places: where to read the windows.
        hop: half a window.
        rate_hz: the sample rate.
        levelled: whether windows are brought near the source's mean level.

    Yields:
        (hop, channels) for each window, and what follows the last one in the source: `hop` samples
        and at most `SEARCH_S` more. The first window starts as in the source, without a fade.
    """
    mono = source.mean(axis=1)
    if source.shape[1] > 1 and np.square(mono).mean() < 0.25 * np.square(source).mean():
        mono = source[:, 0]  # opposite phases
    search = min(round(SEARCH_S * rate_hz), hop)
    level = math.sqrt(float(np.square(source).mean()))
    angle = (np.arange(hop, dtype=np.float32) + 0.5) * np.float32(math.pi / 2 / hop)
    rise, fall = np.sin(angle)[:, np.newaxis], np.cos(angle)[:, np.newaxis]
    ordered = iter(places)
    here, gain = next(ordered), 1.0
    following = next(ordered, None)
    yield source[here : here + hop]
    while following is not None:
        tail, before = here + hop, gain
        here, likeness = _best_place(mono, tail, following, hop, search)
        following = next(ordered, None)
        is_free = levelled and following is not None
        gain = _gain(source[here : here + 2 * hop], level) if is_free else 1.0
        joined = source[tail : tail + hop] * (fall * before)
        joined += source[here : here + hop] * (rise * gain)
        joined /= np.sqrt(1.0 + 2.0 * likeness * rise * fall)
        yield joined.astype(np.float32)
    yield source[here + hop :]


def _best_place(mono: Samples, tail: int, place: int, hop: int, search: int) -> tuple[int, float]:
    """The start near a place from which the source is most like its part from `tail` on.

    Returns:
        The start, and the correlation there, 0 to 1.
    """
    first = max(0, min(place, len(mono) - 2 * hop) - search)
    stop = min(len(mono) - 2 * hop, place + search)
    wanted = mono[tail : tail + hop]
    near = mono[first : max(first, stop) + hop]
    size = 1 << (len(near) + hop - 1).bit_length()
    products = np.fft.irfft(np.fft.rfft(near, size) * np.conj(np.fft.rfft(wanted, size)), size)
    products = products[: len(near) - hop + 1]
    energy = np.cumsum(np.concatenate([[0.0], np.square(near, dtype=np.float64)]))
    power = np.maximum((energy[hop:] - energy[:-hop]) * float(np.square(wanted).sum()), 1e-20)
    likeness = products / np.sqrt(power)
    best = int(likeness.argmax())
    return first + best, float(np.clip(likeness[best], 0.0, 1.0))


def _gain(window: Samples, level: float) -> float:
    own = math.sqrt(max(float(np.square(window).mean()), 1e-20))
    gain = float((level / own) ** _LEVELLED)
    return min(max(gain, 1 / _MOST_LEVELLING), _MOST_LEVELLING)
