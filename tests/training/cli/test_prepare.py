import argparse
import json
from types import SimpleNamespace

import numpy as np
import pytest
from scipy.io import wavfile

from engine.errors import InputError, UsageError
from engine.machine import device
from engine.machine.workers import processes
from engine.machine.workers.processes import Processes
from tests.programs import modules_loaded_by
from tests.training.data.clips import clip
from tests.training.synthetic import write_dataset
from tests.workers import Here
from training.cli import prepare as cli
from training.data import prepare
from training.data.dataset import Dataset
from training.data.splits import read_splits
from training.own_presets import OwnPreset, save_preset
from training.presets import GENERATOR_PRESETS
from training.procedural import generate


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch):
    monkeypatch.setattr(Processes, "results", Here().results)


def _run(*words):
    parser = argparse.ArgumentParser()
    cli.add_commands(parser.add_subparsers())
    options = parser.parse_args(["prepare", *map(str, words)])
    return options.run(options)


def test_a_check_reports_as_json_and_writes_nothing(tmp_path, capsys):
    clip(tmp_path / "clips" / "knock" / "a.mkv", duration_s=1.0, at_s=(0.3,))
    clip(tmp_path / "clips" / "ring" / "b.mkv", duration_s=1.0, silent=True)
    assert _run(tmp_path / "clips", "--output", tmp_path / "set", "--check", "--json") == 0
    values = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert values["classes"]["ring"]["used"] == 0
    assert [each["samples"] for each in values["files"]] == [1, 0]
    assert values["sample_bytes"] == 2 * (2048 * 215 + 2 * 80 * 860 + 220160)
    assert not (tmp_path / "set").exists()
    assert _run(tmp_path / "clips", "--check") == 0
    assert "ring/b.mkv: silent (digital silence)" in capsys.readouterr().out


def test_a_data_set_of_one_class_is_made_and_counted(tmp_path, capsys):
    clip(tmp_path / "clips" / "knock" / "a.mkv", duration_s=1.0, at_s=(0.3,))
    clip(tmp_path / "clips" / "ring" / "b.mkv", duration_s=1.0, at_s=(0.3,))
    words = (tmp_path / "clips", "--output", tmp_path / "set", "--classes", "ring", "--json")
    assert _run(*words) == 0
    values = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert values["classes"] == {"ring": 1}
    assert values["splits"] == {"train": 1, "validation": 0, "test": 0}


def test_a_procedural_set_is_made_with_the_options_given(tmp_path, capsys, monkeypatch):
    asked = {}

    def fake(count, output, **options):
        asked.update(options, count=count)
        write_dataset(output)

    monkeypatch.setattr(generate, "generate", fake)
    words = ("--procedural", 12, "--output", tmp_path / "set", "--seed", 5, "--effects", tmp_path)
    assert _run(*words) == 0
    assert (asked["count"], asked["seed"], asked["backend"]) == (12, 5, "motion")
    assert asked["sfx"] == tmp_path
    assert asked["pictures"]
    assert "12 samples" in capsys.readouterr().out


def test_a_procedural_set_can_be_of_sounds_only(tmp_path, capsys):
    words = ("--procedural", 2, "--output", tmp_path / "set", "--sounds-only", "--workers", 1)
    assert _run(*words) == 0
    made = Dataset(tmp_path / "set")
    assert made.contents.arrays == ("mel", "foreground", "reference", "aligned", "wave")
    assert made.contents.feature_backend == ""
    assert len(made.samples) == 2
    assert _run("--describe", tmp_path / "set") == 0
    assert capsys.readouterr().out.endswith("events, no pictures.\n")


