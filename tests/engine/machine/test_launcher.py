"""The launcher in the desktop's menu."""

import plistlib
import shlex
import shutil
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

import main
from engine.errors import TargetError
from engine.machine.launcher import install_launcher
from engine.project import storage


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path


def fields(path):
    lines = path.read_text().splitlines()
    assert lines[0] == "[Desktop Entry]"
    return dict(line.split("=", 1) for line in lines[1:])


def test_the_desktop_entry_starts_the_editor_with_a_file(home, capsys):
    assert main.main(["doctor", "--install-launcher"]) == 0
    path = home / "data/applications/varietysound.desktop"
    assert str(path) in capsys.readouterr().out
    entry = fields(path)
    program, script, file = shlex.split(entry["Exec"])
    assert (program, Path(script).name, file) == (sys.executable, "main.py", "%f")
    assert Path(script).is_file()
    assert Path(entry["Icon"]).is_file()
    assert "video/mp4" in entry["MimeType"].split(";")


def test_a_project_has_a_type_that_opens_with_the_program(home):
    entry = fields(install_launcher("linux"))
    described = ElementTree.parse(home / "data/mime/packages/varietysound.xml").getroot()
    (kind,) = described.iterfind("{*}mime-type")
    assert kind.attrib["type"] in entry["MimeType"].split(";")
    assert kind.find("{*}glob").attrib["pattern"] == f"*{storage.SUFFIX}"


@pytest.mark.skipif(not shutil.which("update-mime-database"), reason="no shared MIME database")
def test_the_desktop_knows_the_type_of_a_project_at_once(home):
    install_launcher("linux")
    assert f":*{storage.SUFFIX}" in (home / "data/mime/globs2").read_text()


def test_words_that_mean_something_to_the_desktop_are_quoted(home):
    entry = fields(install_launcher("linux", ["/a b/100%/$x", 'say "hi"', "back\\slash"]))
    assert entry["Exec"] == '"/a b/100%%/\\\\$x" "say \\\\"hi\\\\"" "back\\\\\\\\slash" %f'


def test_an_older_launcher_is_replaced(home):
    install_launcher("linux", ["/old"])
    assert "/old" not in install_launcher("linux", ["/new"]).read_text()


def test_what_cannot_be_written_is_one_sentence(home):
    (home / "data").write_text("in the way")
    with pytest.raises(TargetError, match="launcher could not be written"):
        install_launcher("linux")


def test_the_bundle_of_macos_has_what_its_documentation_asks_for(home):
    path = install_launcher("darwin", ["/a b/it's", "main.py"])
    info = plistlib.loads((path / "Contents/Info.plist").read_bytes())
    program = path / "Contents/MacOS" / info["CFBundleExecutable"]
    assert program.stat().st_mode & 0o111
    line = program.read_text().splitlines()[1]
    assert shlex.split(line) == ["exec", "/a b/it's", "main.py", "$@"]
