"""The command "Find missing media", and the notice of what is missing."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from engine.progress import JobContext
from gui.document.lost_media import Found, LostFile, damaged_files, find, lost_files
from gui.file_questions import ask_file
from gui.kit.banners import Button
from gui.kit.language import counted, tr
from gui.kit.questions import ask
from gui.services import Services

_NOTICE: Final = "missing"
_PROBLEM: Final = "relink"  # key of the notice that the search failed
_MOST_NAMED: Final = 6  # different files that a question names


class RelinkCommands(QObject):
    """Asks where missing or damaged media are and relinks all that are found there."""

    def __init__(self, services: Services, window: QWidget) -> None:
        super().__init__(window)
        self._services = services
        self._window = window
        self._document = services.document
        self._is_told = False  # the notice is shown
        services.actions.bind(relink=self.relink)
        self._document.clips_changed.connect(self._tell_again)
        self._document.references_changed.connect(self._tell_again)

    @Slot()
    def relink(self) -> None:
        """Ask where one missing file is and find the others from there; else a damaged one."""
        lost = lost_files(self._document.project)
        if lost:
            self._ask_for(lost)
            return
        self.tell_missing()
        project = self._document.project
        self._services.runner.start(
            lambda context: damaged_files(project, context),
            done=self._ask_for,
            failed=self._services.errors.present,
        )

    def _ask_for(self, lost: list[LostFile]) -> None:
        if not lost:
            self._services.banners.show_banner("relink", tr("No missing media."), seconds=4)
            return
        chosen = lost[0]
        title = tr("Find {name}", name=chosen.file.path.name)
        path = ask_file(self._window, self._services.settings, title, tr("All files (*)"))
        if path is not None:
            self._search(lost, chosen, path)
        else:
            self.tell_missing()

    @Slot()
    def tell_missing(self) -> None:
        """Show which media files are missing, with a button to find them."""
        lost = lost_files(self._document.project)
        banners = self._services.banners
        banners.close_banner(_NOTICE)
        self._is_told = bool(lost)
        if lost:
            banners.show_banner(
                _NOTICE,
                _missing_text([each.file.path.name for each in lost]),
                level="warning",
                buttons=(Button(tr("Find…"), self.relink),),
            )

    def _search(self, lost: list[LostFile], chosen: LostFile, path: Path) -> None:
        project_id = self._document.project.id

        def work(context: JobContext) -> list[Found]:
            return find(lost, chosen, path, context)

        def done(found: list[Found]) -> None:
            if self._document.project.id == project_id:
                self._use(found)

        def failed(error: Exception) -> None:
            find_again = Button(tr("Find…"), self.relink)
            self._services.errors.present(error, buttons=(find_again,), key=_PROBLEM)
            self.tell_missing()

        self._services.runner.start(work, done=done, failed=failed)

    def _use(self, found: list[Found]) -> None:
        """Relink what was found, asking once about all files that differ."""
        same = [each for each in found if not each.difference]
        if len(same) < len(found):
            differences = [each.difference for each in found if each.difference]
            shown = "\n".join(differences[:_MOST_NAMED])
            more = len(differences) - _MOST_NAMED
            text = f"{shown}\n{_more_text(more)}" if more > 0 else shown
            anyway, same_only = tr("Use anyway"), tr("Use identical files only")
            choices = (anyway, same_only) if same else (anyway,)
            answer = ask(self._window, tr("Use different files?"), text, choices)
            if answer != anyway:
                found = same if answer == same_only else []
        self._services.errors.solved(_PROBLEM)
        if found:
            self._document.relink({each.lost.path: each.file for each in found})
        self.tell_missing()
        if not self._is_told:
            self._services.banners.show_banner("relink", tr("All media found."), seconds=4)

    @Slot()
    def _tell_again(self) -> None:
        """Keep the notice true while clips and references come and go."""
        if self._is_told:
            self.tell_missing()


def _missing_text(names: list[str]) -> str:
    if len(names) == 1:
        return tr("Missing media: {name}. You can still work on the project.", name=names[0])
    return counted(
        "Missing media: {name} and {n} more. You can still work on the project.",
        "Missing media: {name} and {n} more. You can still work on the project.",
        len(names) - 1,
        name=names[0],
    )


def _more_text(count: int) -> str:
    return counted("So is {n} more file.", "So are {n} more files.", count)
