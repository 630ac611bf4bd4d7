"""The field for the strength of the selected events."""

from collections.abc import Collection
from typing import Final

from PySide6.QtWidgets import QDoubleSpinBox
from typing_extensions import override

from gui.document.event_edits import SOFTEST_DB
from gui.kit.language import tr
from gui.kit.widgets import LeavesWheel, padded

_STEP_DB: Final = 1.0
_MIXED: Final = SOFTEST_DB - 1.0  # Qt shows a text in place of the lowest number


class LevelField(LeavesWheel, QDoubleSpinBox):
    """A field for a level in decibels, which says where those of several events differ."""

    def __init__(self) -> None:
        super().__init__()
        padded(self).setAccessibleName(tr("Strength"))
        self.setDecimals(1)
        self.setSingleStep(_STEP_DB)
        self.setSuffix(" dB")
        self.setKeyboardTracking(False)
        self.show_levels({0.0})

    def show_levels(self, levels_db: Collection[float]) -> None:
        """Show the level of all, or that they differ."""
        is_mixed = len({round(level_db, self.decimals()) for level_db in levels_db}) > 1
        self.setSpecialValueText(tr("Mixed") if is_mixed else "")
        self.setRange(_MIXED if is_mixed else SOFTEST_DB, 0.0)
        self.setValue(_MIXED if is_mixed else max(levels_db))

    @override
    def stepEnabled(self) -> QDoubleSpinBox.StepEnabledFlag:
        """None where there is no number to begin with."""
        if self.value() < SOFTEST_DB:
            return QDoubleSpinBox.StepEnabledFlag.StepNone
        return super().stepEnabled()
