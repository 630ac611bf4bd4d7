"""What version 0.1 saved is opened; the files in tests/golden were written by it."""

import json
from pathlib import Path

import pytest

from engine.errors import InputError
from engine.events.event import Event
from engine.project import storage
from engine.recipe import WHOLE, Blend, Recipe, SoundPart, Span, TakeFacts
from gui.library.library import load

GOLDEN = Path(__file__).resolve().parents[2] / "golden"
CLIP, HAMMER = Path("/media/clip.mp4"), Path("/media/hammer.wav")


def test_a_project_of_version_0_1_is_opened_with_all_that_it_holds():
    project = storage.load(GOLDEN / "project_1.varietysound")
    (clip,), (reference,) = project.clips, project.references
    assert (clip.file.path, clip.in_s, clip.out_s) == (CLIP, 0.5, None)
    (track,) = clip.tracks
    assert [item.event for item in track.events] == [Event(1.0, 0.25, True, "picture"), Event(2.5)]
    assert [marker.name for marker in clip.markers] == ["дверь"]
    assert reference.part == SoundPart(HAMMER, Span(0.3, 0.6))
    assert (reference.tags, reference.favourite) == (("metal",), True)
    settings = track.settings
    assert settings == project.settings
    assert (settings.engine, settings.seed, settings.variations) == ("grains", 5, 3)
    assert settings.loudness == "off"
    assert settings.blend == SoundPart(HAMMER, Span(0.3, 0.6))


def test_takes_of_version_0_1_keep_their_recipes_and_measurements():
    project = storage.load(GOLDEN / "project_1.varietysound")
    full, draft = project.takes
    assert project.takes_of(project.clips[0].track.id) == [draft, full]
    assert full.recipe == Recipe(
        video=CLIP,
        span=Span(0.5),
        reference=SoundPart(HAMMER, Span(0.3, 0.6)),
        engine="neural",
        model="mine",
        vocoder="hall",
        blend=Blend(SoundPart(HAMMER, Span(0.3, 0.6)), 0.25),
        events=(Event(1.0, 0.25, True, "picture"), Event(2.5)),
        background=0.4,
        ambience=SoundPart(HAMMER, WHOLE),
        seed=4,
    )
    assert full.facts == TakeFacts(
        duration_s=9.5,
        events=8,
        events_heard=7 / 8,
        timbre_similarity=0.9,
        timbre_null=-0.2,
        loudness_lufs=-21.5,
    )
    assert (full.loudness, full.gain_db, full.draft) == (-16.0, -2.5, False)
    assert (full.title, full.starred, full.reference_name) == ("best", True, "hammer")
    assert draft.draft
    assert draft.recipe.span == Span(1.0, 4.0)
    assert draft.recipe.vocoder == "griffin-lim"


@pytest.fixture
def opened(tmp_path):
    """Open the project after its file was changed."""

    def run(change):
        plain = json.loads((GOLDEN / "project_1.varietysound").read_text(encoding="utf-8"))
        change(plain)
        return storage.decode_project(json.dumps(plain).encode(), tmp_path / "a.varietysound")

    return run


@pytest.mark.parametrize(
    ("change", "kind", "place"),
    [
        (lambda plain: plain["references"][0].update(name=3), "reference", "references[0].name"),
        (lambda plain: plain["takes"][0].update(number="one"), "take", "takes[0].number"),
        (lambda plain: plain["clips"][0]["events"][1].update(event={}), "event", "event"),
        (lambda plain: plain["clips"][0]["markers"][0].update(time_s=-1), "marker", "time_s"),
        (lambda plain: plain["clips"][0].update(in_s="soon"), "field", "clips[0].in_s"),
        (lambda plain: plain["settings"].update(loudness="loud"), "field", "settings.loudness"),
        (lambda plain: plain["settings"].update(background=7), "field", "background"),
        (lambda plain: plain.update(colour="red"), "field", "unknown field `colour`"),
    ],
)
def test_of_a_damaged_project_of_version_0_1_the_rest_opens(opened, change, kind, place, tmp_path):
    project = opened(change)
    assert [each.kind for each in project.damaged] == [kind]
    assert place in project.damaged[0].problem
    assert len(project.clips) == 1
    whole = storage.load(GOLDEN / "project_1.varietysound")
    assert len(project.takes) == len(whole.takes) - (kind == "take")
    saved = storage.save(project, tmp_path / "film.varietysound")
    assert storage.load(tmp_path / "film.varietysound").damaged == saved.damaged


def test_takes_of_a_damaged_clip_of_version_0_1_stay_with_it(opened):
    project = opened(lambda plain: plain["clips"][0].update(file=None))
    assert project.clips == ()
    assert [each.kind for each in project.damaged] == ["clip", "take", "take"]


def test_a_clip_twice_in_a_project_of_version_0_1_is_refused(opened):
    with pytest.raises(InputError, match="the same id"):
        opened(lambda plain: plain["clips"].append(plain["clips"][0]))


def test_what_is_opened_is_saved_in_the_present_format(tmp_path):
    project = storage.load(GOLDEN / "project_1.varietysound")
    saved = storage.save(project, tmp_path / "film.varietysound")
    assert storage.load(tmp_path / "film.varietysound") == saved
    assert b'"version": 3' in (tmp_path / "film.varietysound").read_bytes()


def test_a_library_of_version_0_1_is_opened():
    contents = load(GOLDEN / "library_1.json")
    assert [item.name for item in contents.items] == ["hammer"]
    assert (contents.folders, contents.hidden) == ((Path("/sounds"),), (Path("/sounds/gone.wav"),))
