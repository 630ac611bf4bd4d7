"""Files that are moved out of the way."""

import subprocess
import sys
from pathlib import Path

from engine.storage.aside import Aside
from engine.storage.leftovers import remove_leftovers


def test_what_is_put_back_is_as_it_was(tmp_path: Path) -> None:
    file, folder = tmp_path / "a.array", tmp_path / "takes" / "one"
    file.write_bytes(b"a")
    folder.mkdir(parents=True)
    (folder / "take.flac").write_bytes(b"sound")
    aside = Aside([file, folder])
    assert not file.exists()
    assert not folder.exists()
    aside.put_back()
    assert file.read_bytes() == b"a"
    assert (folder / "take.flac").read_bytes() == b"sound"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.array", "takes"]
    assert [path.name for path in folder.parent.iterdir()] == ["one"]


def test_what_was_made_anew_in_the_meantime_stays(tmp_path: Path) -> None:
    file = tmp_path / "a.array"
    file.write_bytes(b"old")
    aside = Aside([file])
    file.write_bytes(b"new")
    aside.put_back()
    assert file.read_bytes() == b"new"


def test_what_is_removed_is_gone_with_its_hidden_folder(tmp_path: Path) -> None:
    file = tmp_path / "a.array"
    file.write_bytes(b"a")
    Aside([file]).remove()
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_gone_is_skipped(tmp_path: Path) -> None:
    file = tmp_path / "a.array"
    file.write_bytes(b"a")
    assert len(Aside([tmp_path / "no such file", file])) == 1


def test_the_next_start_removes_what_a_killed_process_had_aside(tmp_path: Path) -> None:
    file = tmp_path / "a.array"
    file.write_bytes(b"a")
    code = (
        "import os, sys; from pathlib import Path; from engine.storage.aside import Aside;"
        "aside = Aside([Path(sys.argv[1])]); os._exit(1)"
    )
    subprocess.run([sys.executable, "-c", code, str(file)], check=False)
    assert list(tmp_path.glob(".aside-*")) != []
    remove_leftovers()
    assert list(tmp_path.glob(".aside-*")) == []
