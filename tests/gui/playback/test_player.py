"""The transport: pictures follow the sound's clock, whatever the clip's frames do."""

import itertools
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.config import Folders
from engine.errors import TargetError
from engine.media.probe import probe
from engine.progress import JobContext
from gui.playback.mixer import RATE_HZ, Layer
from gui.playback.player import Player, PlayState
from gui.playback.proxies import Proxies, fill
from gui.playback.video_reader import VideoReader, frame_times
from tests.gui.fakes import ConstantSource, FakeSink
from tests.gui.helpers import write_video

UNEVEN = [0.0, 0.033, 0.133, 0.166, 0.3, 0.333, 0.433, 0.6, 0.633, 0.733, 0.9, 0.966]


class Stage:
    """A player on a fake device, and which frame was shown when."""

    def __init__(self, qtbot) -> None:
        self.player = Player()
        self.sink = FakeSink()
        self.player.outputs.use(self.sink)
        self._qtbot = qtbot

    def open(self, path: Path, *, with_proxies: bool = False) -> None:
        info = probe(path)
        proxies = Proxies()
        if with_proxies:
            fill(proxies, info, JobContext())
        self.player.open(info, proxies)
        self.player.set_frame_times(frame_times(info))
        self._qtbot.waitUntil(lambda: self.player.shown_time_s == pytest.approx(0.0, abs=1e-3))

    def run(self, seconds: float, step_s: float = 0.016) -> None:
        for _ in range(round(seconds / step_s)):
            self.sink.run(step_s)
            self.player.tick()

    def run_until_shown(self, seconds: float) -> None:
        """Let time pass slowly enough for the decoding thread."""
        for _ in range(round(seconds / 0.016)):
            self.sink.run(0.016)
            time.sleep(0.004)
            self.player.tick()


@pytest.fixture
def stage(qtbot, tmp_path) -> Iterator[Stage]:
    stage = Stage(qtbot)
    yield stage
    stage.player.close()


@pytest.mark.parametrize("times", [None, UNEVEN], ids=["even", "uneven"])
@pytest.mark.parametrize("rotation", [0, 90])
def test_the_shown_frame_is_the_one_that_the_clock_is_in(stage, tmp_path, times, rotation):
    path = write_video(tmp_path / "a.mkv", times_s=times, rotation=rotation)
    stage.open(path)
    exact = frame_times(probe(path))
    stage.player.play()
    checked = 0
    for _ in range(45):
        stage.run_until_shown(0.016)
        now = stage.player.position_s
        index = max(i for i, t in enumerate(exact) if t <= now + 1e-4)
        if stage.player.is_playing and now > 0.1:
            allowed = exact[max(index - 1, 0) : index + 1]
            assert any(stage.player.shown_time_s == pytest.approx(t, abs=2e-3) for t in allowed)
            checked += 1
    assert checked > 20


def test_a_rotated_clip_is_shown_upright(tmp_path):
    info = probe(write_video(tmp_path / "a.mp4", rotation=90))
    with VideoReader(info, 640) as reader:
        image = reader.current().image
    assert (image.width(), image.height()) == (90, 160)


def test_the_position_is_what_is_heard_and_not_what_was_handed_over(stage, video_path):
    stage.open(video_path)
    stage.player.play()
    stage.run(0.4)
    assert stage.player.position_s == pytest.approx(0.3, abs=0.025)


def test_pause_stands_on_what_was_heard_and_play_goes_on_from_there(stage, video_path):
    stage.open(video_path)
    stage.player.play()
    stage.run(0.5)
    at = stage.player.position_s
    stage.player.pause()
    stage.run(0.3)
    assert stage.player.position_s == at
    stage.player.play()
    stage.run(0.2)
    assert stage.player.position_s == pytest.approx(at + 0.1, abs=0.03)


def test_it_pauses_at_the_end_and_starts_over(stage, video_path):
    stage.open(video_path)
    stage.player.play()
    stage.run(1.5)
    assert stage.player.state is PlayState.PAUSED
    assert stage.player.position_s == stage.player.duration_s
    stage.player.play()
    assert stage.player.position_s == 0.0


def test_a_loop_stays_inside_its_range(stage, video_path):
    stage.open(video_path)
    stage.player.set_loop((0.2, 0.5))
    stage.player.play()
    seen = []
    for _ in range(60):
        stage.run(0.016)
        seen.append(stage.player.position_s)
    assert stage.player.is_playing
    assert min(seen) >= 0.2 - 1e-6
    assert max(seen) <= 0.5 + 1e-6
    assert any(b < a for a, b in itertools.pairwise(seen))


