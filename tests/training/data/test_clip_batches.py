from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import numpy as np
import psutil
import pytest
import torch
from msgspec.structs import replace

from tests.training.synthetic import write_dataset
from training.config import GeneratorTraining
from training.data.clip_batches import ClipBatches
from training.data.dataset import Dataset
from training.optim.schedule import Plan

PLAIN = GeneratorTraining(batch=4)
AUGMENTED = replace(PLAIN, feature_gain=0.5, feature_flip=True)


@pytest.fixture(scope="module")
def dataset(tmp_path_factory) -> Dataset:
    folder = tmp_path_factory.mktemp("data") / "set"
    return Dataset(write_dataset(folder, 6, arrays=("features", "mel")))


def batches(dataset: Dataset, training: GeneratorTraining, seed: int = 0) -> ClipBatches:
    numbers = dataset.select("train")
    return ClipBatches(dataset, numbers, Plan(len(numbers), 2, 10), training, seed)


def test_a_batch_has_pictures_sounds_and_events_of_the_same_samples(dataset):
    batch = batches(dataset, PLAIN)(0)
    assert batch.features.shape == (2, 2048, 215)
    assert batch.mel.shape == (2, 80, 860)
    assert batch.targets.shape == (2, 215)
    assert batch.period.tolist() == [860, 860]
    seen = batch.features[:, 0] > 0  # the synthetic picture lights up at its events
    assert (batch.targets[seen] > 0.7).all()


@pytest.mark.parametrize("crop_s", [0.0, 5.0])
def test_what_is_seen_before_it_is_heard_is_taught_when_it_is_seen(tmp_path, crop_s):
    delay_s = 0.14
    folder = write_dataset(tmp_path / "set", 6, arrays=("features", "mel"), sound_delay_s=delay_s)
    batch = batches(Dataset(folder), replace(PLAIN, crop_s=crop_s))(0)
    lit = batch.features[:, 0] > 0
    assert lit.any()
    assert (batch.targets[lit] > 0.7).all()
    for mel, events in zip(batch.mel, batch.events, strict=True):
        starts = np.flatnonzero(np.diff((mel.sum(0) > 0).numpy().astype(int)) == 1) + 1
        heard = events[events[:, 1] > 0, 0]
        assert heard.numpy() == pytest.approx(starts * 256 / 22050, abs=0.02)


def test_the_same_step_always_gives_the_same_batch(dataset):
    first, again, other = (batches(dataset, AUGMENTED, seed)(3) for seed in (1, 1, 2))
    assert all(torch.equal(a, b) for a, b in zip(first, again, strict=True))
    assert not torch.equal(first.features, other.features)


def test_plain_samples_are_not_augmented(dataset):
    made = batches(dataset, AUGMENTED)
    numbers = dataset.select("train")[:2]
    stored = dataset.read("features", numbers)
    assert np.array_equal(made.plain(numbers).features.numpy(), stored)


def test_gain_changes_the_features_and_nothing_else(dataset):
    plain = batches(dataset, PLAIN)(0)
    louder = batches(dataset, replace(PLAIN, feature_gain=0.5))(0)
    assert torch.equal(plain.mel, louder.mel)
    ratio = louder.features[plain.features > 0] / plain.features[plain.features > 0]
    assert 0.6 < ratio.min() <= ratio.max() < 1.7
    assert not torch.equal(plain.features, louder.features)


def test_a_thread_that_makes_a_batch_starts_no_threads_for_it(dataset):
    """Torch's would make all of its threads sleep between operations: see `Prefetcher`."""
    training = replace(AUGMENTED, crop_s=2.5, sound_filter_db=4.0, sound_shift=4)
    made = batches(dataset, training)

    def count_while_making() -> tuple[int, int]:
        before = psutil.Process().num_threads()
        made(0)
        return before, psutil.Process().num_threads()

    threads = torch.get_num_threads()
    torch.set_num_threads(4)
    try:
        with ThreadPoolExecutor(1) as pool:
            before, after = pool.submit(count_while_making).result()
    finally:
        torch.set_num_threads(threads)
    assert after == before


def test_half_of_the_pictures_are_mirrored(dataset):
    made = batches(dataset, replace(PLAIN, feature_flip=True))
    original = batches(dataset, PLAIN)
    turned = [
        not torch.equal(a, b)
        for step in range(8)
        for a, b in zip(made(step).features, original(step).features, strict=True)
    ]
    assert 2 < sum(turned) < 14


