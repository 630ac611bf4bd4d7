"""The command that is shown for an export makes the same file."""

import shlex
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import main
from engine.cli import commands as cli
from engine.config import RESOURCES
from engine.events.event import Event, read_csv
from engine.host import jobs as host_jobs
from engine.host.jobs import JOBS
from engine.media.audio import read_blocks
from engine.media.digest import picture_digest
from engine.media.probe import probe
from engine.progress import JobContext
from engine.recipe import Blend, Span
from gui.document.files import media_file
from gui.document.model import DubSettings, MediaFile, Recipe, SoundPart
from gui.dub.export.command_line import command_line, events_path, write_events
from gui.hosts.requests import ExportChoice, export_request, render_request
from tests.media import Track, clicks, make_sound, make_video
from tests.tiny_models import install_generator, install_vocoder

METAL = RESOURCES / "samples" / "metal.flac"


def media(path: Path) -> MediaFile:
    return media_file(path, probe(path).duration_s)


@pytest.fixture
def recipe(tmp_path) -> Recipe:
    """Found events have times that no decimal writes in full, and so has a dragged range."""
    folder = tmp_path / "видео 日本 ü"
    folder.mkdir()
    own = clicks([0.5], 2.0, rate_hz=44100)
    video = make_video(folder / "a clip.mp4", duration_s=2.0, sounds=[Track(own, 44100, "aac")])
    events = [Event(k / 21.5, 1 / 3, source="picture") for k in (9, 18, 30)]
    events.append(Event(1.1, 0.5, muted=True))
    return Recipe(
        video=media(video),
        range_s=(0.2 + 1 / 30, 1.9),
        reference=media(METAL),
        reference_name="metal",
        region_s=(0.1 / 3, 0.9),
        events=tuple(events),
        settings=DubSettings(engine="grains", seed=3, gain_db=-2.5),
    )


def export(recipe: Recipe, choice: ExportChoice, folder: Path) -> dict:
    """What the window does: render, then write."""
    rendered = JOBS["render"](render_request(recipe), folder, JobContext())
    sound = Path(rendered["take_sound"])
    return JOBS["export"](export_request(recipe, sound, choice), folder, JobContext())


def run(command: str) -> int:
    words = shlex.split(command)
    assert words[:3] == ["uv", "run", "main.py"]
    return main.main(words[3:])


@pytest.mark.parametrize(
    "choice",
    [
        ExportChoice(Path("out.mp4"), original="mix", loudness="-16"),
        ExportChoice(Path("out.mkv"), original="track", trim_s=(0.5, 1.25 + 1 / 7)),
        ExportChoice(Path("out.mkv"), codec="opus"),
        ExportChoice(Path("out.flac"), loudness="off", trim_s=(0.5, 2.0)),
    ],
    ids=["mixed", "part", "another rate", "sound alone"],
)
def test_the_command_gives_the_same_sound(recipe, choice, tmp_path):
    folder = recipe.video.path.parent
    choice = replace(choice, output=folder / choice.output, stem=folder / "stem.wav")
    export(recipe, choice, tmp_path)
    files = [choice.output, choice.stem]
    sounds = [np.concatenate(list(read_blocks(path))) for path in files]
    for path in files:
        path.unlink()
    events = events_path(choice.output, recipe.events)
    write_events(events, recipe.events)
    assert run(command_line(recipe, choice, events)) == 0
    for path, sound in zip(files, sounds, strict=True):
        np.testing.assert_array_equal(np.concatenate(list(read_blocks(path))), sound)
    assert np.abs(sounds[1]).max() > 0.01


def test_the_picture_in_the_file_is_the_clips(recipe, tmp_path):
    answer = export(recipe, ExportChoice(tmp_path / "out.mp4"), tmp_path)
    assert answer["picture_digest"] == answer["output_digest"]
    assert answer["output_digest"] == picture_digest(recipe.video.path)


