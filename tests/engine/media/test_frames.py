"""Which picture is on screen when, and how it looks."""

import time
import tracemalloc
from fractions import Fraction

import numpy as np
import pytest

from engine.config import GRID
from engine.errors import CancelledError, InputError, UsageError
from engine.media.frames import sample_frames
from engine.media.probe import probe
from engine.progress import JobContext
from tests.media import Track, frame_number, make_sound, make_video, sine


def numbers(path, **options):
    """The frame numbers that a clip shows, picture by picture."""
    return [frame_number(picture) for picture in sample_frames(path, **options)]


def on_screen(times_s, rate, start_s, count):
    """The number of the latest frame not after each wanted time; the first one before that."""
    wanted_s = start_s + np.arange(count) / float(rate) + 1e-4
    return np.maximum(np.searchsorted(times_s, wanted_s, side="right") - 1, 0).tolist()


@pytest.mark.parametrize("rate", [15, 24, 25, Fraction(30000, 1001), 30, 50, 60])
def test_the_frame_on_screen_is_found_at_any_rate(tmp_path, rate):
    path = make_video(tmp_path / "clip.mp4", duration_s=2.0, rate=rate, b_frames=2)
    times_s = [float(number / Fraction(rate)) for number in range(round(2 * rate))]
    duration_s = probe(path).duration_s
    assert numbers(path) == on_screen(times_s, GRID.video_rate, 0, GRID.frame_count(duration_s))


@pytest.mark.parametrize(
    ("suffix", "codec"),
    [
        (".mkv", "libx264"),
        (".mov", "libx264"),
        (".webm", "libvpx-vp9"),
        (".avi", "mpeg4"),
        (".mkv", "ffv1"),
        (".mkv", "libx265"),
        (".mov", "prores_ks"),
        (".gif", "gif"),
    ],
)
def test_the_frame_on_screen_is_found_in_any_container(tmp_path, suffix, codec):
    pixel_format = {"prores_ks": "yuv422p10le", "gif": "rgb8"}.get(codec, "yuv420p")
    path = make_video(tmp_path / f"clip{suffix}", codec=codec, pixel_format=pixel_format)
    found = numbers(path)
    # Containers round times to as much as 10 ms (GIF), so that a neighbour can be on screen.
    wanted = on_screen([number / 30 for number in range(30)], GRID.video_rate, 0, 21)
    assert len(found) == len(wanted)
    assert np.abs(np.subtract(found, wanted)).max() <= 1
    assert np.mean(np.not_equal(found, wanted)) < 0.2


@pytest.mark.parametrize("suffix", [".mp4", ".mkv"])
def test_a_variable_rate_keeps_its_times(tmp_path, suffix):
    times_s = np.cumsum([0.0, *([1 / 30, 3 / 30, 0.4, 1 / 30] * 5)]).round(3)
    path = make_video(tmp_path / f"clip{suffix}", times_s=times_s, b_frames=2)
    found = numbers(path)
    assert len(found) == GRID.frame_count(probe(path).duration_s)
    assert found == on_screen(times_s, GRID.video_rate, 0, len(found))


def test_as_many_pictures_as_the_grid_has_frames(tmp_path):
    for frames in (1, 29, 30, 31, 43, 60, 100):
        path = make_video(tmp_path / f"{frames}.mp4", frames=frames, size=(64, 48))
        assert len(numbers(path)) == GRID.frame_count(frames / 30)
    assert len(numbers(path, rate=Fraction(10), end_s=1.0)) == 10


def test_a_single_frame_is_a_single_picture(tmp_path):
    assert numbers(make_video(tmp_path / "one.mp4", frames=1)) == [0]


def test_before_a_late_start_the_first_frame_is_shown(tmp_path):
    sound = Track(sine(440, 1.0))
    path = make_video(tmp_path / "clip.mp4", duration_s=1.0, start_s=0.5, sounds=[sound])
    times_s = [0.5 + number / 30 for number in range(30)]
    assert numbers(path) == on_screen(times_s, GRID.video_rate, 0, GRID.frame_count(1.5))


