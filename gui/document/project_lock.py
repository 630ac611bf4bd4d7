"""The lock of an open project, which names its owner; and what tells that its file has changed.

The lock is a hidden file beside the project, or in the cache if that folder is read-only. The
system releases it when its process ends, so a crash leaves no project locked.
"""

import getpass
import hashlib
import os
import socket
from contextlib import suppress
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout
from typing_extensions import override

from engine.config import Folders
from engine.errors import InputError
from engine.storage.real_paths import real_path
from engine.storage.regular_files import read_regular
from engine.storage.values import DamagedValueError, Value, decode, encode
from gui.kit.language import tr

_MODE: Final = 0o644  # readable by others, who are told the owner


class Owner(Value, frozen=True):
    """Who has a project open.

    Attributes:
        user: their user name; empty if they have none.
        host: the name of their computer.
        process: the id of the program's process there.
    """

    user: str
    host: str
    process: int

    @override
    def __str__(self) -> str:
        return tr(
            "{user} on {host} (process {process})",
            user=self.user or tr("unknown user"),
            host=self.host,
            process=self.process,
        )


class ProjectInUseError(InputError):
    """A project is open in another window.

    Attributes:
        owner: who has it open; None if that cannot be read.
    """

    def __init__(self, project: Path, owner: Owner | None) -> None:
        name = project.name
        if owner is None:
            message = tr("{name} is open in another window.", name=name)
        else:
            message = tr("{name} is open in another window: {owner}.", name=name, owner=owner)
        super().__init__(message, hint=tr("Save under another name."))
        self.owner = owner


class ProjectLock:
    """The lock of one project, held from `acquire` to `release`.

    Raises:
        ProjectInUseError: if another window holds it, unless it is to be taken over.
        OSError: if there can be no lock, as on a file system without them.
    """

    def __init__(self, project: Path, *, take_over: bool = False) -> None:
        self.project = project
        self._file = lock_file(project)
        self._file.parent.mkdir(parents=True, exist_ok=True)
        if take_over:
            self._file.unlink(missing_ok=True)  # its owner notices that another file lies there
        self._lock = FileLock(self._file, timeout=0, mode=_MODE, thread_local=False)
        try:
            self._lock.acquire()
        except Timeout as error:
            raise ProjectInUseError(project, read_owner(project)) from error
        except PermissionError as error:  # another user's lock cannot even be tried
            if owner := read_owner(project):
                raise ProjectInUseError(project, owner) from error
            raise
        self._file.write_bytes(encode(_this_owner()) + b"\n")
        self._state = self._file.stat()

    @property
    def is_held(self) -> bool:
        """Whether no other window has taken it over."""
        try:
            return os.path.samestat(self._file.stat(), self._state)
        except OSError:
            return False

    def release(self) -> None:
        """Release the lock and remove its file, unless that is another window's now."""
        if self.is_held:
            with suppress(OSError):  # Windows removes no open file
                self._file.unlink(missing_ok=True)
        self._lock.release()


def lock_file(project: Path) -> Path:
    """Where the lock of a project is."""
    project = real_path(project)
    if os.access(project.parent, os.W_OK):
        return project.with_name(f".{project.name}.lock")
    name = hashlib.sha256(os.fsencode(project)).hexdigest()[:32]
    return Folders.current().cache / "locks" / f"{name}.lock"


def read_owner(project: Path) -> Owner | None:
    """The owner that the lock of a project names; None if it names none."""
    try:
        return decode(Owner, read_regular(lock_file(project)), "lock")
    except (OSError, DamagedValueError):
        return None


def file_digest(path: Path) -> str:
    """Hash of a whole project file, hexadecimal; empty if it cannot be read."""
    try:
        return hashlib.sha256(read_regular(path)).hexdigest()
    except OSError:
        return ""


def _this_owner() -> Owner:
    try:
        user = getpass.getuser()
    except (KeyError, OSError):  # an account without a name, as in containers
        user = ""
    return Owner(user, socket.gethostname(), os.getpid())
