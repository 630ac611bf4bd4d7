"""All training settings; presets and the paper's ablations are in `training.presets`.

Importing this does not load torch, because the window imports it.
"""

from pathlib import Path
from typing import Annotated, Any, Literal

from msgspec.structs import replace
from typing_extensions import override

from engine.model.presets import PAPER, GeneratorConfig
from engine.storage.settings import Range, Settings, Share
from engine.storage.values import FieldError

Kind = Literal["generator", "vocoder"]
Input = Literal["own", "zero", "noise"]
Background = Literal["own", "zero"]
Parts = Literal["encoder", "everything"]
Precision = Literal["auto", "float32", "bfloat16", "float16"]
VocoderVersion = Literal["v1", "v2", "v3", "c8c8i"]

Steps = Annotated[int, Range(0, 1e9)]
SomeSteps = Annotated[int, Range(1, 1e9)]
Decay = Annotated[float, Range(0, 0.999999)]  # of a moving average: with 1 it would never change
Weight = Annotated[float, Range(0, 1e12)]  # of a loss


class GeneratorTraining(Settings, frozen=True, kw_only=True):
    """Settings of the generator; the defaults are the paper's (Training and Inference, Table 3).

    Training has two stages. The first, not in the paper, pretrains the temporal encoder alone to
    predict events; the second is the paper's adversarial training.
    """

    model: Annotated[GeneratorConfig, "The generator's own numbers."] = PAPER
    batch: Annotated[
        int, Range(1, 4096), "Samples a step; less memory and noisier steps when smaller."
    ] = 48
    epochs: Annotated[
        int,
        Range(1, 1e6),
        "Times that the whole data is seen, and the unit of the learning rate's schedule.",
    ] = 500
    steps: Annotated[
        Steps, "Length of the adversarial stage in steps; 0 for as many as the epochs take."
    ] = 0
    learning_rate: Annotated[
        Share, "Step size of generator and discriminators at the start (as REGNET)."
    ] = 2e-4
    flat_epochs: Annotated[
        int, Range(0, 1e6), "Epochs before the learning rate starts to fall to nothing (as REGNET)."
    ] = 100
    beta1: Annotated[Decay, "AdamW: how long the mean of the gradients is remembered."] = 0.5
    beta2: Annotated[Decay, "AdamW: how long the mean of their squares is remembered."] = 0.999
    epsilon: Annotated[float, Range(1e-16, 1), "AdamW: added to the root of the squares."] = 1e-8
    weight_decay: Annotated[
        Share, "AdamW: how fast unused weights fade (PyTorch's default; the paper names none)."
    ] = 0.01
    normal_start: Annotated[
        bool, "Whether weights start from a normal distribution (as REGNET), not as PyTorch has it."
    ] = True

    lambda_m: Annotated[Weight, "Weight of the mel loss (Eq. 1)."] = 1e4
    lambda_a: Annotated[
        Weight, "Weight of the adversarial loss (Eq. 1); 0 trains without discriminators."
    ] = 1.0
    balance: Annotated[
        float,
        Range(0, 100),
        "Sets lambda_m so that the adversarial gradient is this share of the mel's; 0 keeps it.",
    ] = 0.0
    adversarial_start: Annotated[
        Steps, "Step of the adversarial stage from which on the discriminators take part."
    ] = 0
    mel_discriminator: Annotated[
        bool, "Whether the multi-window mel discriminator takes part (Table 7)."
    ] = True
    alignment_discriminator: Annotated[
        bool, "Whether the time-domain alignment discriminator takes part (Table 7)."
    ] = True
    discriminator_width: Annotated[
        float, Range(0.01, 1), "Widths of the discriminators as a share of the paper's."
    ] = 1.0
    shift_min_s: Annotated[
        float,
        Range(0.05, 4.9),
        "Least shift, in seconds, of the real mels that the alignment discriminator must refuse.",
    ] = 0.4

    temporal_input: Annotated[
        Input, "What the temporal encoder gets: the clip's features, zeros or noise (Table 8)."
    ] = "own"
    timbre_input: Annotated[
        Input, "What the acoustic encoder gets: the clip's mel, zeros or noise (Table 8)."
    ] = "own"
    background_input: Annotated[
        Input, "What the background encoder gets in training: the clip's mel, zeros or noise."
    ] = "own"
    measured_background: Annotated[
        Background,
        "What the background encoder gets in the final measurements: silence, or the clip's mel.",
    ] = "zero"

    pretrain_steps: Annotated[
        Steps, "Steps of the first stage; 0, as the paper, leaves it out."
    ] = 0
    pretrain_learning_rate: Annotated[Share, "Step size in the first stage."] = 1e-3
    pretrain_crop_s: Annotated[
        float,
        Range(0, 10),
        "Length in seconds of the part of a clip that a step of the first stage sees; 0 for all.",
    ] = 0.0
    start_from: Annotated[
        str,
        "A generator's model file that this one begins with; the first stage can then be left out.",
    ] = ""
    start_parts: Annotated[
        Parts, "What is taken of that file: the temporal encoder alone, or everything."
    ] = "encoder"
    event_weight: Annotated[
        Weight,
        "Weight of the event loss in the adversarial stage, as a share of lambda_m; the paper: 0.",
    ] = 0.0
    event_width_s: Annotated[
        float,
        Range(0.005, 0.5),
        "Standard deviation, in seconds, of the bump that stands for an event in the event loss.",
    ] = 0.035
    contrastive_weight: Annotated[
        Weight,
        "Weight of telling sounds apart by their timbre, as a share of lambda_m; the paper: 0.",
    ] = 0.0
    contrastive_crop_s: Annotated[float, Range(0.25, 10), "Length of those crops in seconds."] = 2.0
    contrastive_temperature: Annotated[
        float, Range(0.01, 10), "What the cosines are divided by in the contrastive loss."
    ] = 0.1
    dub_share: Annotated[
        Share,
        "Share of the samples trained as a dub, where the data knows what is seen: another "
        "sound of the same thing as reference, no background, and only what is seen to be made; "
        "the paper: 0.",
    ] = 0.0
    crop_s: Annotated[
        float,
        Range(0, 10),
        "Length in seconds of the part of a clip that a step of the adversarial stage sees; 0, "
        "as the paper, for all ten.",
    ] = 0.0
    freeze_temporal: Annotated[
        bool, "Whether the temporal encoder stays as the first stage left it; the paper: no."
    ] = False
    steered_share: Annotated[
        Share,
        "Share of the samples whose temporal code is written from the true events, as a dub "
        "that follows events is made, once the first stage is over; the paper: 0.",
    ] = 0.0
    sound_filter_db: Annotated[
        float,
        Range(0, 30),
        "Sounds are filtered by curves of about so many decibels, with their reference.",
    ] = 0.0
    sound_shift: Annotated[
        int,
        Range(0, 20),
        "Sounds are moved up or down by up to so many mel bands, with their reference.",
    ] = 0
    feature_gain: Annotated[
        float,
        Range(0, 2),
        "Features are multiplied by up to e to the plus or minus this; 0 leaves them alone.",
    ] = 0.0
    feature_flip: Annotated[
        bool, "Whether half of the pictures are mirrored, where the feature backend can say how."
    ] = False
    feature_speed: Annotated[
        Share, "Pictures run up to e to the plus or minus this times as fast in the first stage."
    ] = 0.0
    feature_shift: Annotated[
        int,
        Range(0, 8),
        "Pictures are moved by up to so many sixteenths of their size, where it can say how.",
    ] = 0

    ema_decay: Annotated[
        Decay, "How slowly the averaged weights follow, such as 0.999; 0 keeps no average."
    ] = 0.0
    precision: Annotated[
        Precision,
        "Number format on the GPU; auto takes bfloat16 where the card has it, else float16.",
    ] = "auto"

    @override
    def __post_init__(self) -> None:
        """Validate the settings.

        Raises:
            FieldError: one is out of range, or conflicts with another.
        """
        super().__post_init__()
        if self.flat_epochs > self.epochs:
            raise FieldError(
                "flat_epochs", f"must be from 0 to {self.epochs}, not {self.flat_epochs}"
            )
        if self.pretrain_steps == 0 and not self.start_from:
            for name in ("freeze_temporal", "steered_share"):
                if getattr(self, name):
                    raise FieldError(name, "needs pretrain_steps or start_from")

    @property
    def adversarial(self) -> bool:
        """Whether any discriminator is used."""
        return self.lambda_a > 0 and (self.mel_discriminator or self.alignment_discriminator)

    @property
    def teaches_events(self) -> bool:
        """Whether either stage trains the event head."""
        return self.pretrain_steps > 0 or self.event_weight > 0


