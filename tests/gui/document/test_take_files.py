"""Files of takes: kept while undo could need them, removed when their project is closed."""

import os

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QFileDialog

from engine.project import storage
from engine.project.guide import Guide
from engine.project.model import Project, Take, new_id
from engine.project.sounds import write_guide
from gui import file_commands
from gui.document import autosave
from gui.document.document import Document
from gui.document.take_files import TakeFiles, remove_abandoned
from gui.settings import Settings
from tests.gui.helpers import a_take


@pytest.fixture
def document(qapp, clip, reference) -> Document:
    document = Document()
    document.add_clip(clip)
    document.add_references([reference])
    TakeFiles(document, Settings(), document)
    return document


@pytest.fixture
def add(document, clip, reference, tmp_path):
    def added(number: int) -> Take:
        take = a_take(tmp_path, clip, reference, number)
        document.add_take(storage.adopt_take(document.project, document.own_path, take))
        return document.project.takes[-1]

    return added


def save(document: Document, path) -> None:
    saved = storage.save(document.project, path)
    document.use_saved(saved)
    document.mark_saved(path)


def close(document: Document) -> None:
    document.replace_project(Project(new_id()), None)


def names(folder) -> list[str]:
    return sorted(path.name for path in folder.glob("*.wav"))


def test_deleted_takes_end_with_the_project_and_undo_brings_them_back_before(
    document, add, tmp_path
):
    path = tmp_path / "film.varietysound"
    kept, deleted = add(1), add(2)
    save(document, path)
    document.edit_take("Delete take", replace(document.take(deleted.id), deleted=True))
    save(document, path)
    assert [take.id for take in storage.load(path).takes] == [kept.id]
    document.undo_stack.undo()
    assert document.take(deleted.id).sound.is_file()
    document.undo_stack.redo()
    close(document)
    assert names(tmp_path / "film.takes") == [f"take-{kept.id}.wav"]


def test_replaced_drafts_end_with_the_project(document, add, tmp_path):
    draft, _full = add(1), add(2)
    document.put(draft, replace(draft, deleted=True), 0)
    save(document, tmp_path / "film.varietysound")
    close(document)
    assert len(names(tmp_path / "film.takes")) == 1


def test_unsaved_takes_end_with_their_project(document, add):
    folder = storage.unsaved_takes_folder(document.project)
    add(1)
    assert len(names(folder)) == 1
    close(document)
    assert not folder.exists()


def test_saving_leaves_no_second_copy_of_the_takes(document, add, tmp_path):
    folder = storage.unsaved_takes_folder(document.project)
    take = add(1)
    save(document, tmp_path / "film.varietysound")
    close(document)
    assert not folder.exists()
    assert names(tmp_path / "film.takes") == [f"take-{take.id}.wav"]


def test_takes_of_changes_that_were_discarded_end(document, add, tmp_path):
    first = add(1)
    save(document, tmp_path / "film.varietysound")
    add(2)
    close(document)
    assert names(tmp_path / "film.takes") == [f"take-{first.id}.wav"]


def test_what_another_project_or_an_autosave_names_is_kept(document, add, tmp_path):
    path = tmp_path / "film.varietysound"
    one, two = add(1), add(2)
    save(document, path)
    document.put(document.take(one.id), replace(document.take(one.id), deleted=True), 0)
    (tmp_path / "copy.varietysound").write_bytes(path.read_bytes())
    os.mkfifo(tmp_path / "pipe.varietysound")
    save(document, path)
    close(document)
    assert names(tmp_path / "film.takes") == sorted(f"take-{t.id}.wav" for t in (one, two))


def test_takes_of_an_autosave_are_kept(document, add):
    folder = storage.unsaved_takes_folder(document.project)
    add(1)
    autosave.write(document.project, None)
    close(document)
    assert len(names(folder)) == 1


def test_other_files_beside_the_takes_are_kept(document, add, tmp_path):
    add(1)
    save(document, tmp_path / "film.varietysound")
    (tmp_path / "film.takes" / "mine.wav").touch()
    (tmp_path / "film.takes" / f"take-{new_id()}.wav").touch()
    close(document)
    assert len(names(tmp_path / "film.takes")) == 3


def test_a_read_only_project_removes_nothing_of_its_owner(document, add, tmp_path):
    path = tmp_path / "film.varietysound"
    add(1)
    save(document, path)
    opened = storage.load(path)
    document.replace_project(replace(opened, id=new_id()), path, is_read_only=True)
    storage.save(replace(opened, takes=()), path)  # its owner may still bring the take back
    close(document)
    assert len(names(tmp_path / "film.takes")) == 1


def test_takes_that_a_crash_left_and_nobody_recovered_end(document, add):
    add(1)
    folder = storage.unsaved_takes_folder(document.project)
    remove_abandoned()
    assert len(names(folder)) == 1
    os.utime(folder, (0, 0))
    autosave.write(document.project, None)
    remove_abandoned()
    assert len(names(folder)) == 1
    autosave.discard(autosave.copies_of(document.project.id))
    remove_abandoned()
    assert not folder.exists()


def test_closing_the_window_ends_what_only_it_needed(dubbed, tmp_path, monkeypatch):
    take = dubbed.document.takes()[0]
    film = str(tmp_path / "film.varietysound")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments: (film, ""))
    assert dubbed.file_commands.save_as()
    dubbed.document.edit_take("Delete take", replace(dubbed.document.take(take.id), deleted=True))
    assert dubbed.file_commands.save()
    assert len(names(tmp_path / "film.takes")) == 1
    assert dubbed.close()
    assert names(tmp_path / "film.takes") == []


def test_a_window_that_ends_without_being_asked_keeps_unsaved_takes(dubbed):
    folder = storage.unsaved_takes_folder(dubbed.document.project)
    assert len(names(folder)) == 1
    dubbed.shutdown()
    assert len(names(folder)) == 1


def test_discarded_work_ends_with_the_window(dubbed, monkeypatch):
    folder = storage.unsaved_takes_folder(dubbed.document.project)
    monkeypatch.setattr(file_commands, "ask", lambda *_, **__: "Discard")
    assert dubbed.close()
    assert not folder.exists()


def test_the_recording_of_a_performance_lies_beside_the_project_until_nothing_names_it(
    document, tmp_path
):
    path = tmp_path / "film.varietysound"
    id_ = new_id()
    recorded = storage.current_folder(document.project, None) / f"guide-{id_}.flac"
    write_guide(recorded, np.zeros(100, np.float32), 44100)
    document.edit_track("Perform", replace(document.track, guide=Guide(id_, recorded, 0.5)))
    save(document, path)
    beside = storage.takes_folder(path) / recorded.name
    assert storage.load(path).clips[0].track.guide == Guide(id_, beside, 0.5)
    assert document.track.guide.sound == beside
    document.edit_track("Remove", replace(document.track, guide=None))
    save(document, path)
    assert beside.exists()  # undo may bring it back
    close(document)
    assert not beside.exists()


def test_a_recording_is_no_other_file_of_the_disk(document, tmp_path):
    path, other = tmp_path / "film.varietysound", tmp_path / "private.flac"
    write_guide(other, np.zeros(100, np.float32), 44100)
    document.edit_track("Perform", replace(document.track, guide=Guide(new_id(), other)))
    path.write_bytes(storage.encode_project(document.project, tmp_path))
    assert storage.load(path).clips[0].track.guide.sound != other