def test_a_clip_that_is_left_out_is_in_neither_the_check_nor_the_data_set(tmp_path, capsys):
    for name in ("a", "b"):
        clip(tmp_path / "clips" / "knock" / f"{name}.mkv", duration_s=1.0, at_s=(0.3,))
    (tmp_path / "out.txt").write_text("knock/b.mkv\n")
    words = (tmp_path / "clips", "--exclude", tmp_path / "out.txt", "--json")
    assert _run(*words, "--check") == 0
    values = json.loads(capsys.readouterr().out)
    assert [each["source"] for each in values["files"]] == ["knock/a.mkv"]
    assert values["files"][0]["path"] == str(tmp_path / "clips" / "knock" / "a.mkv")
    assert _run(*words, "--output", tmp_path / "set") == 0
    assert json.loads(capsys.readouterr().out)["samples"] == 1


def test_the_split_that_a_check_shows_is_that_of_the_data_set(tmp_path, capsys):
    for number in range(4):
        clip(tmp_path / "clips" / "new" / f"{number}.mkv", duration_s=1.0, at_s=(0.2 * number,))
    (tmp_path / "labels.csv").write_text("source,label\nnew/0.mkv,ring\n")
    words = (tmp_path / "clips", "--labels", tmp_path / "labels.csv", "--seed", 3)
    assert _run(*words, "--check", "--json") == 0
    checked = json.loads(capsys.readouterr().out)
    assert checked["classes"]["new"]["splits"] == {"train": 1, "validation": 1, "test": 1}
    assert checked["classes"]["ring"]["splits"] == {"train": 1, "validation": 0, "test": 0}
    assert _run(*words, "--check") == 0
    assert "train  validation  test" in capsys.readouterr().out
    assert _run(*words, "--output", tmp_path / "set") == 0
    made = read_splits(tmp_path / "set" / "splits.csv")
    assert made == {each["source"]: each["split"] for each in checked["files"]}
    assert {each.label for each in Dataset(tmp_path / "set").samples} == {"new", "ring"}


def test_a_clip_that_cannot_be_read_leaves_the_split_of_the_others(tmp_path, monkeypatch):
    for number in range(6):
        clip(tmp_path / "clips" / "new" / f"{number}.mkv", duration_s=1.0, at_s=(0.15 * number,))
    words = (tmp_path / "clips", "--seed", 1)
    _run(*words, "--output", tmp_path / "whole")
    make = prepare.make_sample

    def torn(window, backend):
        if window.clip.source == "new/2.mkv":
            raise InputError("It is torn.")
        return make(window, backend)

    monkeypatch.setattr(prepare, "make_sample", torn)
    _run(*words, "--output", tmp_path / "torn")
    whole = read_splits(tmp_path / "whole" / "splits.csv")
    del whole["new/2.mkv"]
    assert read_splits(tmp_path / "torn" / "splits.csv") == whole


def test_a_data_set_is_not_gone_on_with_under_other_classes(tmp_path):
    clip(tmp_path / "clips" / "knock" / "a.mkv", duration_s=1.0, at_s=(0.3,))
    words = (tmp_path / "clips", "--output", tmp_path / "set")
    _run(*words)
    (tmp_path / "set" / "manifest.json").unlink()  # as an interruption leaves it
    (tmp_path / "labels.csv").write_text("source,label\nknock/a.mkv,ring\n")
    with pytest.raises(UsageError, match=r"begun with knock/a.mkv as knock, not as ring"):
        _run(*words, "--labels", tmp_path / "labels.csv")


@pytest.mark.parametrize(
    ("words", "expected"),
    [(("--device", "cuda"), 2), (("--device", "cuda", "--workers", "5"), 5), ((), 7)],
)
def test_only_a_few_processes_share_a_gpu(tmp_path, monkeypatch, words, expected):
    asked = []

    def check(*_arguments, workers, **_options):
        asked.append(workers)
        return SimpleNamespace(text=lambda: "")

    monkeypatch.setattr(processes, "cores", lambda: 7)
    monkeypatch.setattr(device, "choose_device", lambda name, _context: name.replace("auto", "cpu"))
    monkeypatch.setattr(prepare, "check", check)
    clip(tmp_path / "clips" / "knock" / "a.mkv", duration_s=1.0, at_s=(0.3,))
    assert _run(tmp_path / "clips", "--check", "--backend", "bninception", *words) == 0
    assert asked == [Processes(expected)]


