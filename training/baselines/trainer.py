"""The training task of either half of the cascade (paper, app. C).

Shapes: B batch, D feature size, F video frames, M mel bins, T mel frames, C pitch classes.
"""

from pathlib import Path
from typing import Any, Final, NamedTuple, cast

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from engine.errors import UsageError
from engine.model.cascade.cascade import convert, draw_sound
from engine.model.cascade.regnet import Regnet
from engine.model.cascade.speechsplit import WINDOW_FRAMES, SpeechSplit, pitch_contour
from engine.model_files.cascade_file import build_part, load_part, save_part
from engine.phrases import Phrase
from engine.progress import JobContext
from engine.vocoder.griffin_lim import GriffinLim
from training.baseline_config import BaselineTraining
from training.baselines.steps import RegnetStage, SpeechSplitStage, Stage
from training.config import BaselineRun
from training.data.dataset import Dataset
from training.optim.averaging import Average
from training.optim.precision import Precision
from training.optim.schedule import Plan, learning_rate_factor
from training.run.provenance import describe_device, provenance
from training.run.results.clip_files import sampled_clip, write_clip
from training.run.sample_files import write_16_bit_wav, write_comparison
from training.task import StepReport, Validation, finite

_CROPS: Final = 1  # separates its random stream from that of the order
_INFERENCE_BATCH: Final = 8
_MEASURED_CLIPS: Final = 32


class _Batch(NamedTuple):
    """The three tensors that the step of the half takes, see `training.baselines.steps`."""

    first: Tensor
    second: Tensor
    third: Tensor


