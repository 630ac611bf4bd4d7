import errno
import os

import pytest

from engine.storage.atomic import remove_incomplete, write_atomic, writing


def write_half(path):
    with writing(path) as file:
        file.write(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_file_is_written_whole(tmp_path):
    write_atomic(tmp_path / "a", b"content")
    assert [each.name for each in tmp_path.iterdir()] == ["a"]
    assert (tmp_path / "a").read_bytes() == b"content"


def test_a_failed_write_leaves_what_was_there_and_nothing_else(tmp_path):
    (tmp_path / "a").write_bytes(b"before")
    with pytest.raises(OSError, match="No space"):
        write_half(tmp_path / "a")
    assert [each.name for each in tmp_path.iterdir()] == ["a"]
    assert (tmp_path / "a").read_bytes() == b"before"


def test_a_link_to_a_file_stays_one(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "a").write_bytes(b"before")
    (tmp_path / "a").symlink_to(tmp_path / "elsewhere" / "a")
    write_atomic(tmp_path / "a", b"after")
    assert (tmp_path / "a").is_symlink()
    assert (tmp_path / "elsewhere" / "a").read_bytes() == b"after"
    assert len(list((tmp_path / "elsewhere").iterdir())) == 1


def test_a_link_to_no_file_is_replaced(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for target in ("pipe", "nothing", "a"):
        (tmp_path / "a").unlink(missing_ok=True)
        (tmp_path / "a").symlink_to(target)
        write_atomic(tmp_path / "a", b"after")
        assert (tmp_path / "a").read_bytes() == b"after"
    assert (tmp_path / "pipe").is_fifo()


def test_what_a_killed_writer_left_is_removed(tmp_path):
    (tmp_path / "a.pt.part").touch()
    (tmp_path / "b.pt").touch()
    remove_incomplete(tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == ["b.pt"]
