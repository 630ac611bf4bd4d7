"""What the loudspeaker gets: a few sources, one position, no clicks.

The GUI thread hands over one immutable `Plan`; the audio callback compares it with the one that it
plays and does the rest. Whatever jumps (another source, a seek, the end of a loop, a pause) is a
new voice that fades in over 10 ms while the old one fades out: no gap and no click.
"""

import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

Block = NDArray[np.float32]  # (n, 2)
Fill = Callable[[Block, float], None]  # a block to fill, and when its first sample will be heard

RATE_HZ: Final = 48000
FADE_SAMPLES: Final = RATE_HZ // 100  # 10 ms: shorter clicks, longer is heard as a dip
_LARGEST_BLOCK: Final = 4096  # longer requests are served in pieces of this
_REMEMBERED_BLOCKS: Final = 256  # of 256 samples or more: over a second, above any latency


class Source(Protocol):
    """Sound that can be read at any position."""

    def add_to(self, out: Block, start: float, rate: float, gain: float) -> None:
        """Add the samples from `start` on, `rate` apart, to `out` (n, 2); silence outside."""


@dataclass(frozen=True, slots=True)
class Layer:
    """A source and how loud it is heard."""

    source: Source
    gain: float = 1.0


@dataclass(frozen=True, slots=True)
class Plan:
    """What is wanted to be heard.

    Attributes:
        layers: heard together.
        playing: or silent, standing still.
        rate: 1 is normal, negative is backwards.
        position: sample to jump to, whenever `generation` is a new one.
        generation: counts the jumps.
        loop: first and past-the-last sample of the loop.
        end: sample after which there is nothing.
    """

    layers: tuple[Layer, ...] = ()
    playing: bool = False
    rate: float = 1.0
    position: float = 0.0
    generation: int = 0
    loop: tuple[int, int] | None = None
    end: int = 0


@dataclass(frozen=True, slots=True)
class _Played:
    """One filled block: when it is heard and what it holds."""

    heard_at_s: float
    position: float
    rate: float
    samples: int
    generation: int


@dataclass(slots=True)
class _Voice:
    layers: tuple[Layer, ...]
    position: float
    rate: float

    def add_to(self, out: Block) -> None:
        for layer in self.layers:
            if layer.gain > 0.0:
                layer.source.add_to(out, self.position, self.rate, layer.gain)
        self.position += len(out) * self.rate


class Mixer:
    """Fills blocks for an output and knows which position is heard at which moment."""

    def __init__(self) -> None:
        self.plan = Plan()
        self._applied = self.plan
        self._voice: _Voice | None = None
        self._fading: _Voice | None = None
        self._fade_left = 0
        self._position = 0.0
        self._played: deque[_Played] = deque(maxlen=_REMEMBERED_BLOCKS)
        self._scratch = np.zeros((_LARGEST_BLOCK, 2), np.float32)
        ramp = np.linspace(0.0, 1.0, FADE_SAMPLES, endpoint=False, dtype=np.float32)
        self._fade_in = np.sin(ramp * np.pi / 2)[:, None] ** 2
        self._fade_out = 1.0 - self._fade_in

    def heard(self, now_s: float) -> tuple[float, int] | None:
        """The position (in samples) that is heard now, and the jump that it belongs to."""
        for block in reversed(tuple(self._played)):
            if block.heard_at_s <= now_s:
                ran = min((now_s - block.heard_at_s) * RATE_HZ, block.samples)
                return block.position + ran * block.rate, block.generation
        return None

    def forget(self) -> None:
        """Another output has another clock: what was heard on the old one says nothing."""
        self._played.clear()

    def fill(self, out: Block, heard_at_s: float) -> None:
        """Fill a block (n, 2); runs in the audio thread: it copies, adds and returns."""
        out.fill(0.0)
        self._apply()
        done = 0
        while done < len(out):
            edge, target = self._next_edge()
            piece = out[done : done + self._piece(len(out) - done, edge)]
            self._played.append(
                _Played(
                    heard_at_s + done / RATE_HZ,
                    self._position,
                    self._applied.rate if self._voice is not None else 0.0,
                    len(piece),
                    self._applied.generation,
                )
            )
            self._fill_piece(piece)
            done += len(piece)
            if self._voice is not None and self._has_passed(edge):
                self._position = edge if target is None else target
                self._start_voice(target is not None)

    def _apply(self) -> None:
        """Take over a new plan, with a new voice if anything jumps."""
        plan, old = self.plan, self._applied
        if plan is old:
            return
        jumps = plan.generation != old.generation
        if jumps:
            self._position = plan.position
        self._applied = plan
        changed = plan.layers != old.layers or plan.rate != old.rate
        if jumps or changed or plan.playing != (self._voice is not None):
            self._start_voice(plan.playing)

    def _start_voice(self, playing: bool) -> None:
        """Let the present voice fade out, and a new one in if there is to be sound."""
        if self._voice is not None or playing:
            self._fading, self._fade_left = self._voice, FADE_SAMPLES
        plan = self._applied
        self._voice = _Voice(plan.layers, self._position, plan.rate) if playing else None

    def _next_edge(self) -> tuple[float, float | None]:
        """The next position at which something turns, and where it goes on from there."""
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

    def _piece(self, samples: int, edge: float) -> int:
        """How many samples may be filled before the edge."""
        samples = min(samples, _LARGEST_BLOCK)
        if self._voice is None:
            return samples
        left = math.ceil((edge - self._position) / self._applied.rate)
        return min(samples, max(left, 1))

    def _fill_piece(self, out: Block) -> None:
        """One piece without a turn in it: the voice, and what still fades."""
        if self._voice is not None:
            self._voice.add_to(out)
            self._position = self._voice.position
        if not self._fade_left:
            return
        n = min(self._fade_left, len(out))
        start = FADE_SAMPLES - self._fade_left
        out[:n] *= self._fade_in[start : start + n]
        if self._fading is not None:
            scratch = self._scratch[:n]
            scratch.fill(0.0)
            self._fading.add_to(scratch)
            scratch *= self._fade_out[start : start + n]
            out[:n] += scratch
        self._fade_left -= n
        if not self._fade_left:
            self._fading = None


class Desk:
    """Several mixers into one output: the clip, and a reference that is tried beside it."""

    def __init__(self, *mixers: Mixer) -> None:
        self._mixers = mixers
        self._scratch = np.zeros((_LARGEST_BLOCK, 2), np.float32)

    def fill(self, out: Block, heard_at_s: float) -> None:
        """Fill a block (n, 2) with the sum, in the audio thread."""
        self._mixers[0].fill(out, heard_at_s)
        for start in range(0, len(out), _LARGEST_BLOCK):
            piece = out[start : start + _LARGEST_BLOCK]
            for mixer in self._mixers[1:]:
                scratch = self._scratch[: len(piece)]
                mixer.fill(scratch, heard_at_s + start / RATE_HZ)
                piece += scratch

    def forget(self) -> None:
        """Another output has another clock."""
        for mixer in self._mixers:
            mixer.forget()
