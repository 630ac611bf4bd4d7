"""Tags, time codes and other metadata of a copy, and the notes about what it loses."""

from fractions import Fraction

import av
import numpy as np
import pytest

from engine.media.copies.metadata import lost_picture_properties, shifted_time_code
from engine.media.mux import SoundTrack, mux
from engine.media.probe import probe
from tests.engine.media.muxing import mux_as
from tests.media import Track, copy_packets, make_video, sine

KEYS = {
    "title": "Film",
    "com.apple.quicktime.make": "Apple",
    "com.apple.quicktime.location.ISO6709": "+48.8577+002.295+035/",
    "com.android.version": "12",
    "own": "thing",
}


def silence():
    return SoundTrack(48000, 1, [np.zeros(4800, np.float32)])


def tags(path):
    with av.open(str(path)) as container:
        return dict(container.metadata)


def remuxed(source, target, prepare, **options):
    """Copy the picture of a clip after `prepare(stream, container)` has changed its declaration."""
    with (
        av.open(str(source)) as clip,
        av.open(str(target), "w", container_options=options) as container,
    ):
        picture = clip.streams.video[0]
        stream = container.add_stream_from_template(picture, opaque=True)
        prepare(stream, container)
        copy_packets(container, {picture: stream})
    return target


@pytest.mark.parametrize("suffix", [".mov", ".mp4", ".mkv"])
def test_quicktime_keys_are_kept(tmp_path, suffix):
    clip = make_video(
        tmp_path / "clip.mov",
        frames=3,
        metadata=KEYS,
        container_options={"movflags": "use_metadata_tags"},
    )
    output = tmp_path / f"out{suffix}"
    report = mux(clip, silence(), output)
    assert report.dropped == ()
    kept = {key.lower(): tag for key, tag in tags(output).items()}
    assert {key: kept.get(key.lower()) for key in KEYS} == KEYS


def test_tags_that_every_player_reads_are_not_stored_as_keys(tmp_path):
    clip = make_video(tmp_path / "clip.mp4", frames=3, metadata={"title": "Film", "artist": "Me"})
    output = tmp_path / "out.mp4"
    mux(clip, silence(), output)
    assert tags(output)["artist"] == "Me"
    assert b"mdta" not in output.read_bytes()


@pytest.mark.parametrize("suffix", [".mov", ".mp4", ".mkv"])
def test_the_name_of_a_track_is_kept(tmp_path, suffix):
    plain = make_video(tmp_path / "plain.mp4", frames=3)
    clip = remuxed(
        plain, tmp_path / "clip.mov", lambda stream, _: stream.metadata.update(title="Cam A")
    )
    mux(clip, silence(), tmp_path / f"out{suffix}")
    with av.open(str(tmp_path / f"out{suffix}")) as container:
        assert "Cam A" in container.streams.video[0].metadata.values()


def time_codes(path):
    """The time codes of a file's picture, and of the tracks that only carry one."""
    with av.open(str(path)) as container:
        streams = [*container.streams.video, *container.streams.data]
        found = [{key.lower(): tag for key, tag in one.metadata.items()} for one in streams]
    return [one.get("timecode") for one in found]


@pytest.mark.parametrize("source", [".mov", ".mp4", ".mkv"])
@pytest.mark.parametrize("suffix", [".mov", ".mp4", ".mkv"])
@pytest.mark.parametrize(("start_s", "code"), [(None, "01:00:10:05"), (1.0, "01:00:11:05")])
def test_the_time_code_is_that_of_the_first_picture(tmp_path, source, suffix, start_s, code):
    steady = {"sc_threshold": "0"}  # key frames at whole seconds only
    plain = make_video(tmp_path / "plain.mp4", duration_s=2.0, rate=25, gop=25, options=steady)
    clip = remuxed(
        plain,
        tmp_path / f"clip{source}",
        lambda stream, _: stream.metadata.update(timecode="01:00:10:05"),
    )
    output = tmp_path / f"out{suffix}"
    part = None if start_s is None else (start_s, 2.0)
    report = mux(clip, silence(), output, part=part)
    assert report.dropped == ()
    assert set(time_codes(output)) == {code}


