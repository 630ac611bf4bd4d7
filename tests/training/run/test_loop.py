import errno
import os
import random
import threading
import warnings
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
import torch

from engine.errors import EnvironmentUnusableError, TargetError
from engine.model_files.model_file import read_header
from tests.training.run.fake_task import FakeTask, WatchedLog, full_disk
from tests.training.tiny import config, new_run
from training.config import Cadence
from training.run.checkpoints import UNREADABLE, load_state
from training.run.failures import DivergedError
from training.run.loop import Loop
from training.run.messages import (
    Advised,
    BetweenSteps,
    Continued,
    Done,
    Finishing,
    MessageTail,
    Paused,
    RunMessage,
    Sampled,
    Saved,
    Started,
    StepDone,
    Stopped,
    Validated,
)
from training.run.results.curves import values_of
from training.run.run_folder import RunFolder

RARELY = 10_000
CADENCE = Cadence(
    sample_every=RARELY, validate_every=RARELY, checkpoint_every=3, keep_checkpoints=2
)


@pytest.fixture
def run(tmp_path) -> RunFolder:
    return new_run(tmp_path / "run", config(tmp_path))


class KilledError(Exception):
    """Ends a loop without giving it the chance to save, as SIGKILL would."""


def train(
    run: RunFolder,
    make_task: Callable[[], FakeTask] = FakeTask,
    *,
    cadence: Cadence = CADENCE,
    watch: Callable[[RunMessage], object] = lambda event: None,
    stopping: threading.Event | None = None,
) -> list[RunMessage]:
    """Run a loop to its end, whatever that is; what this one told."""
    tail = run.tail()
    tail.read()
    with WatchedLog(run.events, watch) as events:
        loop = Loop(run, cadence, make_task, events, stopping or threading.Event())
        with suppress(KilledError):
            loop.run()
    return tail.read()


def of(kind: type, events: list[RunMessage]) -> list:
    return [event for event in events if isinstance(event, kind)]


def final_weights(run: RunFolder) -> torch.Tensor:
    last = run.checkpoints_there()[-1]
    return torch.load(last.state, weights_only=True)["task"]["weights"]


def at(step: int, action: Callable[[], object]) -> Callable[[int], object]:
    """An action before one step, counted from 0."""
    return lambda current: action() if current == step else None


def kill() -> None:
    raise KilledError


# the course


def test_a_run_tells_its_course_and_is_done_last(run):
    events = train(run)
    assert of(Started, events) == [
        Started(step=0, steps=10, pid=os.getpid(), device="fake", resumed="")
    ]
    steps = of(StepDone, events)
    assert [event.step for event in steps] == list(range(1, 11))
    assert all(event.losses["all"] > 0 and event.memory_mb > 0 for event in steps)
    assert steps[-1].eta_s == 0
    stages = ["checkpoint", "measurements", "model"]
    assert [event.stage for event in of(Finishing, events)] == stages
    done = events[-1]
    assert isinstance(done, Done)
    assert (done.step, done.model, done.measurements) == (10, "model.safetensors", {"all": 0.5})
    assert read_header(run.path / done.model).provenance["steps"] == 10


def test_what_the_next_step_waits_for_is_told_as_it_begins(run):
    events = train(run, cadence=Cadence(validate_every=5, sample_every=5, checkpoint_every=5))
    told = [event for event in events if event.step == 5][1:]
    kinds = [BetweenSteps, Validated, BetweenSteps, Sampled, BetweenSteps, Saved]
    assert [type(event) for event in told] == kinds
    assert [each.stage for each in told[::2]] == ["validation", "samples", "checkpoint"]


def test_a_run_without_clips_to_validate_with_takes_back_that_it_validates(run):
    class WithoutValidation(FakeTask):
        def validate(self, step, context):
            return None

    events = train(run, WithoutValidation, cadence=Cadence(validate_every=5))
    told = [event.stage for event in of(BetweenSteps, events) if event.step == 5]
    assert told == ["validation", ""]


def test_what_follows_the_last_step_is_told_as_it_begins(run):
    cadence = Cadence(validate_every=5, sample_every=5, checkpoint_every=5)
    events = train(run, cadence=cadence)
    last = next(place for place, event in enumerate(events) if event.step == 10)
    told = [getattr(event, "stage", type(event)) for event in events[last + 1 : -1]]
    assert told == [
        *("validation", Validated, "samples", Sampled),
        *("checkpoint", Saved, "measurements", "model"),
    ]


