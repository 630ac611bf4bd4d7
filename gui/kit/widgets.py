"""Small shared widgets that give all pages the same look."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final, Literal, TypeVar

from PySide6.QtCore import QSignalBlocker, QSize, Qt, SignalInstance, Slot
from PySide6.QtGui import (
    QAction,
    QActionGroup,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from gui.kit import theme
from gui.kit.labels import Label, plain, without_keys
from gui.kit.language import counted, figure, tr

if TYPE_CHECKING:
    _Field = QWidget
else:
    _Field = object  # Qt's class comes from the other base

T = TypeVar("T")
Spin = TypeVar("Spin", bound=QAbstractSpinBox)
Slotted = Callable[..., object] | SignalInstance | None  # called when a button is clicked
Tone = Literal["", "accent", "information", "warning", "danger"]
_TITLE_SCALE: Final = 1.5
_SPIN_MARGIN_PX: Final = 4
_KILO: Final = 1000
_LEAST_AREA_PX: Final = 120  # height of a panel that scrolls


def title(text: str) -> QLabel:
    """The title of a page."""
    label = Label(text)
    font = label.font()
    font.setPointSizeF(font.pointSizeF() * _TITLE_SCALE)
    font.setBold(True)
    label.setFont(font)
    return label


def heading(text: str) -> QLabel:
    """The heading of a section."""
    label = Label(text)
    label.setProperty("heading", True)
    return label


def faint(text: str = "", *, wraps: bool = True) -> QLabel:
    """A label for secondary text."""
    label = Label(text)
    label.setProperty("faint", True)
    label.setWordWrap(wraps)
    return label


def wrapped(text: str = "", tone: Tone = "", *, selectable: bool = False) -> QLabel:
    """A label of as many lines as its text needs; its text can be copied if it is selectable."""
    label = Label(text)
    label.setWordWrap(True)
    label.setProperty("tone", tone)
    if selectable:
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


class Head(QHBoxLayout):
    """The top of a page: a title above a secondary line, with buttons on the right.

    Attributes:
        title: the title label.
        about: the label of the secondary line.
    """

    def __init__(self, words: str, about: str, *buttons: QPushButton) -> None:
        super().__init__()
        column = QVBoxLayout()
        column.setSpacing(2)
        self.title, self.about = title(words), faint(about)
        column.addWidget(self.title)
        column.addWidget(self.about)
        self.addLayout(column, 1)
        row = QHBoxLayout()
        for button in buttons:
            # Equal heights: an icon makes a button higher.
            button.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)
            row.addWidget(button)
        right = QVBoxLayout()
        right.addLayout(row)
        right.addStretch(1)
        self.addLayout(right)


def centred(widget: QWidget, inside: QWidget) -> None:
    """Place a widget in the upper middle of a page."""
    outer = QVBoxLayout(inside)
    outer.addStretch(2)
    middle = QHBoxLayout()
    middle.addStretch(1)
    middle.addWidget(widget, 8)
    middle.addStretch(1)
    outer.addLayout(middle)
    outer.addStretch(3)


def card() -> tuple[QFrame, QVBoxLayout]:
    """A raised panel and its layout."""
    frame = QFrame()
    frame.setProperty("card", True)
    column = QVBoxLayout(frame)
    column.setContentsMargins(14, 12, 14, 12)
    column.setSpacing(8)
    return frame, column


def push_button(
    text: str,
    slot: Slotted = None,
    *,
    icon: str = "",
    tip: str = "",
    main: bool = False,
) -> QPushButton:
    """A text button; `main` highlights the primary action of a page."""
    result = QPushButton(text)
    if icon:
        result.setIcon(theme.icon(icon, "on_accent" if main else "text"))
    result.setToolTip(tip)
    result.setProperty("primary", main)
    if slot is not None:
        result.clicked.connect(slot)
    return result


def primary(text: str, slot: Slotted = None) -> QPushButton:
    """The primary button of a page."""
    return push_button(text, slot, main=True)


def small_button(icon: str, name: str, slot: Slotted = None) -> QToolButton:
    """An icon button with a tooltip and a name for screen readers."""
    button = QToolButton()
    button.setIcon(theme.icon(icon))
    button.setToolTip(name)
    button.setAccessibleName(name)
    if slot is not None:
        button.clicked.connect(slot)
    return button


def search_field(hint: str, name: str, searched: Callable[[str], object]) -> QLineEdit:
    """A search field that calls `searched` while the user types."""
    field = QLineEdit()
    field.setPlaceholderText(hint)
    field.setAccessibleName(name)
    field.setClearButtonEnabled(True)
    field.textChanged.connect(searched)
    return field


class LeavesWheel(_Field):
    """A field that leaves the wheel to a page that scrolls, until it has the focus.

    One who scrolls a page would otherwise change whatever comes under the pointer.
    """

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # not by the wheel

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        page = self.parentWidget()
        while page is not None and not isinstance(page, QScrollArea):
            page = page.parentWidget()
        if page is not None and not self.hasFocus():
            event.ignore()
        else:
            super().wheelEvent(event)


class _Choice(LeavesWheel, QComboBox):
    pass


def choice(name: str, options: Iterable[tuple[str, object]] = ()) -> QComboBox:
    """A combo box of options, each a text and its value."""
    box = _Choice()
    box.setAccessibleName(name)
    offer(box, options)
    return box


def offer(box: QComboBox, options: Iterable[tuple[str, object]], chosen: object = None) -> None:
    """Fill a combo box anew; the chosen value is shown, else the first.

    Its signals tell what a person chooses, and are not sent.
    """
    listed = list(options)
    values = [value for _, value in listed]
    with QSignalBlocker(box):
        box.clear()
        for text, value in listed:
            box.addItem(text, value)
        box.setCurrentIndex(values.index(chosen) if chosen in values else 0)


def add_choices(
    menu: QMenu, options: Iterable[tuple[str, T]], chosen: T, choose: Callable[[T], object]
) -> None:
    """Add exclusive options to a menu, each a text and its value."""
    group = QActionGroup(menu)
    for text, value in options:
        action = menu.addAction(without_keys(text))
        action.setCheckable(True)
        action.setChecked(value == chosen)
        action.triggered.connect(lambda _checked=False, value=value: choose(value))
        group.addAction(action)


def empty_words(text: str) -> QLabel:
    """The text shown instead of an empty list."""
    label = faint(text, wraps=False)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label


def scroll_area(
    inside: QWidget | None = None, *, sideways: bool = False, name: str = ""
) -> QScrollArea:
    """A frameless scroll area that scrolls vertically, or horizontally if `sideways`.

    It follows the focus in it; one of text alone has a name, and is scrolled by the arrow keys.
    """
    area = QScrollArea()
    area.setAccessibleName(name)
    area.setFocusPolicy(Qt.FocusPolicy.StrongFocus if name else Qt.FocusPolicy.NoFocus)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    never = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    if sideways:
        area.setVerticalScrollBarPolicy(never)
    else:
        area.setHorizontalScrollBarPolicy(never)
    if inside is not None:
        area.setWidget(inside)
    return area


class _WholeArea(QScrollArea):
    """Scrolls only in less room than its content needs, and never takes more."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self._inside = inside
        self.setWidget(inside)

    @override
    def sizeHint(self) -> QSize:
        width = self._inside.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        return QSize(width, self._inside.sizeHint().height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width(), min(_LEAST_AREA_PX, self.sizeHint().height()))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self.setMaximumHeight(max(self.sizeHint().height(), _LEAST_AREA_PX))
        super().resizeEvent(event)


