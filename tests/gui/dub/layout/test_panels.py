"""The panels around the timeline: which of those that share a place is seen."""

import pytest
from PySide6.QtWidgets import QDockWidget

from gui.main_window import MainWindow
from tests.gui.conftest import ENGINE
from tests.gui.window_tools import running_window


def docks_on_top(window: MainWindow) -> set[str]:
    """The docks that are seen, not those behind the tab of another."""
    docks = window.workspace.findChildren(QDockWidget)
    return {dock.objectName() for dock in docks if not dock.visibleRegion().isEmpty()}


@pytest.mark.parametrize("name", ["Performance", "Events", "Next take"])
def test_the_panel_on_top_is_on_top_again_in_the_next_session(opened, qtbot, name):
    for action in ("event_panel", "performing"):
        opened.actions_[action].trigger()
    opened.workspace.findChild(QDockWidget, name).raise_()
    qtbot.wait(50)
    assert docks_on_top(opened) == {"References", "Takes", name}
    opened.workspace.keep_layout()
    with running_window(qtbot, ENGINE) as later:
        later.file_commands.open_paths([opened.document.clip.file.path])
        qtbot.waitUntil(later.workspace.isVisible, timeout=40000)
        qtbot.wait(100)
        assert docks_on_top(later) == {"References", "Takes", name}
