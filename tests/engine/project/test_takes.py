"""The files of takes in the folder of their project."""

import os
import shutil
from pathlib import Path

import pytest

from engine.errors import TargetError
from engine.project import storage
from engine.project.model import Project, Take, new_id
from engine.recipe import Recipe, SoundPart, TakeFacts


@pytest.fixture
def take(tmp_path, monkeypatch):
    """A take in a cache from which nothing can be linked, as it is on another disk."""

    def refuse(*_):
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(os, "link", refuse)
    sound = tmp_path / "cache" / "take.wav"
    sound.parent.mkdir()
    sound.write_bytes(b"a sound")
    recipe = Recipe(video=Path("film.mp4"), reference=SoundPart(Path("hit.wav")))
    facts = TakeFacts(duration_s=1.0, events=1)
    return Take(
        id=new_id(),
        number=1,
        clip_id=new_id(),
        track_id=new_id(),
        recipe=recipe,
        reference_name="hit",
        sound=sound,
        facts=facts,
    )


def test_a_take_on_another_disk_is_copied(take, tmp_path):
    placed = storage.adopt_take(Project(new_id()), tmp_path / "film.varietysound", take)
    assert placed.sound.parent == tmp_path / "film.takes"
    assert placed.sound.read_bytes() == b"a sound"


def test_nothing_is_left_of_a_copy_that_fails(take, tmp_path, monkeypatch):
    def fill(_source, copy):
        copy.write(b"a")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfileobj", fill)
    with pytest.raises(TargetError, match="No space left"):
        storage.adopt_take(Project(new_id()), tmp_path / "film.varietysound", take)
    assert list((tmp_path / "film.takes").iterdir()) == []