def test_what_the_neural_engine_takes_besides_is_on_the_line(recipe, tmp_path):
    wood = media(RESOURCES / "samples" / "wood.flac")
    settings = DubSettings(
        engine="neural",
        model="small",
        vocoder="hall",
        background=0.4,
        blend=SoundPart(wood, "wood", (0.0, wood.duration_s)),
        blend_amount=0.25,
        ambience=SoundPart(wood, "wood", (0.1, 0.5)),
    )
    recipe = replace(recipe, settings=settings)
    line = command_line(recipe, ExportChoice(tmp_path / "o.mp4"), tmp_path / "e.csv")
    assert f"--blend {wood.path}:0.25" in line
    assert "--background 0.40" in line
    assert "--ambience-region 0.100:0.500" in line
    events = tmp_path / "e.csv"
    write_events(events, recipe.events)
    options = main.build_parser().parse_args(shlex.split(line)[3:])
    asked, typed = host_jobs._recipe(render_request(recipe)), cli._recipe(options)
    assert replace(asked, events=tuple(sorted(asked.events))) == typed
    assert asked.blend == Blend(wood.path, 0.25)
    assert asked.ambience_span == Span(0.1, 0.5)
    assert asked.vocoder == "hall"


def test_a_draft_is_made_with_griffin_lim_whatever_vocoder_is_chosen(recipe, tmp_path):
    chosen = DubSettings(engine="neural", vocoder="hall")
    draft = replace(recipe, settings=chosen, draft=True)
    line = command_line(draft, ExportChoice(tmp_path / "o.mp4"), tmp_path / "e.csv")
    assert "--vocoder griffin-lim" in line
    assert host_jobs._recipe(render_request(draft)).vocoder == "griffin-lim"


def test_the_vocoder_of_the_recipe_makes_the_take_and_the_commands_file(recipe, tmp_path):
    install_generator("small")
    install_vocoder("hall", block=1)
    install_vocoder("room", block=2)
    sounds: dict[str, bytes] = {}
    for vocoder in ("hall", "room", "griffin-lim", "hall"):
        settings = DubSettings(engine="neural", model="small", vocoder=vocoder)
        chosen = replace(recipe, settings=settings, events=recipe.events[:3])
        request = {**render_request(chosen), "device": "cpu"}
        rendered = JOBS["render"](request, tmp_path, JobContext())
        assert rendered["vocoder"] == vocoder
        sound = Path(rendered["take_sound"]).read_bytes()
        assert sounds.setdefault(vocoder, sound) == sound
    assert len(set(sounds.values())) == 3

    choice = ExportChoice(tmp_path / "o.mkv", codec="pcm", loudness="off")
    export(chosen, choice, tmp_path)
    made = np.concatenate(list(read_blocks(choice.output)))
    events = events_path(choice.output, chosen.events)
    write_events(events, chosen.events)
    line = command_line(chosen, replace(choice, overwrite=True), events)
    assert run(f"{line} --device cpu") == 0
    np.testing.assert_array_equal(np.concatenate(list(read_blocks(choice.output))), made)


def test_grains_are_not_asked_for_what_they_cannot_do():
    settings = DubSettings(model="small", vocoder="hall", background=0.4, seed=7)
    assert settings.for_engine("grains") == DubSettings(seed=7)
    assert settings.for_engine(None) == settings


def test_other_events_are_never_written_over(tmp_path):
    output, events = tmp_path / "out.mp4", [Event(0.25)]
    path = events_path(output, events)
    write_events(path, events)
    assert events_path(output, events) == path
    other = events_path(output, [Event(0.75)])
    assert other != path
    write_events(other, [Event(0.75)])
    assert read_csv(path) == events


def test_a_whole_file_has_no_region_on_the_line(tmp_path):
    sound = make_sound(tmp_path / "tone.wav", clicks([0.1], 1.0, rate_hz=8000), 8000)
    file = media(sound)
    recipe = Recipe(file, (0.0, file.duration_s), file, "tone", (0.0, file.duration_s), ())
    line = command_line(recipe, ExportChoice(tmp_path / "o.mp4"), tmp_path / "e.csv")
    assert "--range" not in line
    assert "--reference-region" not in line
