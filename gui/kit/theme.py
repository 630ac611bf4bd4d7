"""Colours and icons: two explicit palettes, because system palettes are unreliable under X11.

Colours are never stored: widgets read them when painting, icons are drawn on demand, and cached
pictures are dropped when the palette changes (`QEvent.PaletteChange`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from PySide6.QtCore import QByteArray, QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QStyleFactory
from typing_extensions import override

from engine.config import RESOURCES

ThemeName = Literal["dark", "light"]

_ICONS: Final = RESOURCES / "icons"
_ICON_COLOUR: Final = b"#000000"  # colour in the SVG files, replaced by the theme's


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of a theme; text has a contrast of at least 4.5 to its background."""

    window: str
    panel: str
    base: str
    raised: str
    border: str
    text: str
    faint: str  # secondary text
    accent: str
    on_accent: str
    compare: str  # what is on B
    on_compare: str
    warning: str
    danger: str
    event: str
    muted_event: str
    original: str
    take: str
    range_shade: str


DARK: Final = Colours(
    window="#1b1e23",
    panel="#22262c",
    base="#15181c",
    raised="#2d323a",
    border="#3a414b",
    text="#e7eaee",
    faint="#9ba5b1",
    accent="#35c3b4",
    on_accent="#08211e",
    compare="#b9a4ff",
    on_compare="#1b1138",
    warning="#f0a63c",
    danger="#f37c6c",
    event="#f6b94a",
    muted_event="#6f7883",
    original="#8fa3b8",
    take="#35c3b4",
    range_shade="#0b0d10",
)
LIGHT: Final = Colours(
    window="#eef0f2",
    panel="#f8f9fa",
    base="#ffffff",
    raised="#e3e6ea",
    border="#c3c9d0",
    text="#1b2026",
    faint="#57606b",
    accent="#0a7168",
    on_accent="#ffffff",
    compare="#6741c9",
    on_compare="#ffffff",
    warning="#945600",
    danger="#b3261e",
    event="#b86e00",
    muted_event="#9aa2ab",
    original="#5a7189",
    take="#0a7168",
    range_shade="#8b949e",
)

_TRACKS: Final = (  # of the dark and of the light theme; neighbours differ in hue and lightness
    ("#f6b94a", "#b86e00"),
    ("#6ea8fe", "#1f5fbf"),
    ("#f28db2", "#b03a6b"),
    ("#8bd17c", "#2f7d32"),
    ("#c79bf2", "#7a3fb0"),
    ("#f0865c", "#b3431e"),
    ("#5fd0e0", "#0b7485"),
    ("#d4c95e", "#7a6d00"),
)

_current: list[Colours] = [DARK]


def colours() -> Colours:
    """The colours of the current theme."""
    return _current[0]


def colour(name: str, alpha: float = 1.0) -> QColor:
    """A colour of the current theme by name."""
    result = QColor(getattr(colours(), name))
    result.setAlphaF(alpha)
    return result


def side_role(side: str) -> str:
    """The colour of what is on A or on B."""
    return "compare" if side == "B" else "accent"


def track_colour(index: int, alpha: float = 1.0) -> QColor:
    """The colour of a track; the palette repeats."""
    result = QColor(_TRACKS[index % len(_TRACKS)][0 if colours() is DARK else 1])
    result.setAlphaF(alpha)
    return result


def apply(app: QApplication, name: ThemeName) -> None:
    """Apply a theme to the whole application."""
    _current[0] = LIGHT if name == "light" else DARK
    app.setStyle(QStyleFactory.create("Fusion"))
    app.setPalette(_palette(colours()))
    app.setStyleSheet(_sheet(colours()))


def is_new_palette(event: QEvent) -> bool:
    """Whether an event passed to `changeEvent` announces a theme change."""
    return event.type() == QEvent.Type.PaletteChange


@lru_cache
def icon(name: str, role: str = "text") -> QIcon:
    """An icon in a colour of the theme, greyed out when disabled."""

    def paint(painter: QPainter, place: QRectF, *, enabled: bool) -> None:
        tint = getattr(colours(), role if enabled else "border")
        _renderer(name, tint).render(painter, place)

    return painted_icon(paint)


def painted_icon(paint: Callable[..., object]) -> QIcon:
    """An icon drawn by `paint(painter, place, enabled=...)` each time it is shown."""
    return QIcon(_Engine(paint))


