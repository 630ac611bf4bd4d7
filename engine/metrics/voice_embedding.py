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

_RATE_HZ: Final = 16000
_TARGET_DBFS: Final = -30.0  # quieter sounds are raised to it, as in Resemblyzer
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
        embedding: Embedding = self._encoder.embed_utterance(sound * np.float32(gain))
        return embedding


def cosine_similarity(first: NDArray[np.floating], second: NDArray[np.floating]) -> float:
    """Cosine of two vectors (paper, Eq. 10): -1 to 1, 0 if one of them is zero."""
    lengths = float(np.linalg.norm(first) * np.linalg.norm(second))
    return float(first @ second) / lengths if lengths > 0 else 0.0
