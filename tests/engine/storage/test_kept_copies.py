import errno
import os
from pathlib import Path

import pytest

from engine.storage.atomic import write_atomic
from engine.storage.kept_copies import keep_beside


def kept(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.damaged*")}


def refuse_links(*_: object) -> None:
    raise OSError(errno.EPERM, "no links here")


@pytest.fixture(params=["with links", "without links"])
def file(request, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    if request.param == "without links":
        monkeypatch.setattr(os, "link", refuse_links)
    return tmp_path / "a.json"


def test_a_file_is_kept_when_another_takes_its_place(file):
    file.write_bytes(b"{ half")
    keep_beside(file)
    write_atomic(file, b"{}")
    assert kept(file.parent) == {"a.damaged.json": b"{ half"}


def test_each_content_is_kept_once(file):
    for content in (b"{ half", b"{ half", b"[", b"["):
        file.unlink(missing_ok=True)
        file.write_bytes(content)
        keep_beside(file)
        keep_beside(file)
    assert kept(file.parent) == {"a.damaged.json": b"{ half", "a.damaged-2.json": b"["}


def test_what_is_no_file_holds_nothing_to_keep(file):
    keep_beside(file)
    os.mkfifo(file)
    keep_beside(file)
    assert kept(file.parent) == {}


def test_a_file_that_cannot_be_kept_is_said(file, monkeypatch):
    file.write_bytes(b"{ half")
    monkeypatch.setattr(os, "link", refuse_links)
    monkeypatch.setattr(Path, "open", refuse_links)
    with pytest.raises(OSError, match="no links"):
        keep_beside(file)
