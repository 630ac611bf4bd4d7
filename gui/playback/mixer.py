"""Mixes the sources that are heard at one position, without clicks.

The GUI thread sets an immutable `Plan`; the audio callback compares it with the current one and
applies the changes. Any discontinuity (another source, another fader, a seek, a loop, a pause)
starts a new voice that cross-fades with the old one over 10 ms.

The peak of each layer and of their sum is measured before the volume of the loudspeakers.
"""

import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

Block = NDArray[np.float32]  # (n, 2)
Fill = Callable[[Block, float], None]  # block to fill, time at which it is heard

RATE_HZ: Final = 48000
FADE_SAMPLES: Final = RATE_HZ // 100  # 10 ms: shorter fades click, longer ones are heard as a dip
MIX: Final = "mix"  # name of the meter of everything
_LARGEST_BLOCK: Final = 4096  # longer requests are split
_REMEMBERED_BLOCKS: Final = 256  # of 256 samples or more: over a second, above any latency


class Source(Protocol):
    """A sound that can be read at any position."""

    def add_to(self, out: Block, start: float, rate: float, gain: float) -> None:
        """Add the samples from `start` on, `rate` apart, to `out` (n, 2); silence outside."""


@dataclass(frozen=True, slots=True)
class Layer:
    """A source and its gain; the name is that of its meter, if it has one."""

    source: Source
    gain: float = 1.0
    name: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to play.

    Attributes:
        layers: sources played together.
        volume: gain of everything.
        playing: whether to play or to be silent.
        rate: 1 is normal speed, negative is backwards.
        position: sample to jump to when `generation` changes.
        generation: number of jumps so far.
        loop: first sample of the loop and the one after its last; None for no loop.
        end: sample at which playback ends.
    """

    layers: tuple[Layer, ...] = ()
    volume: float = 1.0
    playing: bool = False
    rate: float = 1.0
    position: float = 0.0
    generation: int = 0
    loop: tuple[int, int] | None = None
    end: int = 0


@dataclass(frozen=True, slots=True)
class _Played:
    """A filled block: when it is heard and what it contains."""

    heard_at_s: float
    position: float
    rate: float
    samples: int
    generation: int
    peaks: dict[str, float]


@dataclass(slots=True)
class _Voice:
    layers: tuple[Layer, ...]
    volume: float
    position: float
    rate: float

    def add_to(self, out: Block, scratch: tuple[Block, Block], peaks: dict[str, float]) -> None:
        """Add the sum of the layers; their peaks are noted by name."""
        total, each = (block[: len(out)] for block in scratch)
        total.fill(0.0)
        for layer in self.layers:
            if layer.gain > 0.0:
                each.fill(0.0)
                layer.source.add_to(each, self.position, self.rate, layer.gain)
                total += each
                if layer.name:
                    peaks[layer.name] = max(peaks.get(layer.name, 0.0), _peak(each))
        peaks[MIX] = _peak(total)
        total *= self.volume
        out += total
        self.position += len(out) * self.rate


class Mixer:
    """Fills blocks for an output and knows which position is heard at a given time."""

    def __init__(self) -> None:
        self.plan = Plan()
        self._applied = self.plan
        self._voice: _Voice | None = None
        self._fading: _Voice | None = None
        self._fade_left = 0
        self._position = 0.0
        self._played: deque[_Played] = deque(maxlen=_REMEMBERED_BLOCKS)
        self._scratch = np.zeros((_LARGEST_BLOCK, 2), np.float32)
        self._sums = np.zeros_like(self._scratch), np.zeros_like(self._scratch)
        ramp = np.linspace(0.0, 1.0, FADE_SAMPLES, endpoint=False, dtype=np.float32)
        self._fade_in = np.sin(ramp * np.pi / 2)[:, None] ** 2
        self._fade_out = 1.0 - self._fade_in

    def heard(self, now_s: float) -> tuple[float, int] | None:
        """The position heard now, in samples, and its generation; None if unknown."""
        for block in reversed(tuple(self._played)):
            if block.heard_at_s <= now_s:
                ran = min((now_s - block.heard_at_s) * RATE_HZ, block.samples)
                return block.position + ran * block.rate, block.generation
        return None

    def heard_s(self, now_s: float) -> float | None:
        """The position heard now, in seconds; None while that is from before the last jump."""
        heard = self.heard(now_s)
        if heard is None or heard[1] != self.plan.generation:
            return None
        return heard[0] / RATE_HZ

    def peaks(self, after_s: float, now_s: float) -> dict[str, float]:
        """The highest samples, by name of the layer, of what is heard after one time up to another.

        `MIX` is the sum of all layers. Empty while nothing is played.
        """
        highest: dict[str, float] = {}
        for block in tuple(self._played):
            if after_s < block.heard_at_s <= now_s:
                for name, peak in block.peaks.items():
                    highest[name] = max(highest.get(name, 0.0), peak)
        return highest

    def forget(self) -> None:
        """Forget what was played; needed when another output with another clock is used."""
        self._played.clear()

    def fill(self, out: Block, heard_at_s: float) -> None:
        """Fill a block (n, 2); runs in the audio thread, so it must be fast."""
        out.fill(0.0)
        self._apply()
        done = 0
        while done < len(out):
            edge, target = self._next_edge()
            part = out[done : done + self._samples_to(edge, len(out) - done)]
            position, rate = self._position, self._applied.rate
            rate = rate if self._voice is not None else 0.0
            peaks: dict[str, float] = {}
            self._fill_part(part, peaks)
            at_s = heard_at_s + done / RATE_HZ
            generation = self._applied.generation
            self._played.append(_Played(at_s, position, rate, len(part), generation, peaks))
            done += len(part)
            if self._voice is not None and self._has_passed(edge):
                self._position = edge if target is None else target
                self._start_voice(target is not None)

    def _apply(self) -> None:
        """Apply a new plan, starting a new voice at a discontinuity."""
        plan, old = self.plan, self._applied
        if plan is old:
            return
        jumps = plan.generation != old.generation
        if jumps:
            self._position = plan.position
        self._applied = plan
        changed = (plan.layers, plan.volume, plan.rate) != (old.layers, old.volume, old.rate)
        if jumps or changed or plan.playing != (self._voice is not None):
            self._start_voice(plan.playing)

    def _start_voice(self, playing: bool) -> None:
        """Fade out the current voice, and fade in a new one if playing."""
        if self._voice is not None or playing:
            self._fading, self._fade_left = self._voice, FADE_SAMPLES
        plan = self._applied
        self._voice = None
        if playing:
            self._voice = _Voice(plan.layers, plan.volume, self._position, plan.rate)

    def _next_edge(self) -> tuple[float, float | None]:
        """The next loop point or end, and the position to continue from; None to stop."""
        plan = self._applied
        if plan.rate > 0:
            if plan.loop is not None and self._position < plan.loop[1]:
                return plan.loop[1], plan.loop[0]
            return plan.end, None
        if plan.loop is not None and self._position > plan.loop[0]:
            return plan.loop[0], plan.loop[1] - 1
        return 0, None

    def _has_passed(self, edge: float) -> bool:
        return (self._position - edge) * (1 if self._applied.rate > 0 else -1) >= 0

    def _samples_to(self, edge: float, samples: int) -> int:
        """The number of samples to fill before the edge."""
        samples = min(samples, _LARGEST_BLOCK)
        if self._voice is None:
            return samples
        left = math.ceil((edge - self._position) / self._applied.rate)
        return min(samples, max(left, 1))

    def _fill_part(self, out: Block, peaks: dict[str, float]) -> None:
        """Fill samples up to the next edge, with the voice and any fade."""
        if self._voice is not None:
            self._voice.add_to(out, self._sums, peaks)
            self._position = self._voice.position
        if not self._fade_left:
            return
        n = min(self._fade_left, len(out))
        start = FADE_SAMPLES - self._fade_left
        out[:n] *= self._fade_in[start : start + n]
        if self._fading is not None:
            scratch = self._scratch[:n]
            scratch.fill(0.0)
            self._fading.add_to(scratch, self._sums, {})
            scratch *= self._fade_out[start : start + n]
            out[:n] += scratch
        self._fade_left -= n
        if not self._fade_left:
            self._fading = None


def _peak(block: Block) -> float:
    return max(float(block.max()), -float(block.min()))


class Desk:
    """Sums several mixers into one output: the clip, and sounds played beside it."""

    def __init__(self, *mixers: Mixer) -> None:
        self._mixers = mixers
        self._scratch = np.zeros((_LARGEST_BLOCK, 2), np.float32)

    def fill(self, out: Block, heard_at_s: float) -> None:
        """Fill a block (n, 2) with the sum; runs in the audio thread."""
        self._mixers[0].fill(out, heard_at_s)
        for start in range(0, len(out), _LARGEST_BLOCK):
            part = out[start : start + _LARGEST_BLOCK]
            for mixer in self._mixers[1:]:
                scratch = self._scratch[: len(part)]
                mixer.fill(scratch, heard_at_s + start / RATE_HZ)
                part += scratch

    def forget(self) -> None:
        """Forget what was played, in all mixers."""
        for mixer in self._mixers:
            mixer.forget()