def test_after_the_last_frame_it_stays(tmp_path):
    path = make_video(tmp_path / "clip.mp4", duration_s=0.5, sounds=[Track(sine(440, 1.0))])
    assert numbers(path)[-9:] == [14] * 9


def test_frames_hidden_by_an_edit_list_are_not_shown(tmp_path):
    path = make_video(tmp_path / "clip.mp4", duration_s=1.0, start_s=-0.2, b_frames=2)
    times_s = [number / 30 for number in range(24)]
    wanted = on_screen(times_s, GRID.video_rate, 0, GRID.frame_count(0.8))
    assert numbers(path) == [number + 6 for number in wanted]


@pytest.mark.parametrize("suffix", [".mp4", ".mkv", ".webm", ".ts"])
@pytest.mark.parametrize("first", [9, 30, 81, 165, 207])
def test_a_range_begins_with_the_frame_on_screen_there(tmp_path, suffix, first):
    b_frames = 0 if suffix == ".webm" else 2
    path = make_video(tmp_path / f"clip{suffix}", duration_s=7.0, b_frames=b_frames, gop=50)
    middle_s = (first + 0.5) / 30  # clear of the frames' own times, which containers round
    found = numbers(path, start_s=middle_s, end_s=7.0, rate=Fraction(30))
    assert found == list(range(first, first + len(found)))
    assert len(found) == 209 - first


