"""The states of the Train workspace shown in the documentation.

The runs are simulated: their folders are written as a trainer would, without a model.
"""

import math
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import av
import msgspec
import numpy as np
import soundfile as sf
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from safetensors.numpy import save_file

from engine.config import RESOURCES, Folders
from engine.machine.hardware import cpu_name
from engine.model_files.model_file import METADATA_KEY, SUFFIX, ModelHeader
from engine.storage.process import ProcessId
from engine.storage.values import encode
from gui.train.data_set.clip_model import Column
from gui.train.workspace import TrainWorkspace
from scripts.screenshots.editor import State
from scripts.screenshots.stage import Stage
from tests.fake_trainer import GONE, Actor, config, step_event, write_sample
from tests.gui.train.answers import description
from training.run.known_runs import forget_run, known_runs, remember_run
from training.run.message_log import MessageLog
from training.run.messages import OutOfMemory, Sampled, Started, Validated
from training.run.results.clip_files import write_clip
from training.run.results.past_runs import PastRun
from training.run.results.sampled import read_clip
from training.run.run_folder import RunFolder
from training.settings import with_training

SAMPLES: Final = RESOURCES / "samples"
PLACE: Final = Path(tempfile.gettempdir())  # file names in it are visible in screenshots
DATA_SET: Final = "foley"
STEPS: Final = 8000
_LOOK_STEPS: Final = 400
_DATA_SET, _NEW_RUN, _RUNS, _MODELS = range(4)
_CLASSES: Final = {"dog": (196, 24, 24), "hammer": (231, 28, 28), "stairs": (164, 20, 20)}
_CHANGES: Final[dict[str, dict[str, Any]]] = {
    "first try": {"learning_rate": 1e-3, "feature_flip": False},
    "large batch": {"batch": 48},
    "hammers and stairs": {},
}
_LOUD: Final = 12.0  # gain that makes a recording clip


def data_set(app: QApplication) -> QImage:
    """The workspace on first use."""
    with Stage(app) as stage:
        _page(stage, _DATA_SET)
        return stage.picture()


def checked_clips(app: QApplication) -> QImage:
    """A folder of clips after the check: which are used, and which are not and why."""
    with Stage(app) as stage, _clips() as folder:
        page = _page(stage, _DATA_SET).data_set
        page.check(folder)
        stage.wait(lambda: page.view is page.check_view)
        view = page.check_view
        rows = range(view.filter.rowCount())
        names = [view.filter.index(row, Column.FILE).data() for row in rows]
        view.table.selectRow(names.index("workshop.mp4"))
        stage.settle(1.0)
        return stage.picture()


def browsing(app: QApplication) -> QImage:
    """A prepared data set: its samples, one of them with its picture, events and mel."""
    with Stage(app) as stage, _clips() as folder:
        page = _page(stage, _DATA_SET).data_set
        page.check(folder)
        stage.wait(lambda: page.view is page.check_view)
        bar = page.check_view.bar
        bar.output.path = bar.output.path.with_name(DATA_SET)
        shutil.rmtree(bar.output.path, ignore_errors=True)
        bar.prepare.click()
        stage.wait(lambda: page.view is page.open_view)
        page.open_view.browse.click()
        view = page.browse_view
        stage.wait(view.preview.play.isEnabled)
        stage.settle(1.0)
        view.preview.strip.sought.emit(2.0)
        stage.settle(1.0)
        picture = stage.picture()
        shutil.rmtree(bar.output.path)
        return picture


def new_run(app: QApplication) -> QImage:
    """A run before its start, with its estimated cost."""
    with Stage(app) as stage:
        page = _page(stage, _NEW_RUN).new_run
        folder = PLACE / DATA_SET
        answer = description(folder, _CLASSES)
        page.describer.start = lambda _arguments, *, done, **_: done(answer)
        page.set_data_set(folder)
        page.summary.place.path = PLACE / "runs"
        estimates, config = page.estimates, page.config
        estimates.trier.start = lambda *_, **__: None
        stage.wait(lambda: estimates.of(config).counted and estimates.of(config).free_bytes)
        tried = PastRun(PLACE, config, cpu_name(), {"events": 3.2, "adversarial": 3.2}, 2200.0)
        known = replace(estimates.known, free_bytes=212 * 10**9, tried=[tried])
        estimates.end_trying()
        estimates.known = known
        estimates.changed.emit()
        stage.wait(lambda: page.device.devices)
        return stage.picture()


