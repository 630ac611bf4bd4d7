"""Features of a clip: from the file, from the cache, and what is refused."""

import numpy as np
import pytest

from engine.errors import EnvironmentUnusableError, InputError, UsageError
from engine.features.backend import clip_features, create_backend
from engine.progress import JobContext
from engine.storage.cache import Cache
from tests.engine.features import scenes
from tests.media import make_video


@pytest.fixture
def clip(tmp_path):
    paint = scenes.hammer((1.5,))
    return make_video(
        tmp_path / "clip.mp4",
        duration_s=2.0,
        size=(170, 128),
        paint=lambda number, time_s: scenes.recorded(paint, [time_s])[0],
    )


class Counting:
    """The motion backend, counting how often it looks."""

    def __init__(self, identity="counting-1"):
        self._motion = create_backend("motion")
        self.name, self.version, self.identity = "counting", 1, identity
        self.frame_size, self.frame_rate = self._motion.frame_size, self._motion.frame_rate
        self.looks = 0

    def extract(self, frames, total, context):
        self.looks += 1
        return self._motion.extract(frames, total, context)


def test_a_clip_of_two_seconds_has_43_columns(clip):
    features = clip_features(clip, create_backend("motion"), cache=None, context=JobContext())
    assert features.shape == (2048, 43)
    assert np.isfinite(features).all()
    assert np.abs(features).max() < 10


def test_a_range_has_its_own_columns(clip):
    whole = clip_features(clip, create_backend("motion"), cache=None, context=JobContext())
    start_s, end_s = 20 / 21.5, 40 / 21.5
    part = clip_features(
        clip,
        create_backend("motion"),
        start_s=start_s,
        end_s=end_s + 0.001,
        cache=None,
        context=JobContext(),
    )
    assert part.shape == (2048, 20)
    level = np.s_[:256]
    np.testing.assert_allclose(part[level], whole[level, 20:40], atol=0.2)


def test_what_was_looked_at_once_comes_from_the_cache(clip, tmp_path):
    backend, cache = Counting(), Cache(tmp_path / "cache", 10**8)
    first = clip_features(clip, backend, cache=cache, context=JobContext())
    again = clip_features(clip, backend, cache=cache, context=JobContext())
    np.testing.assert_array_equal(first, again)
    assert backend.looks == 1


def test_a_copy_of_the_clip_is_the_same_clip_and_a_changed_one_is_another(clip, tmp_path):
    backend, cache = Counting(), Cache(tmp_path / "cache", 10**8)
    clip_features(clip, backend, cache=cache, context=JobContext())
    copy = tmp_path / "copy.mp4"
    copy.write_bytes(clip.read_bytes())
    clip_features(copy, backend, cache=cache, context=JobContext())
    assert backend.looks == 1
    copy.write_bytes(clip.read_bytes() + b"\0\0\0\x08free")
    clip_features(copy, backend, cache=cache, context=JobContext())
    assert backend.looks == 2


def test_another_backend_and_another_range_look_again(clip, tmp_path):
    cache = Cache(tmp_path / "cache", 10**8)
    one, other = Counting("counting-1"), Counting("counting-2")
    for backend in (one, other):
        clip_features(clip, backend, cache=cache, context=JobContext())
    clip_features(clip, one, start_s=0.5, cache=cache, context=JobContext())
    clip_features(clip, one, end_s=1.5, cache=cache, context=JobContext())
    assert (one.looks, other.looks) == (3, 1)


def test_a_damaged_entry_is_looked_at_again(clip, tmp_path):
    backend, cache = Counting(), Cache(tmp_path / "cache", 10**8)
    clip_features(clip, backend, cache=cache, context=JobContext())
    (entry,) = (tmp_path / "cache").iterdir()
    entry.write_bytes(entry.read_bytes()[:-100])
    clip_features(clip, backend, cache=cache, context=JobContext())
    assert backend.looks == 2


def test_a_folder_that_cannot_be_written_only_costs_time(clip, tmp_path):
    (tmp_path / "file").write_bytes(b"")
    context = JobContext()
    cache = Cache(tmp_path / "file" / "cache", 10**8)
    assert clip_features(clip, Counting(), cache=cache, context=context).shape == (2048, 43)
    assert len(context.notes) == 1


def test_what_is_no_video_is_refused(tmp_path):
    (tmp_path / "note.mp4").write_bytes(b"hello")
    for name in ("note.mp4", "gone.mp4"):
        with pytest.raises(InputError, match=name):
            clip_features(
                tmp_path / name, create_backend("motion"), cache=None, context=JobContext()
            )


def test_a_range_outside_the_clip_is_refused(clip):
    with pytest.raises(InputError):
        clip_features(clip, create_backend("motion"), start_s=5.0, cache=None, context=JobContext())


def test_an_unknown_backend_and_one_without_its_weights_are_refused():
    with pytest.raises(UsageError, match="resnet"):
        create_backend("resnet")
    with pytest.raises(EnvironmentUnusableError, match="BN-Inception"):
        create_backend("bninception")


@pytest.mark.real
def test_every_real_clip_can_be_looked_at(real_data):
    paths = sorted((real_data / "vas" / "videos").rglob("*.mp4"))[:3]
    assert len(paths) == 3
    for path in paths:
        features = clip_features(
            path, create_backend("motion"), end_s=3.0, cache=None, context=JobContext()
        )
        assert features.shape == (2048, 64)
        assert np.isfinite(features).all()
