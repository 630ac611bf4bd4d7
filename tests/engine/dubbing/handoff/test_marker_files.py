"""Markers for editing programs, opened again by OpenTimelineIO's adapters, to the frame."""

from fractions import Fraction
from pathlib import Path
from xml.etree import ElementTree

import opentimelineio as otio
import pytest

from engine.dubbing.handoff.marker_files import marker_text
from engine.dubbing.handoff.marks import Mark, event_marks
from engine.errors import UsageError
from engine.events.event import Event, read_csv
from engine.media.probe import probe
from tests.media import make_video

# 29.97 and 59.94 drop frame numbers; each second line crosses a minute, where they do
RATES = [Fraction(24000, 1001), Fraction(25), Fraction(30000, 1001), Fraction(60000, 1001)]
FRAMES = (0, 17, 1798, 1799, 1800, 1801, 3599, 3600, 3601, 17982, 35964)


@pytest.fixture(params=RATES, ids=lambda rate: f"{float(rate):.3f}")
def rate(request):
    return request.param


@pytest.fixture
def info(tmp_path, rate):
    """A clip of that rate that claims to last 40000 frames."""
    video = make_video(tmp_path / "my clip.mov", frames=4, rate=rate, size=(32, 32))
    return lasting(probe(video), float(40000 / rate))


def lasting(info, duration_s):
    from dataclasses import replace

    return replace(info, duration_s=duration_s)


def at_frames(rate, duration_s=0.0):
    return [Mark(float(frame / rate), duration_s, f"mark {frame}") for frame in FRAMES]


def read_edl(text, rate):
    timeline = otio.adapters.read_from_string(text, "cmx_3600", rate=float(rate))
    edits = [line.split() for line in text.splitlines() if line[:1].isdigit()]
    assert all(edit[4:6] == edit[6:8] for edit in edits)  # taken from where it is put
    return [
        (clip.name, clip.source_range.start_time.value, clip.duration().value)
        for clip in timeline.find_clips()
    ]


def seconds(text):
    return Fraction(text.removesuffix("s"))


def read_fcpxml(text, rate):
    root = ElementTree.fromstring(text)
    return [
        (m.get("value"), seconds(m.get("start")) * rate, seconds(m.get("duration")) * rate)
        for m in root.iter("marker")
    ]


@pytest.mark.parametrize(("suffix", "read"), [(".edl", read_edl), (".fcpxml", read_fcpxml)])
def test_every_mark_is_read_again_at_its_frame(info, rate, suffix, read):
    text = marker_text(Path(f"marks{suffix}"), info, [], at_frames(rate))
    assert read(text, rate) == [(f"mark {frame}", frame, 1) for frame in FRAMES]


def test_an_edl_says_whether_its_time_code_drops_frames(info, rate):
    text = marker_text(Path("marks.edl"), info, [], at_frames(rate))
    drops = rate in (Fraction(30000, 1001), Fraction(60000, 1001))
    assert f"FCM: {'DROP' if drops else 'NON-DROP'} FRAME" in text.splitlines()
    assert ("00:01:00;" in text) is drops


def test_fcpxml_is_opened_by_its_adapter(info, rate):
    text = marker_text(Path("marks.fcpxml"), info, [], at_frames(rate))
    timeline = otio.adapters.read_from_string(text, "fcpx_xml")
    (clip,) = timeline.find_clips()
    assert [marker.name for marker in clip.markers] == [f"mark {frame}" for frame in FRAMES]
    assert clip.media_reference.target_url == info.path.as_uri()
    # the adapter counts in whole frames per second, so only 25 comes back exactly
    counted = [marker.marked_range.start_time.to_seconds() for marker in clip.markers]
    assert counted == pytest.approx([float(f / rate) for f in FRAMES], abs=1 / int(rate))


