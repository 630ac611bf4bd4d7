"""The takes: newest first, each with what was measured; listen, star, rename, delete, repeat."""

from typing import Final

from msgspec.structs import replace
from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QInputDialog,
    QLabel,
    QListView,
    QMenu,
    QStackedLayout,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from engine.recipe import TakeFacts
from gui.document.document import Document
from gui.document.model import Take
from gui.dub.monitor import Heard, Monitor
from gui.kit import theme
from gui.kit.rows import begin_row

_ROW_PX: Final = 58
_STAR_PX: Final = 18
_ROOT: Final = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


def facts_text(facts: TakeFacts) -> str:
    """Events heard, and likeness to the reference against that to other sounds."""
    parts = []
    if facts.events_heard is not None:
        parts.append(f"{round(facts.events_heard * facts.events)}/{facts.events} events")
    if facts.timbre_similarity is not None:
        null = "" if facts.timbre_null is None else f" vs {facts.timbre_null:.2f}"
        parts.append(f"timbre {facts.timbre_similarity:.2f}{null}")
    return "  ·  ".join(parts)


def recipe_text(take: Take) -> str:
    """What made it, in one line."""
    recipe = take.recipe
    engine = recipe.model or recipe.engine or "grains"
    draft = "draft  ·  " if take.draft else ""
    return f"{draft}{engine}  ·  seed {recipe.seed}  ·  {take.facts.duration_s:.1f} s"


def _tip(take: Take) -> str:
    """All that is known of a take."""
    facts = take.facts
    lines = [recipe_text(take), facts_text(facts)]
    if take.recipe.vocoder is not None:
        lines.append(f"Vocoder: {take.recipe.vocoder}")
    if facts.timbre_null is not None:
        lines.append("Timbre: likeness to its reference vs to other sounds, -1 to 1.")
    if facts.loudness_lufs is not None:
        lines.append(f"Loudness: {facts.loudness_lufs:.1f} LUFS")
    return "\n".join(line for line in lines if line)


class TakeModel(QAbstractListModel):
    """The takes of the clip that is shown."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self._document = document
        self._takes: list[Take] = []
        document.takes_changed.connect(self.reload)

    @Slot()
    def reload(self) -> None:
        """Look at the document again."""
        takes = self._document.takes()
        if takes != self._takes:
            self.beginResetModel()
            self._takes = takes
            self.endResetModel()

    def take(self, index: Index) -> Take:
        """The take of a row."""
        return self._takes[index.row()]

    def row_of(self, take_id: str) -> int:
        """The row of a take, or -1."""
        return next((i for i, take in enumerate(self._takes) if take.id == take_id), -1)

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._takes)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        take = self._takes[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"Take {take.number}: {take.title}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            starred = ", starred" if take.starred else ""
            return f"Take {take.number}: {take.title}{starred}. {facts_text(take.facts)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return _tip(take)
        return None


class TakeDelegate(QStyledItemDelegate):
    """Paints a row: star, number and name, what made it, what was measured, A or B."""

    def __init__(self, model: TakeModel, monitor: Monitor) -> None:
        super().__init__(model)
        self._model = model
        self._monitor = monitor

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, _ROW_PX)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        take = self._model.take(index)
        area = begin_row(painter, option)
        star = (
            theme.icon("star-filled", "warning") if take.starred else theme.icon("star", "border")
        )
        star.paint(painter, star_place(area))
        left, whole = area.left() + 34, area.width() - 34 - 8
        metrics = painter.fontMetrics()

        def line(text: str, y: int, role: str, width: int) -> None:
            painter.setPen(theme.colour(role))
            short = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
            painter.drawText(left, area.top() + y, short)

        line(f"{take.number}  {take.title}", 18, "text", whole - 26)
        line(recipe_text(take), 34, "faint", whole)
        line(facts_text(take.facts), 50, "faint", whole)
        side = self._side(take)
        if side:
            badge = QRectF(area.right() - 30, area.top() + 8, 22, 18)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            painter.drawRoundedRect(badge, 9, 9)
            painter.setPen(theme.colour("on_accent"))
            painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, side)
        painter.restore()

    def _side(self, take: Take) -> str:
        heard = Heard("take", take.id)
        return "A" if self._monitor.a == heard else ("B" if self._monitor.b == heard else "")


def star_place(area: QRect) -> QRect:
    """Where a row's star is, to be painted and to be clicked."""
    return QRect(area.left() + 9, area.top() + 8, _STAR_PX, _STAR_PX)


