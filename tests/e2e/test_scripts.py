"""scripts/run and scripts/test, on machines that lack something or nothing.

The machine is a folder of stand-ins on PATH, so that nothing is installed here. The stand-ins log
how they were called.
"""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from engine.machine.system_packages import read_packages
from tests.e2e.desk import until

ROOT = Path(__file__).resolve().parents[2]
BASH = shutil.which("bash")
TOOLS = ["bash", "dirname", "env", "mktemp"]
PACKAGES = read_packages()

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(
        BASH is None or not sys.platform.startswith("linux"), reason="not Linux with bash"
    ),
]


@dataclass
class Machine:
    """What is installed on a machine, as far as the scripts can see it."""

    folder: Path
    environment: dict[str, str]

    def has(self, name: str, script: str = "") -> None:
        """A command that logs its call and does what the script says."""
        self.has_silent(name, f'echo "{name} $*" >> "$LOG"\n{script}')

    def has_silent(self, name: str, script: str) -> None:
        program = self.folder / "bin" / name
        program.unlink(missing_ok=True)
        program.write_text(f"#!{BASH}\n{script}\n")
        program.chmod(0o755)

    def lacks(self, *names: str) -> None:
        """Shared libraries and commands that are not there."""
        files = [package.file for package in PACKAGES if package.file not in names]
        lines = [f"\t{file} (libc6,x86-64) => /usr/lib/{file}" for file in files]
        (self.folder / "libraries").write_text("\n".join([*lines, ""]))
        for name in names:
            (self.folder / "bin" / name).unlink(missing_ok=True)

    def start(self, script: str, *words: object, cwd: Path = ROOT) -> subprocess.CompletedProcess:
        command = [BASH, ROOT / "scripts" / script, *words]
        return subprocess.run(
            [str(word) for word in command],
            env=self.environment,
            cwd=cwd,
            capture_output=True,
            text=True,
            check=False,
        )

    def calls(self) -> list[str]:
        """All calls in their order, but those that only look."""
        log = self.folder / "log"
        lines = log.read_text().splitlines() if log.exists() else []
        return [line for line in lines if "--simulate" not in line]


@pytest.fixture
def machine(tmp_path) -> Machine:
    """A Debian on which everything is installed."""
    binaries = tmp_path / "bin"
    binaries.mkdir()
    for tool in TOOLS:
        (binaries / tool).symlink_to(shutil.which(tool))
    environment = {
        "PATH": str(binaries),
        "HOME": str(tmp_path / "home"),
        "TMPDIR": str(tmp_path),
        "LOG": str(tmp_path / "log"),
        "UV_PROJECT_ENVIRONMENT": str(tmp_path),
    }
    machine = Machine(tmp_path, environment)
    machine.has_silent("ldconfig", f"printf '%s' \"$(<{tmp_path}/libraries)\"")
    machine.has_silent("id", "echo 1000")
    machine.has("sudo", '"$@"')
    for name in ("uv", "apt-get", "Xvfb", "xdotool", "pulseaudio"):
        machine.has(name)
    machine.lacks()
    return machine


def start_line(*words: object) -> str:
    return " ".join(map(str, ["uv run --project", ROOT, ROOT / "main.py", *words])).strip()