@pytest.mark.parametrize("suffix", [".edl", ".fcpxml"])
def test_frames_are_counted_from_the_time_code_of_the_clip(tmp_path, suffix):
    rate = Fraction(25)
    video = make_video(
        tmp_path / "clip.mov", frames=50, rate=25, metadata={"timecode": "10:00:00:05"}
    )
    text = marker_text(Path(f"x{suffix}"), probe(video), [], [Mark(1.0, 0.0, "knock")])
    start = 10 * 3600 * 25 + 5
    if suffix == ".edl":
        assert read_edl(text, rate) == [("knock", start + 25, 1)]
        assert "10:00:01:05 10:00:01:06 10:00:01:05 10:00:01:06" in text
    else:
        assert read_fcpxml(text, rate) == [("knock", start + 25, 1)]


@pytest.mark.parametrize(
    ("code", "said", "numbered"),
    [("01:00:59:29", "NON-DROP", "01:01:00:00"), ("01:00:59;29", "DROP", "01:01:00;02")],
)
def test_frames_are_numbered_as_in_the_clip_whether_it_drops_numbers_or_not(
    tmp_path, code, said, numbered
):
    rate = Fraction(30000, 1001)
    video = make_video(tmp_path / "clip.mov", frames=30, rate=rate, metadata={"timecode": code})
    mark, info = Mark(float(1 / rate), 0.0, "knock"), probe(video)
    text = marker_text(Path("x.edl"), info, [], [mark])
    assert f"FCM: {said} FRAME" in text.splitlines()
    assert f" {numbered} " in text
    root = ElementTree.fromstring(marker_text(Path("x.fcpxml"), info, [], [mark]))
    (sequence,), (marker,) = root.iter("sequence"), root.iter("marker")
    assert sequence.get("tcFormat") == ("DF" if said == "DROP" else "NDF")
    assert seconds(marker.get("start")) == seconds(sequence.get("tcStart")) + 1 / rate


@pytest.mark.parametrize(("suffix", "read"), [(".edl", read_edl), (".fcpxml", read_fcpxml)])
def test_a_mark_lasts_until_the_next_and_marks_of_one_frame_are_one(tmp_path, suffix, read):
    info = probe(make_video(tmp_path / "clip.mp4", frames=50, rate=25))
    marks = [Mark(0.4, 0.6, "rain"), Mark(0.8, 0.0, "door"), Mark(0.81, 0.0, "glass")]
    text = marker_text(Path(f"x{suffix}"), info, [], [*marks, Mark(9.0, 1.0, "late")])
    assert read(text, Fraction(25)) == [("rain", 10, 10), ("door + glass", 20, 1), ("late", 49, 1)]


def test_a_clip_without_marks_gives_valid_files(tmp_path):
    info = probe(make_video(tmp_path / "clip.mp4", frames=5))
    edl = marker_text(Path("x.edl"), info, [], [])
    assert not list(otio.adapters.read_from_string(edl, "cmx_3600", rate=30).find_clips())
    assert read_fcpxml(marker_text(Path("x.fcpxml"), info, [], []), 30) == []


def test_a_clip_of_varying_rate_is_counted_finely(tmp_path):
    times = [0.0, 0.03, 0.1, 0.21, 0.25, 0.4]
    info = probe(make_video(tmp_path / "clip.mp4", times_s=times))
    text = marker_text(Path("x.edl"), info, [], [Mark(0.25, 0.0, "hit")])
    ((_, frame, _),) = read_edl(text, 60)
    assert frame / 60 == pytest.approx(0.25, abs=1 / 120)


def test_an_edl_refuses_more_than_its_digits_can_count(tmp_path):
    info = lasting(probe(make_video(tmp_path / "clip.mp4", frames=5, rate=25)), 60.0)
    marks = [Mark(frame / 25, 0.0, "x") for frame in range(1000)]
    with pytest.raises(UsageError, match="at most 999 markers, and these are 1000"):
        marker_text(Path("x.edl"), info, [], marks)


def test_muted_events_are_no_marks_but_stay_in_a_table(tmp_path):
    events = [Event(1.0, 0.5), Event(2.0, muted=True)]
    assert event_marks(events, "Steps") == [Mark(1.0, 0.0, "Steps 50%")]
    (tmp_path / "x.csv").write_text(marker_text(Path("x.csv"), None, events, []))
    assert read_csv(tmp_path / "x.csv") == events
