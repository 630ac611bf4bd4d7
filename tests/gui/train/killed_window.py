"""A window in the middle of a dub and of a training, to be killed: `killed_window CLIP SOUND RUN`.

It tells `ready` once a take is made, a training runs and another dub is under way.
"""

import os
import subprocess
import sys
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QTimer

from gui.app import create_application
from gui.hosts.training_runs import TrainingRuns
from gui.kit.timers import every
from gui.main_window import MainWindow
from gui.playback.devices import AudioOutputs
from tests import fake_trainer
from tests.gui.conftest import ENGINE
from training.run import run_folder


def start_trainer(path: Path, *, detached: bool) -> subprocess.Popen[bytes]:
    """A trainer that goes on until it is asked to stop, started as a real one is."""
    words = (sys.executable, "-m", "tests.fake_trainer", str(path), "slow")
    quiet = subprocess.DEVNULL
    return subprocess.Popen(
        words, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=detached
    )


def main(clip: Path, sound: Path, run: Path) -> int:
    """Work until killed."""
    run_folder.start_trainer = start_trainer
    AudioOutputs.probe = lambda *_, **__: None
    application = create_application()
    window = MainWindow(engine_command=ENGINE)
    window.show()
    window.complete()
    window.file_commands.open_paths([clip, sound])
    runs = TrainingRuns(window)
    dub = window.actions_["dub"]
    done: list[str] = []

    def act() -> None:
        document = window.document
        if not done and document.project.references and document.clip and document.track.events:
            done.append("dub")
            dub.trigger()
        elif done == ["dub"] and document.takes():
            done.append("train")
            runs.start(run, fake_trainer.config())
        elif done == ["dub", "train"] and (run / "events.jsonl").exists():
            done.append("ready")
            dub.trigger()
            print("ready", flush=True)  # noqa: T201

    every(window, 50, act).start()
    QTimer.singleShot(120_000, application.quit)
    return application.exec()


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:])))
