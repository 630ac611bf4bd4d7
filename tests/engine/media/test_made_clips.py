"""The clips that the tests make are what they say."""

import av
import numpy as np

from tests.media import Track, clicks, frame_number, make_sound, make_video, numbered


def test_a_frame_tells_its_number_at_any_size():
    for number in (0, 1, 341, 1023):
        for size in ((160, 120), (97, 61), (640, 360)):
            assert frame_number(numbered(size, number)) == number


def test_a_rotated_clip_is_stored_turned(tmp_path):
    make_video(tmp_path / "clip.mp4", frames=3, rotation_deg=-90, size=(120, 160))
    with av.open(str(tmp_path / "clip.mp4")) as container:
        frames = list(container.decode(video=0))
    assert [(frame.width, frame.height) for frame in frames] == [(160, 120)] * 3
    assert {frame.rotation for frame in frames} == {-90}
    upright = [np.rot90(frame.to_ndarray(format="rgb24"), -1) for frame in frames]
    assert [frame_number(picture) for picture in upright] == [0, 1, 2]


def test_sound_is_written_beside_the_picture_and_alone(tmp_path):
    sound = clicks([0.25], 0.5, channels=2)
    make_video(tmp_path / "clip.mkv", duration_s=0.5, sounds=[Track(sound), Track(sound)])
    make_sound(tmp_path / "alone.wav", sound)
    with av.open(str(tmp_path / "clip.mkv")) as container:
        assert len(container.streams.audio) == 2
    with av.open(str(tmp_path / "alone.wav")) as container:
        read = np.concatenate([frame.to_ndarray() for frame in container.decode(audio=0)], axis=1)
    assert read.reshape(-1, 2).shape == sound.shape
    assert np.abs(read.reshape(-1, 2) / 32768 - sound).max() < 1e-4
