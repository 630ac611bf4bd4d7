"""Every setting of a training; presets and the paper's ablations stand in `training.presets`.

The text under a field is its help, in the window as on the command line. Importing this loads no
torch: the window reads it.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from engine.errors import InputError
from engine.model.presets import PAPER, GeneratorConfig
from training.settings import check_range

Kind = Literal["generator", "vocoder"]
Input = Literal["own", "zero", "noise"]
Background = Literal["own", "zero"]
Parts = Literal["encoder", "everything"]
Precision = Literal["auto", "float32", "bfloat16", "float16"]
VocoderVersion = Literal["v1", "v2", "v3", "c8c8i"]

_ANY = (0.0, math.inf)


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneratorTraining:
    """How the generator is trained; the defaults are the paper's (Training and Inference, Table 3).

    The course has two stages. The first, which the paper does not have, teaches the temporal
    encoder alone to predict when something sounds; the second is the paper's adversarial training.
    """

    model: GeneratorConfig = PAPER
    """The generator's own numbers."""
    batch: int = 48
    """Samples a step; less memory and noisier steps when smaller."""
    epochs: int = 500
    """Times that the whole data is seen, and the unit of the learning rate's schedule."""
    steps: int = 0
    """Length of the adversarial stage in steps; 0 for as many as the epochs take."""
    learning_rate: float = 2e-4
    """Step size of generator and discriminators at the start (as REGNET)."""
    flat_epochs: int = 100
    """Epochs before the learning rate starts to fall to nothing (as REGNET)."""
    beta1: float = 0.5
    """AdamW: how long the mean of the gradients is remembered."""
    beta2: float = 0.999
    """AdamW: how long the mean of their squares is remembered."""
    epsilon: float = 1e-8
    """AdamW: added to the root of the squares."""
    weight_decay: float = 0.01
    """AdamW: how fast unused weights fade (PyTorch's default; the paper names none)."""
    normal_start: bool = True
    """Whether weights start from a normal distribution (as REGNET), not as PyTorch has it."""

    lambda_m: float = 1e4
    """Weight of the mel loss (Eq. 1)."""
    lambda_a: float = 1.0
    """Weight of the adversarial loss (Eq. 1); 0 trains without discriminators."""
    balance: float = 0.0
    """Sets lambda_m so that the adversarial gradient is this share of the mel's; 0 keeps it."""
    adversarial_start: int = 0
    """Step of the adversarial stage from which on the discriminators take part."""
    mel_discriminator: bool = True
    """Whether the multi-window mel discriminator takes part (Table 7)."""
    alignment_discriminator: bool = True
    """Whether the time-domain alignment discriminator takes part (Table 7)."""
    discriminator_width: float = 1.0
    """Widths of the discriminators as a share of the paper's."""
    shift_min_s: float = 0.4
    """Least shift, in seconds, of the real mels that the alignment discriminator must refuse."""

    temporal_input: Input = "own"
    """What the temporal encoder gets: the clip's features, zeros or noise (Table 8)."""
    timbre_input: Input = "own"
    """What the acoustic encoder gets: the clip's mel, zeros or noise (Table 8)."""
    background_input: Input = "own"
    """What the background encoder gets in training: the clip's mel, zeros or noise."""
    measured_background: Background = "zero"
    """What the background encoder gets in the final measurements: silence, or the clip's mel."""

    pretrain_steps: int = 0
    """Steps of the first stage; 0, as the paper, leaves it out."""
    pretrain_learning_rate: float = 1e-3
    """Step size in the first stage."""
    pretrain_crop_s: float = 0.0
    """Length in seconds of the part of a clip that a step of the first stage sees; 0 for all."""
    start_from: str = ""
    """A generator's model file that this one begins with; the first stage can then be left out."""
    start_parts: Parts = "encoder"
    """What is taken of that file: the temporal encoder alone, or everything."""
    event_weight: float = 0.0
    """Weight of the event loss in the adversarial stage, as a share of lambda_m; the paper: 0."""
    event_width_s: float = 0.035
    """Standard deviation, in seconds, of the bump that stands for an event in the event loss."""
    contrastive_weight: float = 0.0
    """Weight of telling sounds apart by their timbre, as a share of lambda_m; the paper: 0."""
    contrastive_crop_s: float = 2.0
    """Length of those crops in seconds."""
    contrastive_temperature: float = 0.1
    """What the cosines are divided by in the contrastive loss."""
    dub_share: float = 0.0
    """Share of the samples trained as a dub, where the data knows what is seen: another sound of
    the same thing as reference, no background, and only what is seen to be made; the paper: 0."""
    crop_s: float = 0.0
    """Length in seconds of the part of a clip that a step of the adversarial stage sees; 0, as the
    paper, for all ten."""
    freeze_temporal: bool = False
    """Whether the temporal encoder stays as the first stage left it; the paper: no."""
    steered_share: float = 0.0
    """Share of the samples whose temporal code is written from the true events, as a dub that
    follows events is made, once the first stage is over; the paper: 0."""
    sound_filter_db: float = 0.0
    """Sounds are filtered by curves of about so many decibels, with their reference."""
    sound_shift: int = 0
    """Sounds are moved up or down by up to so many mel bands, with their reference."""
    feature_gain: float = 0.0
    """Features are multiplied by up to e to the plus or minus this; 0 leaves them as they are."""
    feature_flip: bool = False
    """Whether half of the pictures are mirrored, where the feature backend can say how."""
    feature_speed: float = 0.0
    """Pictures run up to e to the plus or minus this times as fast in the first stage."""
    feature_shift: int = 0
    """Pictures are moved by up to so many sixteenths of their size, where it can say how."""

    ema_decay: float = 0.0
    """How slowly the averaged weights follow, such as 0.999; 0 keeps no average."""
    precision: Precision = "auto"
    """Number format on the GPU; auto takes bfloat16 where the card has it, else float16."""

    def __post_init__(self) -> None:
        """Refuse numbers with which nothing can be trained."""
        taught = self.pretrain_steps > 0 or self.start_from
        if (self.freeze_temporal or self.steered_share > 0) and not taught:
            raise ValueError("freeze_temporal and steered_share need pretrain_steps or start_from")
        check_range(
            self,
            batch=(1, 4096),
            epochs=(1, 1e6),
            steps=(0, 1e9),
            learning_rate=(0, 1),
            flat_epochs=(0, self.epochs),
            beta1=(0, 0.9999),
            beta2=(0, 0.999999),
            epsilon=(1e-16, 1),
            weight_decay=(0, 1),
            lambda_m=_ANY,
            lambda_a=_ANY,
            balance=(0, 100),
            adversarial_start=(0, 1e9),
            discriminator_width=(0.01, 1),
            shift_min_s=(0.05, 4.9),
            pretrain_steps=(0, 1e9),
            pretrain_learning_rate=(0, 1),
            event_weight=_ANY,
            event_width_s=(0.005, 0.5),
            contrastive_weight=_ANY,
            contrastive_crop_s=(0.25, 10),
            contrastive_temperature=(0.01, 10),
            dub_share=(0, 1),
            crop_s=(0, 10),
            steered_share=(0, 1),
            sound_filter_db=(0, 30),
            sound_shift=(0, 20),
            feature_gain=(0, 2),
            feature_speed=(0, 1),
            pretrain_crop_s=(0, 10),
            feature_shift=(0, 8),
            ema_decay=(0, 0.999999),
        )

    @property
    def adversarial(self) -> bool:
        """Whether any discriminator takes part."""
        return self.lambda_a > 0 and (self.mel_discriminator or self.alignment_discriminator)

    @property
    def teaches_events(self) -> bool:
        """Whether either stage trains the event head."""
        return self.pretrain_steps > 0 or self.event_weight > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class VocoderTraining:
    """How the vocoder is trained; the defaults are HiFi-GAN's."""

    version: VocoderVersion = "v1"
    """HiFi-GAN's v1 sounds best, v2 is small, v3 fast; c8c8i, an iSTFTNet between v1 and v2, learns
    most in the same time on a CPU."""
    batch: int = 16
    """Segments a step."""
    steps: int = 500_000
    """Length of the training."""
    segment_samples: int = 8192
    """Length of a segment in samples at 22050 Hz, a multiple of 256."""
    learning_rate: float = 2e-4
    """Step size of vocoder and discriminators at the start."""
    learning_rate_decay: float = 0.999
    """What the learning rate is multiplied by after each of 3100 equal parts of the training."""
    beta1: float = 0.8
    """AdamW: how long the mean of the gradients is remembered."""
    beta2: float = 0.99
    """AdamW: how long the mean of their squares is remembered."""
    weight_decay: float = 0.01
    """AdamW: how fast unused weights fade."""
    clip_norm: float = 0.0
    """Longest gradient of the generator, to which longer ones are cut; 0, as HiFi-GAN, for none."""
    lambda_mel: float = 45.0
    """Weight of the log-mel loss."""
    lambda_stft: float = 0.0
    """Weight of the distance of spectra at several resolutions (Parallel WaveGAN); HiFi-GAN: 0."""
    lambda_attack: float = 0.0
    """Weight of the level's difference just before attacks, which smear otherwise; HiFi-GAN: 0."""
    lambda_features: float = 2.0
    """Weight of the feature matching loss."""
    adversarial_start: int = 0
    """Step from which on the discriminators take part; before, the log-mel loss works alone."""
    discriminator_width: float = 1.0
    """Widths of the discriminators as a share of the published ones."""
    gain_db: float = 12.0
    """Segments are made up to this much louder or softer."""
    speed: float = 0.25
    """Segments are played up to this share faster or slower, which moves their pitch."""
    filtering: float = 0.3
    """Share of the segments whose spectrum is tilted or cut at one end."""
    mixing: float = 0.2
    """Share of the segments to which another sound is added."""
    generator: str = ""
    """A generator's model file: trains on its mels instead of the true ones (fine-tuning)."""
    start_from: str = ""
    """A vocoder's model file to start from instead of random weights."""
    ema_decay: float = 0.0
    """How slowly the averaged weights follow, such as 0.999; 0 keeps no average."""
    precision: Precision = "auto"
    """Number format on the GPU; auto takes bfloat16 where the card has it, else float16."""

    def __post_init__(self) -> None:
        """Refuse numbers with which nothing can be trained."""
        check_range(
            self,
            batch=(1, 4096),
            steps=(1, 1e9),
            segment_samples=(2048, 131072),
            learning_rate=(0, 1),
            learning_rate_decay=(0.9, 1),
            beta1=(0, 0.9999),
            beta2=(0, 0.999999),
            weight_decay=(0, 1),
            clip_norm=_ANY,
            lambda_mel=_ANY,
            lambda_stft=_ANY,
            lambda_attack=_ANY,
            lambda_features=_ANY,
            adversarial_start=(0, 1e9),
            discriminator_width=(0.01, 1),
            gain_db=(0, 60),
            speed=(0, 0.5),
            filtering=(0, 1),
            mixing=(0, 1),
            ema_decay=(0, 0.999999),
        )
        if self.segment_samples % 256:
            raise ValueError("segment_samples must be a multiple of 256")

    @property
    def loss_weights(self) -> dict[str, float]:
        """What each of the generator's losses is multiplied by, by its name."""
        return {
            "mel": self.lambda_mel,
            "stft": self.lambda_stft,
            "attack": self.lambda_attack,
            "features": self.lambda_features,
            "adv": 1.0,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Cadence:
    """How often a run does what is not a step."""

    sample_every: int = 1000
    """Steps between two samples to look at and listen to."""
    validate_every: int = 500
    """Steps between two looks at the validation split."""
    checkpoint_every: int = 500
    """Steps between two checkpoints: what a crash can lose at most."""
    keep_checkpoints: int = 3
    """Latest checkpoints that are kept; the best one is kept besides."""
    patience: int = 10
    """Validations without improvement after which the run advises to stop."""
    sample_count: int = 4
    """Clips of a sample."""
    validation_batches: int = 8
    """Batches of a validation, at most."""

    def __post_init__(self) -> None:
        """Refuse what would never happen."""
        check_range(
            self,
            sample_every=(1, 1e9),
            validate_every=(1, 1e9),
            checkpoint_every=(1, 1e9),
            keep_checkpoints=(1, 1000),
            patience=(1, 1e6),
            sample_count=(1, 64),
            validation_batches=(1, 1e6),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RunConfig:
    """Everything that decides a run, as it stands in its folder."""

    kind: Kind
    """What is trained."""
    preset: str
    """The preset that the settings started from."""
    dataset: str
    """Folder of the data set."""
    training: GeneratorTraining | VocoderTraining
    """The settings of the training itself."""
    cadence: Cadence = Cadence()
    """How often the run does what is not a step."""
    classes: tuple[str, ...] = ()
    """Classes of the data to train on; all where empty."""
    seed: int = 0
    """Where all randomness of the run starts."""
    device: Literal["auto", "cpu", "cuda"] = "auto"
    """Where to compute; auto takes the GPU where it works."""

    def to_json(self) -> dict[str, Any]:
        """The configuration in the types of JSON."""
        values: dict[str, Any] = json.loads(json.dumps(asdict(self)))
        return values

    @classmethod
    def from_json(cls, values: Mapping[str, Any], path: Path) -> "RunConfig":
        """The configuration that stands in a file.

        Args:
            values: from `to_json`.
            path: where they were read, for the message.

        Raises:
            InputError: they are not those of a run, or of another version of the program.
        """
        try:
            values = dict(values)
            kind = {"generator": _generator_training, "vocoder": _vocoder_training}
            values["training"] = kind[values["kind"]](values["training"])
            values["cadence"] = Cadence(**values["cadence"])
            values["classes"] = tuple(values["classes"])
            return cls(**values)
        except (KeyError, TypeError, ValueError) as error:
            raise InputError(
                f"{path.name} does not hold the settings of a run ({error}).",
                hint="Start a new run; this one was made by another version, or was damaged.",
            ) from error


def _generator_training(values: Mapping[str, Any]) -> GeneratorTraining:
    return GeneratorTraining(**{**values, "model": GeneratorConfig.from_json(values["model"])})


def _vocoder_training(values: Mapping[str, Any]) -> VocoderTraining:
    return VocoderTraining(**values)
