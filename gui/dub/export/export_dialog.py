"""The export dialog: what to export, file, format, range, original sound, loudness and stems."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final, cast

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from engine.errors import EngineError
from engine.media.probe import MediaInfo
from engine.media.target import check_target
from engine.project.model import Clip
from engine.recipe import Delivery, Original
from gui.dub.export.command_line import SavedClip, export_command, write_command_events
from gui.dub.export.contents import Content
from gui.dub.export.export_options import (
    MARKER_KINDS,
    ORIGINALS,
    SOUND_KINDS,
    first_output,
    loudness_choices,
    ranges,
    sound_codecs,
    video_kinds,
)
from gui.kit import theme
from gui.kit.command_box import CommandBox
from gui.kit.fields import cancel_row, text_field
from gui.kit.labels import Label
from gui.kit.language import explained, tr
from gui.kit.layouts import ROOM, add, fields, hbox, vbox
from gui.kit.path_field import patterns
from gui.kit.widgets import choice, heading, offer, primary, push_button, set_tone, wrapped

_WIDTH_PX: Final = 600
_PROBLEM_LINES: Final = 2


class ExportDialog(QDialog):
    """Asks what to export and how; the video stream is always copied unchanged.

    Args:
        contents: what can be exported, the first choice first.
        parent: the window.
        clip: the clip, if it is the one that is open.
        info: its media info.
        saved: where the clip is saved as it is now; None if it is not.
        folder: where exports are offered to be written; None is beside the clip.
    """

    def __init__(
        self,
        contents: Sequence[Content],
        parent: QWidget | None = None,
        *,
        clip: Clip | None = None,
        info: MediaInfo | None = None,
        saved: SavedClip | None = None,
        folder: Path | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Export"))
        self.setMinimumWidth(_WIDTH_PX)
        self._contents = contents
        self.content = contents[0]
        self._clip = clip
        self._info = info
        self._saved = saved
        self._folder = folder
        self._duration_s = _duration_s(self.content, info)
        self._shown_suffix = ""
        self._kinds = [*video_kinds(info), *SOUND_KINDS]
        column = vbox(self, margins=(20, 18, 20, 16), spacing=14)
        self.command = CommandBox()
        self.command.copied.connect(self._on_command_copied)
        add(column, self._build_head(), self._build_form(), self.command)
        add(column, self._build_problem(), self._build_buttons())
        self._show_kind()
        self._connect()
        self._show_choice()
        self._export.setDefault(True)  # has no effect before the button is in the dialog
        self.output.setFocus()

    @property
    def delivery(self) -> Delivery:
        """The selected options."""
        checked = self._originals.checkedButton()
        original = cast("Original", checked.objectName()) if checked else "drop"
        output = Path(self.output.text())
        stem = _beside(output, self.stem_kind.currentData()) if _is_wanted(self.stem) else None
        stems = (
            output.parent / tr("{name} stems", name=output.stem) if _is_wanted(self.stems) else None
        )
        kind = self.marker_kind.currentData()
        markers = _beside(output, kind) if _is_wanted(self.markers) else None
        targets = (output, stem, stems, markers)
        return Delivery(
            output=output,
            original=original,
            loudness=self.loudness.currentData(),
            gain_db=self.content.gain_db,
            codec=self.codec.currentData(),
            span=self.range.currentData(),
            stem=stem,
            stems=stems,
            markers=markers,
            # The user confirms this in the file dialog or in a question.
            overwrite=any(path is not None and path.exists() for path in targets),
        )

    @property
    def _is_sound(self) -> bool:
        return self.kind.currentData() in [suffix for suffix, _ in SOUND_KINDS]

    # Assemble

    def _build_head(self) -> QHBoxLayout:
        self._badge = Label(tr("Video copied unchanged"))
        self._badge.setToolTip(
            tr("The video packets are copied, and their hash is verified in the exported file.")
        )
        colours = theme.colours()
        self._badge.setStyleSheet(
            f"background: {colours.accent}; color: {colours.on_accent}; border-radius: 10px;"
            " padding: 3px 10px;"
        )
        row = hbox()
        self._title = heading(self.content.title)
        self._show_title()
        add(row, self._title, ROOM, self._badge)
        return row

    def _build_form(self) -> QFormLayout:
        form = fields(across=16, down=10)
        titles = ((content.title, index) for index, content in enumerate(self._contents))
        self.which = choice(tr("Sound"), titles)
        if len(self._contents) > 1:
            form.addRow(tr("Sound"), self.which)
        form.addRow(tr("File"), self._build_file())
        form.addRow(tr("Format"), self._build_format())
        self.range = choice(tr("Range"))
        self._show_ranges()
        form.addRow(tr("Range"), self.range)
        originals = self._build_originals()
        form.addRow(tr("Original"), originals)
        form.setRowVisible(originals, self._info is None or bool(self._info.audio))
        self.loudness = choice(tr("Loudness"), loudness_choices(self._info))
        found = self.loudness.findData(self.content.loudness)
        self.loudness.setCurrentIndex(max(found, 0))
        form.addRow(tr("Loudness"), self.loudness)
        form.addRow("", self._build_stem())
        self.stems = QCheckBox(tr("Also export stems, a file for each sound"))
        self.stems.setToolTip(tr("24-bit WAV files in a folder; together they are the mix."))
        form.addRow("", self.stems)
        form.addRow("", self._build_markers())
        return form

    def _build_file(self) -> QHBoxLayout:
        first = first_output(self.content.mix.video, video_kinds(self._info), self._folder)
        self.output = text_field(tr("Output file"), str(first))
        browse = push_button(tr("Browse…"), self._on_browse_clicked)
        browse.setAutoDefault(False)  # so that Enter always exports
        return add(hbox(spacing=8), (self.output, 1), browse)

    def _build_format(self) -> QHBoxLayout:
        self.kind = choice(tr("Format"))
        for suffix, name in self._kinds:
            if suffix == SOUND_KINDS[0][0]:
                self.kind.insertSeparator(self.kind.count())
            is_sound = (suffix, name) in SOUND_KINDS
            text = tr("{kind} (audio only)", kind=tr(name)) if is_sound else tr(name)
            self.kind.addItem(text, suffix)
        self.codec = choice(tr("Audio codec"))
        return add(hbox(spacing=8), (self.kind, 1), (self.codec, 1))

    def _build_originals(self) -> QVBoxLayout:
        self._originals = QButtonGroup(self)
        box = vbox(spacing=4)
        for name, text, tip in ORIGINALS:
            button = QRadioButton(tr(text))
            button.setObjectName(name)
            button.setToolTip(tr(tip))
            button.setChecked(name == self.content.original)
            self._originals.addButton(button)
            box.addWidget(button)
        return box

    def _build_stem(self) -> QHBoxLayout:
        self.stem = QCheckBox(tr("Also export the dub alone as"))
        self.stem_kind = choice(
            tr("Format of the dub alone"), ((tr(name), suffix) for suffix, name in SOUND_KINDS)
        )
        return add(hbox(spacing=8), self.stem, self.stem_kind, ROOM)

    def _build_markers(self) -> QHBoxLayout:
        self.markers = QCheckBox(tr("Also export the events as"))
        self.markers.setToolTip(tr("Markers for an editing program, or a table."))
        self.marker_kind = choice(
            tr("Format of the events"), ((tr(name), suffix) for suffix, name in MARKER_KINDS)
        )
        return add(hbox(spacing=8), self.markers, self.marker_kind, ROOM)

    def _build_problem(self) -> QLabel:
        self.problem = wrapped("", "danger")
        # Its room is kept, so that no button moves under the mouse.
        self.problem.setMinimumHeight(_PROBLEM_LINES * self.problem.fontMetrics().lineSpacing())
        return self.problem

    def _build_buttons(self) -> QDialogButtonBox:
        self._export = primary(tr("Export"))
        buttons = cancel_row(self, self._export)
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setAutoDefault(False)
        self._export.setAutoDefault(True)
        return buttons

    def _connect(self) -> None:
        self.output.textChanged.connect(self._on_path_changed)
        self.kind.activated.connect(self._on_kind_chosen)
        for box in (self.codec, self.range, self.loudness, self.stem_kind, self.marker_kind):
            box.activated.connect(self._show_choice)
        for button in self._originals.buttons():
            button.toggled.connect(self._show_choice)
        self.stem.toggled.connect(self._show_choice)
        self.stems.toggled.connect(self._show_choice)
        self.markers.toggled.connect(self._show_choice)
        self.which.activated.connect(self._on_content_chosen)

    # React to changes

    @Slot(int)
    def _on_content_chosen(self, index: int) -> None:
        self.content = self._contents[index]
        self._show_title()
        self._show_ranges()
        self._show_choice()

    def _show_title(self) -> None:
        """Show what is exported, as a warning if mute or solo leaves out a part of it."""
        self._title.setText(self.content.title)
        set_tone(self._title, "warning" if self.content.is_partial else "")

    def _show_ranges(self) -> None:
        offer(self.range, ranges(self._clip, self.content.take, self._duration_s))
        self.range.setEnabled(self.range.count() > 1)

    @Slot()
    def _on_path_changed(self) -> None:
        self._show_kind()
        self._show_choice()

    @Slot()
    def _on_kind_chosen(self) -> None:
        path = Path(self.output.text())
        self.output.setText(str(_beside(path, self.kind.currentData())))

    def _show_kind(self) -> None:
        """Select the format for the suffix and list its codecs."""
        suffix = Path(self.output.text()).suffix.lower()
        row = self.kind.findData(suffix)
        if row < 0 or suffix == self._shown_suffix:
            return
        self._shown_suffix = suffix
        self.kind.setCurrentIndex(row)
        offer(self.codec, ((tr(text), codec) for text, codec in sound_codecs(suffix)))
        self.codec.setVisible(not self._is_sound)

    @Slot()
    def _show_choice(self) -> None:
        """Disable unavailable options, and show the command line and any problem."""
        has_sound = self._info is None or bool(self._info.audio)
        for button in self._originals.buttons():
            name = button.objectName()
            possible = name == "drop" or (has_sound and not (name == "track" and self._is_sound))
            button.setEnabled(possible)
            if button.isChecked() and not possible:
                self._originals.buttons()[0].setChecked(True)
        self._badge.setVisible(not self._is_sound)
        self.stem.setEnabled(not self._is_sound)
        self.stem_kind.setEnabled(self.stem.isEnabled() and self.stem.isChecked())
        self.marker_kind.setEnabled(self.markers.isChecked())
        is_mixed = self.delivery.original == "mix" or len(self.content.mix.tracks) > 1
        self.stems.setEnabled(is_mixed)
        delivery = self.delivery
        command = export_command(self.content, delivery, self._saved)
        self.command.set_text(command, otherwise=tr("Save the project to see its command line."))
        self._show_problem(delivery)

    def _show_problem(self, delivery: Delivery) -> None:
        text = ""
        try:
            suffixes = [suffix for suffix, _ in self._kinds]
            inputs = [self.content.mix.video, *self.content.inputs]
            check_target(delivery.output, inputs=inputs, overwrite=True, suffixes=suffixes)
        except EngineError as error:
            text = explained(error)
        set_tone(self.problem, "danger")
        self.problem.setText(text)
        self._export.setEnabled(not text)

    @Slot()
    def _on_command_copied(self) -> None:
        """Write the events file that the copied command reads, and say where it is."""
        try:
            events = write_command_events(self.content, self.delivery)
        except EngineError as error:
            set_tone(self.problem, "danger")
            self.problem.setText(explained(error))
            return
        set_tone(self.problem, "")
        self.problem.setText(
            tr("Copied.")
            if events is None
            else tr(
                "Copied. The command reads the events from {file} beside the exported file.",
                file=events.name,
            )
        )

    @Slot()
    def _on_browse_clicked(self) -> None:
        kinds = patterns(suffix for suffix, _ in self._kinds)
        name, _ = QFileDialog.getSaveFileName(
            self,
            tr("Export to"),
            self.output.text(),
            f"{tr('Video and audio ({kinds})', kinds=kinds)};;{tr('All files (*)')}",
        )
        if name:
            self.output.setText(name)


def _duration_s(content: Content, info: MediaInfo | None) -> float:
    """Length of the clip; if it is not open, only the end of the take is known."""
    if info is not None or content.take is None:
        return 0.0 if info is None else info.duration_s
    return content.take.recipe.span.start_s + content.take.facts.duration_s


def _is_wanted(box: QCheckBox) -> bool:
    return box.isChecked() and box.isEnabled()


def _beside(path: Path, suffix: str) -> Path:
    """The path with another suffix, even if it has no name yet."""
    return path.parent / f"{path.stem}{suffix}"