def test_samples_are_made_when_due_in_a_folder_of_their_step(run):
    events = train(run, cadence=Cadence(sample_every=4))
    folders = [event.folder for event in of(Sampled, events)]
    assert folders == ["samples/step_00000004", "samples/step_00000008"]
    assert (run.path / folders[0] / "0_mel.png").exists()


def test_tensorboard_gets_the_values_of_steps_and_validations(run):
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

    told = {name for event in train(run) for name in values_of(event)}
    log = EventAccumulator(str(run.tensorboard)).Reload()
    assert {"loss/all", "steps_per_s"} <= told
    assert set(log.Tags()["scalars"]) == told | {"eta_s"}


# checkpoints


def test_the_last_checkpoints_are_kept_each_with_a_model_for_the_engine(run):
    events = train(run)
    assert [event.step for event in of(Saved, events)] == [3, 6, 9, 10]
    assert [each.step for each in run.checkpoints_there()] == [9, 10]
    names = {path.name for path in run.checkpoints.iterdir()}
    assert names == {f"step_{n:08d}.{s}" for n in (9, 10) for s in ("pt", "safetensors")}
    assert read_header(run.checkpoint(9).model).provenance["steps"] == 9


def test_the_best_validation_is_saved_and_kept_besides(run):
    scores = {2: 0.5, 4: 0.1, 6: 0.2, 8: 0.3, 10: 0.4}
    cadence = Cadence(sample_every=RARELY, validate_every=2, checkpoint_every=3, keep_checkpoints=1)
    events = train(run, lambda: FakeTask(scores=scores.__getitem__), cadence=cadence)
    validations = of(Validated, events)
    assert [event.step for event in validations] == [2, 4, 6, 8, 10]
    assert [event.best for event in validations] == [True, True, False, False, False]
    assert [event.step for event in of(Saved, events) if event.best] == [2, 4]
    assert [each.step for each in run.checkpoints_there()] == [4, 10]


def test_the_best_is_remembered_by_a_run_that_goes_on(run):
    scores = {2: 0.5, 4: 0.1, 6: 0.2, 8: 0.3, 10: 0.4}
    cadence = Cadence(sample_every=RARELY, validate_every=2, checkpoint_every=1, keep_checkpoints=1)
    train(
        run, lambda: FakeTask(scores=scores.__getitem__, before_step=at(7, kill)), cadence=cadence
    )
    events = train(run, lambda: FakeTask(scores=scores.__getitem__), cadence=cadence)
    assert not any(event.best for event in of(Validated, events))
    assert 4 in [each.step for each in run.checkpoints_there()]


def test_a_validation_that_stopped_improving_gives_advice(run):
    cadence = Cadence(sample_every=RARELY, validate_every=1, checkpoint_every=RARELY, patience=3)
    events = train(run, lambda: FakeTask(scores=float), cadence=cadence)
    advice = of(Advised, events)
    assert [event.step for event in advice] == [4, 7, 10]
    assert "has not improved since step 1" in advice[0].message


@pytest.mark.parametrize("moment", range(1, 10))
def test_a_run_killed_at_any_step_goes_on_as_if_it_had_not_been(run, tmp_path, moment):
    whole = new_run(tmp_path / "whole", config(tmp_path))
    expected = train(whole)
    first = train(run, lambda: FakeTask(before_step=at(moment, kill)))
    second = train(run)
    resumed = of(Started, second)[0].step
    assert resumed == moment // 3 * 3
    losses = {event.step: event.losses for event in of(StepDone, first + second)}
    assert losses == {event.step: event.losses for event in of(StepDone, expected)}
    assert torch.equal(final_weights(run), final_weights(whole))


def test_what_a_killed_writer_left_is_passed_over_and_removed(run):
    train(run, lambda: FakeTask(before_step=at(8, kill)))
    (run.checkpoints / "step_00000009.pt.part").write_bytes(b"half")
    (run.checkpoints / "step_00000008.safetensors").write_bytes(b"a model without its state")
    assert of(Started, train(run))[0].resumed == "step_00000006.pt"
    names = {path.name for path in run.checkpoints.iterdir()}
    assert names == {f"step_{n:08d}.{s}" for n in (9, 10) for s in ("pt", "safetensors")}