class TakesPanel(QWidget):
    """The right panel's upper part."""

    more_requested = Signal(object)  # Take: the next seeds of it
    reproduce_requested = Signal(object)  # Take: the same once more
    recipe_requested = Signal(object)  # Take: its settings for the next take

    def __init__(self, document: Document, monitor: Monitor) -> None:
        super().__init__()
        self._document = document
        self._monitor = monitor
        self.model = TakeModel(document)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(TakeDelegate(self.model, monitor))
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName("Takes")
        self.list.installEventFilter(self)
        self.list.viewport().installEventFilter(self)
        empty = QLabel("No take yet.\nChoose a reference and\npress DUB (Ctrl+Enter).")
        empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        empty.setProperty("faint", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 4)  # a stacked layout has no margins of its own
        self._pages = QStackedLayout()
        column.addLayout(self._pages)
        self._pages.addWidget(self.list)
        self._pages.addWidget(empty)
        self.model.modelReset.connect(self._on_model_reset)
        monitor.changed.connect(self._on_monitor_changed)
        self.list.clicked.connect(self._on_clicked)
        self.list.activated.connect(self._on_clicked)
        self.list.customContextMenuRequested.connect(self._open_menu)
        self._on_model_reset()

    def current(self) -> Take | None:
        """The take that is chosen, else the newest."""
        index = self.list.currentIndex()
        if not index.isValid() and self.model.rowCount():
            index = self.model.index(0, 0)
        return self.model.take(index) if index.isValid() else None

    def listen_to(self, row: int) -> None:
        """Choose a take and hear it."""
        if 0 <= row < self.model.rowCount():
            index = self.model.index(row, 0)
            self.list.setCurrentIndex(index)
            self._monitor.listen_to(Heard("take", self.model.take(index).id))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        take = self.current()
        if isinstance(event, QKeyEvent) and watched is self.list and take is not None:
            own = {Qt.Key.Key_Delete: self.delete, Qt.Key.Key_F2: self.rename}
            handler = own.get(Qt.Key(event.key()))
            if handler is not None and event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if handler is not None and event.type() == QEvent.Type.KeyPress:
                handler(take)
                return True
        return super().eventFilter(watched, event)

    def star(self, take: Take) -> None:
        """Star it, or no longer."""
        text = f"Unstar take {take.number}" if take.starred else f"Star take {take.number}"
        self._document.edit_take(text, replace(take, starred=not take.starred))

    def delete(self, take: Take) -> None:
        """Take it out of the list; undo brings it back."""
        self._document.edit_take(f"Delete take {take.number}", replace(take, deleted=True))

    def rename(self, take: Take) -> None:
        """Ask for a name."""
        name, ok = QInputDialog.getText(
            self, f"Rename take {take.number}", "Name:", text=take.title
        )
        if ok:
            self._document.edit_take(f"Rename take {take.number}", replace(take, name=name))

    @Slot()
    def _on_model_reset(self) -> None:
        self._pages.setCurrentIndex(0 if self.model.rowCount() else 1)
        row = self.model.row_of(self._monitor.a.id)
        if row >= 0:
            self.list.setCurrentIndex(self.model.index(row, 0))

    @Slot()
    def _on_monitor_changed(self) -> None:
        row = self.model.row_of(self._monitor.a.id)
        if row >= 0 and row != self.list.currentIndex().row():
            self.list.setCurrentIndex(self.model.index(row, 0))
        self.list.viewport().update()

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        place = self.list.viewport().mapFromGlobal(self.list.cursor().pos())
        if star_place(self.list.visualRect(index)).adjusted(-4, -4, 4, 4).contains(place):
            self.star(self.model.take(index))
        else:
            self.listen_to(index.row())

    @Slot(QPoint)
    def _open_menu(self, place: QPoint) -> None:
        index = self.list.indexAt(place)
        if not index.isValid():
            return
        take = self.model.take(index)
        menu = QMenu(self)
        heard = Heard("take", take.id)
        menu.addAction("Listen to it (A)", lambda: self._monitor.listen_to(heard))
        menu.addAction("Compare with it (B)", lambda: self._monitor.compare_with(heard))
        menu.addSeparator()
        menu.addAction("More like this", lambda: self.more_requested.emit(take))
        menu.addAction("Make it once more", lambda: self.reproduce_requested.emit(take))
        menu.addAction("Use its settings", lambda: self.recipe_requested.emit(take))
        menu.addSeparator()
        menu.addAction("Unstar" if take.starred else "Star", lambda: self.star(take))
        menu.addAction("Rename…", lambda: self.rename(take))
        menu.addAction("Delete", lambda: self.delete(take))
        menu.exec(self.list.viewport().mapToGlobal(place))
