"""The system packages that the program needs, read from the list that the scripts install from."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from typing import Final, Literal, cast

from engine.config import RESOURCES

Need = Literal["window", "sound", "scenes", "tests"]
PROGRAM: Final[tuple[Need, ...]] = ("window", "sound", "scenes")  # OpenCV needs the same as Qt
_LIST: Final = RESOURCES / "system-packages.txt"
_NOT_FOUND: Final = re.compile(r"([\w.+-]+\.so[.\d]*): cannot open shared object file")


@dataclass(frozen=True, slots=True)
class SystemPackage:
    """One row of the list.

    Attributes:
        name: the Debian and Ubuntu package.
        file: the shared library or the command that it provides, on any system.
        need: the part of the program that needs it.
    """

    name: str
    file: str
    need: Need


def read_packages() -> tuple[SystemPackage, ...]:
    """All rows of the list, in order."""
    rows = [line.split() for line in _LIST.read_text(encoding="utf-8").splitlines()]
    return tuple(
        SystemPackage(row[0], row[1], cast("Need", row[2]))
        for row in rows
        if row and not row[0].startswith("#")
    )


def install_line(*needs: Need) -> str:
    """The command that installs what these parts of the program need and this system lacks.

    Without apt-get, it names the libraries, as other systems name the packages differently.
    """
    wanted = [package for package in read_packages() if package.need in needs]
    libraries = installed_libraries()
    absent = [package for package in wanted if package.file not in libraries]
    absent = absent or wanted  # all are present, and yet one cannot be loaded
    if shutil.which("apt-get"):
        return f"apt-get install {' '.join(package.name for package in absent)}"
    files = ", ".join(package.file for package in absent)
    return f"install with the system's package manager: {files}"


def installed_libraries() -> frozenset[str]:
    """Names of the shared libraries that the system's loader finds; empty if unknown."""
    ldconfig = shutil.which("ldconfig", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if ldconfig is None:
        return frozenset()
    said = subprocess.run([ldconfig, "-p"], capture_output=True, text=True, check=False).stdout
    return frozenset(line.split()[0] for line in said.splitlines() if " => " in line)


def missing_library(error: BaseException) -> str:
    """Explain how to fix an error about a missing shared library.

    Returns:
        One sentence with the command that installs it; empty for any other error.
    """
    found = _NOT_FOUND.search(str(error)) if isinstance(error, ImportError | OSError) else None
    if found is None:
        return ""
    return f"The system library {found[1]} is missing. Fix: {install_line(*PROGRAM)}"
