"""Export: what becomes of the original, how loud, where to; and the command that does the same."""

from pathlib import Path
from typing import Final, cast

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from gui import theme
from gui.document.model import Take
from gui.dub.command_line import command_line, events_path
from gui.hosts.requests import ExportChoice, Original

_ORIGINALS: Final = (
    ("drop", "Replace the original sound", "Only the dub is heard."),
    ("mix", "Mix with the original", "The dub is added to the clip's own sound."),
    ("track", "Keep the original as a second track", "Its packets are copied untouched."),
)
_CONTAINERS: Final = ("mp4", "mov", "mkv")
_LOUDNESS: Final = (
    ("As the original", "match"),
    ("-14 LUFS (streaming)", "-14"),
    ("-16 LUFS (podcast)", "-16"),
    ("-23 LUFS (broadcast)", "-23"),
    ("Leave as it is", "off"),
)


class ExportDialog(QDialog):
    """Asks how a take is written; the picture is never touched."""

    def __init__(self, take: Take, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Export")
        self.setMinimumWidth(560)
        self._take = take
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(14)
        column.addLayout(self._build_head())
        column.addLayout(self._build_form())
        column.addWidget(self._build_command())
        column.addWidget(self._build_buttons())
        self._show_command()
        self._export.setDefault(True)  # only now does the dialog know the button

    @property
    def choice(self) -> ExportChoice:
        """What was chosen."""
        checked = self._originals.checkedButton()
        original = cast("Original", checked.objectName()) if checked else "drop"
        output = Path(self.output.text())
        return ExportChoice(
            output=output,
            original=original,
            loudness=self.loudness.currentData(),
            stem=output.with_suffix(".wav") if self.stem.isChecked() else None,
            overwrite=output.exists(),  # the file dialog or the question has asked
        )

    def _build_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        title = QLabel(f"Take {self._take.number} · {self._take.title}")
        title.setProperty("heading", True)
        row.addWidget(title)
        row.addStretch(1)
        badge = QLabel("  Picture untouched  ")
        badge.setToolTip("Its packets are copied and compared by their hash.")
        colours = theme.colours()
        badge.setStyleSheet(
            f"background: {colours.accent}; color: {colours.on_accent}; border-radius: 9px;"
            " padding: 2px 6px;"
        )
        row.addWidget(badge)
        return row

    def _build_form(self) -> QFormLayout:
        form = QFormLayout()
        form.setVerticalSpacing(10)
        form.setHorizontalSpacing(16)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        video = self._take.recipe.video.path
        suffix = video.suffix.lower() if video.suffix.lower()[1:] in _CONTAINERS else ".mp4"
        self.output = QLineEdit(str(video.with_name(f"{video.stem} dubbed{suffix}")))
        self.output.setAccessibleName("Output file")
        self.output.textChanged.connect(self._show_command)
        browse = QPushButton("Browse…")
        browse.setAutoDefault(False)  # Enter exports, wherever the focus is
        browse.clicked.connect(self._on_browse_clicked)
        row = QHBoxLayout()
        row.addWidget(self.output, 1)
        row.addWidget(browse)
        form.addRow("File", row)
        self._originals = QButtonGroup(self)
        box = QVBoxLayout()
        box.setSpacing(4)
        for name, text, tip in _ORIGINALS:
            button = QRadioButton(text)
            button.setObjectName(name)
            button.setToolTip(tip)
            button.setChecked(name == "drop")
            button.toggled.connect(self._show_command)
            self._originals.addButton(button)
            box.addWidget(button)
        form.addRow("Sound", box)
        self.loudness = QComboBox()
        for text, value in _LOUDNESS:
            self.loudness.addItem(text, value)
        row_found = self.loudness.findData(self._take.recipe.settings.loudness)
        self.loudness.setCurrentIndex(max(row_found, 0))
        self.loudness.activated.connect(self._show_command)
        form.addRow("Loudness", self.loudness)
        self.stem = QCheckBox("Also the dub alone, as a WAV beside it")
        self.stem.toggled.connect(self._show_command)
        form.addRow("", self.stem)
        return form

    def _build_command(self) -> QWidget:
        frame = QWidget()
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        row = QHBoxLayout()
        label = QLabel("The same on the command line")
        label.setProperty("faint", True)
        row.addWidget(label)
        row.addStretch(1)
        copy = QPushButton(theme.icon("copy"), "Copy")
        copy.setAutoDefault(False)
        copy.clicked.connect(self._on_copy_clicked)
        row.addWidget(copy)
        column.addLayout(row)
        self.command = QPlainTextEdit()
        self.command.setReadOnly(True)
        self.command.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.command.setFixedHeight(84)
        self.command.setAccessibleName("Command line")
        self.command.setTabChangesFocus(True)
        column.addWidget(self.command)
        return frame

    def _build_buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        export = buttons.addButton("Export", QDialogButtonBox.ButtonRole.AcceptRole)
        export.setProperty("primary", True)
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setAutoDefault(False)
        export.setAutoDefault(True)
        self._export = export
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons

    @Slot()
    def _show_command(self) -> None:
        if hasattr(self, "command"):
            events = events_path(self.choice.output, self._take.recipe.events)
            self.command.setPlainText(command_line(self._take.recipe, self.choice, events))

    @Slot()
    def _on_copy_clicked(self) -> None:
        QApplication.clipboard().setText(self.command.toPlainText())

    @Slot()
    def _on_browse_clicked(self) -> None:
        kinds = " ".join(f"*.{kind}" for kind in _CONTAINERS)
        name, _ = QFileDialog.getSaveFileName(
            self, "Export to", self.output.text(), f"Videos ({kinds});;All files (*)"
        )
        if name:
            self.output.setText(name)
