"""The samples of a run: view, play, and compare with the editor's A/B key."""

from pathlib import Path
from typing import Final, Literal

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QToolButton, QWidget
from typing_extensions import override

from gui.kit import theme
from gui.kit.labels import ElidedLabel
from gui.kit.language import number, tr
from gui.kit.layouts import hbox, put, vbox
from gui.kit.widgets import heading, small_button
from gui.train.runs.history import RunHistory, without_data
from gui.train.runs.samples.event_strip import draw_true_events
from gui.train.runs.samples.sample_strip import (
    CARD,
    SampleModel,
    SampleStrip,
    draw_card,
    draw_focus,
    draw_panel,
    draw_playhead,
    events_place,
    panel_places,
    title_place,
)
from gui.train.runs.samples.samples import Sample, SamplePictures, samples_of
from gui.train.sample_picture import SamplePicture
from gui.train.services import TrainServices

_TRUTH_PX: Final = 216
_NARROW_TRUTH_PX: Final = 190
_PICTURE_PX: Final = 196
_NARROW_PICTURE_PX: Final = 170
_MAX_CLIPS: Final = 12  # buttons that fit


class TruthCard(QWidget):
    """The ground truth: the clip's original sound."""

    clicked = Signal()

    def __init__(self, pictures: SamplePictures) -> None:
        super().__init__()
        self._pictures = pictures
        self._sample: Sample | None = None
        self._share: float | None = None
        self.setFixedSize(_TRUTH_PX, CARD.height())
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(tr("Ground truth"))
        self.setToolTip(tr("The clip's original sound; click to play"))

    def show_sample(self, sample: Sample | None, share: float | None) -> None:
        """Show the ground truth of a sample, and the playback position while it plays."""
        self._sample, self._share = sample, share
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRect(0, 0, self.width(), self.height())
        draw_card(painter, area, chosen=self._share is not None)
        painter.setPen(theme.colour("text"))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(title_place(area), flags, tr("Ground truth"))
        upper, lower = panel_places(area)
        panels = None if self._sample is None else self._pictures.get(self._sample)
        draw_panel(painter, upper, None if panels is None else panels.truth)
        if panels is not None and panels.clip is not None:
            draw_true_events(painter, events_place(area), panels.clip.true_s)
        if self._share is not None:
            draw_playhead(painter, upper, self._share)
        painter.setPen(theme.colour("faint"))
        text = tr("Right: generated sounds, each above its difference from the ground truth")
        wrapped = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
        painter.drawText(lower, wrapped, text)
        if self.hasFocus():
            draw_focus(painter, area)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.clicked.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.clicked.emit()
        else:
            super().keyPressEvent(event)


