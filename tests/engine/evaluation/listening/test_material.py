from pathlib import Path

import pytest

from engine.errors import InputError
from engine.evaluation.listening.material import LISTING, Example, Listing, read_material
from engine.storage.values import encode
from tests.engine.evaluation.listening.sittings import make_systems, write_tone


def test_a_folder_of_systems_gives_each_sound_the_scales_it_can_be_judged_on(tmp_path):
    material = read_material(make_systems(tmp_path / "f", clips=1))
    found = {example.system: example for example in material.examples}
    assert material.systems() == ["Ground truth", "Bad", "Good"]
    assert found["Good"].scales == ("realism", "alignment", "timbre")
    assert found["Ground truth"].is_truth
    assert found["Ground truth"].scales == ("realism", "alignment")  # it has no reference


def test_without_pictures_nothing_is_judged_for_alignment(tmp_path):
    material = read_material(make_systems(tmp_path / "f", pictures=False))
    assert material.scales() == ["realism", "timbre"]


def test_videos_of_a_system_bring_their_own_picture(tmp_path):
    (tmp_path / "Model").mkdir()
    (tmp_path / "Model" / "dog.mp4").touch()
    material = read_material(tmp_path)
    assert material.examples[0].picture == tmp_path / "Model" / "dog.mp4"
    assert "no ground truth" in str(material.notes[0])


def test_a_folder_without_sounds_is_refused_in_one_sentence(tmp_path):
    with pytest.raises(InputError, match="holds no sounds of systems"):
        read_material(tmp_path)


def test_a_report_lists_its_sounds_with_their_class_and_reference(tmp_path):
    write_tone(tmp_path / "sounds" / "a.flac", 300)
    write_tone(tmp_path / "sounds" / "ref.flac", 300)
    listed = Example(
        system="Grains",
        is_truth=False,
        clip="dog1",
        group="dog",
        scales=("timbre",),
        sound=Path("sounds/a.flac"),
        target=Path("sounds/ref.flac"),
    )
    (tmp_path / LISTING).write_bytes(encode(Listing(examples=(listed,))))
    example = read_material(tmp_path).examples[0]
    assert (example.system, example.group, example.scales) == ("Grains", "dog", ("timbre",))
    assert example.target == tmp_path / "sounds" / "ref.flac"


def test_a_sound_that_a_report_lost_is_left_out_and_told(tmp_path):
    write_tone(tmp_path / "a.flac", 300)
    common = {"system": "G", "is_truth": False, "clip": "c", "group": "", "scales": ("realism",)}
    examples = [Example(sound=Path(name), **common) for name in ("a.flac", "lost.flac")]
    (tmp_path / LISTING).write_bytes(encode(Listing(examples=tuple(examples))))
    material = read_material(tmp_path)
    assert len(material.examples) == 1
    assert list(map(str, material.notes)) == ["Sounds of the report that are missing: 1."]


def test_a_report_of_an_earlier_version_says_what_to_do(tmp_path):
    (tmp_path / "report.json").write_text("{}")
    with pytest.raises(InputError, match="Repeat the command"):
        read_material(tmp_path)


def test_a_damaged_listing_is_named(tmp_path):
    (tmp_path / LISTING).write_text('{"examples": [{"system": 3}]}')
    with pytest.raises(InputError, match=r"listening\.examples\[0\]"):
        read_material(tmp_path)
