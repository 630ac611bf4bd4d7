"""Check what works on this machine and what is missing, with the exact command that fixes it.

Nothing is imported into this process that could abort it: libraries that may be broken (Qt's
platform plugin, CUDA) are tried in a child process or checked by their files.
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
from engine.machine.system_packages import install_line

Status = Literal["ok", "missing", "optional"]

_CHILD_LIMIT_S: Final = 60.0  # the first import of torch from a cold disk takes several seconds
_LEAST_FREE_BYTES: Final = 1 << 30
_TRY_DEVICE: Final = """
from engine.machine.device import choose_device
from engine.progress import JobContext
context = JobContext()
device = choose_device("auto", context)
print(device, "-", " ".join(map(str, context.notes)) or "ready")
"""


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of one check.

    Attributes:
        name: what was checked.
        status: `ok`, `missing` (dubbing does not work) or `optional` (another feature does not).
        detail: what was found, in a few words.
        fix: the command that fixes it; empty if nothing needs fixing.
    """

    name: str
    status: Status
    detail: str
    fix: str = ""


def examine() -> Iterator[Finding]:
    """Run all checks in turn; yield each finding as soon as it is known."""
    needed = (_python, _packages, _codecs, _device, _vocoder_and_models, _folders, _samples)
    for check in (*needed, _portaudio, _qt_platform):
        yield from check()


def run_python(code: str, *arguments: str) -> tuple[bool, str]:
    """Run a line of Python in a child; return whether it succeeded, and its last output line."""
    try:
        child = subprocess.run(
            [sys.executable, "-c", code, *arguments],
            cwd=RESOURCES.parent,  # where it finds this package, whatever folder we work in
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
    needed = {"av": "av", "numpy": "numpy", "opencv-python": "cv2"}
    needed |= {"soundfile": "soundfile", "torch": "torch", "torchaudio": "torchaudio"}
    # Together first: torchaudio imports torch, which takes the longest, a second time.
    all_good, _ = run_python(f"import {', '.join(needed.values())}")
    for package, module in needed.items():
        good, said = (True, "") if all_good else run_python(f"import {module}")
        if good:
            yield Finding(package, "ok", importlib.metadata.version(package))
        else:
            # opencv-python needs the same system libraries as the window.
            fix = install_line("window") if module == "cv2" else "uv sync"
            yield Finding(package, "missing", said, fix)


def _codecs() -> Iterator[Finding]:
    if importlib.util.find_spec("av") is None:
        return
    code = (
        "import av; print(' '.join(sorted({'aac','flac','libopus','h264'} - av.codecs_available)))"
    )
    good, said = run_python(code)
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
    good, said = run_python(_TRY_DEVICE)
    if good and said.startswith("cuda"):
        yield Finding("GPU", "ok", said)
    else:
        fix = "for a CUDA GPU, install its NVIDIA driver; without one, everything runs on the CPU"
        yield Finding("GPU", "optional", said.removeprefix("cpu - ready") or "none", fix)


def _vocoder_and_models() -> Iterator[Finding]:
    from engine.model_files.model_file import IMPORT_LINE, Kind, installed

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
            # A dub only needs temporary files: it also runs without a cache.
            status: Status = "missing" if name == "temporary files" else "optional"
            fix = f"chmod u+rwx '{folder}', or set VARIETYSOUND_HOME to a folder of your own"
            yield Finding(f"{name} folder", status, f"{folder}: {error.strerror}", fix)
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
        yield Finding("sample clips", "optional", "missing", "git checkout -- resources")


def _portaudio() -> Iterator[Finding]:
    good, said = run_python(
        "import sounddevice; print(len(sounddevice.query_devices()), 'devices')"
    )
    if good:
        yield Finding("PortAudio", "ok", said)
    else:
        yield Finding("PortAudio", "optional", said, install_line("sound"))


def _qt_platform() -> Iterator[Finding]:
    fix = install_line("window")
    spec = importlib.util.find_spec("PySide6")
    if spec is None or spec.origin is None:
        yield Finding("Qt", "optional", "PySide6 is not installed", "uv sync")
        return
    plugins = Path(spec.origin).parent / "Qt" / "plugins" / "platforms"
    libraries = sorted(plugins.glob("libqxcb.*")) if sys.platform == "linux" else []
    broken = next(filter(None, map(_loading_error, libraries)), "")
    if broken:
        yield Finding("Qt platform", "optional", broken, fix)
    elif sys.platform == "linux" and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    ):
        detail = "libraries complete, but there is no display"
        yield Finding("Qt platform", "optional", detail, "start from a desktop session")
    else:
        yield Finding("Qt platform", "ok", "ready")


def _loading_error(library: Path) -> str:
    """The dynamic loader's error for a shared library; empty if it loads."""
    good, said = run_python("import ctypes, sys; ctypes.CDLL(sys.argv[1])", str(library))
    return "" if good else said.removeprefix("OSError: ")
