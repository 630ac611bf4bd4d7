"""How unsaved work is kept."""

from gui.document import autosave
from gui.kit.language import counted, tr
from gui.kit.widgets import push_button
from gui.preferences.folders import open_folder
from gui.preferences.section import Section, fact


class SavingSection(Section):
    """Says how work is copied as it changes; nothing here needs a choice."""

    def __init__(self) -> None:
        super().__init__(
            tr(
                "Unsaved work is copied within two seconds of each change, and a take as soon as"
                " it is made. After a crash the next start offers the newest copy. A copy never"
                " replaces your project; saving or discarding the work removes it."
            )
        )
        kept = counted(
            "the last copy of each project",
            "the last {n} copies of each project",
            autosave.GENERATIONS,
        )
        self.form.addRow(tr("Kept"), fact(kept))
        self.form.addRow(tr("Folder"), fact(str(autosave.folder())))
        self.form.addRow("", push_button(tr("Open folder"), lambda: open_folder(autosave.folder())))
