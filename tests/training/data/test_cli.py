import argparse
import json
import subprocess
import sys

import pytest

from engine.errors import UsageError
from tests.training.data.clips import clip
from tests.training.synthetic import write_dataset
from training.data import cli, prepare, survey
from training.data.procedural import generate


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch):
    def in_order(function, items, workers, *, begin=None, arguments=()):
        if begin is not None:
            begin(*arguments)
        yield from map(function, items)

    monkeypatch.setattr(prepare, "in_order", in_order)
    monkeypatch.setattr(survey, "in_order", in_order)


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
    assert "12 samples" in capsys.readouterr().out


@pytest.mark.parametrize(
    "words",
    [
        ("--output", "set"),
        ("clips", "--procedural", "3", "--output", "set"),
        ("clips",),
        ("--procedural", "3", "--output", "set", "--check"),
        ("clips", "--output", "set", "--effects", "sounds"),
        ("--procedural", "3", "--output", "set", "--layout", "vas"),
    ],
)
def test_a_wrong_command_is_explained_before_any_work(words):
    with pytest.raises(UsageError):
        _run(*words)


def test_a_number_of_clips_below_one_is_refused(capsys):
    with pytest.raises(SystemExit):
        _run("--procedural", "0", "--output", "set")
    assert "at least 1" in capsys.readouterr().err


def test_parsing_loads_nothing_heavy():
    code = (
        "import argparse, sys; from training.data.cli import add_commands;"
        "add_commands(argparse.ArgumentParser().add_subparsers());"
        "print(sorted({'torch', 'cv2', 'av', 'numpy'} & set(sys.modules)))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    )
    assert result.stdout.strip() == "[]"
