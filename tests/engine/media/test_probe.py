"""What `probe` says about files of known content."""

import os
from contextlib import ExitStack, nullcontext
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from engine.errors import InputError, UsageError
from engine.media.probe import LONGEST_S, clip_range, probe, require_audio, require_video
from engine.media.source import packets
from tests.media import Track, copy_packets, make_sound, make_video, numbered, sine


def test_a_plain_clip_is_described(tmp_path):
    sound = sine(440, 2.0, rate_hz=44100, channels=2)
    path = make_video(
        tmp_path / "clip.mp4", duration_s=2.0, rate=25, sounds=[Track(sound, 44100, language="deu")]
    )
    info = probe(path)
    assert info.path == path
    assert info.duration_s == pytest.approx(2.0, abs=1e-6)
    assert info.start_s == 0
    video = require_video(info)
    assert (video.codec, video.width, video.height) == ("h264", 160, 120)
    assert (video.display_width, video.display_height) == (160, 120)
    assert (video.rotation_deg, video.pixel_aspect) == (0, 1)
    assert video.average_rate == 25
    assert not video.variable_rate
    assert (video.start_s, video.duration_s) == (0, pytest.approx(2.0, abs=1e-6))
    audio = require_audio(info)
    assert (audio.codec, audio.sample_rate_hz, audio.channels) == ("aac", 44100, 2)
    assert (audio.layout, audio.language) == ("stereo", "deu")
    assert (audio.start_s, audio.duration_s) == (0, pytest.approx(2.0, abs=1e-6))


@pytest.mark.parametrize("suffix", [".mp4", ".mkv", ".webm", ".mov", ".avi", ".ts", ".flv"])
@pytest.mark.parametrize("rate", [Fraction(30000, 1001), Fraction(25), Fraction(60)])
def test_rounded_time_stamps_do_not_make_a_rate_variable(tmp_path, suffix, rate):
    codec = "mpeg4" if suffix in (".avi", ".flv") else None
    codec = {".avi": "mpeg4", ".flv": "libx264"}.get(suffix, codec)
    video = probe(make_video(tmp_path / f"clip{suffix}", rate=rate, codec=codec)).video
    assert not video.variable_rate
    assert float(video.average_rate) == pytest.approx(float(rate), rel=0.02)


def test_milliseconds_on_a_finer_clock_do_not_make_a_rate_variable(tmp_path):
    times_s = (np.arange(60) * 1001 / 30000).round(3)  # as a remuxed Matroska file has them
    assert not probe(make_video(tmp_path / "clip.mp4", times_s=times_s)).video.variable_rate


@pytest.mark.parametrize("suffix", [".mp4", ".mkv"])
def test_uneven_time_stamps_make_a_rate_variable(tmp_path, suffix):
    times_s = np.cumsum([0.0, *([1 / 30, 3 / 30] * 10)])
    video = probe(make_video(tmp_path / f"clip{suffix}", times_s=times_s)).video
    assert video.variable_rate


def test_b_frames_do_not_make_a_rate_variable(tmp_path):
    assert not probe(make_video(tmp_path / "clip.mp4", b_frames=2)).video.variable_rate


@pytest.mark.parametrize("rotation_deg", [90, -90, 180])
def test_rotation_turns_the_display_size(tmp_path, rotation_deg):
    path = make_video(tmp_path / "clip.mp4", frames=3, size=(96, 160), rotation_deg=rotation_deg)
    video = probe(path).video
    assert video.rotation_deg == rotation_deg
    assert (video.display_width, video.display_height) == (96, 160)
    stored = (96, 160) if rotation_deg == 180 else (160, 96)
    assert (video.width, video.height) == stored


@pytest.mark.parametrize("suffix", [".mp4", ".mkv"])
def test_pixel_aspect_widens_the_display(tmp_path, suffix):
    path = make_video(tmp_path / f"clip{suffix}", frames=3, pixel_aspect=Fraction(4, 3))
    video = probe(path).video
    assert video.pixel_aspect == Fraction(4, 3)
    assert (video.display_width, video.display_height) == (213, 120)


@pytest.mark.parametrize("suffix", [".mp4", ".mkv"])
def test_a_late_picture_starts_late_on_the_clip_clock(tmp_path, suffix):
    path = make_video(
        tmp_path / f"clip{suffix}", duration_s=1.0, start_s=0.5, sounds=[Track(sine(440, 1.0))]
    )
    info = probe(path)
    assert info.video.start_s == pytest.approx(0.5, abs=1e-3)
    assert info.audio[0].start_s == 0
    assert info.duration_s == pytest.approx(1.5, abs=1e-3)


