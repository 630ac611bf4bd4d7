"""All training settings; presets and the paper's ablations are in `training.presets`.

Importing this does not load torch, because the window imports it.
"""

from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

from typing_extensions import override

from engine.model.presets import PAPER, GeneratorConfig
from engine.storage.settings import Range, Settings, Share
from engine.storage.values import FieldError
from training.baseline_config import BaselineTraining
from training.devices import Devices
from training.field_types import Compiled, Decay, Precision, SomeSteps, Steps, Weight

Kind = Literal["generator", "vocoder", "baseline"]
Input = Literal["own", "zero", "noise"]
Background = Literal["own", "zero"]
Parts = Literal["encoder", "encoders", "everything"]
VocoderVersion = Literal["v1", "v2", "v3", "c8c8i"]


class GeneratorTraining(Settings, frozen=True, kw_only=True):
    """Settings of the generator; the defaults are the paper's (Training and Inference, Table 3).

    Training has two stages. The first, not in the paper, pretrains the temporal encoder alone to
    predict events; the second is the paper's adversarial training.
    """

    model: Annotated[GeneratorConfig, "The generator's own numbers."] = PAPER
    batch: Annotated[
        int, Range(1, 4096), "Samples per step; smaller takes less memory, but steps are noisier."
    ] = 48
    epochs: Annotated[
        int,
        Range(1, 1e6),
        "Passes over the whole data, and the unit of the learning-rate schedule.",
    ] = 500
    steps: Annotated[
        Steps, "Length of the adversarial stage in steps; 0 for the length given by the epochs."
    ] = 0
    learning_rate: Annotated[
        Share, "Initial learning rate of generator and discriminators (as REGNET)."
    ] = 2e-4
    flat_epochs: Annotated[
        int, Range(0, 1e6), "Epochs before the learning rate starts to decay to 0 (as REGNET)."
    ] = 100
    beta1: Annotated[Decay, "AdamW: decay of the gradients' moving average."] = 0.5
    beta2: Annotated[Decay, "AdamW: decay of the squared gradients' moving average."] = 0.999
    epsilon: Annotated[float, Range(1e-16, 1), "AdamW: added to the denominator."] = 1e-8
    weight_decay: Annotated[
        Share, "AdamW: weight decay (PyTorch's default; the paper names none)."
    ] = 0.01
    normal_start: Annotated[
        bool, "Whether to initialise weights normally distributed (as REGNET), not as PyTorch does."
    ] = True

    lambda_m: Annotated[Weight, "Weight of the mel loss (Eq. 1)."] = 1e4
    lambda_a: Annotated[
        Weight, "Weight of the adversarial loss (Eq. 1); 0 trains without discriminators."
    ] = 1.0
    balance: Annotated[
        float,
        Range(0, 100),
        "Adapts lambda_m so that the adversarial gradient is this share of the mel's; 0: fixed.",
    ] = 0.0
    adversarial_start: Annotated[
        Steps, "Step of the adversarial stage at which the discriminators start."
    ] = 0
    mel_discriminator: Annotated[
        bool, "Whether to use the multi-window mel discriminator (Table 7)."
    ] = True
    alignment_discriminator: Annotated[
        bool, "Whether to use the time-domain alignment discriminator (Table 7)."
    ] = True
    discriminator_width: Annotated[
        float, Range(0.01, 1), "Width of the discriminators relative to the paper's."
    ] = 1.0
    shift_min_s: Annotated[
        float,
        Range(0.05, 4.9),
        "Minimum shift, in seconds, of the real mels that the alignment discriminator must reject.",
    ] = 0.4

    temporal_input: Annotated[
        Input, "What the temporal encoder gets: the clip's features, zeros or noise."
    ] = "own"
    timbre_input: Annotated[
        Input, "What the acoustic encoder gets: the clip's mel, zeros or noise."
    ] = "own"
    background_input: Annotated[
        Input, "What the background encoder gets in training: the clip's mel, zeros or noise."
    ] = "own"
    measured_background: Annotated[
        Background,
        "What the background encoder gets in the final measurements: silence, or the clip's mel.",
    ] = "zero"

    pretrain_steps: Annotated[Steps, "Steps of the first stage; 0, as in the paper, skips it."] = 0
    pretrain_learning_rate: Annotated[Share, "Learning rate in the first stage."] = 1e-3
    pretrain_crop_s: Annotated[
        float,
        Range(0, 10),
        "Length in seconds of the random crops of clips in the first stage; 0 for no cropping.",
    ] = 0.0
    start_from: Annotated[
        str,
        "A generator's model file to start from; the first stage can then be skipped.",
    ] = ""
    start_parts: Annotated[
        Parts, "What to load from that file: the temporal encoder, all encoders, or everything."
    ] = "encoder"
    event_weight: Annotated[
        Weight,
        "Weight of the event loss in the adversarial stage, relative to lambda_m; the paper: 0.",
    ] = 0.0
    event_width_s: Annotated[
        float,
        Range(0.005, 0.5),
        "Standard deviation, in seconds, of the Gaussian target of an event in the event loss.",
    ] = 0.035
    contrastive_weight: Annotated[
        Weight,
        "Weight of the contrastive loss of timbres, relative to lambda_m; the paper: 0.",
    ] = 0.0
    contrastive_crop_s: Annotated[
        float, Range(0.25, 10), "Length of the contrastive loss's crops in seconds."
    ] = 2.0
    contrastive_temperature: Annotated[
        float, Range(0.01, 10), "Temperature of the contrastive loss."
    ] = 0.1
    dub_share: Annotated[
        Share,
        "Share of the samples trained as a dub, if the data set has separate sounds of what is "
        "seen: these as target, another sound of the same source as reference, no background; "
        "the paper: 0.",
    ] = 0.0
    crop_s: Annotated[
        float,
        Range(0, 10),
        "Length in seconds of the random crops of clips in the adversarial stage; 0, as in the "
        "paper, for all ten seconds.",
    ] = 0.0
    freeze_temporal: Annotated[
        bool, "Whether to freeze the temporal encoder after the first stage; the paper: no."
    ] = False
    freeze_sounds: Annotated[
        bool,
        "Whether to freeze the acoustic and the background encoder at the weights of the model "
        "that training starts from; a step then takes half of the time.",
    ] = False
    steered_share: Annotated[
        Share,
        "Share of the samples whose temporal code is computed from the true events after the "
        "first stage, as in a dub that follows events; the paper: 0.",
    ] = 0.0
    sound_filter_db: Annotated[
        float,
        Range(0, 30),
        "Random equalisation of sounds and their reference, in decibels (standard deviation).",
    ] = 0.0
    sound_shift: Annotated[
        int, Range(0, 20), "Maximum random shift of sounds and their reference, in mel bands."
    ] = 0
    feature_gain: Annotated[
        float,
        Range(0, 2),
        "Random gain of the features, up to e to the power of plus or minus this; 0 for none.",
    ] = 0.0
    feature_flip: Annotated[
        bool, "Whether to flip half of the pictures horizontally, if the feature backend allows it."
    ] = False
    feature_speed: Annotated[
        Share, "Random speed in the first stage, up to e to the power of plus or minus this."
    ] = 0.0
    feature_shift: Annotated[
        int,
        Range(0, 8),
        "Maximum random shift of pictures, in sixteenths of their size, if the backend allows it.",
    ] = 0

    ema_decay: Annotated[
        Decay, "Decay of the weights' moving average, such as 0.999; 0 for no average."
    ] = 0.0
    precision: Precision = "auto"
    compile: Compiled = False

    @override
    def __post_init__(self) -> None:
        """Validate the settings.

        Raises:
            FieldError: one is out of range, or conflicts with another.
        """
        super().__post_init__()
        Range(0, self.epochs).check("flat_epochs", self.flat_epochs)
        if self.pretrain_steps == 0 and not self.start_from:
            for name in ("freeze_temporal", "steered_share"):
                if getattr(self, name):
                    raise FieldError(name, "needs pretrain_steps or start_from")
        if self.freeze_sounds and (not self.start_from or self.start_parts == "encoder"):
            raise FieldError("freeze_sounds", "needs start_from, with start_parts of encoders")

    @property
    def adversarial(self) -> bool:
        """Whether any discriminator is used."""
        return self.lambda_a > 0 and (self.mel_discriminator or self.alignment_discriminator)

    @property
    def keeps_timing(self) -> bool:
        """Whether the temporal encoder stays that of the model that training starts from."""
        return bool(self.start_from) and self.freeze_temporal and self.pretrain_steps == 0

    @property
    def reads_pictures(self) -> bool:
        """Whether any step looks at the picture; otherwise a data set needs sounds alone.

        Codes that are all written from the events replace those of the picture.
        """
        judged = self.adversarial and self.alignment_discriminator
        return judged or not self.keeps_timing or self.steered_share < 1

    @property
    def arrays(self) -> tuple[str, ...]:
        """The arrays of a data set that the training reads."""
        pictures = ("features",) if self.reads_pictures else ()
        return (*pictures, "mel", "aligned") if self.model.aligned_mel else (*pictures, "mel")

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
    batch: Annotated[int, Range(1, 4096), "Segments per step."] = 16
    steps: Annotated[SomeSteps, "Length of the training."] = 500_000
    segment_samples: Annotated[
        int, Range(2048, 131072, multiple_of=256), "Length of a segment in samples at 22050 Hz."
    ] = 8192
    learning_rate: Annotated[Share, "Initial learning rate of vocoder and discriminators."] = 2e-4
    learning_rate_decay: Annotated[
        float,
        Range(0.9, 1),
        "Decay factor of the learning rate after each of 3100 equal parts of the training.",
    ] = 0.999
    beta1: Annotated[Decay, "AdamW: decay of the gradients' moving average."] = 0.8
    beta2: Annotated[Decay, "AdamW: decay of the squared gradients' moving average."] = 0.99
    weight_decay: Annotated[Share, "AdamW: weight decay."] = 0.01
    clip_norm: Annotated[
        Weight,
        "Maximum norm of the generator's gradient (clipping); 0, as HiFi-GAN, for none.",
    ] = 0.0
    lambda_mel: Annotated[Weight, "Weight of the log-mel loss."] = 45.0
    lambda_stft: Annotated[
        Weight,
        "Weight of the multi-resolution STFT loss (Parallel WaveGAN); HiFi-GAN: 0.",
    ] = 0.0
    lambda_attack: Annotated[
        Weight,
        "Weight of the level error just before attacks, against smearing; HiFi-GAN: 0.",
    ] = 0.0
    lambda_features: Annotated[Weight, "Weight of the feature matching loss."] = 2.0
    adversarial_start: Annotated[
        Steps,
        "Step at which the discriminators start; until then, only spectral losses are used.",
    ] = 0
    discriminator_width: Annotated[
        float, Range(0.01, 1), "Width of the discriminators relative to the published ones."
    ] = 1.0
    gain_db: Annotated[float, Range(0, 60), "Maximum random gain of segments, up or down."] = 12.0
    speed: Annotated[
        float,
        Range(0, 0.5),
        "Maximum random change of the segments' speed, which also changes their pitch.",
    ] = 0.25
    filtering: Annotated[
        Share, "Share of the segments that are low-passed, high-passed or spectrally tilted."
    ] = 0.3
    mixing: Annotated[Share, "Share of the segments that are mixed with another sound."] = 0.2
    generator: Annotated[
        str, "A generator's model file, to fine-tune on its mels instead of the true ones."
    ] = ""
    start_from: Annotated[
        str, "A vocoder's model file to start from instead of random weights."
    ] = ""
    ema_decay: Annotated[
        Decay, "Decay of the weights' moving average, such as 0.999; 0 for no average."
    ] = 0.0
    precision: Precision = "auto"
    compile: Compiled = False

    @property
    def arrays(self) -> tuple[str, ...]:
        """The arrays of a data set that the training reads."""
        return ("mel", "wave") if self.generator else ("wave",)

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

    sample_every: Annotated[SomeSteps, "Steps between samples to look at and listen to."] = 1000
    validate_every: Annotated[SomeSteps, "Steps between validations."] = 500
    checkpoint_every: Annotated[
        SomeSteps, "Steps between checkpoints, the most that a crash can lose."
    ] = 500
    keep_checkpoints: Annotated[
        int, Range(1, 1000), "Number of latest checkpoints to keep, in addition to the best one."
    ] = 3
    patience: Annotated[
        int, Range(1, 1e6), "Validations without improvement after which the run advises to stop."
    ] = 10
    sample_count: Annotated[int, Range(1, 64), "Clips per sample."] = 4
    validation_batches: Annotated[int, Range(1, 1e6), "Maximum batches per validation."] = 8