def running(app: QApplication) -> QImage:
    """A run in progress: its curves, samples and checkpoints."""
    with Stage(app) as stage, _runs():
        page = _page(stage, _RUNS).runs
        stage.wait(lambda: page.history is not None and page.history.samples)
        stage.settle(1.0)
        return stage.picture()


def comparing(app: QApplication) -> QImage:
    """Three runs over each other, and the settings in which they differ."""
    with Stage(app) as stage, _runs() as runs:
        page = _page(stage, _RUNS).runs
        stage.wait(lambda: len(page.comparison.legend.paths) == len(runs))
        page.compare()
        page.comparison.legend.choose(run.path for run in runs.values())
        stage.settle(1.5)
        return stage.picture()


def failed(app: QApplication) -> QImage:
    """A run whose device ran out of memory, and how to fix it."""
    with Stage(app) as stage, _runs() as runs:
        page = _page(stage, _RUNS).runs
        page.select(runs["large batch"].path)
        stage.wait(lambda: page.card.advice is not None)
        stage.settle(1.0)
        return stage.picture()


def models(app: QApplication) -> QImage:
    """An installed model and its measurements."""
    with Stage(app) as stage, _model() as path:
        page = _page(stage, _MODELS).models
        stage.wait(page.list.count)
        page.select(path)
        stage.settle(1.0)
        return stage.picture()


def _page(stage: Stage, index: int) -> TrainWorkspace:
    """Go to a page after the runs are listed: the first list switches to the page of the runs."""
    stage.trigger("workspace_train")
    stage.wait(lambda: stage.window.train.workspace)
    workspace = stage.window.train.workspace
    if known_runs():
        stage.wait(lambda: workspace.services.runs.runs)
    workspace.show_page(index)
    stage.settle()
    return workspace


# Runs


