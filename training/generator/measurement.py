"""Evaluates a generator on held-out clips, by the acceptance metrics.

Every clip is dubbed with the sound of another clip, as in the product, and its onsets are compared
with those of its own sound. Some clips are dubbed with each of several references, whose timbres
should be distinguishable. The mel loss is that of a clip dubbed with its own sound. For rendered
clips, whose components are known, "own sound" means visible events only, as the video tells no
more. The hits that an aligned generator reads are those of the clip's own reference, so its dubs
have no other. All sounds, including the originals, are vocoded with one vocoder (paper, Evaluation
Metrics).

Shapes: N clips, as in the batches of `training.data.clip_batches`; n samples.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.events.event import Event
from engine.events.reading import events_from_code
from engine.events.steering import Calibration
from engine.metrics.onsets import acceptance_onsets, score_onsets
from engine.metrics.timbre import score_timbre, timbre_vector
from engine.model.generator import Generator
from engine.progress import JobContext
from training.config import GeneratorTraining
from training.data.clip_batches import ClipBatch
from training.generator.transforms import ablate

Floats = NDArray[np.float32]
Vocoder = Callable[[Floats], Floats]

_REFERENCES: Final = 8  # the set of the acceptance metric
_TIMBRE_CLIPS: Final = 2  # dubbed with each of them


@dataclass(frozen=True, slots=True)
class ClassMeasures:
    """Figures of one class.

    Attributes:
        clips: number of its clips that were measured.
        mel: L1 of the mels.
        onset_f1: of its clips' onsets; None if no dub was measured.
    """

    clips: int
    mel: float
    onset_f1: float | None = None

    def to_json(self) -> dict[str, Any]:
        """The figures as JSON types; those that are not known or not finite are left out."""
        values = asdict(self)
        return {k: v for k, v in values.items() if v is not None and np.isfinite(v)}


class Measured(NamedTuple):
    """The result of a measurement.

    Attributes:
        values: over all clips, by name: `mel`; with at least two clips also `onset_f1` and its
            `onset_null`, `identification` and `centred_margin`.
        classes: the figures of each class.
    """

    values: dict[str, float]
    classes: dict[str, ClassMeasures]


def measure_generator(
    generator: Generator,
    clips: ClipBatch,
    codes: Tensor,
    training: GeneratorTraining,
    vocoder: Vocoder,
    context: JobContext,
    labels: Sequence[str] = (),
) -> Measured:
    """Measure a generator in evaluation mode.

    Args:
        generator: on the clips' device.
        clips: at least one.
        codes: their temporal codes, (N, K, F).
        training: says which inputs are ablated.
        vocoder: converts a mel (80, T) to a wave (n,).
        context: for progress.
        labels: the class of each clip; none to leave out the figures of classes.
    """
    count = len(clips.mel)

    def dubbed(references: Tensor, part: slice = slice(None)) -> Tensor:
        own = ClipBatch(*(each[part] for each in clips))
        return _dub(generator, own, codes[part], references, training)

    own_dubs = dubbed(clips.reference)
    errors = (own_dubs - clips.mel).abs().mean(dim=(1, 2)).cpu().numpy()  # (N,)
    rows = {label: [n for n, each in enumerate(labels) if each == label] for label in labels}
    mel = float(errors.mean())
    if count < 2:
        classes = {each: ClassMeasures(len(own), mel) for each, own in rows.items()}
        return Measured({"mel": mel}, classes)
    references = min(count, _REFERENCES)
    timbre_clips = 1 if generator.aligned else min(count, _TIMBRE_CLIPS)
    total = 2 * count + references * (1 + timbre_clips)
    made = 0

    def sounds(mels: Tensor) -> list[Floats]:
        nonlocal made
        waves = []
        for each in mels:
            context.advance(made / total)
            waves.append(vocoder(each.cpu().numpy()))
            made += 1
        return waves

    truths = sounds(clips.mel)
    dubs = sounds(own_dubs if generator.aligned else dubbed(clips.reference.roll(1, dims=0)))
    true_s = [acceptance_onsets(wave).tolist() for wave in truths]
    made_s = [acceptance_onsets(wave).tolist() for wave in dubs]
    onsets = score_onsets(true_s, made_s)
    classes = {
        label: ClassMeasures(
            len(own),
            float(errors[own].mean()),
            score_onsets([true_s[n] for n in own], [made_s[n] for n in own]).f1,
        )
        for label, own in rows.items()
    }
    own = np.stack([timbre_vector(wave) for wave in sounds(clips.reference[:references])])
    timbres = []
    for clip in range(timbre_clips):
        waves = (
            sounds(own_dubs[:references])
            if generator.aligned
            else sounds(dubbed(clips.reference[:references], slice(clip, clip + 1)))
        )
        timbres.append(score_timbre(own, np.stack([timbre_vector(wave) for wave in waves])))
    values = {
        "mel": mel,
        "onset_f1": onsets.f1,
        "onset_null": onsets.null,
        "identification": float(np.mean([score.identification for score in timbres])),
        "centred_margin": float(np.mean([score.centred_margin for score in timbres])),
    }
    return Measured(values, classes)


def measure_reading(
    calibration: Calibration, codes: Floats, events: Sequence[Sequence[Event]]
) -> dict[str, float]:
    """How well the events that a model reads in pictures match those that are to be seen.

    The dubs of an aligned generator cannot tell: their hits lie under the true events. The codes
    are (N, K, F).

    Returns:
        `event_f1` and its `event_null`; nothing for a single clip, or a model that reads no events.
    """
    if calibration.reading is None or len(codes) < 2:
        return {}
    found_s = [[each.time_s for each in events_from_code(calibration, code)] for code in codes]
    score = score_onsets([[each.time_s for each in own] for own in events], found_s)
    return {"event_f1": score.f1, "event_null": score.null}


@torch.inference_mode()
def _dub(
    generator: Generator,
    clips: ClipBatch,
    codes: Tensor,
    references: Tensor,
    training: GeneratorTraining,
) -> Tensor:
    """Generate mels (N, 80, T) of clips, or of one, with references (N, 80, T), one by one."""
    source = torch.Generator().manual_seed(0)
    references = ablate(references, training.timbre_input, source)
    background = ablate(clips.mel, training.measured_background)
    made = []
    for number, reference in enumerate(references):
        clip = min(number, len(codes) - 1)
        own = slice(clip, clip + 1)
        timbre = generator.timbre(reference[None])
        vector = generator.background(background[own])
        made.append(generator.decode(codes[own], timbre, vector, clips.aligned[own]))
    return torch.cat(made)
