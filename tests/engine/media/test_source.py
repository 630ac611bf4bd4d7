"""Reading media files: a read that fails is not the end of the file."""

import errno

import av.error
import pytest

from engine.errors import InputError
from engine.media import mux as mux_module
from engine.media.mux import SoundTrack, mux
from engine.media.source import open_media, packets
from tests.media import clicks, make_video


class StalledContainer:
    """A container whose disk does not answer any more after a few packets."""

    def __init__(self, container):
        self._container = container
        self.name = container.name
        self.format = container.format
        self.streams = container.streams

    def demux(self, streams):
        for number, packet in enumerate(self._container.demux(streams)):
            if number == 3:
                raise av.error.ExitError(errno.EINTR, "Immediate exit requested")
            yield packet


def test_a_read_that_takes_too_long_is_an_error_and_not_the_end(tmp_path):
    clip = make_video(tmp_path / "clip.mp4", frames=10)
    with open_media(clip) as container:
        stalled = packets(StalledContainer(container), [container.streams.video[0]])
        assert len([next(stalled) for _ in range(3)]) == 3
        with pytest.raises(InputError, match=r"clip\.mp4 could not be read: the disk did"):
            next(stalled)


def test_a_copy_of_a_file_that_stalls_leaves_nothing_behind(tmp_path, monkeypatch):
    clip = make_video(tmp_path / "clip.mp4", frames=10)
    monkeypatch.setattr(
        mux_module,
        "packets",
        lambda container, streams: packets(StalledContainer(container), streams),
    )
    with pytest.raises(InputError, match="the disk did not answer in time"):
        mux(clip, SoundTrack(48000, 1, [clicks([0.1], 0.3)]), tmp_path / "out.mp4")
    assert [path.name for path in tmp_path.iterdir()] == ["clip.mp4"]
