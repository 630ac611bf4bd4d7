"""Chapters of a copy."""

import av
import numpy as np
import pytest

from engine.media.mux import SoundTrack, mux
from tests.media import chapters, copy_packets, make_video

SILENCE = SoundTrack(48000, 1, [np.zeros((4800, 1), np.float32)])


def with_chapters(path, spans_s, *, gop=12):
    """A clip of 2 s whose picture starts at 0.5 s, with chapters on the file's own clock."""
    picture = make_video(path.with_name("picture.mkv"), duration_s=2.0, start_s=0.5, gop=gop)
    named = [(f"chapter {number}", *span) for number, span in enumerate(spans_s, start=1)]
    with av.open(str(picture)) as source, av.open(str(path), "w") as container:
        container.set_chapters(chapters(*named))
        stream = source.streams.video[0]
        copy_packets(container, {stream: container.add_stream_from_template(stream)})
    return path


def chapters_s(path):
    with av.open(str(path)) as container:
        return [
            (
                chapter["metadata"]["title"],
                float(chapter["start"] * chapter["time_base"]),
                float(chapter["end"] * chapter["time_base"]),
            )
            for chapter in container.chapters()
        ]


@pytest.mark.parametrize("suffix", [".mkv", ".mp4", ".mov"])
def test_chapters_that_begin_before_the_picture_begin_with_it(tmp_path, suffix):
    spans_s = [(0.0, 0.25), (0.25, 1.0), (1.0, 2.5)]
    clip = with_chapters(tmp_path / "clip.mkv", spans_s)
    output = tmp_path / f"out{suffix}"
    mux(clip, SILENCE, output)
    assert chapters_s(output) == [
        ("chapter 2", 0.0, pytest.approx(0.5, abs=1e-3)),
        ("chapter 3", pytest.approx(0.5, abs=1e-3), pytest.approx(2.0, abs=1e-3)),
    ]


def test_chapters_of_a_delayed_part_end_with_it(tmp_path):
    clip = with_chapters(tmp_path / "clip.mkv", [(0.0, 1.5), (1.5, 2.5)], gop=60)
    output = tmp_path / "out.mkv"
    delay_s = mux(clip, SILENCE, output, part=(0.5, 1.5)).delay_s
    assert delay_s > 0.1
    assert chapters_s(output) == [
        ("chapter 1", 0.0, pytest.approx(delay_s + 0.5, abs=2e-3)),
        ("chapter 2", pytest.approx(delay_s + 0.5, abs=2e-3), pytest.approx(delay_s + 1, abs=2e-3)),
    ]
