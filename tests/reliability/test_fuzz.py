"""A thousand damaged inputs: each is read, or refused in one sentence, and hides no neighbour."""

import io
import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest
import safetensors.numpy
from msgspec.structs import replace
from safetensors import safe_open

from engine.cli.batch.jobs import read_jobs
from engine.config import Folders
from engine.errors import EngineError
from engine.events.event import Event, read_csv, write_csv
from engine.host.messages import (
    Answered,
    Cancel,
    Export,
    FindEvents,
    FoundEvents,
    Installed,
    JobFailed,
    ListModels,
    Progressed,
    Ready,
    Render,
    Reply,
    Request,
)
from engine.host.server import Host
from engine.machine.hardware import Device
from engine.model_files.checkpoint import load_generator
from engine.model_files.model_file import METADATA_KEY, installed
from engine.project import storage
from engine.project.model import Project
from engine.recipe import Delivery, Mix, Recipe, SoundPart
from engine.storage.values import DamagedValueError, decode, encode
from gui.document import autosave
from gui.hosts.run_observer import RunObserver
from gui.library import library
from gui.library.contents import LibraryContents
from gui.settings import Settings
from tests.reliability.mutations import mutated
from tests.tiny_models import install_generator
from tests.training import tiny
from tests.training.synthetic import write_dataset
from training.data.dataset import Dataset
from training.own_presets import (
    OwnPreset,
    delete_preset,
    import_preset,
    own_presets,
    save_preset,
    write_preset,
)
from training.run.known_runs import remember_run
from training.run.message_log import MessageLog
from training.run.messages import Started, StepDone, Stopped
from training.run.results.past_runs import past_runs
from training.run.run_folder import RunFolder

GOLDEN = Path(__file__).parents[1] / "golden" / "project_1.varietysound"
LONGEST_S = 2.0  # of processor time: a busy machine fails no test
MOST_BYTES = 1 << 30
LONGEST_SENTENCE = 1100  # characters


@dataclass(frozen=True)
class Target:
    """A file and how the program reads it.

    Attributes:
        file: the file to damage.
        read: reads it; raises an EngineError if it cannot, an AssertionError if a neighbour is
            hidden.
    """

    file: Path
    read: Callable[[], object]


def a_project(folder: Path) -> Target:
    file = folder / "film.varietysound"
    file.write_bytes(storage.encode_project(storage.load(GOLDEN), folder))
    return Target(file, lambda: reopened(storage.load(file), folder))


def an_old_project(folder: Path) -> Target:
    file = folder / "film.varietysound"
    file.write_bytes(GOLDEN.read_bytes())
    return Target(file, lambda: reopened(storage.load(file), folder))


def reopened(project: Project, folder: Path) -> None:
    """What could be opened can be opened again after it was saved."""
    data = storage.encode_project(project, folder)
    try:
        storage.decode_project(data, folder / "again.varietysound")
    except EngineError as error:
        pytest.fail(f"saved, and then lost: {error}")


def a_library(folder: Path) -> Target:
    file = folder / "library.json"
    contents = LibraryContents((folder,), storage.load(GOLDEN).references, (folder,))
    library.save(contents, file)
    return Target(file, lambda: library.save(library.load(file), folder / "again.json"))


def window_settings(folder: Path) -> Target:
    settings = Settings()
    settings.keep(theme="light", volume=0.7, shortcuts={"dub": ("Ctrl+D",)}, recent=(folder,))
    settings.keep(last_folder=str(folder), layouts={"window": b"\1\2"})
    return Target(Folders.current().settings / "window.json", lambda: Settings().add_recent(folder))


def an_autosave(folder: Path) -> Target:
    neighbour = Project("00000000000000aa")
    autosave.write(storage.load(GOLDEN), folder / "film.varietysound")
    autosave.write(neighbour, None)
    for copy in autosave.folder().iterdir():
        text = copy.read_text()
        copy.write_text(text.replace(f"{psutil.Process().pid},", "999999999,"))

    def read() -> None:
        assert "00000000000000aa" in {work.project.id for work in autosave.left_behind()}

    return Target(next(autosave.folder().glob("00000000000000d1-*")), read)


