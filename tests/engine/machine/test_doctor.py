import json

import pytest

import main
from engine.machine import doctor, system_packages
from engine.machine.doctor import Finding, examine


@pytest.fixture
def quick(monkeypatch):
    """Answer for the child processes, which take seconds each, on a bare Debian."""
    monkeypatch.setattr(system_packages.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(system_packages, "installed_libraries", frozenset)

    def set_answer(answer):
        monkeypatch.setattr(doctor, "run_python", answer)

    set_answer(lambda code, *_: (True, "" if "codecs_available" in code else "cpu - ready"))
    return set_answer


def by_name():
    return {finding.name: finding for finding in examine()}


def test_a_machine_without_a_gpu_and_models_can_dub(quick, capsys):
    assert main.main(["doctor"]) == 0
    said = capsys.readouterr().out
    assert "dub works here." in said
    assert by_name()["GPU"].status == "optional"
    assert "the grains engine" in by_name()["generator"].detail


def test_a_missing_library_comes_with_the_line_that_fixes_it(quick, capsys):
    def answer(code, *_arguments):
        if "cv2" in code:
            return False, "ImportError: libGL.so.1: cannot open shared object file"
        return True, "" if "codecs_available" in code else "cpu - ready"

    quick(answer)
    assert main.main(["doctor", "--json"]) == 4
    said = json.loads(capsys.readouterr().out)
    assert not said["works"]
    broken = [Finding(**each) for each in said["findings"] if each["status"] == "missing"]
    assert [each.name for each in broken] == ["opencv-python"]
    assert "libgl1" in broken[0].fix
    assert broken[0].fix.startswith("apt-get install ")


def test_missing_portaudio_and_codecs_are_told_apart_by_what_needs_them(quick):
    def answer(code, *_arguments):
        if "sounddevice" in code:
            return False, "OSError: PortAudio library not found"
        return True, "libopus" if "codecs_available" in code else "cpu - ready"

    quick(answer)
    found = by_name()
    assert (found["PortAudio"].status, found["PortAudio"].fix) == (
        "optional",
        "apt-get install libportaudio2 libpulse0 libxrandr2",
    )
    assert found["codecs"].status == "missing"


def test_a_folder_that_cannot_be_written_is_named(quick, own_home):
    (own_home / "cache").write_text("a file where a folder should be")
    finding = by_name()["cache folder"]
    assert finding.status == "optional"
    assert str(own_home / "cache") in finding.detail


def test_a_check_finds_the_program_from_any_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert doctor.run_python("import engine.config; print('found')") == (True, "found")
