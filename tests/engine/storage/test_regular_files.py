"""A pipe that nobody writes to is refused at once, whatever is to be read from it."""

import os
from pathlib import Path

import pytest

import main
from engine.errors import InputError
from engine.events.event import read_csv
from engine.project import storage
from engine.project.files import content_digest
from engine.storage.regular_files import open_regular, read_regular, read_text
from tests.media import make_video
from training.data.manifest import read_manifest
from training.run.run_folder import RunFolder

pytestmark = pytest.mark.timeout(60)


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    return path


def test_a_file_is_read(tmp_path: Path):
    (tmp_path / "a").write_bytes(b"content")
    assert read_regular(tmp_path / "a") == b"content"


def test_a_text_is_read_and_other_bytes_are_refused(tmp_path: Path):
    (tmp_path / "text").write_text("Gehör\n", encoding="utf-8-sig")
    assert read_text(tmp_path / "text") == "Gehör\n"
    (tmp_path / "other").write_bytes(b"\xff\xfe\xfd")
    with pytest.raises(OSError, match="no text in UTF-8"):
        read_text(tmp_path / "other")


@pytest.mark.parametrize("read", [open_regular, read_regular, read_text])
def test_a_pipe_a_device_and_a_folder_are_refused(pipe: Path, read):
    for path in (pipe, Path("/dev/zero"), pipe.parent, pipe.with_name("missing")):
        with pytest.raises(OSError, match=r".+"):
            read(path)


@pytest.mark.parametrize("read", [read_csv, storage.load, content_digest])
def test_what_is_read_in_the_window_is_no_pipe(pipe: Path, read):
    with pytest.raises(InputError, match="pipe"):
        read(pipe)


def test_a_folder_of_a_run_or_a_data_set_with_pipes_does_not_stop_the_program(tmp_path: Path):
    for name in ("run.json", "manifest.json"):
        os.mkfifo(tmp_path / name)
    with pytest.raises(InputError):
        RunFolder.open(tmp_path)
    with pytest.raises(InputError):
        read_manifest(tmp_path)


@pytest.mark.parametrize(
    "words",
    [
        ["batch", "{pipe}", "--output", "{folder}/o"],
        ["vocode", "{pipe}", "--output", "{folder}/o.wav"],
        ["features", "{pipe}", "--output", "{folder}/o.npy"],
        ["models", "--add-weights", "{pipe}"],
        ["render", "{pipe}", "--output", "{folder}/o.wav"],
        ["events", "{pipe}"],
    ],
)
def test_commands_do_not_wait_for_a_pipe(pipe: Path, capsys, words):
    folder = pipe.parent
    assert main.main([word.format(pipe=pipe, folder=folder) for word in words]) == 3
    assert "pipe" in capsys.readouterr().err


def test_a_dub_does_not_wait_for_its_events(pipe: Path, tmp_path: Path, capsys):
    clip = make_video(tmp_path / "clip.mp4", size=(64, 48))
    words = ["dub", clip, "--reference", clip, "--events", pipe, "--output", tmp_path / "o.wav"]
    assert main.main([str(word) for word in words]) == 3
    assert "pipe could not be read" in capsys.readouterr().err
    assert not (tmp_path / "o.wav").exists()
