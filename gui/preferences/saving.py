"""How unsaved work is kept."""

from typing import Final

from typing_extensions import override

from gui.document import autosave
from gui.kit.language import counted, mark, tr
from gui.kit.widgets import choice, push_button
from gui.preferences.folders import open_folder
from gui.preferences.section import Section, fact
from gui.settings import Remembered, Settings

_PERIODS_S: Final = (
    (1.5, mark("Within two seconds of each change")),
    (15.0, mark("Every 15 seconds")),
    (60.0, mark("Every minute")),
    (300.0, mark("Every 5 minutes")),
)


class SavingSection(Section):
    """How often work is copied as it changes, and where the copies lie."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(
            tr(
                "Unsaved work is copied as it changes, and a take as soon as it is made. After a"
                " crash the next start offers the newest copy. A copy never replaces your project;"
                " saving or discarding the work removes it."
            )
        )
        self._settings = settings
        self.period = choice(tr("Copied"), ((tr(text), seconds) for seconds, text in _PERIODS_S))
        self._show()
        self.period.activated.connect(lambda _: self._keep())
        self.form.addRow(tr("Copied"), self.period)
        kept = counted(
            "the last copy of each project",
            "the last {n} copies of each project",
            autosave.GENERATIONS,
        )
        self.form.addRow(tr("Kept"), fact(kept))
        self.form.addRow(tr("Folder"), fact(str(autosave.folder())))
        self.form.addRow("", push_button(tr("Open folder"), lambda: open_folder(autosave.folder())))

    @override
    def reset(self) -> None:
        self._settings.autosave_s = Remembered().autosave_s
        self._show()

    def _keep(self) -> None:
        self._settings.autosave_s = self.period.currentData()

    def _show(self) -> None:
        """Select the kept period, or the next longer one."""
        kept_s = self._settings.autosave_s
        longer = (n for n, (seconds, _) in enumerate(_PERIODS_S) if seconds >= kept_s)
        self.period.setCurrentIndex(next(longer, len(_PERIODS_S) - 1))
