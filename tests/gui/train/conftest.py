"""Runs in a home of the test's own, and trainers that act."""

import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from gui.hosts import training_runs
from gui.hosts.engine_host import EngineHost
from gui.hosts.training_runs import TrainingRuns
from gui.kit.banners import Banners
from gui.kit.errors import Errors
from gui.kit.workers import Runner
from gui.playback.devices import AudioOutputs
from gui.playback.file_player import FilePlayer
from gui.playback.player import Player
from gui.playback.sounds import Sounds
from gui.settings import Settings
from gui.train.services import ModelNews, TrainServices
from gui.train.workspace import TrainWorkspace  # noqa: F401 - read: a visit then builds it at once
from tests import fake_trainer
from tests.gui.fakes import FakeSink
from training.run import run_folder
from training.run.known_runs import remember_run
from training.run.run_folder import RunFolder

ENGINE = (sys.executable, "-m", "tests.gui.engine_script")
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("VARIETYSOUND_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture(autouse=True)
def _watched_closely(monkeypatch) -> None:
    """Let no test wait for the next look at a run's folder."""
    monkeypatch.setattr(training_runs, "LOOK_MS", 50)
    monkeypatch.setattr(training_runs, "GLANCE_MS", 50)


class Stage:
    """Where runs are acted: by a thread, or by a process as the window starts one."""

    def __init__(self, folder: Path, acted: Callable[[str], RunFolder]) -> None:
        self.folder = folder
        self.acted = acted
        self.behaviour = "normal"  # of the trainers that the window starts
        self.processes: list[subprocess.Popen[bytes]] = []
        self.threads: list[threading.Thread] = []

    def new_run(self, name: str = "a run") -> RunFolder:
        run = RunFolder.create(self.folder / name, fake_trainer.config(), ["train", "generator"])
        remember_run(run)
        return run

    def ended(self, behaviour: str, name: str = "") -> RunFolder:
        """A run that was acted to its end, without a process that is still there."""
        run = self.new_run(name or behaviour)
        own = shutil.ignore_patterns("run.json", "lock")
        with run.take(fake_trainer.GONE):
            shutil.copytree(self.acted(behaviour).path, run.path, ignore=own, dirs_exist_ok=True)
        return run

    def start(self, path: Path, behaviour: str = "") -> subprocess.Popen[bytes]:
        with (path / "train.log").open("ab") as log:
            child = subprocess.Popen(
                (
                    *(sys.executable, "-m", "tests.fake_trainer"),
                    *(str(path), behaviour or self.behaviour),
                ),
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.processes.append(child)
        return child

    def close(self) -> None:
        for child in self.processes:
            if child.poll() is None:
                child.kill()
            child.wait(10)


@pytest.fixture(scope="session")
def acted(tmp_path_factory) -> Callable[[str], RunFolder]:
    """A run that was acted to its end; each behaviour once, as that takes seconds."""
    folder = tmp_path_factory.mktemp("acted")

    @cache
    def act(behaviour: str) -> RunFolder:
        run = RunFolder.create(folder / behaviour, fake_trainer.config(), ["train", "generator"])
        fake_trainer.act(run, behaviour)
        return run

    return act


@pytest.fixture
def stage(tmp_path, monkeypatch, acted) -> Iterator[Stage]:
    stage = Stage(tmp_path / "runs", acted)

    def start_trainer(path: Path, *, detached: bool) -> subprocess.Popen[bytes]:
        assert detached
        return stage.start(path)

    monkeypatch.setattr(run_folder, "start_trainer", start_trainer)
    yield stage
    stage.close()


@pytest.fixture
def runs(qapp) -> Iterator[TrainingRuns]:
    runs = TrainingRuns()
    yield runs
    runs.shutdown()


@pytest.fixture
def sink() -> FakeSink:
    """The device that `services` play on."""
    return FakeSink()


@pytest.fixture
def services(qtbot, monkeypatch, sink) -> Iterator[TrainServices]:
    # The fake device's time is the test's, which to the watchdog looks like a broken one.
    monkeypatch.setattr(AudioOutputs, "check", lambda self: None)
    banners = Banners()
    qtbot.addWidget(banners)
    runner, player = Runner(), Player()
    player.outputs.use(sink)
    sounds = Sounds(runner)
    host = EngineHost(ENGINE)
    services = TrainServices(
        runner,
        Errors(banners, banners),
        banners,
        Settings(),
        TrainingRuns(),
        FilePlayer(player, sounds),
        ModelNews(),
        host,
    )
    yield services
    host.shutdown()
    services.runs.shutdown()
    runner.shutdown()
    sounds.close()
    player.close()


Wait = Callable[[Callable[[], bool]], None]


@pytest.fixture
def wait(qtbot) -> Wait:
    def wait(until: Callable[[], bool]) -> None:
        qtbot.waitUntil(until, timeout=30000)

    return wait
