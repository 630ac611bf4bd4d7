"""Copies of a video with another sound."""

import os
import tracemalloc
from fractions import Fraction
from functools import partial
from pathlib import Path

import av
import numpy as np
import pytest

from engine.errors import (
    CancelledError,
    InputError,
    OutputExistsError,
    TargetError,
    UsageError,
)
from engine.media import target
from engine.media.digest import picture_digest
from engine.media.kinds import VIDEO_SUFFIXES, fitting_rate_hz
from engine.media.mux import SoundTrack, check_mux, mux
from engine.media.probe import probe
from engine.progress import JobContext
from tests.engine.media.muxing import mux_as
from tests.engine.media.sounds import read, shift
from tests.media import (
    Track,
    chapters,
    clicks,
    copy_packets,
    frame_number,
    make_sound,
    make_video,
    sine,
)
from tests.programs import printed_by

ROOT = Path(__file__).resolve().parents[3]


def sound_of(samples, rate_hz=48000, **options):
    """A new sound in uneven blocks."""
    blocks = np.split(samples, [100, len(samples) // 2])
    return SoundTrack(rate_hz, samples.shape[1], blocks, **options)


def shown(path):
    """Clip times and numbers of the frames."""
    start_s = probe(path).start_s
    with av.open(str(path)) as container:
        turned = [
            (frame.time - start_s, np.rot90(frame.to_ndarray(format="rgb24"), frame.rotation // 90))
            for frame in container.decode(video=0)
        ]
    return [(time_s, frame_number(picture)) for time_s, picture in turned]


def payloads(path, kind, index=0):
    """The payloads of the packets of one stream."""
    with av.open(str(path)) as container:
        stream = getattr(container.streams, kind)[index]
        return [bytes(packet) for packet in container.demux(stream) if packet.size]


def assert_same_pictures(found, wanted, within_s=5e-4):
    found, wanted = shown(found), shown(wanted)
    assert [number for _, number in found] == [number for _, number in wanted]
    times_s = np.subtract([time_s for time_s, _ in found], [time_s for time_s, _ in wanted])
    assert np.abs(times_s).max() <= within_s + 1e-9


WRITTEN = [
    (".mp4", None, "aac"),
    (".mp4", "flac", "flac"),
    (".mp4", "opus", "opus"),
    (".m4v", None, "aac"),
    (".mov", None, "aac"),
    (".mov", "pcm", "pcm_s24le"),
    (".mkv", None, "flac"),
    (".mkv", "opus", "opus"),
    (".mkv", "aac", "aac"),
    (".mkv", "pcm", "pcm_s24le"),
]


@pytest.mark.parametrize(("suffix", "codec", "found_codec"), WRITTEN)
def test_the_picture_is_copied_and_the_sound_starts_to_the_sample(
    tmp_path, suffix, codec, found_codec
):
    clip = make_video(
        tmp_path / "clip.mp4",
        duration_s=2.0,
        b_frames=2,
        rotation_deg=-90,
        size=(120, 160),
        pixel_aspect=Fraction(4, 3),
        sounds=[Track(sine(440, 2.0, channels=2))],
    )
    sound = clicks([0.1234, 0.5, 1.9], 2.0 + 7 / 48000, channels=2)
    sound[:, 1] *= -0.5
    output = tmp_path / f"видео 日本 ü 1{suffix}"
    report = mux_as(clip, sound_of(sound), output, codec=codec)

    assert payloads(output, "video") == payloads(clip, "video")
    assert report.picture_digest == picture_digest(output) == picture_digest(clip)
    assert (report.packets, report.mended, report.delay_s, report.dropped) == (60, 0, 0, ())
    assert_same_pictures(output, clip)
    before, after = probe(clip), probe(output)
    assert (after.video.rotation_deg, after.video.pixel_aspect) == (-90, Fraction(4, 3))
    assert after.video.codec == before.video.codec
    assert after.duration_s == pytest.approx(before.duration_s, abs=0.006)

    assert [track.codec for track in after.audio] == [found_codec]
    assert report.samples == len(sound)
    duration_s = after.audio[0].duration_s
    assert duration_s == pytest.approx(len(sound) / 48000, abs=0.006)  # Matroska with lossy sound
    if suffix != ".mkv":
        assert duration_s == pytest.approx(len(sound) / 48000, abs=1e-6)
    found = read(output, end_s=len(sound) / 48000)
    assert shift(found[:, 0], sound[:, 0]) == 0
    if found_codec in ("flac", "pcm_s24le"):
        assert np.abs(found - sound).max() < 2**-22
    else:
        assert np.corrcoef(found[:, 0], sound[:, 0])[0, 1] > 0.8
        assert np.corrcoef(found[:, 1], sound[:, 1])[0, 1] > 0.8


@pytest.mark.parametrize(
    ("suffix", "codec", "b_frames", "target"),
    [
        (".mkv", "libx264", 2, ".mp4"),
        (".mkv", "libx265", 2, ".mp4"),
        (".mp4", "libx265", 2, ".mkv"),
        (".ts", "libx264", 2, ".mp4"),
        (".ts", "libx265", 2, ".mkv"),
        (".avi", "mpeg4", 0, ".mp4"),
        (".avi", "mjpeg", 0, ".mov"),
        (".webm", "libvpx-vp9", 0, ".webm"),
        (".webm", "libvpx", 0, ".mkv"),
        (".mov", "prores_ks", 0, ".mov"),
        (".mkv", "ffv1", 0, ".mkv"),
        (".gif", "gif", 0, ".mov"),
    ],
)
def test_any_picture_is_copied_into_what_can_hold_it(tmp_path, suffix, codec, b_frames, target):
    pixel_format = {"prores_ks": "yuv422p10le", "gif": "rgb8", "mjpeg": "yuvj420p"}.get(codec)
    clip = make_video(
        tmp_path / f"clip{suffix}",
        codec=codec,
        b_frames=b_frames,
        pixel_format=pixel_format or "yuv420p",
    )
    output = tmp_path / f"out{target}"
    report = mux(clip, sound_of(clicks([0.5], 1.0)), output)
    assert report.picture_digest == picture_digest(output) == picture_digest(clip)
    assert (report.packets, report.mended) == (30, 0)
    assert_same_pictures(output, clip)


@pytest.mark.parametrize(
    ("source", "codec", "pixel_format", "tag", "target", "found"),
    [
        (".mov", "prores_ks", "yuv422p10le", "apco", ".mov", "apco"),
        (".mov", "prores_ks", "yuv422p10le", "apcs", ".mkv", "apcs"),
        (".mov", "mpeg2video", "yuv420p", "xd5b", ".mov", "xd5b"),
        (".mov", "libx264", "yuv420p", "avc3", ".mov", "avc3"),
        (".avi", "mpeg4", "yuv420p", "XVID", ".mp4", "mp4v"),
        (".mp4", "libx265", "yuv420p", "hev1", ".mov", "hev1"),
        (".mp4", "libx265", "yuv420p", "hvc1", ".mp4", "hvc1"),
        (".mkv", "libx265", "yuv420p", None, ".mp4", "hvc1"),
        (".mkv", "libx265", "yuv420p", None, ".mov", "hvc1"),
        (".ts", "libx265", "yuv420p", None, ".mp4", "hev1"),  # parameter sets in the packets
    ],
)
def test_the_codec_tag_is_kept_where_the_container_knows_it(
    tmp_path, source, codec, pixel_format, tag, target, found
):
    profile = {"apco": "proxy", "apcs": "lt"}.get(tag)
    clip = make_video(
        tmp_path / f"clip{source}",
        frames=3,
        codec=codec,
        pixel_format=pixel_format,
        tag=tag,
        options={"profile": profile} if profile else None,
    )
    output = tmp_path / f"out{target}"
    mux(clip, sound_of(clicks([0.05], 0.1)), output)
    with av.open(str(output)) as container:
        assert container.streams.video[0].codec_context.codec_tag == found


@pytest.mark.parametrize(
    ("suffix", "codec", "pixel_format", "tag"),
    [
        (".wmv", "wmv1", "yuv420p", "WMV1"),
        (".wmv", "wmv2", "yuv420p", "WMV2"),
        (".flv", "flv", "yuv420p", "FLV1"),
        (".gif", "gif", "rgb8", "gif "),
        (".3gp", "h263", "yuv420p", "H263"),
        (".avi", "cinepak", "rgb24", "cvid"),
    ],
)
def test_matroska_holds_codecs_that_it_has_no_name_for(tmp_path, suffix, codec, pixel_format, tag):
    sounds = [Track(sine(440, 1.0), 44100, "wmav2", options=(("b", "64k"),))]
    clip = make_video(
        tmp_path / f"clip{suffix}",
        size=(176, 144),
        codec=codec,
        pixel_format=pixel_format,
        sounds=sounds if suffix == ".wmv" else (),
    )
    output = tmp_path / "out.mkv"
    report = mux_as(clip, sound_of(clicks([0.5], 1.0)), output, keep_original=True)
    assert (report.picture_digest, report.dropped) == (picture_digest(clip), ())
    assert picture_digest(output) == picture_digest(clip)
    assert_same_pictures(output, clip)
    with av.open(str(output)) as container:
        assert container.streams.video[0].codec_context.codec_tag == tag
        assert len(container.streams.audio) == 1 + (suffix == ".wmv")


def test_a_copy_that_no_decoder_takes_is_refused(tmp_path):
    clip = make_video(tmp_path / "clip.mov", codec="qtrle", pixel_format="rgb24", frames=3)
    with pytest.raises(UsageError, match=r"\(qtrle\)") as caught:
        check_mux(clip, tmp_path / "out.mkv", rate_hz=48000, channels=2)
    assert caught.value.hint == "Possible are .mov."


@pytest.mark.parametrize("suffix", [".mp4", ".mkv", ".mov"])
@pytest.mark.parametrize(("source", "b_frames"), [(".mp4", 2), (".mkv", 2), (".flv", 0)])
def test_a_variable_rate_keeps_its_times(tmp_path, suffix, source, b_frames):
    times_s = np.cumsum([0.0, *([0.033, 0.1, 0.4, 0.033] * 5)]).round(3)
    clip = make_video(
        tmp_path / f"clip{source}", times_s=times_s, b_frames=b_frames, codec="libx264"
    )
    output = tmp_path / f"out{suffix}"
    mux(clip, sound_of(clicks([0.5], 3.0)), output)
    assert_same_pictures(output, clip)
    assert probe(output).video.variable_rate


def test_a_pixel_aspect_that_only_the_container_knows_is_kept_or_named(tmp_path):
    clip = make_video(
        tmp_path / "clip.mp4", frames=5, codec="libvpx-vp9", pixel_aspect=Fraction(4, 3)
    )
    assert mux(clip, sound_of(clicks([0.1], 0.5)), tmp_path / "out.mp4").dropped == ()
    assert probe(tmp_path / "out.mp4").video.pixel_aspect == Fraction(4, 3)
    report = mux(clip, sound_of(clicks([0.1], 0.5)), tmp_path / "out.mkv")
    assert tuple(map(str, report.dropped)) == ("pixel aspect 4:3",)


@pytest.mark.parametrize("suffix", [".mp4", ".mkv"])
def test_a_late_picture_stays_late_against_the_sound(tmp_path, suffix):
    clip = make_video(
        tmp_path / "clip.mp4", start_s=0.5, b_frames=2, sounds=[Track(sine(440, 1.5))]
    )
    sound = clicks([0.25, 1.25], 1.5)
    output = tmp_path / f"out{suffix}"
    mux(clip, sound_of(sound), output)
    assert probe(output).video.start_s == pytest.approx(0.5, abs=5e-4)
    assert shift(read(output)[:, 0], sound[:, 0]) == 0
    assert_same_pictures(output, clip)


def test_a_clock_that_does_not_start_at_zero_is_left_behind(tmp_path):
    track = Track(sine(440, 1.0), start_s=2.25)
    clip = make_video(tmp_path / "clip.mkv", start_s=2.0, sounds=[track])
    output = tmp_path / "out.mp4"
    mux_as(clip, sound_of(clicks([0.5], 1.25)), output, keep_original=True)
    assert probe(clip).start_s == pytest.approx(2.0, abs=2e-3)
    after = probe(output)
    assert after.start_s == pytest.approx(0.0, abs=1e-3)
    assert [track.start_s for track in after.audio] == pytest.approx([0, 0.25], abs=1e-3)
    assert_same_pictures(output, clip)


def test_pictures_hidden_by_an_edit_list_stay_hidden(tmp_path):
    clip = make_video(tmp_path / "clip.mp4", start_s=-0.2, sounds=[Track(sine(440, 1.0))])
    sound = clicks([0.5], 1.0)
    output = tmp_path / "out.mp4"
    report = mux(clip, sound_of(sound), output)
    assert report.delay_s == 0
    assert_same_pictures(output, clip)
    assert shown(output)[0][1] == 6
    assert shift(read(output)[:, 0], sound[:, 0]) == 0


def test_where_nothing_can_be_hidden_picture_and_sound_stay_together(tmp_path):
    clip = make_video(tmp_path / "clip.mp4", start_s=-0.2, sounds=[Track(sine(440, 1.0))])
    sound = clicks([0.5], 1.0)
    output = tmp_path / "out.mkv"
    report = mux_as(clip, sound_of(sound), output, keep_original=True)
    assert report.delay_s > 0.03
    pictures = {number: time_s for time_s, number in shown(output)}
    delay_s = shift(read(output)[:, 0], sound[:, 0]) / 48000
    assert pictures[6] == pytest.approx(delay_s, abs=1e-3)  # the first one of the clip
    tone = sine(440, 1.0)[:, 0]
    kept = read(output, track=1)[:, 0]
    start = round(delay_s * 48000)
    period = 48000 // 440
    assert abs(shift(kept[start : start + 40000], tone[:40000])) % period <= 48


@pytest.mark.parametrize("suffix", [".mp4", ".mkv"])
def test_all_of_the_originals_tracks_can_follow_untouched(tmp_path, suffix):
    tracks = [
        Track(clicks([0.3], 1.0, channels=2), codec="aac", language="eng"),
        Track(clicks([0.6], 1.0), codec="aac", language="deu"),
    ]
    clip = make_video(tmp_path / "clip.mp4", sounds=tracks)
    sound = clicks([0.9], 1.0)
    output = tmp_path / f"out{suffix}"
    report = mux_as(clip, sound_of(sound), output, keep_original=True)
    for index in range(2):
        assert payloads(output, "audio", index + 1) == payloads(clip, "audio", index)
    info = probe(output)
    assert [track.language for track in info.audio] == ["", "eng", "deu"]
    with av.open(str(output)) as container:
        default = [bool(stream.disposition & 1) for stream in container.streams.audio]
    assert default == [True, False, False]
    for index, at_s in enumerate((0.9, 0.3, 0.6)):
        found = read(output, track=index)[:, 0]
        wanted = clicks([at_s], 1.0)[:, 0]
        assert shift(found, wanted) == pytest.approx(report.delay_s * 48000, abs=48)


def test_an_original_that_cannot_be_held_is_refused_with_what_can(tmp_path):
    clip = make_video(tmp_path / "clip.mkv", sounds=[Track(sine(440, 1.0))])
    with pytest.raises(UsageError, match=r"sound of clip\.mkv \(flac\) in addition") as caught:
        mux_as(clip, sound_of(clicks([0.5], 1.0)), tmp_path / "out.mov", keep_original=True)
    assert ".mkv" in caught.value.hint
    assert ".mov" not in caught.value.hint
    mux(clip, sound_of(clicks([0.5], 1.0)), tmp_path / "out.mov")


def test_what_only_shows_at_the_end_of_a_file_is_refused_at_its_beginning(tmp_path):
    # FFmpeg takes this sound for possible in MP4 until it finishes the file.
    clip = make_video(tmp_path / "clip.avi", sounds=[Track(sine(440, 1.0, channels=2))])
    with pytest.raises(UsageError, match=r"\(pcm_s16le\) in addition") as caught:
        check_mux(clip, tmp_path / "out.mp4", rate_hz=48000, channels=2, keep_original=True)
    assert caught.value.hint == "Possible are .mov, .mkv."
    mux_as(clip, sound_of(sine(440, 1.0)), tmp_path / "out.mov", keep_original=True)


@pytest.mark.parametrize("frames", [1, 2, 3])
def test_the_shortest_clips_are_whole(tmp_path, frames):
    clip = make_video(tmp_path / "clip.mkv", frames=frames, b_frames=2, codec="libx265")
    report = mux(clip, sound_of(clicks([0.1], 0.5)), tmp_path / "out.mp4")
    assert (report.packets, report.mended) == (frames, 0)
    assert_same_pictures(tmp_path / "out.mp4", clip)


def test_the_sound_is_taken_as_the_picture_goes_by(tmp_path):
    clip = make_video(tmp_path / "clip.mp4", duration_s=20.0, rate=10, size=(64, 48), gop=10)
    progress = [0.0]
    taken = []

    def blocks():
        for _ in range(20):
            taken.append(progress[-1])
            yield np.zeros((48000, 1), np.float32)

    context = JobContext(report=lambda step: progress.append(step.fraction))
    mux(clip, SoundTrack(48000, 1, blocks()), tmp_path / "out.mp4", context=context)
    assert np.abs(np.subtract(taken, np.arange(20) / 20)).max() < 0.1


def test_a_picture_that_cannot_be_held_is_refused_with_what_can(tmp_path):
    clip = make_video(tmp_path / "clip.mp4")
    with pytest.raises(UsageError, match=r"\.webm file cannot hold .* \(h264\)") as caught:
        check_mux(clip, tmp_path / "out.webm", rate_hz=48000, channels=2)
    assert caught.value.exit_code == 2
    assert ".mp4" in caught.value.hint
    assert ".webm" not in caught.value.hint
    with pytest.raises(UsageError, match=r"\.webm file cannot hold"):
        mux(clip, sound_of(clicks([0.5], 1.0)), tmp_path / "out.webm")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["clip.mp4"]


def test_a_copy_that_would_not_even_name_the_codec_is_refused(tmp_path):
    clip = make_video(tmp_path / "clip.nut", codec="gif", frames=2, pixel_format="rgb8")
    with pytest.raises(UsageError, match=r"\.mkv file cannot hold .* \(gif\)"):
        check_mux(clip, tmp_path / "out.mkv", rate_hz=48000, channels=1)


@pytest.mark.parametrize("channels", [1, 2, 3, 4, 5, 6, 7, 8])
@pytest.mark.parametrize("codec", ["aac", "flac", "opus", "pcm"])
def test_every_number_of_channels_is_kept(tmp_path, channels, codec):
    clip = make_video(tmp_path / "clip.mp4", frames=8)
    # Each channel its own tone, low enough for a low-frequency loudspeaker's channel.
    tones = [sine(60 + 10 * channel, 1.0)[:, 0] for channel in range(channels)]
    sound = np.stack(tones, axis=1)
    output = tmp_path / "out.mkv"
    mux_as(clip, sound_of(sound), output, codec=codec)
    assert probe(output).audio[0].channels == channels
    found = read(output)[:48000]
    assert sorted(np.abs(np.fft.rfft(found, axis=0)).argmax(axis=0)) == [
        60 + 10 * channel for channel in range(channels)
    ]


def test_an_unusual_layout_is_kept_where_it_can_be(tmp_path):
    clip = make_video(tmp_path / "clip.mp4", frames=8)
    sound = sound_of(sine(440, 0.3, channels=6), layout="5.1(side)")
    mux(clip, sound, tmp_path / "out.mkv")
    assert probe(tmp_path / "out.mkv").audio[0].layout == "5.1(side)"
    mux_as(clip, sound, tmp_path / "out.mkv", codec="opus", overwrite=True)
    assert probe(tmp_path / "out.mkv").audio[0].layout == "5.1"


@pytest.mark.parametrize("rate_hz", [16000, 22050, 44100, 96000])
def test_every_usual_rate_is_kept(tmp_path, rate_hz):
    clip = make_video(tmp_path / "clip.mp4")
    sound = clicks([0.25, 0.75], 1.0, rate_hz=rate_hz, channels=2)
    for suffix in (".mp4", ".mkv"):
        output = tmp_path / f"out{suffix}"
        mux(clip, sound_of(sound, rate_hz), output)
        track = probe(output).audio[0]
        assert (track.sample_rate_hz, track.duration_s) == (rate_hz, pytest.approx(1.0, abs=1e-6))
        assert shift(read(output)[:, 0], sound[:, 0]) == 0


def test_a_rate_that_does_not_fit_is_refused_with_one_that_does(tmp_path):
    assert fitting_rate_hz(tmp_path / "out.webm", 44100) == 48000
    assert fitting_rate_hz(tmp_path / "out.mp4", 44100) == 44100
    assert fitting_rate_hz(tmp_path / "out.mp4", 37800) == 44100
    assert fitting_rate_hz(tmp_path / "out.mp4", 192000) == 96000
    assert fitting_rate_hz(tmp_path / "out.mkv", 37800) == 37800
    clip = make_video(tmp_path / "clip.webm")
    with pytest.raises(UsageError, match="rate of 44100 Hz") as caught:
        mux(clip, sound_of(clicks([0.5], 1.0, rate_hz=44100), 44100), tmp_path / "out.webm")
    assert "48000" in caught.value.hint
    with pytest.raises(UsageError, match="pcm"):
        mux_as(clip, sound_of(clicks([0.5], 1.0)), tmp_path / "out.webm", codec="pcm")


def chaptered(plain, path, *spans):
    """A copy of a clip's picture and tags with chapters."""
    with av.open(str(plain)) as source, av.open(str(path), "w") as container:
        stream = source.streams.video[0]
        copied = container.add_stream_from_template(stream)
        container.metadata.update(source.metadata)
        container.set_chapters(chapters(*spans))
        copy_packets(container, {stream: copied})
    return path


def test_tags_and_chapters_go_along(tmp_path):
    plain = make_video(tmp_path / "plain.mkv", metadata={"title": "Hämmern", "artist": "me"})
    clip = chaptered(plain, tmp_path / "clip.mkv", ("one", 0.0, 0.5))
    output = tmp_path / "out.mp4"
    mux(clip, sound_of(clicks([0.5], 1.0)), output)
    with av.open(str(output)) as container:
        assert container.metadata["title"] == "Hämmern"
        assert container.metadata["artist"] == "me"
        (chapter,) = container.chapters()
        assert chapter["end"] * chapter["time_base"] == Fraction(1, 2)


def test_a_chapter_before_the_clip_is_named_and_a_mark_in_a_part_is_kept(tmp_path):
    plain = make_video(tmp_path / "plain.mkv", duration_s=2.0, start_s=5.0, gop=1)
    spans = ("before", 0.0, 4.0), ("all", 4.0, 9.0), ("mark", 6.0, 6.0)
    clip = chaptered(plain, tmp_path / "clip.mkv", *spans)
    output = tmp_path / "out.mkv"
    (lost,) = mux(clip, sound_of(clicks([0.5], 2.0)), output).dropped
    assert str(lost) == "chapter before"
    report = mux(clip, sound_of(clicks([0.5], 1.0)), output, part=(0.5, 1.5), overwrite=True)
    assert report.dropped == ()
    with av.open(str(output)) as container:
        titles = [chapter["metadata"]["title"] for chapter in container.chapters()]
    assert titles == ["all", "mark"]


def subtitled(path, subtitles, **options):
    """A clip with subtitles in the words of SRT."""
    words_file = path.with_suffix(".srt")
    words_file.write_text(subtitles)
    plain = make_video(path.with_stem("plain"), **options)
    with (
        av.open(str(plain)) as source,
        av.open(str(words_file)) as words,
        av.open(str(path), "w") as container,
    ):
        picture = container.add_stream_from_template(source.streams.video[0])
        text = container.add_stream_from_template(words.streams.subtitles[0])
        copy_packets(
            container, {words.streams.subtitles[0]: text, source.streams.video[0]: picture}
        )
    return path


def test_subtitles_go_along_or_are_named(tmp_path):
    clip = subtitled(tmp_path / "clip.mkv", "1\n00:00:00,200 --> 00:00:00,800\nhello\n")
    kept = mux(clip, sound_of(clicks([0.5], 1.0)), tmp_path / "out.mkv")
    assert kept.dropped == ()
    assert payloads(tmp_path / "out.mkv", "subtitles") == [b"hello"]
    left = mux(clip, sound_of(clicks([0.5], 1.0)), tmp_path / "out.mp4")
    assert tuple(map(str, left.dropped)) == ("subtitle 1 (subrip)",)


def test_subtitles_are_cut_to_the_part(tmp_path):
    said = [(0.2, 4.0), (0.5, 1.2), (1.4, 3.5), (2.5, 3.0)]
    lines = (
        f"{number}\n00:00:0{start:.3f} --> 00:00:0{end:.3f}\n{number}\n"
        for number, (start, end) in enumerate(said)
    )
    text = "\n".join(lines).replace(".", ",")
    clip = subtitled(tmp_path / "clip.mkv", text, duration_s=4.0)
    lead_s = mux(clip, sound_of(clicks([0.5], 1.0)), tmp_path / "out.mkv", part=(1.0, 2.0)).lead_s
    with av.open(str(tmp_path / "out.mkv")) as container:
        assert container.start_time == 0
        shown = [
            (float(packet.pts * packet.time_base), float(packet.duration * packet.time_base))
            for packet in container.demux(subtitles=0)
            if packet.size
        ]
    assert shown == [
        (0.0, pytest.approx(1.0 + lead_s, abs=0.002)),
        (pytest.approx(0.0, abs=0.002), pytest.approx(0.2 + lead_s, abs=0.002)),
        (pytest.approx(0.4 + lead_s, abs=0.002), pytest.approx(0.6, abs=0.002)),
    ]
    assert probe(tmp_path / "out.mkv").duration_s == pytest.approx(1.0 + lead_s, abs=0.05)


def test_the_sound_may_be_longer_or_shorter_than_the_picture(tmp_path):
    clip = make_video(tmp_path / "clip.mp4", duration_s=1.0)
    for seconds in (0.4, 3.0):
        output = tmp_path / f"{seconds}.mp4"
        mux(clip, sound_of(sine(440, seconds)), output)
        info = probe(output)
        assert info.audio[0].duration_s == pytest.approx(seconds, abs=1e-6)
        assert info.video.duration_s == pytest.approx(1.0, abs=1e-6)


def test_damaged_time_stamps_are_mended_and_counted(tmp_path):
    clip = make_video(tmp_path / "clip.mkv")
    data = bytearray(clip.read_bytes())
    # The tenth simple block's time within its cluster, set back to the beginning.
    place = -1
    for _ in range(10):
        place = data.index(b"\xa3", place + 1)
        while data[place + 3 : place + 4] != b"\x81" and data[place + 2 : place + 3] != b"\x81":
            place = data.index(b"\xa3", place + 1)
    time = place + (4 if data[place + 3] == 0x81 else 3)
    data[time : time + 2] = b"\0\0"
    clip.write_bytes(data)
    output = tmp_path / "out.mp4"
    report = mux(clip, sound_of(clicks([0.5], 1.0)), output)
    assert report.mended > 0
    assert report.packets == 30
    assert report.picture_digest == picture_digest(output)


def test_a_clip_without_a_picture_is_refused(tmp_path):
    sound = make_sound(tmp_path / "sound.wav", sine(440, 1.0))
    with pytest.raises(InputError, match="no picture"):
        mux(sound, sound_of(clicks([0.5], 1.0)), tmp_path / "out.mp4")


def test_the_input_is_never_overwritten(tmp_path):
    clip = make_video(tmp_path / "clip.mp4")
    (tmp_path / "hard.mp4").hardlink_to(clip)
    (tmp_path / "soft.mp4").symlink_to(clip)
    before = clip.read_bytes()
    for name in ("clip.mp4", "hard.mp4", "soft.mp4", "../" + tmp_path.name + "/clip.mp4"):
        with pytest.raises(UsageError, match="itself an input"):
            mux(clip, sound_of(clicks([0.5], 1.0)), tmp_path / name, overwrite=True)
    assert clip.read_bytes() == before


def test_an_output_is_only_replaced_when_that_is_wanted(tmp_path):
    clip = make_video(tmp_path / "clip.mp4")
    output = tmp_path / "out.mp4"
    output.write_text("precious")
    with pytest.raises(OutputExistsError) as caught:
        mux(clip, sound_of(clicks([0.5], 1.0)), output)
    assert caught.value.exit_code == 2
    assert output.read_text() == "precious"
    mux(clip, sound_of(clicks([0.5], 1.0)), output, overwrite=True)
    assert probe(output).video is not None


def test_an_output_that_appears_meanwhile_is_not_replaced(tmp_path):
    clip = make_video(tmp_path / "clip.mp4")
    output = tmp_path / "out.mp4"

    def blocks():
        output.write_text("precious")
        yield clicks([0.5], 1.0)

    with pytest.raises(OutputExistsError):
        mux(clip, SoundTrack(48000, 1, blocks()), output)
    assert output.read_text() == "precious"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["clip.mp4", "out.mp4"]


def test_targets_that_cannot_be_are_refused_before_the_work(tmp_path, monkeypatch):
    check_target = partial(target.check_target, suffixes=VIDEO_SUFFIXES)
    clip = make_video(tmp_path / "clip.mp4")
    with pytest.raises(TargetError, match="no folder"):
        check_target(tmp_path / "missing" / "out.mp4")
    with pytest.raises(TargetError, match="no folder"):
        check_target(clip / "out.mp4")
    with pytest.raises(UsageError, match="suffix") as caught:
        check_target(tmp_path / "out.avi")
    assert ".mkv" in caught.value.hint
    (tmp_path / "folder.mp4").mkdir()
    with pytest.raises(TargetError, match="is a folder"):
        check_target(tmp_path / "folder.mp4", overwrite=True)
    with pytest.raises(TargetError, match="\\. is a folder"):
        check_target(Path(), suffixes=[".mp4"])
    with pytest.raises(UsageError, match="too long for a file"):
        check_target(tmp_path / ("a" * 300 + ".mp4"))
    os.mkfifo(tmp_path / "pipe.mp4")
    with pytest.raises(TargetError, match="is a pipe or a device"):
        check_target(tmp_path / "pipe.mp4", overwrite=True)
    check_target(tmp_path / "OUT.MP4", inputs=[clip])
    monkeypatch.setattr(os, "access", lambda *_: False)  # a read-only disk, whoever asks
    with pytest.raises(TargetError, match="is not writable") as refused:
        check_target(tmp_path / "out.mp4")
    assert refused.value.exit_code == 4


@pytest.mark.parametrize("suffix", [".mp4", ".mkv"])
@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_nothing_is_left_when_writing_fails(tmp_path, suffix, error):
    clip = make_video(tmp_path / "clip.mp4")

    def blocks():
        yield clicks([0.5], 1.0)
        raise error

    expected = TargetError if isinstance(error, OSError) else KeyboardInterrupt
    with pytest.raises(expected):
        mux(clip, SoundTrack(48000, 1, blocks()), tmp_path / f"out{suffix}")
    assert [path.name for path in tmp_path.iterdir()] == ["clip.mp4"]


FILLED = """
import resource, sys
from pathlib import Path
import numpy as np
from engine.errors import TargetError
from engine.media.audio import write_wav
from engine.media.mux import SoundTrack, mux
folder = Path(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
noise = np.random.default_rng(0).uniform(-0.5, 0.5, (480000, 1)).astype(np.float32)
for suffix in (".mp4", ".mkv", ".mov"):
    try:
        mux(folder / "clip.mp4", SoundTrack(48000, 1, [noise]), folder / f"out{suffix}")
    except TargetError as error:
        print(error.exit_code, error)
for suffix in (".wav", ".flac"):
    try:
        write_wav(folder / f"out{suffix}", [noise], 48000)
    except TargetError as error:
        print(error.exit_code, error)
"""


@pytest.mark.slow
def test_a_disk_that_fills_up_is_an_error_of_the_target(tmp_path):
    make_video(tmp_path / "clip.mp4")
    lines = printed_by(FILLED, tmp_path).splitlines()
    assert len(lines) == 5
    assert all(line.startswith("4 out.") for line in lines)
    assert [path.name for path in tmp_path.iterdir()] == ["clip.mp4"]


def test_a_cancelled_job_leaves_nothing(tmp_path):
    clip = make_video(tmp_path / "clip.mp4")
    asked = []

    def cancelled():
        asked.append(True)
        return len(asked) > 5

    with pytest.raises(CancelledError):
        mux(
            clip,
            sound_of(clicks([0.5], 1.0)),
            tmp_path / "out.mp4",
            context=JobContext(cancelled=cancelled),
        )
    assert [path.name for path in tmp_path.iterdir()] == ["clip.mp4"]


def test_a_new_file_gets_the_usual_permissions(tmp_path):
    clip = make_video(tmp_path / "clip.mp4")
    mux(clip, sound_of(clicks([0.5], 1.0)), tmp_path / "out.mp4")
    (tmp_path / "plain").touch()
    assert (tmp_path / "out.mp4").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_memory_does_not_grow_with_the_clip(tmp_path):
    clip = make_video(tmp_path / "clip.mp4", duration_s=60.0, rate=10, size=(64, 48))
    block = np.zeros((4800, 2), np.float32)
    tracemalloc.start()
    mux(clip, SoundTrack(48000, 2, (block for _ in range(600))), tmp_path / "out.mp4")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 2e6  # the sound would be 23 MB
    assert probe(tmp_path / "out.mp4").audio[0].duration_s == pytest.approx(60.0)


def test_a_changed_picture_has_another_digest(tmp_path):
    clip = make_video(tmp_path / "clip.mp4")
    data = bytearray(clip.read_bytes())
    data[data.index(b"mdat") + 2000] ^= 1
    (tmp_path / "changed.mp4").write_bytes(data)
    assert picture_digest(tmp_path / "changed.mp4") != picture_digest(clip)
    shorter = make_video(tmp_path / "shorter.mp4", frames=29)
    assert picture_digest(shorter) != picture_digest(clip)
    with pytest.raises(InputError, match="no picture"):
        picture_digest(make_sound(tmp_path / "sound.wav", sine(440, 0.1)))
