"""The list of this person's runs."""

import os
from pathlib import Path

from engine.config import Folders
from tests.training import tiny
from training.run.known_runs import forget_run, known_runs, remember_run
from training.run.run_folder import RunFolder


def made(path: Path) -> RunFolder:
    run = tiny.new_run(path, tiny.config(path.parent))
    remember_run(run)
    return run


def test_a_run_whose_name_is_not_text_is_remembered_and_forgotten(tmp_path):
    path = tmp_path / os.fsdecode(b"r\xefn")
    made(path)
    assert [run.path for run in known_runs()] == [path]
    assert RunFolder.open(path).config().preset == "tiny"
    forget_run(RunFolder(path))
    assert known_runs() == []


def test_a_run_on_a_data_set_whose_name_is_not_text_is_opened_again(tmp_path):
    config = tiny.config(tmp_path / os.fsdecode(b"s\xeft"))
    assert RunFolder.create(tmp_path / "run", config, [os.fsdecode(b"\xef")]).config() == config


def test_a_damaged_entry_hides_no_other_run(tmp_path):
    run = made(tmp_path / "run")
    file = Folders.current().settings / "runs.json"
    file.write_text(file.read_text().replace("[", '[7, null, "a\\u0000b",', 1))
    assert [each.path for each in known_runs()] == [run.path]


def test_a_damaged_list_is_begun_again(tmp_path):
    made(tmp_path / "run")
    file = Folders.current().settings / "runs.json"
    file.write_bytes(b"[" * 100_000)
    assert known_runs() == []
    made(tmp_path / "other")
    assert len(known_runs()) == 1
    assert file.with_name("runs.damaged.json").read_bytes() == b"[" * 100_000
