"""What every part of the window is handed: one of each, made once by the main window."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gui.commands.actions import ActionRegistry
from gui.document.document import Document
from gui.kit.banners import Banners
from gui.kit.errors import Errors
from gui.kit.workers import Runner
from gui.settings import Settings

if TYPE_CHECKING:
    from gui.document.project_files import ProjectFiles


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