def a_run(folder: Path, name: str) -> Target:
    run, neighbour = (
        tiny.new_run(folder / name, tiny.config(folder)) for name in ("run", "neighbour")
    )
    for each in (run, neighbour):
        remember_run(each)
        with MessageLog(each.events) as log:
            log.write(Started(step=0, steps=20, pid=1, device="cpu"))
            for step in range(1, 15):
                log.write(a_step(step))
            log.write(Stopped(step=14))

    def read() -> None:
        observer = RunObserver()
        observer.watch(run.path)
        seen = {each.path: each for each in observer.look().runs}
        assert seen[neighbour.path].status.step == 14
        assert neighbour.path in {each.run for each in past_runs([run, neighbour])}
        RunFolder.open(run.path).status()

    return Target(run.path / name, read)


def a_step(step: int) -> StepDone:
    return StepDone(
        step=step,
        steps=20,
        stage="events",
        losses={"event": 0.5, "mel": 1.5},
        learning_rate=1e-4,
        steps_per_s=2.0,
        memory_mb=100.0,
        eta_s=3.0,
        epoch=0.1,
    )


def a_run_record(folder: Path) -> Target:
    return a_run(folder, "run.json")


def run_messages(folder: Path) -> Target:
    return a_run(folder, "events.jsonl")


def known_runs(folder: Path) -> Target:
    target = a_run(folder, "run.json")
    return Target(
        Folders.current().settings / "runs.json",
        lambda: (RunObserver().look(), remember_run(RunFolder(target.file.parent))),
    )


def a_manifest(folder: Path, name: str = "manifest.json") -> Target:
    data_set = write_dataset(folder / "set", 2, arrays=("mel",))
    return Target(data_set / name, lambda: Dataset(data_set).select("train"))


def a_shard(folder: Path) -> Target:
    return a_manifest(folder, "shards/00000/shard.json")


def splits(folder: Path) -> Target:
    return a_manifest(folder, "splits.csv")


def a_preset(folder: Path) -> Target:
    """One in the folder of presets, read with its neighbour, and one that is imported."""
    base = OwnPreset(kind="generator", name="mine", base="compact", settings=("batch=5",))
    save_preset(base)
    save_preset(replace(base, name="neighbour"))
    file = folder / "mine.json"
    write_preset(base, file)
    stored = next(Folders.current().settings.rglob("mine*.json"))

    def read() -> None:
        stored.write_bytes(file.read_bytes())
        assert "neighbour" in {each.name for each in own_presets("generator")}
        imported = import_preset(file)
        delete_preset(imported)

    return Target(file, read)


def jobs(folder: Path) -> Target:
    file = folder / "jobs.csv"
    rows = (f"clip {number}.mp4,bell.wav,{number},auto,{number}.mp4" for number in range(5))
    file.write_text("clip,reference,seed,events,output\n" + "\n".join(rows))
    for name in ("bell.wav", *(f"clip {number}.mp4" for number in range(5))):
        (folder / name).touch()
    return Target(file, lambda: read_jobs(file, folder, "{clip}-{reference}"))


def events(folder: Path) -> Target:
    file = folder / "events.csv"
    write_csv(file, [Event(time / 3, 0.5, time % 2 == 0) for time in range(8)])
    return Target(file, lambda: read_csv(file))


def a_model_header(folder: Path) -> Target:
    """The header alone is damaged; the file around it is whole."""
    install_generator("neighbour")
    model = install_generator("tiny")
    with safe_open(model, "np") as opened:
        weights = {name: opened.get_tensor(name) for name in opened.keys()}  # noqa: SIM118
        header = opened.metadata()[METADATA_KEY]
    file = folder / "header.json"
    file.write_text(header)

    def read() -> None:
        text = file.read_bytes().decode(errors="replace")
        safetensors.numpy.save_file(weights, model, {METADATA_KEY: text})
        assert "neighbour" in {each.name for each in installed("generator")}
        load_generator(model)

    return Target(file, read)