class BaselineTask:
    """See `training.task.Task`."""

    def __init__(self, config: BaselineRun, dataset: Dataset, device: torch.device) -> None:
        """Build everything from the run's seed.

        Raises:
            InputError: the data set lacks required arrays.
            UsageError: a class does not exist.
        """
        self._config = config
        self._training: BaselineTraining = config.training
        self._dataset = dataset
        self._torch_device = device
        training = self._training
        dataset.require(training.arrays, Phrase(training.part))
        self._train = dataset.select("train", config.classes)
        self._validation = dataset.select("validation", config.classes)
        self._test = dataset.select("test", config.classes)
        self._plan = plan = Plan(len(self._train), training.batch, training.epochs, training.steps)
        if plan.batch < 2 and training.part == "regnet":
            raise UsageError(
                "REGNET needs at least two clips to train on, for its batch normalisation.",
                hint="Use a data set with more clips, or a larger batch.",
            )
        torch.manual_seed(config.seed)
        self._network = build_part(training.part, training.width).to(device)
        self._average: Average[nn.Module] = Average(self._network, training.ema_decay)
        precision = Precision(training.precision, device)
        self._precision = precision
        self._stage: Stage
        if training.part == "regnet":
            self._stage = RegnetStage(cast(Regnet, self._network), training, precision, device)
        else:
            self._stage = SpeechSplitStage(cast(SpeechSplit, self._network), training, precision)
        self.steps = plan.steps
        self.batch = plan.batch
        self.device = describe_device(device)

    def step(self, step: int) -> StepReport:
        """See `training.task.Task`."""
        training = self._training
        rate = training.learning_rate
        if training.flat_epochs:
            epoch = self._plan.schedule_epoch(step)
            rate *= learning_rate_factor(epoch, training.epochs, training.flat_epochs)
        numbers = self._train[self._plan.indices(step, self._config.seed)]
        crops = np.random.default_rng([self._config.seed, step, _CROPS])
        self._network.train()
        losses = self._stage.step(*self._batch(numbers, crops), rate)
        self._average.update()
        return StepReport(
            stage=training.part,
            losses={name: float(loss) for name, loss in losses.items()},
            learning_rate=rate,
            epoch=round(step / self._plan.steps_per_epoch, 3),
        )

    def validate(self, step: int, context: JobContext) -> Validation | None:
        """See `training.task.Task`: the L1 distance of mels made without help to the real ones."""
        if not len(self._validation):
            return None
        numbers = self._validation[: self._config.cadence.validation_batches * self.batch]
        score = self._distance(numbers, context)
        return Validation(self._training.part, score, {"mel": score})

    def sample(self, step: int, folder: Path, context: JobContext) -> None:
        """See `training.task.Task`: mels and sounds of the validation split."""
        held_out = self._validation if len(self._validation) else self._train
        numbers = held_out[: self._config.cadence.sample_count]
        vocoder = GriffinLim()
        for place in range(len(numbers)):
            context.advance(place / len(numbers))
            real, made = (each[0].cpu().numpy() for each in self._made(numbers[place : place + 1]))
            write_comparison(folder / f"{place}_mel.png", real, made)
            write_16_bit_wav(folder / f"{place}_truth.wav", vocoder(real))
            write_16_bit_wav(folder / f"{place}_generated.wav", vocoder(made))
            info = self._dataset.samples[numbers[place]]
            write_clip(folder, place, sampled_clip(info, self._dataset.folder), None)

    def state(self) -> dict[str, Any]:
        """See `training.task.Task`."""
        return {
            "generator": self._network.state_dict(),
            "average": self._average.state(),
            "scaler": self._precision.scaler.state_dict(),
            "stage": self._stage.state(),
        }

    def restore(self, state: dict[str, Any]) -> None:
        """See `training.task.Task`."""
        self._network.load_state_dict(state["generator"])
        self._average.restore(state["average"])
        self._precision.scaler.load_state_dict(state["scaler"])
        self._stage.restore(state["stage"])

    def write_model(self, path: Path, step: int, hours: float, context: JobContext) -> None:
        """See `training.task.Task`."""
        self._save(path, provenance(self._config, self._dataset, self._torch_device, step, hours))

    def finish(self, path: Path, hours: float, context: JobContext) -> dict[str, float]:
        """See `training.task.Task`."""
        with context.stage("measurements"):
            numbers = next(
                part for part in (self._test, self._validation, self._train) if len(part)
            )
            measured = finite({"mel_l1": self._distance(numbers[:_MEASURED_CLIPS], context)})
        with context.stage("model"):
            about = provenance(self._config, self._dataset, self._torch_device, self.steps, hours)
            self._save(path, {**about, "measurements": measured})
            load_part(path, self._training.part)
        return measured

    def close(self) -> None:
        """See `training.task.Task`: there are no threads."""

    def _batch(self, numbers: NDArray[np.int64], crops: np.random.Generator) -> _Batch:
        mel = self._tensor("mel", numbers)
        if self._training.part == "regnet":
            return _Batch(self._tensor("features", numbers), mel, mel)
        contour = pitch_contour(mel)
        starts = crops.integers(0, mel.shape[2] - WINDOW_FRAMES + 1, (2, len(numbers)))
        cut = (
            torch.stack(
                [
                    whole[row, :, start : start + WINDOW_FRAMES]
                    for row, start in enumerate(chosen.tolist())
                ]
            )
            for whole, chosen in ((mel, starts[0]), (contour, starts[0]), (mel, starts[1]))
        )
        return _Batch(*cut)

    def _tensor(self, array: Any, numbers: NDArray[np.int64]) -> Tensor:
        read = torch.from_numpy(self._dataset.read(array, numbers))
        return read.to(self._torch_device).float()

    def _distance(self, numbers: NDArray[np.int64], context: JobContext) -> float:
        distances: list[float] = []
        for start in range(0, len(numbers), _INFERENCE_BATCH):
            context.advance(start / len(numbers))
            real, made = self._made(numbers[start : start + _INFERENCE_BATCH])
            distances += (real - made).abs().mean(dim=(1, 2)).tolist()
        return float(np.mean(distances))

    def _made(self, numbers: NDArray[np.int64]) -> tuple[Tensor, Tensor]:
        """Real mels and those of the network (B, M, T), as in inference."""
        network = self._average.network.eval()
        mel = self._tensor("mel", numbers)
        if self._training.part == "regnet":
            return mel, draw_sound(cast(Regnet, network), self._tensor("features", numbers))
        return mel, convert(cast(SpeechSplit, network), mel, mel)

    def _save(self, path: Path, about: dict[str, Any]) -> None:
        contents = self._dataset.contents
        backend = "", 0
        if self._training.part == "regnet":
            backend = contents.feature_backend, contents.feature_version
        network, training = self._average.network, self._training
        save_part(path, training.part, training.width, network, backend=backend, about=about)
