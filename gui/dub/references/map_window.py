"""The window of the timbre map, beside the list of references."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QWidget
from typing_extensions import override

from engine.project.model import Reference
from gui.dub.references.reference_list import ReferenceModel
from gui.dub.references.timbre_map import TimbreMap
from gui.kit.fields import thin_bar
from gui.kit.labels import ElidedLabel
from gui.kit.language import counted, tr
from gui.kit.layouts import add, vbox
from gui.kit.timers import once
from gui.kit.widgets import faint
from gui.library.timbres import SoundMap, Timbres
from gui.services import Services

Use = Callable[[Reference], object]
_SIZE: Final = (640, 560)
_STEPS: Final = 1000  # of the bar
_PAUSE_MS: Final = 200  # merges the keys of a search


class MapWindow(QDialog):
    """Lays out the sounds that the list shows, and follows its place and its search.

    Args:
        model: the list.
        services: the command that opens and closes it, and what measures the sounds.
        hear: selects a sound in the list and plays it.
        use: dubs with a sound.
        parent: the list's panel.
    """

    def __init__(
        self, model: ReferenceModel, services: Services, hear: Use, use: Use, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Timbre map"))
        self.resize(*_SIZE)
        self._model = model
        self._panel = parent
        self._selected: Reference | None = None  # in the list
        self._timbres = Timbres(services.runner)
        self.map = TimbreMap()
        self.says = faint("")
        self.like = ElidedLabel(Qt.TextElideMode.ElideMiddle)
        self.bar = thin_bar(tr("Sounds measured"), _STEPS)
        self.bar.hide()
        add(vbox(self, margins=12, spacing=8), self.says, self.bar, (self.map, 1), self.like)
        self._soon = once(self, _PAUSE_MS, self._measure)
        model.modelReset.connect(self._on_reset)
        self.map.chosen.connect(hear)
        self.map.used.connect(use)
        self._action = services.actions["timbre_map"]
        services.actions.bind(timbre_map=self.toggle)
        services.document.clips_changed.connect(self.close)

    @Slot()
    def toggle(self) -> None:
        """Show it to the right of the list, or close it."""
        if self.isVisible():
            self.close()
        else:
            self.move(self._panel.mapToGlobal(self._panel.rect().topRight()))
            self.show()
            self.map.setFocus()

    def select(self, reference: Reference | None) -> None:
        """Show which sound is selected in the list."""
        self._selected = reference
        if reference is not None:
            self.map.select(reference.id)
            self._show_like()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._action.setChecked(True)
        self._measure()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._action.setChecked(self.isVisible())  # still visible while the window is minimised
        self._soon.stop()
        self._timbres.stop()

    @Slot()
    def _on_reset(self) -> None:
        if self.isVisible():
            self._soon.start()

    @Slot()
    def _measure(self) -> None:
        self.says.setText(tr("Listening to the sounds…"))

        def found(sounds: SoundMap, share: float) -> None:
            self.bar.setValue(round(_STEPS * share))
            self.bar.setVisible(share < 1.0)
            self.map.show_sounds(sounds)
            self.select(self._selected)
            self._show_count()
            self._show_like()

        self._timbres.measure(list(self._model.items), found=found)

    def _show_count(self) -> None:
        text = counted(
            "{n} sound. Click to hear it, double-click to dub with it.",
            "{n} sounds, like ones side by side. Click one to hear it, double-click it to dub with"
            " it; those that the library holds twice have a rim.",
            len(self.map.items),
        )
        self.says.setText(text if self.map.items else tr("No sounds here."))

    @Slot()
    def _show_like(self) -> None:
        names = ", ".join(each.name for each in self.map.like_current())
        self.like.setText(tr("Most like it: {names}", names=names) if names else " ")
