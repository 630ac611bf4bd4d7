"""What every part of the window is handed: one of each, made once by the main window."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gui.actions import ActionRegistry
from gui.banners import Banners
from gui.document.document import Document
from gui.errors import Errors
from gui.settings import Settings
from gui.workers import Runner

if TYPE_CHECKING:
    from gui.project_files import ProjectFiles


@dataclass(frozen=True, slots=True)
class Services:
    """The shared parts of the window.

    Attributes:
        document: the open project.
        actions: the commands.
        settings: what is remembered between sessions.
        banners: the notices at the top.
        errors: shows failures.
        runner: work beside the GUI thread.
        files: opens and saves.
    """

    document: Document
    actions: ActionRegistry
    settings: Settings
    banners: Banners
    errors: Errors
    runner: Runner
    files: "ProjectFiles"