class VocoderTraining(Settings, frozen=True, kw_only=True):
    """Settings of the vocoder; the defaults are HiFi-GAN's."""

    version: Annotated[
        VocoderVersion,
        "HiFi-GAN's v1 sounds best, v2 is small, v3 fast; c8c8i, an iSTFTNet between v1 and v2, "
        "learns most in the same time on a CPU.",
    ] = "v1"
    batch: Annotated[int, Range(1, 4096), "Segments a step."] = 16
    steps: Annotated[SomeSteps, "Length of the training."] = 500_000
    segment_samples: Annotated[
        int, Range(2048, 131072, multiple_of=256), "Length of a segment in samples at 22050 Hz."
    ] = 8192
    learning_rate: Annotated[Share, "Step size of vocoder and discriminators at the start."] = 2e-4
    learning_rate_decay: Annotated[
        float,
        Range(0.9, 1),
        "Factor of the learning rate after each of 3100 equal parts of the training.",
    ] = 0.999
    beta1: Annotated[Decay, "AdamW: how long the mean of the gradients is remembered."] = 0.8
    beta2: Annotated[Decay, "AdamW: how long the mean of their squares is remembered."] = 0.99
    weight_decay: Annotated[Share, "AdamW: how fast unused weights fade."] = 0.01
    clip_norm: Annotated[
        Weight,
        "Norm to which longer gradients of the generator are clipped; 0, as HiFi-GAN, for none.",
    ] = 0.0
    lambda_mel: Annotated[Weight, "Weight of the log-mel loss."] = 45.0
    lambda_stft: Annotated[
        Weight,
        "Weight of the distance of multi-resolution spectra (Parallel WaveGAN); HiFi-GAN: 0.",
    ] = 0.0
    lambda_attack: Annotated[
        Weight,
        "Weight of the level's error just before attacks, which smear otherwise; HiFi-GAN: 0.",
    ] = 0.0
    lambda_features: Annotated[Weight, "Weight of the feature matching loss."] = 2.0
    adversarial_start: Annotated[
        Steps,
        "Step from which on the discriminators take part; before, the log-mel loss works alone.",
    ] = 0
    discriminator_width: Annotated[
        float, Range(0.01, 1), "Widths of the discriminators as a share of the published ones."
    ] = 1.0
    gain_db: Annotated[
        float, Range(0, 60), "Segments are made up to this much louder or softer."
    ] = 12.0
    speed: Annotated[
        float,
        Range(0, 0.5),
        "Segments are played up to this share faster or slower, which moves their pitch.",
    ] = 0.25
    filtering: Annotated[
        Share, "Share of the segments whose spectrum is tilted or cut at one end."
    ] = 0.3
    mixing: Annotated[Share, "Share of the segments to which another sound is added."] = 0.2
    generator: Annotated[
        str, "A generator's model file: trains on its mels instead of the true ones (fine-tuning)."
    ] = ""
    start_from: Annotated[
        str, "A vocoder's model file to start from instead of random weights."
    ] = ""
    ema_decay: Annotated[
        Decay, "How slowly the averaged weights follow, such as 0.999; 0 keeps no average."
    ] = 0.0
    precision: Annotated[
        Precision,
        "Number format on the GPU; auto takes bfloat16 where the card has it, else float16.",
    ] = "auto"

    @property
    def loss_weights(self) -> dict[str, float]:
        """The weight of each of the generator's losses, by name."""
        return {
            "mel": self.lambda_mel,
            "stft": self.lambda_stft,
            "attack": self.lambda_attack,
            "features": self.lambda_features,
            "adv": 1.0,
        }


