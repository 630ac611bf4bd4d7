"""The mel spectrogram that models and vocoders agree on."""

from typing import Final

from engine.storage.values import Value


class MelContract(Value, frozen=True, kw_only=True):
    """The mel spectrogram that models and vocoders are trained on (paper, Experimental Setup).

    A value v in 0..1 stands for a magnitude of 10**(5 v - 4); v = 0 is silence.
    A model and a vocoder are compatible only if their contracts are equal.
    """

    sample_rate_hz: int = 22050
    fft_samples: int = 1024
    hop_samples: int = 256
    bins: int = 80
    low_hz: float = 125.0
    high_hz: float = 7600.0


MEL: Final = MelContract()
