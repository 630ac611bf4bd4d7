"""The command `runs`. Handlers import their modules when they run."""

import argparse
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from engine.errors import InputError, NoAnswerError, UsageError

if TYPE_CHECKING:
    from training.run.run_folder import Request, RunFolder, State

_ANSWER_TIMEOUT_S: Final = 60.0  # covers a step of a large model on a CPU, and its checkpoint
_REQUESTS: Final[dict[str, "Request"]] = {
    "stop": "stop",
    "pause": "pause",
    "continue": "continue",
    "sample": "sample_now",
    "checkpoint": "checkpoint_now",
}
_CHANGES: Final = ("rename", "duplicate", "delete")


def add_runs(commands: Any) -> None:
    """Add `runs` to the parser's sub-commands."""
    parser = commands.add_parser("runs", help="list trainings, or ask one for something")
    parser.add_argument("folder", type=Path, nargs="?", metavar="RUN_DIR")
    asked = parser.add_mutually_exclusive_group()
    asked.add_argument("--stop", action="store_true", help="save and end after this step")
    asked.add_argument("--pause", action="store_true", help="save, free the device, wait")
    asked.add_argument("--continue", action="store_true", help="continue after a pause or a stop")
    asked.add_argument("--sample", action="store_true", help="make a sample now")
    asked.add_argument("--checkpoint", action="store_true", help="make a checkpoint now")
    asked.add_argument("--rename", metavar="NAME", help="of a run that is not training")
    asked.add_argument("--duplicate", metavar="NAME", help="copy it with its checkpoints")
    asked.add_argument(
        "--delete", action="store_true", help="move it aside, until another is deleted there"
    )
    asked.add_argument("--json", action="store_true", help="print one line of JSON for each run")
    asked.add_argument(
        "--compare", type=Path, nargs="+", metavar="RUN_DIR", help="runs side by side"
    )
    parser.add_argument("--csv", type=Path, metavar="FILE", help="with --compare: all curves")
    parser.set_defaults(run=_run_runs)


def _run_runs(options: argparse.Namespace) -> int:
    from training.run.known_runs import known_runs

    if options.csv is not None and not options.compare:
        raise UsageError("--csv needs --compare.", hint="runs --compare RUN_DIR RUN_DIR --csv FILE")
    if options.compare:
        runs = [_opened(each) for each in (options.folder, *options.compare) if each]
        return _compare(runs, options.csv)
    if options.json:
        return _list_as_json([_opened(options.folder)] if options.folder else known_runs())
    given = {name: getattr(options, name) for name in (*_REQUESTS, *_CHANGES)}
    asked = next((name for name, value in given.items() if value not in (None, False)), None)
    if options.folder is None:
        if asked:
            raise UsageError("Which run?", hint="runs RUN_DIR --{asked}", asked=asked)
        return _list(known_runs())
    folder = _opened(options.folder)
    if asked in _CHANGES:
        return _change(folder, options)
    return _ask(folder, asked) if asked else _show(folder)


def _opened(path: Path) -> "RunFolder":
    """Open a run; of a folder of runs, name those in it."""
    from training.run.run_folder import RunFolder

    try:
        return RunFolder.open(path)
    except InputError as error:
        inside = sorted(each.name for each in path.glob("*") if RunFolder(each).exists)
        if not inside:
            raise
        raise InputError(
            error.phrase, hint="It contains runs; name one of them: {runs}.", runs=", ".join(inside)
        ) from error


def _change(folder: "RunFolder", options: argparse.Namespace) -> int:
    """Rename, duplicate or delete a run."""
    from training.run.control.whole_runs import delete_run, duplicate_run, rename_run

    if options.delete:
        print(
            f"Deleted; until another run is deleted there, it is kept in {delete_run(folder).kept}."
        )
    elif options.rename is not None:
        print(f"The run is now {rename_run(folder, options.rename).path}.")
    else:
        print(f"The copy is {duplicate_run(folder, options.duplicate).path}.")
    return 0


def _list(runs: "Sequence[RunFolder]") -> int:
    """Print one line for each run."""
    for run in runs:
        try:
            status, preset = run.status(), run.config().preset
        except InputError as error:  # a damaged run must not hide the others
            print(f"{'damaged':8} {'':>15}  {'':12} {run.path}  {error.message}")
            continue
        progress = f"{status.step}/{status.steps}"
        print(f"{status.state:8} {progress:>15}  {preset:12} {run.path}")
    if not runs:
        print("No runs yet.")
    return 0


