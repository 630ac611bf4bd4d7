import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import main
from engine.machine import system_packages
from engine.machine.system_packages import (
    install_line,
    installed_libraries,
    missing_library,
    read_packages,
)

ROOT = Path(__file__).resolve().parents[3]
TEXTS = {"", ".md", ".py", ".sh", ".toml"}
NO_LIBRARY = "libxcb.so.1: cannot open shared object file: No such file or directory"


@pytest.fixture
def debian(monkeypatch):
    """A system with apt-get and none of the libraries."""
    monkeypatch.setattr(system_packages.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(system_packages, "installed_libraries", frozenset)


@pytest.fixture
def fedora(debian, monkeypatch):
    """The same without apt-get."""
    monkeypatch.setattr(system_packages.shutil, "which", lambda _name: None)


@pytest.mark.usefixtures("debian")
@pytest.mark.parametrize("kind", [ImportError, OSError])
def test_a_missing_shared_library_is_explained_by_the_line_that_installs_it(kind):
    exit_code, sentence = main.explain(kind(NO_LIBRARY))
    assert exit_code == 4
    assert sentence.startswith("The system library libxcb.so.1 is missing.")
    assert "apt-get install libglib2.0-0 libgl1 " in sentence
    assert "libportaudio2" in sentence
    assert "xdotool" not in sentence  # only the tests need it


@pytest.mark.usefixtures("fedora")
def test_without_apt_the_libraries_are_named_and_no_package_of_debian():
    _, sentence = main.explain(ImportError(NO_LIBRARY))
    assert "libxcb-cursor.so.0" in sentence
    assert "apt-get" not in sentence
    assert "libxcb-cursor0" not in sentence


@pytest.mark.parametrize(
    "error",
    [
        ImportError("No module named 'cv2'"),
        ImportError("cannot import name 'x' from 'y'"),
        OSError(2, "No such file or directory", "clip.mp4"),
        ValueError(NO_LIBRARY),
    ],
)
def test_other_errors_are_not_taken_for_a_missing_library(error):
    assert missing_library(error) == ""
    assert main.explain(error)[0] == 1


@pytest.mark.usefixtures("debian")
def test_each_part_of_the_program_asks_for_what_it_needs():
    assert install_line("sound") == "apt-get install libportaudio2 libpulse0 libxrandr2"
    assert install_line("scenes") == "apt-get install libosmesa6"
    needs = {package.need for package in read_packages()}
    assert needs == {"window", "sound", "scenes", "tests"}


@pytest.mark.usefixtures("debian")
def test_only_what_is_missing_is_to_be_installed(monkeypatch):
    here = {"libportaudio.so.2", "libXrandr.so.2"}
    monkeypatch.setattr(system_packages, "installed_libraries", lambda: here)
    assert install_line("sound") == "apt-get install libpulse0"
    here.add("libpulse.so.0")  # all are there, and yet something could not be loaded
    assert install_line("sound") == "apt-get install libportaudio2 libpulse0 libxrandr2"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="not Linux")
def test_the_libraries_of_this_system_are_known():
    assert "libc.so.6" in installed_libraries()


def test_the_packages_are_listed_in_one_place_only():
    """No list of its own in the scripts, CI, the documents or the program."""
    libraries = [package.name for package in read_packages() if package.name.startswith("lib")]
    assert len(libraries) > 10
    for path in sorted(texts()):
        text = path.read_text(encoding="utf-8")
        found = [library for library in libraries if library in text]
        assert not found, f"{path.relative_to(ROOT)} names {found}"


def texts() -> Iterator[Path]:
    """What people read and what installs or runs the program, but the list itself."""
    yield from (path for path in ROOT.iterdir() if path.suffix in TEXTS and path.is_file())
    for folder in (".ci", "scripts", "docs", "benchmarks", "engine", "training", "gui"):
        found = (ROOT / folder).rglob("*")
        yield from (path for path in found if path.suffix in TEXTS and path.is_file())
