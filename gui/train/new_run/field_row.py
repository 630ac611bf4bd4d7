"""One setting: label, editor, help, and a dot that marks and resets a changed value."""

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QToolButton, QWidget
from typing_extensions import override

from gui.kit import theme
from gui.kit.fields import text_field
from gui.kit.labels import plain
from gui.kit.language import tr
from gui.kit.layouts import add, hbox, put, vbox
from gui.kit.path_field import PathField, Places
from gui.kit.widgets import choice, faint, set_tone, wrapped
from gui.train.new_run.fields import LONGEST_NUMBER, Field, shown_text, typed_text

_EDITOR_PX: Final = 150
_LEAST_PX: Final = 84  # of an editor in a narrow window
_DOT_PX: Final = 9


class Dot(QToolButton):
    """Filled if a value differs from the published one; a click resets it."""

    def __init__(self) -> None:
        super().__init__()
        self.is_filled = False  # whether it marks a changed value
        self.setFixedSize(22, 22)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def set_state(self, label: str, published: str, *, differs: bool) -> None:
        """Show whether a value differs from the published one."""
        self.is_filled = differs
        self.setEnabled(differs)
        value = published or tr("empty")
        tip = tr("Published: {value}. Click to reset.", value=value)
        tip = tip if differs else tr("As published")
        self.setToolTip(plain(tip))
        self.setAccessibleName(f"{label}: {tip}")
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(22, 22)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        role = "accent" if self.is_filled else "border"
        if self.hasFocus() or (self.is_filled and self.underMouse()):
            painter.setPen(QPen(theme.colour("accent"), 1))
            painter.drawEllipse(self.rect().center(), _DOT_PX, _DOT_PX)
        painter.setPen(QPen(theme.colour(role), 1.4))
        painter.setBrush(theme.colour(role) if self.is_filled else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(self.rect().center(), _DOT_PX // 2, _DOT_PX // 2)


class FieldRow(QWidget):
    """A field of the form."""

    edited = Signal(str, str)  # key, text
    reset_wanted = Signal(str)  # key

    def __init__(self, field: Field, places: Places) -> None:
        super().__init__()
        self.field = field
        self._places = places
        self._is_showing = False
        column = vbox(self, margins=(0, 4, 0, 4), spacing=2)
        row = hbox(spacing=6)
        label = put(row, wrapped(tr(field.label)), 1)
        help_text = tr(field.setting.help)
        self.editor = self._build_editor()
        self.editor.setAccessibleName(tr(field.label))
        self.editor.setAccessibleDescription(help_text)
        label.setBuddy(self.editor)
        row.addWidget(self.editor)
        self.dot = Dot()
        self.dot.clicked.connect(self._on_dot_clicked)
        row.addWidget(self.dot)
        add(column, row, faint(help_text))
        self.error = wrapped(tone="danger")
        self.error.hide()
        column.addWidget(self.error)

    def show_value(self, text: str, published: str, *, differs: bool) -> None:
        """Show the value; equal text is left alone while typing."""
        self._is_showing = True
        if self.text() != text:
            self._set_text(text)
        shown = shown_text(self.field.setting, published)
        self.dot.set_state(tr(self.field.label), shown, differs=differs)
        self._is_showing = False

    def show_error(self, sentence: str) -> None:
        """Show what is wrong with the value; empty to clear."""
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))
        if isinstance(self.editor, QLineEdit):
            set_tone(self.editor, "danger" if sentence else "")

    def text(self) -> str:
        """The text of the editor."""
        match self.editor:
            case QCheckBox():
                return "true" if self.editor.isChecked() else "false"
            case QComboBox():
                return self.editor.currentText()
            case PathField():
                return self.editor.edit.text()
            case QLineEdit():
                return typed_text(self.field.setting, self.editor.text())
        raise AssertionError("every editor is one of these")

    def _set_text(self, text: str) -> None:
        match self.editor:
            case QCheckBox():
                self.editor.setChecked(text == "true")
            case QComboBox():
                self.editor.setCurrentText(text)
            case PathField():
                self.editor.edit.setText(text)
            case QLineEdit():
                self.editor.setText(shown_text(self.field.setting, text))

    def _build_editor(self) -> QWidget:
        setting = self.field.setting
        if setting.type is bool:
            box = QCheckBox()
            box.toggled.connect(self._on_edited)
            return box
        if setting.choices:
            combo = choice(tr(self.field.label), ((each, each) for each in setting.choices))
            _limit(combo, _EDITOR_PX)
            combo.currentIndexChanged.connect(self._on_edited)
            return combo
        if self.field.is_file:
            path = PathField(
                tr(self.field.label),
                self._places,
                folder=False,
                pattern=tr("Models ({patterns})", patterns="*.safetensors"),
            )
            _limit(path, 2 * _EDITOR_PX)
            path.changed.connect(self._on_edited)
            return path
        line = text_field(tr(self.field.label))
        line.setMaxLength(LONGEST_NUMBER)
        _limit(line, _EDITOR_PX)
        line.setAlignment(Qt.AlignmentFlag.AlignRight)
        line.textEdited.connect(self._on_edited)
        return line

    @Slot()
    def _on_edited(self) -> None:
        if not self._is_showing:
            self.edited.emit(self.field.key, self.text())

    @Slot()
    def _on_dot_clicked(self) -> None:
        self.reset_wanted.emit(self.field.key)


def _limit(editor: QWidget, most_px: int) -> None:
    """Let an editor be this wide, and narrower where there is less room."""
    editor.setMinimumWidth(_LEAST_PX)
    editor.setMaximumWidth(most_px)
