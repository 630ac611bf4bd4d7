from pathlib import Path

import numpy as np
import pytest

from engine.errors import UsageError
from engine.events.picture import find_events
from engine.features.backend import create_backend
from engine.machine.workers.processes import Processes
from engine.metrics.onsets import score_onsets
from training.data.dataset import Dataset
from training.data.manifest import SampleRecord
from training.data.sample import SHAPES
from training.procedural.clip import make_clip
from training.procedural.generate import generate, to_sample

pytestmark = [
    pytest.mark.usefixtures("drawing"),
    pytest.mark.slow,
    pytest.mark.timeout(300),
]


def test_a_clip_becomes_a_sample_of_the_common_shapes() -> None:
    backend = create_backend("motion")
    clip = make_clip(1, size=backend.frame_size, rate=backend.frame_rate, family="cutouts")
    sample = to_sample(clip, backend)
    assert {name: array.shape for name, array in sample.arrays.items()} == dict(SHAPES)
    assert sample.info.label == "cutouts"
    seen_s = [event.time_s for event in clip.events]
    assert seen_s
    assert [event.time_s for event in sample.info.seen] == pytest.approx(seen_s)
    heard_s = [time_s + clip.sound_delay_s for time_s in seen_s]
    assert [event.time_s for event in sample.info.events] == pytest.approx(heard_s)


def test_the_features_tell_of_blows_when_they_happen() -> None:
    """Drummers in the picture are seen to strike at the time of their sound, to the end."""
    backend = create_backend("motion")
    true_s, found_s = [], []
    for seed in range(3):
        clip = make_clip(seed, size=backend.frame_size, rate=backend.frame_rate, family="drum")
        sample = to_sample(clip, backend)
        true_s.append([event.time_s for event in sample.info.events])
        features = sample.arrays["features"].astype(np.float32)
        found_s.append([event.time_s for event in find_events(features)])
    score = score_onsets(true_s, found_s)
    assert score.f1 > score.null + 0.15


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data") / "set"
    generate(2, folder, seed=4, workers=Processes(2))
    return folder


def test_a_set_made_by_processes_holds_the_clips_of_its_seeds(made: Path) -> None:
    dataset = Dataset(made)
    infos = dataset.samples
    assert dataset.contents.feature_backend == "motion"
    assert len({info.source for info in infos}) == 2
    backend = create_backend("motion")
    seed = int(infos[0].source.removeprefix("procedural-"))
    clip = make_clip(seed, size=backend.frame_size, rate=backend.frame_rate)
    same = to_sample(clip, backend)
    assert SampleRecord.of(same.info) == SampleRecord.of(infos[0])
    for name in ("mel", "wave"):
        stored = np.load(made / "shards" / "00000" / f"{name}.npy")
        np.testing.assert_array_equal(stored[0], same.arrays[name])


def test_a_complete_set_is_not_begun_again(made: Path) -> None:
    with pytest.raises(UsageError, match="complete"):
        generate(2, made, seed=4, workers=Processes(1))
