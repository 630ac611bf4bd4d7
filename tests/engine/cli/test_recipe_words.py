import argparse
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import fields, replace

from engine.cli.recipe_words import add_dub_options, dub_words, read_dub
from engine.events.event import Event, write_csv
from engine.recipe import (
    Blend,
    Codec,
    Delivery,
    Engine,
    EventSource,
    Original,
    Recipe,
    SoundPart,
    Span,
    Steering,
)

names = st.text(
    st.characters(exclude_categories=("Cs",), exclude_characters="/\0"), min_size=1, max_size=12
).filter(lambda name: name not in (".", ".."))
paths = st.builds(
    lambda folders, name: Path("/".join([*folders, name])), st.lists(names, max_size=2), names
) | st.sampled_from([Path("-x.wav"), Path("picture"), Path("/a:b/c d.mp4"), Path("--output")])
times = st.floats(0, 1e5, allow_subnormal=False)
spans = st.builds(Span, times, st.none() | times)
parts = st.builds(SoundPart, paths, spans)
shares = st.floats(0, 1)
events = st.lists(
    st.builds(Event, times, shares, st.booleans(), st.sampled_from(["picture", "sound", "hand"])),
    min_size=1,
    max_size=4,
).map(lambda found: tuple(sorted(found)))
texts = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), min_size=1)
recipes = st.builds(
    Recipe,
    video=paths,
    span=spans,
    reference=parts,
    engine=st.none() | st.sampled_from(get_args(Engine)),
    model=st.none() | texts,
    vocoder=st.none() | texts,
    blend=st.none() | st.builds(Blend, parts, shares),
    events=st.sampled_from(get_args(EventSource)) | events,
    sensitivity=shares,
    steering=st.sampled_from(get_args(Steering)),
    background=shares,
    ambience=st.none() | parts,
    seed=st.integers(0, 2**63 - 1),
    variation=shares,
    left_out=st.lists(times, max_size=3).map(tuple),
    device=st.sampled_from(("auto", "cpu", "cuda", "cuda:1")),
)
deliveries = st.builds(
    Delivery,
    output=paths,
    span=spans,
    codec=st.none() | st.sampled_from(get_args(Codec)),
    original=st.sampled_from(get_args(Original)),
    loudness=st.sampled_from(["match", "off"]) | st.floats(-70, 0),
    gain_db=st.floats(-60, 60),
    rate_hz=st.none() | st.integers(8000, 192_000),
    channels=st.sampled_from([None, 1, 2]),
    pan=st.floats(-1, 1),
    stem=st.none() | paths,
    stems=st.none() | paths,
    markers=st.none() | paths,
    overwrite=st.booleans(),
)


def parse(words: list[str]) -> tuple[Recipe, Delivery]:
    parser = argparse.ArgumentParser()
    add_dub_options(parser.add_subparsers().add_parser("dub"))
    return read_dub(parser.parse_args(words))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(recipe=recipes, delivery=deliveries)
def test_words_and_recipes_undo_each_other(recipe, delivery, tmp_path):
    file = tmp_path / "events.csv"
    if isinstance(recipe.events, tuple):
        write_csv(file, recipe.events)
    assert parse(dub_words(recipe, delivery, file)) == (recipe, delivery)


def test_every_field_changes_the_words():
    """A field that is forgotten here would be lost on the way to the command line."""
    recipe = Recipe(video=Path("a.mp4"), reference=SoundPart(Path("a.wav")))
    delivery = Delivery(output=Path("o.mp4"))
    other = {
        "video": Path("b.mp4"),
        "reference": SoundPart(Path("b.wav"), Span(1.0)),
        "span": Span(1.0, 2.0),
        "engine": "grains",
        "blend": Blend(SoundPart(Path("b.wav"), Span(1.0)), 0.5),
        "events": "sound",
        "ambience": SoundPart(Path("b.wav"), Span(1.0)),
        "variation": 0.25,
        "left_out": (0.5, 1.25),
        "device": "cpu",
        "original": "mix",
        "codec": "flac",
        "loudness": -16.0,
        "channels": 1,
        "rate_hz": 8000,
        "overwrite": True,
    }
    plain = dub_words(recipe, delivery)
    shared = ("background", "sensitivity")
    for name in (field.name for field in fields(Recipe)):
        value = other.get(name, 0.2 if name in shared else 1 if name == "seed" else "x")
        assert dub_words(replace(recipe, **{name: value}), delivery) != plain, name
    for name in (field.name for field in fields(Delivery)):
        value = other.get(name, 0.5 if name in ("gain_db", "pan") else Path("x"))
        assert dub_words(recipe, replace(delivery, **{name: value})) != plain, name


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--pan", "2"], "'2' is not a number from -1 to 1"),
        (["--pan", "nan"], "'nan' is not a number from -1 to 1"),
        (["--gain", "loud"], "'loud' is not a number from -60 to 60"),
        (["--seed", "-1"], "'-1' is not a whole number of at least 0"),
        (["--seed", "1.5"], "'1.5' is not a whole number of at least 0"),
        (["--seed", str(2**63)], f"'{2**63}' is not a whole number of at least 0"),
        (["--rate", "100"], "'100' is not a whole number from 8000 to 192000"),
        (["--loudness", "3"], "'3' is not a number from -70 to 0"),
        (["--blend", "bell.wav"], "'bell.wav' is not AUDIO:AMOUNT"),
        (["--blend", "bell.wav:2"], "'2' is not a number from 0 to 1"),
        (["--range", "a:b"], "'a' is not a time"),
        (["--variation", "2"], "'2' is not a number from 0 to 1"),
        (["--leave-out", "1,x"], "'x' is not a time"),
        (["--background=-inf"], "'-inf' is not a number from 0 to 1"),
    ],
)
def test_what_is_no_value_is_refused_with_its_limits(words, sentence, capsys):
    with pytest.raises(SystemExit):
        parse(["dub", "a.mp4", "--reference", "a.wav", "--output", "o.mp4", *words])
    assert sentence in capsys.readouterr().err


def test_events_of_a_recipe_need_a_file():
    recipe = Recipe(video=Path("a.mp4"), reference=SoundPart(Path("a.wav")), events=(Event(0.5),))
    with pytest.raises(ValueError, match="file"):
        dub_words(recipe, Delivery(output=Path("o.mp4")))


@pytest.mark.parametrize("device", ["auto", "cpu", "cuda", "cuda:1"])
def test_every_device_can_be_named(device):
    parser = argparse.ArgumentParser()
    add_dub_options(parser)
    words = ["clip.mp4", "--reference", "r.wav", "--output", "o.mp4", "--device", device]
    recipe, _ = read_dub(parser.parse_args(words))
    assert recipe.device == device
    with pytest.raises(SystemExit):
        parser.parse_args([*words[:-1], "tpu"])
