"""Every input that once failed, as it is kept with the real material, gives what its text expects.

The kinds of these faults have tests with made media beside the code that was mended.
"""

import json
import os
import shutil
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

import main
from engine.errors import InputError
from engine.events.event import read_csv
from engine.media.probe import probe
from engine.project import storage
from engine.project.files import media_file
from engine.project.model import Project, new_clip, new_id
from engine.storage.values import parse, text_path
from gui.document import autosave

ROOT = Path(__file__).resolve().parents[2]

pytestmark = [pytest.mark.real, pytest.mark.slow, pytest.mark.timeout(240)]


@pytest.fixture(scope="module")
def faults(real_data: Path) -> Path:
    folder = real_data.parent / "faults"
    if not folder.is_dir():
        pytest.skip(f"the inputs are not here: {folder}")
    return folder


@pytest.fixture
def dub(faults: Path, tmp_path: Path, capsys):
    """Dub an input; the exit code, the output, what `--json` or stderr said."""

    def run(kind: str, name: str, suffix: str, *options: object, events: str = "", sound: str = ""):
        folder, output = faults / kind, tmp_path / f"out{suffix}"
        sound = sound or ("click.wav" if kind == "media" else "base.wav")
        events = events or ("e.csv" if kind == "media" else "ev4.csv")
        words = ["dub", folder / name, "--reference", folder / sound, "--events", folder / events]
        words += ["--engine", "grains", "--output", output, "--json", *options]
        code = main.main([str(word) for word in words])
        said = capsys.readouterr()
        told = json.loads(said.out.splitlines()[-1]) if code == 0 else said.err
        return code, output, told

    return run


@pytest.mark.parametrize(
    ("name", "suffix"),
    [("chapter_before_picture.mkv", ".mkv"), ("quicktime_keys.mov", ".mkv"), ("wmv2.wmv", ".mkv")],
)
def test_a_picture_that_the_container_holds_is_not_refused(dub, name, suffix):
    assert dub("media", name, suffix)[0] == 0


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("clock_jumps_back.ts", "clock"),
        ("encrypted.mp4", "encrypted"),
    ],
)
def test_what_cannot_be_copied_rightly_is_refused_in_one_sentence(dub, name, says):
    code, output, said = dub("media", name, ".mp4")
    assert code == 3
    assert says in said
    assert not output.exists()


@pytest.mark.parametrize(
    ("name", "suffix", "tag"),
    [("hevc.mkv", ".mp4", "hvc1"), ("prores_proxy.mov", ".mov", "apco"), ("wmv2.wmv", ".mkv", "")],
)
def test_the_codec_tag_is_that_of_a_plain_copy(dub, name, suffix, tag):
    code, output, _ = dub("media", name, suffix)
    assert code == 0
    with av.open(str(output)) as container:
        stream = container.streams.video[0]
        if tag:
            assert stream.codec_context.codec_tag == tag
        if name == "hevc.mkv":
            assert stream.average_rate == 25
            first = next(container.demux(stream))
            assert first.dts * first.time_base == Fraction(-2, 25)


def test_b_frames_in_avi_are_shown_in_their_order(dub):
    code, output, _ = dub("media", "h264_bframes.avi", ".mp4")
    assert code == 0
    with av.open(str(output)) as container:
        stream = container.streams.video[0]
        times = [packet.pts * packet.time_base for packet in container.demux(stream) if packet.size]
    assert times[:4] == [0, Fraction(3, 25), Fraction(1, 25), Fraction(2, 25)]
    assert sorted(times) == [Fraction(number, 25) for number in range(25)]


def test_a_read_that_waits_for_seven_seconds_loses_nothing(faults, tmp_path):
    compiler = shutil.which("cc")
    if compiler is None or sys.platform != "linux":
        pytest.skip("needs a C compiler and LD_PRELOAD")
    media, output = faults / "media", tmp_path / "out.mkv"
    library, reads = tmp_path / "slow.so", tmp_path / "reads"
    build = [compiler, "-shared", "-fPIC", "-o", library, media / "stalled_read.c", "-ldl"]
    subprocess.run(build, check=True)
    words = ["dub", media / "stalled_read.mkv", "--reference", media / "click.wav", "--overwrite"]
    words += ["--events", media / "e.csv", "--engine", "grains", "--output", output]

    def run(**slow: str) -> None:
        variables = {"LD_PRELOAD": str(library), "SLOWFILE": "stalled_read.mkv", **slow}
        command = [sys.executable, "main.py", *map(str, words)]
        subprocess.run(command, cwd=ROOT, check=True, env=os.environ | variables)
        with av.open(str(output)) as container:
            assert sum(bool(packet.size) for packet in container.demux(video=0)) == 3

    run(SLOWLOG=str(reads))
    last = len(reads.read_text().splitlines()) - 1
    run(SLOWAT=str(last), SLOWS="7")


def test_a_picture_that_stands_still_for_minutes_is_kept(dub):
    code, output, _ = dub("media", "late_second_picture.mp4", ".mp4")
    assert code == 0
    assert probe(output).duration_s == pytest.approx(102.0, abs=0.1)


def test_keys_of_a_phone_are_kept_or_named(dub):
    code, output, told = dub("media", "quicktime_keys.mov", ".mov")
    assert code == 0
    with av.open(str(output)) as container:
        kept = set(container.metadata)
    for key in ("location.ISO6709", "make"):
        assert any(key in each for each in kept) or key in " ".join(told["notes"])


