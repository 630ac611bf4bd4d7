"""Several processes make the steps that one makes: real processes, real training steps."""

from pathlib import Path

import pytest
import torch
from torch import nn

from engine.errors import UsageError
from tests.training.ranks.processes import in_processes
from tests.training.synthetic import write_dataset
from tests.training.tiny import CADENCE, config
from training.config import VocoderRun, VocoderTraining
from training.data.clip_batches import ClipBatches
from training.data.dataset import Dataset
from training.generator.trainer import GeneratorTask
from training.optim.schedule import Plan
from training.ranks.batch_share import BatchShare
from training.ranks.group import GO_ON, PAUSE, STOP, Group
from training.ranks.shared_norm import share_norms
from training.vocoder.trainer import VocoderTask

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

CPU = torch.device("cpu")
BATCH = 5  # cannot be divided evenly: the processes have different numbers of rows


@pytest.fixture(scope="module")
def dataset(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("data") / "set"
    return write_dataset(folder, 12, labels=("knock",))


def generator_steps(group: Group, dataset: Path) -> list[dict[str, float]]:
    """Ten steps with everything a training can have, and a sum over the weights after them."""
    made = config(
        dataset,
        batch=BATCH,
        pretrain_steps=2,
        adversarial_start=2,
        dub_share=0.5,
        steered_share=0.5,
        freeze_temporal=False,
        timbre_input="noise",
        sound_shift=2,
        sound_filter_db=3.0,
        feature_shift=1,
        crop_s=5.0,
    )
    task = GeneratorTask(made, Dataset(dataset), CPU, group)
    return _steps(task)


def vocoder_steps(group: Group, dataset: Path) -> list[dict[str, float]]:
    training = VocoderTraining(
        version="v3",
        batch=3,
        steps=10,
        segment_samples=2048,
        adversarial_start=2,
        discriminator_width=0.01,
        lambda_stft=1.0,
        lambda_attack=1.0,
        mixing=0.5,
        filtering=0.5,
        clip_norm=1.0,
    )
    made = VocoderRun(preset="tiny", dataset=dataset, training=training, cadence=CADENCE)
    return _steps(VocoderTask(made, Dataset(dataset), CPU, group))


def _steps(task: GeneratorTask | VocoderTask) -> list[dict[str, float]]:
    reports = [task.step(step) for step in range(10)]
    task.close()
    return [
        {**each.losses, "ratio": each.gradient_ratio or 0.0, "weight": each.lambda_m or 0.0}
        for each in reports
    ]


def normalised(group: Group, x: torch.Tensor, towards: torch.Tensor) -> list[torch.Tensor]:
    """A batch normalisation in training, twice: the sum of a loss, gradients and statistics."""
    share = group.share(len(x))
    network = nn.Sequential(nn.BatchNorm1d(3))
    share_norms(network, share)
    rows = x[share.rows].requires_grad_()
    loss = torch.zeros(())
    for _ in range(2):
        loss = loss + share.part((network(rows) * towards[share.rows]).square().mean())
    loss.backward()
    optimizer = torch.optim.SGD(network.parameters(), lr=0.1)
    share.add_gradients(optimizer)
    gradient = share.whole(rows.grad)
    state = network.state_dict()
    weight, bias = network.parameters()
    return [share.total(loss.detach()), gradient, weight.grad, bias.grad, *state.values()]


def test_normalisation_covers_the_rows_of_all_processes(tmp_path):
    x, towards = torch.randn(2, 5, 3, 7).unbind()
    arguments = 10.0 + 3.0 * x, towards
    (alone,) = in_processes(tmp_path, 1, normalised, *arguments)
    for each in in_processes(tmp_path, 2, normalised, *arguments):
        for ours, theirs in zip(alone, each, strict=True):
            torch.testing.assert_close(theirs, ours, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("work", [generator_steps, vocoder_steps])
def test_two_processes_make_the_losses_of_one_for_ten_steps(tmp_path, dataset, work):
    (alone,) = in_processes(tmp_path, 1, work, dataset)
    first, second = in_processes(tmp_path, 2, work, dataset)
    assert first == second
    assert len({loss for step in alone for loss in step.values()}) > 30
    for ours, theirs in zip(alone, first, strict=True):
        assert theirs == pytest.approx(ours, rel=2e-3, abs=1e-6)


def test_each_process_reads_its_own_rows_of_the_same_batch(dataset):
    opened = Dataset(dataset)
    training = config(dataset, batch=BATCH, pretrain_steps=1, feature_shift=1).training
    numbers = opened.select("train")
    plan = Plan(len(numbers), BATCH, 10)
    for step in (0, 3):
        whole = ClipBatches(opened, numbers, plan, training, 0)(step)
        parts = [
            ClipBatches(opened, numbers, plan, training, 0, BatchShare(BATCH, rank, 2))(step)
            for rank in range(2)
        ]
        assert [len(part.mel) for part in parts] == [2, 3]
        for name in ("features", "mel", "reference", "targets", "period"):
            joined = torch.cat([getattr(part, name) for part in parts])
            assert torch.equal(joined, getattr(whole, name)), name


def wishes(group: Group) -> list[int]:
    own = [(GO_ON, GO_ON), (PAUSE, GO_ON), (GO_ON, STOP), (PAUSE, STOP)]
    return [group.agree(pair[group.rank]) for pair in own]


def test_the_processes_agree_on_the_strongest_wish(tmp_path):
    assert in_processes(tmp_path, 2, wishes) == [[GO_ON, PAUSE, STOP, STOP]] * 2


def test_more_processes_than_samples_are_refused():
    with pytest.raises(UsageError, match="A batch of 2 cannot be divided among 3 processes"):
        BatchShare(2, rank=0, size=3)
