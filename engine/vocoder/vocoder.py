"""What turns a mel-spectrogram into sound, and how a sound of any length is made with it."""

from collections.abc import Iterable, Iterator
from typing import Final, Protocol

import numpy as np
import torch

from engine.config import MEL
from engine.errors import CancelledError, DeviceMemoryError
from engine.machine.device import CPU, free_memory, ran_out_of_memory
from engine.mel import Floats
from engine.progress import JobContext
from engine.storage.checkpoint import load_model
from engine.storage.model_files import damaged, find_model
from engine.storage.values import DamagedValueError
from engine.vocoder.griffin_lim import GriffinLim
from engine.vocoder.hifigan import HifiGan, HifiGanConfig, HifiGanGenerator

_CHUNK_FRAMES: Final = 256  # 3 s: what is held in memory, and how long a cancelled job waits
_CHUNK_CONTEXTS: Final = 8  # the context is worked twice: a quarter more work at most


class Vocoder(Protocol):
    """Makes sound of mel values of 0 to 1 (`engine.config.MEL`).

    Frame t is centred on sample 256 t, so the sound of a mel is aligned to the sound that the mel
    was made of.
    """

    @property
    def name(self) -> str:
        """What the person calls it."""

    @property
    def hop_samples(self) -> int:
        """Samples that a frame becomes: 256."""

    @property
    def context_frames(self) -> int:
        """Frames to each side that a frame's sound depends on."""

    @property
    def device(self) -> torch.device:
        """Where it runs."""

    def move(self, device: torch.device) -> None:
        """Run there from now on."""

    def __call__(self, mel: Floats, first_frame: int = 0) -> Floats:
        """Make the sound of a mel.

        Args:
            mel: (80, T), values 0 to 1.
            first_frame: which frame of the whole sound the first one is.

        Returns:
            (256 T,) at 22050 Hz, mono.
        """


def open_vocoder(name: str | None, device: torch.device) -> Vocoder:
    """The vocoder that a name or a model file means, on a device.

    Args:
        name: `griffin-lim`, an installed vocoder, or a file; None takes the default vocoder,
            which is Griffin-Lim as long as none is installed.
        device: where it runs.

    Raises:
        EnvironmentUnusableError: there is no such vocoder, or its file cannot be used.
    """
    model = None if name == GriffinLim.name else find_model("vocoder", name)
    if model is None:
        return GriffinLim(device=device)
    header, weights, _ = load_model(model.path, "vocoder")
    try:
        config = HifiGanConfig.from_json(header.configuration)
        with torch.device("meta"):  # nothing is allocated or drawn only to be replaced
            generator = HifiGanGenerator(config)
        generator.load_state_dict(weights, assign=True)
    except DamagedValueError as error:
        raise damaged(model.path, f"header.{error}") from error
    except (TypeError, ValueError, RuntimeError) as error:
        raise damaged(model.path) from error
    return HifiGan(generator, config, name=model.name, device=device)


def stream(vocoder: Vocoder, mel_chunks: Iterable[Floats], context: JobContext) -> Iterator[Floats]:
    """Make a sound of any length in constant memory, the same as if it was made at once.

    Each piece is made with the frames around it that its sound depends on, so there is no seam to
    hide. What makes the chunks, which are asked for as they are needed, reports the progress.

    Args:
        vocoder: any.
        mel_chunks: consecutive pieces (80, k), of any sizes.
        context: ends a cancelled job.

    Yields:
        Consecutive pieces (n,) of the sound, 256 samples for every frame in all.

    Raises:
        CancelledError: the job was cancelled.
        DeviceMemoryError: memory ran out on the CPU, too.
    """
    around, hop = vocoder.context_frames, vocoder.hop_samples
    step = max(_CHUNK_FRAMES, _CHUNK_CONTEXTS * around)
    held = np.zeros((MEL.bins, 0), np.float32)
    first = 0  # frame of the sound that `held` begins with
    done = 0  # frames of `held` that have been made: what the next piece needs before it
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
    """One piece, unless the job was cancelled; on the CPU where the GPU has no memory for it."""
    if context.cancelled():
        raise CancelledError("Cancelled.")
    try:
        return vocoder(mel, first_frame)
    except (RuntimeError, MemoryError) as error:
        if not ran_out_of_memory(error):
            raise
        if vocoder.device == CPU:
            raise DeviceMemoryError(
                "Memory ran out while the vocoder was making the sound.",
                hint="Close other programs, or dub with `--engine grains`.",
            ) from error
    full = vocoder.device
    vocoder.move(CPU)
    free_memory(full)
    context.note("The GPU ran out of memory; the vocoder uses the CPU instead.")
    return _make(vocoder, mel, first_frame, context)