def a_model_file(folder: Path) -> Target:
    install_generator("neighbour")
    model = install_generator("tiny")

    def read() -> None:
        assert "neighbour" in {each.name for each in installed("generator")}
        load_generator(model)

    return Target(model, read)


def lines_to_the_host(folder: Path) -> Target:
    recipe = Recipe(
        video=folder / "clip.mp4",
        reference=SoundPart(folder / "hit.wav"),
        events=(Event(0.5), Event(1.0, 0.5)),
    )
    asked = (
        Render(recipe),
        Export(Mix(video=folder / "clip.mp4", tracks=()), Delivery(output=folder / "out.mp4")),
        FindEvents(folder / "clip.mp4", ("picture", "sound")),
        ListModels(),
        Cancel(2),
    )
    file = folder / "lines"
    file.write_bytes(b"\n".join(encode(Request(n, ask)) for n, ask in enumerate(asked)))
    last = Request(987, ListModels())

    def read() -> None:
        lines = file.read_bytes() + b"\n" + encode(last) + b"\n"
        answers = io.BytesIO()
        Host(answers, folder).serve(io.BytesIO(lines))
        replies = [decode(Reply, line, "line") for line in answers.getvalue().splitlines()]
        assert 987 in {reply.id for reply in replies if isinstance(reply, Answered)}
        faults = [reply.message for reply in replies if isinstance(reply, JobFailed)]
        assert not [fault for fault in faults if str(fault).startswith("Unexpected")], faults

    return Target(file, read)


def lines_from_the_host(folder: Path) -> Target:
    """The window logs and skips a line that is no reply."""
    replies = (
        Ready(Device(), Installed(("a", "b"))),
        Progressed(1, "render", 0.5),
        Answered(1, FoundEvents("picture", (Event(0.5),))),
        JobFailed(None, "No."),
    )
    file = folder / "lines"
    file.write_bytes(b"\n".join(map(encode, replies)))

    def read() -> None:
        for line in file.read_bytes().split(b"\n"):
            with suppress(DamagedValueError):
                decode(Reply, line, "line")

    return Target(file, read)


TARGETS: dict[Callable[[Path], Target], int] = {
    a_project: 200,
    an_old_project: 100,
    a_library: 100,
    window_settings: 80,
    an_autosave: 60,
    a_run_record: 80,
    run_messages: 100,
    known_runs: 20,
    a_manifest: 40,
    a_shard: 40,
    splits: 20,
    a_preset: 60,
    jobs: 40,
    events: 60,
    a_model_header: 60,
    a_model_file: 20,
    lines_to_the_host: 60,
    lines_from_the_host: 40,
}


def test_a_thousand_inputs_are_tried():
    assert sum(TARGETS.values()) >= 1000


@pytest.mark.slow
@pytest.mark.parametrize("make", TARGETS, ids=lambda make: make.__name__)
def test_a_damaged_input_is_read_or_refused_in_one_sentence(make, tmp_path: Path):
    target = make(tmp_path)
    whole = target.file.read_bytes()
    target.read()  # what is whole is read; the first reading also loads the code
    for number in range(TARGETS[make]):
        target.file.write_bytes(mutated(whole, number))
        with bounded(number):
            said = refusal(target)
        assert "\n" not in said
        assert len(said) < LONGEST_SENTENCE


def refusal(target: Target) -> str:
    """Why it cannot be read; empty if it can."""
    try:
        target.read()
    except EngineError as error:
        return error.message
    return ""


@contextmanager
def bounded(number: int) -> Iterator[None]:
    """Fail if more than a gigabyte is allocated, or much time is used."""
    limits = resource.getrlimit(resource.RLIMIT_AS)
    if sys.platform == "linux":  # macOS enforces no such limit
        in_use = psutil.Process().memory_info().vms
        resource.setrlimit(resource.RLIMIT_AS, (in_use + MOST_BYTES, limits[1]))
    start_s = time.process_time()
    try:
        yield
    except Exception as error:
        error.add_note(f"of the damaged input {number}")
        raise
    finally:
        resource.setrlimit(resource.RLIMIT_AS, limits)
    assert time.process_time() - start_s < LONGEST_S, f"input {number}"
