"""Evaluates a generator on held-out clips, by the acceptance metrics.

Every clip is dubbed with the sound of another clip, as in the product, and its onsets are compared
with those of its own sound. Some clips are dubbed with each of several references, whose timbres
should be distinguishable. The mel loss is that of a clip dubbed with its own sound. For rendered
clips, whose components are known, "own sound" means visible events only, as the video tells no
more. All sounds, including the originals, are vocoded with one vocoder (paper, Evaluation Metrics).

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
    training: GeneratorTraining,
    vocoder: Vocoder,
    context: JobContext,
) -> dict[str, float]:
    """Measure a generator in evaluation mode.

    Args:
        generator: on the clips' device.
        clips: at least one.
        training: says which inputs are ablated.
        vocoder: converts a mel (80, T) to a wave (n,).
        context: for progress.

    Returns:
        By name: `mel`; with at least two clips also `onset_f1` and its `onset_null`,
        `identification` and `centred_margin`.
    """
    count = len(clips.mel)
    mel = float((_dub(generator, clips, clips.reference, training) - clips.mel).abs().mean())
    if count < 2:
        return {"mel": mel}
    references = min(count, _REFERENCES)
    total = 2 * count + references * (1 + min(count, _TIMBRE_CLIPS))
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
    dubs = sounds(_dub(generator, clips, clips.reference.roll(1, dims=0), training))
    onsets = score_onsets(
        [acceptance_onsets(wave).tolist() for wave in truths],
        [acceptance_onsets(wave).tolist() for wave in dubs],
    )
    own = np.stack([timbre_vector(wave) for wave in sounds(clips.reference[:references])])
    timbres = []
    for clip in range(min(count, _TIMBRE_CLIPS)):
        same = ClipBatch(
            *(each[clip : clip + 1].expand(references, *each.shape[1:]) for each in clips)
        )
        waves = sounds(_dub(generator, same, clips.reference[:references], training))
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
    generator: Generator, clips: ClipBatch, references: Tensor, training: GeneratorTraining
) -> Tensor:
    """Generate mels (N, 80, T) of clips with references (N, 80, T), one by one to save memory."""
    source = torch.Generator().manual_seed(0)
    features = ablate(clips.features, training.temporal_input, source)
    references = ablate(references, training.timbre_input, source)
    background = ablate(clips.mel, training.measured_background)
    inputs = (torch.split(each, 1) for each in (features, references, background))
    return torch.cat([generator(*clip).mel for clip in zip(*inputs, strict=True)])
