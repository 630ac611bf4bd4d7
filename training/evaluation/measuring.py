"""Measures a made sound by all measures of `engine.metrics` (paper, Evaluation Metrics)."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from engine.features.planes import plane
from engine.mel.spectrogram import mel_spectrogram
from engine.metrics.av_align import av_align, motion_peaks
from engine.metrics.cepstral import mcd, mcd_paper
from engine.metrics.envelope import envelope_correlation, envelope_l1
from engine.metrics.level import level_difference_db, quiet_level_db
from engine.metrics.onset_accuracy import score_accuracy, with_peaks
from engine.metrics.onsets import acceptance_onsets
from engine.metrics.patches import own_patches, patch_likeness
from engine.metrics.timbre import timbre_vector
from training.evaluation.plan import Pair
from training.evaluation.records import ClipFacts, Measures

Floats = NDArray[np.float32]
Numbers = NDArray[np.float64]
Embed = Callable[[Floats], NDArray[np.float32]]


def measure_clip(place: int, sound: Floats, embed: Embed | None) -> ClipFacts:
    """Measure a clip's own sound (n,)."""
    return ClipFacts(
        clip=place,
        onsets_s=tuple(acceptance_onsets(sound).tolist()),
        timbre=tuple(timbre_vector(sound).tolist()),
        embedding=() if embed is None else tuple(embed(sound).tolist()),
    )


def measure_sound(
    system: str,
    pair: Pair,
    truth: Floats,
    made: Floats,
    facts: ClipFacts,
    motion: Floats | None,
    embed: Embed | None,
    references: tuple[Numbers, ...],
    seconds: float,
) -> Measures:
    """Measure a sound that a system made.

    Args:
        system: its name.
        pair: what it was given.
        truth: the clip's own sound, (n,).
        made: (n,).
        facts: measurements of the clip's own sound.
        motion: the `motion` features of the clip, (2048, F), if there are any.
        embed: Resemblyzer, if it is installed.
        references: patches of its reference, and of the others of its group; empty where the plan
            has one reference for each clip.
        seconds: that it took to make.
    """
    onsets_s = acceptance_onsets(made).tolist()
    accuracy = score_accuracy(facts.onsets_s, with_peaks(made, onsets_s))
    envelope = envelope_correlation(truth, made)
    mels = mel_spectrogram(truth), mel_spectrogram(made)
    likenesses = _likenesses(made, references)
    aligned = None if motion is None else av_align(motion_peaks(_speed(motion)), onsets_s)
    return Measures(
        system=system,
        **pair._asdict(),
        made=True,
        onsets_s=tuple(onsets_s),
        timbre=tuple(timbre_vector(made).tolist()),
        embedding=() if embed is None else tuple(embed(made).tolist()),
        patches=likenesses[0] if likenesses else None,
        patches_null=float(np.mean(likenesses[1:])) if likenesses[1:] else None,
        accuracy=None if accuracy is None else accuracy.accuracy,
        average_precision=None if accuracy is None else accuracy.average_precision,
        equal_count=None if accuracy is None else accuracy.equal_count,
        correlation=None if envelope is None else envelope.correlation,
        correlation_null=None if envelope is None else envelope.null,
        best_correlation=None if envelope is None else envelope.best,
        best_lag_s=None if envelope is None else envelope.best_lag_s,
        envelope_l1=envelope_l1(truth, made),
        av_align=aligned,
        mcd_paper=mcd_paper(*mels),
        mcd=mcd(*mels),
        mcd_warped=mcd(*mels, warped=True),
        level_db=level_difference_db(truth, made),
        quiet_db=quiet_level_db(made),
        seconds=round(seconds, 3),
    )


def _likenesses(made: Floats, references: tuple[Numbers, ...]) -> list[float]:
    """Likeness of a sound to each of the references, by their patches."""
    if not references:
        return []
    patches = own_patches(made)
    return [patch_likeness(patches, reference) for reference in references]


def _speed(motion: Floats) -> Floats:
    """Mean length of the optical flow of each frame, (F,)."""
    speed: Floats = np.hypot(plane(motion, "rightward"), plane(motion, "downward")).mean(axis=1)
    return speed
