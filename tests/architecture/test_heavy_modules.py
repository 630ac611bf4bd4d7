"""Which heavy modules each real command may load, as its interpreter tells when it ends.

A module counts as heavy when its import takes more than 5 ms. What a command needs besides numpy
and PyAV comes in with the stage that needs it, so that no other command waits for it. msgspec and
typing_extensions, which it imports, are not listed: they read every command's options.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from engine.config import RESOURCES
from tests.programs import modules_loaded_by

ROOT = Path(__file__).resolve().parents[2]
HEAVY = {
    *("PIL", "PySide6", "av", "cv2", "filelock", "importlib.metadata", "mujoco", "numpy"),
    *("platformdirs", "psutil", "safetensors", "scipy", "sounddevice", "soundfile", "tensorboard"),
    *("torch", "torchaudio", "tqdm"),
}
SAMPLES = RESOURCES / "samples"
CLIP, REFERENCE = SAMPLES / "hammer.mp4", SAMPLES / "metal.flac"

SOUND = {"av", "numpy"}
PICTURE = {"av", "cv2", "numpy"}
FOLDERS = {"platformdirs"}
MODEL_FILES = {"safetensors"}
SOUND_FILE = {"soundfile"}


@pytest.fixture
def loaded_by(tmp_path):
    """The heavy modules that a command has loaded when it ends."""
    report = tmp_path / "loaded.json"
    program = f"""
import atexit, json, pathlib, runpy, sys
def tell():
    loaded = sorted({HEAVY} & sys.modules.keys())
    pathlib.Path({str(report)!r}).write_text(json.dumps(loaded))
atexit.register(tell)
sys.argv[0] = "main.py"
sys.path.insert(0, {str(ROOT)!r})
runpy.run_path({str(ROOT / "main.py")!r}, run_name="__main__")
"""

    def loaded(*words: object, exit_codes: tuple[int, ...] = (0,)) -> set[str]:
        child = subprocess.run(
            [sys.executable, "-c", program, *map(str, words)],
            capture_output=True,
            text=True,
            check=False,
            cwd=tmp_path,
        )
        assert child.returncode in exit_codes, child.stdout + child.stderr
        return set(json.loads(report.read_text()))

    return loaded


@pytest.mark.parametrize(
    "words",
    [
        ["--help"],
        ["dub", "--help"],
        ["render", "--help"],
        ["prepare", "--help"],
        ["train", "--help"],
    ],
)
def test_help_loads_nothing_heavy(loaded_by, words):
    assert loaded_by(*words) == set()


@pytest.mark.parametrize(
    "words", [["duck"], ["dub"], ["dub", "clip.mp4", "--pan", "2"], ["events"], ["mel", "a.wav"]]
)
def test_a_wrong_command_line_loads_nothing_heavy(loaded_by, words):
    assert loaded_by(*words, exit_codes=(2,)) == set()


def test_a_dub_by_grains_loads_opencv_only_to_look_at_a_new_clip(loaded_by):
    words = ["dub", CLIP, "--reference", REFERENCE, "--engine", "grains", "--output", "out.mp4"]
    needed = SOUND | FOLDERS | MODEL_FILES | SOUND_FILE
    assert loaded_by(*words) <= needed | PICTURE
    assert loaded_by(*words, "--overwrite") <= needed


def test_events_load_opencv_for_the_picture_and_nothing_but_pyav_for_the_sound(loaded_by):
    assert loaded_by("events", CLIP) <= PICTURE | FOLDERS | MODEL_FILES
    loaded_by("dub", CLIP, "--reference", REFERENCE, "--engine", "grains", "--output", "out.mp4")
    assert loaded_by("events", "out.mp4", "--from", "sound") <= SOUND | FOLDERS


def test_features_load_opencv_and_no_torch(loaded_by):
    assert (
        loaded_by("features", CLIP, "--output", "features.npy") <= PICTURE | FOLDERS | MODEL_FILES
    )


def test_a_mel_loads_pillow_only_for_a_picture(loaded_by):
    assert loaded_by("mel", REFERENCE, "--output", "mel.npy") <= SOUND | FOLDERS
    assert loaded_by("mel", REFERENCE, "--output", "mel.png") <= SOUND | FOLDERS | {"PIL"}


def test_models_are_listed_without_torch(loaded_by):
    assert loaded_by("models") <= FOLDERS | MODEL_FILES | {"numpy"}


@pytest.mark.slow
@pytest.mark.timeout(240)
def test_the_doctor_tries_heavy_modules_elsewhere_and_finds_that_this_machine_can_dub(loaded_by):
    loaded = loaded_by("doctor")  # 4: something that dub needs is missing on this machine
    assert loaded <= FOLDERS | MODEL_FILES | {"importlib.metadata", "numpy"}


@pytest.mark.timeout(120)
def test_vocoding_loads_torch_and_no_scipy(loaded_by):
    loaded_by("mel", REFERENCE, "--output", "mel.npy")
    loaded = loaded_by("vocode", "mel.npy", "--vocoder", "griffin-lim", "--output", "out.wav")
    assert "torch" in loaded
    assert not loaded & {"PIL", "cv2", "scipy", "torchaudio"}


def test_messages_between_window_and_engine_load_nothing_heavy():
    assert not modules_loaded_by("import engine.host.messages") & HEAVY
