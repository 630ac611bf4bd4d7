"""Runs beside each other."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from engine.errors import TargetError
from tests import fake_trainer
from training.run.results.comparison import (
    beside_each_other,
    differing_settings,
    short_names,
    write_curves,
)
from training.run.run_folder import RunFolder
from training.settings import with_settings, with_training


def test_only_the_settings_that_differ_are_listed_by_the_names_that_set_them():
    one = fake_trainer.config()
    training = with_settings(one.training, ("batch=7", "model.decoder_width=64"))
    other = replace(one, training=training, classes=("dog",))
    assert differing_settings([one, one]) == {}
    assert differing_settings([one, other, one]) == {
        "batch": (one.training.batch, 7, one.training.batch),
        "model.decoder_width": (
            one.training.model.decoder_width,
            64,
            one.training.model.decoder_width,
        ),
        "classes": ((), ("dog",), ()),
    }


def test_runs_of_one_name_are_told_apart_by_their_folders():
    runs = [Path("/a/run"), Path("/b/run"), Path("/b/other")]
    assert short_names(runs) == ["a/run", "b/run", "other"]


@pytest.fixture
def two(tmp_path) -> list[RunFolder]:
    runs = []
    for name, batch, behaviour in (("small", 4, "normal"), ("large", 8, "nan")):
        config = with_training(fake_trainer.config(), batch=batch)
        run = RunFolder.create(tmp_path / name, config, [])
        fake_trainer.act(run, behaviour)
        runs.append(run)
    return runs


def test_a_table_says_how_runs_differ_and_what_came_of_it(two):
    rows = dict(beside_each_other(two))
    assert rows[""] == ["small", "large"]
    assert rows["state"] == ["done", "failed"]
    assert rows["batch"] == ["4", "8"]
    assert rows["onset_f1"] == ["0.82", "-"]
    assert float(rows["validation/mel"][0]) < float(rows["validation/mel"][1])


def test_all_curves_are_written_under_the_names_of_their_runs(two, tmp_path):
    write_curves(tmp_path / "curves.csv", two)
    head, *lines = (tmp_path / "curves.csv").read_text().splitlines()
    assert {"small: loss/mel", "large: loss/mel", "small: validation/mel"} < set(head.split(","))
    assert len(lines) == fake_trainer.STEPS
    with pytest.raises(TargetError, match="cannot be written"):
        write_curves(tmp_path / "nowhere" / "curves.csv", two)
