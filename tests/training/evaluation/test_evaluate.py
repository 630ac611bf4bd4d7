import csv
import json
import os
import shutil
import struct
import subprocess
import threading
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import main
from engine.errors import CancelledError, EnvironmentUnusableError, InputError, UsageError
from engine.evaluation.listening.material import read_material
from engine.machine.workers.cluster import Cluster
from engine.machine.workers.processes import Processes
from engine.progress import JobContext
from tests.browser import ask_page, chromium
from tests.cluster import local_cluster
from tests.media import Track, make_video
from tests.tiny_models import install_generator, install_vocoder
from tests.training.evaluation.clips import make_clips
from tests.training.synthetic import write_dataset
from tests.workers import kill_a_worker
from training.evaluation import material, opening
from training.evaluation.evaluate import evaluate
from training.evaluation.opening import Request
from training.evaluation.records import RECORDS, decode_settings
from training.evaluation.report import write_report

pytestmark = pytest.mark.timeout(900)

# Records of three clips without a model: the clips, then the pairs of the ground truth, of the
# vocoded reference, of the looped one, and of `grains`.
COUNT = 3 + (3 + 3) + 6 + (3 + 6) + (3 + 6 + 3)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A report of three clips by the command itself, with a tiny model and its ablations."""
    folder = tmp_path_factory.mktemp("evaluation")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VARIETYSOUND_HOME", str(folder / "home"))
        patch.setenv("VARIETYSOUND_SHIPPED_MODELS", str(folder / "shipped"))
        install_generator()
        clips = make_clips(folder / "clips")
        words = ["evaluate", "--clips", str(clips), "--across-classes", "--ablations"]
        words += ["--vocoder", "griffin-lim", "--examples", "1", "--device", "cpu"]
        assert main.main([*words, "--output", str(folder / "report")]) == 0
    return folder / "report"


@pytest.fixture(autouse=True)
def noise(own_home):
    """A vocoder that takes no time, where it is not what is tested."""
    install_vocoder("noise")


@pytest.fixture
def without_embedding(monkeypatch):
    def missing():
        raise EnvironmentUnusableError("Resemblyzer is not installed.", hint="Install it.")

    monkeypatch.setattr(opening, "VoiceEncoder", missing)


class Links(HTMLParser):
    """The files and places that a page refers to, and the identifiers that it has."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.places: set[str] = set()

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.links += [given[name] for name in ("src", "href") if given.get(name)]
        self.places.add(given.get("id") or "")


def tables(report):
    return {
        each["key"]: each for each in json.loads((report / "report.json").read_text())["tables"]
    }


def figure(report, key, row, column):
    rows = {next(iter(each.values())): each for each in tables(report)[key]["rows"]}
    return rows[row]["figures"][column]


def test_every_file_that_the_page_shows_lies_in_its_folder(made):
    links = Links()
    links.feed((made / "index.html").read_text(encoding="utf-8"))
    files = {link for link in links.links if not link.startswith("#")}
    assert {link[1:] for link in links.links if link.startswith("#")} <= links.places
    assert all((made / file).is_file() for file in files)
    assert {"mp4", "flac", "png", "csv", "json"} <= {file.rpartition(".")[2] for file in files}
    assert not any(file.startswith(("/", "http", "file:")) for file in files)


