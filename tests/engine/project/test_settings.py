"""Settings, takes and recipes, made from one another."""

from pathlib import Path

from engine.project.model import MediaFile, Reference, Take, new_clip, new_id
from engine.project.track_recipe import track_recipe
from engine.recipe import Choices, Recipe, SoundPart, TakeFacts

MADE_WITH = {
    "engine": "neural",
    "model": "mine",
    "vocoder": "hall",
    "steering": "picture",
    "background": 0.3,
    "ambience": SoundPart(Path("wind.wav")),
    "seed": 7,
    "variation": 0.9,
}


def test_the_settings_of_a_take_make_it_again():
    assert MADE_WITH.keys() == set(Choices.__struct_fields__)
    film, hit = (MediaFile(Path(name), 1, 2.0, "") for name in ("film.mp4", "hit.wav"))
    clip, reference = new_clip(film), Reference(new_id(), hit, "hit")
    recipe = Recipe(**MADE_WITH, video=film.path, reference=SoundPart(hit.path), events=())
    take = Take(
        id=new_id(),
        number=1,
        clip_id=clip.id,
        track_id=clip.track.id,
        recipe=recipe,
        reference_name="hit",
        sound=Path("take.wav"),
        facts=TakeFacts(duration_s=2.0, events=0),
    )
    assert track_recipe(clip, clip.track, reference, take.settings) == recipe
