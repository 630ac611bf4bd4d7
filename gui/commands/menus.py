"""The menu bar, its switch of workspaces and the toolbar, built from the table of commands."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtWidgets import QMainWindow, QMenu, QSizePolicy, QToolBar, QToolButton, QWidget

from gui.commands.actions import CATEGORIES, WORKSPACES, ActionRegistry, menu_title
from gui.kit.labels import without_keys
from gui.kit.language import tr
from gui.kit.layouts import hbox

_ICON_PX: Final = 20
_EMPHASIS: Final = {"dub": "primary", "export": "outlined"}
_TOOLS: Final = ("open", "", "dub", "play", "ab", "stretch", "export")


def build_menus(window: QMainWindow, actions: ActionRegistry) -> QMenu:
    """Fill the menu bar and return the menu for recent files."""
    recent = QMenu(tr("Open recent"), window)
    recent.setObjectName("recent")
    for category in CATEGORIES:
        menu = window.menuBar().addMenu(menu_title(category))
        menu.setObjectName(category)
        menu.setToolTipsVisible(True)
        last_group = 0
        for spec, action in actions.category(category):
            if spec.listens_to_take:
                continue  # listed in the cheat sheet only
            if spec.group != last_group:
                menu.addSeparator()
                last_group = spec.group
            menu.addAction(action)
            if spec.id == "open":
                menu.addMenu(recent)
    # Shortcuts work only for actions of a visible widget.
    window.addActions([action for _, action in actions])
    return recent


def build_switch(window: QMainWindow, actions: ActionRegistry) -> None:
    """Add the Dub, Batch and Train buttons, of which that of the active workspace is checked."""
    switch = QWidget(window.menuBar())  # which does not own its corner otherwise
    switch.setObjectName("workspaces")  # for the style sheet
    row = hbox(switch, margins=(0, 0, 8, 0), spacing=2)
    for name in WORKSPACES:
        button = QToolButton()
        button.setDefaultAction(actions[name])
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        button.setMinimumWidth(72)
        row.addWidget(button)
    window.menuBar().setCornerWidget(switch)


def context_menu(parent: QWidget) -> QMenu:
    """An empty menu, deleted when it is closed."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return menu


def fill_menu(menu: QMenu, actions: ActionRegistry, ids: Iterable[str]) -> None:
    """Add commands to a context menu; an empty id stands for a separator."""
    for action_id in ids:
        if action_id:
            menu.addAction(actions[action_id])
        else:
            menu.addSeparator()


def give_menu(widget: QWidget, actions: ActionRegistry, ids: Iterable[str]) -> None:
    """Let a right click on a widget offer commands; an empty id stands for a separator."""

    def open_menu(place: QPoint) -> None:
        menu = context_menu(widget)
        fill_menu(menu, actions, ids)
        menu.popup(widget.mapToGlobal(place))

    widget.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    widget.customContextMenuRequested.connect(open_menu)


def fill_recent(
    menu: QMenu,
    paths: list[Path],
    open_path: Callable[[Path], object],
    clear: Callable[[], object],
) -> None:
    """List the recent files, and an entry that clears the list."""
    menu.clear()
    for path in paths:
        action = menu.addAction(without_keys(f"{path.name}    ({path.parent.name})"))
        action.triggered.connect(lambda _checked=False, path=path: open_path(path))
    if paths:
        menu.addSeparator()
        menu.addAction(tr("Clear recent files"), clear)
    else:
        menu.addAction(tr("No recent files")).setEnabled(False)


def build_toolbar(window: QMainWindow, actions: ActionRegistry) -> QToolBar:
    """The toolbar with the main buttons."""
    bar = QToolBar(tr("Tools"), window)
    bar.setObjectName("tools")
    bar.setMovable(False)
    bar.setIconSize(QSize(_ICON_PX, _ICON_PX))
    bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
    for name in _TOOLS:
        if name == "":
            bar.addSeparator()
        elif name == "stretch":
            space = QWidget()
            space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            bar.addWidget(space)
        else:
            bar.addWidget(_tool(actions, name))
    window.addToolBar(bar)
    return bar


def _tool(actions: ActionRegistry, name: str) -> QToolButton:
    short = {
        "play": tr("Play"),
        "ab": tr("A / B"),
        "open": tr("Open…"),
        "export": tr("Export…"),
        "dub": tr("DUB"),
    }
    button = QToolButton()
    actions[name].setIconText(short[name])
    button.setDefaultAction(actions[name])
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setAccessibleName(actions[name].text())
    if name == "play":  # as wide as the longer of its two texts, so that nothing moves
        actions[name].setIconText(tr("Pause"))
        button.ensurePolished()
        button.setMinimumWidth(button.sizeHint().width())
        actions[name].setIconText(short[name])
    if name in _EMPHASIS:
        button.setProperty(_EMPHASIS[name], True)
    if name == "dub":  # text only: the accent colour is enough
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        button.setMinimumWidth(110)
    return button
