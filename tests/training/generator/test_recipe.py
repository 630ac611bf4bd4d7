"""The published recipe as a run has it, and who is taught by what in its step."""

from collections.abc import Iterator

import pytest
import torch
from msgspec.structs import replace
from torch import nn

from engine.model.generator import Generator
from engine.progress import JobContext
from tests.training.synthetic import write_dataset
from tests.training.tiny import MODEL, config
from training.config import GeneratorTraining
from training.data.clip_batches import ClipBatch
from training.data.dataset import Dataset
from training.generator.event_head import EventHead
from training.generator.steps import AdversarialStage
from training.generator.trainer import GeneratorTask
from training.optim.precision import Precision
from training.presets import GENERATOR_PRESETS
from training.ranks.batch_share import BatchShare

CPU = torch.device("cpu")
SMALLEST = GeneratorTraining(model=MODEL, batch=2, discriminator_width=0.01)  # else as published


@pytest.fixture(scope="module")
def dataset(tmp_path_factory) -> Dataset:
    folder = tmp_path_factory.mktemp("data") / "set"
    return Dataset(write_dataset(folder, 4, labels=("knock",), arrays=("features", "mel")))


@pytest.fixture
def task(dataset) -> Iterator:
    made = []

    def build(training: GeneratorTraining) -> GeneratorTask:
        made.append(GeneratorTask(replace(config(dataset.folder), training=training), dataset, CPU))
        return made[-1]

    yield build
    for each in made:
        each.close()


# the optimisers


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"beta1": 0.25, "beta2": 0.75, "epsilon": 1e-3, "weight_decay": 0.5, "learning_rate": 0.1},
    ],
    ids=["as published", "as changed"],
)
def test_both_optimisers_have_the_numbers_of_the_recipe(task, changes):
    published = {
        "beta1": 0.5,
        "beta2": 0.999,
        "epsilon": 1e-8,
        "weight_decay": 0.01,
        "learning_rate": 2e-4,
    }
    wanted = published | changes
    state = task(replace(SMALLEST, **changes)).state()
    optimisers = [
        state["adversarial"][f"{name}_optimizer"] for name in ("generator", "discriminator")
    ]
    for optimiser in [*optimisers, state["event_optimizer"]]:
        (group,) = optimiser["param_groups"]
        assert group["betas"] == (wanted["beta1"], wanted["beta2"])
        assert group["eps"] == wanted["epsilon"]
        assert group["weight_decay"] == wanted["weight_decay"]
        assert group["lr"] == wanted["learning_rate"]
        assert group["decoupled_weight_decay"]  # AdamW, not Adam with a penalty


def test_both_optimisers_step_at_the_rate_of_the_schedule(task):
    training = replace(SMALLEST, epochs=4, flat_epochs=1)  # one step an epoch
    made = task(replace(training, batch=4))
    for step, rate in enumerate([2e-4 * (1 - 1 / 4), 2e-4 * (1 - 2 / 4)]):
        assert made.step(step).learning_rate == pytest.approx(rate)
        state = made.state()["adversarial"]
        for name in ("generator", "discriminator"):
            (group,) = state[f"{name}_optimizer"]["param_groups"]
            assert group["lr"] == pytest.approx(rate)


# the start


def starts(task: GeneratorTask) -> tuple[torch.Tensor, torch.Tensor]:
    """The weights of the generator's convolutions and linear layers, and their biases."""
    state = task.state()["networks"]
    generator = Generator(MODEL)
    kinds = nn.Conv1d | nn.ConvTranspose1d | nn.Linear
    names = [name for name, each in generator.named_modules() if isinstance(each, kinds)]
    assert len(names) > 10
    weights, biases = (
        torch.cat([state[f"generator.{name}.{kind}"].flatten() for name in names])
        for kind in ("weight", "bias")
    )
    return weights, biases


def test_a_run_as_published_starts_from_a_normal_distribution(task):
    weights, biases = starts(task(SMALLEST))
    assert weights.std().item() == pytest.approx(0.02, rel=0.03)
    assert weights.mean().item() == pytest.approx(0.0, abs=1e-3)
    assert weights.abs().max() > 0.06  # no uniform distribution goes so far
    assert not biases.any()