class _Engine(QIconEngine):
    """Paints in the colours of the current theme."""

    _clones: Final[list["_Engine"]] = []  # keeps them alive: Qt does not take ownership

    def __init__(self, paint: Callable[..., object]) -> None:
        super().__init__()
        self._paint = paint

    @override
    def clone(self) -> QIconEngine:
        self._clones.append(_Engine(self._paint))
        return self._clones[-1]

    @override
    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        self._paint(painter, QRectF(rect), enabled=mode is not QIcon.Mode.Disabled)

    @override
    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        if not pixmap.isNull():  # Qt may ask for an icon without a size
            with QPainter(pixmap) as painter:
                self.paint(painter, pixmap.rect(), mode, state)
        return pixmap

    @override
    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        return self.pixmap(size * scale, mode, state)


@lru_cache(maxsize=256)
def _renderer(name: str, tint: str) -> QSvgRenderer:
    source = (_ICONS / f"{name}.svg").read_bytes().replace(_ICON_COLOUR, tint.encode())
    return QSvgRenderer(QByteArray(source))


def _palette(c: Colours) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for which, value in {
        role.Window: c.window,
        role.WindowText: c.text,
        role.Base: c.base,
        role.AlternateBase: c.panel,
        role.Text: c.text,
        role.PlaceholderText: c.faint,
        role.Button: c.raised,
        role.ButtonText: c.text,
        role.BrightText: c.danger,
        role.ToolTipBase: c.raised,
        role.ToolTipText: c.text,
        role.Highlight: c.accent,
        role.HighlightedText: c.on_accent,
        role.Link: c.accent,
        role.Light: c.raised,
        role.Midlight: c.raised,
        role.Mid: c.border,
        role.Dark: c.border,
        role.Shadow: c.base,
        role.Accent: c.accent,
    }.items():
        palette.setColor(which, QColor(value))
    for which in (role.WindowText, role.Text, role.ButtonText):
        dim = QColor(c.faint)
        dim.setAlphaF(0.55)
        palette.setColor(QPalette.ColorGroup.Disabled, which, dim)
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(c.border))
    return palette