class _RunSettings(Devices, frozen=True, kw_only=True):
    """The settings common to all runs."""

    preset: Annotated[str, "The preset that the settings started from."]
    dataset: Annotated[Path, "Folder of the data set."]
    cadence: Annotated[Cadence, "How often the run validates, samples and saves."] = Cadence()
    classes: Annotated[tuple[str, ...], "Classes of the data to train on; all if empty."] = ()
    seed: Annotated[int, Range(0, 2**63 - 1), "Seed of all randomness of the run."] = 0


class GeneratorRun(_RunSettings, frozen=True, kw_only=True, tag_field="kind", tag="generator"):
    """All settings of a generator run, as stored in its folder."""

    kind: ClassVar[Kind] = "generator"

    training: Annotated[GeneratorTraining, "The settings of the training itself."]


class VocoderRun(_RunSettings, frozen=True, kw_only=True, tag_field="kind", tag="vocoder"):
    """All settings of a vocoder run, as stored in its folder."""

    kind: ClassVar[Kind] = "vocoder"

    training: Annotated[VocoderTraining, "The settings of the training itself."]


class BaselineRun(_RunSettings, frozen=True, kw_only=True, tag_field="kind", tag="baseline"):
    """All settings of a run of half of the cascade, as stored in its folder."""

    kind: ClassVar[Kind] = "baseline"

    training: Annotated[BaselineTraining, "The settings of the training itself."]


RunConfig = GeneratorRun | VocoderRun | BaselineRun
Training = GeneratorTraining | VocoderTraining | BaselineTraining


def run_config(training: Training, **settings: Any) -> RunConfig:
    """Make the settings of a run of the training's kind; `settings` are the other fields.

    Raises:
        FieldError: one is out of range.
    """
    if isinstance(training, GeneratorTraining):
        return GeneratorRun(training=training, **settings)
    if isinstance(training, BaselineTraining):
        return BaselineRun(training=training, **settings)
    return VocoderRun(training=training, **settings)


def event_steps(training: Training) -> int:
    """The steps of the first stage, which trains events alone; 0 if there is none."""
    return training.pretrain_steps if isinstance(training, GeneratorTraining) else 0
