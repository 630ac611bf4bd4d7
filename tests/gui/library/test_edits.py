"""Edits of the library: undone and done again by name, beside what comes to it by itself."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from gui.document.document import Document
from gui.document.project_files import read_any
from gui.library.contents import LibraryContents
from gui.library.library import Library, library_path, load, save
from tests.gui.helpers import write_tone


@pytest.fixture
def document(services) -> Document:
    return services.document


@pytest.fixture
def make(services):
    """Opens the library as another window does."""
    save(LibraryContents(folders=()), library_path())
    return lambda: Library(services, services.banners)


@pytest.fixture
def library(make):
    return make()


def sound(path: Path):
    return read_any(write_tone(path, seconds=0.2)).item


def names(library: Library) -> list[str]:
    return [item.name for item in library.items]


def test_a_sound_that_was_taken_out_comes_back_as_it_was(library, document, tmp_path):
    library.keep([sound(tmp_path / f"{name}.wav") for name in "abc"])
    tagged = replace(library.items[1], tags=("wood", "soft"), favourite=True)
    library.put("Tag reference", tagged)
    library.forget([tagged])
    assert names(library) == ["a", "c"]
    assert document.undo_stack.undoText() == "Remove b from library"
    document.undo_stack.undo()
    assert library.items[1] == tagged
    assert library.contents.hidden == ()
    assert load(library_path()).items[1].tags == ("wood", "soft")
    document.undo_stack.redo()
    assert names(library) == ["a", "c"]
    assert library.contents.hidden == (tagged.file.path,)


def test_several_sounds_are_one_step(library, document, tmp_path):
    library.keep([sound(tmp_path / f"{name}.wav") for name in "abc"])
    library.forget([library.items[0], library.items[2]])
    assert document.undo_stack.undoText() == "Remove 2 sounds from library"
    document.undo_stack.undo()
    assert names(library) == ["a", "b", "c"]


def test_what_came_meanwhile_stays(library, document, tmp_path):
    library.keep([sound(tmp_path / "a.wav"), sound(tmp_path / "b.wav")])
    library.forget([library.items[0]])
    library.keep([sound(tmp_path / "later.wav")])
    document.undo_stack.undo()
    assert names(library) == ["a", "b", "later"]


def test_tags_and_favourites_are_undone_one_after_the_other(library, document, tmp_path):
    library.keep([sound(tmp_path / "a.wav")])
    library.put("Tag reference", replace(library.items[0], tags=("metal",)))
    library.set_favourite("Favourite a", library.items[0], True)
    assert (library.items[0].tags, library.items[0].favourite) == (("metal",), True)
    document.undo_stack.undo()
    assert (library.items[0].tags, library.items[0].favourite) == (("metal",), False)
    document.undo_stack.undo()
    assert library.items[0].tags == (tmp_path.name,)
    document.undo_stack.redo()
    assert library.items[0].tags == ("metal",)


def test_a_folder_comes_and_goes_with_its_sounds(library, document, tmp_path, qtbot):
    write_tone(tmp_path / "a.wav", seconds=0.2)
    library.add_folder(tmp_path)
    qtbot.waitUntil(lambda: names(library) == ["a"], timeout=40000)
    document.undo_stack.undo()
    assert (library.folders, library.items) == ((), ())
    document.undo_stack.redo()
    qtbot.waitUntil(lambda: names(library) == ["a"], timeout=40000)
    library.put("Tag reference", replace(library.items[0], tags=("mine",)))
    library.remove_folder(tmp_path)
    assert library.items == ()
    document.undo_stack.undo()
    assert library.folders == (tmp_path,)
    assert library.items[0].tags == ("mine",)


def test_the_library_leaves_no_project_unsaved(library, document, clip, tmp_path):
    library.keep([sound(tmp_path / "a.wav")])
    told = []
    document.modified_changed.connect(told.append)
    library.forget([library.items[0]])
    assert not document.is_modified
    assert told == []
    document.add_clip(clip)
    assert told == [True]
    document.undo_stack.undo()
    assert not document.is_modified
    document.undo_stack.undo()
    assert not document.is_modified
    assert names(library) == ["a"]


def test_undo_leaves_alone_what_another_window_added(library, make, document, tmp_path):
    library.keep([sound(tmp_path / "a.wav")])
    other = make()
    other.keep([sound(tmp_path / "b.wav")])
    library.forget([library.items[0]])
    document.undo_stack.undo()
    assert sorted(names(library)) == ["a", "b"]
    assert load(library_path()) == library.contents
