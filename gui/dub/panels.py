"""The panels around the timeline: docks at its sides, and panels that are opened on demand."""

from collections.abc import Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget

from gui.commands.actions import ActionRegistry
from gui.dub.drawer import Drawer
from gui.kit.language import tr

_SIDES_PX: Final = [230, 300]  # widths, left and right
_GAP_PX: Final = 6  # between two docks
_LEAST_TAKES_PX: Final = 190  # height of the upper one on the right; the lower gets what it needs


class Panels(QObject):
    """The docks of a workspace.

    Args:
        window: the workspace.
        actions: those of the panels beside and below are checked while one is open.
        sides: widget by title: one for the left side, then two for the right one.
        beside: title and widget by action; they share the place of the last one at the sides.
        below: the same; each is a drawer over the bottom of the window.
    """

    def __init__(
        self,
        window: QMainWindow,
        actions: ActionRegistry,
        sides: Mapping[str, QWidget],
        beside: Mapping[str, tuple[str, QWidget]],
        below: Mapping[str, tuple[str, QWidget]],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._actions = actions
        left, right = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea
        self._sides = [
            self._dock(title, widget, right if index else left)
            for index, (title, widget) in enumerate(sides.items())
        ]
        self._on_demand: dict[str, QDockWidget] = {}
        for action, (title, widget) in beside.items():
            dock = self._on_demand[action] = self._dock(title, widget, right)
            window.tabifyDockWidget(self._sides[-1], dock)
            dock.hide()
            dock.visibilityChanged.connect(self._show_what_is_open)
            actions.bind_switches(**{action: partial(self._switch, dock)})
        self._drawers = []
        for action, (title, widget) in below.items():
            drawer = Drawer(tr(title), widget, window)
            drawer.open_changed.connect(actions[action].setChecked)
            actions.bind_switches(**{action: drawer.set_open})
            self._drawers.append(drawer)

    def _dock(self, title: str, widget: QWidget, area: Qt.DockWidgetArea) -> QDockWidget:
        dock = QDockWidget(tr(title), self._window)
        dock.setObjectName(title)  # the same in every language: layouts are stored by it
        dock.setWidget(widget)
        dock.visibilityChanged.connect(widget.setEnabled)  # one that is covered takes no keys
        self._window.addDockWidget(area, dock)
        return dock

    def open(self, action: str) -> None:
        """Open one of the docks beside."""
        self._show(self._on_demand[action], True)

    def _switch(self, dock: QDockWidget, shown: bool) -> None:
        """Open or close a dock; one that a stored layout has opened stays behind its tab."""
        if shown == dock.isHidden():
            self._show(dock, shown)

    @staticmethod
    def _show(dock: QDockWidget, shown: bool) -> None:
        dock.setVisible(shown)
        dock.raise_()  # it may share its place

    def toggle_sides(self) -> None:
        """Hide the docks at the sides, or show them again if none is visible."""
        shows = any(dock.isVisible() for dock in self._sides)
        for dock in self._sides:
            dock.setVisible(not shows)

    def reset(self) -> None:
        """Put every panel back to its place; those opened on demand are closed."""
        for dock in self._sides:
            dock.setFloating(False)
            dock.show()
        for dock in self._on_demand.values():
            dock.hide()
        for drawer in self._drawers:
            drawer.close_drawer()
        self.use_default_sizes()

    def use_default_sizes(self) -> None:
        """Give the docks at the sides their default sizes."""
        self._window.resizeDocks(self._sides[:2], _SIDES_PX, Qt.Orientation.Horizontal)
        takes, settings = self._sides[1:]
        lower = settings.sizeHint().height()
        upper = max(self._window.height() - lower - _GAP_PX, _LEAST_TAKES_PX)
        lower = max(self._window.height() - upper, settings.minimumSizeHint().height())
        self._window.resizeDocks([takes, settings], [upper, lower], Qt.Orientation.Vertical)

    @Slot()
    def _show_what_is_open(self) -> None:
        """Sync the commands; a dock covered by another workspace still counts as open."""
        for action, dock in self._on_demand.items():
            self._actions[action].setChecked(not dock.isHidden())
