"""The clip of a sample: its picture, which follows the sound, and its events."""

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetrics, QImage

from gui.train.runs.samples.event_strip import compare_events
from gui.train.runs.samples.samples import Sample, load_panels
from gui.train.sample_picture import SamplePicture
from tests import fake_trainer
from tests.gui.helpers import write_video
from training.run.results.sampled import SampledClip, about_file, frames_file


def clip(**about: object) -> SampledClip:
    return SampledClip(label="dog", source="dog/a.mp4", **about)


@pytest.fixture
def picture(qtbot, services) -> SamplePicture:
    picture = SamplePicture(services.runner, QSize(230, 180))
    qtbot.addWidget(picture)
    picture.resize(230, 180)
    picture.show()
    yield picture
    picture.close_file()


def small_pictures() -> QImage:
    """215 pictures, each brighter than the one before."""
    levels = np.repeat(np.arange(215, dtype=np.uint8), 16 * 16)
    return QImage(levels.tobytes(), 16, 16 * 215, 16, QImage.Format.Format_Grayscale8).copy()


def brightness(picture: SamplePicture) -> int:
    return picture.view.image.pixelColor(8, 8).red()


def test_events_are_paired_within_a_tenth_of_a_second():
    events = compare_events(clip(true_s=(1.0, 2.0, 3.0), found_s=(1.05, 2.3, 3.0)))
    assert events.true == ((1.0, True), (2.0, False), (3.0, True))
    assert events.found == ((1.05, True), (2.3, False), (3.0, True))
    assert events.text == "2 of 3 seen, 1 wrong"
    assert compare_events(clip(true_s=(1.0,))) is None  # nothing was looked for


@pytest.mark.parametrize(("where", "text"), [("picture", "0 of 1 seen"), ("sound", "0 of 1 heard")])
def test_the_number_of_events_says_whether_they_are_seen_or_heard(where, text):
    assert compare_events(clip(true_s=(1.0,), found_s=(), found_in=where)).text == text


def test_without_room_beside_the_step_the_events_are_told_in_fewer_words(qapp):
    events = compare_events(clip(true_s=(1.0, 2.0), found_s=(1.0,)))
    metrics = QFontMetrics(qapp.font())
    width = metrics.horizontalAdvance("1 of 2 seen")
    assert events.text_within(width, metrics) == "1 of 2 seen"
    assert events.text_within(width - 1, metrics) == "1 of 2"


def test_class_and_file_are_written_below_the_picture(picture):
    picture.show_clip(clip(), None)
    assert picture.caption.text() == "dog  ·  dog/a.mp4"
    assert picture.view.image is None
    assert picture.view.words == "No picture"


def test_without_its_file_the_small_pictures_of_the_features_follow_the_sound(picture):
    picture.show_clip(clip(), small_pictures())
    assert brightness(picture) == 0
    picture.follow(4.0, playing=True)
    assert brightness(picture) == 86
    picture.follow(99.0, playing=True)
    assert brightness(picture) == 214
    picture.show_clip(clip(offset_s=2.0), small_pictures())  # its sound starts later
    picture.follow(2.0, playing=True)
    assert brightness(picture) == 86


def test_the_pictures_of_the_file_follow_the_sound_also_where_the_clip_is_looped(
    picture, wait, tmp_path
):
    file = write_video(tmp_path / "a.mp4")
    picture.show_clip(clip(file=file, content_s=1.0), None)
    wait(lambda: picture.view.image is not None)
    seen = []
    for at_s in (0.2, 0.8, 1.2, 1.8):
        picture.view.clear()

        def shown(at_s: float = at_s) -> bool:
            picture.follow(at_s, playing=True)
            return picture.view.image is not None

        wait(shown)
        seen.append(picture.view.image)
    assert seen[0] == seen[2]
    assert seen[1] == seen[3]
    assert seen[0] != seen[1]


def test_a_place_that_is_chosen_while_nothing_plays_is_shown(picture, wait, tmp_path):
    picture.show_clip(clip(file=write_video(tmp_path / "a.mp4"), content_s=1.0), None)
    wait(lambda: picture.view.image is not None)
    first = picture.view.image
    picture.follow(0.8, playing=False)
    wait(lambda: picture.view.image != first)
    picture.follow(0.0, playing=False)
    wait(lambda: picture.view.image == first)


def test_small_pictures_have_the_shape_of_those_that_were_looked_at(picture):
    picture.show_clip(clip(), small_pictures())
    assert (picture.view.image.width(), picture.view.image.height()) == (170, 128)


def test_a_file_that_is_gone_gives_way_to_the_small_pictures(picture, wait, tmp_path):
    picture.show_clip(clip(file=tmp_path / "gone.mp4"), small_pictures())
    wait(lambda: picture.view.image is not None)
    assert brightness(picture) == 0


def test_a_sample_is_read_with_its_clip_and_without_in_older_versions(tmp_path):
    fake_trainer.write_sample(tmp_path, 0, noise=0.0)
    Image.fromarray(np.zeros((16 * 215, 16), np.uint8)).save(frames_file(tmp_path, 0))
    panels = load_panels(Sample(10, 0, tmp_path))
    assert (panels.clip.label, panels.events.text) == ("hammer", "6 of 6 seen")
    assert panels.frames.height() == 16 * 215
    about_file(tmp_path, 0).unlink()
    frames_file(tmp_path, 0).unlink()
    panels = load_panels(Sample(10, 0, tmp_path))
    assert (panels.clip, panels.events, panels.frames) == (None, None, None)
