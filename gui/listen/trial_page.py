"""The page on which a listener hears a sound and scores it, by mouse or by keys."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

from engine.errors import EngineError
from engine.evaluation.listening.scales import BEST, WORST, scale
from gui.kit.fields import slider, thin_bar
from gui.kit.labels import Label
from gui.kit.language import mark, tr
from gui.kit.layouts import ROOM, add, hbox, put, vbox
from gui.kit.picture_view import PictureView
from gui.kit.widgets import IconLabel, faint, primary, push_button, set_tone, title
from gui.listen.session import Session
from gui.listen.trial_player import TrialPlayer

_PICTURE: Final = QSize(640, 360)
_PARTS: Final = 1000  # steps of the position's bar
_VOLUME_STEPS: Final = 100
_VOLUME_KEY_STEPS: Final = 5
_VOLUME_PX: Final = 120
_PRACTICE: Final = mark("Practice: this score does not count.")
_LISTEN: Final = mark("Listen to the end first.")
_REFERENCE: Final = mark("This is the reference.")


class TrialPage(QWidget):
    """Shows the trials of a session one after another."""

    finished = Signal()  # the last trial is past
    left = Signal()
    failed = Signal(object)  # EngineError

    def __init__(self, player: TrialPlayer) -> None:
        super().__init__()
        self._player = player
        self._session: Session | None = None
        self._build()
        self._connect()

    def start(self, session: Session) -> None:
        """Begin or continue a session."""
        self._session = session
        self._open()

    def _build(self) -> None:
        column = vbox(self, margins=(28, 18, 28, 20), spacing=8)
        top = hbox(margins=0)
        self._part, self._place = faint(wraps=False), faint(wraps=False)
        add(top, self._part, ROOM, self._place)
        column.addLayout(top)
        self._progress = put(column, thin_bar(tr("Progress"), _PARTS))
        column.addSpacing(8)
        self._practice = put(column, Label(tr(_PRACTICE)))
        set_tone(self._practice, "warning")
        self._question = put(column, title(""))
        self._question.setWordWrap(True)
        self._advice = put(column, faint())
        self._picture = put(column, PictureView("", _PICTURE), 1)
        self._picture.setAccessibleName(tr("Picture"))
        self._position = put(column, thin_bar(tr("Position"), _PARTS))
        buttons = hbox(margins=0)
        self._replay = push_button(tr("Play again  (Space)"), self._on_replay_clicked, icon="play")
        self._reference = push_button(tr("Reference  (R)"), self._on_reference_clicked, icon="note")
        self._hint = faint(wraps=False)
        tip = tr("Volume (↑, ↓): set it during practice, then leave it")
        self.volume = slider(tr("Volume"), _VOLUME_STEPS, tip=tip)
        self.volume.setValue(round(self._player.volume * _VOLUME_STEPS))
        self.volume.setMaximumWidth(_VOLUME_PX)
        self.volume.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # the arrows go from sound to sound
        add(buttons, self._replay, self._reference, self._hint, ROOM)
        add(buttons, IconLabel("sound-on"), self.volume)
        column.addLayout(buttons)
        column.addSpacing(6)
        self._scores: dict[int, QPushButton] = {}
        for score in range(BEST, WORST - 1, -1):
            button = put(column, push_button(""))
            button.setCheckable(True)
            button.setStyleSheet("text-align: left;")
            button.clicked.connect(lambda _checked=False, score=score: self._give(score))
            self._scores[score] = button
        column.addSpacing(10)
        bottom = hbox(margins=0)
        self._pause = push_button(tr("Pause test"), self._on_pause_clicked)
        self._back = push_button(tr("Back  (←)"), self._on_back_clicked)
        self._next = primary(tr("Next  (→)"), self._on_next_clicked)
        add(bottom, self._pause, ROOM, self._back, self._next)
        column.addLayout(bottom)
        self._spare = QWidget()  # takes the picture's room where there is none
        column.addWidget(self._spare, 1)

    def _connect(self) -> None:
        keys: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_Space: self._on_replay_clicked,
            Qt.Key.Key_R: self._on_reference_clicked,
            Qt.Key.Key_Left: self._on_back_clicked,
            Qt.Key.Key_Right: self._on_next_clicked,
            Qt.Key.Key_Up: partial(self._change_volume, _VOLUME_KEY_STEPS),
            Qt.Key.Key_Down: partial(self._change_volume, -_VOLUME_KEY_STEPS),
        }
        keys |= {Qt.Key(Qt.Key.Key_0 + score): partial(self._give, score) for score in self._scores}
        for key, slot in keys.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
        self._player.picture_changed.connect(self._picture.show_image)
        self._player.share_changed.connect(self._on_share_changed)
        self._player.ended.connect(self._on_ended)
        self._player.problem_changed.connect(self._show_scores)
        self.volume.valueChanged.connect(
            lambda value: self._player.set_volume(value / _VOLUME_STEPS)
        )

    def _change_volume(self, steps: int) -> None:
        self.volume.setValue(self.volume.value() + steps)

    def _open(self) -> None:
        session = self._session
        if session is None:
            return
        if session.is_done:
            self._player.close()
            self.finished.emit()
            return
        trial = session.trial
        words = scale(trial.scale)
        self._part.setText(tr(words.title))
        self._place.setText(
            tr("{given} of {total}", given=session.place + 1, total=len(session.trials))
        )
        self._practice.setVisible(trial.kind == "practice")
        self._question.setText(tr(words.question))
        self._advice.setText(tr(words.advice))
        has_picture = session.media.suffix == ".mp4"
        self._picture.clear()
        self._picture.setVisible(has_picture)
        self._spare.setVisible(not has_picture)
        self._reference.setVisible(session.target is not None)
        for score, button in self._scores.items():
            button.setText(f"{score}    {tr(words.meaning(score))}")
        self._position.setValue(0)
        self._player.open(session.media)
        self._play_all(session)
        if session.following is not None:
            self._player.prepare(session.following)
        self.setFocus()

    def _play_all(self, session: Session) -> None:
        """Play the sound, after its reference if it is to be heard for the first time."""
        self._play(session.media if session.is_heard else session.target or session.media)

    def _play(self, path: Path) -> None:
        self._player.play(path)
        self._show_scores()

    @Slot()
    def _show_scores(self) -> None:
        session = self._session
        if session is None or session.is_done:
            return
        self._progress.setMaximum(len(session.trials))
        self._progress.setValue(session.answers.given(session.sitting))
        for score, button in self._scores.items():
            button.setEnabled(session.is_heard)
            button.setChecked(session.score == score)
        is_reference = self._player.playing is not None and self._player.playing == session.target
        waits = "" if session.is_heard else tr(_LISTEN)
        self._hint.setText(self._player.problem or (tr(_REFERENCE) if is_reference else waits))
        self._back.setEnabled(session.place > 0)
        self._next.setEnabled(session.score is not None)

    def _give(self, score: int) -> None:
        if self._session is None or self._session.is_done:
            return
        try:
            self._session.give(score)
        except EngineError as error:
            self.failed.emit(error)
        self._show_scores()

    @Slot()
    def _on_replay_clicked(self) -> None:
        if self._session is not None and not self._session.is_done:
            self._play_all(self._session)

    @Slot()
    def _on_reference_clicked(self) -> None:
        session = self._session
        if session is not None and not session.is_done and session.target is not None:
            self._play(session.target)

    @Slot()
    def _on_next_clicked(self) -> None:
        if self._session is not None and not self._session.is_done and self._session.go_on():
            self._open()

    @Slot()
    def _on_back_clicked(self) -> None:
        if self._session is not None and self._session.go_back():
            self._open()

    @Slot()
    def _on_pause_clicked(self) -> None:
        self._player.close()
        self.left.emit()

    @Slot(float)
    def _on_share_changed(self, share: float) -> None:
        self._position.setValue(round(share * _PARTS))

    @Slot(object, bool)
    def _on_ended(self, path: object, was_audible: bool) -> None:
        session = self._session
        if session is None or session.is_done:
            return
        if was_audible and path == session.media:
            session.hear()
        elif was_audible and not session.is_heard:  # the reference, which comes first
            self._play(session.media)
        self._show_scores()
