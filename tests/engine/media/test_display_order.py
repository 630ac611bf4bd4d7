"""When the pictures of H.264 are shown in files that do not say it."""

import av
import numpy as np
import pytest

from engine.errors import InputError
from engine.media.decoding import FrameDecoder
from engine.media.mux import SoundTrack, mux
from engine.media.probe import probe, require_video
from engine.media.source import open_media, packets
from tests.media import frame_number, make_video

ENCODERS = {
    "few B-frames": {"x264-params": "bframes=1:scenecut=0"},
    "a pyramid": {"x264-params": "bframes=8:b-pyramid=strict:ref=8:b-adapt=0:scenecut=0"},
    "open groups": {"x264-params": "open-gop=1:bframes=3:b-adapt=0:keyint=15:scenecut=0"},
    "short groups": {"x264-params": "bframes=3:b-adapt=0:keyint=4:min-keyint=1:scenecut=0"},
    "fields": {"x264-params": "tff=1:bframes=3:b-adapt=0"},
    "scaling lists": {"x264-params": "cqm=jvt:bframes=3:b-adapt=0"},
    "slices": {"x264-params": "slices=4:aud=1:bframes=3:b-adapt=0"},
}


@pytest.fixture(params=ENCODERS)
def clip(request, tmp_path):
    """A second of numbered pictures in AVI, with their parameters in its header."""
    options = ENCODERS[request.param]
    return make_video(
        tmp_path / "clip.avi", codec="libx264", rate=30, frames=40, b_frames=3, options=options
    )


def with_start_codes(clip, path):
    """The same pictures as capture programs write them: parameters and start codes in packets."""
    with av.open(str(clip)) as source, av.open(str(path), "w", "avi") as target:
        stream = source.streams.video[0]
        copied = target.add_stream_from_template(stream)
        converter = av.BitStreamFilterContext("h264_mp4toannexb", stream, copied)
        for packet in source.demux(stream):
            for ready in converter.filter(packet if packet.size else None):
                ready.stream = copied
                target.mux(ready)
    return path


def shown(path, seek_s=None):
    """The numbers of the pictures of a clip, as they are shown, and their times in pictures."""
    info = probe(path)
    with open_media(path) as container:
        decoder = FrameDecoder(container, info)
        if seek_s is not None:
            assert decoder.seek(seek_s)
        return [
            (frame_number(timed.frame.to_ndarray(format="rgb24")), round(timed.time_s * 30))
            for timed in decoder.frames()
        ]


def test_pictures_are_shown_in_their_order(clip):
    assert shown(clip) == [(number, number) for number in range(40)]


@pytest.mark.parametrize("suffix", [".mpg", ".vob", ".wmv", ".mxf"])
@pytest.mark.parametrize("encoder", ["a pyramid", "open groups", "slices"])
def test_other_formats_have_the_order_of_the_stream_too(tmp_path, encoder, suffix):
    clip, copy = tmp_path / f"clip{suffix}", tmp_path / "copy.mp4"
    options = ENCODERS[encoder]
    make_video(clip, codec="libx264", rate=30, frames=80, b_frames=3, options=options)
    assert shown(clip) == [(number, number) for number in range(80)]
    report = mux(clip, SoundTrack(48000, 1, [np.zeros((128000, 1), np.float32)]), copy)
    assert report.mended == 0
    assert shown(copy) == [(number, number) for number in range(80)]


@pytest.mark.parametrize("codec", ["libx264", "libx265"])
def test_pictures_that_share_a_packet_of_a_program_stream_follow_each_other(tmp_path, codec):
    options = {"x265-params": "bframes=0:log-level=none"} if codec == "libx265" else {}
    clip = tmp_path / "recorder.mpg"
    make_video(clip, codec=codec, rate=30, frames=80, options=options)
    assert shown(clip) == [(number, number) for number in range(80)]
    late = shown(clip, seek_s=2.0)
    assert late
    assert late == [(number, number) for number in range(late[0][0], 80)]


def test_h265_in_an_unknown_order_is_refused(tmp_path):
    options = {"x265-params": "bframes=3:b-adapt=0:log-level=none"}
    clip = make_video(tmp_path / "clip.mpg", codec="libx265", frames=80, options=options)
    with pytest.raises(InputError, match="does not say when"):
        require_video(probe(clip))


def test_a_file_may_have_start_codes(clip, tmp_path):
    path = with_start_codes(clip, tmp_path / "annexb.avi")
    assert shown(path) == [(number, number) for number in range(40)]


def test_a_picture_has_the_same_time_after_a_seek(clip):
    late = shown(clip, seek_s=1.0)
    assert late
    assert late == [(number, number) for number in range(late[0][0], 40)]


def test_a_copy_has_the_same_order_and_packets(clip, tmp_path):
    copy = tmp_path / "copy.mp4"
    report = mux(clip, SoundTrack(48000, 1, [np.zeros((64000, 1), np.float32)]), copy)
    assert report.packets == 40
    assert report.mended == 0
    assert shown(copy) == [(number, number) for number in range(40)]


def test_no_picture_is_decoded_after_it_is_shown(clip):
    with open_media(clip) as container:
        stream = container.streams.video[0]
        read = [packet for packet in packets(container, [stream]) if packet.size]
    assert all(packet.dts <= packet.pts for packet in read)
    assert [packet.dts for packet in read] == sorted(packet.dts for packet in read)


def test_no_damaged_packet_is_left_out(tmp_path):
    clip = make_video(tmp_path / "clip.avi", codec="libx264", rate=30, frames=40, b_frames=3)
    data = bytearray(clip.read_bytes())
    rng = np.random.default_rng(3)
    for place in rng.integers(6000, len(data) - 2000, 200):
        data[place] = int(rng.integers(256))
    clip.write_bytes(data)
    with av.open(str(clip)) as container:
        stored = [bytes(packet) for packet in container.demux(video=0) if packet.size]
    with open_media(clip) as container:
        stream = container.streams.video[0]
        read = [bytes(packet) for packet in packets(container, [stream]) if packet.size]
    assert len(read) > 20
    assert read == stored
