"""The generator's training task: networks, data, validation and samples.

The steps themselves are in `training.generator.steps`, the training loop in `training.run.loop`.
"""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.events.event import Event
from engine.events.steering import Calibration
from engine.model_files.checkpoint import load_generator, save_model
from engine.model_files.model_file import SOUND_TRAINED, ModelHeader
from engine.phrases import Phrase
from engine.progress import JobContext
from engine.vocoder.griffin_lim import GriffinLim
from training.config import GeneratorRun
from training.data.clip_batches import ClipBatch, ClipBatches
from training.data.dataset import Dataset
from training.data.manifest import Contents
from training.data.prefetch import Prefetcher
from training.generator.calibration import calibrate, with_reading
from training.generator.discriminators import Discriminators
from training.generator.losses import event_loss, mel_loss
from training.generator.measurement import measure_generator, measure_reading
from training.generator.networks import Networks, check_features, load_start
from training.generator.sampling import Made, write_samples
from training.generator.steering import pack, steered_codes, unpack
from training.generator.steps import AdversarialStage, EventStage, StepOutcome
from training.generator.transforms import ablate
from training.optim.averaging import Average
from training.optim.compiling import Compilation
from training.optim.optimiser import restore_optimizer
from training.optim.precision import Precision
from training.optim.schedule import Plan, learning_rate_factor
from training.ranks.group import ALONE, Group
from training.ranks.shared_norm import share_norms
from training.run.provenance import describe_device, provenance
from training.run.results.verdict import sound_has_begun
from training.task import StepReport, Validation, finite

EVENTS: Final = "events"  # the names of the two stages
ADVERSARIAL: Final = "adversarial"

Floats = NDArray[np.float32]

_CALIBRATION_CLIPS: Final = 256  # at the end: enough for a stable mean, seconds on a CPU
_CHECKPOINT_CLIPS: Final = 32  # for the model of a checkpoint: takes a second
_MEASURED_CLIPS: Final = 32  # the size of the paper's test split per class
_INFERENCE_BATCH: Final = 8  # small enough for any machine


