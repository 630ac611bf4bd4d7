"""Marks of a clip for editing programs: a CMX 3600 EDL, an FCPXML project, or CSV.

OpenTimelineIO and its adapters write both. In an EDL each mark is an edit of the clip, as long as
the mark or one frame, which DaVinci Resolve reads as a marker and others as a cut; in FCPXML the
clip carries markers.

The adapters know neither the drop-frame header of an EDL nor the frame durations of rates such as
23.976 in FCPXML, and one asks ffprobe for a name of the format; those are put right here.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple
from xml.etree import ElementTree

from engine.dubbing.handoff.frame_rate import FrameClock, frame_clock
from engine.dubbing.handoff.marks import Mark
from engine.errors import UsageError
from engine.events.event import Event, csv_text
from engine.media.probe import MediaInfo
from engine.media.target import replacing
from engine.recipe import Delivery

if TYPE_CHECKING:
    import opentimelineio as otio

MARKER_SUFFIXES: Final = (".csv", ".edl", ".fcpxml")
_MOST_EDITS: Final = 999  # of CMX 3600, whose edits have three digits
_REEL: Final = "AX"  # a source without a tape
_FCPXML_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE fcpxml>\n\n'


class _Edit(NamedTuple):
    """A mark in frames, from clip time 0."""

    frame: int
    frames: int
    name: str


def marker_text(path: Path, info: MediaInfo, events: Sequence[Event], marks: Sequence[Mark]) -> str:
    """The content of a file of markers; its suffix selects the kind.

    Args:
        path: a .csv, .edl or .fcpxml file.
        info: the clip.
        events: what a CSV file holds.
        marks: what the others hold.

    Raises:
        UsageError: an EDL cannot hold so many.
    """
    writers: dict[str, Callable[[MediaInfo, FrameClock, list[_Edit]], str]] = {
        ".edl": _edl,
        ".fcpxml": _fcpxml,
    }
    write = writers.get(path.suffix.lower())
    if write is None:
        return csv_text(events)
    clock = frame_clock(info)
    return write(info, clock, _edits(marks, clock, info.duration_s))


@contextmanager
def marker_file(
    delivery: Delivery, info: MediaInfo, events: Sequence[Event], marks: Sequence[Mark]
) -> Iterator[None]:
    """Write a delivery's markers first; they appear once the output has, or neither does.

    Raises:
        UsageError: as in `marker_text`.
        TargetError, OutputExistsError: the file cannot be written.
    """
    if delivery.markers is None:
        yield
        return
    with replacing(delivery.markers, overwrite=delivery.overwrite) as part:
        part.write_bytes(marker_text(delivery.markers, info, events, marks).encode())
        yield


def _edits(marks: Sequence[Mark], clock: FrameClock, duration_s: float) -> list[_Edit]:
    """One edit for each frame that has marks, none beyond the next one or the clip's end."""
    end = max(1, clock.frame(duration_s))
    frames: dict[int, list[Mark]] = {}
    for mark in sorted(marks):
        frames.setdefault(min(clock.frame(mark.time_s), end - 1), []).append(mark)
    starts = [*frames, end]
    return [
        _Edit(
            start,
            min(max(1, *(clock.frame(mark.duration_s) for mark in here)), following - start),
            " + ".join(mark.name for mark in here),
        )
        for (start, here), following in zip(frames.items(), starts[1:], strict=True)
    ]


# CMX 3600


def _edl(info: MediaInfo, clock: FrameClock, edits: list[_Edit]) -> str:
    import opentimelineio as otio  # a third of a second, which most dubs need not wait for

    if len(edits) > _MOST_EDITS:
        raise UsageError(
            "An EDL holds at most {most} markers, and these are {count}.",
            hint="Write an .fcpxml or .csv file instead.",
            most=_MOST_EDITS,
            count=len(edits),
        )
    title = " ".join(info.path.stem.split())
    head = f"TITLE: {title}\nFCM: {'DROP' if clock.drops else 'NON-DROP'} FRAME\n\n"
    if not edits:
        return head
    track = otio.schema.Track(name="V", kind=otio.schema.TrackKind.Video)
    rate = clock.counted_rate
    place = 0  # on the clip's time code; the adapter knows no other start
    for edit in edits:
        start = clock.start_frame + edit.frame
        if start > place:
            track.append(otio.schema.Gap(source_range=_range(rate, 0, start - place)))
        track.append(
            otio.schema.Clip(
                name=edit.name,
                source_range=_range(rate, start, edit.frames),
                metadata={"cmx_3600": {"reel": _REEL}},
            )
        )
        place = start + edit.frames
    timeline = otio.schema.Timeline(name=title, tracks=[track])
    text = otio.adapters.write_to_string(timeline, "cmx_3600", rate=rate)
    lines: list[str] = []
    names = iter(edits)
    for line in text.split("\n\n", 1)[1].splitlines():
        lines.append(line)
        if line[:1].isdigit():
            edit = next(names)
            lines.append(f" |C:ResolveColorBlue |M:{edit.name} |D:{edit.frames}")
    return head + "\n".join(lines) + "\n"


def _range(rate: float, start: int, frames: int) -> "otio.opentime.TimeRange":
    from opentimelineio.opentime import RationalTime, TimeRange

    return TimeRange(RationalTime(start, rate), RationalTime(frames, rate))


# FCPXML


def _fcpxml(info: MediaInfo, clock: FrameClock, edits: list[_Edit]) -> str:
    import opentimelineio as otio

    rate = float(clock.rate)
    whole = _range(rate, clock.start_frame, max(1, clock.frame(info.duration_s)))
    # a name that is no file keeps the adapter from calling ffprobe
    source = otio.schema.ExternalReference(target_url="clip", available_range=whole)
    clip = otio.schema.Clip(name=info.path.stem, media_reference=source, source_range=whole)
    for edit in edits:
        marked = _range(rate, clock.start_frame + edit.frame, edit.frames)
        purple = otio.schema.MarkerColor.PURPLE  # a plain marker, not a task to do
        clip.markers.append(otio.schema.Marker(name=edit.name, marked_range=marked, color=purple))
    track = otio.schema.Track(name="V", kind=otio.schema.TrackKind.Video, children=[clip])
    timeline = otio.schema.Timeline(name=info.path.stem, tracks=[track])
    root = ElementTree.fromstring(otio.adapters.write_to_string(timeline, "fcpx_xml"))
    for form in root.iter("format"):
        form.set("frameDuration", f"{clock.rate.denominator}/{clock.rate.numerator}s")
        form.attrib.pop("name", None)
        if info.video is not None:
            form.set("width", str(info.video.display_width))
            form.set("height", str(info.video.display_height))
    for asset in root.iter("asset"):
        asset.set("src", info.path.absolute().as_uri())
        asset.set("hasAudio", str(int(bool(info.audio))))
    for sequence in root.iter("sequence"):
        start = clock.start_frame / clock.rate
        sequence.set("tcStart", f"{start.numerator}/{start.denominator}s" if start else "0s")
        sequence.set("tcFormat", "DF" if clock.drops else "NDF")
    ElementTree.indent(root)
    return _FCPXML_HEAD + ElementTree.tostring(root, encoding="unicode") + "\n"
