"""Details of a model: measurements, provenance, model card, and actions."""

from typing import Final

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QPushButton,
    QTextBrowser,
    QWidget,
)
from typing_extensions import override

from engine.errors import reason_of
from engine.model_files.library import CARD_SUFFIX
from engine.model_files.model_file import InstalledModel
from engine.project.model import ModelChoice
from engine.storage.regular_files import read_text
from gui.kit import theme
from gui.kit.labels import without_keys
from gui.kit.language import tr
from gui.kit.layouts import ROOM, add, grid, hbox, vbox
from gui.kit.widgets import (
    bytes_text,
    card,
    faint,
    heading,
    primary,
    push_button,
    scroll_area,
    title,
    wrapped,
)
from gui.train.models.by_class import class_card
from gui.train.models.demo_panel import DemoPanel
from gui.train.models.installed_models import (
    InstalledFiles,
    about_text,
    alternatives_to,
    facts_of,
    has_begun,
    measures_of,
    sound_has_begun,
)
from gui.train.services import TrainServices

_IN_A_ROW: Final = 4
_LONGEST_CARD: Final = 200_000  # bytes; a larger file is not a model card


class Details(QWidget):
    """A model, an unusable file or the feature weights, with its actions."""

    use_wanted = Signal()
    compare_wanted = Signal(object)  # ModelChoice: the other model
    default_wanted = Signal()
    export_wanted = Signal()
    delete_wanted = Signal()
    rename_wanted = Signal()

    def __init__(self, services: TrainServices) -> None:
        super().__init__()
        column = vbox(self, margins=0, spacing=10)
        self._title = title("")
        self._title.setWordWrap(True)
        self._about = faint()
        self._warning = wrapped("", "warning")
        self.demo = DemoPanel(services)
        words = vbox(spacing=4)
        add(words, self._title, self._about, self._warning, ROOM)
        head = hbox(spacing=14)
        add(head, (words, 1), self.demo)
        column.addLayout(head)
        self._area = scroll_area(name=tr("Details"))
        add(column, (self._area, 1), self._build_buttons())
        self._checksum = faint()
        self.show_nothing()

    def show_nothing(self) -> None:
        """Clear the details."""
        self._show("", "", [], buttons=())
        self.demo.show_model(None, ())

    def show_model(self, model: InstalledModel, installed: InstalledFiles) -> None:
        """Show a usable model."""
        about = about_text(model, installed)
        parts = [
            *(_measures(model), class_card(model), _facts(facts_of(model)), _card_of(model)),
            self._file(model),
        ]
        own = [] if model.shipped else [self.delete, self.rename]
        buttons = [self.use, self.export, *own]
        if not installed.is_default(model):
            buttons.append(self.default)
        others = alternatives_to(model, installed)
        if others:
            buttons.append(self.compare)
            self._fill_menu(others)
        self._show(model.name, about, [part for part in parts if part], buttons=tuple(buttons))
        self._warning.setText(
            tr("Its training of sounds had not begun: it finds events, but knows nothing of sound.")
            if has_begun(model)
            else tr("Its training had not begun: it knows nothing yet.")
        )
        self._warning.setVisible(not sound_has_begun(model))
        self.demo.show_model(model, installed.models)

    def show_unusable(self, name: str, reason: str, size: int) -> None:
        """Show a file that cannot be used."""
        trouble = wrapped(reason, "danger")
        self._show(name, bytes_text(size), [trouble], buttons=(self.delete,))
        self.demo.show_model(None, ())

    def show_weights(self, name: str, size: int) -> None:
        """Show the weights of the paper's features."""
        words = tr(
            "All layers match BN-Inception. To use the features from the paper, choose BN-Inception"
            " when preparing a data set."
        )
        about = "  ·  ".join((tr("Feature weights"), bytes_text(size)))
        self._show(name, about, [faint(words)], buttons=(self.delete,))
        self.demo.show_model(None, ())

    def show_checksum(self, digest: str) -> None:
        """Show the file's SHA-256."""
        self._checksum.setText(f"SHA-256: {digest}")

    def _show(
        self, name: str, about: str, parts: list[QWidget], *, buttons: tuple[QPushButton, ...]
    ) -> None:
        self._title.setText(name)
        self._about.setText(about)
        self._warning.hide()
        holder = QWidget()
        column = vbox(holder, margins=(0, 0, 8, 0), spacing=10)
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        self._area.setWidget(holder)
        every = self.use, self.compare, self.default, self.export, self.rename, self.delete
        for button in every:
            button.setVisible(button in buttons)

    def _build_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.delete = push_button(tr("Delete"), self.delete_wanted, icon="delete")
        self.rename = push_button(tr("Rename…"), self.rename_wanted)
        self.export = push_button(tr("Export…"), self.export_wanted, icon="export")
        self.default = push_button(
            tr("Make default"), self.default_wanted, tip=tr("Use it wherever no model is chosen")
        )
        self.compare = QPushButton(theme.icon("compare"), tr("Compare on the open clip"))
        self._menu = QMenu(self.compare)
        self.compare.setMenu(self._menu)
        self.use = primary(tr("Use in the editor"), self.use_wanted)
        add(row, self.delete, self.rename, self.export, ROOM, self.default, self.compare, self.use)
        return row

    def _fill_menu(self, others: list[ModelChoice]) -> None:
        self._menu.clear()
        for other in others:
            action = self._menu.addAction(tr("with {model}", model=without_keys(other.title)))
            action.triggered.connect(
                lambda _checked=False, other=other: self.compare_wanted.emit(other)
            )

    def _file(self, model: InstalledModel) -> QWidget:
        frame, column = card()
        column.addWidget(heading(tr("File")))
        place = faint(str(model.path))
        place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(place)
        self._checksum = faint(tr("SHA-256: computing…"))
        self._checksum.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(self._checksum)
        return frame