class GeneratorTask:
    """See `training.task.Task`."""

    def __init__(
        self, config: GeneratorRun, dataset: Dataset, device: torch.device, group: Group = ALONE
    ) -> None:
        """Build everything from the run's seed.

        Raises:
            InputError: the data set lacks required arrays.
            UsageError: a class does not exist, or the batch is too small for the processes.
        """
        dataset.require(config.training.arrays, Phrase("the generator"))
        if config.training.reads_pictures:
            check_features(config.training.model, dataset)
        self._config = config
        self._training = training = config.training
        self._dataset = dataset
        self._torch_device = device
        self._train = dataset.select("train", config.classes)
        self._validation = dataset.select("validation", config.classes)
        self._test = dataset.select("test", config.classes)
        self._plan = Plan(len(self._train), training.batch, training.epochs, training.steps)
        self._share = share = group.share(self._plan.batch)
        self._batches = ClipBatches(dataset, self._train, self._plan, training, config.seed, share)
        self._prefetcher = Prefetcher(self._batches)

        torch.manual_seed(config.seed)
        networks = self._networks = Networks(training).to(device)
        self._start = load_start(networks, training)
        calibration = self._start.calibration if self._start else None
        has_head = calibration is not None and calibration.reading is not None
        self._reads_events = has_head or training.teaches_events  # the head is trained
        self._discriminators = Discriminators(training).to(device)
        if device.type == "cuda":  # makes 2-D convolutions faster
            self._discriminators.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        for network in (networks, self._discriminators):
            share_norms(network, share)
        self._average = Average(networks, training.ema_decay)
        self._compilation = Compilation()
        if training.compile and group.size == 1:
            self._compilation.add(networks.generator.children())
            self._compilation.add(self._discriminators.networks)
        self._precision = Precision(training.precision, device)
        parts = networks.generator, networks.head
        self._event_stage = EventStage(*parts, training, self._precision, share)
        self._adversarial_stage = AdversarialStage(
            *parts, self._discriminators, training, self._precision, share
        )
        self.steps = training.pretrain_steps + self._plan.steps
        self.batch = self._plan.batch
        self.device = group.describe(describe_device(device))

    def step(self, step: int) -> StepReport:
        """See `training.task.Task`."""
        batch = self._prefetcher.get(step).to(self._torch_device)
        rate = self._learning_rate(step)
        with self._share.draws():
            outcome = self._step(step, batch, rate)
        self._average.update()
        stage = self._stage(step)
        losses, ratio, lambda_m = self._read(outcome)
        balanced = stage == ADVERSARIAL and self._training.balance > 0
        return StepReport(
            stage=stage,
            losses=losses,
            learning_rate=rate,
            epoch=round(step / self._plan.steps_per_epoch, 3),
            gradient_ratio=ratio if ratio is None or math.isfinite(ratio) else None,
            lambda_m=lambda_m if balanced else None,
            note=self._compilation.take_note(),
        )

    def _step(self, step: int, batch: ClipBatch, rate: float) -> StepOutcome:
        training = self._training
        if self._stage(step) == EVENTS:
            return self._event_stage.step(batch, rate)
        since = step - training.pretrain_steps
        if since == 0:
            self._end_first_stage()
        adversarial = since >= training.adversarial_start
        return self._adversarial_stage.step(batch, rate, adversarial=adversarial)

    def _read(self, outcome: StepOutcome) -> tuple[dict[str, float], float | None, float]:
        """The losses, the gradients' ratio and lambda_m, fetched from the device at once."""
        losses = self._share.losses(list(outcome.losses.values()))
        lambda_m, ratio = self._adversarial_stage.lambda_m, outcome.gradient_ratio
        others = torch.stack([lambda_m, lambda_m if ratio is None else ratio.to(lambda_m)])
        *values, weight, read_ratio = torch.cat([losses, others]).tolist()
        named = dict(zip(outcome.losses, values, strict=True))
        return named, None if ratio is None else read_ratio, weight

    def validate(self, step: int, context: JobContext) -> Validation | None:
        """See `training.task.Task`; mels are reconstructed with their own sound and background."""
        count = self._config.cadence.validation_batches * self.batch
        numbers = self._validation[:count]
        if not len(numbers):
            return None
        stage = self._stage(step - 1)
        sums = dict.fromkeys(self._validated(stage), 0.0)
        for start in range(0, len(numbers), self.batch):
            context.advance(start / len(numbers))
            chosen = numbers[start : start + self.batch]
            for name, loss in self._validation_losses(chosen, stage).items():
                sums[name] += loss * len(chosen) / len(numbers)
        return Validation(stage, next(iter(sums.values())), sums)

    def sample(self, step: int, folder: Path, context: JobContext) -> None:
        """See `training.task.Task`: clips of the validation split with their own sound."""
        pool = self._validation if len(self._validation) else self._train
        numbers = pool[: self._config.cadence.sample_count]
        batch = self._batches.plain(numbers).to(self._torch_device)
        with self._evaluated() as networks:
            generator = networks.generator
            timbre, background = generator.timbre(batch.mel), generator.background(batch.mel)
            code = self._code(networks, batch)
            made = generator.decode(code, timbre, background, batch.aligned).float()
            logits = networks.head(code).float()
        reads = self._reads_events and self._training.reads_pictures
        truth, mel, belief = (each.cpu().numpy() for each in (batch.mel, made, logits))
        sampled = Made(truth, mel, belief if reads else None)
        write_samples(folder, self._dataset, numbers, sampled, context)

    def state(self) -> dict[str, Any]:
        """See `training.task.Task`."""
        return {
            "networks": self._networks.state_dict(),
            "discriminators": self._discriminators.state_dict(),
            "average": self._average.state(),
            "scaler": self._precision.scaler.state_dict(),
            "event_optimizer": self._event_stage.optimizer.state_dict(),
            "adversarial": self._adversarial_stage.state(),
            "calibration": pack(self._adversarial_stage.calibration),
        }

    def restore(self, state: dict[str, Any]) -> None:
        """See `training.task.Task`."""
        self._networks.load_state_dict(state["networks"])
        self._discriminators.load_state_dict(state["discriminators"])
        self._average.restore(state["average"])
        self._precision.scaler.load_state_dict(state["scaler"])
        restore_optimizer(self._event_stage.optimizer, state["event_optimizer"])
        self._adversarial_stage.restore(state["adversarial"])
        self._adversarial_stage.calibration = unpack(state.get("calibration", {}))

    def write_model(self, path: Path, step: int, hours: float, context: JobContext) -> None:
        """See `training.task.Task`."""
        calibration = self._calibrate(_CHECKPOINT_CLIPS, context)
        self._save(path, calibration, self._about(step, hours))

    def finish(self, path: Path, hours: float, context: JobContext) -> dict[str, float]:
        """See `training.task.Task`."""
        with context.stage("calibration"):
            calibration = self._calibrate(_CALIBRATION_CLIPS, context)
        with context.stage("measurements"):
            measured, measured_on = self._measure(calibration, context)
        with context.stage("model"):
            about = self._about(self.steps, hours)
            measures = {"measurements": measured, "measured_on": measured_on}
            self._save(path, calibration, {**about, **measures})
            load_generator(path)
        return measured

    def close(self) -> None:
        """See `training.task.Task`."""
        self._prefetcher.close()

    def _stage(self, step: int) -> str:
        return EVENTS if step < self._training.pretrain_steps else ADVERSARIAL

    def _learning_rate(self, step: int) -> float:
        """Each stage follows the published schedule over its own length."""
        training = self._training
        epochs, flat = training.epochs, training.flat_epochs
        if step < training.pretrain_steps:
            epoch = step * epochs // training.pretrain_steps
            return training.pretrain_learning_rate * learning_rate_factor(epoch, epochs, flat)
        epoch = self._plan.schedule_epoch(step - training.pretrain_steps)
        return training.learning_rate * learning_rate_factor(epoch, epochs, flat)

    def _end_first_stage(self) -> None:
        """Freeze the temporal encoder at its averaged weights, and calibrate steering."""
        training = self._training
        if training.freeze_temporal:
            averaged, networks = self._average.network, self._networks
            for trained, average in (
                (networks.generator.temporal_encoder, averaged.generator.temporal_encoder),
                (networks.head, averaged.head),
            ):
                trained.load_state_dict(average.state_dict())
        if training.steered_share > 0:
            calibration = self._calibrate(_CALIBRATION_CLIPS, JobContext())
            self._adversarial_stage.calibration = calibration

    @contextmanager
    def _evaluated(self) -> Iterator[Networks]:
        """The networks as used for inference: averaged if enabled, in evaluation mode."""
        networks = self._average.network
        networks.eval()
        try:
            with torch.inference_mode(), self._precision.autocast():
                yield networks
        finally:
            networks.train()

    def _validation_losses(self, numbers: NDArray[np.int64], stage: str) -> dict[str, float]:
        batch = self._batches.plain(numbers).to(self._torch_device)
        source = torch.Generator().manual_seed(0)
        with self._evaluated() as networks:
            code = self._code(networks, batch, source)
            losses = {}
            if "event" in self._validated(stage):
                logits = networks.head(code).float()
                losses["event"] = float(event_loss(logits, batch.targets))
            if stage == ADVERSARIAL:
                timbre = networks.generator.timbre(
                    ablate(batch.mel, self._training.timbre_input, source)
                )
                background = networks.generator.background(
                    ablate(batch.mel, self._training.background_input, source)
                )
                mel = networks.generator.decode(code, timbre, background, batch.aligned)
                losses["mel"] = float(mel_loss(mel, batch.mel))
        return losses

    def _validated(self, stage: str) -> tuple[str, ...]:
        """The validation losses of a stage; the event loss only if the head is trained."""
        if stage == EVENTS:
            return ("event",)
        return ("mel", "event") if self._training.teaches_events else ("mel",)

    def _calibrate(self, clips: int, context: JobContext) -> Calibration | None:
        """Calibrate on clips of the training split, and the event head on held-out clips."""
        kept = self._start.calibration if self._start else None
        if self._training.keeps_timing and kept is not None:
            return kept
        numbers = self._train[:clips]
        calibration = calibrate(self._codes(numbers, context), self._events(numbers))
        if calibration is None or not self._reads_events:
            return calibration
        held_out = self._validation[:clips] if len(self._validation) else numbers
        return self._with_reading(calibration, held_out, context)

    def _with_reading(
        self, calibration: Calibration, numbers: NDArray[np.int64], context: JobContext
    ) -> Calibration:
        """Let a calibration read events with the threshold that is best for these clips."""
        head = self._average.network.head.linear
        return with_reading(
            calibration,
            head.weight[0].detach().cpu().numpy(),
            float(head.bias.detach()),
            self._codes(numbers, context),
            self._events(numbers),
        )

    def _codes(self, numbers: NDArray[np.int64], context: JobContext) -> list[Floats]:
        """The temporal code (K, F) of each sample."""
        codes: list[Floats] = []
        for start in range(0, len(numbers), _INFERENCE_BATCH):
            context.advance(start / len(numbers))
            batch = self._batches.plain(numbers[start : start + _INFERENCE_BATCH])
            with self._evaluated() as networks:
                code = networks.generator.temporal_code(batch.to(self._torch_device).features)
            codes += list(code.float().cpu().numpy())
        return codes

    def _events(self, numbers: NDArray[np.int64]) -> list[tuple[Event, ...]]:
        return [self._dataset.samples[number].seen for number in numbers]

    def _measure(
        self, calibration: Calibration | None, context: JobContext
    ) -> tuple[dict[str, float], dict[str, Any]]:
        """Measure on the test split; if it is empty, on validation, else on training clips.

        Returns:
            The figures, and on what they were measured: the split and each class's own figures.
        """
        parts = {"test": self._test, "validation": self._validation, "train": self._train}
        split, part = next((name, part) for name, part in parts.items() if len(part))
        numbers = self._dataset.of_each_class(part, _MEASURED_CLIPS)
        clips = self._batches.dubs(numbers).to(self._torch_device)
        with self._evaluated() as networks:
            codes = self._code(networks, clips, torch.Generator().manual_seed(0))
            measured = measure_generator(
                networks.generator,
                clips,
                codes,
                self._training,
                GriffinLim(),
                context,
                [self._dataset.samples[number].label for number in numbers],
            )
        values = dict(measured.values)
        if calibration is not None and self._reads_events and self._training.reads_pictures:
            if split != "test":  # these clips have chosen its threshold
                others = self._train[:_CALIBRATION_CLIPS]
                calibration = self._with_reading(calibration, others, context)
            values |= measure_reading(calibration, codes.cpu().numpy(), self._events(numbers))
        classes = {label: each.to_json() for label, each in sorted(measured.classes.items())}
        return finite(values), {"split": split, "classes": classes}

    def _code(
        self, networks: Networks, batch: ClipBatch, source: torch.Generator | None = None
    ) -> Tensor:
        """The temporal codes of the pictures, or, if they are not read, of the events.

        A random source applies the run's ablation.
        """
        calibration = self._start.calibration if self._start else None
        if not self._training.reads_pictures and calibration is not None:
            frames = batch.features.shape[2]
            return steered_codes(batch.events, calibration, frames).to(batch.mel)
        features = batch.features
        if source is not None:
            features = ablate(features, self._training.temporal_input, source)
        return networks.generator.temporal_code(features)

    def _about(self, step: int, hours: float) -> dict[str, Any]:
        about = provenance(self._config, self._dataset, self._torch_device, step, hours)
        return about if sound_has_begun(self._training, step) else {**about, SOUND_TRAINED: False}

    def _save(self, path: Path, calibration: Calibration | None, about: dict[str, Any]) -> None:
        read: Contents | ModelHeader = self._dataset.contents
        if not self._training.reads_pictures and self._start:
            read = self._start.header  # its temporal encoder is unchanged
        header = ModelHeader(
            kind="generator",
            configuration=self._training.model.to_json(),
            feature_backend=read.feature_backend,
            feature_version=read.feature_version,
            provenance=about,
        )
        with self._evaluated() as networks:
            weights = networks.generator.state_dict()
        save_model(path, header, weights, calibration)
