"""The library of references: kept from project to project, folders looked into, favourites."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from msgspec.structs import replace

from engine.errors import TargetError
from gui.document.project_files import read_any, sounds_in
from gui.library import library as library_module
from gui.library.contents import SHIPPED, LibraryContents, duplicates
from gui.library.library import Library, library_path, load, new_sounds
from tests.gui.helpers import write_tone
from tests.gui.window_tools import let_all_end


@pytest.fixture
def runner(services):
    return services.runner


@pytest.fixture
def make(monkeypatch, services):
    """Libraries on the same file, as in one start of the program after another."""
    monkeypatch.setattr(library_module, "load", lambda *args: _without_samples(load(*args)))
    return lambda: Library(services, services.banners)


def _without_samples(contents: LibraryContents) -> LibraryContents:
    folders = tuple(f for f in contents.folders if f != SHIPPED)
    return replace(contents, folders=folders)


def sound(path: Path):
    return read_any(write_tone(path, seconds=0.4)).item


def test_what_is_kept_is_there_at_the_next_start(make, tmp_path):
    first = make()
    first.keep([sound(tmp_path / "дверь.wav")])
    (item,) = first.items
    first.put("Edit", replace(item, tags=("wood",), favourite=True))
    (later,) = make().items
    assert (later.name, later.tags, later.favourite) == ("дверь", ("wood",), True)


def test_a_damaged_sound_hides_no_other_and_a_copy_of_it_is_kept(make, tmp_path):
    library = make()
    library.keep([sound(tmp_path / f"{name}.wav") for name in "abc"])
    whole = library_path().read_text()
    damaged = whole.replace('"name": "b"', '"name": 7')
    library_path().write_text(damaged)
    later = make()
    assert [item.name for item in later.items] == ["a", "c"]
    assert later.folders == library.folders
    assert library_path().with_suffix(".damaged.json").read_text() == damaged


def test_a_file_is_kept_once(make, tmp_path):
    library = make()
    one = sound(tmp_path / "a.wav")
    library.keep([one, one])
    library.keep([one])
    assert len(library.items) == 1


def test_a_folder_brings_its_sounds_and_those_that_come_later(make, tmp_path, qtbot):
    folder = tmp_path / "sounds" / "deep"
    folder.mkdir(parents=True)
    write_tone(folder / "a.wav", seconds=0.2)
    (folder / "notes.txt").write_text("no sound")
    (folder / "broken.wav").write_text("no sound either")
    library = make()
    library.add_folder(tmp_path / "sounds")
    qtbot.waitUntil(lambda: [item.name for item in library.items] == ["a"], timeout=40000)
    write_tone(folder / "b.wav", seconds=0.2)
    later = make()
    later.scan()
    qtbot.waitUntil(lambda: [item.name for item in later.items] == ["a", "b"], timeout=40000)


def test_a_folder_that_is_let_go_while_it_is_looked_into_brings_nothing(
    make, runner, tmp_path, monkeypatch, qtbot
):
    write_tone(tmp_path / "a.wav", seconds=0.2)
    seen: list[object] = []
    looked = threading.Event()

    def look_slowly(*args):
        seen.extend(new_sounds(*args))
        looked.wait(10)
        return seen

    monkeypatch.setattr(library_module, "new_sounds", look_slowly)
    library = make()
    library.add_folder(tmp_path)
    library.remove_folder(tmp_path)
    looked.set()
    let_all_end(qtbot, runner)
    assert [library.items, len(seen)] == [(), 1]


def test_what_was_taken_out_does_not_come_back_by_itself(make, tmp_path, qtbot):
    write_tone(tmp_path / "a.wav", seconds=0.2)
    write_tone(tmp_path / "b.wav", seconds=0.2)
    library = make()
    library.add_folder(tmp_path)
    qtbot.waitUntil(lambda: len(library.items) == 2, timeout=40000)
    gone = library.items[0]
    library.forget([gone])
    library.scan()
    library.keep([gone])
    qtbot.wait(300)
    assert [item.name for item in library.items] == ["b"]
    library.set_favourite("Mark", gone, True)
    assert {item.name for item in library.items} == {"a", "b"}


def test_a_folder_that_goes_leaves_its_favourites(make, tmp_path, qtbot):
    write_tone(tmp_path / "a.wav", seconds=0.2)
    write_tone(tmp_path / "b.wav", seconds=0.2)
    library = make()
    library.add_folder(tmp_path)
    qtbot.waitUntil(lambda: len(library.items) == 2, timeout=40000)
    library.set_favourite("Mark", library.items[1], True)
    library.remove_folder(tmp_path)
    assert [item.name for item in library.items] == ["b"]
    assert library.folders == ()


def test_a_damaged_library_is_put_aside_and_not_written_over(make, tmp_path):
    library_path().parent.mkdir(parents=True, exist_ok=True)
    library_path().write_text("{ half")
    library = make()
    assert library.items == ()
    library.keep([sound(tmp_path / "a.wav")])
    assert library_path().with_suffix(".damaged.json").read_text() == "{ half"


def test_two_windows_keep_the_sounds_of_both(make, tmp_path):
    one, other = make(), make()
    path = tmp_path / "a.wav"
    first = sound(path)
    for number in range(20):
        for library in (one, other):
            named = replace(first.file, path=tmp_path / f"{id(library)}-{number}.wav")
            library.keep([replace(first, file=named)])
    assert len(make().items) == 40
    one.put("Edit", replace(one.items[0], name="mine"))
    other.forget([other.items[1]])
    names = [item.name for item in make().items]
    assert (names[0], len(names)) == ("mine", 39)


PROCESS = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from msgspec.structs import replace
from unittest.mock import Mock
from gui.document.project_files import read_any
from gui.library.library import Library
app = QCoreApplication([])
library = Library(Mock())
sound = read_any(Path(sys.argv[1])).item
for number in range(20):
    path = Path(f"/sounds/{sys.argv[2]}-{number}.wav")
    library.keep([replace(sound, file=replace(sound.file, path=path))])
"""


