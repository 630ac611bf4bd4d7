"""Which time stamps of a file are believed."""

import av
import numpy as np
import pytest

from engine.errors import InputError
from engine.media.audio import read_mono
from engine.media.frames import sample_frames
from engine.media.mux import SoundTrack, mux
from engine.media.probe import probe, require_video
from engine.media.scan import PacketTimes
from engine.media.source import packets
from tests.media import Track, copy_packets, frame_number, make_video, sine

STILLS_S = {
    "first": [0.0, 100.0, 100.04, 100.08],
    "last": [0.0, 0.04, 0.08, 100.0],
    "middle": [0.0, 0.04, 100.0, 200.0, 200.04],
    "two": [0.0, 70.0, 140.0, 140.04],
}


def streamed(clip, path):
    """A copy without a duration in its header, as browsers and phones record it."""
    option = {".webm": {"live": "1"}, ".mp4": {"movflags": "frag_keyframe+empty_moov"}}
    with (
        av.open(str(clip)) as source,
        av.open(str(path), "w", options=option[path.suffix]) as container,
    ):
        picture = source.streams.video[0]
        copy_packets(container, {picture: container.add_stream_from_template(picture)})
    return path


def still(path, name):
    codec = "libx264" if path.suffix == ".flv" else None
    return make_video(path, times_s=STILLS_S[name], rate=25, size=(64, 48), gop=1, codec=codec)


@pytest.mark.parametrize("name", STILLS_S)
@pytest.mark.parametrize("suffix", [".mp4", ".mkv", ".webm", ".mov", ".flv"])
def test_a_picture_may_stand_still_for_minutes(tmp_path, suffix, name):
    info = probe(still(tmp_path / f"clip{suffix}", name))
    assert (info.start_s, info.video.start_s) == (0.0, 0.0)
    assert info.duration_s == pytest.approx(STILLS_S[name][-1] + 0.04, abs=2e-3)
    assert info.video.variable_rate


@pytest.mark.parametrize("name", STILLS_S)
@pytest.mark.parametrize("suffix", [".mp4", ".webm"])
def test_a_picture_may_stand_still_without_a_duration_in_the_header(tmp_path, suffix, name):
    clip = still(tmp_path / f"clip{suffix}", name)
    info = probe(streamed(clip, tmp_path / f"streamed{suffix}"))
    assert info.start_s == 0.0
    assert info.duration_s == pytest.approx(STILLS_S[name][-1] + 0.04, abs=2e-3)


@pytest.mark.parametrize("place", [0, 2])
def test_a_damaged_time_stamp_without_a_duration_in_the_header_is_not_believed(
    tmp_path, monkeypatch, place
):
    clip = make_video(tmp_path / "clip.webm", frames=5, rate=25, size=(64, 48))
    path = streamed(clip, tmp_path / "streamed.webm")

    def with_a_damaged_one(*args):
        for number, packet in enumerate(packets(*args)):
            if number == place:
                packet.pts += 1 << 32
            yield packet

    monkeypatch.setattr("engine.media.scan.packets", with_a_damaged_one)
    assert probe(path).duration_s == pytest.approx(0.2, abs=0.05)


def test_b_frames_without_display_times_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("engine.media.source.lacks_times", lambda *_: False)  # as if it were HEVC
    sound = Track(sine(440, 1.0))
    clip = make_video(tmp_path / "clip.avi", codec="libx264", b_frames=2, sounds=[sound])
    with pytest.raises(InputError, match=r"clip\.avi has B-frames"):
        require_video(probe(clip))
    with pytest.raises(InputError, match=r"clip\.avi has B-frames"):
        next(sample_frames(clip, size=(32, 24)))
    assert np.abs(read_mono(clip)).max() > 0.5  # its sound is read


@pytest.mark.parametrize(
    ("codec", "b_frames"), [("libx264", 0), ("libx264", 3), ("mpeg4", 2), ("mpeg2video", 2)]
)
def test_avi_with_known_display_times_is_read_and_copied_in_order(tmp_path, codec, b_frames):
    clip = make_video(tmp_path / "clip.avi", codec=codec, b_frames=b_frames)
    shown = [frame_number(picture) for picture in sample_frames(clip, rate=30)]
    assert shown == list(range(30))
    mux(clip, SoundTrack(48000, 1, [np.zeros((48000, 1), np.float32)]), tmp_path / "out.mp4")
    assert [
        frame_number(picture) for picture in sample_frames(tmp_path / "out.mp4", rate=30)
    ] == shown


def test_declared_but_unused_reordering_is_no_reason_to_refuse(tmp_path):
    clip = make_video(tmp_path / "clip.avi", codec="mpeg2video")
    with av.open(str(clip)) as container:
        assert container.streams.video[0].codec_context.has_b_frames
    assert probe(clip).duration_s == pytest.approx(1.0, abs=0.05)


