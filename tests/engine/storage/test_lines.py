import os
from pathlib import Path

import pytest

from engine.storage.lines import append_line, read_end


def test_lines_follow_each_other(tmp_path: Path):
    for line in (b"one", b"two"):
        append_line(tmp_path / "a", line)
    assert (tmp_path / "a").read_bytes() == b"one\ntwo\n"


def test_a_line_that_was_cut_off_is_ended_before_the_next(tmp_path: Path):
    (tmp_path / "a").write_bytes(b"one\ntw")
    append_line(tmp_path / "a", b"three")
    assert (tmp_path / "a").read_bytes() == b"one\ntw\nthree\n"


def test_the_end_of_a_file_is_read(tmp_path: Path):
    (tmp_path / "a").write_bytes(b"0123456789")
    assert read_end(tmp_path / "a", 3) == b"789"
    assert read_end(tmp_path / "a", 99) == b"0123456789"


@pytest.mark.timeout(30)
def test_a_pipe_is_not_waited_for(tmp_path: Path):
    os.mkfifo(tmp_path / "a")
    with pytest.raises(OSError, match="pipe"):
        append_line(tmp_path / "a", b"line")
