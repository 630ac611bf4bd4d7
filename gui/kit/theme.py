"""Colours and icons: two explicit palettes, because system palettes are unreliable under X11.

Colours are never stored: widgets read them when painting, icons are drawn on demand, and cached
pictures are dropped when the palette changes (`QEvent.PaletteChange`).
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import lru_cache
from string import Template
from typing import Final, Literal

from PySide6.QtCore import QByteArray, QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QStyleFactory
from typing_extensions import override

from engine.config import RESOURCES

ThemeName = Literal["dark", "light"]

_ICONS: Final = RESOURCES / "icons"
_SHEET: Final = RESOURCES / "style.qss"
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
    ground = "light" if c is LIGHT else "dark"
    template = Template(_SHEET.read_text(encoding="utf-8"))
    return template.substitute(asdict(c), icons=_ICONS.as_posix(), ground=ground)
