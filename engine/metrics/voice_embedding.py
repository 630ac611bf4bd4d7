"""The paper's timbre similarity: cosine of Resemblyzer's embeddings (paper, Eq. 10).

Resemblyzer (Wan et al. 2018) embeds speech: its weights come with the package, which belongs to the
dependency group `evaluate`. Its voice-activity trim is not used, because it removes impacts as
silence. All values of an embedding are positive, so the cosine of any two sounds is high, and only
its distance from that of wrong references means something.

Shapes: n samples at 22050 Hz; an embedding is (256,) of length 1.
"""

import warnings
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from engine.errors import EnvironmentUnusableError
from engine.media.resampling import resampled
from engine.mel.contract import MEL
from engine.mel.spectrogram import slaney_bank

# All as in Resemblyzer.
_RATE_HZ: Final = 16000
_TARGET_DBFS: Final = -30.0  # quieter sounds are raised to it
_FFT_SAMPLES: Final = 400
_HOP_SAMPLES: Final = 160
_MEL_BINS: Final = 40
_PARTS_PER_S: Final = 1.3  # a sound is embedded in parts of 1.6 s
_LEAST_COVERAGE: Final = 0.75  # of the last part by the sound
_EMBEDDING: Final = 256

Embedding = NDArray[np.float32]


class VoiceEncoder:
    """Resemblyzer's speaker encoder, on the CPU."""

    def __init__(self) -> None:
        """Load the weights that come with the package.

        Raises:
            EnvironmentUnusableError: Resemblyzer is not installed.
        """
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", DeprecationWarning)  # of SciPy, in its source
                import resemblyzer
        except ImportError as error:
            raise EnvironmentUnusableError(
                "Resemblyzer is not installed, so the paper's timbre similarity is left out.",
                hint="Install it with `uv sync --group evaluate`.",
            ) from error
        self._encoder: Any = resemblyzer.VoiceEncoder("cpu", verbose=False)

    def __call__(self, wave: NDArray[np.float32]) -> Embedding:
        """Embed a sound (n,) of at least one sample; silence gives zeros."""
        level = float(np.sqrt(np.square(wave, dtype=np.float64).mean())) if len(wave) else 0.0
        if level == 0:
            return np.zeros(_EMBEDDING, np.float32)
        blocks = resampled(iter([wave[:, np.newaxis]]), 1, MEL.sample_rate_hz, _RATE_HZ)
        sound = np.concatenate(list(blocks))[:, 0]
        gain = max(1.0, 10 ** (_TARGET_DBFS / 20) / level)
        return self._embed(sound * np.float32(gain))

    def _embed(self, sound: NDArray[np.float32]) -> Embedding:
        """Embed a sound (n,) at 16 kHz, as Resemblyzer's `embed_utterance` does."""
        import torch

        samples, frames = self._encoder.compute_partial_slices(
            len(sound), _PARTS_PER_S, _LEAST_COVERAGE
        )
        mel = _power_mel(np.pad(sound, (0, max(0, samples[-1].stop - len(sound)))))
        with torch.inference_mode():
            parts = self._encoder(torch.from_numpy(np.stack([mel[each] for each in frames])))
        mean: Embedding = parts.numpy().mean(axis=0)
        return mean / np.linalg.norm(mean)


def _power_mel(sound: NDArray[np.float32]) -> NDArray[np.float32]:
    """A mel spectrogram of power, as librosa's: (n,) at 16 kHz to (1 + n // 160, 40)."""
    window = np.hanning(_FFT_SAMPLES + 1)[:-1].astype(np.float32)  # periodic
    padded = np.pad(sound, _FFT_SAMPLES // 2)
    frames = np.lib.stride_tricks.sliding_window_view(padded, _FFT_SAMPLES)[::_HOP_SAMPLES]
    power = np.square(np.abs(np.fft.rfft(frames * window, axis=1)))
    bank = slaney_bank(_RATE_HZ, _FFT_SAMPLES, 0.0, _RATE_HZ / 2, _MEL_BINS)
    return np.asarray(power @ bank.T, np.float32)


def cosine_similarity(first: NDArray[np.floating], second: NDArray[np.floating]) -> float:
    """Cosine of two vectors (paper, Eq. 10): -1 to 1, 0 if one of them is zero."""
    lengths = float(np.linalg.norm(first) * np.linalg.norm(second))
    return float(first @ second) / lengths if lengths > 0 else 0.0