def test_chapters_and_default_flags_survive_a_trim(dub):
    code, output, _ = dub("media", "rich.mkv", ".mkv", "--trim", "1.5:3.5", "--original", "track")
    assert code == 0
    with av.open(str(output)) as container:
        second = container.chapters()[-1]
        assert float(second["start"] * second["time_base"]) == pytest.approx(1.979, abs=0.01)
        assert float(second["end"] * second["time_base"]) == pytest.approx(3.479, abs=0.01)
        assert container.streams.subtitles[0].disposition & av.stream.Disposition.default


def test_spherical_data_are_kept(dub):
    code, output, _ = dub("media", "spherical.mp4", ".mp4")
    assert code == 0
    assert {b"st3d", b"sv3d"} <= {box for box in (b"st3d", b"sv3d") if box in output.read_bytes()}


def test_the_default_picture_is_taken_not_a_thumbnail(faults):
    video = probe(faults / "media" / "thumbnail_first.mkv").video
    assert video is not None
    assert video.index == 1


def test_a_trim_moves_the_time_code(dub):
    code, output, told = dub("media", "timecode.mov", ".mov", "--trim", "2:4")
    assert code == 0
    assert not told["notes"]
    with av.open(str(output)) as container:
        codes = [stream.metadata.get("timecode") for stream in container.streams]
    assert "01:00:12:05" in codes


def test_a_constant_offset_is_removed_from_a_reference(dub):
    _, _, plain = dub("sound", "clip4.mp4", ".wav")
    _, _, offset = dub("sound", "clip4.mp4", ".wav", "--overwrite", sound="dc_offset.wav")
    assert offset["loudness_lufs"] == pytest.approx(plain["loudness_lufs"], abs=0.3)


def test_a_quiet_reference_reaches_the_loudness_or_says_why_not(dub):
    code, _, told = dub("sound", "clip4.mp4", ".wav", "--loudness", "-16", sound="quiet.flac")
    assert code == 0
    assert told["notes"] or told["loudness_lufs"] == pytest.approx(-16, abs=0.5)


def test_a_spreadsheet_of_events_is_read(faults):
    assert len(read_csv(faults / "sound" / "excel_sep.csv")) == 2


def test_events_behind_the_end_are_named(dub):
    code, _, told = dub("sound", "clip4.mp4", ".wav", events="outside.csv")
    assert code == 0
    assert any("end" in note for note in told["notes"])


def test_variations_of_a_single_hit_differ(dub, tmp_path):
    code, output, _ = dub("sound", "clip4.mp4", ".wav", "--variations", "3", sound="one_hit.wav")
    assert code == 0
    sounds = {output.read_bytes(), *(each.read_bytes() for each in tmp_path.glob("out-*.wav"))}
    assert len(sounds) == 3


def test_opposite_phases_do_not_make_a_reference_silent(faults, tmp_path):
    mel = tmp_path / "m.npy"
    words = ["mel", faults / "sound" / "opposite_phase.wav", "--output", mel]
    assert main.main([str(word) for word in words]) == 0
    assert np.load(mel).max() > 0.2


@pytest.mark.parametrize(
    "options",
    [
        ["--output", "base.wav"],
        ["--output", "o.wav", "--stem", "base.wav"],
        ["--output", "o.wav", "--markers", "ev4.csv", "--range", "1:2"],
        ["--output", "one_hit.wav", "--blend", "one_hit.wav:0.5"],
        ["--output", "quiet.flac", "--ambience", "quiet.flac", "--background", "0.5"],
        ["--output", "o.wav", "--blend", "o-2.wav:0.5", "--variations", "2"],
        ["--output", "clip4.mp4"],
    ],
    ids=" ".join,
)
def test_an_input_is_never_overwritten(faults, tmp_path, capsys, monkeypatch, options):
    shutil.copytree(faults / "sound", tmp_path / "work")
    monkeypatch.chdir(tmp_path / "work")
    shutil.copyfile("one_hit.wav", "o-2.wav")
    before = {path.name: path.read_bytes() for path in Path().iterdir()}
    words = ["dub", "clip4.mp4", "--reference", "base.wav", "--events", "ev4.csv", "--overwrite"]
    assert main.main([*words, *options]) == 2
    assert "never overwritten" in capsys.readouterr().err
    assert {path.name: path.read_bytes() for path in Path().iterdir()} == before


def test_a_damaged_project_is_refused_with_the_place(faults):
    with pytest.raises(InputError, match=r"damaged: project\."):
        storage.load(faults / "project" / "nan_in.varietysound")


def test_a_name_that_is_not_text_is_saved_in_a_project_and_in_its_copy(faults, tmp_path):
    path = tmp_path / os.fsdecode(b"cl\xefp.mp4")
    shutil.copyfile(faults / "sound" / "clip4.mp4", path)
    clip = new_clip(media_file(path, 4.0))
    project = Project(new_id(), (clip,), active_clip_id=clip.id)
    storage.save(project, tmp_path / "film.varietysound")
    assert storage.load(tmp_path / "film.varietysound").clips[0].file.path == path
    autosave.write(project, None)
    (copy,) = autosave.folder().iterdir()
    plain = parse(copy.read_bytes(), "autosave")
    assert text_path(plain["clips"][0]["file"]["path"]) == path


def test_a_name_that_is_not_text_is_dubbed(faults, tmp_path):
    clip = tmp_path / os.fsdecode(b"cl\xefp.mp4")
    shutil.copyfile(faults / "sound" / "clip4.mp4", clip)
    words = ["dub", clip, "--reference", faults / "sound" / "base.wav", "--engine", "grains"]
    words += ["--events", faults / "sound" / "ev4.csv", "--output", tmp_path / "o.wav"]
    assert main.main([str(word) for word in words]) == 0
    assert probe(tmp_path / "o.wav").audio
