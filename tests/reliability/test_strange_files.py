"""What stands in the place of a file hides no neighbour: a pipe, a folder, a link to itself."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.config import Folders
from engine.errors import EngineError, TargetError
from engine.model_files.default_models import default_models
from engine.model_files.model_file import installed
from engine.project import storage
from engine.project.model import Project
from engine.storage.leftovers import remove_leftovers
from gui.document import autosave
from gui.hosts.run_observer import RunObserver
from gui.library import library
from gui.settings import Settings
from tests.tiny_models import install_generator
from tests.training import tiny
from training.own_presets import OwnPreset, own_presets, save_preset
from training.run.known_runs import known_runs, remember_run
from training.run.results.past_runs import past_runs

pytestmark = pytest.mark.timeout(60)

STRANGE: dict[str, Callable[[Path], object]] = {
    "pipe": os.mkfifo,
    "folder": Path.mkdir,
    "link to itself": lambda path: path.symlink_to(path.name),
    "link to nothing": lambda path: path.symlink_to("nowhere"),
    "endless device": lambda path: path.symlink_to("/dev/zero"),
    "empty file": Path.touch,
}


@pytest.fixture(params=STRANGE)
def put(request) -> Callable[[Path], None]:
    """Put something strange in the place of a file."""

    def place(path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            shutil.rmtree(path)
        path.unlink(missing_ok=True)
        STRANGE[request.param](path)

    return place


def test_settings_and_lists_begin_anew(put):
    settings = Folders.current().settings
    for name in ("window.json", "runs.json", "library.json"):
        put(settings / name)
    put(Folders.current().models / "default.json")
    Settings().add_recent(Path("a"))
    assert known_runs() == []
    assert library.load(settings / "library.json").items == ()
    assert default_models().generator is None


@pytest.mark.parametrize("name", ["run.json", "events.jsonl", "note.txt", "train.log"])
def test_a_run_hides_no_other(put, tmp_path: Path, name: str):
    run, neighbour = (tiny.new_run(tmp_path / each, tiny.config(tmp_path)) for each in "ab")
    for each in (neighbour, run):
        remember_run(each)
    put(run.path / name)
    observer = RunObserver()
    observer.watch(run.path)
    for _ in range(2):
        seen = {each.path: each.status.state for each in observer.look().runs}
        assert seen[neighbour.path] == "stopped"
    past_runs([run, neighbour])


def test_a_list_of_runs_that_cannot_be_written_is_said(tmp_path: Path):
    run = tiny.new_run(tmp_path / "run", tiny.config(tmp_path))
    (Folders.current().settings / "runs.json").mkdir(parents=True)
    with pytest.raises(TargetError, match="list of runs could not be written"):
        remember_run(run)


def test_a_model_a_preset_and_a_copy_hide_no_other(put):
    install_generator("neighbour")
    put(Folders.current().models / "strange.safetensors")
    assert "neighbour" in {model.name for model in installed("generator")}
    save_preset(OwnPreset(kind="generator", name="neighbour", base="compact"))
    (stored,) = Folders.current().settings.rglob("neighbour*")
    put(stored.with_name(stored.name.replace("neighbour", "strange")))
    assert [preset.name for preset in own_presets("generator")] == ["neighbour"]
    autosave.write(Project("00000000000000aa"), None)
    (copy,) = autosave.folder().iterdir()
    put(copy.with_name(copy.name.replace("00aa", "00ab")))
    autosave.left_behind()


def test_a_record_of_a_leftover_stops_no_start(put):
    put(Folders.current().cache / "unfinished" / "1.record")
    remove_leftovers()


def test_a_project_is_refused(put, tmp_path: Path):
    put(tmp_path / "film.varietysound")
    with pytest.raises(EngineError):
        storage.load(tmp_path / "film.varietysound")
