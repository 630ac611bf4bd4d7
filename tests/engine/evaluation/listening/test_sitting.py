import re

import av
import numpy as np
import pytest
import soundfile

from engine.errors import InputError, UsageError
from engine.evaluation.listening.material import read_material
from engine.evaluation.listening.sitting import (
    Choices,
    beeps,
    common_lufs,
    create_sitting,
    read_sitting,
    scaling,
)
from engine.metrics.loudness import Loudness, measure_loudness
from engine.progress import JobContext
from tests.engine.evaluation.listening.sittings import ALL_SCALES, make_sitting, make_systems


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return make_sitting(tmp_path_factory.mktemp("sitting"))


def test_all_sounds_are_equally_loud(made):
    folder, sitting = made
    measured = []
    for trial in sitting.trials:
        if trial.kind == "sample" and trial.scale == "realism":
            wave, rate_hz = soundfile.read(folder / "media" / trial.media, dtype="float32")
            measured.append(measure_loudness([wave[:, np.newaxis]], rate_hz, 1).integrated_lufs)
    assert len(measured) == 6
    assert max(measured) - min(measured) < 0.1
    assert measured[0] == pytest.approx(-23.0, abs=0.2)


def test_names_and_order_of_files_say_nothing_of_their_systems(made):
    folder, sitting = made
    names = sorted(path.name for path in (folder / "media").iterdir())
    assert all(re.fullmatch(r"[0-9a-f]{16}\.(flac|mp4)", name) for name in names)
    used = {name for trial in sitting.trials for name in (trial.media, trial.target) if name}
    assert set(names) == used


def test_alignment_is_judged_on_videos_with_the_systems_sound(made):
    folder, sitting = made
    trial = next(t for t in sitting.trials if t.scale == "alignment" and t.kind == "sample")
    with av.open(str(folder / "media" / trial.media)) as video:
        assert [stream.type for stream in video.streams] == ["video", "audio"]


def test_timbre_is_judged_beside_the_reference(made):
    _, sitting = made
    timbre = [t for t in sitting.trials if t.scale == "timbre" and t.kind == "sample"]
    assert {trial.system for trial in timbre} == {"Good", "Bad"}
    assert len({trial.target for trial in timbre}) == 2  # one file for each reference


def test_a_sitting_is_read_as_it_was_written(made):
    folder, sitting = made
    assert read_sitting(folder) == sitting


def test_a_check_sounds_as_often_as_its_right_score():
    envelope = np.abs(beeps(4)[:, 0]) > 0.01
    frames = envelope[: len(envelope) // 441 * 441].reshape(-1, 441).any(axis=1)  # 20 ms each
    assert np.count_nonzero(np.diff(frames.astype(int)) == 1) == 4


def test_the_common_loudness_is_the_highest_that_no_peak_limits():
    calm, peaky = Loudness(-20.0, -10.0), Loudness(-25.0, -2.0)
    assert common_lufs([calm]) == -23.0
    assert common_lufs([calm, peaky]) == -24.0  # -25 LUFS with 1 dB left to -1 dBTP
    assert scaling(calm, -24.0) == (pytest.approx(10 ** (-4 / 20)), True)
    assert scaling(peaky, -24.0) == (pytest.approx(10 ** (1 / 20)), True)


def test_one_sound_of_few_peaks_does_not_silence_all_others():
    click = Loudness(-50.0, -3.0)
    assert common_lufs([Loudness(-20.0, -10.0), click]) == -36.0
    gain, reached = scaling(click, -36.0)
    assert gain == pytest.approx(10 ** (2 / 20))  # up to -1 dBTP and no further
    assert not reached


def test_a_folder_with_anything_in_it_is_refused_and_left_alone(tmp_path):
    material = read_material(make_systems(tmp_path / "systems", clips=1, pictures=False))
    target = tmp_path / "full"
    (target / "media").mkdir(parents=True)
    with pytest.raises(UsageError, match="not empty"):
        create_sitting(material, Choices(("realism",)), target, JobContext())
    assert [path.name for path in target.iterdir()] == ["media"]


def test_a_sound_that_cannot_be_read_leaves_no_half_of_a_test(tmp_path):
    folder = make_systems(tmp_path / "systems", clips=1, pictures=False)
    (folder / "Good" / "clip0.wav").write_text("no sound")
    with pytest.raises(InputError):
        create_sitting(read_material(folder), Choices(("realism",)), tmp_path / "out", JobContext())
    assert list((tmp_path / "out").iterdir()) == []


def test_scales_without_material_are_refused(tmp_path):
    material = read_material(make_systems(tmp_path / "systems", clips=1, pictures=False))
    with pytest.raises(UsageError, match="nothing to judge"):
        create_sitting(material, Choices(("alignment",)), tmp_path / "out", JobContext())


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "holds no listening test"),
        ("{", "is damaged"),
        ('{"format": 99}', "newer version"),
    ],
)
def test_a_folder_without_a_usable_test_is_refused_in_one_sentence(tmp_path, content, sentence):
    if content is not None:
        (tmp_path / "sitting.json").write_text(content)
    with pytest.raises(InputError, match=sentence):
        read_sitting(tmp_path)


def test_a_test_whose_files_are_missing_says_how_many(tmp_path):
    folder, _ = make_sitting(tmp_path, scales=("realism",), clips=1)
    next((folder / "media").iterdir()).unlink()
    with pytest.raises(InputError, match="1 of the 5 files"):
        read_sitting(folder)


def test_all_scales_are_those_of_the_paper(made):
    assert {trial.scale for trial in made[1].trials} == set(ALL_SCALES)