def _sheet(c: Colours) -> str:
    """The style sheet, for what the palette cannot express."""
    # Style sheets need image files, so there is one file per theme.
    ground = "light" if c is LIGHT else "dark"
    check = (_ICONS / f"check-{ground}.svg").as_posix()

    def arrow(way: str) -> str:
        return (_ICONS / f"arrow-{way}-{ground}.svg").as_posix()

    def sign(name: str) -> str:
        return (_ICONS / f"{name}-{ground}.svg").as_posix()

    return f"""
    QToolTip {{ color: {c.text}; background: {c.raised}; border: 1px solid {c.border};
        padding: 4px; }}
    QMainWindow::separator {{ background: {c.window}; width: 5px; height: 5px; }}
    QMainWindow::separator:hover {{ background: {c.accent}; }}
    QSplitter::handle {{ background: {c.window}; }}
    QSplitter::handle:hover {{ background: {c.accent}; }}
    QStatusBar {{ background: {c.panel}; border-top: 1px solid {c.border}; }}
    QStatusBar::item {{ border: none; }}
    QMenuBar {{ background: {c.panel}; padding: 1px 4px; }}
    QMenuBar::item {{ padding: 4px 9px; background: transparent; border-radius: 4px; }}
    QMenuBar::item:selected {{ background: {c.raised}; }}
    QMenu {{ background: {c.panel}; border: 1px solid {c.border}; padding: 4px; }}
    QMenu::item {{ padding: 5px 28px 5px 24px; border-radius: 4px; }}
    QMenu::item:selected {{ background: {c.raised}; }}
    QMenu::item:disabled {{ color: {c.muted_event}; }}
    QMenu::separator {{ height: 1px; background: {c.border}; margin: 4px 8px; }}
    QToolBar {{ background: {c.panel}; border: none; border-bottom: 1px solid {c.border};
        padding: 5px 8px; spacing: 4px; }}
    QToolButton {{ border: 1px solid transparent; border-radius: 5px; padding: 4px 7px; }}
    QToolButton:hover {{ background: {c.raised}; }}
    QToolButton:checked {{ background: {c.raised}; border-color: {c.accent}; }}
    QToolButton:disabled {{ color: {c.muted_event}; }}
    QToolButton::menu-indicator {{ image: none; }}
    QPushButton {{ background: {c.raised}; border: 1px solid {c.border}; border-radius: 5px;
        padding: 5px 13px; }}
    QPushButton:hover {{ border-color: {c.accent}; }}
    QPushButton:pressed {{ background: {c.border}; }}
    QPushButton:disabled {{ color: {c.muted_event}; border-color: {c.raised}; }}
    QPushButton[primary="true"], QToolButton[primary="true"] {{ background: {c.accent};
        color: {c.on_accent}; border: 1px solid {c.accent}; font-weight: 600; padding: 6px 18px; }}
    QPushButton[primary="true"]:hover, QToolButton[primary="true"]:hover {{
        border-color: {c.text}; }}
    QPushButton[primary="true"]:disabled, QToolButton[primary="true"]:disabled {{
        background: {c.raised}; color: {c.muted_event}; border-color: {c.border}; }}
    QLineEdit, QComboBox {{ min-height: 18px; }}
    QInputDialog > QLineEdit {{ min-width: 320px; }}
    QLineEdit, QComboBox, QPlainTextEdit {{ background: {c.base};
        border: 1px solid {c.border}; border-radius: 5px; padding: 3px 6px;
        selection-background-color: {c.accent}; selection-color: {c.on_accent}; }}
    QComboBox {{ selection-background-color: {c.raised}; selection-color: {c.text}; }}
    QSpinBox, QDoubleSpinBox {{ min-height: 18px; max-height: 18px; background: {c.base};
        border: 1px solid {c.border}; border-radius: 5px; padding: 3px 22px 3px 6px;
        selection-background-color: {c.accent}; selection-color: {c.on_accent}; }}
    QComboBox:disabled, QLineEdit:disabled, QSpinBox:disabled, QDoubleSpinBox:disabled {{
        color: {c.muted_event}; }}
    QComboBox::drop-down {{ border: none; width: 22px; }}
    QComboBox::down-arrow, QAbstractSpinBox::down-arrow {{ image: url("{arrow("down")}");
        width: 11px; height: 11px; }}
    QAbstractSpinBox::up-arrow {{ image: url("{arrow("up")}"); width: 11px; height: 11px; }}
    QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ subcontrol-origin: border;
        width: 20px; border: none; border-radius: 4px; background: transparent; }}
    QAbstractSpinBox::up-button {{ subcontrol-position: top right; margin: 2px 2px 0 0; }}
    QAbstractSpinBox::down-button {{ subcontrol-position: bottom right; margin: 0 2px 2px 0; }}
    QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover {{
        background: {c.raised}; }}
    QToolButton[outlined="true"] {{ border: 1px solid {c.accent}; font-weight: 600;
        padding: 6px 18px; }}
    QToolButton[outlined="true"]:disabled {{ border-color: {c.border}; }}
    QListView, QTableView, QTreeView {{ background: {c.base}; border: 1px solid {c.border};
        border-radius: 5px; outline: none; }}
    QTableView, QTreeView {{ selection-background-color: {c.raised};
        selection-color: {c.text}; }}
    QTreeView::item {{ height: 24px; }}
    QListView::item:selected {{ background: {c.raised}; color: {c.text}; }}
    QCheckBox, QRadioButton {{ spacing: 8px; }}
    QCheckBox::indicator, QRadioButton::indicator, QTableView::indicator,
    QTreeView::indicator, QListView::indicator {{ width: 14px; height: 14px;
        border: 1px solid {c.faint}; background: {c.base}; }}
    QCheckBox::indicator, QTableView::indicator, QTreeView::indicator,
    QListView::indicator {{ border-radius: 4px; }}
    QTableView::indicator:disabled, QTreeView::indicator:disabled {{ border-color: {c.border};
        background: transparent; }}
    QRadioButton::indicator {{ border-radius: 8px; }}
    QCheckBox::indicator:checked, QTableView::indicator:checked,
    QTreeView::indicator:checked, QListView::indicator:checked {{
        background: {c.accent}; border-color: {c.accent};
        image: url("{check}"); }}
    QRadioButton::indicator:checked {{ border: 4px solid {c.accent}; width: 8px; height: 8px;
        background: {c.on_accent}; }}
    QHeaderView::section {{ background: {c.panel}; border: none; padding: 4px 8px;
        border-bottom: 1px solid {c.border}; }}
    QScrollBar:horizontal {{ background: {c.base}; height: 12px; margin: 0; }}
    QScrollBar:vertical {{ background: {c.base}; width: 12px; margin: 0; }}
    QScrollBar::handle {{ background: {c.border}; border-radius: 4px; margin: 2px;
        min-width: 24px; min-height: 24px; }}
    QScrollBar::handle:hover {{ background: {c.faint}; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    /* the border of a panel is drawn only while it floats */
    QDockWidget {{ titlebar-close-icon: none; font-weight: 600; border: 1px solid {c.faint}; }}
    #bubble {{ background: {c.raised}; border: 1px solid {c.accent}; border-radius: 8px; }}
    #pointed {{ background: transparent; border: 2px solid {c.accent}; border-radius: 6px; }}
    #drawer {{ background: {c.panel}; border: 1px solid {c.faint};
        border-top-left-radius: 8px; border-top-right-radius: 8px; }}
    QDockWidget::title {{ background: {c.panel}; padding: 7px 10px; text-align: left; }}
    QProgressBar {{ background: {c.base}; border: 1px solid {c.border}; border-radius: 4px;
        text-align: center; }}
    QProgressBar::chunk {{ background: {c.accent}; border-radius: 3px; }}
    QMenu::icon:checked {{ background: {c.raised}; border: 1px solid {c.accent};
        border-radius: 4px; }}
    * {{ messagebox-question-icon: url("{sign("question")}");
        messagebox-warning-icon: url("{sign("warning")}");
        messagebox-critical-icon: url("{sign("warning")}");
        messagebox-information-icon: url("{sign("question")}"); }}
    QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
    QTabWidget::pane {{ border: none; }}
    QTreeView::item {{ padding: 3px 2px; }}
    QTreeView::item:selected {{ background: {c.raised}; color: {c.text}; }}
    QTabBar::tab {{ background: transparent; color: {c.faint}; padding: 7px 14px;
        border-bottom: 2px solid transparent; }}
    QTabBar::tab:hover {{ color: {c.text}; }}
    QTabBar::tab:selected {{ color: {c.text}; border-bottom-color: {c.accent}; }}
    QTabBar::tab:focus {{ background: {c.raised}; }}
    QLabel[faint="true"] {{ color: {c.faint}; }}
    QLabel[heading="true"] {{ font-weight: 600; }}
    QLabel[tone="accent"] {{ color: {c.accent}; }}
    QLabel[tone="warning"] {{ color: {c.warning}; }}
    QLabel[tone="danger"] {{ color: {c.danger}; }}
    QLineEdit[tone="danger"] {{ border-color: {c.danger}; }}
    QFrame[card="true"] {{ background: {c.panel}; border: 1px solid {c.border};
        border-radius: 8px; }}
    #banner {{ background: {c.panel}; border: 1px solid {c.border};
        border-left: 4px solid {c.accent}; border-radius: 6px; }}
    QPushButton[quiet="true"] {{ background: transparent; border-color: transparent;
        color: {c.faint}; padding: 5px 8px; }}
    QPushButton[quiet="true"]:hover {{ border-color: {c.accent}; }}
    #advice {{ background: {c.panel}; border: 1px solid {c.border};
        border-left: 4px solid {c.accent}; border-radius: 6px; }}
    #banner[tone="warning"], #advice[tone="warning"] {{ border-left-color: {c.warning}; }}
    #banner[tone="danger"], #advice[tone="danger"] {{ border-left-color: {c.danger}; }}
    #rail {{ background: {c.panel}; border-right: 1px solid {c.border}; }}
    #rail QToolButton {{ padding: 4px 2px; }}
    #workspaces QToolButton {{ padding: 2px 12px; color: {c.faint}; }}
    #workspaces QToolButton:checked {{ color: {c.text}; font-weight: 600; }}
    QPushButton:checked {{ border-color: {c.accent}; background: {c.raised}; font-weight: 600; }}
    #track QToolButton {{ padding: 0; border-radius: 4px; }}
    #track QToolButton[letter="true"] {{ font-weight: 600; color: {c.faint}; }}
    #track QToolButton[letter="true"]:checked {{ color: {c.on_accent}; background: {c.accent};
        border-color: {c.accent}; }}
    #readout {{ background: {c.panel}; border: 1px solid {c.border}; border-radius: 6px;
        padding: 5px 7px; }}
    /* what has the keys: last, so that it also shows on what is chosen, which is in the accent */
    QToolButton:focus, QPushButton:focus, QLineEdit:focus, QComboBox:focus, QSpinBox:focus,
    QDoubleSpinBox:focus, QPlainTextEdit:focus, QListView:focus, QTableView:focus,
    QTreeView:focus, QCheckBox::indicator:focus, QRadioButton::indicator:focus,
    QPushButton[quiet="true"]:focus, #track QToolButton[letter="true"]:focus {{
        border-color: {c.text}; }}
    QPushButton[primary="true"]:focus, QToolButton[primary="true"]:focus {{
        border: 2px solid {c.text}; border-radius: 5px; padding: 5px 17px; }}
    QSlider:focus {{ border: 1px solid {c.text}; border-radius: 4px; }}
    """
