"""An editor that edits, dubs and saves without rest, to be killed: `killed_editor FOLDER SEED`.

Each thing done is told on stdout as `KIND NUMBER`, after it was done.
"""

import os
import random
import sys
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from msgspec.structs import replace
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from engine.project import storage
from engine.project.model import Project, Reference, new_clip, new_id
from gui.document import autosave
from gui.document.document import Document
from gui.document.project_lock import file_digest
from gui.document.recovery import Recovery
from gui.kit.banners import Banners
from gui.kit.timers import every
from gui.kit.workers import Runner
from tests.gui.helpers import a_file, a_take

PERIOD_MS = 40
TAKE_EVERY, SAVE_EVERY = 9, 70


class Person:
    """Does one thing after another."""

    def __init__(self, folder: Path, seed: int, window: QWidget) -> None:
        self._folder = folder
        self._chance = random.Random(seed)
        self._document = Document(window)
        project, path = newest(folder) or begun(folder)
        self._document.replace_project(project, path, is_modified=True)
        self._number = last_number(self._document.project)
        Recovery(self._document, Runner(window), Banners(window), window).copy()

    def act(self) -> None:
        """Edit the project, add a take or save, and tell."""
        self._number += 1
        reference = self._document.project.references[0]
        self._document.edit_reference("Rename", replace(reference, name=str(self._number)))
        kind = "edit"
        if self._number % TAKE_EVERY == 0:
            self._add_take(reference)
            kind = "take"
        elif self._number % SAVE_EVERY == 0:
            self._save()
            kind = "save"
        print(kind, self._number, flush=True)  # noqa: T201

    def _add_take(self, reference: Reference) -> None:
        document = self._document
        take = a_take(self._folder, document.clip, reference, document.project.next_take_number)
        take = storage.adopt_take(document.project, document.own_path, take)
        document.add_take(replace(take, name=str(self._number)))

    def _save(self) -> None:
        path = self._folder / "film.varietysound"
        saved = storage.save(self._document.project, path)
        self._document.use_saved(saved)
        self._document.mark_saved(path, on_disk=file_digest(path))


def begun(folder: Path) -> tuple[Project, Path | None]:
    """A new project."""
    clip = new_clip(a_file(folder))
    reference = Reference(new_id(), a_file(folder, "hit.wav", 2.0), "0")
    return Project(new_id(), (clip,), (reference,), active_clip_id=clip.id), None


def newest(folder: Path) -> tuple[Project, Path | None] | None:
    """What is found after a kill: the work that is left or what was saved, whichever is newer."""
    found: list[tuple[Project, Path | None]] = [
        (work.project, work.path)
        for work in autosave.left_behind()
        if work.project.clips[0].file.path.parent == folder  # others may be edited side by side
    ]
    path = folder / "film.varietysound"
    if path.exists():
        found.append((storage.load(path), path))
    return max(found, key=lambda each: last_number(each[0]), default=None)


def last_number(project: Project) -> int:
    """The number of the last edit that a project holds."""
    return int(project.references[0].name)


def main(folder: Path, seed: int) -> int:
    """Work until killed."""
    application = QApplication([])
    window = QWidget()
    person = Person(folder, seed, window)
    every(window, PERIOD_MS, person.act).start()
    QTimer.singleShot(60_000, application.quit)
    return application.exec()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2])))
