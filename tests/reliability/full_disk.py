"""What happens on a disk that is really full: `full_disk PART DISK` on a small file system."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace

from engine.errors import TargetError
from engine.media.probe import probe
from engine.progress import JobContext
from engine.project import storage
from engine.project.model import DubSettings, Project, Reference, new_clip, new_id
from engine.storage.cache import Cache
from gui.document import autosave
from gui.library import library
from gui.library.contents import LibraryContents
from gui.settings import Settings
from main import main as run_command
from tests.gui.helpers import a_file, a_take, write_tone, write_video
from tests.training.synthetic import contents, sample
from training.data.dataset import Dataset
from training.data.shards import ShardWriter


@contextmanager
def full(disk: Path) -> Iterator[None]:
    """Leave no free byte on the disk."""
    ballast = disk / "ballast"
    with suppress(OSError), ballast.open("wb", buffering=0) as file:
        while True:
            file.write(b"0" * 4096)
    yield
    ballast.unlink()


def a_project(disk: Path) -> Project:
    """A project with a clip, a reference and a take, all on the disk."""
    clip, reference = new_clip(a_file(disk)), Reference(new_id(), a_file(disk, "hit.wav", 2.0), "a")
    take = a_take(disk, clip, reference)
    return Project(new_id(), (clip,), (reference,), (take,), active_clip_id=clip.id)


def larger(project: Project) -> Project:
    """The project with enough in it to need further blocks of the disk."""
    return replace(project, settings=DubSettings(model="x" * 100_000))


def project(disk: Path) -> None:
    """The file of a project stays as it was."""
    path = disk / "film.varietysound"
    saved = storage.save(a_project(disk), path)
    names = {each.name for each in disk.iterdir()}
    with full(disk):
        with pytest.raises(TargetError, match="No space left"):
            storage.save(larger(saved), path)
        assert storage.load(path) == saved
    assert {each.name for each in disk.iterdir()} == names


def autosaves(disk: Path) -> None:
    """The older copies stay, and what cannot be written is an error that the window shows."""
    project = a_project(disk)
    autosave.write(project, None)
    copies = autosave.copies_of(project.id)
    before = [copy.read_bytes() for copy in copies]
    with full(disk):
        with pytest.raises(OSError, match="No space left"):
            autosave.write(larger(project), None)
        assert autosave.copies_of(project.id) == copies
        assert [copy.read_bytes() for copy in copies] == before
    assert len(list(autosave.folder().iterdir())) == 1


def settings_and_library(disk: Path) -> None:
    """Both stay as they were."""
    Settings().theme = "light"
    contents = LibraryContents((disk,), a_project(disk).references)
    library.save(contents, library.library_path())
    with full(disk):
        Settings().last_folder = "x" * 100_000
        with pytest.raises(TargetError, match="No space left"):
            library.save(replace(contents, hidden=(disk,) * 5000), library.library_path())
        assert library.load(library.library_path()) == contents
        assert (Settings().theme, Settings().last_folder) == ("light", "")


def cache(disk: Path) -> None:
    """It goes on without what it cannot keep."""
    kept, other = np.arange(1000.0), np.zeros(1_000_000)
    Cache.of_user().put("a" * 16, kept, JobContext())
    with full(disk):
        context = JobContext()
        Cache.of_user().put("b" * 16, other, context)
        assert Cache.of_user().get("b" * 16) is None
        assert np.array_equal(Cache.of_user().get("a" * 16), kept)
        assert context.notes


def export(disk: Path) -> None:
    """There is no part of an output, and the one that was there stays."""
    clip, tone = write_video(disk / "clip.mp4"), write_tone(disk / "tone.wav", seconds=0.3)
    events = disk / "events.csv"
    events.write_text("time_s\n0.2\n")
    output = disk / "out.mp4"
    words = ["dub", clip, "--reference", tone, "--events", events, "--engine", "grains"]
    command = [*map(str, words), "--output", str(output), "--overwrite"]
    assert run_command(command) == 0
    before = output.read_bytes()
    with full(disk):
        assert run_command(command) == 4
        assert output.read_bytes() == before
    assert probe(output).duration_s > 0.9
    assert not list(disk.glob(".*")), list(disk.glob(".*"))


def data_set(disk: Path) -> None:
    """What was written of it stays, and it is gone on with once there is space."""

    def begun() -> ShardWriter:
        return ShardWriter(disk / "set", contents(("mel",)), shard_samples=2)

    def add(writer: ShardWriter, *numbers: int) -> None:
        for number in numbers:
            writer.add(sample(number, arrays=("mel",)))

    writer = begun()
    add(writer, 0, 1)
    with full(disk), pytest.raises(TargetError, match="No space left"):
        add(writer, 2, 3)
    writer = begun()
    assert len(writer.done) == 2
    add(writer, 2, 3)
    writer.finish(0)
    dataset = Dataset(disk / "set")
    dataset.verify(JobContext())
    assert len(dataset.samples) == 4


PARTS = (project, autosaves, settings_and_library, cache, export, data_set)

if __name__ == "__main__":
    disk = Path(sys.argv[2])
    os.environ["VARIETYSOUND_HOME"] = str(disk / "home")
    {part.__name__: part for part in PARTS}[sys.argv[1]](disk)
