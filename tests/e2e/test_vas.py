"""The paper's way on real clips of VAS: prepare, train a class, dub by its inference, evaluate."""

import csv

import pytest

import main

pytestmark = [pytest.mark.real, pytest.mark.e2e, pytest.mark.timeout(1800)]

NARROW = (
    *("model.temporal_layers=1", "model.temporal_width=4", "model.temporal_lstm_hidden=3"),
    *("model.sgau_units=1", "model.sgau_group_channels=2", "model.sgau_width=4"),
    *("model.timbre_width=4", "model.background_width=3", "model.upsample_width=4"),
    *("model.decoder_width=4", "model.decoder_blocks=1", "model.decoder_heads=1"),
    *("model.decoder_filter=4", "discriminator_width=0.01", "batch=2", "steps=3"),
)


def test_a_class_of_vas_from_its_folder_to_the_report(real_data, tmp_path, monkeypatch):
    monkeypatch.setenv("VARIETYSOUND_HOME", str(tmp_path / "home"))
    vas, data, run = real_data / "vas", tmp_path / "data", tmp_path / "run"
    words = ["prepare", vas, "--classes", "drum", "--output", data, "--workers", "1"]
    assert command(*words) == 0
    words = ["train", "generator", "--dataset", data, "--run", run, "--preset", "paper"]
    words += ["--classes", "drum", "--device", "cpu"]
    words += [word for each in NARROW for word in ("--set", each)]
    assert command(*words) == 0
    (model,) = run.glob("*.safetensors")
    clips = sorted((vas / "videos" / "drum").iterdir())
    dubbed = tmp_path / "dubbed.mp4"
    words = ["dub", clips[0], "--reference", clips[1], "--engine", "neural", "--model", model]
    words += ["--steering", "picture", "--vocoder", "griffin-lim", "--output", dubbed]
    assert command(*words) == 0
    assert dubbed.stat().st_size > 0
    report = tmp_path / "report"
    words = ["evaluate", "--clips", vas / "videos" / "drum", "--model", model]
    words += ["--vocoder", "griffin-lim", "--examples", "0", "--output", report]
    assert command(*words) == 0
    with (report / "measures.csv").open(encoding="utf-8", newline="") as file:
        assert model.stem in {row["system"] for row in csv.DictReader(file)}


def command(*words: object) -> int:
    return main.main([str(word) for word in words])