class SamplesPanel(QWidget):
    """The ground truth on the left, then the run's samples over time."""

    def __init__(self, services: TrainServices) -> None:
        super().__init__()
        self._player = services.player
        self._history: RunHistory | None = None
        self._side: Literal["A", "B"] = "A"
        self._plays_truth = False
        self._clip = 0
        self._pictures = SamplePictures(services.runner, self)
        self.model = SampleModel(self)
        self.strip = SampleStrip(self.model, self._pictures)
        self.truth = TruthCard(self._pictures)
        self.picture = SamplePicture(services.runner, QSize(_PICTURE_PX, CARD.height()))
        self.badge = ElidedLabel()
        self.clips = QButtonGroup(self)
        self.play_button = small_button("play", tr("Play or stop (Space)"), self.play)
        self._assemble()
        self._pictures.loaded.connect(self._redraw)
        self._player.changed.connect(self._on_player_changed)
        self._player.moved.connect(self._on_player_moved)
        self.strip.clicked.connect(self._on_card_clicked)
        self.strip.activated.connect(self._on_card_clicked)
        self.truth.clicked.connect(self.play_truth)
        self.picture.clicked.connect(self.play)
        self.clips.idClicked.connect(self.choose_clip)

    def _assemble(self) -> None:
        column = vbox(self, margins=0, spacing=6)
        head = hbox(spacing=4)
        put(head, heading(tr("Samples over time")))
        head.addSpacing(10)
        head.addWidget(self.play_button)
        self.badge.setProperty("faint", True)
        head.addWidget(self.badge, 1)
        self._clip_row = hbox(spacing=2)
        head.addLayout(self._clip_row)
        column.addLayout(head)
        row = hbox(spacing=2)
        row.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.truth, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.strip, 1)
        self._cards = QWidget()
        self._cards.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._cards)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._show_empty_state()

    # What is shown

    def show_history(self, history: RunHistory) -> None:
        """Show the samples of a run."""
        if history is not self._history:
            self._history = history
            self.model.a = self.model.b = None
            self._plays_truth = False
            self._side = "A"
            if self._player.is_playing:
                self._player.stop()
        best = history.best
        self.model.best_step = None if best is None else best.step
        self._show_clips(history.clips)
        before = self.model.samples
        samples = samples_of(history, self._clip)
        if samples != before:
            self._update_samples(samples, before)
        self._redraw()

    def _update_samples(self, samples: list[Sample], before: list[Sample]) -> None:
        """Show other samples; if A was the newest one, it follows the newest."""
        model = self.model
        followed = model.a is None or (bool(before) and model.a == before[-1])
        model.show_samples(samples)
        if followed and not self._player.is_playing:
            model.a = samples[-1] if samples else None
            model.b = samples[-2] if len(samples) > 1 else None
            self.strip.show_newest()
        self._show_empty_state()

    def set_narrow(self, narrow: bool) -> None:
        """Leave more room for the samples."""
        self.truth.setFixedWidth(_NARROW_TRUTH_PX if narrow else _TRUTH_PX)
        self.picture.setFixedSize(_NARROW_PICTURE_PX if narrow else _PICTURE_PX, CARD.height())

    def _show_clips(self, count: int) -> None:
        count = min(count, _MAX_CLIPS)
        if len(self.clips.buttons()) == count:
            return
        for old in self.clips.buttons():
            self.clips.removeButton(old)
            old.hide()
            old.deleteLater()
        self._clip = min(self._clip, max(count - 1, 0))
        for place in range(count):
            button = QToolButton()
            button.setText(tr("Clip {n}", n=place + 1))
            button.setCheckable(True)
            button.setChecked(place == self._clip)
            self.clips.addButton(button, place)
            self._clip_row.addWidget(button)

    def shutdown(self) -> None:
        """Close the clip's file."""
        self.picture.close_file()

    def _show_empty_state(self) -> None:
        empty = not self.model.samples
        self._cards.setVisible(not empty)
        self.play_button.setVisible(not empty)

    # Listening

    @property
    def heard(self) -> Sample | None:
        """The selected sample, A or B, also while its ground truth plays."""
        return self.model.a if self._side == "A" else self.model.b

    @Slot()
    def play(self) -> None:
        """Play or stop the selected sound."""
        path = self._path()
        if path is not None:
            self._player.toggle(path)

    @Slot()
    def flip(self) -> None:
        """Switch between A and B at the same position."""
        if self.model.b is not None:
            self._plays_truth = False
            self._side = "B" if self._side == "A" else "A"
            self._follow()

    def listen_to(self, sample: Sample) -> None:
        """Put a sample on A and play it; what was on A goes to B."""
        playing = self._player.is_playing
        if playing and sample == self.heard and not self._plays_truth:
            self._player.stop()
            return
        if sample != self.model.a:
            self.model.b, self.model.a = self.model.a, sample
        self._side, self._plays_truth = "A", False
        self._follow()
        if not playing:
            self._player.play(sample.generated)

    @Slot()
    def play_truth(self) -> None:
        """Play or stop the ground truth."""
        sample = self.heard
        if sample is None:
            return
        if self._plays_truth and self._player.is_playing:
            self._player.stop()
            return
        self._plays_truth = True
        if self._player.is_playing:
            self._player.change_to(sample.truth)
        else:
            self._player.play(sample.truth)
        self._redraw()

    @Slot(int)
    def choose_clip(self, clip: int) -> None:
        """Show the samples of another clip."""
        if self._history is None or clip == self._clip:
            return
        self._clip = clip
        steps = [None if one is None else one.step for one in (self.model.a, self.model.b)]
        samples = samples_of(self._history, clip)
        self.model.show_samples(samples)
        by_step = {sample.step: sample for sample in samples}
        self.model.a, self.model.b = (by_step.get(step or 0) for step in steps)
        if self._player.is_playing:
            self._player.stop()
        self._redraw()

    def _path(self) -> Path | None:
        sample = self.heard
        if sample is None:
            return None
        return sample.truth if self._plays_truth else sample.generated

    def _follow(self) -> None:
        path = self._path()
        if path is not None and self._player.is_playing:
            self._player.change_to(path)
        self._redraw()

    # Slots

    @Slot(QModelIndex)
    def _on_card_clicked(self, index: QModelIndex) -> None:
        self.listen_to(self.model.samples[index.row()])

    @Slot()
    def _on_player_changed(self) -> None:
        plays = self._player.plays(self._path())
        self.play_button.setIcon(theme.icon("pause" if plays else "play"))
        self._redraw()

    @Slot(float)
    def _on_player_moved(self, _seconds: float) -> None:
        self._redraw()

    @Slot()
    def _redraw(self) -> None:
        player, sample = self._player, self.heard
        plays = player.plays(self._path())
        self.model.heard = sample if plays and not self._plays_truth else None
        self.model.share = player.share if plays else 0.0
        self.strip.viewport().update()
        self.truth.show_sample(sample, player.share if plays and self._plays_truth else None)
        self.badge.setText(self._badge_text())
        panels = None if sample is None else self._pictures.get(sample)
        if sample is None or panels is not None:
            clip, frames = (None, None) if panels is None else (panels.clip, panels.frames)
            self.picture.setVisible(clip is not None)
            self.picture.show_clip(clip, frames)
        self.picture.follow(player.position_s if plays else 0.0, playing=plays)

    def _badge_text(self) -> str:
        a, b = self.model.a, self.model.b
        if a is None:
            if self.model.samples:
                return ""
            if self._history is not None and not self._history.is_read:
                return without_data(self._history)
            if self._history is not None and self._history.end is not None:
                return tr("The run ended without samples")
            return tr("No samples yet. The run makes them regularly and on “Sample now”.")
        if b is None:
            return tr("A: step {step}", step=number(a.step))
        return "  ·  ".join(
            (
                tr("{side} selected", side=self._side),
                tr("A: step {a}, B: step {b}", a=number(a.step), b=number(b.step)),
                tr("Press B to switch"),
            )
        )
