"""The gain points of a take by the keyboard: chosen, added, moved and deleted."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from engine.recipe import Fader
from gui.commands.own_keys import OwnKeys
from gui.document import fader_edits
from gui.dub.timeline.lanes.lane import LaneContext
from gui.kit.language import number, tr
from gui.kit.time_axis import clock_text

_SIDES: Final = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_HEIGHTS: Final = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
_ADDING: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Insert)
_STEP_DB: Final = 0.5
_LARGE_STEP_DB: Final = 3.0
_STEP_S: Final = 0.04  # of a clip whose frames are not known
_SMALL_STEP_S: Final = 0.001
_PLAIN: Final = Qt.KeyboardModifier.NoModifier
_SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
_CTRL: Final = Qt.KeyboardModifier.ControlModifier
_CTRL_ALT: Final = _CTRL | Qt.KeyboardModifier.AltModifier


class EnvelopeKeys(QObject):
    """Takes the keys of a lane that has the focus.

    Enter adds a point at the playhead, Left and Right choose one, Up and Down change its gain (with
    Shift in larger steps), Ctrl+Left and Ctrl+Right move it by a frame (with Alt by a millisecond)
    and Delete removes it.

    Args:
        lane: the lane.
        context: of the lane.
        fader: the fader that is shown; None without a take.
        edit: stores the result: text of the undo step, fader, key under which steps are merged.
    """

    def __init__(
        self,
        lane: QWidget,
        context: LaneContext,
        fader: Callable[[], Fader | None],
        edit: Callable[[str, Fader, str], object],
    ) -> None:
        super().__init__(lane)
        self._lane = lane
        self._context = context
        self._fader = fader
        self._edit = edit
        self._chosen: int | None = None
        lane.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        lane.installEventFilter(self)
        OwnKeys(lane, self._meaning)

    @property
    def chosen(self) -> int | None:
        """The number of the chosen point."""
        fader = self._fader()
        count = 0 if fader is None else len(fader.envelope)
        return self._chosen if self._chosen is not None and self._chosen < count else None

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._chosen = None
            self._tell()
        return False

    def _meaning(self, event: QKeyEvent) -> Callable[[], object] | None:
        command = self._command(event)
        return None if command is None else partial(self._do, command)

    def _do(self, command: Callable[[], object]) -> None:
        command()
        self._tell()

    def _command(self, event: QKeyEvent) -> Callable[[], object] | None:
        """What a key does; None if it is none of these."""
        fader, key = self._fader(), Qt.Key(event.key())
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if fader is None:
            return None
        if key in _ADDING and modifiers == _PLAIN:
            return partial(self._add, fader)
        if key in _SIDES and modifiers == _PLAIN and fader.envelope:
            return partial(self._choose, fader, _SIDES[key])
        index = self.chosen
        if index is None:
            return None
        if key in _SIDES and modifiers in (_CTRL, _CTRL_ALT):
            step_s = self._frame_s if modifiers == _CTRL else _SMALL_STEP_S
            return partial(self._move, fader, index, _SIDES[key] * step_s, 0.0)
        if key in _HEIGHTS and modifiers in (_PLAIN, _SHIFT):
            step_db = _STEP_DB if modifiers == _PLAIN else _LARGE_STEP_DB
            return partial(self._move, fader, index, 0.0, _HEIGHTS[key] * step_db)
        if key == Qt.Key.Key_Delete and modifiers == _PLAIN:
            return partial(self._delete, fader, index)
        return None

    @property
    def _frame_s(self) -> float:
        times = self._context.player.frame_times
        return (times[-1] - times[0]) / (len(times) - 1) if len(times) > 1 else _STEP_S

    def _add(self, fader: Fader) -> None:
        time_s = self._context.player.position_s
        gain_db = fader_edits.gain_db_at(fader, time_s)
        self._edit(tr("Add gain point"), fader_edits.add_point(fader, time_s, gain_db), "")
        self._chosen = sum(point.time_s <= time_s for point in fader.envelope)

    def _choose(self, fader: Fader, step: int) -> None:
        """Choose the next point to a side; the first time, from the playhead."""
        points, index = fader.envelope, self.chosen
        if index is None:
            before = sum(point.time_s <= self._context.player.position_s for point in points)
            index = before if step > 0 else before - 1
        else:
            index += step
        self._chosen = min(max(index, 0), len(points) - 1)

    def _move(self, fader: Fader, index: int, by_s: float, by_db: float) -> None:
        point = fader.envelope[index]
        moved = fader_edits.move_point(fader, index, point.time_s + by_s, point.gain_db + by_db)
        self._edit(tr("Change gain point"), moved, f"gain-point:{index}")

    def _delete(self, fader: Fader, index: int) -> None:
        self._edit(tr("Delete gain point"), fader_edits.remove_point(fader, index), "")
        self._chosen = min(index, len(fader.envelope) - 2) if len(fader.envelope) > 1 else None

    def _tell(self) -> None:
        """Describe the chosen point for screen readers, and announce it."""
        fader, index = self._fader(), self.chosen
        text = ""
        if fader is not None and index is not None:
            point = fader.envelope[index]
            text = tr(
                "Gain point {place} of {count}, {time}, {gain} dB",
                place=index + 1,
                count=len(fader.envelope),
                time=clock_text(point.time_s),
                gain=number(point.gain_db, 1),
            )
        self._lane.setAccessibleDescription(text)
        if QAccessible.isActive() and text:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._lane, text))
        self._lane.update()