def test_where_everything_is_installed_a_command_runs_at_once(machine, tmp_path):
    done = machine.start("run", "dub", "my clip.mp4", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert machine.calls() == [start_line("dub", "my clip.mp4")]


def test_where_everything_is_installed_the_tests_run_at_once(machine, tmp_path):
    done = machine.start("test", "-k", "one or two", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert machine.calls() == ["uv run pytest -k one or two"]


@pytest.mark.parametrize("is_new", [True, False])
def test_the_packages_are_compiled_when_they_are_installed_and_never_again(machine, is_new):
    if is_new:
        machine.environment["UV_PROJECT_ENVIRONMENT"] += "/missing"
    machine.has_silent("uv", 'echo "compile=${UV_COMPILE_BYTECODE:-}"')
    assert machine.start("run", "doctor").stdout == f"compile={'1' if is_new else ''}\n"


def test_missing_packages_are_named_then_installed_as_root_before_the_command(machine):
    machine.lacks("libGL.so.1", "libxcb-cursor.so.0")
    machine.has("apt-get", "echo Unpacking")
    done = machine.start("run", "doctor")
    assert done.returncode == 0, done.stderr
    assert "Installing system packages: libgl1 libxcb-cursor0\n" in done.stderr
    assert done.stdout == ""  # it belongs to the command
    calls = [line for line in machine.calls() if not line.startswith("sudo")]
    assert calls[-3].startswith("apt-get update")
    assert calls[-2].startswith("apt-get install -y")
    assert calls[-2].endswith(" libgl1 libxcb-cursor0")
    assert calls[-1] == start_line("doctor")
    assert any(line.startswith("sudo env DEBIAN_FRONTEND=") for line in machine.calls())


def test_root_needs_no_sudo(machine):
    machine.lacks("libGL.so.1")
    machine.has_silent("id", "echo 0")
    assert machine.start("run", "doctor").returncode == 0
    assert not [line for line in machine.calls() if line.startswith("sudo")]


def test_where_root_cannot_be_had_the_line_to_run_is_shown(machine):
    machine.lacks("libGL.so.1")
    machine.has("sudo", "exit 1")
    done = machine.start("run", "doctor")
    assert done.returncode != 0
    assert done.stderr.endswith("Run this as root, then try again: apt-get install libgl1\n")
    assert start_line("doctor") not in machine.calls()


def test_a_broken_source_of_packages_does_not_stop_the_installation(machine):
    machine.lacks("libGL.so.1")
    lists = "compgen -G '/var/lib/apt/lists/*_Packages*' > /dev/null"  # the first one must work
    machine.has("apt-get", f'[ "$1" = update ] && {lists} && exit 100; exit 0')
    assert machine.start("run", "doctor").returncode == 0
    assert machine.calls()[-1] == start_line("doctor")


def test_only_the_tests_ask_for_what_only_they_need(machine):
    machine.lacks("Xvfb", "xdotool")
    assert machine.start("run", "doctor").stderr == ""
    assert "packages: xvfb xdotool\n" in machine.start("test").stderr


def test_a_package_that_the_system_no_longer_has_stops_nothing(machine):
    machine.lacks("libOSMesa.so.8", "libGL.so.1")
    machine.has("apt-get", '[[ "$*" != "install --simulate libosmesa6" ]]')
    done = machine.start("run", "doctor")
    assert done.returncode == 0
    assert "no package libosmesa6" in done.stderr
    assert "Installing system packages: libgl1\n" in done.stderr


def test_without_apt_the_missing_libraries_are_named_and_nothing_is_installed(machine):
    machine.lacks("libGL.so.1", "libportaudio.so.2", "apt-get", "sudo")
    done = machine.start("run", "doctor")
    assert done.returncode == 0
    assert "package manager: libGL.so.1, libportaudio.so.2." in done.stderr
    assert machine.calls() == [start_line("doctor")]


def test_uv_is_installed_into_an_environment_of_its_own(machine):
    machine.has("uv-of-pip")
    machine.lacks("uv")
    make, copy, source = shutil.which("mkdir"), shutil.which("cp"), machine.folder / "bin"
    venv = f"""if [ "$2" = venv ]; then
        {make} -p "$4/bin"
        {copy} {source}/python3 "$4/bin/python"
        {copy} {source}/uv-of-pip "$4/bin/uv"
    fi"""
    machine.has("python3", venv)
    for _ in range(2):
        done = machine.start("run", "doctor")
        assert done.returncode == 0, done.stderr
    own = machine.folder / "home" / ".local" / "share" / "varietysound" / "uv"
    installs = [line for line in machine.calls() if "pip install" in line]
    assert installs == ["python3 -m pip install --quiet uv"]  # the second start finds it
    assert (own / "bin" / "uv").exists()
    assert not [line for line in machine.calls() if line.startswith("apt-get")]


@pytest.mark.parametrize("python", ["exit 1", None])
def test_where_python_or_venv_is_missing_apt_brings_them(machine, python):
    machine.lacks("uv")
    if python:
        machine.has("python3", python)
    done = machine.start("run", "doctor")
    assert "Installing system packages: python3 python3-venv\n" in done.stderr


def test_without_a_display_it_says_so_and_dubs_the_sample(machine):
    said = "There is no display to open a window on."
    machine.has("uv", f'[ $# -gt 4 ] || {{ echo "{said}" >&2; exit 4; }}')
    done = machine.start("run")
    assert done.returncode == 0
    assert done.stderr.startswith(said)
    assert "Dubbing the sample on the command line instead." in done.stderr
    first, second = machine.calls()
    samples = ROOT / "resources" / "samples"
    dub = start_line("dub", samples / "hammer.mp4", "--reference", samples / "metal.flac")
    assert first == start_line()
    assert second.startswith(f"{dub} --output {machine.folder}/")


@pytest.mark.parametrize("code", [0, 1, 139])
def test_how_the_editor_ended_is_how_the_script_ends(machine, code):
    machine.has("uv", f"exit {code}")
    assert machine.start("run").returncode == code
    assert len(machine.calls()) == 1


def test_ending_the_script_ends_the_editor(machine):
    on_end = "trap 'echo ended >> \"$LOG\"; kill $!' TERM"
    machine.has("uv", f'{shutil.which("sleep")} 50 & {on_end}; echo ready >> "$LOG"; wait')
    command = [BASH, str(ROOT / "scripts" / "run")]
    with subprocess.Popen(command, env=machine.environment) as script:
        until(lambda: machine.calls() == [start_line(), "ready"])
        script.terminate()
    until(lambda: machine.calls() == [start_line(), "ready", "ended"])


def test_the_editor_ends_without_a_display_as_the_script_expects():
    from gui.app import EXIT_NO_DISPLAY

    script = (ROOT / "scripts" / "run").read_text(encoding="utf-8")
    assert f"no_window={EXIT_NO_DISPLAY} " in script


@pytest.mark.slow
def test_a_real_command_runs_by_the_script(machine):
    """With the real uv, in the environment of these tests, as it is."""
    uv = os.environ.get("UV") or shutil.which("uv")
    if uv is None:
        pytest.skip("uv is not on PATH")
    machine.environment |= {
        "PATH": f"{machine.folder / 'bin'}:{Path(uv).parent}:{os.environ['PATH']}",
        "UV_PROJECT_ENVIRONMENT": sys.prefix,
        "UV_NO_SYNC": "1",
    }
    (machine.folder / "bin" / "uv").unlink()
    done = machine.start("run", "models", "--json", cwd=machine.folder)
    assert done.returncode == 0, done.stderr
    assert {model["kind"] for model in json.loads(done.stdout)["models"]} == {
        "generator",
        "vocoder",
    }
    assert machine.calls() == []