def test_pictures_are_moved_by_up_to_the_shift_that_is_wanted(dataset):
    made = batches(dataset, replace(PLAIN, feature_shift=2))
    original = batches(dataset, PLAIN)
    moved = 0
    for step in range(4):
        for a, b in zip(made(step).features, original(step).features, strict=True):
            a, b = (each.reshape(8, 16, 16, 215) for each in (a, b))
            ways = [(down, right) for down in range(-2, 3) for right in range(-2, 3)]
            found = [way for way in ways if torch.equal(a, b.roll(way, (1, 2)))]
            assert len(found) == 1
            moved += found[0] != (0, 0)
    assert moved > 4


def test_a_batch_on_a_device_is_in_full_precision(dataset):
    batch = batches(dataset, PLAIN)(0).to(torch.device("cpu"))
    assert batch.features.dtype == batch.mel.dtype == torch.float32
    assert batch.period.dtype == torch.int64


PARTS = ("features", "mel", "foreground", "reference")


def is_dub(batch, clip: int) -> bool:
    """Whether a clip is trained as a dub; it must be one altogether, or not at all."""
    is_own = [torch.equal(each[clip], batch.mel[clip]) for each in batch[2:4]]
    made = (
        (batch.mel[clip] - 0.1).abs().max() < 1e-3,
        (batch.reference[clip] - 0.2).abs().max() < 1e-3,
    )
    silent = not batch.background[clip].any()
    assert all(is_own) or (all(made) and silent)
    return not all(is_own)


def test_a_share_of_the_samples_is_trained_as_dubs(tmp_path):
    dataset = Dataset(write_dataset(tmp_path / "set", 6, arrays=PARTS))
    made = batches(dataset, replace(PLAIN, dub_share=0.5))
    seen = [
        is_dub(made(step).to(torch.device("cpu")), clip) for step in range(8) for clip in (0, 1)
    ]
    assert 2 < sum(seen) < 14
    assert not is_dub(batches(dataset, PLAIN)(0), 0)
    assert not is_dub(made.plain(dataset.select("train")[:2]), 0)


def test_a_set_that_knows_no_foreground_trains_no_dubs(dataset):
    plain, wanted = batches(dataset, PLAIN)(0), batches(dataset, replace(PLAIN, dub_share=1.0))(0)
    assert torch.equal(plain.mel, wanted.mel)
    assert torch.equal(wanted.background, wanted.mel)


def test_a_part_of_a_clip_has_its_picture_its_sound_and_its_events(dataset):
    made = batches(dataset, replace(PLAIN, crop_s=2.5))
    seen = 0
    for step in range(12):
        batch = made(step)
        assert batch.features.shape == (2, 2048, 54)
        assert batch.mel.shape == batch.reference.shape == (2, 80, 216)
        for features, mel, targets, events in zip(
            batch.features, batch.mel, batch.targets, batch.events, strict=True
        ):
            listed = [time_s for time_s, strength in events.tolist() if strength > 0]
            times_s = [time_s for time_s in listed if 0.1 < time_s < 2.4]  # not half outside
            shown = [round(time_s * 21.5) for time_s in times_s]
            assert all(features[0, frame - 1 : frame + 2].any() for frame in shown)
            assert (targets[shown] > 0.7).all()
            assert all(mel[:, 4 * frame + 3].any() for frame in shown)
            seen += len(times_s)
            assert len(torch.nonzero(features[0])) <= len(times_s) + 1
    assert seen > 5


def test_the_first_stage_sees_parts_at_any_speed_and_their_events_there(dataset):
    wanted = replace(PLAIN, pretrain_steps=12, pretrain_crop_s=9.0, feature_speed=0.5)
    made = batches(dataset, wanted)
    gaps, seen = set(), 0
    for step in range(12):
        batch = made(step)
        assert batch.features.shape == (2, 2048, 194)
        for features, targets, events in zip(
            batch.features, batch.targets, batch.events, strict=True
        ):
            times_s = [time_s for time_s, strength in events.tolist() if strength > 0]
            shown = [round(time_s * 21.5) for time_s in times_s if 0.2 < time_s < 8.8]
            assert all(features[0, frame - 2 : frame + 3].any() for frame in shown)
            assert (targets[shown] > 0.7).all()
            gaps |= {round(b - a, 2) for a, b in pairwise(times_s)}
            seen += len(shown)
    assert seen > 10
    true_s = [event.time_s for event in dataset.samples[0].events]
    usual_s = min(b - a for a, b in pairwise(true_s))
    assert min(gaps) < 0.95 * usual_s
    assert max(gaps) > 1.2 * usual_s


