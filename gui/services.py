"""Objects shared by all parts of the window; created once by the main window."""

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
    """Objects shared by all parts of the window.

    Attributes:
        document: the open project.
        actions: the commands.
        settings: kept between sessions.
        banners: notices at the top of the window.
        errors: shows failures.
        runner: runs work in background threads.
        files: opens and saves files.
    """

    document: Document
    actions: ActionRegistry
    settings: Settings
    banners: Banners
    errors: Errors
    runner: Runner
    files: "ProjectFiles"