def _list_as_json(runs: "Sequence[RunFolder]") -> int:
    """Print one line of JSON for each run."""
    import json

    from training.run.messages import Done, StepDone
    from training.run.results.verdict import verdict_on

    for run in runs:
        values: dict[str, Any] = {"path": str(run.path)}
        try:
            config, status = run.config(), run.status()
        except InputError as error:
            values |= {"state": "damaged", "message": error.message}
        else:
            last: dict[type, Any] = {type(event): event for event in run.tail().read()}
            values |= {"kind": config.kind, "preset": config.preset, "dataset": str(config.dataset)}
            values |= {"state": status.state, "step": status.step, "steps": status.steps}
            values["stage"] = status.stage
            values |= {"eta_s": status.eta_s, "message": str(status.message)}
            values["advice"] = str(status.advice)
            values["losses"] = last[StepDone].losses if StepDone in last else {}
            values["measurements"] = last[Done].measurements if Done in last else {}
            verdict = verdict_on(config.training, values["measurements"])
            values["verdict"] = "" if verdict is None else verdict.sentence
        print(json.dumps(values))
    return 0


def _show(folder: "RunFolder") -> int:
    """Print the state, losses and measurements of one run."""
    from training.run.messages import Done, StepDone, Validated
    from training.run.results.verdict import verdict_on
    from training.run.terminal import describe

    status = folder.status()
    print(describe(status))
    tail = folder.tail()
    last: dict[type, Any] = {type(event): event for event in tail.read()}
    for name, event in (("losses", last.get(StepDone)), ("validation", last.get(Validated))):
        if event is not None:
            values = "  ".join(f"{key} {value:.4f}" for key, value in event.losses.items())
            print(f"{name:12} {values}")
    if Done in last:
        measured = last[Done].measurements
        values = "  ".join(f"{key} {value:.3f}" for key, value in measured.items())
        print(f"{'measured':12} {values}")
        verdict = verdict_on(folder.config().training, measured)
        if verdict is not None:
            print(f"{'verdict':12} {verdict.sentence}")
    for sentence in tail.damage:
        print(f"Not read: {sentence}")
    for line in status.log:
        print(f"  | {line}")
    return 0


def _compare(runs: "Sequence[RunFolder]", csv: Path | None) -> int:
    """Print runs side by side, and write their curves if asked for."""
    from training.run.results.comparison import beside_each_other, write_curves

    rows = [(name, *values) for name, values in beside_each_other(runs)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (text.ljust(width) for text, width in zip(row, widths, strict=True))
        print("  ".join(cells).rstrip())
    if csv is not None:
        write_curves(csv, runs)
        print(f"All curves are in {csv}.")
    return 0


def _ask(folder: "RunFolder", asked: str) -> int:
    """Send a run a request, and wait until it is answered."""
    state = folder.status().state
    if asked == "continue" and state in ("stopped", "failed"):
        from training.run.terminal import start

        return start(folder, detached=True)
    wanted = "paused" if asked == "continue" else "running"
    if state != wanted and not (asked == "stop" and state in ("queued", "paused")):
        raise UsageError("The run is {state}, not {wanted}.", state=state, wanted=wanted)
    folder.request(_REQUESTS[asked])
    answer = _answer(folder, asked)
    if answer is None:
        raise NoAnswerError(
            "The run has not answered yet.",
            hint="It will after its current step; if it hangs, end its process.",
        )
    print(f"{folder.path}: {answer}.")
    return 0


def _answer(folder: "RunFolder", asked: str) -> "State | None":
    """Wait until a request was accepted and carried out; the state then, or None without one."""
    ended = ("stopped", "failed", "done")
    outcomes = {
        "stop": ended,
        "pause": ("paused", *ended),
        "continue": ("running", "stopping", *ended),  # a task that is built again is still paused
    }
    deadline_s = time.monotonic() + _ANSWER_TIMEOUT_S
    while time.monotonic() < deadline_s:
        accepted = not folder.requested(_REQUESTS[asked])  # first: the state is told before
        state = folder.status().state
        if accepted and state in outcomes.get(asked, (state,)):
            return state
        time.sleep(0.1)
    return None