def test_the_products_runs_and_those_that_start_from_a_model_do_not(task, tmp_path):
    as_torch_has_it = task(replace(SMALLEST, normal_start=False))
    assert starts(as_torch_has_it)[1].abs().min() > 0
    as_torch_has_it.write_model(tmp_path / "m.safetensors", 0, 0.0, JobContext())
    begun = replace(SMALLEST, start_from=str(tmp_path / "m.safetensors"), start_parts="everything")
    assert torch.equal(starts(task(begun))[0], starts(as_torch_has_it)[0])
    encoder_alone = task(replace(begun, start_parts="encoder"))
    assert starts(encoder_alone)[1].abs().min() > 0  # as before there was a choice
    for name in ("balanced", "medium", "compact", "quick"):
        assert not GENERATOR_PRESETS[name].training.normal_start


# who is taught by what


class OneWeight(nn.Module):
    """Discriminators of one weight, which say what they are asked and by which weight."""

    def __init__(self) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.tensor(1.0))
        self.asked: list[tuple[str, bool, float]] = []

    def discriminator_losses(
        self, batch: ClipBatch, generated: torch.Tensor
    ) -> dict[str, torch.Tensor]:
        self.asked.append(("discriminator_losses", generated.requires_grad, self.weight.item()))
        return {"discriminator": 3.0 * self.weight}

    def adversarial_losses(
        self, batch: ClipBatch, generated: torch.Tensor
    ) -> dict[str, torch.Tensor]:
        self.asked.append(("adversarial_losses", generated.requires_grad, self.weight.item()))
        return {"adv": self.weight * generated.mean()}


@pytest.fixture
def batch() -> ClipBatch:
    torch.manual_seed(1)
    mel, targets = torch.rand(2, 80, 160), torch.zeros(2, 40)
    features = torch.rand(2, 2048, 40)
    return ClipBatch(
        features, mel, mel, mel, mel, targets, torch.zeros(2, 0, 2), torch.tensor([160, 160])
    )


def stage_of(
    training: GeneratorTraining, discriminators: nn.Module
) -> tuple[AdversarialStage, nn.Module]:
    torch.manual_seed(0)
    generator = Generator(training.model)
    head = EventHead(training.model.code_channels)
    precision, share = Precision("float32", CPU), BatchShare(training.batch)
    stage = AdversarialStage(generator, head, discriminators, training, precision, share)
    return stage, generator


def test_the_discriminators_are_taught_first_and_without_the_generator(batch):
    discriminators = OneWeight()
    stage, _ = stage_of(SMALLEST, discriminators)
    stage.step(batch, 0.125, adversarial=True)
    (first, first_flows, before), (second, second_flows, after) = discriminators.asked
    assert (first, first_flows) == ("discriminator_losses", False)  # their loss ends at the mel
    assert (second, second_flows) == ("adversarial_losses", True)
    assert before == 1.0
    assert after == discriminators.weight.item() < 1.0  # the generator meets them as they are now


def test_the_generators_loss_does_not_teach_the_discriminators(batch):
    discriminators = OneWeight()
    stage_of(SMALLEST, discriminators)[0].step(batch, 1e-3, adversarial=True)
    assert discriminators.weight.grad.item() == 3.0  # of `discriminator_losses` alone


def test_both_weights_of_equation_1_reach_the_generator(batch):
    """The gradient of the last bias is known by hand where the real mel is above the made one."""
    batch = batch._replace(mel=batch.mel + 9.0)

    def gradient(**weights: float) -> torch.Tensor:
        stage, generator = stage_of(replace(SMALLEST, **weights), OneWeight())
        torch.manual_seed(5)
        stage.step(batch, 0.0, adversarial=True)
        return generator.mel_decoder.to_mel.bias.grad

    adversarial = gradient(lambda_m=0.0, lambda_a=0.5)
    assert adversarial == pytest.approx(torch.full((80,), 0.5 / 80))  # of the mean over bins
    mel = gradient(lambda_m=10.0, lambda_a=1e-30)
    assert mel == pytest.approx(torch.full((80,), -10.0 / 80))  # of the mean distance
    assert gradient(lambda_m=10.0, lambda_a=0.5) == pytest.approx(mel + adversarial, rel=1e-4)