def test_two_processes_at_once_keep_the_sounds_of_both(tmp_path):
    path = write_tone(tmp_path / "a.wav", seconds=0.2)
    processes = [
        subprocess.Popen([sys.executable, "-c", PROCESS, str(path), name]) for name in "ab"
    ]
    assert [process.wait(40) for process in processes] == [0, 0]
    assert len(load(library_path()).items) == 40


def test_a_library_that_another_program_damaged_is_written_again(make, tmp_path):
    library = make()
    library.keep([sound(tmp_path / "a.wav")])
    library_path().write_text("{ half")
    library.keep([sound(tmp_path / "b.wav")])
    assert [item.name for item in make().items] == ["a", "b"]


def test_what_could_not_be_saved_is_saved_with_the_next_change(make, tmp_path, monkeypatch):
    library = make()

    def full(*_: object) -> None:
        raise TargetError("The library could not be saved: No space left on device.")

    with monkeypatch.context() as patch:
        patch.setattr(library_module, "save", full)
        library.keep([sound(tmp_path / "a.wav")])
    assert [item.name for item in library.items] == ["a"]
    library.keep([sound(tmp_path / "b.wav")])
    assert [item.name for item in make().items] == ["a", "b"]


def test_a_folder_of_thousands_of_sounds_is_read_whole(tmp_path):
    for number in range(2100):
        (tmp_path / f"{number}.wav").touch()
    assert len(list(sounds_in(tmp_path))) == 2100


def test_files_of_the_same_content_are_found_whatever_their_names(tmp_path):
    first = sound(tmp_path / "a.wav")
    other = read_any(write_tone(tmp_path / "b.wav", seconds=0.4, hz=880.0)).item
    (tmp_path / "copy.wav").write_bytes((tmp_path / "a.wav").read_bytes())
    copy = read_any(tmp_path / "copy.wav").item
    assert duplicates([first, other, copy]) == [first, copy]
    assert duplicates([first, other]) == []
