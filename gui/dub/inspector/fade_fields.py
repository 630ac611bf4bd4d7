"""The fades of the active track, to be typed."""

from functools import partial
from typing import Final

from msgspec.structs import replace
from PySide6.QtCore import QSignalBlocker, Slot
from PySide6.QtWidgets import QDoubleSpinBox, QWidget

from gui.document import fader_edits
from gui.document.document import Document
from gui.kit.fields import decimal_field
from gui.kit.labels import Label
from gui.kit.language import tr
from gui.kit.layouts import add, hbox

_STEP_S: Final = 0.1
_LEAST_PX: Final = 60  # so that the fades do not widen the panel


class FadeFields(QWidget):
    """The lengths of both fades of the take that is heard, in seconds."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self.fade_in = _field(tr("Fade in of the track"), tr("In"))
        self.fade_out = _field(tr("Fade out of the track"), tr("Out"))
        row = hbox(self, margins=0, spacing=6)
        add(row, Label(tr("Fades")), (self.fade_in, 1), (self.fade_out, 1))
        self.fade_in.valueChanged.connect(partial(self._on_typed, at_end=False))
        self.fade_out.valueChanged.connect(partial(self._on_typed, at_end=True))
        for changed in (document.clip_changed, document.tracks_changed, document.takes_changed):
            changed.connect(self._show)
        self._show()

    @property
    def _duration_s(self) -> float:
        """Of the take that is heard; 0 without one."""
        take = self._document.chosen_take()
        return 0.0 if take is None else take.facts.duration_s

    @Slot()
    def _show(self) -> None:
        track, duration_s = self._document.track, self._duration_s
        for field, at_end in ((self.fade_in, False), (self.fade_out, True)):
            fader = None if track is None else track.fader
            length_s = 0.0 if fader is None else fader.fade_out_s if at_end else fader.fade_in_s
            field.setEnabled(duration_s > 0)
            with QSignalBlocker(field):
                field.setMaximum(max(duration_s, length_s))
                field.setValue(length_s)

    def _on_typed(self, length_s: float, *, at_end: bool) -> None:
        track = self._document.track
        if track is None:
            return
        fader = fader_edits.set_fade(track.fader, length_s, self._duration_s, at_end=at_end)
        text = tr("Change fade out" if at_end else "Change fade in")
        self._document.edit_track(
            text, replace(track, fader=fader), merge_key="fade-out" if at_end else "fade-in"
        )
        self._show()  # the two together are no longer than the sound


def _field(name: str, end: str) -> QDoubleSpinBox:
    field = decimal_field(name, 0.0, 0.0, step=_STEP_S, decimals=2, unit=" s")
    field.setPrefix(f"{end} ")
    field.setMinimumWidth(_LEAST_PX)
    field.setToolTip(name)
    field.setKeyboardTracking(False)
    return field
