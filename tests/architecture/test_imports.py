"""What an import may load, seen in a fresh interpreter."""

import subprocess
import sys
from pathlib import Path

from tests.programs import modules_loaded_by, printed_by

ROOT = Path(__file__).resolve().parent.parent.parent
WINDOW_MODULES = [
    "engine.config",
    "engine.errors",
    "engine.events.event",
    "engine.events.sound",
    "engine.media.audio",
    "engine.media.frames",
    "engine.media.mux",
    "engine.media.probe",
    "engine.mel.spectrogram",
    "engine.metrics.loudness",
    "engine.model_files.model_file",
    "engine.progress",
    "engine.storage.timecode",
]


def test_what_the_window_imports_loads_neither_torch_nor_cv2() -> None:
    printed_by(
        "import importlib, sys\n"
        f"for module in {WINDOW_MODULES}:\n"
        "    importlib.import_module(module)\n"
        "    heavy = {'torch', 'torchaudio', 'cv2', 'PySide6'} & set(sys.modules)\n"
        "    assert not heavy, f'{module} loads {heavy}'\n"
    )


def test_the_entry_point_loads_nothing_heavy_before_it_knows_the_command() -> None:
    loaded = modules_loaded_by("import main")
    assert not loaded & {"torch", "cv2", "PySide6", "numpy", "av", "scipy"}


def test_importing_prints_nothing_and_sets_no_environment() -> None:
    code = (
        "import os; before = dict(os.environ); import engine.dubbing.dub;"
        "assert dict(os.environ) == before, 'the environment changed'"
    )
    child = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert (child.returncode, child.stdout, child.stderr) == (0, "", "")
