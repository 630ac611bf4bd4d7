"""Starts a run on a terminal and shows it: a progress bar and a description of its state."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final, TextIO

from tqdm import tqdm

from engine.errors import CancelledError
from training.run.control.queue import set_queued
from training.run.messages import (
    Advised,
    BetweenSteps,
    Finishing,
    Refused,
    RunMessage,
    Started,
    StepDone,
    Validated,
)
from training.run.run_folder import RunFolder, Status
from training.run.wording import line_of, losses_text

_POLL_S: Final = 0.2


def start(folder: RunFolder, *, detached: bool, queued: bool = False) -> int:
    """Start the trainer, queued or not; follow it unless detached; return the exit code."""
    set_queued(folder, queued)
    with _asked_to_end() as asked:
        child = folder.launch(detached=detached)
        if detached and child.poll() is None:
            sys.stdout.write(f"Training in {folder.path} (process {child.pid}).\n")
            return 0
        exit_code = follow(folder, child, sys.stderr, asked)
    status = folder.status()
    if status.state == "failed":
        sys.stderr.write(f"{status.message} {status.advice}\n")
        return exit_code or 1  # never success, whatever the process reported
    sys.stdout.write(f"{folder.path}: {describe(status)}\n")
    return exit_code


@contextmanager
def _asked_to_end() -> Iterator[Sequence[int]]:
    """Collect the signals that ask this process to end, which it does after the trainer."""
    asked: list[int] = []
    before = {
        each: signal.signal(each, lambda number, _frame: asked.append(number))
        for each in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield asked
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def follow(
    run: RunFolder, child: subprocess.Popen[bytes], out: TextIO, asked: Sequence[int]
) -> int:
    """Show a run's progress until its process ends.

    Ctrl+C also reaches the trainer; other signals to this process are passed on to it. It then
    saves and ends, and this function waits for it.

    Returns:
        The exit code: the trainer's, or 130 if it was asked to end.
    """
    tail = run.tail()
    passed_on = 0
    with _Bar(out) as bar:
        while True:
            ended = child.poll() is not None  # checked before reading, so that no event is missed
            for event in tail.read():
                bar.show(event)
                if isinstance(event, Refused) and event.pid == child.pid:
                    bar.say(f"{event.message} {event.advice}")
            if ended:
                break
            for number in asked[passed_on:]:
                passed_on += 1
                bar.say("Saving; the run ends after this step.")
                if number != signal.SIGINT:
                    child.send_signal(number)
            time.sleep(_POLL_S)
    code = child.returncode
    if asked and code == 0:
        return CancelledError.exit_code
    return code if code > 0 else int(code < 0)  # negative if it was killed


def describe(status: Status) -> str:
    """Describe a run's state in a line or two."""
    words: list[str] = [status.state]
    if status.steps:
        words.append(f"step {status.step} of {status.steps}")
    if status.stage:
        words.append(status.stage)
    sentence = ", ".join(words) + "."
    return " ".join(part for part in map(str, (sentence, status.message, status.advice)) if part)


class _Bar:
    """A progress bar on a terminal; otherwise only lines for important events."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._bar = tqdm(
            file=out,
            disable=not out.isatty(),
            leave=False,
            bar_format="{desc} {n_fmt}/{total_fmt} |{bar:30}| {elapsed} < {postfix}",
        )

    def show(self, event: RunMessage) -> None:
        """Show an event."""
        match event:
            case Started():
                self._bar.total = event.steps
                self._bar.n = event.step
                self._bar.set_description_str(event.device, refresh=True)
            case StepDone():
                self._bar.n = event.step
                self._bar.set_description_str(losses_text(event.losses), refresh=False)
                rate = f"{event.steps_per_s:.3g} steps/s"
                self._bar.set_postfix_str(f"{_duration(event.eta_s)}, {rate}", refresh=False)
                self._bar.update(0)
            case Finishing():
                self._bar.set_postfix_str(_duration(event.eta_s), refresh=False)
                self._bar.set_description_str(event.stage, refresh=True)
            case BetweenSteps() if event.stage:
                self._bar.set_description_str(event.stage, refresh=True)
            case Validated() | Advised():
                self.say(line_of(event))
            case _:
                pass

    def say(self, sentence: str) -> None:
        """Write a line above the bar."""
        tqdm.write(sentence, file=self._out)

    def __enter__(self) -> "_Bar":
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.close()


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