def test_a_piece_is_played_once_and_the_playhead_comes_back(stage, video_path):
    stage.open(video_path)
    stage.player.seek(0.6)
    stage.player.play_span(0.1, 0.6, come_back=True)
    stage.run(0.9)
    assert not stage.player.is_playing
    assert stage.player.position_s == 0.6


def test_single_steps_go_from_frame_to_frame(stage, tmp_path):
    stage.open(write_video(tmp_path / "a.mkv", times_s=UNEVEN))
    for expected in UNEVEN[1:4]:
        stage.player.step(1)
        assert stage.player.position_s == pytest.approx(expected, abs=2e-3)
    stage.player.step(-1)
    assert stage.player.position_s == pytest.approx(UNEVEN[2], abs=2e-3)


def test_a_step_back_between_frames_goes_to_the_frame_on_the_screen(stage, tmp_path):
    stage.open(write_video(tmp_path / "a.mkv", times_s=UNEVEN))
    stage.player.seek(0.2)
    stage.player.step(-1)
    assert stage.player.position_s == pytest.approx(0.166, abs=2e-3)


def test_j_and_l_play_faster_with_each_press_and_turn_round(stage, video_path):
    stage.open(video_path)
    stage.player.seek(0.5)
    for expected in (1.0, 2.0, 4.0):
        stage.player.shuttle(1)
        assert stage.player.speed == expected
    stage.player.shuttle(-1)
    assert stage.player.speed == -1.0
    before = stage.player.position_s
    stage.run(0.3)
    assert stage.player.position_s < before


def test_a_seek_while_playing_never_shows_the_old_place_again(stage, video_path):
    stage.open(video_path)
    stage.player.play()
    stage.run(0.3)
    stage.player.seek(0.7)
    for _ in range(8):
        stage.run(0.016)
        assert stage.player.position_s >= 0.7


def test_scrubbing_shows_the_small_picture_at_once(stage, video_path):
    stage.open(video_path, with_proxies=True)
    stage.player.seek(0.5)
    assert stage.player.shown_time_s == pytest.approx(0.48, abs=2e-3)


def test_a_still_is_exact(stage, video_path, qtbot):
    stage.open(video_path)
    stage.player.seek(0.53)
    qtbot.waitUntil(lambda: stage.player.shown_time_s == pytest.approx(0.52, abs=2e-3))


def test_ab_while_playing_has_no_gap(stage, video_path):
    stage.open(video_path)
    stage.player.set_layers((Layer(ConstantSource(0.5)),))
    stage.player.play()
    stage.run(0.2)
    stage.player.set_layers((Layer(ConstantSource(0.4)),))
    stage.run(0.2)
    sound = stage.sink.sound()[RATE_HZ // 50 :, 0]
    assert sound.min() > 0.39


def test_volume_follows_the_square_of_the_slider(stage, video_path):
    stage.open(video_path)
    stage.player.set_layers((Layer(ConstantSource(0.8)),))
    stage.player.volume = 0.5
    stage.player.play()
    stage.run(0.3)
    assert stage.sink.sound()[-1, 0] == pytest.approx(0.2, abs=1e-4)


def test_proxies_give_the_frame_that_is_on_the_screen(tmp_path):
    info = probe(write_video(tmp_path / "a.mkv", times_s=UNEVEN))
    proxies = Proxies()
    fill(proxies, info, JobContext())
    assert len(proxies) == len(UNEVEN)
    assert proxies.at(0.29).time_s == pytest.approx(0.166, abs=2e-3)
    grey = proxies.at(0.29).image.pixelColor(80, 45).red()
    assert grey == pytest.approx(40 + 5 * 3, abs=4)


def test_proxies_lie_in_the_cache_and_leave_no_file_there(tmp_path):
    info = probe(write_video(tmp_path / "a.mkv", times_s=UNEVEN))
    proxies = Proxies()
    fill(proxies, info, JobContext())
    folder = Folders.current().cache / "preview"
    assert folder.is_dir()
    assert list(folder.iterdir()) == []  # it has no name, so that a crash leaves none
    shades = [proxies.at(time_s).image.pixelColor(80, 45).red() for time_s in UNEVEN]
    assert shades == sorted(shades)
    assert len(set(shades)) == len(UNEVEN)


def test_pictures_that_cannot_be_stored_are_a_sentence(tmp_path):
    info = probe(write_video(tmp_path / "a.mkv", times_s=UNEVEN))
    cache = Folders.current().cache
    cache.parent.mkdir(parents=True, exist_ok=True)
    cache.write_text("no folder")
    with pytest.raises(TargetError, match="cannot be stored in the cache"):
        fill(Proxies(), info, JobContext())
