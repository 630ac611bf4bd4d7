"""Where the events of a clip come from, with a model that believes in one event, in the middle."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.dubbing import loaded_models
from engine.dubbing.take_events import clip_candidates, clip_events
from engine.errors import EnvironmentUnusableError, InputError
from engine.media.probe import probe
from engine.model_files.checkpoint import load_model, save_model
from engine.progress import JobContext
from engine.recipe import Span
from engine.storage.cache import Cache
from tests.engine.features import scenes
from tests.media import make_video
from tests.tiny_models import install_generator


@pytest.fixture
def clip(tmp_path):
    make_video(tmp_path / "clip.mp4", duration_s=2.5)
    return probe(tmp_path / "clip.mp4")


@pytest.fixture
def cache(tmp_path):
    return Cache(tmp_path / "cache", 1 << 24)


def install_seeing(belief=1.0):
    path = install_generator("seeing")
    header, weights, calibration = load_model(path, "generator")
    reading = np.array([0.0, 0.0, 0.0, belief], np.float32)  # level, whatever the code is
    save_model(path, header, weights, replace(calibration, reading=reading))
    return path


def test_without_a_model_the_picture_alone_is_asked_and_a_note_says_so(clip, cache):
    context = JobContext()
    found = clip_candidates(clip, "auto", cache=cache, context=context)
    assert found == clip_candidates(clip, "picture", cache=cache, context=JobContext())
    (note,) = map(str, context.notes)
    assert note.startswith("No model that detects events is installed, so")


def test_a_model_that_was_taught_no_events_is_not_asked_for_any(clip, cache):
    install_generator()
    context = JobContext()
    clip_candidates(clip, "auto", model="tiny", cache=cache, context=context)
    assert str(context.notes[0]).startswith("The model tiny was not trained to detect events, so")
    with pytest.raises(EnvironmentUnusableError, match="was not trained to detect events"):
        clip_candidates(clip, "model", model="tiny", cache=cache, context=JobContext())


def test_a_model_that_sees_events_is_found_behind_one_that_does_not(clip, cache):
    install_seeing()
    install_generator("newer")
    context = JobContext()
    clip_candidates(clip, "auto", cache=cache, context=context)
    assert context.notes == []


def test_a_model_of_other_features_is_left_out_with_a_note(clip, cache):
    from msgspec.structs import replace as replace_field

    path = install_seeing()
    header, weights, calibration = load_model(path, "generator")
    other = replace_field(header, feature_version=header.feature_version + 1)
    save_model(path, other, weights, calibration)
    context = JobContext()
    clip_candidates(clip, "auto", cache=cache, context=context)
    assert "features" in str(context.notes[0])
    assert str(context.notes[0]).endswith("Events are detected in the picture without it.")


def test_what_a_model_sees_is_computed_once_for_each_model_and_part(clip, cache, monkeypatch):
    install_seeing()
    first = clip_candidates(clip, "model", cache=cache, context=JobContext())
    assert len(first) == 1

    def look_again(*_: object, **__: object) -> None:
        raise LookupError

    monkeypatch.setattr(loaded_models, "picture_logits", look_again)
    assert clip_candidates(clip, "model", cache=cache, context=JobContext()) == first
    with pytest.raises(LookupError):
        clip_candidates(clip, "model", span=Span(1.0), cache=cache, context=JobContext())
    install_seeing(belief=2.0)  # under the same name
    with pytest.raises(LookupError):
        clip_candidates(clip, "model", cache=cache, context=JobContext())


def test_what_goes_on_without_a_strike_is_found_at_its_beginning(tmp_path, cache):
    simmer = scenes.simmering([(1.0, 3.0)])

    def paint(number: int, time_s: float) -> NDArray[np.uint8]:
        faint = scenes.BACKGROUND + 0.1 * (simmer(time_s) - scenes.BACKGROUND)
        return np.repeat(faint[:, :, None], 3, axis=2).astype(np.uint8)

    clip = probe(make_video(tmp_path / "simmering.mkv", duration_s=5.0, paint=paint))
    install_seeing(belief=-4.0)
    (found,) = clip_events(clip, "auto", cache=cache, context=JobContext())
    assert found.time_s == pytest.approx(1.0, abs=0.1)


def test_the_sensitivity_decides_how_much_is_enough(clip, cache):
    install_seeing()
    few, many = (
        clip_events(clip, "model", sensitivity=each, cache=cache, context=JobContext())
        for each in (0.3, 0.5)
    )
    assert (len(few), len(many)) == (0, 1)


def test_a_clip_without_sound_has_no_events_there(clip, cache):
    with pytest.raises(InputError, match="sound"):
        clip_candidates(clip, "sound", cache=cache, context=JobContext())
