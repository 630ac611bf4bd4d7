"""Rate the hits of a reference, so that its remains are not played as hits.

Between the barks of a dog lie breath, steps and the noise of the room. Each of them has an onset,
but played at an event, brought up to its strength, it is not the dog. A hit is good if it stands
clear of the reference's noise floor; the less clear it is, the more it has to be like the loud
hits.
"""

import math
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.dubbing.instrument.cutting import Grain
from engine.media.downmix import downmixed
from engine.media.resampling import resampled
from engine.mel.contract import MEL
from engine.mel.spectrogram import mel_magnitudes

Samples = NDArray[np.float32]
Numbers = NDArray[np.float64]

GOOD: Final = 0.5  # a hit below that serves only where the reference has none above it

_HEARD_S: Final = 0.2  # of a hit, from its attack
_BLOCK_S: Final = 0.05
_FLOOR_SHARE: Final = 0.1  # the floor is the level of the quietest tenth of the reference
_CLEAR_DB: Final = 12.0  # above the floor, or as far as the loudest hit: then the quality is 1 ...
_UNCLEAR: Final = 0.25  # ... and at a quarter of it 0: onsets of noise are 2 to 4 dB above it
_LOUD_DB: Final = 6.0  # hits this close to the loudest one show what the others should be like
_LIKE: Final = (0.0, 0.7)  # correlation of the spectra: at the first the quality is 0
_LEAST_LIKE: Final = 0.5  # what is clear of the noise is good even if it is like no other hit
_CUT_OFF_S: Final = 0.06  # a hit that the end of the reference cuts off after that is none
_MAGNITUDE_FLOOR: Final = 1e-4


def qualities(samples: Samples, grains: Sequence[Grain], rate_hz: int) -> list[float]:
    """Rate hits from 0, the noise between the hits, to 1, a hit like the loud ones.

    Args:
        samples: (n, channels), the reference.
        grains: its hits.
        rate_hz: sample rate of both.
    """
    if len(grains) == 1:
        return [1.0]
    floor_db = _floor_db(samples, rate_hz)
    heard = round(_HEARD_S * rate_hz)
    bodies = [grain.samples[grain.attack :][:heard] for grain in grains]
    levels_db = np.array([_level_db(body) for body in bodies])
    spectra = np.stack([_spectrum(body, rate_hz) for body in bodies])
    clear_db = float(np.clip(levels_db.max() - floor_db, 1.0, _CLEAR_DB))
    clear = _share(levels_db - floor_db, (_UNCLEAR * clear_db, clear_db))
    like = _share(_likeness(spectra, levels_db), _LIKE)
    whole = np.array([not _is_cut_off(grain, len(samples), rate_hz) for grain in grains])
    return [float(each) for each in whole * clear * (_LEAST_LIKE + (1 - _LEAST_LIKE) * like)]


def _is_cut_off(grain: Grain, end: int, rate_hz: int) -> bool:
    """Whether the reference ends right after a hit's attack."""
    return grain.start + len(grain.samples) >= end and grain.tail < _CUT_OFF_S * rate_hz


def _likeness(spectra: Numbers, levels_db: Numbers) -> Numbers:
    """How like each hit is to the loud hit that it is most like, (n, bands) to (n,), -1 to 1."""
    loud = levels_db >= levels_db.max() - _LOUD_DB
    alike = spectra @ spectra[loud].T
    if loud.sum() == 1:
        alike[loud] = 1.0
    else:  # a loud hit has to be like another one
        alike[np.flatnonzero(loud), np.arange(loud.sum())] = -1.0
    likeness: Numbers = alike.max(axis=1)
    likeness[levels_db.argmax()] = 1.0
    return likeness


def _spectrum(body: Samples, rate_hz: int) -> Numbers:
    """The shape of a hit's mean log mel, of unit length and without the mean, (80,)."""
    mono = downmixed(body)
    wave = np.concatenate(list(resampled(iter([mono]), 1, rate_hz, MEL.sample_rate_hz)))[:, 0]
    peak = float(np.abs(wave).max(initial=0.0))
    magnitudes = mel_magnitudes((wave / np.float32(peak or 1.0)).astype(np.float32))
    shape = np.log(np.maximum(magnitudes, _MAGNITUDE_FLOOR)).mean(axis=1).astype(np.float64)
    shape -= shape.mean()
    length = float(np.linalg.norm(shape))
    unit: Numbers = shape / (length or 1.0)
    return unit


def _floor_db(samples: Samples, rate_hz: int) -> float:
    size = max(1, round(_BLOCK_S * rate_hz))
    blocks = [samples[start : start + size] for start in range(0, len(samples), size)]
    return float(np.quantile([_level_db(block) for block in blocks], _FLOOR_SHARE))


def _level_db(samples: Samples) -> float:
    power = float(np.square(samples).mean()) if len(samples) else 0.0
    return 10 * math.log10(max(power, 1e-12))


def _share(values: Numbers, ends: tuple[float, float]) -> Numbers:
    """Where values lie between two ends, 0 to 1."""
    low, high = ends
    shares: Numbers = np.clip((values - low) / (high - low), 0.0, 1.0)
    return shares