def test_a_browser_shows_the_page_without_a_complaint(made, tmp_path):
    picture = tmp_path / "page.png"
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr"]
    options += [f"--user-data-dir={tmp_path / 'profile'}", "--window-size=1280,3000"]
    page = (made / "index.html").as_uri()
    said = subprocess.run(
        [chromium(), *options, f"--screenshot={picture}", page],
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    assert "CONSOLE" not in said.stderr  # where scripts and missing files complain
    with Image.open(picture) as image:
        assert image.size == (1280, 3000)
        assert len(image.convert("RGB").getcolors(2**24)) > 200  # charts and mels, not an error


def test_in_a_browser_every_sound_plays_with_its_video(made, tmp_path):
    script = """
const [audio, other] = document.querySelectorAll(".example audio");
const video = audio.closest(".example").querySelector("video");
audio.play();
const wait = setInterval(() => {
  if (video.currentTime < 0.3 || audio.currentTime < 0.3) return;
  clearInterval(wait);
  other.addEventListener("playing", () =>
    say([video.readyState >= 2 && video.videoWidth > 0, video.error, audio.error, audio.paused]));
  other.play();
}, 100);"""
    assert ask_page(made / "index.html", script, tmp_path) == [True, None, None, True]


def test_a_listening_test_finds_the_sounds_of_the_report(made):
    material = read_material(made)
    assert material.scales() == ["realism", "alignment", "timbre"]
    assert {"Ground truth, vocoded", "Looped reference", "Grains"} <= set(material.systems())
    assert material.notes == []
    truths = [example for example in material.examples if example.is_truth]
    assert {example.system for example in truths} == {"Ground truth, vocoded"}
    assert all(example.target.is_file() for example in material.examples)
    assert not any("timbre" in example.scales for example in truths)
    assert "Reference, vocoded" not in material.systems()


def test_the_tables_are_shaped_like_the_papers_with_its_figures_beside(made):
    found = tables(made)
    assert {"table-1", "table-2", "table-7", "table-8-1"} <= set(found)
    assert [row["class"] for row in found["table-8-1"]["rows"]] == ["anvil", "bell", "All"]
    assert [row["clips"] for row in found["table-8-1"]["rows"]] == [2, 1, 3]
    columns = list(found["table-8-1"]["rows"][-1]["figures"])
    own = ["Proposed", "w Bi", "w/o Te", "w/o Ti", "w/o Te & Ti"]
    truth = "Ground truth, vocoded"
    assert columns == [truth, *own, *(f"Paper: {name}" for name in own)]
    assert list(found["table-7"]["rows"][0]["figures"])[:3] == [truth, "Grains", "tiny"]
    assert truth in found["table-1"]["rows"][0]["figures"]
    assert "Reference, vocoded" in found["table-2"]["rows"][0]["figures"]
    assert figure(made, "table-8-1", "All", "Paper: w/o Ti")["value"] == 5.25
    assert figure(made, "table-8-1", "All", "Proposed")["value"] > 0
    assert figure(made, "table-2", "All", "Paper: Ours, cosine")["value"] == 0.9
    assert figure(made, "table-1", "bell", "Paper: GT, alignment")["value"] is None


def test_the_measures_tell_the_good_from_the_bad(made):
    truth, looped = "Ground truth, vocoded", "Looped reference"
    assert figure(made, "onsets", truth, "F1")["value"] > 0.9
    assert (
        figure(made, "onsets", truth, "F1")["value"] > figure(made, "onsets", looped, "F1")["value"]
    )
    assert figure(made, "onsets", "Grains", "F1")["value"] > 0.7
    assert figure(made, "timbre", looped, "Identified")["value"] == 1.0
    assert figure(made, "timbre", "Reference, vocoded", "Identified")["value"] == 1.0
    assert figure(made, "timbre", "Grains", "Centred margin")["value"] > 0.5
    assert figure(made, "disentanglement", looped, "Picture in the timbre")["value"] < 0.05
    assert figure(made, "disentanglement", "Grains", "Onsets kept")["value"] > 0.8
    mcd = "MCD (paper's scale)"
    assert (
        figure(made, "measures", truth, mcd)["value"]
        < figure(made, "measures", "tiny", mcd)["value"]
    )


def test_the_files_of_the_tables_hold_every_sound_and_figure(made):
    with (made / "measures.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    systems = {row["system"] for row in rows}
    assert {"Grains", "Looped reference", "tiny", "tiny, steered", "tiny w/o Te"} <= systems
    # 3 swapped pairs by 5 systems, 6 with several references by 5, 3 clips rebuilt by 8
    assert len(rows) == 3 * 5 + 6 * 5 + 3 * 8
    with (made / "tables" / "onsets.csv").open(encoding="utf-8", newline="") as file:
        first = next(csv.DictReader(file))
    assert first["System"] == "Ground truth, vocoded"
    assert float(first["F1 low"]) <= float(first["F1"]) <= float(first["F1 high"])


def request(tmp_path, **changes):
    plain = {
        "output": tmp_path / "report",
        "clips": tmp_path / "clips",
        "vocoder": "noise:unrefined",
        "across": True,
        "examples": 0,
        "device": "cpu",
    }
    return Request(**{**plain, **changes})


def interrupted(asked: Request) -> tuple[Path, bytes]:
    """Begin an evaluation and cancel it; returns the file of its records, and what it holds."""
    path = asked.output / RECORDS

    def is_enough() -> bool:
        return path.is_file() and path.read_bytes().count(b"\n") >= 9

    with pytest.raises(CancelledError):
        evaluate(asked, JobContext(cancelled=is_enough))
    return path, path.read_bytes()


@pytest.mark.usefixtures("without_embedding")
def test_an_interrupted_evaluation_continues_where_it_was(tmp_path):
    make_clips(tmp_path / "clips")
    asked = request(tmp_path)
    path, before = interrupted(asked)
    path.write_bytes(before + b'{"kind": "sound", "syst')  # as a killed program leaves it
    write_report(evaluate(asked, JobContext()))
    complete = path.read_bytes()
    assert complete.startswith(before)
    lines = [json.loads(line) for line in complete.splitlines()]
    keys = [
        tuple(line.get(name) for name in ("system", "plan", "video", "reference", "clip", "kind"))
        for line in lines
    ]
    assert len(set(keys)) == len(keys) == COUNT
    write_report(evaluate(asked, JobContext()))
    assert path.read_bytes() == complete


def without_times(folder):
    """The records of an evaluation, without how long things took."""
    lines = [json.loads(line) for line in (folder / RECORDS).read_text().splitlines()]
    return [{name: line[name] for name in line if name != "seconds"} for line in lines]


@pytest.mark.skipif(os.name == "nt", reason="there are no such signals")
def test_workers_measure_the_same_although_one_is_killed(tmp_path):
    make_clips(tmp_path / "clips")
    alone = request(tmp_path, output=tmp_path / "alone", examples=1)
    shared = request(tmp_path, output=tmp_path / "shared", examples=1)
    evaluate(alone, JobContext())
    killer = threading.Thread(target=kill_a_worker)
    killer.start()
    write_report(evaluate(shared, JobContext(), Processes(2)))
    killer.join()
    records = zip(without_times(shared.output), without_times(alone.output), strict=True)
    assert all(one[name] == pytest.approx(other[name]) for one, other in records for name in other)
    files = [
        {each.name for each in found.output.glob("sounds/*.flac")} for found in (alone, shared)
    ]
    assert files[0] == files[1]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::ResourceWarning")  # of the library
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_cluster_continues_what_this_machine_has_begun(tmp_path):
    pytest.importorskip("distributed", reason="needs `uv sync --group cluster`")
    make_clips(tmp_path / "clips")
    asked = request(tmp_path)
    path, before = interrupted(asked)
    with local_cluster(tmp_path) as scheduler:
        write_report(evaluate(asked, JobContext(), Cluster(scheduler)))
    assert path.read_bytes().startswith(before)
    assert len(without_times(asked.output)) == COUNT


@pytest.mark.usefixtures("without_embedding")
def test_a_clip_that_cannot_be_read_is_left_out_and_the_rest_is_measured(tmp_path, monkeypatch):
    make_clips(tmp_path / "clips")
    read = material.read_mono

    def unreadable(video, **options):
        if video.name == "1.mp4":
            raise InputError("It is damaged in the middle.")
        return read(video, **options)

    monkeypatch.setattr(material, "read_mono", unreadable)
    found = evaluate(request(tmp_path), JobContext())
    assert "anvil/1.mp4 is left out: It is damaged in the middle." in found.notes
    assert set(found.records.clips) == {0, 2}
    assert found.records.sounds
    assert not any(1 in (each.video, each.reference) for each in found.records.sounds.values())
    write_report(found)


@pytest.mark.usefixtures("without_embedding")
def test_the_sound_of_a_clip_is_read_once_for_all_its_dubs(tmp_path, monkeypatch):
    make_clips(tmp_path / "clips")
    read, names = material.read_mono, []

    def counted(video, **options):
        names.append(video.name)
        return read(video, **options)

    monkeypatch.setattr(material, "read_mono", counted)
    found = evaluate(request(tmp_path), JobContext())
    assert len(found.records.sounds) > 10
    assert len(names) == len(set(names)) == 3


@pytest.mark.usefixtures("without_embedding")
def test_another_evaluation_does_not_continue_it_nor_overwrite_other_files(tmp_path):
    make_clips(tmp_path / "clips", ("anvil", "bell"))
    asked = request(tmp_path)
    evaluate(asked, JobContext())
    with pytest.raises(UsageError, match="other clips, models or settings"):
        evaluate(request(tmp_path, seed=1), JobContext())
    with pytest.raises(UsageError, match=r"not empty.*Choose a new one"):
        evaluate(request(tmp_path, output=tmp_path / "clips"), JobContext())


def test_a_model_that_was_named_must_be_usable_before_anything_is_read(tmp_path):
    foreign = install_generator("foreign")
    data = foreign.read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    header = data[8 : 8 + length].replace(rb"\"low_hz\": 125.0", rb"\"low_hz\":  80.0")
    assert header != data[8 : 8 + length]
    foreign.write_bytes(data[:8] + header + data[8 + length :])
    install_generator("right")
    vocoder = install_vocoder("sound")
    for name, said in (
        ("rigth", r"There is no generator named rigth \(installed: right"),
        (str(tmp_path / "rigth.safetensors"), "There is no model file rigth.safetensors"),
        (str(foreign), "foreign.safetensors is made for a different mel spectrogram"),
        (str(vocoder), "sound.safetensors is a vocoder, not a generator"),
    ):
        asked = request(tmp_path, models=("right", name))
        with pytest.raises(EnvironmentUnusableError, match=said):
            evaluate(asked, JobContext())
        assert not asked.output.exists()


@pytest.mark.usefixtures("without_embedding")
def test_what_cannot_be_used_is_said_and_the_rest_is_made(tmp_path):
    make_clips(tmp_path / "clips", ("anvil", "anvil", "bell"))
    shutil.copy(tmp_path / "clips" / "bell" / "2.mp4", tmp_path / "clips" / "bell" / "3.mp4")
    (tmp_path / "clips" / "bell" / "3.mp4").write_bytes(b"no video")
    asked = request(tmp_path, across=False)
    found = evaluate(asked, JobContext())
    notes = "\n".join(found.notes)
    assert "bell/3.mp4 is left out" in notes
    assert "bell: a class with one clip has no other sound to be dubbed with" in notes
    assert "Resemblyzer is not installed." in notes
    page = write_report(found).read_text(encoding="utf-8")
    assert "Looped reference" in page
    assert figure(asked.output, "table-2", "All", "Grains")["value"] is None
    rows = tables(asked.output)["table-1"]["rows"]  # a bell cannot be swapped
    assert [(row["class"], row["clips"]) for row in rows] == [("anvil", 2), ("All", 2)]
    assert figure(asked.output, "onsets", "Grains", "F1")["value"] > 0


@pytest.mark.usefixtures("without_embedding")
def test_a_silent_clip_does_not_end_the_evaluation(tmp_path):
    make_clips(tmp_path / "clips", ("bell",))
    silence = Track(np.zeros(2 * 22050, np.float32), 22050)
    make_video(tmp_path / "clips" / "bell" / "quiet.mp4", duration_s=2.0, sounds=[silence])
    install_generator(aligned=True)
    found = evaluate(request(tmp_path), JobContext())
    for system in ("Grains", "tiny, steered"):
        assert any(note.startswith(f"{system} made no sound for") for note in found.notes)
    assert write_report(found).is_file()


def test_settings_that_cannot_be_read_are_said(tmp_path):
    (tmp_path / "evaluation.json").write_text("{ half")
    with pytest.raises(InputError, match="is damaged"):
        decode_settings(tmp_path)
    (tmp_path / "evaluation.json").unlink()
    os.mkfifo(tmp_path / "evaluation.json")
    with pytest.raises(InputError, match="cannot be read: it is a pipe"):
        decode_settings(tmp_path)


def test_an_empty_set_is_refused_in_one_sentence(tmp_path, capsys):
    (tmp_path / "clips").mkdir()
    words = ["evaluate", "--clips", str(tmp_path / "clips"), "--output", str(tmp_path / "report")]
    assert main.main(words) == 3
    assert capsys.readouterr().err.startswith(f"There is no clip in {tmp_path / 'clips'}.")
    assert not (tmp_path / "report").exists()


def test_a_set_without_a_usable_clip_is_refused_with_a_reason(tmp_path, capsys):
    (tmp_path / "clips" / "dog").mkdir(parents=True)
    (tmp_path / "clips" / "dog" / "1.mp4").write_bytes(b"no video")
    words = ["evaluate", "--clips", str(tmp_path / "clips"), "--output", str(tmp_path / "report")]
    assert main.main([*words, "--vocoder", "griffin-lim"]) == 3
    said = capsys.readouterr().err.splitlines()[-1]
    assert said.startswith("No clip in clips can be evaluated. dog/1.mp4 is left out: ")


@pytest.mark.usefixtures("without_embedding")
def test_a_data_set_is_evaluated_by_its_test_split(tmp_path):
    write_dataset(tmp_path / "set", 20, labels=("knock",), sound_delay_s=0.0)
    install_generator()
    asked = request(
        tmp_path, clips=None, dataset=tmp_path / "set", examples=1, vocoder="griffin-lim"
    )
    found = evaluate(asked, JobContext())
    assert len(found.opened.material.clips) == 2
    page = write_report(found).read_text(encoding="utf-8")
    assert "<video src" not in page
    assert "<audio" in page
    assert figure(asked.output, "onsets", "Ground truth, vocoded", "F1")["value"] > 0.8


@pytest.mark.usefixtures("without_embedding")
def test_a_model_that_reads_other_features_than_the_data_set_has_is_left_out(tmp_path):
    folder = write_dataset(tmp_path / "set", 20, labels=("knock",))
    manifest = (folder / "manifest.json").read_text(encoding="utf-8")
    other = manifest.replace('"feature_backend": "motion"', '"feature_backend": "bninception"')
    assert other != manifest
    (folder / "manifest.json").write_text(other, encoding="utf-8")
    install_generator()
    found = evaluate(request(tmp_path, clips=None, dataset=folder), JobContext())
    left_out = "tiny.safetensors reads features by motion, and the data set has others."
    assert any(note.startswith(left_out) for note in found.notes)
    assert found.opened.models == []
    assert found.records.sounds


@pytest.mark.usefixtures("without_embedding")
def test_sounds_of_a_data_set_without_waves_are_vocoded(tmp_path):
    write_dataset(tmp_path / "set", 20, labels=("knock",), arrays=("features", "mel"))
    asked = request(tmp_path, clips=None, dataset=tmp_path / "set")
    found = evaluate(asked, JobContext())
    sound = found.opened.material.sound(0)
    assert len(sound) == 860 * 256
    assert np.abs(sound).max() > 0