def _measures(model: InstalledModel) -> QWidget | None:
    measures = measures_of(model)
    if not measures:
        return None
    holder = QWidget()
    cells = grid(holder, margins=0, across=8, down=8)
    for place, (name, number, meaning) in enumerate(measures):
        frame, column = card()
        column.setSpacing(0)
        frame.setToolTip(meaning)
        add(column, title(number), faint(name, wraps=False))
        cells.addWidget(frame, *divmod(place, _IN_A_ROW))
    for column_number in range(_IN_A_ROW):
        cells.setColumnStretch(column_number, 1)
    return holder


def _facts(facts: list[tuple[str, str]]) -> QWidget | None:
    if not facts:
        return None
    frame, column = card()
    column.addWidget(heading(tr("Provenance")))
    cells = grid(across=18, down=5)
    for row, (name, text) in enumerate(facts):
        cells.addWidget(faint(name, wraps=False), row, 0, Qt.AlignmentFlag.AlignTop)
        cells.addWidget(wrapped(text), row, 1)
    cells.setColumnStretch(1, 1)
    column.addLayout(cells)
    return frame


class _CardView(QTextBrowser):
    """A model card, which may come with a model from anywhere: its pictures are not loaded."""

    @override
    def loadResource(self, kind: int, name: QUrl | str) -> object:
        return QImage(1, 1, QImage.Format.Format_ARGB32)  # Qt would look for a missing one itself


def _card_of(model: InstalledModel) -> QWidget | None:
    """The model card beside the file, if there is one."""
    path = model.path.with_suffix(CARD_SUFFIX)
    try:
        if path.stat().st_size > _LONGEST_CARD:
            return None
        text = read_text(path)
    except FileNotFoundError:
        return None
    except OSError as error:
        return faint(
            tr("{name} could not be read: {reason}.", name=path.name, reason=reason_of(error))
        )
    browser = _CardView()
    browser.document().setMarkdown(text, QTextDocument.MarkdownFeature.MarkdownNoHTML)
    browser.setOpenLinks(False)
    browser.setMinimumHeight(220)
    browser.setAccessibleName(tr("Model card"))
    return browser