@pytest.mark.parametrize("damage", ["cut", "flipped", "replaced"])
def test_a_damaged_checkpoint_is_passed_over_with_a_word(run, tmp_path, damage):
    whole = new_run(tmp_path / "whole", config(tmp_path))
    train(whole)
    train(run, lambda: FakeTask(before_step=at(8, kill)))
    victim = run.checkpoint(6).state
    content = bytearray(victim.read_bytes())
    if damage == "cut":
        victim.write_bytes(content[: len(content) // 2])
    elif damage == "flipped":
        content[60:400] = os.urandom(340)
        victim.write_bytes(content)
    else:
        torch.save({"format": 1, "step": 6}, victim)
    events = train(run)
    assert of(Started, events)[0].resumed == "step_00000003.pt"
    start = next(n for n, event in enumerate(events) if isinstance(event, Started))
    advised = events[start + 1]  # what was advised before the start, an earlier trainer said
    assert isinstance(advised, Advised)
    assert "step_00000006.pt is damaged" in advised.message
    assert torch.equal(final_weights(run), final_weights(whole))


def test_whatever_is_damaged_in_a_checkpoint_it_is_known_for_unreadable(run):
    train(run, lambda: FakeTask(before_step=at(8, kill)))
    checkpoint = run.checkpoint(6)
    whole, chance = checkpoint.state.read_bytes(), random.Random(0)
    refused = 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # torch's, of a strange protocol
        for _ in range(500):
            content, size = bytearray(whole), chance.choice((1, 4, 40, 340))
            start = chance.randrange(600)
            content[start : start + size] = chance.randbytes(size)
            checkpoint.state.write_bytes(content)
            try:
                load_state(checkpoint)
            except UNREADABLE:
                refused += 1
    assert refused > 200


def test_a_run_whose_steps_are_all_done_only_finishes(run):
    def watch(event: RunMessage) -> None:
        if isinstance(event, Finishing) and event.stage == "measurements":
            kill()

    train(run, watch=watch)
    events = train(run)
    assert not of(StepDone, events)
    assert isinstance(events[-1], Done)


# requests


def test_a_stop_is_honoured_within_a_step_and_saved(run):
    events = train(run, lambda: FakeTask(before_step=at(4, lambda: run.request("stop"))))
    assert events[-1] == Stopped(step=5)
    assert run.checkpoints_there()[-1].step == 5
    assert not run.requested("stop")
    assert of(Started, train(run))[0].step == 5


def test_a_signal_stops_as_a_request_does(run):
    stopping = threading.Event()
    events = train(run, lambda: FakeTask(before_step=at(4, stopping.set)), stopping=stopping)
    assert events[-1] == Stopped(step=5)


def test_a_stop_is_honoured_within_a_validation(run):
    class Slow(FakeTask):
        def validate(self, step, context):
            run.request("stop")
            return super().validate(step, context)

    events = train(run, Slow, cadence=Cadence(validate_every=2, checkpoint_every=RARELY))
    assert not of(Validated, events)
    assert events[-1] == Stopped(step=2)


def test_a_stop_is_honoured_within_the_last_measurements_and_the_run_can_be_finished(run):
    class Slow(FakeTask):
        def finish(self, path, hours, context):
            run.request("stop")
            return super().finish(path, hours, context)

    events = train(run, Slow)
    assert events[-1] == Stopped(step=10)
    assert not run.model.exists()
    assert isinstance(train(run)[-1], Done)


def test_samples_and_checkpoints_are_made_on_request_without_changing_the_course(run, tmp_path):
    whole = new_run(tmp_path / "whole", config(tmp_path))
    train(whole)

    def ask() -> None:
        run.request("sample_now")
        run.request("checkpoint_now")

    events = train(run, lambda: FakeTask(before_step=at(4, ask)))
    assert [event.step for event in of(Sampled, events)] == [5]
    assert [event.step for event in of(Saved, events)] == [3, 5, 6, 9, 10]
    assert torch.equal(final_weights(run), final_weights(whole))


def test_a_pause_saves_lets_go_of_everything_waits_and_goes_on(run, tmp_path):
    whole = new_run(tmp_path / "whole", config(tmp_path))
    train(whole)
    built: list[FakeTask] = []
    open_during_pause = []

    def build() -> FakeTask:
        built.append(FakeTask(before_step=at(4, lambda: run.request("pause"))))
        return built[-1]

    def go_on(event: RunMessage) -> None:
        if isinstance(event, Paused):
            open_during_pause.append([not task.closed for task in built])
            run.request("continue")

    events = train(run, build, watch=go_on)
    assert [event.step for event in of(Paused, events)] == [5]
    assert [event.step for event in of(Continued, events)] == [5]
    assert open_during_pause == [[False]]
    assert len(built) == 2
    assert torch.equal(final_weights(run), final_weights(whole))


def test_a_pause_stays_asked_for_until_the_run_has_paused(run):
    pending = []

    def watch(event: RunMessage) -> None:
        if isinstance(event, Saved | Paused | Continued):
            pending.append((type(event).__name__, event.step, run.requested("pause")))
        if isinstance(event, Paused):
            threading.Timer(0.4, lambda: run.request("continue")).start()

    def pause() -> None:
        run.request("pause")

    train(run, lambda: FakeTask(before_step=at(4, pause)), watch=watch)
    assert ("Saved", 5, True) in pending
    assert ("Continued", 5, False) in pending


def test_a_run_can_be_stopped_during_its_pause(run):
    def stop(event: RunMessage) -> None:
        if isinstance(event, Paused):
            run.request("stop")

    events = train(
        run, lambda: FakeTask(before_step=at(4, lambda: run.request("pause"))), watch=stop
    )
    assert events[-1] == Stopped(step=5)


def test_a_continue_from_before_the_pause_does_not_end_it(run):
    def ask() -> None:
        run.request("continue")
        run.request("pause")

    continued_when = []  # whether the second request was there
    asked_again = threading.Timer(0.6, lambda: run.request("continue"))

    def watch(event: RunMessage) -> None:
        if isinstance(event, Paused):
            asked_again.start()
        if isinstance(event, Continued):
            continued_when.append(asked_again.finished.is_set())

    train(run, lambda: FakeTask(before_step=at(4, ask)), watch=watch)
    assert continued_when == [True]


# faults


def test_a_loss_that_is_no_number_ends_the_run_and_is_never_saved(run):
    with pytest.raises(DivergedError, match="loss all is no longer a finite number"):
        train(run, lambda: FakeTask(before_step=lambda step: float("nan") if step == 5 else None))
    assert [each.step for each in run.checkpoints_there()] == [3]


def test_a_full_disk_leaves_the_checkpoints_before_it_whole(run, monkeypatch):
    real = os.fsync

    def full(handle: int) -> None:
        is_second = (run.checkpoints / "step_00000003.pt").exists()
        if is_second and list(run.checkpoints.glob("*.part")):
            raise OSError(errno.ENOSPC, "No space left on device")
        real(handle)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        train(run)
    names = {path.name for path in run.checkpoints.iterdir()}
    assert names == {"step_00000003.pt", "step_00000003.safetensors"}
    monkeypatch.undo()
    assert isinstance(train(run)[-1], Done)


def test_a_model_that_cannot_be_written_leaves_no_half_checkpoint(run):
    class Full(FakeTask):
        def write_model(self, path, step, hours, context):
            path.write_bytes(b"half")
            full_disk()

    with pytest.raises(TargetError):
        train(run, Full)
    assert list(run.checkpoints.iterdir()) == []


def test_a_run_whose_model_does_not_load_is_not_done(run):
    class Broken(FakeTask):
        def finish(self, path, hours, context):
            path.write_bytes(b"no model")
            read_header(path)
            return {}

    with pytest.raises(EnvironmentUnusableError, match="damaged"):
        train(run, Broken)
    assert not of(Done, MessageTail(run.events).read())
    assert run.status().state == "failed"


def test_the_course_of_a_run_is_the_same_wherever_its_folder_lies(tmp_path):
    odd = new_run(tmp_path / "видео 日本 ü", config(tmp_path))
    assert isinstance(train(odd)[-1], Done)
    assert Path(odd.model).is_file()
