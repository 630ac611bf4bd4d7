"""What works on this machine and what is missing, with the exact line that mends it.

Nothing is imported into this process that could abort it: libraries that may be broken (Qt's
platform plugin, CUDA) are tried in a child process or by looking for their files.
"""

import importlib.metadata
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from engine.config import RESOURCES, Folders

Status = Literal["ok", "missing", "optional"]

# Debian's names, without which a fresh system fails in turn (the window, Xvfb-free).
QT_PACKAGES: Final = (
    "libglib2.0-0 libgl1 libegl1 libxkbcommon0 libfontconfig1 libdbus-1-3 libxcb-cursor0 "
    "libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0"
)
AUDIO_PACKAGES: Final = "libportaudio2 libpulse0 libxrandr2"
_CHILD_LIMIT_S: Final = 60.0  # the first import of torch from a cold disk takes several seconds
_LEAST_FREE_BYTES: Final = 1 << 30
_TRY_DEVICE: Final = """
from engine.machine.device import choose_device
from engine.progress import JobContext
context = JobContext()
device = choose_device("auto", context)
print(device, "-", " ".join(context.notes) or "ready")
"""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        name: what was looked at.
        status: `ok`, `missing` (dubbing does not work) or `optional` (some other part does not).
        detail: what was found, in a few words.
        mend: the line that mends it; empty where there is nothing to mend.
    """

    name: str
    status: Status
    detail: str
    mend: str = ""


def examine() -> Iterator[Finding]:
    """Look at everything in turn; each finding comes as soon as it is known."""
    for check in (_python, _packages, _codecs, _device, _vocoder_and_models, _folders, _samples):
        yield from check()
    for optional in (_portaudio, _qt_platform):
        yield from optional()


def _run(code: str, *arguments: str) -> tuple[bool, str]:
    """Run a line of Python in a child; whether it went well, and what it said last."""
    try:
        child = subprocess.run(
            [sys.executable, "-c", code, *arguments],
            capture_output=True,
            text=True,
            timeout=_CHILD_LIMIT_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False, f"no answer within {_CHILD_LIMIT_S:.0f} s"
    lines = (child.stdout if child.returncode == 0 else child.stderr).strip().splitlines()
    return child.returncode == 0, lines[-1] if lines else f"exit code {child.returncode}"


def _python() -> Iterator[Finding]:
    detail = f"{platform.python_version()} on {platform.system()} {platform.machine()}"
    yield Finding("Python", "ok", detail)


def _packages() -> Iterator[Finding]:
    needed = {"av": "av", "numpy": "numpy", "opencv-python": "cv2", "scipy": "scipy"}
    needed |= {"soundfile": "soundfile", "torch": "torch", "torchaudio": "torchaudio"}
    for package, module in needed.items():
        good, said = _run(f"import {module}")
        if good:
            yield Finding(package, "ok", importlib.metadata.version(package))
        else:
            # opencv-python needs the same system libraries as the window.
            mend = f"apt-get install {QT_PACKAGES}" if module == "cv2" else "uv sync"
            yield Finding(package, "missing", said, mend)


def _codecs() -> Iterator[Finding]:
    if importlib.util.find_spec("av") is None:
        return
    code = (
        "import av; print(' '.join(sorted({'aac','flac','libopus','h264'} - av.codecs_available)))"
    )
    good, said = _run(code)
    absent = said if good and not said.startswith("exit code") else ""
    if good and not absent:
        yield Finding("codecs", "ok", "H.264, AAC, FLAC, Opus")
    elif good:
        yield Finding(
            "codecs",
            "missing",
            f"PyAV was built without {absent}",
            "uv sync --reinstall-package av",
        )


def _device() -> Iterator[Finding]:
    good, said = _run(_TRY_DEVICE)
    if good and said.startswith("cuda"):
        yield Finding("GPU", "ok", said)
    else:
        mend = "for a CUDA GPU: install its NVIDIA driver; without one the CPU does everything"
        yield Finding("GPU", "optional", said.removeprefix("cpu - ready") or "none", mend)


def _vocoder_and_models() -> Iterator[Finding]:
    from engine.storage.model_files import IMPORT_LINE, Kind, installed

    instead: dict[Kind, str] = {"generator": "the grains engine", "vocoder": "Griffin-Lim"}
    for kind, without in instead.items():
        names = [entry.name for entry in installed(kind)]
        if names:
            yield Finding(kind, "ok", ", ".join(names))
        else:
            detail = f"none installed; dub uses {without}"
            yield Finding(kind, "optional", detail, IMPORT_LINE)


def _folders() -> Iterator[Finding]:
    folders = Folders.current()
    places = {
        "cache": folders.cache,
        "models": folders.models,
        "settings": folders.settings,
        "logs": folders.logs,
        "temporary files": Path(tempfile.gettempdir()),
    }
    for name, folder in places.items():
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                free_bytes = shutil.disk_usage(folder).free
        except OSError as error:
            # Only temporary files are needed for a dub: it goes on without a cache.
            status: Status = "missing" if name == "temporary files" else "optional"
            mend = f"chmod u+rwx '{folder}', or set VARIETYSOUND_HOME to a folder of yours"
            yield Finding(f"{name} folder", status, f"{folder}: {error.strerror}", mend)
            continue
        detail = f"{folder}, {free_bytes / 2**30:.1f} GiB free"
        if free_bytes < _LEAST_FREE_BYTES:
            yield Finding(f"{name} folder", "optional", detail, "free some disk space")
        else:
            yield Finding(f"{name} folder", "ok", detail)


def _samples() -> Iterator[Finding]:
    samples = RESOURCES / "samples"
    if any(samples.glob("*.mp4")):
        yield Finding("sample clips", "ok", str(samples))
    else:
        yield Finding("sample clips", "optional", "not here", "git checkout -- resources")


def _portaudio() -> Iterator[Finding]:
    good, said = _run("import sounddevice; print(len(sounddevice.query_devices()), 'devices')")
    if good:
        yield Finding("PortAudio", "ok", said)
    else:
        yield Finding("PortAudio", "optional", said, f"apt-get install {AUDIO_PACKAGES}")


def _qt_platform() -> Iterator[Finding]:
    mend = f"apt-get install {QT_PACKAGES}"
    spec = importlib.util.find_spec("PySide6")
    if spec is None or spec.origin is None:
        yield Finding("Qt", "optional", "PySide6 is not installed", "uv sync")
        return
    plugins = Path(spec.origin).parent / "Qt" / "plugins" / "platforms"
    libraries = sorted(plugins.glob("libqxcb.*")) if sys.platform == "linux" else []
    broken = next(filter(None, map(_loading_error, libraries)), "")
    if broken:
        yield Finding("Qt platform", "optional", broken, mend)
    elif sys.platform == "linux" and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    ):
        detail = "libraries complete, but there is no display"
        yield Finding("Qt platform", "optional", detail, "start from a desktop session")
    else:
        yield Finding("Qt platform", "ok", "ready")


def _loading_error(library: Path) -> str:
    """What the loader says of a shared library; empty where it loads."""
    good, said = _run("import ctypes, sys; ctypes.CDLL(sys.argv[1])", str(library))
    return "" if good else said.removeprefix("OSError: ")
