"""A copy of a part of a clip: exact ends where the file can hide pictures, packets untouched."""

from fractions import Fraction

import numpy as np
import pytest

from engine.media.audio import read_blocks
from engine.media.digest import picture_digest
from engine.media.frames import sample_frames
from engine.media.mux import SoundTrack, mux
from engine.media.part import find_part
from engine.media.probe import probe
from engine.media.source import packets
from tests.engine.media.muxing import mux_as
from tests.media import Track, clicks, frame_number, make_video

RATE_HZ = 48000


def sound(seconds, at_s=0.25):
    return SoundTrack(RATE_HZ, 1, [clicks([at_s], seconds, rate_hz=RATE_HZ)])


def numbers(path, rate=30):
    return [frame_number(picture) for picture in sample_frames(path, rate=Fraction(rate))]


@pytest.fixture
def clip(tmp_path):
    """Three seconds at 30 pictures a second, a key frame each 0.4 s, B-frames, and a sound."""
    own = clicks([0.2, 1.5], 3.0, rate_hz=RATE_HZ)
    return make_video(
        tmp_path / "clip.mp4", duration_s=3.0, b_frames=2, sounds=[Track(own, RATE_HZ, "aac")]
    )


def test_a_part_begins_at_the_key_frame_before_it_and_ends_with_its_last_picture(clip):
    part = find_part(probe(clip), 1.0, 2.0)
    assert 0.5 < part.earliest_s < 1.0  # a key frame, not the part's own first picture
    assert 0 < part.first < part.last < 65


@pytest.mark.parametrize("suffix", [".mp4", ".mov"])
def test_where_pictures_can_be_hidden_the_part_starts_at_its_first_moment(clip, suffix):
    output = clip.with_name(f"part{suffix}")
    report = mux(clip, sound(1.0), output, part=(1.0, 2.0))
    assert report.lead_s == 0.0
    shown = numbers(output)
    assert shown[:30] == list(range(30, 60))
    assert probe(output).duration_s == pytest.approx(1.0, abs=0.1)
    heard = np.concatenate(list(read_blocks(output)))
    assert np.abs(heard[:, 0]).argmax() / RATE_HZ == pytest.approx(0.25, abs=0.003)


def test_the_packets_of_a_part_are_those_of_the_clip(clip):
    output = clip.with_name("part.mp4")
    report = mux(clip, sound(1.0), output, part=(1.0, 2.0))
    assert report.picture_digest == picture_digest(output)
    assert report.packets < 45


def test_matroska_shows_the_pictures_before_and_says_so(clip):
    output = clip.with_name("part.mkv")
    earliest_s = find_part(probe(clip), 1.0, 2.0).earliest_s
    report = mux(clip, sound(1.0), output, part=(1.0, 2.0))
    assert report.lead_s == pytest.approx(1.0 - earliest_s, abs=0.002)
    assert numbers(output)[0] == round(earliest_s * 30)
    heard = np.concatenate(list(read_blocks(output)))
    peak_s = np.abs(heard[:, 0]).argmax() / RATE_HZ
    assert peak_s == pytest.approx(0.25 + report.lead_s, abs=0.003)


def test_the_originals_sound_is_cut_along(clip):
    output = clip.with_name("both.mp4")
    mux_as(clip, sound(1.0), output, part=(1.0, 2.0), keep_original=True)
    own = np.concatenate(list(read_blocks(output, track=1)))
    assert np.abs(own[:, 0]).argmax() / RATE_HZ == pytest.approx(0.5, abs=0.003)


def test_a_part_at_the_beginning_and_one_to_the_end_lose_nothing(clip):
    whole = clip.with_name("whole.mp4")
    mux(clip, sound(3.0), whole, part=(0.0, 3.0))
    assert picture_digest(whole) == picture_digest(clip)
    assert numbers(whole) == list(range(90))


@pytest.mark.parametrize("suffix", [".mp4", ".mkv", ".ts"])
def test_what_lies_after_a_part_is_not_read(tmp_path, monkeypatch, suffix):
    own = clicks([1.5], 20.0, rate_hz=RATE_HZ)
    clip = make_video(
        tmp_path / f"clip{suffix}", duration_s=20.0, sounds=[Track(own, RATE_HZ, "aac")]
    )
    probe(clip)
    read = []

    def counted(*args):
        for packet in packets(*args):
            read.append(packet.dts)
            yield packet

    monkeypatch.setattr("engine.media.part.packets", counted)
    output = tmp_path / "part.mp4"
    mux_as(clip, sound(1.0), output, part=(1.0, 2.0), keep_original=True)
    assert len(read) < 500  # of 1538, and the picture once more to find the part
    kept = np.concatenate(list(read_blocks(output, track=1)))
    # A transport stream does not store the encoder delay of 21 ms.
    assert np.abs(kept[:, 0]).argmax() / RATE_HZ == pytest.approx(0.5, abs=0.025)
    assert probe(output).audio[1].duration_s == pytest.approx(1.0, abs=0.05)


def test_a_damaged_time_stamp_does_not_end_the_sound_of_a_part(clip, monkeypatch):
    def with_a_damaged_one(container, streams):
        damaged = False
        for packet in packets(container, streams):
            if packet.size and not damaged and packet.stream.type == "audio":
                packet.pts = packet.dts = packet.dts + (1 << 32)
                damaged = True
            yield packet

    monkeypatch.setattr("engine.media.part.packets", with_a_damaged_one)
    output = clip.with_name("both.mp4")
    mux_as(clip, sound(1.0), output, part=(1.0, 2.0), keep_original=True)
    assert probe(output).audio[1].duration_s == pytest.approx(1.0, abs=0.05)
