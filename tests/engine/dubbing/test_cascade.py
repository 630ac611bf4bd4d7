"""Dubbing with the paper's cascade, a model of another architecture."""

import json

import numpy as np
import pytest

import main
from engine.events.event import Event, write_csv
from engine.media.audio import read_mono
from tests.media import clicks, make_sound, make_video, sine
from tests.tiny_cascade import cascade_halves, install_cascade

RATE_HZ = 22050


@pytest.fixture
def material(tmp_path):
    make_video(tmp_path / "clip.mp4", duration_s=1.0)
    make_sound(tmp_path / "1.wav", clicks((0.3, 1.1), duration_s=1.5, rate_hz=RATE_HZ), RATE_HZ)
    make_sound(tmp_path / "2.wav", sine(440.0, duration_s=1.5, rate_hz=RATE_HZ), RATE_HZ)
    for name, time_s in (("events", 0.2), ("later", 0.6)):
        write_csv(tmp_path / f"{name}.csv", [Event(time_s, 0.8)])
    return tmp_path


def dub(folder, *options, reference=1, output="out.wav"):
    words = ["dub", folder / "clip.mp4", "--reference", folder / f"{reference}.wav", "--json"]
    words += ["--vocoder", "griffin-lim", "--loudness", "off", "--output", folder / output]
    return main.main([*map(str, [*words, *options])])


def test_a_cascade_dubs_by_itself_and_says_so(material, capsys):
    install_cascade(material / "halves", "pair")
    assert dub(material, "--model", "pair", "--events", material / "events.csv") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["engine"], told["model"], told["events"]) == ("neural", "pair", [])
    assert "The cascade pair follows no events: it alone decides when it sounds." in told["notes"]
    assert len(read_mono(material / "out.wav")) == pytest.approx(1.0 * RATE_HZ, abs=RATE_HZ / 20)


def test_events_do_not_change_it_but_the_reference_does(material):
    install_cascade(material / "halves", "pair")
    pair = ("--model", "pair")
    assert dub(material, *pair, "--events", material / "events.csv", output="a.wav") == 0
    assert dub(material, *pair, "--events", material / "later.csv", output="b.wav") == 0
    assert dub(material, *pair, reference=2, output="c.wav") == 0
    first, later, other = (read_mono(material / f"{name}.wav") for name in "abc")
    np.testing.assert_array_equal(first, later)
    assert not np.array_equal(first, other)


def test_what_a_cascade_cannot_do_is_refused(material, capsys):
    install_cascade(material / "halves", "pair")
    assert dub(material, "--model", "pair", "--background", "0.5") == 2
    assert "pair is a cascade, which does not support --background." in capsys.readouterr().err


def test_both_halves_are_installed_as_one_model(material, capsys):
    words = ["models", "--cascade", *map(str, cascade_halves(material)), "pair"]
    assert main.main(words) == 0
    assert "--model pair uses it once" in capsys.readouterr().out
    assert dub(material, "--model", "pair") == 0
    assert main.main([*words[:-1], ".pair"]) == 2