def whole_area(inside: QWidget) -> QScrollArea:
    """A panel that is as high as its content, and scrolls where there is less room."""
    area = _WholeArea(inside)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it shows what is focused in it
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area


def add_remove_action(rows: QAbstractItemView, remove: Callable[[], object]) -> None:
    """Remove what is selected in a list by the Delete key and by its context menu."""
    action = QAction(tr("Remove"), rows)
    action.setShortcut(QKeySequence.StandardKey.Delete)
    action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    action.triggered.connect(remove)
    rows.addAction(action)
    rows.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)


def side_by_side(*widgets: QWidget, sizes: Sequence[int], gap: int = 12) -> QSplitter:
    """A horizontal splitter; the second widget grows with the window."""
    split = QSplitter(Qt.Orientation.Horizontal)
    split.setChildrenCollapsible(False)
    split.setHandleWidth(gap)
    for widget in widgets:
        split.addWidget(widget)
    split.setStretchFactor(1, 1)
    split.setSizes(list(sizes))
    return split


class IconLabel(QWidget):
    """A label that shows an icon."""

    def __init__(self, icon: str, role: str = "text", px: int = 20) -> None:
        super().__init__()
        self._icon = theme.icon(icon, role)
        self.setFixedSize(px, px)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        self._icon.paint(QPainter(self), self.rect())


class Chip(QToolButton):
    """An icon and a short text in the status bar; hidden until there is one, and without one."""

    def __init__(self, icon: str, name: str) -> None:
        super().__init__()
        self.setIcon(theme.icon(icon))
        self.setAccessibleName(name)
        self.set_short(False)
        self.hide()

    @Slot(str, str)
    def show_text(self, text: str, about: str) -> None:
        """Show a text, and more about it in the tooltip."""
        self.setText(without_keys(text))
        self.setToolTip(plain(about))
        self.setVisible(bool(text))

    @Slot(bool)
    def set_short(self, short: bool) -> None:
        """Show the icon alone; the tooltip says the rest."""
        styles = Qt.ToolButtonStyle
        self.setToolButtonStyle(
            styles.ToolButtonIconOnly if short else styles.ToolButtonTextBesideIcon
        )


def padded(box: Spin) -> Spin:
    """Leave room before the number of a spin box, as in other fields; style sheets cannot."""
    box.lineEdit().setTextMargins(_SPIN_MARGIN_PX, 0, 0, 0)
    return box


def set_tone(widget: QWidget, tone: Tone) -> None:
    """Set the tone of a widget; the style sheet maps it to a colour."""
    widget.setProperty("tone", tone)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def bytes_text(size: float) -> str:
    """A file size in decimal units: `12.3 MB`."""
    if size < _KILO:
        return counted("{n} byte", "{n} bytes", round(size))
    for unit in ("kB", "MB"):
        size /= _KILO
        if size < _KILO:
            return f"{figure(size, 3)} {unit}"
    return f"{figure(size / _KILO, 3)} GB"
