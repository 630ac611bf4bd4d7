"""The selected clip: preview, properties and problems."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.kit.durations import length_text
from gui.kit.language import tr
from gui.kit.layouts import clear, put, vbox
from gui.kit.widgets import Tone, faint, heading, push_button, small_button, wrapped
from gui.train.data_set.check_result import MEANINGS, CheckedClip
from gui.train.data_set.clip_preview import ClipPreview
from gui.train.services import TrainServices


class ClipDetails(QWidget):
    """A clip's preview, properties and problems, with two buttons."""

    show_wanted = Signal(object)  # CheckedClip
    exclude_wanted = Signal(object, bool)  # CheckedClip, whether to exclude it
    label_wanted = Signal()  # another class of the selected clips

    def __init__(self, services: TrainServices) -> None:
        super().__init__()
        self._clip: CheckedClip | None = None
        self._used = False
        self.setMinimumWidth(240)
        column = vbox(self, margins=0, spacing=6)
        self.preview = put(column, ClipPreview(services), 1)
        self._name = heading("")
        self._name.setWordWrap(True)
        column.addWidget(self._name)
        self._facts = put(column, faint())
        self._problems = vbox(spacing=4)
        column.addLayout(self._problems)
        row = QHBoxLayout()
        self.show_button = small_button("folder", tr("Show file"), self._on_show_clicked)
        self.exclude = push_button(tr("Exclude"), self._on_exclude_clicked)
        self.relabel = push_button(
            tr("Change class…"), self.label_wanted, tip=tr("Of all selected clips (F2)")
        )
        for button in (self.relabel, self.exclude, self.show_button):
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        self._write()

    def show_clip(self, clip: CheckedClip | None, *, used: bool) -> None:
        """Show a clip and whether it is used."""
        if clip is not self._clip:
            self.preview.show_clip(clip)
        self._clip, self._used = clip, used
        self._write()

    def _write(self) -> None:
        clip = self._clip
        for widget in (self._name, self._facts, self.show_button, self.exclude, self.relabel):
            widget.setVisible(clip is not None)
        clear(self._problems)
        if clip is None:
            return
        self._name.setText(clip.source.replace("/", " / "))
        self._facts.setText(
            tr(
                "{label}  ·  video {video}  ·  audio {audio}, {format}",
                label=clip.label,
                video=length_text(clip.picture_s),
                audio=length_text(clip.sound_s),
                format=clip.format_text,
            )
        )
        for problem in clip.problems:
            meaning = MEANINGS.get(problem.kind)
            text = f"{problem.text[:1].upper()}{problem.text[1:]}."
            tone: Tone = "danger" if clip.dropped else "warning"
            whole = text if meaning is None else f"{text} {tr(meaning)}"
            self._problems.addWidget(wrapped(whole, tone))
        self.show_button.setEnabled(clip.path is not None)
        self.exclude.setVisible(not clip.dropped)
        self.exclude.setText(tr("Exclude" if self._used else "Include"))

    @Slot()
    def _on_show_clicked(self) -> None:
        if self._clip is not None:
            self.show_wanted.emit(self._clip)

    @Slot()
    def _on_exclude_clicked(self) -> None:
        if self._clip is not None:
            self.exclude_wanted.emit(self._clip, self._used)
