"""All settings in collapsible groups, searchable by name and help."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from gui.kit.labels import ElidedLabel
from gui.kit.language import counted, tr
from gui.kit.layouts import order_tabs, put, vbox
from gui.kit.path_field import Places
from gui.kit.widgets import faint, scroll_area, search_field, set_tone
from gui.train.new_run.draft import RunDraft
from gui.train.new_run.field_row import FieldRow
from gui.train.new_run.fields import Field

_LONGEST_PX: Final = 760


class Group(QFrame):
    """Fields under a heading; their rows are built when first expanded."""

    edited = Signal(str, str)
    reset_wanted = Signal(str)

    def __init__(self, name: str, fields: list[Field], places: Places) -> None:
        super().__init__()
        self._places = places
        self.name, self.fields = name, fields
        self.rows: dict[str, FieldRow] = {}
        self.setProperty("card", True)
        column = vbox(self, margins=(12, 6, 8, 6), spacing=0)
        head = QHBoxLayout()
        self.head = QToolButton()
        self.head.setText(tr(name))
        self.head.setCheckable(True)
        self.head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.head.setStyleSheet(
            "QToolButton { font-weight: 600; border: none; background: transparent; padding: 4px; }"
        )
        self.head.toggled.connect(self._on_toggled)
        head.addWidget(self.head)
        self._note = put(head, ElidedLabel(), 1)
        self._note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(head)
        self._body = QWidget()
        self._rows = vbox(self._body, margins=(6, 2, 0, 4), spacing=4)
        self._body.hide()
        column.addWidget(self._body)
        self._state: tuple[RunDraft, set[str], Mapping[str, str]] | None = None
        self._on_toggled(open_=False)

    def show_draft(self, draft: RunDraft, differing: set[str], errors: Mapping[str, str]) -> None:
        """Show the values and errors of its fields."""
        self._state = (draft, differing, errors)
        keys = [field.key for field in self.fields]
        wrong = sum(key in errors for key in keys)
        changed = sum(key in differing for key in keys)
        self._note.setText(_note(wrong, changed))
        self._note.setToolTip(self._note.text())
        set_tone(self._note, "danger" if wrong else "accent")
        published = draft.published()
        for key, row in self.rows.items():
            row.show_value(draft.texts[key], published[key], differs=key in differing)
            row.show_error(errors.get(key, ""))

    def show_only(self, words: str) -> bool:
        """Show only the fields that contain these words; whether there are any."""
        found = [field for field in self.fields if _has(field, words)]
        if words and found:
            self.head.setChecked(True)
        for key, row in self.rows.items():
            row.setVisible(any(field.key == key for field in found))
        self.setVisible(bool(found))
        return bool(found)

    @Slot(bool)
    def _on_toggled(self, open_: bool) -> None:
        self.head.setArrowType(Qt.ArrowType.DownArrow if open_ else Qt.ArrowType.RightArrow)
        if open_ and not self.rows:
            for field in self.fields:
                row = self.rows[field.key] = FieldRow(field, self._places)
                row.edited.connect(self.edited)
                row.reset_wanted.connect(self.reset_wanted)
                self._rows.addWidget(row)
            order_tabs(self)
            if self._state is not None:
                self.show_draft(*self._state)
        self._body.setVisible(open_)


class SettingsForm(QWidget):
    """The groups of settings of one kind of training."""

    edited = Signal(str, str)  # key, text
    reset_wanted = Signal(str)  # key

    def __init__(self, places: Places) -> None:
        super().__init__()
        self._places = places
        self.groups: list[Group] = []
        self._kind = ""
        column = vbox(self, margins=0, spacing=6)
        self.search = search_field(tr("Search settings…"), tr("Search settings"), self._on_searched)
        column.addWidget(self.search)
        self._nothing = faint(tr("No matching settings"), wraps=False)
        self._nothing.hide()
        column.addWidget(self._nothing)
        self._area = put(column, scroll_area(), 1)

    def show_draft(self, draft: RunDraft, errors: Mapping[str, str]) -> None:
        """Show the values and errors of all fields; rebuild them for another kind."""
        if draft.kind != self._kind:
            self._kind = draft.kind
            self._build(draft)
        differing = draft.differing()
        for group in self.groups:
            group.show_draft(draft, differing, errors)

    def row(self, key: str) -> FieldRow:
        """The row of a field; expands its group."""
        group = next(each for each in self.groups if any(f.key == key for f in each.fields))
        group.head.setChecked(True)
        return group.rows[key]

    def _build(self, draft: RunDraft) -> None:
        holder = QWidget()
        holder.setMaximumWidth(_LONGEST_PX)
        column = vbox(holder, margins=(0, 0, 8, 0), spacing=8)
        self.groups = []
        fields = [field for field in draft.fields if field.is_in_form]
        for name in dict.fromkeys(field.group for field in fields):
            group = Group(name, [field for field in fields if field.group == name], self._places)
            group.edited.connect(self.edited)
            group.reset_wanted.connect(self.reset_wanted)
            self.groups.append(group)
            column.addWidget(group)
        column.addStretch(1)
        self.groups[0].head.setChecked(True)
        self._area.setWidget(holder)
        self.search.clear()
        order_tabs(self)

    @Slot(str)
    def _on_searched(self, words: str) -> None:
        found = [group.show_only(words.strip().lower()) for group in self.groups]
        self._nothing.setVisible(not any(found))


def _note(wrong: int, changed: int) -> str:
    """The number of errors, or of changes; empty without any."""
    if wrong:
        return counted("{n} error", "{n} errors", wrong)
    if changed:
        return counted(
            "{n} change from the published settings",
            "{n} changes from the published settings",
            changed,
        )
    return ""


def _has(field: Field, words: str) -> bool:
    text = f"{tr(field.label)} {field.setting.name} {tr(field.setting.help)}".lower()
    return all(word in text for word in words.split())
