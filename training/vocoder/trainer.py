"""The vocoder's training task: HiFi-GAN on this project's mel (HiFi-GAN, sec. 2 and 3).

The steps themselves are in `training.vocoder.steps`, the training loop in `training.run.loop`.
Weight norm is used in training only: the model file holds plain weights, which the engine loads.

Shapes: n samples, M mel bands, T mel frames.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from msgspec import to_builtins
from msgspec.structs import replace
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.utils.parametrizations import weight_norm

from engine.mel.contract import MEL
from engine.mel.spectrogram import mel_spectrogram
from engine.metrics.round_trip import log_mel_l1, round_trip
from engine.model_files.checkpoint import load_model, save_model
from engine.model_files.model_file import ModelHeader
from engine.phrases import Phrase
from engine.progress import JobContext
from engine.storage.values import text_path
from engine.vocoder.hifigan import PRESETS, HifiGan, HifiGanConfig, HifiGanGenerator
from engine.vocoder.vocoder import open_vocoder
from training.config import VocoderRun, VocoderTraining
from training.data.dataset import Dataset
from training.data.wave_batches import PairedBatches, WaveBatches, loudest_frame
from training.optim.averaging import Average
from training.optim.compiling import Compilation
from training.optim.precision import Precision
from training.optim.schedule import Plan
from training.ranks.group import ALONE, Group
from training.run.provenance import describe_device, provenance
from training.run.results.clip_files import picture_features, sampled_clip, write_clip
from training.run.results.verdict import NETWORK_LOG_MEL
from training.run.sample_files import write_16_bit_wav, write_comparison
from training.task import StepReport, Validation, finite
from training.vocoder.discriminators import WaveDiscriminator
from training.vocoder.segments import DubbedSegments, SegmentSource, SoundSegments
from training.vocoder.steps import VocoderStage

Floats = NDArray[np.float32]

VOCODER: Final = "vocoder"  # the only stage's name

_DECAYS: Final = 3100  # epochs of the published training; the learning rate decays after each
_VALIDATED_SAMPLES: Final = 128 * MEL.hop_samples  # the loudest 1.5 s of a sound
_SAMPLED_SAMPLES: Final = 512 * MEL.hop_samples  # 6 s to listen to
_MEASURED_SOUNDS: Final = 16


class VocoderTask:
    """See `training.task.Task`."""

    def __init__(
        self, config: VocoderRun, dataset: Dataset, device: torch.device, group: Group = ALONE
    ) -> None:
        """Build everything from the run's seed.

        Args:
            config: of a vocoder run.
            dataset: with sounds; for fine-tuning also with mels, and with features or a generator
                that events can steer.
            device: to train on.
            group: of the processes that train together.

        Raises:
            InputError: the data set lacks required arrays.
            UsageError: a class does not exist, the generator to tune to needs pictures, or the
                batch is too small for the processes.
            EnvironmentUnusableError: a model file to start from cannot be used.
        """
        self._config = config
        self._training = training = config.training
        self._dataset = dataset
        self._torch_device = device
        dataset.require(training.arrays, Phrase("the vocoder"))
        train = dataset.select("train", config.classes)
        held_out = dataset.select("validation", config.classes)
        self._validation = held_out if len(held_out) else train
        self._test = dataset.select("test", config.classes)
        plan = Plan(len(train), training.batch, epochs=1, wanted_steps=training.steps)

        torch.manual_seed(config.seed)
        self._generator = _with_weight_norm(_initial_generator(training)).to(device)
        self._discriminator = WaveDiscriminator(width=training.discriminator_width).to(device)
        self._average = Average(self._generator, training.ema_decay)
        self._compilation = Compilation()
        if training.compile and group.size == 1:
            discriminator = self._discriminator
            self._compilation.add((self._generator, *discriminator.periods, *discriminator.scales))
        self._precision = Precision(training.precision, device)
        self._share = share = group.share(plan.batch)
        self._stage = VocoderStage(
            self._generator, self._discriminator, training, self._precision, share
        )
        self.segments: SegmentSource
        if training.generator:
            paired = PairedBatches(dataset, train, plan, training, config.seed, share)
            self.segments = DubbedSegments(
                paired,
                text_path(training.generator),
                device,
                pictures="features" in dataset.contents.arrays,
            )
        else:
            sounds = WaveBatches(dataset, train, plan, training, config.seed, share)
            self.segments = SoundSegments(sounds, device)
        self._epoch_steps = plan.steps_per_epoch
        self.steps = plan.steps
        self.batch = plan.batch
        self.device = group.describe(describe_device(device))

    def step(self, step: int) -> StepReport:
        """See `training.task.Task`."""
        training = self._training
        rate = training.learning_rate * training.learning_rate_decay ** (
            step * _DECAYS // self.steps
        )
        adversarial = step >= training.adversarial_start
        losses = self._stage.step(self.segments.get(step), rate, adversarial=adversarial)
        self._average.update()
        values = self._share.losses(list(losses.values())).tolist()
        return StepReport(
            stage=VOCODER,
            losses=dict(zip(losses, values, strict=True)),
            learning_rate=rate,
            epoch=round(step / self._epoch_steps, 3),
            note=self._compilation.take_note(),
        )

    def validate(self, step: int, context: JobContext) -> Validation | None:
        """See `training.task.Task`: log-mel L1 distance of the loudest part of each sound.

        Of the network alone: refined, an untrained one comes as close as a trained one.
        """
        numbers = self._validation[: self._config.cadence.validation_batches * self.batch]
        vocoder = self.vocoder(refined=False)
        distances: list[float] = []
        for _, wave in self._loudest(numbers, _VALIDATED_SAMPLES):
            context.advance(len(distances) / len(numbers))
            distances.append(log_mel_l1(wave, vocoder(mel_spectrogram(wave))))
        score = float(np.mean(distances))
        return Validation(VOCODER, score, {"log_mel": score})

    def sample(self, step: int, folder: Path, context: JobContext) -> None:
        """See `training.task.Task`: sounds of the validation split and their reconstructions."""
        numbers = self._validation[: self._config.cadence.sample_count]
        vocoder = self.vocoder()
        for place, (start_s, truth) in enumerate(self._loudest(numbers, _SAMPLED_SAMPLES)):
            context.advance(place / len(numbers))
            mel = mel_spectrogram(truth)
            made = vocoder(mel)[: len(truth)]
            write_comparison(folder / f"{place}_mel.png", mel, mel_spectrogram(made))
            write_16_bit_wav(folder / f"{place}_truth.wav", truth)
            write_16_bit_wav(folder / f"{place}_generated.wav", made)
            info = self._dataset.samples[numbers[place]]
            clip = sampled_clip(info, self._dataset.folder)
            clip = replace(clip, offset_s=start_s, true_s=())  # a vocoder knows no events
            write_clip(folder, place, clip, picture_features(self._dataset, numbers[place]))

    def state(self) -> dict[str, Any]:
        """See `training.task.Task`."""
        return {
            "generator": self._generator.state_dict(),
            "discriminator": self._discriminator.state_dict(),
            "average": self._average.state(),
            "scaler": self._precision.scaler.state_dict(),
            "stage": self._stage.state(),
        }

    def restore(self, state: dict[str, Any]) -> None:
        """See `training.task.Task`."""
        self._generator.load_state_dict(state["generator"])
        self._discriminator.load_state_dict(state["discriminator"])
        self._average.restore(state["average"])
        self._precision.scaler.load_state_dict(state["scaler"])
        self._stage.restore(state["stage"])

    def write_model(self, path: Path, step: int, hours: float, context: JobContext) -> None:
        """See `training.task.Task`."""
        self._save(path, provenance(self._config, self._dataset, self._torch_device, step, hours))

    def finish(self, path: Path, hours: float, context: JobContext) -> dict[str, float]:
        """See `training.task.Task`."""
        with context.stage("measurements"):
            measured, measured_on = self._measure(context)
        with context.stage("model"):
            about = provenance(self._config, self._dataset, self._torch_device, self.steps, hours)
            self._save(path, {**about, "measurements": measured, "measured_on": measured_on})
            open_vocoder(str(path), torch.device("cpu"))
        return measured

    def close(self) -> None:
        """See `training.task.Task`."""
        self.segments.close()

    def vocoder(self, *, refined: bool = True) -> HifiGan:
        """The current vocoder in the engine's form, or its network alone."""
        with torch.device("meta"):  # initialising weights would advance the random state
            plain = HifiGanGenerator(self._generator.config)
        plain.load_state_dict(_plain_weights(self._average.network), assign=True)
        return HifiGan(plain, name="trained", device=self._torch_device, refined=refined)

    def _loudest(self, numbers: NDArray[np.int64], samples: int) -> Iterator[tuple[float, Floats]]:
        """The loudest excerpt (samples,) of each sound, and where it starts in seconds."""
        for number in numbers:
            (sound,) = self._dataset.sounds([number])
            start = loudest_frame(sound, samples) * MEL.hop_samples
            yield start / MEL.sample_rate_hz, sound[start : start + samples]

    def _measure(self, context: JobContext) -> tuple[dict[str, float], dict[str, Any]]:
        """The acceptance metrics of the round trip, on the test split if there is one.

        Returns:
            The figures, and on what they were measured: the split and the number of clips of each
            class.
        """
        part = self._test if len(self._test) else self._validation
        numbers = self._dataset.of_each_class(part, _MEASURED_SOUNDS)
        vocoder, network = self.vocoder(), self.vocoder(refined=False)
        trips: list[dict[str, float]] = []
        for _, wave in self._loudest(numbers, _SAMPLED_SAMPLES):
            context.advance(len(trips) / len(numbers))
            alone = round_trip(wave, network).log_mel_l1
            trips.append({**asdict(round_trip(wave, vocoder)), NETWORK_LOG_MEL: alone})
        means = {name: float(np.mean([trip[name] for trip in trips])) for name in trips[0]}
        counts = Counter(self._dataset.samples[number].label for number in numbers)
        classes = {label: {"clips": count} for label, count in sorted(counts.items())}
        split = self._dataset.split(int(numbers[0]))
        return finite(means), {"split": split, "classes": classes}

    def _save(self, path: Path, about: dict[str, Any]) -> None:
        configuration = to_builtins(self._generator.config)
        header = ModelHeader(kind="vocoder", configuration=configuration, provenance=about)
        save_model(path, header, _plain_weights(self._average.network))


def _initial_generator(training: VocoderTraining) -> HifiGanGenerator:
    """The generator to start from: randomly initialised or from a model file."""
    if not training.start_from:
        return HifiGanGenerator(PRESETS[training.version])
    header, weights, _ = load_model(text_path(training.start_from), "vocoder")
    generator = HifiGanGenerator(HifiGanConfig.from_json(header.configuration))
    generator.load_state_dict(weights)
    return generator


def _with_weight_norm(generator: HifiGanGenerator) -> HifiGanGenerator:
    for module in list(generator.modules()):
        if isinstance(module, nn.Conv1d | nn.ConvTranspose1d):
            weight_norm(module)
    return generator


def _plain_weights(generator: HifiGanGenerator) -> dict[str, Tensor]:
    """The weights in the engine's form, with weight norm folded in."""
    return {
        f"{name}.{part}": getattr(module, part).detach()
        for name, module in generator.named_modules()
        if isinstance(module, nn.Conv1d | nn.ConvTranspose1d)
        for part in ("weight", "bias")
    }
