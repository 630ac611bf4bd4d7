"""The samples of a generator: which files there are, and what they say of the clips."""

import numpy as np
import pytest
from msgspec.structs import replace
from PIL import Image

from engine.config import GRID
from engine.progress import JobContext
from tests.training.synthetic import write_dataset
from training.data.dataset import Dataset
from training.data.manifest import CLIPS_FILE
from training.generator.sampling import Made, write_samples
from training.run.results.sampled import SampledClip, frames_file, read_clip


@pytest.fixture
def dataset(tmp_path) -> Dataset:
    return Dataset(write_dataset(tmp_path / "data", 4, sound_delay_s=0.1))


def logits_at(*frames: int) -> np.ndarray:
    """Belief in events at these frames alone."""
    logits = np.full((1, GRID.window_video_frames), -6.0, np.float32)
    logits[0, list(frames)] = 6.0
    return logits


def sampled(dataset: Dataset, folder, logits: np.ndarray | None) -> SampledClip:
    """The first clip of a sample whose sound is a click at 5 s."""
    mel = np.zeros((1, 80, GRID.window_mel_frames), np.float32)
    mel[:, :, 430:434] = 1.0
    write_samples(folder, dataset, np.array([2]), Made(mel, mel, logits), JobContext())
    clip = read_clip(folder, 0)
    assert clip is not None
    return clip


def test_the_events_read_in_the_picture_stand_beside_the_true_ones(dataset, tmp_path):
    clip = sampled(dataset, tmp_path, logits_at(43, 86))
    info = dataset.samples[2]
    assert (clip.label, clip.source) == (info.label, info.source)
    seen_s = [event.time_s - info.sound_delay_s for event in info.events]
    assert clip.true_s == pytest.approx(seen_s, abs=1e-3)  # as seen, before their sound arrives
    assert clip.found_in == "picture"
    assert clip.found_s == pytest.approx([43 / 21.5, 86 / 21.5], abs=0.05)


def test_a_model_that_reads_no_events_is_judged_by_the_onsets_of_its_sound(dataset, tmp_path):
    clip = sampled(dataset, tmp_path, None)
    assert clip.found_in == "sound"
    assert clip.found_s == pytest.approx([4.99], abs=0.05)


@pytest.mark.slow
def test_the_file_of_a_clip_is_named_while_it_is_there(dataset, tmp_path):
    assert sampled(dataset, tmp_path, None).file is None
    clips = tmp_path / "clips"
    file = clips / dataset.samples[2].source
    file.parent.mkdir(parents=True)
    file.write_bytes(b"a clip")
    (dataset.folder / CLIPS_FILE).write_text(f"{clips}\n", encoding="utf-8")
    assert sampled(dataset, tmp_path, None).file == file


def test_small_pictures_are_written_for_features_that_hold_them(dataset, tmp_path):
    sampled(dataset, tmp_path, None)
    with Image.open(frames_file(tmp_path, 0)) as strip:
        assert strip.size == (16, 16 * GRID.window_video_frames)


def test_a_looped_clip_shows_its_picture_again():
    clip = SampledClip(label="dog", source="a.mp4", start_s=2.0, content_s=3.0)
    assert [clip.file_time_s(at_s) for at_s in (0.0, 2.5, 3.5)] == [2.0, 4.5, 2.5]
    part = replace(clip, offset_s=1.0)  # whose sound starts later
    assert [part.file_time_s(at_s) for at_s in (0.0, 1.5, 2.5)] == [3.0, 4.5, 2.5]