@contextmanager
def _runs() -> Iterator[dict[str, RunFolder]]:
    """Three runs: one that appears to be running, one that failed, one that was stopped."""
    place = PLACE / "runs"
    shutil.rmtree(place, ignore_errors=True)
    runs = {}
    for name, changes in _CHANGES.items():
        settings = with_training(config(PLACE / DATA_SET), **changes)
        runs[name] = RunFolder.create(place / name, settings, ["train", "generator"])
        remember_run(runs[name])
    try:
        _act(runs["first try"], GONE, STEPS // 4)
        _act(runs["large batch"], GONE, 3730, out_of_memory=True)
        run = runs["hammers and stairs"]
        with run.take(ProcessId.current()):
            _write(run, 5180)
            yield runs
    finally:
        for run in runs.values():
            forget_run(run)
        shutil.rmtree(place)


def _act(run: RunFolder, process: ProcessId, last: int, *, out_of_memory: bool = False) -> None:
    with run.take(process):
        _write(run, last)
        with MessageLog(run.events) as events:
            if out_of_memory:
                message = "Out of memory: batches of 48 do not fit into the memory."
                advice = "Continue with --resume --set batch=24, or close other programs."
                events.write(OutOfMemory(step=last, message=message, advice=advice, batch=24))
                run.log.write_text(
                    f"Training on {cpu_name()}\n"
                    f"step {last}: RuntimeError: DefaultCPUAllocator: can't allocate memory:"
                    " you tried to allocate 1509949440 bytes.\n"
                )
            else:
                run.request("stop")
                actor = Actor(run, "", events)
                actor.step = last
                actor.answers_stop()


def _write(run: RunFolder, last: int) -> None:
    """Write what a trainer has written after this many steps."""
    with MessageLog(run.events) as events:
        actor = Actor(run, "", events)
        random = np.random.default_rng(last)
        events.write(Started(step=0, steps=STEPS, pid=1, device=cpu_name()))
        for step in range(1, last + 1):
            done = step_event(step, STEPS)
            done.losses.update((key, each * _jitter(random)) for key, each in done.losses.items())
            events.write(done)
            if step % _LOOK_STEPS == 0 and "mel" in done.losses:
                actor.step = step
                mel = 0.035 + 0.2 * math.exp(-4 * step / STEPS)
                events.write(Validated(step=step, losses={"mel": mel}, best=True))
                _sample(run, events, step)
                if step > last - 3 * _LOOK_STEPS:
                    actor.save(best=True)


def _jitter(random: np.random.Generator) -> float:
    """The random variation of a loss between batches."""
    return float(np.exp(0.15 * random.standard_normal()))


def _sample(run: RunFolder, events: MessageLog, step: int) -> None:
    folder = run.samples / f"step_{step:08d}"
    folder.mkdir(parents=True)
    for clip in range(3):
        write_sample(folder, clip, noise=math.exp(-2 * step / STEPS))
        about = read_clip(folder, clip)
        assert about is not None
        write_clip(folder, clip, msgspec.structs.replace(about, file=SAMPLES / "hammer.mp4"), None)
    events.write(Sampled(step=step, folder=folder.relative_to(run.path).as_posix()))


# Clips


@contextmanager
def _clips() -> Iterator[Path]:
    """A folder with good clips and with the most common problems of clips."""
    folder = PLACE / "my clips"
    shutil.rmtree(folder, ignore_errors=True)
    for name in ("hammer", "stairs"):
        (folder / name).mkdir(parents=True)
    hammer, stairs = SAMPLES / "hammer.mp4", SAMPLES / "stairs.mp4"
    sound, rate_hz = sf.read(SAMPLES / "take" / "hammer-metal.flac", always_2d=True)
    wood, wood_hz = sf.read(SAMPLES / "wood.flac", always_2d=True)
    _with_sound(hammer, folder / "hammer" / "workshop.mp4", sound, rate_hz)
    _with_sound(hammer, folder / "hammer" / "anvil.mp4", 0.5 * sound, rate_hz)
    _with_sound(hammer, folder / "hammer" / "too loud.mp4", _LOUD * sound, rate_hz)
    _with_sound(stairs, folder / "stairs" / "hall.mp4", wood, wood_hz)
    _with_sound(stairs, folder / "stairs" / "muted.mp4", 0 * sound, rate_hz)
    shutil.copyfile(stairs, folder / "stairs" / "no sound.mp4")
    (folder / "stairs" / "broken.mp4").write_bytes(stairs.read_bytes()[:2000])
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def _with_sound(clip: Path, target: Path, sound: np.ndarray, rate_hz: int) -> None:
    """Copy a silent clip's picture and add a sound of the same length."""
    with av.open(str(clip)) as source, av.open(str(target), "w") as container:
        picture = source.streams.video[0]
        video = container.add_stream_from_template(picture)
        audio = container.add_stream("aac", rate=rate_hz, layout="stereo")
        for packet in source.demux(picture):
            if packet.dts is not None:
                packet.stream = video
                container.mux(packet)
        count = round(float(picture.duration * picture.time_base) * rate_hz)
        whole = np.resize(np.clip(sound, -1, 1).mean(axis=1), count).astype(np.float32)
        for start in range(0, count, 1024):
            block = np.tile(whole[start : start + 1024], (2, 1))
            frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(block), "fltp", "stereo")
            frame.sample_rate, frame.pts = rate_hz, start
            container.mux(audio.encode(frame))
        container.mux(audio.encode())


# Models


@contextmanager
def _model() -> Iterator[Path]:
    """One model of the user, with a few numbers in place of its weights."""
    provenance: dict[str, Any] = {
        "data": DATA_SET,
        "classes": list(_CLASSES),
        "steps": STEPS,
        "hours": 5.25,
        "measurements": {
            "mel": 0.0312,
            "event_f1": 0.79,
            "event_null": 0.28,
            "onset_f1": 0.82,
            "onset_null": 0.31,
            "identification": 0.75,
        },
    }
    header = ModelHeader(
        kind="generator",
        configuration={},
        feature_backend="motion",
        feature_version=1,
        provenance=provenance,
    )
    path = Folders.current().models / f"hammers and stairs{SUFFIX}"
    path.parent.mkdir(parents=True, exist_ok=True)
    weights = {"w": np.zeros(4_700_000, np.float16)}
    save_file(weights, path, {METADATA_KEY: encode(header).decode()})
    try:
        yield path
    finally:
        path.unlink()


TRAIN: Final[dict[str, State]] = {
    "train-data-set": data_set,
    "train-check": checked_clips,
    "train-browse": browsing,
    "train-new-run": new_run,
    "train-run": running,
    "train-compare": comparing,
    "train-failed": failed,
    "train-models": models,
}
