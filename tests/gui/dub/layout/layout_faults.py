"""What is wrong with a layout: overlaps, cut texts and sliders without room."""

from itertools import combinations

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QDockWidget,
    QLabel,
    QLineEdit,
    QMainWindow,
    QPushButton,
    QSlider,
    QSplitterHandle,
    QStackedWidget,
    QTabWidget,
    QToolButton,
    QWidget,
)

from gui.dub.drawer import Drawer
from gui.kit.banners import Banners
from gui.kit.labels import ElidedLabel

OVER_OTHERS = (Banners, Drawer)  # which lie over others on purpose
OF_QT = (QAbstractScrollArea, QSplitterHandle, QTabWidget)  # which Qt itself lays out
ICON_ONLY = Qt.ToolButtonStyle.ToolButtonIconOnly
TOLERANCE_PX = 1
LINE_EDIT_PX = 4  # the margins of Qt's QLineEdit around its text
SLIDER_PX = 48  # shorter ones cannot be set to what one wants


def layout_faults(window: QWidget) -> list[str]:
    """A sentence for every overlap, widget out of its parent, cut text and slider without room."""
    faults = []
    for widget in [window, *window.findChildren(QWidget)]:
        if widget.isVisible():
            faults += _overlaps(widget)
            faults += _cut(widget)
            faults += _too_short(widget)
    return faults


def _overlaps(parent: QWidget) -> list[str]:
    if isinstance(parent, OF_QT) or isinstance(parent.parent(), OF_QT[:1]):
        return []  # an area that scrolls
    children = [
        child
        for child in parent.children()
        if isinstance(child, QWidget) and child.isVisible() and not child.isWindow()
        if not isinstance(child, (*OVER_OTHERS, QSplitterHandle)) and _is_ours(child)
        if not isinstance(child, QDockWidget) or child.geometry().intersects(parent.rect())
    ]
    edge = TOLERANCE_PX
    faults = [
        f"{_name(a)} and {_name(b)} overlap in {_name(parent)}"
        for a, b in combinations(children, 2)
        if a.geometry().adjusted(edge, edge, -edge, -edge).intersects(b.geometry())
    ]
    if isinstance(parent, (QMainWindow, QStackedWidget)):
        return faults
    inside = parent.rect().adjusted(-edge, -edge, edge, edge)
    return faults + [
        f"{_name(child)} at {_place(child.geometry())} sticks out of {_name(parent)}"
        for child in children
        if not inside.contains(child.geometry()) and not child.geometry().isEmpty()
    ]


def _cut(widget: QWidget) -> list[str]:
    if isinstance(widget, QAbstractSpinBox):
        line_edit = widget.findChild(QLineEdit)
        needed = line_edit.fontMetrics().horizontalAdvance(widget.text()) + LINE_EDIT_PX
        room = line_edit.width() - line_edit.textMargins().left()
        return [f"{_name(widget)} is cut: {needed} in {room} px"] if needed > room else []
    if not _is_ours(widget):
        return []
    if isinstance(widget, ElidedLabel):
        needed = widget.fontMetrics().horizontalAdvance(widget.text())
        is_cut = needed > widget.contentsRect().width()
        return [f"{_name(widget)} is cut without a tooltip"] if is_cut and not _tip(widget) else []
    if isinstance(widget, QLabel) and widget.text():
        area = widget.contentsRect()
        if widget.wordWrap():
            return _too_low(widget, widget.heightForWidth(widget.width()) - widget.height())
        text = widget.text() if widget.buddy() is None else widget.text().replace("&", "", 1)
        lines = text.splitlines()
        needed = max(widget.fontMetrics().horizontalAdvance(line) for line in lines)
        return [f"{_name(widget)} is cut"] if needed > area.width() + TOLERANCE_PX else []
    if isinstance(widget, QAbstractButton) and widget.text():
        needed = widget.fontMetrics().horizontalAdvance(widget.text().replace("&", ""))
        if not widget.icon().isNull() and isinstance(widget, QPushButton):
            needed += widget.iconSize().width()
        shows_text = not isinstance(widget, QToolButton) or widget.toolButtonStyle() != ICON_ONLY
        is_cut = shows_text and needed > widget.width()
        return [f"{_name(widget)} is cut"] if is_cut else []
    return []


def _too_short(widget: QWidget) -> list[str]:
    length = max(widget.width(), widget.height())
    is_short = isinstance(widget, QSlider) and length < SLIDER_PX
    return [f"{_name(widget)} has only {length} px"] if is_short else []


def _too_low(widget: QWidget, short_px: int) -> list[str]:
    return [f"{_name(widget)} misses {short_px} px of height"] if short_px > TOLERANCE_PX else []


def _tip(widget: QWidget) -> str:
    """The tooltip that is shown over a widget: its own, or that of a parent."""
    while widget is not None:
        if widget.toolTip():
            return widget.toolTip()
        widget = widget.parentWidget()
    return ""


def _is_ours(widget: QWidget) -> bool:
    return not widget.objectName().startswith("qt_")


def _name(widget: QWidget) -> str:
    text = getattr(widget, "text", lambda: "")()
    return f"{type(widget).__name__} “{widget.accessibleName() or widget.objectName() or text}”"


def _place(rect: QRect) -> str:
    return f"{rect.x()},{rect.y()} {rect.width()}x{rect.height()}"
