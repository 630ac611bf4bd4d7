"""The neural engine: run a generator on clips of any length, in windows of its training length.

The temporal encoder processes overlapping windows of 10 s, whose codes are cross-faded into one
code for the whole clip, where events are edited. The decoder then processes overlapping windows
of that code, and its mels are cross-faded into one stream for the vocoder, in constant memory.

Four mel frames (46.44 ms) are slightly shorter than a video frame (46.51 ms), so a continuous mel
would run 15.4 ms early after every 10 s. Each window is therefore realigned with the clip's clock:
it starts at the mel frame nearest to its first video frame. With windows of 215 frames and an
overlap of 53 there is almost no rounding, because 162 video frames last 649.0007 mel frames.

Shapes: F video frames, T mel frames.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from functools import partial
from typing import Final, Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.config import GRID
from engine.errors import DeviceMemoryError
from engine.machine.device import CPU, free_memory, inference, ran_out_of_memory
from engine.mel.contract import MEL
from engine.mel.spectrogram import mel_spectrogram, mel_to_magnitude, window_mel
from engine.model.generator import Generator
from engine.progress import JobContext

Array = NDArray[np.float32]

OVERLAP: Final = 4  # ratio of a window's length to its overlap with the next
SMALL_WINDOW_FRAMES: Final = GRID.window_video_frames // 2  # after running out of memory once

# Sounds of up to a minute are encoded in one piece, as in the paper with its 10 s. In one piece, an
# hour would take 6 GB with the `paper` preset, and could not be cancelled.
LONGEST_SOUND_FRAMES: Final = 60 * MEL.sample_rate_hz // MEL.hop_samples

# Mel frames per video frame by the two clocks, which is not exactly the four that the model makes.
MEL_FRAMES_A_VIDEO_FRAME: Final = Fraction(MEL.sample_rate_hz, MEL.hop_samples) / GRID.video_rate
MODEL_FRAMES_A_VIDEO_FRAME: Final = GRID.window_mel_frames // GRID.window_video_frames


class LaidMel(Protocol):
    """A mel that lies under the events (`engine.dubbing.aligned`)."""

    def read(self, start: int, stop: int) -> Array:
        """Frames (80, stop - start); `start` never decreases."""


def reference_mel(wave: Array) -> Array:
    """Compute the mel of a reference as in training: looped if shorter than 10 s.

    Args:
        wave: (n,) at 22050 Hz, mono.

    Returns:
        (80, T) with T of at least 860.

    Raises:
        InputError: the sound is empty.
    """
    mel = mel_spectrogram(wave)
    return window_mel(wave) if mel.shape[1] < GRID.window_mel_frames else mel


def blend(first: Array, second: Array, amount: float) -> Array:
    """Interpolate between two timbre vectors: 0 is the first, 1 the second."""
    return (first + amount * (second - first)).astype(np.float32)


class NeuralEngine:
    """A generator that stays on its device and computes the mel of clips of any length.

    When memory runs out, it switches to a smaller window, then from the GPU to the CPU, and adds a
    note to the job; it does not switch back.
    """

    def __init__(self, generator: Generator, device: torch.device) -> None:
        self._generator = generator.eval()
        self._device = device
        self._placed = False
        self._window_frames = GRID.window_video_frames
        self._silence: Array | None = None
        self._seen: tuple[bytes, Array] | None = None

    @property
    def device(self) -> torch.device:
        """The device where the generator currently runs."""
        return self._device

    def temporal_code(self, features: Array, context: JobContext) -> Array:
        """Encode when and how strongly something sounds: features (2048, F) to the code (8, F).

        The last code is cached, so another reference does not encode the picture again.
        """

        def encode(frames: slice) -> Tensor:
            return self._generator.temporal_code(self._batch(features[:, frames]))

        fingerprint = hashlib.blake2b(np.ascontiguousarray(features).data).digest()
        if self._seen is None or self._seen[0] != fingerprint:
            windows = self._windows(features.shape[1], encode, context)
            code = np.concatenate(list(_cross_faded(windows)), axis=1)
            self._seen = fingerprint, code
        return self._seen[1].copy()

    def temporal_states(self, features: Array, context: JobContext) -> Array:
        """The temporal encoder's states before its bottleneck: features (2048, F) to (2H, F)."""

        def encode(frames: slice) -> Tensor:
            states: Tensor = self._generator.temporal_encoder.states(
                self._batch(features[:, frames])
            )
            return states

        windows = self._windows(features.shape[1], encode, context)
        return np.concatenate(list(_cross_faded(windows)), axis=1)

    def timbre(self, mel: Array, context: JobContext, *, seed: int = 0) -> Array:
        """Compute the timbre vector of a reference.

        Args:
            mel: (80, T), see `reference_mel`.
            context: progress.
            seed: 0 uses the reference as it is. The generator has no noise input, so any other
                seed makes a variation by keeping the random resampling of the reference active,
                as in training.

        Returns:
            (256,) for the `paper` preset.
        """

        def encode(piece: Array) -> Tensor:
            source = torch.Generator().manual_seed(seed) if seed else None
            return self._generator.timbre(self._batch(piece), source)

        return self._mean(mel, encode, context)

    def background(self, ambience: Array | None, amount: float, context: JobContext) -> Array:
        """Interpolate by `amount` between the background vectors of silence and of an ambience.

        The paper's inference uses silence alone, a mel of zeros: an amount of 0.

        Args:
            ambience: the mel (80, T) of any sound, or None for silence.
            amount: 0 to 1.
            context: progress.

        Returns:
            (128,) for the `paper` preset.
        """

        def encode(piece: Array) -> Tensor:
            return self._generator.background(self._batch(piece))

        if self._silence is None:
            nothing = np.zeros((MEL.bins, GRID.window_mel_frames), np.float32)
            self._silence = self._mean(nothing, encode, context)
        if ambience is None or amount == 0:
            return self._silence
        return blend(self._silence, self._mean(ambience, encode, context), amount)

    @property
    def aligned(self) -> bool:
        """Whether `mel` needs the reference's hits, laid under the events."""
        return self._generator.aligned

    def mel(
        self,
        code: Array,
        timbre: Array,
        background: Array,
        frames: int,
        context: JobContext,
        aligned: LaidMel | None = None,
    ) -> Iterator[Array]:
        """Decode the mel of a whole clip in blocks.

        Args:
            code: the clip's temporal code, (8, F).
            timbre: timbre vector.
            background: background vector.
            frames: T of the whole mel. The code covers it to within a video frame, as the
                clip's last video frame may be cut; the last mel frame is repeated to fill the gap.
            context: progress.
            aligned: from the code's first frame on, if the generator needs it.

        Yields:
            (80, k) blocks, T frames in total; mel frame t is 256 t samples after the code's
            first frame.
        """

        def decode(window: slice) -> Tensor:
            part = code[:, window]
            inputs = [self._batch(each) for each in (part, timbre, background)]
            if aligned is not None:
                first = _placed(window.start)
                laid = aligned.read(first, first + MODEL_FRAMES_A_VIDEO_FRAME * part.shape[1])
                inputs.append(self._batch(laid))
            return self._generator.decode(*inputs)

        windows = self._windows(code.shape[1], decode, context)
        placed = ((_placed(start), mel) for start, mel in windows)
        return _of_length(_cross_faded(placed), frames)

    def _windows(
        self, frames: int, compute: Callable[[slice], Tensor], context: JobContext
    ) -> Iterator[tuple[int, Array]]:
        """The results of overlapping windows over `frames` video frames, with their starts."""
        start = end = 0
        while end < frames:
            yield start, self._attempt(partial(self._window, compute, start), context)
            end = start + self._window_frames
            context.advance(min(1.0, end / frames))
            start = end - self._window_frames // OVERLAP

    def _window(self, compute: Callable[[slice], Tensor], start: int) -> Tensor:
        """One window's result; the length is read on every attempt, as it may change."""
        return compute(slice(start, start + self._window_frames))

    def _mean(self, mel: Array, encode: Callable[[Array], Tensor], context: JobContext) -> Array:
        """The vector of a sound (80, T); of a long one, the energy-weighted mean of equal parts."""
        parts = np.array_split(mel, -(-mel.shape[1] // LONGEST_SOUND_FRAMES), axis=1)
        vectors, energies = [], []
        for index, part in enumerate(parts):
            context.advance(index / len(parts))
            vectors.append(self._attempt(partial(encode, part), context))
            energies.append(float(np.square(mel_to_magnitude(part), dtype=np.float64).sum()))
        mean = np.average(vectors, axis=0, weights=energies if any(energies) else None)
        return mean.astype(np.float32)

    def _attempt(self, compute: Callable[[], Tensor], context: JobContext) -> Array:
        """Compute one item's result on the device, or wherever there is memory for it."""
        while True:
            try:
                if not self._placed:
                    self._generator.to(self._device)
                    self._placed = True
                with inference(self._device):
                    return compute()[0].float().cpu().numpy()
            except (RuntimeError, MemoryError) as error:
                if not ran_out_of_memory(error):
                    raise
            self._fall_back(context)  # outside `except`: the failed attempt's tensors are freed

    def _fall_back(self, context: JobContext) -> None:
        """Switch to a smaller window, then to the CPU.

        Raises:
            DeviceMemoryError: both were tried already.
        """
        free_memory(self._device)
        if self._window_frames > SMALL_WINDOW_FRAMES:
            self._window_frames = SMALL_WINDOW_FRAMES
            context.note(
                "The machine ran out of memory; the model now works in smaller windows."
                if self._device == CPU
                else "The GPU ran out of memory; the model now works in smaller windows."
            )
        elif self._device != CPU:
            self._device, self._placed = CPU, False
            self._window_frames = GRID.window_video_frames
            context.note("The GPU ran out of memory; the CPU is used instead.")
        else:
            raise DeviceMemoryError(
                "The machine ran out of memory even with the model's smallest window.",
                hint="Close other programs, or dub with the engine `grains`.",
            )

    def _batch(self, array: Array) -> Tensor:
        """A batch of one on the device; copied because memory-mapped arrays are read-only."""
        return torch.tensor(array, dtype=torch.float32, device=self._device)[None]


def _placed(start: int) -> int:
    """The mel frame at which a window that starts at a video frame is placed."""
    return round(start * MEL_FRAMES_A_VIDEO_FRAME)


def _cross_faded(pieces: Iterable[tuple[int, Array]]) -> Iterator[Array]:
    """Join segments (C, n) on a common clock, cross-fading where they overlap.

    Args:
        pieces: each with the position of its first frame; every segment starts after the previous
            one starts, and no later than it ends.

    Yields:
        (C, k) blocks without overlap or gap.
    """
    held: Array | None = None  # frames that the next segment may still overlap
    held_start = 0
    for start, piece in pieces:
        if held is None:
            held, held_start = piece, start
            continue
        yield held[:, : start - held_start]
        old = held[:, start - held_start :]
        overlap = old.shape[1]
        rising = (np.arange(overlap, dtype=np.float32) + 0.5) / max(overlap, 1)
        mixed = old + rising * (piece[:, :overlap] - old)
        held, held_start = np.concatenate([mixed, piece[:, overlap:]], axis=1), start
    if held is not None:
        yield held


def _of_length(pieces: Iterable[Array], frames: int) -> Iterator[Array]:
    """Cut a stream of (C, k) blocks to `frames`, or repeat its last frame to fill up."""
    left = frames
    last: Array | None = None
    for piece in pieces:
        if piece.shape[1] >= left:
            yield piece[:, :left]
            return
        yield piece
        left -= piece.shape[1]
        last = piece[:, -1:]
    if last is not None:
        yield np.repeat(last, left, axis=1)
