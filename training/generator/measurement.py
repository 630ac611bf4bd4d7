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

from collections.abc import Callable
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

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


def measure_generator(
    generator: Generator,
    clips: ClipBatch,
    codes: Tensor,
    training: GeneratorTraining,
    vocoder: Vocoder,
    context: JobContext,
) -> dict[str, float]:
    """Measure a generator in evaluation mode.

    Args:
        generator: on the clips' device.
        clips: at least one.
        codes: their temporal codes, (N, K, F).
        training: says which inputs are ablated.
        vocoder: converts a mel (80, T) to a wave (n,).
        context: for progress.

    Returns:
        By name: `mel`; with at least two clips also `onset_f1` and its `onset_null`,
        `identification` and `centred_margin`.
    """
    count = len(clips.mel)

    def dubbed(references: Tensor, part: slice = slice(None)) -> Tensor:
        own = ClipBatch(*(each[part] for each in clips))
        return _dub(generator, own, codes[part], references, training)

    own_dubs = dubbed(clips.reference)
    mel = float((own_dubs - clips.mel).abs().mean())
    if count < 2:
        return {"mel": mel}
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
    onsets = score_onsets(
        [acceptance_onsets(wave).tolist() for wave in truths],
        [acceptance_onsets(wave).tolist() for wave in dubs],
    )
    own = np.stack([timbre_vector(wave) for wave in sounds(clips.reference[:references])])
    timbres = []
    for clip in range(timbre_clips):
        waves = (
            sounds(own_dubs[:references])
            if generator.aligned
            else sounds(dubbed(clips.reference[:references], slice(clip, clip + 1)))
        )
        timbres.append(score_timbre(own, np.stack([timbre_vector(wave) for wave in waves])))
    return {
        "mel": mel,
        "onset_f1": onsets.f1,
        "onset_null": onsets.null,
        "identification": float(np.mean([score.identification for score in timbres])),
        "centred_margin": float(np.mean([score.centred_margin for score in timbres])),
    }


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