def test_the_first_stage_sees_whole_clips_as_they_are_unless_told_otherwise(dataset):
    batch = batches(dataset, replace(PLAIN, pretrain_steps=1))(0)
    assert batch.features.shape == (2, 2048, 215)
    stored = dataset.read("features", dataset.select("train"))
    assert all(any(np.array_equal(own, each) for each in stored) for own in batch.features.numpy())


def test_the_reference_of_a_part_is_another_part(dataset):
    made = batches(dataset, replace(PLAIN, crop_s=2.5))
    pairs = [pair for step in range(6) for pair in zip(made(step).mel, made(step).reference)]  # noqa: B905
    assert any(not torch.equal(mel, reference) for mel, reference in pairs)
    assert sum(bool(reference.any()) for _, reference in pairs) > len(pairs) / 2


def test_what_is_made_and_its_reference_are_coloured_alike(tmp_path):
    dataset = Dataset(write_dataset(tmp_path / "set", 6, arrays=PARTS))
    coloured = replace(PLAIN, dub_share=1.0, sound_filter_db=3.0, sound_shift=4)
    batch = batches(dataset, coloured)(0).to(torch.device("cpu"))
    made, reference = batch.mel - 0.1, batch.reference - 0.2  # plain, they are 0.1 and 0.2
    heard = (batch.mel > 0.01) & (batch.reference > 0.01)
    assert torch.allclose(made[heard], reference[heard], atol=2e-3)
    assert made[heard].std() > 0.005
    assert not torch.allclose(made[0], made[1], atol=1e-3)


def test_hits_lie_under_the_events_of_a_part_and_are_coloured_alike(tmp_path):
    arrays = ("features", "mel", "aligned")
    dataset = Dataset(write_dataset(tmp_path / "set", 6, arrays=arrays))
    plain = batches(dataset, replace(PLAIN, crop_s=5.0))
    coloured = batches(dataset, replace(PLAIN, crop_s=5.0, sound_filter_db=3.0, sound_shift=4))
    seen = 0
    for step in range(4):
        for made in (plain, coloured):
            batch = made(step).to(torch.device("cpu"))
            both = (batch.mel > 0) & (batch.aligned > 0)
            assert torch.equal(both, batch.aligned > 0)  # 10 of the 12 frames of each sound
            assert torch.allclose(
                batch.mel[both] - batch.aligned[both], torch.tensor(0.1), atol=4e-3
            )
            seen += int(both.sum())
        assert not torch.equal(plain(step).aligned, coloured(step).aligned)
    assert seen


def test_a_set_without_hits_lays_silence_under_the_events(dataset):
    batch = batches(dataset, replace(PLAIN, crop_s=2.5))(0)
    assert batch.aligned.shape == batch.mel.shape
    assert not batch.aligned.any()


def test_sounds_alone_are_enough_where_no_picture_is_read(tmp_path):
    arrays = ("mel", "foreground", "reference", "aligned")
    dataset = Dataset(write_dataset(tmp_path / "set", 6, arrays=arrays))
    wanted = {"start_from": "model", "freeze_temporal": True, "steered_share": 1.0}
    made = batches(dataset, replace(PLAIN, crop_s=2.5, lambda_a=0.0, dub_share=0.5, **wanted))
    batch = made(0)
    assert batch.features.shape == (2, 0, 54)
    assert batch.mel.shape == (2, 80, 216)
    assert batch.targets.shape == (2, 54)
    assert made.dubs(dataset.select("train")).features.shape[1:] == (0, 215)


def test_rendered_clips_are_measured_as_dubs_and_real_ones_as_they_are(dataset, tmp_path):
    rendered = Dataset(write_dataset(tmp_path / "set", 6, arrays=PARTS))
    numbers = rendered.select("train")[:2]
    measured = batches(rendered, PLAIN).dubs(numbers).to(torch.device("cpu"))
    assert all(is_dub(measured, clip) for clip in range(2))
    real = batches(dataset, PLAIN)
    assert all(map(torch.equal, real.dubs(numbers), real.plain(numbers)))
