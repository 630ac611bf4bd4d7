"""What a killed process left behind is removed at the next start, and nothing else."""

import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest

from engine.config import Folders
from engine.errors import TargetError
from engine.storage.leftovers import recorded, remove_leftovers, temporary_folder

WORK = """
import sys, time
from pathlib import Path
from engine.media.target import replacing
from engine.storage.leftovers import temporary_folder
with temporary_folder() as folder, replacing(Path(sys.argv[1]), overwrite=False) as part:
    (folder / "take.wav").write_bytes(b"half")
    part.write_bytes(b"half")
    print(folder, flush=True)
    print(part, flush=True)
    time.sleep(60)
"""


@pytest.fixture
def working(tmp_path):
    """A process in the middle of a dub, and its temporary folder and file."""
    command = [sys.executable, "-c", WORK, str(tmp_path / "out.mp4")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process, [Path(process.stdout.readline().strip()) for _ in range(2)]
        finally:
            process.kill()


def records() -> list[Path]:
    return list((Folders.current().cache / "unfinished").iterdir())


def test_leftovers_of_a_killed_process_are_removed(working, tmp_path):
    process, left = working
    process.kill()
    process.wait()
    assert all(path.exists() for path in left)
    remove_leftovers()
    assert not any(path.exists() for path in left)
    assert list(tmp_path.iterdir()) == []
    assert records() == []


def test_a_temporary_folder_is_recorded_before_it_is_made(monkeypatch):
    make, recorded_then = Path.mkdir, []

    def mkdir(path, *args, **options):
        if path.name.startswith("varietysound-"):
            recorded_then.append(len(records()))
        make(path, *args, **options)

    monkeypatch.setattr(Path, "mkdir", mkdir)
    with temporary_folder():
        pass
    assert recorded_then == [1]


def test_what_is_in_use_is_kept(working):
    _, left = working
    remove_leftovers()
    assert all(path.exists() for path in left)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere, start times follow the clock")
def test_what_is_in_use_is_kept_although_the_clock_was_set(working, clock_set_by):
    _, left = working
    for seconds in (3600, -3600):
        clock_set_by(seconds)
        remove_leftovers()
        assert all(path.exists() for path in left)


def test_nothing_is_recorded_about_what_ended_well(tmp_path):
    with temporary_folder() as folder, recorded(tmp_path / "part"):
        assert len(records()) == 2
    assert not folder.exists()
    assert records() == []


def test_a_temporary_folder_that_cannot_be_made_is_told_apart_from_what_fails_in_it(
    monkeypatch, tmp_path
):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))
    with pytest.raises(TargetError, match="temporary files cannot be used"), temporary_folder():
        pass
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with pytest.raises(FileNotFoundError), temporary_folder():
        (tmp_path / "another").read_bytes()
    assert list(tmp_path.iterdir()) == []


def test_a_cache_that_cannot_be_written_does_not_stop_the_work(monkeypatch, tmp_path, own_home):
    (Folders.current().cache).parent.mkdir(parents=True, exist_ok=True)
    (Folders.current().cache).write_text("no folder")
    with temporary_folder() as folder:
        assert folder.is_dir()
    remove_leftovers()


@pytest.fixture
def record(tmp_path):
    """Writes a record as another process, which has ended, would have left it."""
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()

    def write(path: Path, process: str = f"{ended.pid} 0.00", host: str = platform.node()) -> Path:
        folder = Folders.current().cache / "unfinished"
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / "1.record"
        file.write_bytes(f"{process}\n{host}\n".encode() + bytes(path))
        return file

    return write


def test_leftovers_on_a_disk_that_is_away_are_remembered(record, tmp_path):
    file = record(tmp_path / "usb" / ".part\n2.mp4")
    remove_leftovers()
    assert file.exists()
    (tmp_path / "usb").mkdir()
    (tmp_path / "usb" / ".part\n2.mp4").touch()
    remove_leftovers()
    assert list((tmp_path / "usb").iterdir()) == []
    assert not file.exists()


def test_what_a_process_of_another_computer_uses_is_kept(record, tmp_path):
    (tmp_path / "part").touch()
    record(tmp_path / "part", host="another")
    remove_leftovers()
    assert (tmp_path / "part").exists()


def test_a_later_process_of_the_same_id_does_not_keep_leftovers(record, tmp_path):
    (tmp_path / "part").touch()
    record(tmp_path / "part", process=f"{os.getpid()} 0.00")
    remove_leftovers()
    assert not (tmp_path / "part").exists()


def test_a_damaged_record_removes_nothing(record, tmp_path):
    file = record(tmp_path)
    file.write_bytes(bytes(tmp_path))
    remove_leftovers()
    assert tmp_path.is_dir()
