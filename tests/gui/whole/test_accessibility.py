"""Every control has a name for screen readers and is reached from the keyboard."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QScrollBar,
    QSlider,
    QTabBar,
    QToolButton,
    QWidget,
)

from gui.listen.trial_page import TrialPage
from tests.gui.whole.pages import Tour

pytestmark = pytest.mark.timeout(600)
HAVE_OTHER_KEYS = {
    "CommandPalette": "the arrows of its search field go through its list",
    "KeysDialog": "takes every key but Esc, which cancels",
}
CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
)


def controls(root: QWidget) -> list[QWidget]:
    """The controls that a person sees and can use; not the parts of which Qt makes one."""
    return [
        each
        for each in root.findChildren(QWidget)
        if isinstance(each, CONTROLS) or each.focusPolicy() & Qt.FocusPolicy.TabFocus
        if each.isVisible() and each.isEnabled() and not _is_part(each)
    ]


def _is_part(widget: QWidget) -> bool:
    """Whether it is a part of another control, such as the field of a spin box."""
    parent = widget.parentWidget()
    if any(each.objectName().startswith("qt_") for each in (widget, parent)):
        return True
    is_viewport = isinstance(parent, QAbstractScrollArea) and widget is parent.viewport()
    return is_viewport or isinstance(
        parent, QAbstractItemView | QComboBox | QAbstractSpinBox | QLineEdit | QTabBar
    )


def name_of(widget: QWidget) -> str:
    """What a screen reader calls it."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface is not None else ""


def is_reached(widget: QWidget) -> bool:
    """Whether Tab gets there, or other keys do the same."""
    if (widget.focusProxy() or widget).focusPolicy() & Qt.FocusPolicy.TabFocus:
        return True
    if isinstance(widget, QScrollBar) or type(widget.window()).__name__ in HAVE_OTHER_KEYS:
        return True
    if isinstance(widget.parentWidget(), TrialPage):  # ↑ and ↓ change its volume
        return isinstance(widget, QSlider)
    return isinstance(widget, QToolButton) and widget.defaultAction() is not None


def is_in_sight(widget: QWidget) -> bool:
    """Whether it is within its window, or scrolls into it."""
    each = widget.parentWidget()
    while each is not None and not isinstance(each, QAbstractScrollArea):
        each = each.parentWidget()
    top = widget.window()
    place = QRect(widget.mapTo(top, QPoint()), widget.size())
    return each is not None or top.rect().intersects(place)


def described(widget: QWidget) -> str:
    """A control and where it is."""
    chain, each = [], widget
    while each is not None:
        chain.append(each.objectName() or type(each).__name__)
        each = each.parentWidget()
    text = getattr(widget, "text", lambda: "")()
    return f"{' < '.join(chain[:5])} {text!r} {widget.toolTip()!r}"


@pytest.mark.slow
def test_every_control_has_a_name_and_is_reached_by_keys_and_seen(
    window, qtbot, monkeypatch, tmp_path: Path
) -> None:
    unnamed: dict[str, None] = {}
    unreached: dict[str, None] = {}
    unseen: dict[str, None] = {}

    def look(name: str, root: QWidget) -> None:
        for each in controls(root):
            if not name_of(each).strip():
                unnamed[f"{name}: {described(each)}"] = None
            if not is_reached(each):
                unreached[f"{name}: {described(each)}"] = None
            if not is_in_sight(each):
                unseen[f"{name}: {described(each)}"] = None

    Tour(window, qtbot, monkeypatch, tmp_path, look).everything()
    assert [*unnamed] == []
    assert [*unreached] == []
    assert [*unseen] == []


def test_a_control_without_a_name_or_a_way_to_it_is_seen(qtbot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    silent, mouse_only = QListWidget(page), QPushButton("Play", page)
    mouse_only.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    page.show()
    assert [each for each in controls(page) if not name_of(each)] == [silent]
    assert [each for each in controls(page) if not is_reached(each)] == [mouse_only]


def test_tab_goes_through_the_tracks_after_the_original(opened) -> None:
    opened.actions_["add_track"].trigger()
    each, names = opened.workspace.timeline, []
    while len(names) < 40:
        each = each.nextInFocusChain()
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus:
            names.append(name_of(each))
    volume = names.index("Original volume")
    assert names[volume + 1 : volume + 19].count("Mute the track") == 2


def test_no_key_reaches_a_panel_that_another_one_covers(opened, qtbot) -> None:
    settings, events = opened.workspace.settings_panel, opened.workspace.events_panel
    assert settings.seed.isEnabled()
    opened.actions_["event_panel"].trigger()
    qtbot.waitUntil(lambda: not settings.seed.isEnabled())
    assert events.table.isEnabled()
    opened.actions_["event_panel"].trigger()
    qtbot.waitUntil(settings.seed.isEnabled)
