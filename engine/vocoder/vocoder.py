"""The interface of vocoders, and streaming synthesis of sounds of any length."""

from collections.abc import Iterable, Iterator
from typing import Final, Protocol

import numpy as np
import torch

from engine.config import UNREFINED
from engine.errors import CancelledError, DeviceMemoryError
from engine.machine.device import CPU, free_memory, ran_out_of_memory
from engine.mel.contract import MEL
from engine.mel.spectrogram import Floats
from engine.model_files.checkpoint import load_model, restored
from engine.model_files.model_file import find_model
from engine.progress import JobContext
from engine.vocoder.griffin_lim import GriffinLim
from engine.vocoder.hifigan import HifiGan, HifiGanConfig, HifiGanGenerator

_CHUNK_FRAMES: Final = 256  # 3 s: bounds the memory use and the delay of a cancellation
_CHUNK_CONTEXTS: Final = 8  # the context is computed twice: a quarter more work at most


class Vocoder(Protocol):
    """Synthesises sound from mel values of 0 to 1 (`engine.config.MEL`).

    Frame t is centred on sample 256 t, so the synthesised sound is aligned with the sound that the
    mel was computed from.
    """

    @property
    def name(self) -> str:
        """The name shown to the user."""

    @property
    def context_frames(self) -> int:
        """Frames on each side that a frame's sound depends on."""

    @property
    def device(self) -> torch.device:
        """The device it runs on."""

    def move(self, device: torch.device) -> None:
        """Move to another device."""

    def __call__(self, mel: Floats, first_frame: int = 0) -> Floats:
        """Synthesise the sound of a mel.

        Args:
            mel: (80, T), values 0 to 1.
            first_frame: position of its first frame in the whole sound.

        Returns:
            (256 T,) at 22050 Hz, mono.
        """


def open_vocoder(name: str | None, device: torch.device) -> Vocoder:
    """Open a vocoder by name or model file, on a device.

    Args:
        name: `griffin-lim`, an installed vocoder, or a file; None means the default vocoder,
            which is Griffin-Lim if none is installed. With `:unrefined` at the end, the network's
            sound is left as it is, as in the paper.
        device: the device to run on.

    Raises:
        EnvironmentUnusableError: there is no such vocoder, or its file is unusable.
    """
    refined = name is None or not name.endswith(UNREFINED)
    if name is not None:
        name = name.removesuffix(UNREFINED)
    model = None if name == GriffinLim.name else find_model("vocoder", name)
    if model is None:
        return GriffinLim(device=device)
    header, weights, _ = load_model(model.path, "vocoder")

    def build() -> HifiGanGenerator:
        return HifiGanGenerator(HifiGanConfig.from_json(header.configuration))

    generator = restored(model.path, build, weights)
    shown = model.name if refined else model.name + UNREFINED
    return HifiGan(generator, name=shown, device=device, refined=refined)


def stream(vocoder: Vocoder, mel_chunks: Iterable[Floats], context: JobContext) -> Iterator[Floats]:
    """Synthesise a sound of any length in constant memory, identical to a single pass.

    The chunks are consecutive, (80, k) of any size. Each block is computed with the surrounding
    frames that its sound depends on, so there are no seams. Chunks are requested on demand; their
    source reports the progress.

    Yields:
        Consecutive blocks (n,) of the sound, 256 samples per frame in total.

    Raises:
        CancelledError: the job was cancelled.
        DeviceMemoryError: out of memory on the CPU, too.
    """
    around, hop = vocoder.context_frames, MEL.hop_samples
    step = max(_CHUNK_FRAMES, _CHUNK_CONTEXTS * around)
    held = np.zeros((MEL.bins, 0), np.float32)
    first = 0  # frame of the sound at which `held` starts
    done = 0  # frames of `held` that are finished: context for the next block
    for chunk in mel_chunks:
        held = np.concatenate([held, chunk], axis=1)
        while held.shape[1] >= done + step + around:
            wave = _make(vocoder, held[:, : done + step + around], first, context)
            yield wave[done * hop : (done + step) * hop]
            drop = max(0, done + step - around)
            held, first, done = held[:, drop:], first + drop, done + step - drop
    if held.shape[1] > done:
        yield _make(vocoder, held, first, context)[done * hop :]


def _make(vocoder: Vocoder, mel: Floats, first_frame: int, context: JobContext) -> Floats:
    """Synthesise one block unless cancelled; on the CPU if the GPU has no memory for it."""
    if context.cancelled():
        raise CancelledError("Cancelled.")
    try:
        return vocoder(mel, first_frame)
    except (RuntimeError, MemoryError) as error:
        if not ran_out_of_memory(error):
            raise
        if vocoder.device == CPU:
            raise DeviceMemoryError(
                "The vocoder ran out of memory.",
                hint="Close other programs, or dub with the engine `grains`.",
            ) from error
    full = vocoder.device
    vocoder.move(CPU)
    free_memory(full)
    context.note("The GPU ran out of memory; the vocoder uses the CPU instead.")
    return _make(vocoder, mel, first_frame, context)
