"""Training presets: as published, the paper's ablations, and the product's own.

`paper` is exactly the published recipe; docs/paper-map.md lists what the product's presets add and
what that improves. The ablations of Table 7 differ from `paper` only in what their name says; those
of Table 8 need no training (`training.evaluation.model_systems`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from msgspec.structs import replace

from engine.errors import UsageError
from engine.model.presets import MEDIUM, PAPER, SMALL
from training.baseline_config import BaselineTraining
from training.config import Cadence, GeneratorTraining, Kind, Training, VocoderTraining


@dataclass(frozen=True, slots=True)
class Preset:
    """A starting point for a run's settings (Discriminators Ablation, Table 7: two of them).

    Attributes:
        training: its training settings.
        help: its purpose, in one sentence.
        cadence: how often it validates, samples and saves.
        one_class: whether it trains one class at a time (paper, Training and Inference).
        ablation: whether it is one of the paper's ablations.
    """

    training: Training
    help: str
    cadence: Cadence = field(default_factory=Cadence)
    one_class: bool = False
    ablation: bool = False


_PAPER: Final = GeneratorTraining()

# What the product adds to the published recipe. Trained from scratch, a generator ignores its
# temporal code for thousands of steps, so the encoder is pretrained on events. The weight of the
# mel loss adapts to the gradients: with the published 1e4, the discriminators contribute only about
# a thousandth. A dub has no background: a model that never saw silence there relies on it for half
# of the timbre. Uncertain codes blur the attacks, so the decoder is trained mostly on codes steered
# by the true events, with the encoder frozen. Crops of 2.5 s cover more clips in the same time, and
# filtered sounds more timbres.
_PRODUCT: Final = replace(
    _PAPER,
    lambda_m=10.0,
    balance=0.5,
    pretrain_steps=4000,
    learning_rate=5e-4,
    normal_start=False,
    crop_s=2.5,
    freeze_temporal=True,
    steered_share=0.75,
    dub_share=0.7,
    sound_filter_db=4.0,
    sound_shift=4,
    feature_gain=0.3,
    feature_flip=True,
    pretrain_crop_s=7.5,
    feature_speed=0.25,
    ema_decay=0.999,
)


def _published(training: GeneratorTraining, help_text: str, *, ablation: bool = False) -> Preset:
    return Preset(training, help_text, one_class=True, ablation=ablation)


GENERATOR_PRESETS: Final[Mapping[str, Preset]] = {
    "paper": _published(
        _PAPER, "As published, one class at a time: a GPU of 24 GB, and hours for each class."
    ),
    "icassp": _published(
        replace(_PAPER, lambda_m=1e5), "As published, with the mel weight of the authors' page."
    ),
    "balanced": Preset(
        replace(
            _PRODUCT,
            model=replace(
                PAPER,
                timbre_pooling="attentive_statistics",
                feature_ranking=True,
                feature_filters=64,
                temporal_dropout=0.1,
                timbre_spectrum=True,
                decoder_dilation=2,
            ),
            steps=40_000,
            adversarial_start=10_000,
        ),
        "The paper's size with events first and balanced losses, one model for all classes: a GPU.",
    ),
    "medium": Preset(
        replace(
            _PRODUCT,
            model=MEDIUM,
            steps=40_000,
            adversarial_start=10_000,
            discriminator_width=0.5,
        ),
        "Half of the paper's width, otherwise as balanced: a small GPU.",
    ),
    "compact": Preset(
        replace(
            _PRODUCT,
            model=SMALL,
            batch=16,
            pretrain_steps=3000,
            pretrain_learning_rate=2e-3,
            steps=10_000,
            adversarial_start=7000,
            discriminator_width=0.25,
        ),
        "A quarter of the paper's width: two CPU cores, some hours.",
    ),
    "quick": Preset(
        replace(
            _PRODUCT,
            model=SMALL,
            batch=4,
            pretrain_steps=40,
            steps=60,
            adversarial_start=20,
            discriminator_width=0.1,
        ),
        "Shows that everything works, learns next to nothing: minutes; longer on a busy machine.",
        Cadence(
            sample_every=50,
            validate_every=25,
            checkpoint_every=25,
            sample_count=2,
            validation_batches=2,
        ),
    ),
    "without_mel_discriminator": _published(
        replace(_PAPER, mel_discriminator=False), "Table 7, w/o MD.", ablation=True
    ),
    "without_alignment_discriminator": _published(
        replace(_PAPER, alignment_discriminator=False), "Table 7, w/o TDAD.", ablation=True
    ),
}

VOCODER_PRESETS: Final[Mapping[str, Preset]] = {
    "v1": Preset(VocoderTraining(), "HiFi-GAN V1, as published: a GPU, days."),
    "v2": Preset(VocoderTraining(version="v2"), "HiFi-GAN V2, as published: small; a GPU."),
    "v3": Preset(VocoderTraining(version="v3"), "HiFi-GAN V3, as published: fast on CPUs; a GPU."),
    "compact": Preset(
        VocoderTraining(
            version="c8c8i",
            batch=8,
            steps=10_000,
            learning_rate=6e-4,
            clip_norm=100.0,
            lambda_stft=45.0,
            lambda_attack=60.0,
            adversarial_start=10_000,
            discriminator_width=0.125,
            filtering=0.4,
            mixing=0.3,
            ema_decay=0.999,
        ),
        "An iSTFTNet taught by spectra alone: two CPU cores, an hour and a half.",
    ),
    "quick": Preset(
        VocoderTraining(
            version="v3", batch=2, steps=60, adversarial_start=20, discriminator_width=0.06
        ),
        "Shows that everything works, learns next to nothing: minutes; longer on a busy machine.",
        Cadence(sample_every=30, validate_every=30, checkpoint_every=30, sample_count=2),
    ),
}


_SPEECHSPLIT: Final = BaselineTraining(
    part="speechsplit",
    batch=16,
    epochs=1_000_000,
    steps=1_000_000,
    learning_rate=1e-4,
    flat_epochs=0,
    beta1=0.9,
    lambda_m=1.0,
)

BASELINE_PRESETS: Final[Mapping[str, Preset]] = {
    "regnet": Preset(
        BaselineTraining(),
        "REGNET as published, the first half of the paper's cascade: a GPU.",
        one_class=True,
    ),
    "speechsplit": Preset(
        _SPEECHSPLIT,
        "SPEECHSPLIT as published, the second half: a GPU, days.",
        one_class=True,
    ),
    "regnet_compact": Preset(
        BaselineTraining(width=0.25, discriminator_width=0.25, batch=16, steps=2000, lambda_m=100),
        "REGNET at a quarter of its width: two CPU cores.",
    ),
    "speechsplit_compact": Preset(
        replace(_SPEECHSPLIT, width=0.25, steps=4000, learning_rate=1e-3),
        "SPEECHSPLIT at a quarter of its width: two CPU cores.",
    ),
}

PRESETS: Final[Mapping[Kind, Mapping[str, Preset]]] = {
    "generator": GENERATOR_PRESETS,
    "vocoder": VOCODER_PRESETS,
    "baseline": BASELINE_PRESETS,
}


def find_preset(kind: Kind, name: str) -> Preset:
    """A preset by name.

    Raises:
        UsageError: there is none of that name.
    """
    presets = PRESETS[kind]
    if name not in presets:
        raise UsageError(
            "There is no preset '{name}' for the {kind}.",
            hint="There are {presets}.",
            name=name,
            kind=kind,
            presets=", ".join(presets),
        )
    return presets[name]
