"""Phrases: templates with values that keep both, also on the way to another process."""

import errno
import pickle
from pathlib import Path

import pytest

from engine.errors import InputError, UsageError, reason_of
from engine.phrases import Phrase, meant, phrase
from engine.storage.values import decode, encode


def test_a_phrase_reads_as_english_with_its_values_in_place():
    assert str(phrase("{name} lasts {s:.1f} s.", name="a.mp4", s=2.25)) == "a.mp4 lasts 2.2 s."


def test_without_values_braces_stand_for_themselves():
    assert str(Phrase("Use {clip}.")) == "Use {clip}."


def test_a_phrase_inside_another_is_kept_as_one():
    outer = phrase("{name}: {why}.", name=Path("a"), why=Phrase("it is damaged"))
    assert outer.values == {"name": "a", "why": Phrase("it is damaged")}
    assert str(outer) == "a: it is damaged."


def test_a_number_of_any_size_is_shown_and_sent():
    said = phrase("not {number:.12g}", number=10**399)
    assert str(said) == f"not 1{'0' * 399}"
    assert decode(Phrase, encode(said), "line") == said


def test_a_phrase_survives_the_way_to_another_process():
    sent = phrase("{a:d} {b:.2f} {c}", a=1, b=2.0, c=phrase("{d}", d="x"))
    assert decode(Phrase, encode(sent), "line") == sent
    assert pickle.loads(pickle.dumps(sent)) == sent


@pytest.mark.parametrize(
    ("template", "english"),
    [("{name:.1f}", "x"), ("{other} {name}", "{other} x"), ("{name!r}", "'x'")],
)
def test_a_value_that_does_not_fit_its_template_raises_nothing(template, english):
    assert str(phrase(template, name="x")) == english


def test_long_values_are_shortened():
    assert len(str(phrase("{text}", text="x" * 100_000))) < 1100
    assert len(str(phrase("x" * 100_000))) < 1100


def test_a_name_is_shown_in_one_line_that_commands_no_terminal():
    name = "a\nb\x1b[2J\u2028\u202egpj.wav"
    assert str(phrase("{name}", name=name)) == "a\\nb\\x1b[2J\\u2028\\u202egpj.wav"


def test_a_name_in_any_script_is_shown_as_it_is():
    for name in ("Größe 1.wav", "鼓 \u3000.wav", "👩\u200d🎤.wav", "b\udcff.wav"):
        assert str(phrase("{name}", name=name)) == name


def test_a_misspelt_name_is_asked_about():
    assert str(meant("dogg", ["cat", "dog"])) == "Did you mean dog?"
    assert meant("horse", ["cat", "dog"]) is None


def test_an_error_keeps_the_templates_of_its_sentence_and_its_hint():
    error = InputError("{name} is empty.", hint="Choose more than {n}.", name=Path("a.wav"), n=3)
    assert str(error) == "a.wav is empty. Choose more than 3."
    assert (error.message, error.hint) == ("a.wav is empty.", "Choose more than 3.")
    assert error.phrase.template == "{name} is empty."
    assert error.advice.values == {"name": "a.wav", "n": 3}


def test_an_error_within_another_gives_its_sentence_alone():
    inner = InputError("{name} is empty.", hint="Choose another.", name="a.wav")
    outer = UsageError("Line {line}: {error}", hint=inner.advice, line=2, error=inner)
    assert str(outer) == "Line 2: a.wav is empty. Choose another."
    assert outer.phrase.values["error"] == inner.phrase


def test_an_error_of_a_worker_arrives_with_its_templates():
    error = InputError("{name} is {{empty}}.", hint="Choose {{another}}.", name="a.wav")
    sent = pickle.loads(pickle.dumps(error))
    assert (str(sent), sent.phrase, sent.advice) == (str(error), error.phrase, error.advice)


def test_the_reason_of_a_system_error_is_a_phrase():
    assert reason_of(OSError(errno.ENOSPC, "No space left on device", "a")) == Phrase(
        "No space left on device"
    )
    assert reason_of(OSError("in words")) == Phrase("in words")
