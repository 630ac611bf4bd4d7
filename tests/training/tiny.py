"""The smallest training there is: real code, real sizes of samples, next to no weights."""

from pathlib import Path

from msgspec.structs import replace

from engine.model.presets import GeneratorConfig
from training.config import Cadence, GeneratorRun, GeneratorTraining, RunConfig
from training.run.run_folder import RunFolder

MODEL = GeneratorConfig(
    temporal_layers=1,
    temporal_width=4,
    temporal_kernel=3,
    temporal_lstm_hidden=3,
    sgau_units=1,
    sgau_width=4,
    sgau_group_channels=2,
    timbre_width=4,
    background_width=3,
    lstm_layers=1,
    upsample_width=4,
    decoder_width=4,
    decoder_blocks=1,
    decoder_heads=1,
    decoder_kernel=3,
    decoder_filter=4,
)
TRAINING = GeneratorTraining(
    model=MODEL,
    batch=2,
    epochs=10,
    flat_epochs=2,
    steps=8,
    pretrain_steps=4,
    adversarial_start=2,
    discriminator_width=0.01,
    balance=0.5,
    event_weight=0.5,
    contrastive_weight=0.1,
    feature_gain=0.2,
    feature_flip=True,
    ema_decay=0.9,
)
CADENCE = Cadence(
    sample_every=1000,
    validate_every=4,
    checkpoint_every=3,
    keep_checkpoints=2,
    sample_count=1,
    validation_batches=1,
)


def config(dataset: Path, **changes: object) -> RunConfig:
    """The settings of a tiny run; `changes` are of the training's."""
    return GeneratorRun(
        preset="tiny",
        dataset=dataset,
        training=replace(TRAINING, **changes),
        cadence=CADENCE,
        device="cpu",
    )


def new_run(path: Path, made: RunConfig) -> RunFolder:
    """The folder of a new tiny run."""
    return RunFolder.create(path, made, ["train", "generator"])
