"""Projects that are valid and make no sense: the window shows each and opens the next."""

import time

import pytest
from PySide6.QtWidgets import QApplication

from engine.errors import InputError
from engine.project import storage
from gui.document import clip_edits
from tests.reliability.mutations import mutated

PROJECTS = 150  # two in three can be read, or what is intact of them
LONGEST_S = 2.0  # of processor time


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_whatever_a_project_says_the_window_shows_it(dubbed, tmp_path, qtbot):
    document = dubbed.document
    document.edit_clip("Range", clip_edits.set_range(document.clip, 0.2, 0.8))
    document.edit_clip("Marker", clip_edits.add_marker(document.clip, 0.5, "door"))
    whole = storage.encode_project(document.project, tmp_path)
    shown = 0
    for number in range(PROJECTS):
        try:
            project = storage.decode_project(mutated(whole, number), tmp_path / "a.varietysound")
        except InputError:
            continue
        start_s = time.process_time()
        document.replace_project(project, None)
        QApplication.processEvents()
        dubbed.grab()
        QApplication.processEvents()
        assert time.process_time() - start_s < LONGEST_S, f"project {number}"
        assert dubbed.errors.dialog is None, f"project {number}"
        shown += 1
    assert shown > 75
