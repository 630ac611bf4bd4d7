import pytest

import main
from engine.machine import system_packages
from engine.machine.system_packages import install_line, missing_library, read_packages

NO_LIBRARY = "libxcb.so.1: cannot open shared object file: No such file or directory"


@pytest.fixture
def debian(monkeypatch):
    monkeypatch.setattr(system_packages.shutil, "which", lambda name: f"/usr/bin/{name}")


@pytest.fixture
def fedora(monkeypatch):
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