def test_a_data_set_that_was_begun_with_a_clip_is_not_gone_on_with_without_it(tmp_path):
    clip(tmp_path / "clips" / "knock" / "a.mkv", duration_s=1.0, at_s=(0.3,))
    clip(tmp_path / "clips" / "knock" / "b.mkv", duration_s=1.0, at_s=(0.6,))
    words = (tmp_path / "clips", "--output", tmp_path / "set")
    _run(*words)
    (tmp_path / "set" / "manifest.json").unlink()  # as an interruption leaves it
    (tmp_path / "out.txt").write_text("knock/b.mkv\n")
    with pytest.raises(UsageError, match="knock/b"):
        _run(*words, "--exclude", tmp_path / "out.txt")


def test_a_sample_is_written_as_a_training_would_get_it(tmp_path, capsys):
    folder = write_dataset(tmp_path / "set", count=3)
    values, mels = [], []
    for seed in (1, 1, 2):
        words = ("--describe", folder, "--sample", 2, "--output", tmp_path / "heard.wav")
        assert _run(*words, "--seed", seed, "--json") == 0
        values.append(json.loads(capsys.readouterr().out))
        mels.append(np.load(values[-1]["mel"]))
    rate_hz, wave = wavfile.read(values[0]["sound"])
    length_s = GENERATOR_PRESETS["compact"].training.crop_s
    assert len(wave) / rate_hz == pytest.approx(length_s, abs=0.1)
    assert values[0]["length_s"] == pytest.approx(length_s, abs=0.1)
    assert all(0 <= time_s < length_s for each in values for time_s, _ in each["events"])
    assert np.array_equal(mels[0], mels[1])
    assert not np.array_equal(mels[0], mels[2])


def test_a_sample_is_altered_as_the_chosen_preset_does(tmp_path, capsys):
    folder = write_dataset(tmp_path / "set", count=3)
    save_preset(OwnPreset(kind="generator", name="short", base="compact", settings=("crop_s=1.0",)))
    lengths_s = {}
    for name in ("short", "paper"):
        words = ("--describe", folder, "--sample", 2, "--output", tmp_path / "heard.wav", "--json")
        assert _run(*words, "--preset", name) == 0
        lengths_s[name] = json.loads(capsys.readouterr().out)["length_s"]
    assert lengths_s == pytest.approx({"short": 1.0, "paper": 10.0}, abs=0.1)
    with pytest.raises(UsageError, match="no preset 'shorter'"):
        _run(*words, "--preset", "shorter")
    with pytest.raises(UsageError, match="--preset is for --sample"):
        _run("--describe", folder, "--preset", "paper")


def test_a_sample_of_sounds_only_is_written_too(tmp_path, capsys):
    folder = write_dataset(tmp_path / "set", count=3, arrays=("mel", "aligned"))
    words = ("--describe", folder, "--sample", 0, "--output", tmp_path / "heard.wav")
    assert _run(*words) == 0
    assert capsys.readouterr().out.strip() == str(tmp_path / "heard.wav")


def test_a_sample_that_is_none_is_refused(tmp_path):
    folder = write_dataset(tmp_path / "set", count=3)
    with pytest.raises(UsageError, match="no sample 3: the last one is 2"):
        _run("--describe", folder, "--sample", 3, "--output", tmp_path / "heard.wav")
    with pytest.raises(UsageError, match="needs --describe"):
        _run("--describe", folder, "--sample", 1)


def test_an_error_names_the_folder_as_a_value(tmp_path):
    with pytest.raises(InputError) as caught:
        _run(tmp_path / "none", "--check", "--json", "--progress")
    assert caught.value.phrase.values == {"folder": str(tmp_path / "none")}


