"""Put the program into the desktop's menu, so that it starts without a terminal.

On Linux this is a .desktop file (Desktop Entry Specification 1.5), which also offers the program
for videos, and the type of a project (Shared MIME-info Database 0.21), which the program opens. The
start menu of Windows and the applications folder of macOS are written after their documentation and
were never tried on these systems.
"""

import plistlib
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import platformdirs

from engine.config import APP_NAME, RESOURCES
from engine.errors import TargetError, reason_of
from engine.phrases import Phrase
from engine.storage.atomic import write_atomic

TITLE: Final = "VarietySound Studio"
_COMMAND: Final = (sys.executable, str(RESOURCES.parent / "main.py"))
_ICON: Final = RESOURCES / "icons" / "varietysound.svg"
_PROJECT: Final = f"application/x-{APP_NAME}-project"
_KINDS: Final = (
    _PROJECT,
    "video/mp4",
    "video/quicktime",
    "video/x-matroska",
    "video/webm",
    "video/x-msvideo",
)
_COMMENT: Final = "Dub silent video with the timbre of any sound"
_PROJECT_TYPE: Final = f"""<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="{_PROJECT}">
    <sub-class-of type="application/json"/>
    <comment>{TITLE} project</comment>
    <comment xml:lang="de">{TITLE}-Projekt</comment>
    <glob pattern="*.{APP_NAME}"/>
  </mime-type>
</mime-info>
"""
_RESERVED: Final = '"`$\\'


def install_launcher(system: str = sys.platform, command: Sequence[str] = _COMMAND) -> Path:
    """Write the launcher of this user and return its path; an older one is replaced.

    `system` is as `sys.platform` names it.

    Raises:
        TargetError: it cannot be written.
    """
    try:
        if system == "win32":
            return _start_menu(command)
        if system == "darwin":
            return _application(command)
        return _desktop_entry(command)
    except (OSError, subprocess.CalledProcessError) as error:
        refused = Phrase("PowerShell refused it")
        reason = reason_of(error) if isinstance(error, OSError) else refused
        raise TargetError(
            "The launcher could not be written: {reason}.",
            hint="Check that you may write to your own folders.",
            reason=reason,
        ) from error


def _desktop_entry(command: Sequence[str]) -> Path:
    data = platformdirs.user_data_path()
    path = data / "applications" / f"{APP_NAME}.desktop"
    lines = (
        "[Desktop Entry]",
        "Type=Application",
        f"Name={TITLE}",
        f"Comment={_COMMENT}",
        f"Exec={' '.join(map(_quoted, command))} %f",
        f"Icon={_ICON}",
        "Terminal=false",
        "Categories=AudioVideo;AudioVideoEditing;",
        f"MimeType={';'.join(_KINDS)};",
        "",
    )
    _write(path, "\n".join(lines))
    _write(data / "mime" / "packages" / f"{APP_NAME}.xml", _PROJECT_TYPE)
    _update("update-mime-database", data / "mime")
    _update("update-desktop-database", data / "applications")
    return path


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomic(path, text.encode())


def _update(program: str, folder: Path) -> None:
    """Let the desktop read a folder again; one that has no such program reads it by itself."""
    found = shutil.which(program)
    if found is not None:
        subprocess.run([found, str(folder)], check=False, capture_output=True)


def _quoted(word: str) -> str:
    """A word of an Exec line; backslashes are escaped twice, as every string value is."""
    escaped = "".join(f"\\{mark}" if mark in _RESERVED else mark for mark in word)
    return '"' + escaped.replace("\\", "\\\\").replace("%", "%%") + '"'


def _start_menu(command: Sequence[str]) -> Path:
    """A shortcut in the start menu, made by PowerShell. Untested."""
    programs = Path.home() / "AppData/Roaming/Microsoft/Windows/Start Menu/Programs"
    path = programs / f"{TITLE}.lnk"
    words = (
        "$s = (New-Object -ComObject WScript.Shell).CreateShortcut($args[0]);",
        "$s.TargetPath = $args[1]; $s.Arguments = $args[2]; $s.Save()",
    )
    program, script = command[0], subprocess.list2cmdline(command[1:])
    shell = ("powershell", "-NoProfile", "-Command", f"& {{ {' '.join(words)} }}")
    arguments = [f"'{each.replace(chr(39), 2 * chr(39))}'" for each in (str(path), program, script)]
    subprocess.run([*shell, *arguments], check=True, capture_output=True)
    return path


def _application(command: Sequence[str]) -> Path:
    """A bundle in the user's applications folder. Untested."""
    path = Path.home() / "Applications" / f"{TITLE}.app"
    program = path / "Contents/MacOS" / APP_NAME
    _write(program, f'#!/bin/sh\nexec {shlex.join(command)} "$@"\n')
    program.chmod(0o755)
    info = {
        "CFBundleName": TITLE,
        "CFBundleIdentifier": f"studio.{APP_NAME}",
        "CFBundleExecutable": APP_NAME,
        "CFBundlePackageType": "APPL",
    }
    _write(path / "Contents/Info.plist", plistlib.dumps(info).decode())
    return path