@pytest.mark.parametrize(("code", "uneven"), [("01:00:00;00", False), ("01:00:00:00", True)])
def test_a_time_code_without_a_fitting_rate_does_not_stop_the_copy(tmp_path, code, uneven):
    # Frames are dropped at 30 a second only, and FFmpeg takes these uneven times for 30000.
    times_s = [0, 0.1, 0.13, 0.5, 0.9, 1.3] if uneven else [0, 0.04, 0.08]
    plain = make_video(tmp_path / "plain.mkv", rate=25, times_s=times_s)
    clip = remuxed(
        plain, tmp_path / "clip.mkv", lambda stream, _: stream.metadata.update(timecode=code)
    )
    (lost,) = mux(clip, silence(), tmp_path / "out.mov").dropped
    assert str(lost) == f"time code {code}"
    assert time_codes(tmp_path / "out.mov") == [None]
    assert mux(clip, silence(), tmp_path / "out.mkv").dropped == ()
    assert time_codes(tmp_path / "out.mkv") == [code]


def next_code(code):
    """The drop-frame time code after this one, counted by hand."""
    hours, minutes, seconds, frames = (int(code[place : place + 2]) for place in (0, 3, 6, 9))
    total = (hours * 60 + minutes) * 60 + seconds
    frames = (frames + 1) % 30
    total += frames == 0
    if frames == 0 and total % 60 == 0 and total % 600:
        frames = 2
    return f"{total // 3600 % 24:02}:{total // 60 % 60:02}:{total % 60:02};{frames:02}"


def test_drop_frames_are_counted():
    code = "00:58:00;02"
    for frame in range(1, 8000):
        code = next_code(code)
        found = shifted_time_code("00:58:00;02", Fraction(30000, 1001), frame * 1.001 / 30)
        assert found == code


@pytest.mark.parametrize(
    ("code", "rate", "shift_s", "found"),
    [
        ("23:59:59:24", Fraction(25), 0.04, "00:00:00:00"),
        ("00:00:00:00", Fraction(25), -0.04, "23:59:59:24"),
        ("01:00:10:05", Fraction(25), 0.05, "01:00:10:06"),
        ("00:00:59;59", Fraction(60000, 1001), 0.02, "00:01:00;04"),
        ("00:00:59:29", Fraction(30000, 1001), 0.0334, "00:01:00:00"),
        ("reel 7", Fraction(25), 0.0, None),
        ("01:00:10:25", Fraction(25), 0.0, None),
        ("01:00:10:05", None, 0.0, None),
    ],
)
def test_time_codes_advance_by_frames(code, rate, shift_s, found):
    assert shifted_time_code(code, rate, shift_s) == found


def chapter(stream, container):
    base = Fraction(1, 1000)
    one = {"id": 1, "start": 0, "end": 100, "time_base": base, "metadata": {"title": "one"}}
    container.set_chapters([one])


@pytest.mark.parametrize("suffix", [".mov", ".mp4", ".mkv"])
def test_a_track_of_chapter_titles_is_not_reported_as_lost(tmp_path, suffix):
    clip = remuxed(make_video(tmp_path / "plain.mp4", frames=6), tmp_path / "clip.mov", chapter)
    with av.open(str(clip)) as container:
        assert len(container.streams.data) == 1
    report = mux(clip, silence(), tmp_path / f"out{suffix}")
    assert report.dropped == ()
    with av.open(str(tmp_path / f"out{suffix}")) as container:
        assert [one["metadata"]["title"] for one in container.chapters()] == ["one"]


def test_default_flags_are_kept_except_for_the_old_sound(tmp_path):
    (tmp_path / "words.srt").write_text("1\n00:00:00,000 --> 00:00:00,090\nhello\n")
    plain = make_video(tmp_path / "plain.mkv", frames=3, sounds=[Track(sine(440, 0.1))])
    clip = tmp_path / "clip.mkv"
    with (
        av.open(str(plain)) as source,
        av.open(str(tmp_path / "words.srt")) as words,
        av.open(str(clip), "w") as container,
    ):
        copied = [*source.streams, *words.streams]
        copies = {one: container.add_stream_from_template(one, opaque=True) for one in copied}
        for target in copies.values():
            target.disposition = 1
        copy_packets(container, copies)
    mux_as(clip, silence(), tmp_path / "out.mkv", keep_original=True)
    with av.open(str(tmp_path / "out.mkv")) as container:
        found = [(one.type, int(one.disposition)) for one in container.streams]
    assert found == [("video", 1), ("audio", 1), ("audio", 0), ("subtitle", 1)]