@pytest.mark.parametrize("rotation_deg", [0, 90, -90, 180])
@pytest.mark.parametrize("size", [None, (64, 96), (97, 61)])
def test_rotated_clips_come_upright_in_the_size_that_is_wanted(tmp_path, rotation_deg, size):
    path = make_video(tmp_path / "clip.mp4", frames=8, size=(96, 160), rotation_deg=rotation_deg)
    pictures = list(sample_frames(path, size=size))
    width, height = size or (96, 160)
    assert {picture.shape for picture in pictures} == {(height, width, 3)}
    assert [frame_number(picture) for picture in pictures] == [0, 1, 2, 4, 5]
    lower = pictures[0][3 * height // 4 :]
    assert np.abs(lower.astype(int) - 96).max() < 12


@pytest.mark.parametrize(
    ("codec", "pixel_format", "size"),
    [
        ("libx264", "yuv444p", (161, 121)),
        ("libx264", "yuv420p10le", (160, 120)),
        ("libx265", "yuv422p10le", (160, 120)),
        ("ffv1", "gray16le", (97, 61)),
        ("ffv1", "bgr0", (33, 31)),
    ],
)
def test_odd_sizes_and_deep_pixels_come_as_eight_bit_rgb(tmp_path, codec, pixel_format, size):
    path = make_video(
        tmp_path / "clip.mkv", frames=3, codec=codec, pixel_format=pixel_format, size=size
    )
    pictures = list(sample_frames(path))
    assert [picture.dtype for picture in pictures] == [np.uint8] * 2
    assert pictures[0].shape == (size[1], size[0], 3)
    assert [frame_number(picture) for picture in pictures] == [0, 1]
    assert np.abs(pictures[0][3 * size[1] // 4 :].astype(int) - 96).max() < 12


def test_wide_pixels_are_shown_wide(tmp_path):
    path = make_video(tmp_path / "clip.mp4", frames=2, pixel_aspect=Fraction(4, 3))
    assert next(sample_frames(path)).shape == (120, 213, 3)
    assert next(sample_frames(path, size=(80, 60))).shape == (60, 80, 3)


def test_colours_survive(tmp_path):
    def paint(_number, _time_s):
        picture = np.zeros((64, 96, 3), np.uint8)
        picture[:, :32, 0] = picture[:, 32:64, 1] = picture[:, 64:, 2] = 220
        return picture

    path = make_video(tmp_path / "clip.mp4", frames=2, size=(96, 64), paint=paint)
    picture = next(sample_frames(path, size=(48, 32))).astype(int)
    for third in range(3):
        middle = picture[8:24, 16 * third + 4 : 16 * third + 12]
        assert np.abs(middle[..., third] - 220).max() < 15
        assert np.delete(middle, third, axis=2).max() < 25


def test_a_damaged_middle_is_stepped_over(tmp_path):
    path = make_video(tmp_path / "clip.mkv", duration_s=4.0, gop=10)
    data = bytearray(path.read_bytes())
    third = len(data) // 3
    data[third : third + len(data) // 10] = np.random.default_rng(5).bytes(len(data) // 10)
    path.write_bytes(data)
    found = numbers(path)
    assert found[:20] == on_screen([n / 30 for n in range(120)], GRID.video_rate, 0, 20)
    assert found[-10:] == on_screen([n / 30 for n in range(120)], GRID.video_rate, 0, 86)[-10:]


def test_a_cut_clip_gives_what_is_left_of_it(tmp_path):
    whole = make_video(tmp_path / "clip.mkv", duration_s=4.0, gop=10)
    cut = tmp_path / "cut.mkv"
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    found = numbers(cut)
    assert 20 < len(found) < 70
    assert found == on_screen([n / 30 for n in range(120)], GRID.video_rate, 0, len(found))


def test_a_picture_that_cannot_be_decoded_is_an_input_error(tmp_path):
    path = make_video(tmp_path / "clip.mp4", frames=30, size=(160, 120))
    data = bytearray(path.read_bytes())
    start = data.index(b"mdat") + 4
    end = data.index(b"moov") - 4
    data[start:end] = bytes(end - start)
    path.write_bytes(data)
    with pytest.raises(InputError, match=r"picture of clip\.mp4 cannot be decoded"):
        list(sample_frames(path))


def test_a_sound_file_has_no_frames(tmp_path):
    with pytest.raises(InputError, match="no picture"):
        next(sample_frames(make_sound(tmp_path / "sound.wav", sine(440, 0.1))))


def test_ranges_outside_the_clip_are_refused(tmp_path):
    path = make_video(tmp_path / "clip.mp4", frames=15)
    with pytest.raises(InputError, match="ends at"):
        next(sample_frames(path, start_s=0.5))
    with pytest.raises(UsageError, match="empty"):
        next(sample_frames(path, start_s=0.2, end_s=0.2))


def test_a_cancelled_job_stops_even_before_its_range(tmp_path):
    path = make_video(tmp_path / "clip.mp4", duration_s=5.0, gop=1000)
    asked = []

    def cancelled():
        asked.append(True)
        return len(asked) > 10

    with pytest.raises(CancelledError):
        next(sample_frames(path, start_s=4.0, context=JobContext(cancelled=cancelled)))


def test_progress_runs_from_nothing_to_all(tmp_path):
    path = make_video(tmp_path / "clip.mp4", duration_s=2.0)
    seen = []
    context = JobContext(report=lambda progress: seen.append(progress.fraction))
    list(sample_frames(path, context=context))
    assert seen == sorted(seen)
    assert seen[0] == 0
    assert seen[-1] > 0.95


def test_memory_does_not_grow_with_the_clip(tmp_path):
    path = make_video(tmp_path / "clip.mp4", duration_s=30.0, rate=10, size=(160, 120))
    tracemalloc.start()
    for _ in sample_frames(path):
        pass
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 2e6  # 645 pictures of 58 kB would be 37 MB


def test_a_few_seconds_take_a_fraction_of_their_time(tmp_path):
    path = make_video(tmp_path / "clip.mp4", duration_s=3.0, size=(854, 480))
    start = time.process_time()
    assert sum(1 for _ in sample_frames(path, size=(340, 256))) == 64
    assert time.process_time() - start < 1.0
