"""Likeness of sounds by the time-frequency patches at their events.

A mean over time cannot tell a hit from a steady noise of the same spectrum; a patch holds the
attack and the decay. Patches tell a wrong reference and noise from the right reference, but their
rank correlation with an independent listener is 0.69 (docs/sound.md): compare systems with it, not
single takes.

Shapes: n samples at 22050 Hz; P patches of 80 bands x 43 mel frames, flat.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.events.sound import find_events
from engine.mel.contract import MEL
from engine.mel.spectrogram import mel_magnitudes
from engine.metrics.level import at_peak

Floats = NDArray[np.float32]
Numbers = NDArray[np.float64]

_FRAMES: Final = 43  # 0.5 s
_RANGE: Final = 7.0  # nepers below a patch's peak
_FLOOR: Final = 1e-4
_BEFORE_S: Final = 0.1


def patch_likeness(made: Numbers, own: Numbers) -> float:
    """How much of a reference is found in a sound made from it.

    Args:
        made: (P, 3440) patches of the sound.
        own: (Q, 3440) patches of the reference.

    Returns:
        The mean, over the reference's patches, of the cosine with the most similar patch of the
        sound: 1 for the reference itself, -1 where either has none.
    """
    return float((own @ made.T).max(axis=1).mean()) if len(made) and len(own) else -1.0


def own_patches(sound: Floats) -> Numbers:
    """The patches (P, 3440) at a sound's own events; at its loudest moment if it has none."""
    times_s = [event.time_s for event in find_events(sound)]
    loudest_s = max(0.0, int(np.abs(sound).argmax()) / MEL.sample_rate_hz - _BEFORE_S)
    return patches(sound, times_s or [loudest_s])


def patches(sound: Floats, times_s: Sequence[float]) -> Numbers:
    """Log-mel patches that start at some times, each of unit length and without its mean.

    Args:
        sound: (n,).
        times_s: starts; those behind its end give none.

    Returns:
        (P, 3440).
    """
    log_mel = np.log(np.maximum(mel_magnitudes(at_peak(sound)), _FLOOR))
    padded = np.pad(log_mel, ((0, 0), (0, _FRAMES)), constant_values=np.log(_FLOOR))
    found = []
    for time_s in times_s:
        first = int(time_s * MEL.sample_rate_hz / MEL.hop_samples)
        patch = padded[:, first : first + _FRAMES].astype(np.float64)
        if patch.shape[1] == _FRAMES:
            patch = np.maximum(patch - patch.max(), -_RANGE)
            patch -= patch.mean()
            found.append(patch.ravel() / max(float(np.linalg.norm(patch)), 1e-9))
    return np.reshape(found, (len(found), MEL.bins * _FRAMES))