class Cadence(Settings, frozen=True, kw_only=True):
    """How often a run validates, samples and saves."""

    sample_every: Annotated[SomeSteps, "Steps between two samples to look at and listen to."] = 1000
    validate_every: Annotated[SomeSteps, "Steps between two looks at the validation split."] = 500
    checkpoint_every: Annotated[
        SomeSteps, "Steps between two checkpoints: what a crash can lose at most."
    ] = 500
    keep_checkpoints: Annotated[
        int, Range(1, 1000), "Latest checkpoints that are kept; the best one is kept besides."
    ] = 3
    patience: Annotated[
        int, Range(1, 1e6), "Validations without improvement after which the run advises to stop."
    ] = 10
    sample_count: Annotated[int, Range(1, 64), "Clips of a sample."] = 4
    validation_batches: Annotated[int, Range(1, 1e6), "Batches of a validation, at most."] = 8


class _RunSettings(Settings, frozen=True, kw_only=True):
    """The settings common to all runs."""

    preset: Annotated[str, "The preset that the settings started from."]
    dataset: Annotated[Path, "Folder of the data set."]
    cadence: Annotated[Cadence, "How often the run does what is not a step."] = Cadence()
    classes: Annotated[tuple[str, ...], "Classes of the data to train on; all where empty."] = ()
    seed: Annotated[int, Range(0, 2**63 - 1), "Where all randomness of the run starts."] = 0
    device: Annotated[
        Literal["auto", "cpu", "cuda"], "Where to compute; auto takes the GPU where it works."
    ] = "auto"


class GeneratorRun(_RunSettings, frozen=True, kw_only=True, tag_field="kind", tag="generator"):
    """All settings of a generator run, as stored in its folder."""

    training: Annotated[GeneratorTraining, "The settings of the training itself."]

    @property
    def kind(self) -> Kind:
        """What is trained."""
        return "generator"


class VocoderRun(_RunSettings, frozen=True, kw_only=True, tag_field="kind", tag="vocoder"):
    """All settings of a vocoder run, as stored in its folder."""

    training: Annotated[VocoderTraining, "The settings of the training itself."]

    @property
    def kind(self) -> Kind:
        """What is trained."""
        return "vocoder"


RunConfig = GeneratorRun | VocoderRun
Training = GeneratorTraining | VocoderTraining


def run_config(training: Training, **settings: Any) -> RunConfig:
    """Make the settings of a run of the training's kind; `settings` are the other fields.

    Raises:
        FieldError: one is out of range.
    """
    if isinstance(training, GeneratorTraining):
        return GeneratorRun(training=training, **settings)
    return VocoderRun(training=training, **settings)


def with_training(config: RunConfig, **changes: Any) -> RunConfig:
    """The run with changed training settings.

    Raises:
        FieldError: one is out of range, or conflicts with another.
    """
    training: Any = replace(config.training, **changes)
    return replace(config, training=training)