@pytest.mark.parametrize("covered", [None, (0, 1000)])
def test_a_stream_without_packets_has_neither_start_nor_end(covered):
    times = PacketTimes(60000, covered=covered, ordered=covered is None)
    assert (times.first(), times.end(), times.jumps(1000)) == (None, None, [])


def joined(path, starts_s, *, has_sound=False):
    """Recordings of 2 s one after another, each with its own clock."""
    recordings = []
    for start_s in starts_s:
        sounds = [Track(sine(440, 2.0), start_s=start_s)] if has_sound else []
        codec = "mpeg2video" if path.suffix == ".mpg" else None
        recording = make_video(
            path.with_name(f"part{path.suffix}"),
            duration_s=2.0,
            rate=25,
            b_frames=2,
            start_s=start_s,
            sounds=sounds,
            codec=codec,
        )
        recordings.append(recording.read_bytes())
    path.write_bytes(b"".join(recordings))
    return path


@pytest.mark.parametrize("has_sound", [False, True])
@pytest.mark.parametrize(
    "starts_s", [(10000, 500), (500, 10000), (10000, 9960), (10, 100), (5, 5), (5, 7, 3)]
)
def test_a_clock_that_jumps_is_named(tmp_path, starts_s, has_sound):
    clip = joined(tmp_path / "clip.ts", starts_s, has_sound=has_sound)
    with pytest.raises(InputError, match=r"The clock of clip\.ts jumps [24]\.[01] s after"):
        probe(clip)


def test_a_clock_that_jumps_in_a_program_stream_is_named(tmp_path):
    with pytest.raises(InputError, match=r"The clock of clip\.mpg jumps 2\.0 s after"):
        probe(joined(tmp_path / "clip.mpg", (0, 0)))


def test_a_recording_that_goes_on_after_a_cut_is_one_clip(tmp_path):
    assert probe(joined(tmp_path / "clip.ts", (10, 12))).duration_s == pytest.approx(4.0, abs=0.05)


def test_a_picture_that_pauses_beside_the_sound_is_no_jump_of_the_clock(tmp_path):
    times_s = [0.0, 0.04, 0.08, 80.0, 80.04, 80.08]
    sound = Track(sine(440, 80.0))
    clip = make_video(tmp_path / "clip.ts", times_s=times_s, rate=25, gop=1, sounds=[sound])
    assert probe(clip).duration_s == pytest.approx(80.1, abs=0.1)


@pytest.mark.parametrize("place", [0, 1, 15, 28, 29])
@pytest.mark.parametrize("error", [-5 * 90000, 5 * 90000, 1 << 32])
def test_one_damaged_decoding_time_is_no_jump_of_the_clock(tmp_path, monkeypatch, place, error):
    path = make_video(tmp_path / "clip.ts", start_s=100.0)

    def with_a_damaged_one(*args):
        for number, packet in enumerate(packets(*args)):
            if number == place:
                packet.dts += error
            yield packet

    monkeypatch.setattr("engine.media.scan.packets", with_a_damaged_one)
    assert probe(path).duration_s == pytest.approx(1.0, abs=0.1)


def long_broadcast(clip, path, *, jump_s=0):
    """A quarter of an hour, made of one clip over and over; its clock jumps in the middle."""
    with av.open(str(clip)) as source:
        once = [
            (bytes(packet), packet.pts, packet.dts, packet.time_base)
            for packet in source.demux()
            if packet.size
        ]
        with av.open(str(path), "w") as container:
            copied = container.add_stream_from_template(source.streams.video[0])
            for number in range(90):
                at_s = 10 * number + jump_s * (number >= 45)
                for data, pts, dts, base in once:
                    packet = av.Packet(data)
                    packet.pts, packet.dts = (round(each + at_s / base) for each in (pts, dts))
                    packet.time_base, packet.stream = base, copied
                    container.mux(packet)
    return path


def test_a_jump_in_the_unread_middle_of_a_long_broadcast_is_found(tmp_path):
    clip = make_video(tmp_path / "once.ts", frames=500, rate=50, size=(32, 24), gop=50)
    whole = long_broadcast(clip, tmp_path / "whole.ts")
    assert probe(whole).duration_s == pytest.approx(900.0, abs=0.1)
    ahead = long_broadcast(clip, tmp_path / "ahead.ts", jump_s=20_000)
    back = tmp_path / "back.ts"
    back.write_bytes(whole.read_bytes() * 2)
    for path in (ahead, back):
        with pytest.raises(InputError, match=r"jumps .* s after its start"):
            probe(path)
