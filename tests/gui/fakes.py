"""A sound device with a clock that a test turns by hand, and a microphone that it speaks into."""

from types import SimpleNamespace

import numpy as np

from gui.playback.mixer import RATE_HZ, Block, Fill

LATENCY_S = 0.1


class FakeSink:
    """A device with 100 ms of latency whose time passes only when told."""

    is_silent = False
    name = "Fake"

    def __init__(self, *, block: int = 480) -> None:
        self._block = block
        self._fill: Fill | None = None
        self.time_s = 0.0
        self._asked = 0
        self.blocks: list[Block] = []

    def start(self, fill: Fill) -> None:
        self._fill = fill

    def now_s(self) -> float:
        return self.time_s

    def poll(self) -> None:
        """It has a thread of its own: the test's."""

    def close(self) -> None:
        self._fill = None

    def run(self, seconds: float) -> None:
        """Let time pass; the device asks for blocks, one latency ahead of what is heard."""
        self.time_s += seconds
        while self._fill is not None and self._asked / RATE_HZ <= self.time_s:
            out = np.full((self._block, 2), np.nan, np.float32)
            self._fill(out, self._asked / RATE_HZ + LATENCY_S)
            self.blocks.append(out)
            self._asked += self._block

    def sound(self) -> Block:
        """All that was played, (n, 2)."""
        return np.concatenate(self.blocks) if self.blocks else np.zeros((0, 2), np.float32)


class ConstantSource:
    """The same value for ever."""

    def __init__(self, value: float) -> None:
        self.value = value

    def add_to(self, out: Block, start: float, rate: float, gain: float) -> None:
        out += self.value * gain


class CountingSource:
    """Each sample is its own position."""

    def add_to(self, out: Block, start: float, rate: float, gain: float) -> None:
        out += ((start + np.arange(len(out)) * rate) * gain)[:, None]


class FakeMicrophone:
    """Hands what a test says to `heard`."""

    def __init__(self) -> None:
        self.stream = SimpleNamespace(active=True, close=lambda: None)

    def open(self, heard):
        self._heard = heard
        return self.stream

    def heard(self, samples, age_s, follows_loss=False):
        self._heard(samples, age_s, follows_loss)