def test_a_clip_whose_clock_starts_late_starts_at_its_earliest_track(tmp_path):
    track = Track(sine(440, 1.0), start_s=1.25)
    info = probe(make_video(tmp_path / "clip.mkv", start_s=1.0, sounds=[track]))
    assert info.start_s == pytest.approx(1.0, abs=2e-3)
    assert info.video.start_s == pytest.approx(0.0, abs=2e-3)
    assert info.audio[0].start_s == pytest.approx(0.25, abs=2e-3)


def test_every_sound_track_is_listed(tmp_path):
    tracks = [
        Track(sine(440, 0.5), language="eng"),
        Track(sine(440, 0.5, rate_hz=22050, channels=2), 22050, codec="aac", language="deu"),
    ]
    info = probe(make_video(tmp_path / "clip.mkv", duration_s=0.5, sounds=tracks))
    found = [(track.language, track.codec, track.channels) for track in info.audio]
    assert found == [("eng", "flac", 1), ("deu", "aac", 2)]
    assert require_audio(info, 1).sample_rate_hz == 22050
    with pytest.raises(InputError, match="no audio track 3"):
        require_audio(info, 2)


def test_a_cover_is_not_a_picture(tmp_path):
    frame = av.VideoFrame.from_ndarray(numbered((160, 120), 1), "rgb24")
    frame.save(tmp_path / "cover.png")
    path = tmp_path / "song.mka"
    with (
        av.open(str(make_sound(tmp_path / "song.flac", sine(440, 0.5)))) as source,
        av.open(str(path), "w") as container,
    ):
        sound = source.streams.audio[0]
        copied = container.add_stream_from_template(sound)
        container.add_attachment("cover.png", "image/png", (tmp_path / "cover.png").read_bytes())
        copy_packets(container, {sound: copied})
    with av.open(str(path)) as container:
        assert len(container.streams.video) == 1
    info = probe(path)
    assert info.video is None
    assert len(info.audio) == 1
    with pytest.raises(InputError, match="no picture"):
        require_video(info)


@pytest.mark.parametrize(("default", "found"), [((0, 1), 1), ((1, 1), 0), ((0, 0), 0), ((1, 0), 0)])
def test_the_default_picture_is_the_picture(tmp_path, default, found):
    path = tmp_path / "clip.mkv"
    small = make_video(tmp_path / "small.mkv", frames=3, size=(64, 48))
    large = make_video(tmp_path / "large.mkv", frames=3)
    with ExitStack() as stack:
        container = stack.enter_context(av.open(str(path), "w"))
        sources = [stack.enter_context(av.open(str(clip))) for clip in (small, large)]
        pictures = [source.streams.video[0] for source in sources]
        copies = {one: container.add_stream_from_template(one, opaque=True) for one in pictures}
        for stream, disposition in zip(copies.values(), default, strict=True):
            stream.disposition = disposition
        copy_packets(container, copies)
    video = probe(path).video
    assert (video.index, video.width) == (found, (64, 160)[found])


def test_a_silent_clip_has_no_sound_to_require(tmp_path):
    info = probe(make_video(tmp_path / "clip.mp4", frames=3))
    assert info.audio == ()
    with pytest.raises(InputError, match=r"clip\.mp4 has no sound\. "):
        require_audio(info)


def test_tracks_of_an_unknown_codec_are_said_to_be_undecodable(tmp_path):
    path = make_video(tmp_path / "clip.mkv", frames=3, sounds=[Track(sine(440, 0.2))])
    for known, require, words in (
        (b"V_MPEG4/ISO/AVC", require_video, "no picture that can be decoded"),
        (b"A_", require_audio, "no sound that can be decoded"),
    ):
        strange = tmp_path / "strange.mkv"
        content = path.read_bytes()
        at = content.index(known)
        strange.write_bytes(content[: at + 2] + b"XX" + content[at + 4 :])
        with pytest.raises(InputError, match=words):
            require(probe(strange))


def test_a_sound_has_no_picture_to_require(tmp_path):
    path = make_sound(tmp_path / "sound.wav", sine(440, 0.2))
    with pytest.raises(InputError, match=r"sound\.wav has no picture\. "):
        require_video(probe(path))


def test_a_single_frame_lasts_its_time(tmp_path):
    assert probe(make_video(tmp_path / "one.mp4", frames=1, rate=25)).duration_s == 0.04
    assert probe(make_video(tmp_path / "one.mkv", frames=1, rate=25)).duration_s == 0.04


def test_a_cut_file_is_as_long_as_what_is_left_of_it(tmp_path):
    whole = make_video(tmp_path / "clip.mkv", duration_s=4.0, sounds=[Track(sine(440, 4.0))])
    cut = tmp_path / "cut.mkv"
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    assert probe(whole).duration_s == pytest.approx(4.0, abs=2e-3)
    assert 1.0 < probe(cut).duration_s < 3.5


