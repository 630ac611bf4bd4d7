"""The command that is shown for an export makes the same file."""

import shlex
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace

import main
from engine.config import RESOURCES
from engine.events.event import Event, read_csv
from engine.host.jobs import run_job
from engine.host.messages import Export, Exported, Render
from engine.media.audio import read_blocks
from engine.media.digest import picture_digest
from engine.progress import JobContext
from engine.project.model import DubSettings
from engine.recipe import Delivery, Mix, MixTrack, Recipe, SoundPart, Span
from gui.dub.export.command_line import (
    command_line,
    events_path,
    export_command,
    write_events,
)
from gui.dub.export.contents import take_content
from tests.gui.helpers import a_take
from tests.media import Track, clicks, make_video
from tests.tiny_models import install_generator, install_vocoder

METAL = RESOURCES / "samples" / "metal.flac"


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
        video=video,
        span=Span(0.2 + 1 / 30, 1.9),
        reference=SoundPart(METAL, Span(0.1 / 3, 0.9)),
        events=tuple(events),
        engine="grains",
        seed=3,
    )


def export(recipe: Recipe, delivery: Delivery, folder: Path) -> Exported:
    """What the window does: render, then write."""
    rendered = run_job(Render(recipe), folder, JobContext())
    track = MixTrack(
        name="Metal",
        sound=rendered.sound.file,
        start_s=recipe.span.start_s,
        lufs=rendered.facts.loudness_lufs,
    )
    mix = Mix(video=recipe.video, tracks=(track,))
    exported = run_job(Export(mix, delivery), folder, JobContext())
    assert isinstance(exported, Exported)
    return exported


def run(command: str) -> int:
    words = shlex.split(command)
    assert words[:3] == ["uv", "run", "main.py"]
    return main.main(words[3:])


@pytest.mark.parametrize(
    "delivery",
    [
        Delivery(output=Path("out.mp4"), original="mix", loudness=-16.0, gain_db=-2.5),
        Delivery(output=Path("out.mkv"), original="track", span=Span(0.5, 1.25 + 1 / 7)),
        Delivery(output=Path("out.mkv"), codec="opus"),
        Delivery(output=Path("out.flac"), loudness="off", span=Span(0.5, 2.0)),
    ],
    ids=["mixed", "part", "another rate", "sound alone"],
)
def test_the_command_gives_the_same_sound(recipe, delivery, tmp_path):
    folder = recipe.video.parent
    delivery = replace(delivery, output=folder / delivery.output, stem=folder / "stem.wav")
    export(recipe, delivery, tmp_path)
    files = [delivery.output, delivery.stem]
    sounds = [np.concatenate(list(read_blocks(path))) for path in files]
    for path in files:
        path.unlink()
    events = events_path(delivery.output, recipe.events)
    write_events(events, recipe.events)
    assert run(command_line(recipe, delivery, events)) == 0
    for path, sound in zip(files, sounds, strict=True):
        np.testing.assert_array_equal(np.concatenate(list(read_blocks(path))), sound)
    assert np.abs(sounds[1]).max() > 0.01


def test_the_picture_in_the_file_is_the_clips(recipe, tmp_path):
    exported = export(recipe, Delivery(output=tmp_path / "out.mp4"), tmp_path)
    assert exported.picture_is_untouched
    assert exported.output_digest == picture_digest(recipe.video)


def test_the_vocoder_of_the_recipe_makes_the_take_and_the_commands_file(recipe, tmp_path):
    install_generator("small")
    install_vocoder("hall", block=1)
    install_vocoder("room", block=2)
    sounds: dict[str, bytes] = {}
    for vocoder in ("hall", "room", "griffin-lim", "hall"):
        chosen = replace(
            recipe,
            engine="neural",
            model="small",
            vocoder=vocoder,
            events=recipe.events[:3],
            device="cpu",
        )
        rendered = run_job(Render(chosen), tmp_path, JobContext())
        assert rendered.recipe.vocoder == vocoder
        sound = rendered.sound.file.read_bytes()
        assert sounds.setdefault(vocoder, sound) == sound
    assert len(set(sounds.values())) == 3

    delivery = Delivery(output=tmp_path / "o.mkv", codec="pcm", loudness="off")
    export(chosen, delivery, tmp_path)
    made = np.concatenate(list(read_blocks(delivery.output)))
    events = events_path(delivery.output, chosen.events)
    write_events(events, chosen.events)
    assert run(command_line(chosen, replace(delivery, overwrite=True), events)) == 0
    np.testing.assert_array_equal(np.concatenate(list(read_blocks(delivery.output))), made)


def test_what_the_program_chose_is_spelled_out_for_the_next_time(recipe, tmp_path):
    install_generator("small")
    asked = replace(recipe, engine="neural", events=recipe.events[:3], device="cpu")
    made_by = run_job(Render(asked), tmp_path, JobContext()).recipe
    assert (made_by.engine, made_by.model, made_by.vocoder) == ("neural", "small", "griffin-lim")
    assert replace(made_by, model=None, vocoder=None) == asked


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


def test_a_whole_file_has_no_region_on_the_line(clip, reference, tmp_path):
    recipe = Recipe(video=clip.file.path, span=clip.span, reference=reference.part, events=())
    line = command_line(recipe, Delivery(output=tmp_path / "o.mp4"), tmp_path / "e.csv")
    assert "--range" not in line
    assert "--reference-region" not in line


def test_no_command_is_shown_for_silence(tmp_path, clip, reference):
    take = a_take(tmp_path, clip, reference)
    struck = replace(take, recipe=replace(take.recipe, events=(Event(0.5),)))
    silent = replace(take, recipe=replace(take.recipe, events=()))
    delivery = Delivery(output=tmp_path / "out.wav")
    assert " dub " in export_command(take_content(struck), delivery, None)
    assert export_command(take_content(silent), delivery, None) == ""