@pytest.mark.parametrize(("suffix", "dropped"), [(".mp4", ()), (".mkv", ("pixel aspect 4:3",))])
def test_a_pixel_aspect_of_the_container_only_is_kept_or_named(tmp_path, suffix, dropped):
    def widen(stream, _):
        stream.codec_context.sample_aspect_ratio = Fraction(4, 3)

    clip = remuxed(make_video(tmp_path / "plain.mp4", frames=3), tmp_path / "clip.mp4", widen)
    assert probe(clip).video.pixel_aspect == Fraction(4, 3)
    report = mux(clip, silence(), tmp_path / f"out{suffix}")
    assert tuple(map(str, report.dropped)) == dropped
    found = probe(tmp_path / f"out{suffix}").video.pixel_aspect
    assert found == (1 if dropped else Fraction(4, 3))


def box(name, *contents):
    """A box of an MP4 file."""
    payload = b"".join(contents)
    return (len(payload) + 8).to_bytes(4, "big") + name + payload


def with_box(path, entry, added):
    """Add a box to the end of the picture's sample entry; the index must follow the packets."""
    data = bytearray(path.read_bytes())
    place = data.index(b"moov") - 4
    assert place > data.index(b"mdat")
    for name in (b"moov", b"trak", b"mdia", b"minf", b"stbl", b"stsd", entry):
        place = data.index(name, place) - 4
        size = int.from_bytes(data[place : place + 4], "big")
        data[place : place + 4] = (size + len(added)).to_bytes(4, "big")
    data[place + size : place + size] = added
    path.write_bytes(data)


def shown_as(path):
    """The types of the side data of the first frame."""
    with av.open(str(path)) as container:
        frame = next(container.decode(video=0))
        return {data.type.name for data in frame.side_data}


@pytest.mark.parametrize("suffix", [".mp4", ".m4v", ".mov", ".mkv"])
def test_a_spherical_picture_stays_spherical(tmp_path, suffix):
    full = bytes(4)  # version and flags of a box
    projection = box(b"proj", box(b"prhd", full, bytes(12)), box(b"equi", full, bytes(16)))
    spherical = box(b"sv3d", box(b"svhd", full, b"\0"), projection)
    clip = make_video(tmp_path / "clip.mp4", frames=3)
    with_box(clip, b"avc1", box(b"st3d", full, b"\1") + spherical)
    assert shown_as(clip) >= {"SPHERICAL", "STEREO3D"}
    report = mux(clip, silence(), tmp_path / f"out{suffix}")
    assert report.dropped == ()
    assert shown_as(tmp_path / f"out{suffix}") >= {"SPHERICAL", "STEREO3D"}


@pytest.mark.parametrize("suffix", [".mp4", ".mov", ".mkv"])
def test_dolby_vision_is_still_declared_or_named(tmp_path, suffix):
    clip = make_video(tmp_path / "clip.mp4", frames=3, codec="libx265", tag="hvc1")
    with_box(clip, b"hvc1", box(b"dvvC", bytes([1, 0, 0x10, 0x15, 0x10]), bytes(19)))  # profile 8
    report = mux(clip, silence(), tmp_path / f"out{suffix}")
    declared = b"dvvC" in (tmp_path / f"out{suffix}").read_bytes()
    assert declared == (suffix != ".mov")  # FFmpeg does not write it there
    assert tuple(map(str, report.dropped)) == (
        () if declared else ("the declaration of Dolby Vision",)
    )


def test_what_a_copy_shows_differently_is_named(tmp_path):
    plain = make_video(tmp_path / "plain.mp4", frames=3)
    clip = make_video(tmp_path / "clip.mp4", frames=3, pixel_aspect=Fraction(4, 3))
    with_box(clip, b"avc1", box(b"st3d", bytes(4), b"\1"))
    lost = ["pixel aspect 4:3", "arrangement of the 3D picture"]
    assert [str(each) for each in lost_picture_properties(clip, plain)] == lost
    assert lost_picture_properties(plain, plain) == []


def test_frames_with_exif_are_copied(tmp_path):
    clip = tmp_path / "clip.mov"
    make_video(clip, codec="tiff", frames=2, size=(32, 16), pixel_format="rgb24")
    assert mux(clip, silence(), tmp_path / "copy.mov").dropped == ()