def test_a_guessed_length_gives_way_to_what_is_there(tmp_path):
    path = make_video(tmp_path / "clip.mpg", codec="mpeg2video", b_frames=2, frames=20)
    assert probe(path).duration_s == pytest.approx(20 / 30, abs=1e-3)


@pytest.mark.parametrize("suffix", [".ts", ".mkv"])
@pytest.mark.parametrize("place", [0, 1, 15, 28, 29])
def test_one_damaged_time_stamp_does_not_lengthen_a_clip(tmp_path, monkeypatch, suffix, place):
    path = make_video(tmp_path / f"clip{suffix}")

    def with_a_damaged_one(*args):
        for number, packet in enumerate(packets(*args)):
            if number == place:
                packet.pts += 1 << 32
            yield packet

    monkeypatch.setattr("engine.media.scan.packets", with_a_damaged_one)
    assert probe(path).duration_s == pytest.approx(1.0, abs=0.1)


@pytest.mark.parametrize("suffix", [".mp4", ".mkv"])
def test_the_end_of_a_long_file_is_found_without_reading_all_of_it(tmp_path, monkeypatch, suffix):
    path = make_video(tmp_path / f"clip{suffix}", duration_s=60.0, rate=10, size=(32, 32), gop=10)
    read = []

    def counted(*args):
        for packet in packets(*args):
            read.append(packet.pts)
            yield packet

    monkeypatch.setattr("engine.media.scan._SCANNED_PACKETS", 60)
    monkeypatch.setattr("engine.media.scan._END_S", 2.0)
    monkeypatch.setattr("engine.media.scan.packets", counted)
    assert probe(path).duration_s == pytest.approx(60.0, abs=1e-6)
    assert 60 < len(read) < 120


NOT_MEDIA = {
    "noise.mp4": np.random.default_rng(1).bytes(50000),
    "noise.wav": np.random.default_rng(2).bytes(50000),
    "noise.mp3": np.random.default_rng(3).bytes(50000),
    "zeros.mp3": bytes(50000),
    "notes.txt": b"hello world\n" * 50,
    "subtitles.srt": b"1\n00:00:01,000 --> 00:00:02,000\nhello\n",
    "list.m3u8": b"#EXTM3U\n#EXTINF:10,\nclip.ts\n#EXT-X-ENDLIST\n",
    "list.ffconcat": b"ffconcat version 1.0\nfile clip.mp4\n",
    "session.sdp": b"v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nt=0 0\nm=video 5004 RTP/AVP 96\n",
    "header.mp4": b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom",
    "header.wav": b"RIFF\xff\xff\xff\xffWAVEfmt ",
    "one_byte.mkv": b"\x1a",
}


@pytest.mark.parametrize("name", NOT_MEDIA)
def test_what_is_not_media_is_refused_in_a_sentence(tmp_path, name):
    make_video(tmp_path / "clip.mp4", frames=3)  # what the lists point at
    path = tmp_path / name
    path.write_bytes(NOT_MEDIA[name])
    with pytest.raises(InputError) as caught:
        probe(path)
    assert name in caught.value.message
    assert caught.value.hint


ENCRYPTION = {
    "encryption_scheme": "cenc-aes-ctr",
    "encryption_key": "76a6c65c5ea762046bd749a2e632ccbb",
    "encryption_kid": "a7e61c373e219033c21091fa607bf3b8",
}


@pytest.mark.parametrize("layout", ["disable_chpl", "faststart", "frag_keyframe+empty_moov"])
@pytest.mark.parametrize("suffix", [".mp4", ".mov"])
def test_an_encrypted_clip_is_refused(tmp_path, suffix, layout):
    options = ENCRYPTION | {"movflags": layout}
    sound = Track(sine(440, 1.0))
    path = make_video(tmp_path / f"clip{suffix}", sounds=[sound], container_options=options)
    with pytest.raises(InputError, match=r"clip\.(mp4|mov) is encrypted") as caught:
        probe(path)
    assert "copy protection" in caught.value.hint


def test_encrypted_fragments_that_cannot_be_opened_are_called_encrypted(tmp_path):
    options = ENCRYPTION | {"movflags": "frag_keyframe+empty_moov"}
    path = make_video(tmp_path / "clip.mp4", frames=3, container_options=options)
    # Older versions of FFmpeg put empty boxes like this one into the header; they cannot be read.
    path.write_bytes(path.read_bytes().replace(b"stsz", b"saiz"))
    with pytest.raises(InputError, match=r"clip\.mp4 is encrypted"):
        probe(path)


