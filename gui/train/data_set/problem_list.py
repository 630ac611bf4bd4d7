"""The problems of a folder by kind, with buttons to show and exclude the clips."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QWidget

from gui.kit.labels import Label
from gui.kit.language import tr
from gui.kit.layouts import add, hbox, vbox
from gui.kit.widgets import IconLabel, faint, heading
from gui.train.data_set.check_result import MEANINGS, CheckedClip


class ProblemList(QScrollArea):
    """One row for each kind of problem."""

    show_wanted = Signal(str)  # the kind; empty for all clips
    exclude_wanted = Signal(str, bool)

    def __init__(self) -> None:
        super().__init__()
        self._problems: Mapping[str, Sequence[CheckedClip]] = {}
        self._excluded: frozenset[str] = frozenset()
        self._shown_kind = ""
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(tr("Problems"))

    def show_problems(
        self, problems: Mapping[str, Sequence[CheckedClip]], excluded: frozenset[str]
    ) -> None:
        """Show the problems."""
        if self.widget() is None or (problems, excluded) != (self._problems, self._excluded):
            self._problems, self._excluded = problems, excluded
            self.show_kind(self._shown_kind if self._shown_kind in problems else "")

    def show_kind(self, kind: str) -> None:
        """Mark the kind whose clips are shown; empty for none."""
        self._shown_kind = kind
        self._build()

    def _build(self) -> None:
        holder = QWidget()
        column = vbox(holder, margins=(0, 0, 4, 0), spacing=6)
        if not self._problems:
            column.addWidget(faint(tr("No problems found")))
        for kind, clips in self._problems.items():
            column.addWidget(self._build_row(kind, clips))
        column.addStretch(1)
        replaced = self.takeWidget()
        if replaced is not None:
            replaced.deleteLater()  # not at once: a button of it may have been clicked
        self.setWidget(holder)

    def _build_row(self, kind: str, clips: Sequence[CheckedClip]) -> QWidget:
        usable = [clip for clip in clips if not clip.dropped]
        name = tr(kind)
        frame = QFrame()
        frame.setProperty("card", True)
        meaning = MEANINGS.get(kind)
        frame.setToolTip("" if meaning is None else tr(meaning))
        column = vbox(frame, margins=(10, 7, 8, 7), spacing=4)
        row = QHBoxLayout()
        add(
            row,
            IconLabel("warning", "warning" if usable else "danger", 16),
            (heading(name[:1].upper() + name[1:]), 1),
            Label(str(len(clips))),
        )
        column.addLayout(row)
        buttons = hbox(spacing=6)
        is_shown = self._shown_kind == kind
        show = QPushButton(tr("Show all" if is_shown else "Show"))
        show.setAccessibleName(tr("Show clips: {kind}", kind=name))
        show.clicked.connect(lambda: self._toggle_kind(kind))
        buttons.addWidget(show)
        if usable:
            out = not all(clip.source in self._excluded for clip in usable)
            exclude = QPushButton(tr("Exclude" if out else "Include"))
            exclude.setAccessibleName(
                tr("Exclude: {kind}" if out else "Include: {kind}", kind=name)
            )
            exclude.clicked.connect(lambda: self.exclude_wanted.emit(kind, out))
            buttons.addWidget(exclude)
        else:
            buttons.addWidget(faint(tr("not used"), wraps=False))
        buttons.addStretch(1)
        column.addLayout(buttons)
        return frame

    def _toggle_kind(self, kind: str) -> None:
        self.show_kind("" if self._shown_kind == kind else kind)
        self.show_wanted.emit(self._shown_kind)
