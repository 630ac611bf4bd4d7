"""What version 0.1 saved is opened; the files in tests/golden were written by it."""

from pathlib import Path

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


def test_what_is_opened_is_saved_in_the_present_format(tmp_path):
    project = storage.load(GOLDEN / "project_1.varietysound")
    saved = storage.save(project, tmp_path / "film.varietysound")
    assert storage.load(tmp_path / "film.varietysound") == saved
    assert b'"version": 2' in (tmp_path / "film.varietysound").read_bytes()


def test_a_library_of_version_0_1_is_opened():
    contents = load(GOLDEN / "library_1.json")
    assert [item.name for item in contents.items] == ["hammer"]
    assert (contents.folders, contents.hidden) == ((Path("/sounds"),), (Path("/sounds/gone.wav"),))