@pytest.mark.parametrize(
    ("suffix", "tag"), [(".mkv", "enc_key_id"), (".wmv", "ASF_Protection_Type")]
)
def test_a_header_that_declares_encryption_is_believed(tmp_path, monkeypatch, suffix, tag):
    path = make_video(tmp_path / f"clip{suffix}", frames=3, codec="mpeg4")
    with av.open(str(path)) as opened:
        holder = opened if suffix == ".wmv" else opened.streams.video[0]
        holder.metadata[tag] = "key"
        monkeypatch.setattr("engine.media.probe.open_media", lambda _: nullcontext(opened))
        with pytest.raises(InputError, match="is encrypted"):
            probe(path)


@pytest.mark.parametrize(("suffix", "codec"), [(".h264", "libx264"), (".hevc", "libx265")])
def test_a_raw_stream_is_named_as_such(tmp_path, suffix, codec):
    path = make_video(tmp_path / f"clip{suffix}", codec=codec)
    kind = suffix[1:].upper()
    with pytest.raises(InputError, match=f"is a raw {kind} stream, which has no time") as caught:
        probe(path)
    assert "frame rate" in caught.value.hint


def test_a_still_picture_is_not_a_clip(tmp_path):
    path = tmp_path / "photo.png"
    frame = av.VideoFrame.from_ndarray(numbered((64, 48), 1), "rgb24")
    frame.save(path)
    with pytest.raises(InputError, match=r"photo\.png is neither"):
        probe(path)


def test_missing_empty_and_folders_are_told_apart(tmp_path):
    with pytest.raises(InputError, match="no file"):
        probe(tmp_path / "missing.mp4")
    with pytest.raises(InputError, match="no file"):
        probe(tmp_path / "missing" / "clip.mp4")
    with pytest.raises(InputError, match="is a folder"):
        probe(tmp_path)
    (tmp_path / "empty.mp4").touch()
    with pytest.raises(InputError, match=r"empty\.mp4 is empty"):
        probe(tmp_path / "empty.mp4")
    with pytest.raises(InputError, match="cannot be read"):
        probe(tmp_path / "a\0b.mp4")


def test_a_pipe_is_refused_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.mp4")
    with pytest.raises(InputError, match="not a regular file"):
        probe(tmp_path / "pipe.mp4")


def test_a_file_without_permission_is_refused(tmp_path, monkeypatch):
    path = make_video(tmp_path / "clip.mp4", frames=3)

    def refuse(*_args, **_kwargs):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InputError, match="do not have permission to read"):
        probe(path)


def test_names_that_look_like_protocols_or_patterns_are_plain_files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("http:clip.mp4", "clip%03d.mp4", "видео 日本 ü clip 1.mp4", "concat:a|b.mp4"):
        make_video(tmp_path / "clip.mp4", frames=3).rename(tmp_path / name)
        assert probe(Path(name)).video is not None
        assert probe(tmp_path / name).video is not None


def test_gigantic_pictures_and_lengths_are_refused(tmp_path, monkeypatch):
    path = make_video(tmp_path / "clip.mp4", frames=3)
    monkeypatch.setattr("engine.media.probe.MOST_PIXELS", 100 * 100)
    with pytest.raises(InputError, match="too large"):
        probe(path)
    monkeypatch.undo()
    day = make_video(tmp_path / "day.mkv", times_s=[0.0, LONGEST_S + 10], size=(32, 32))
    with pytest.raises(InputError, match="86410 s"):
        probe(day)


def test_the_last_frame_of_a_program_stream_is_as_long_as_the_others(tmp_path):
    path = make_video(tmp_path / "a.mpg", codec="mpeg1video", rate=25, duration_s=2.0, gop=1)
    video = probe(path).video
    assert video is not None
    assert video.duration_s == 2.0


def test_ranges_are_checked_against_the_clip(tmp_path):
    info = probe(make_video(tmp_path / "clip.mp4", duration_s=1.0))
    assert clip_range(info, 0.0, None) == 1.0
    assert clip_range(info, 0.25, 0.5) == 0.5
    with pytest.raises(InputError, match=r"starts at 1\.000 s, but clip\.mp4 ends"):
        clip_range(info, 1.0, None)
    for start_s, end_s in ((0.5, 0.5), (0.6, 0.5), (-0.1, 0.5), (7.0, 2.0)):
        with pytest.raises(UsageError, match="is empty"):
            clip_range(info, start_s, end_s)


def test_a_file_that_was_replaced_is_looked_at_again(tmp_path):
    path = make_video(tmp_path / "clip.mp4", duration_s=1.0)
    assert probe(path).duration_s == pytest.approx(1.0, abs=0.05)
    make_video(tmp_path / "other.mp4", duration_s=2.0).replace(path)
    assert probe(path).duration_s == pytest.approx(2.0, abs=0.05)