def test_lines_of_progress_come_before_the_result(tmp_path, capsys):
    clip(tmp_path / "clips" / "knock" / "a.mkv", duration_s=1.0, at_s=(0.3,))
    assert _run(tmp_path / "clips", "--output", tmp_path / "set", "--json", "--progress") == 0
    *lines, result = map(json.loads, capsys.readouterr().out.splitlines())
    assert {line["type"] for line in lines} == {"progress"}
    stages = list(dict.fromkeys(line["stage"] for line in lines))
    assert stages == ["check", "samples"]
    assert [line["fraction"] for line in lines if line["stage"] == "samples"][-1] == 1.0
    assert result["samples"] == 1


def test_a_data_set_is_described_with_its_splits_and_all_that_is_damaged(tmp_path, capsys):
    folder = write_dataset(tmp_path / "set", count=12, shard_samples=5)
    assert _run("--describe", folder, "--json") == 0
    values = json.loads(capsys.readouterr().out)
    assert values["splits"] == {"train": 8, "validation": 2, "test": 2}
    assert values["classes"]["knock"]["train"] == 4
    assert values["classes"]["knock"]["content_s"] == 60.0
    assert values["classes"]["knock"]["clips"] == 6
    assert (values["damaged"], values["feature_backend"]) == ([], "motion")
    with (folder / "shards" / "00000" / "mel.npy").open("r+b") as file:
        file.seek(-1, 2)
        file.write(b"x")
    (folder / "shards" / "00001" / "wave.npy").unlink()
    (folder / "shards" / "00002" / "shard.json").write_text("{}")
    assert _run("--describe", folder, "--json") == 0  # what a glance sees
    assert len(json.loads(capsys.readouterr().out)["damaged"]) == 2
    assert _run("--describe", folder, "--verify", "--json") == 0
    values = json.loads(capsys.readouterr().out)
    named = ["00000/mel.npy", "00001/wave.npy", "00002/shard.json"]
    assert all(name in text for name, text in zip(named, values["damaged"], strict=True))
    assert values["samples"] == 10
    assert _run("--describe", folder) == 0
    assert "knock" in capsys.readouterr().out


@pytest.mark.parametrize(
    "words",
    [
        ("--output", "set"),
        ("clips", "--procedural", "3", "--output", "set"),
        ("clips",),
        ("--procedural", "3", "--output", "set", "--check"),
        ("clips", "--output", "set", "--effects", "sounds"),
        ("--procedural", "3", "--output", "set", "--layout", "vas"),
        ("--procedural", "3", "--output", "set", "--exclude", "list.txt"),
        ("--describe", "set", "--procedural", "3"),
        ("--describe", "set", "--check"),
        ("clips", "--output", "set", "--verify"),
        ("clips", "--output", "set", "--sounds-only"),
        ("clips", "--output", "set", "--progress"),
    ],
)
def test_a_wrong_command_is_explained_before_any_work(words):
    with pytest.raises(UsageError):
        _run(*words)


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("--procedural", "0"), "from 1 to 1000000"),
        (("--procedural", "9" * 400), "from 1 to 1000000"),
        (("--procedural", "2", "--seed", "-1"), "at least 0"),
    ],
)
def test_a_number_that_makes_no_data_set_is_refused(words, complaint, capsys):
    with pytest.raises(SystemExit):
        _run(*words, "--output", "set")
    assert complaint in capsys.readouterr().err


def test_parsing_loads_nothing_heavy():
    loaded = modules_loaded_by(
        "import argparse; from training.cli.prepare import add_commands;"
        "add_commands(argparse.ArgumentParser().add_subparsers())"
    )
    assert not loaded & {"torch", "cv2", "av", "numpy"}


def test_workers_of_this_machine_and_of_a_cluster_are_not_mixed(tmp_path):
    with pytest.raises(UsageError, match="--workers is for this machine"):
        _run(tmp_path, "--output", tmp_path / "set", "--workers", 2, "--scheduler", "a:1")
