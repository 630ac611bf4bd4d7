"""The commands `train` and `runs`. Handlers import their modules when they run."""

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from engine.errors import InputError, UsageError

if TYPE_CHECKING:
    from training.config import RunConfig, Training
    from training.run.run_folder import Request, RunFolder

_ANSWER_TIMEOUT_S: Final = 60.0  # covers a step of a large model on a CPU, and its checkpoint
_DEFAULT_PRESET: Final = "compact"
_REQUESTS: Final[dict[str, "Request"]] = {
    "stop": "stop",
    "pause": "pause",
    "continue": "continue",
    "sample": "sample_now",
    "checkpoint": "checkpoint_now",
}


def add_commands(commands: Any) -> None:
    """Add `train` and `runs` to the parser's sub-commands."""
    _add_train(commands)
    _add_runs(commands)


def _add_train(commands: Any) -> None:
    parser = commands.add_parser("train", help="train a generator or a vocoder")
    parser.add_argument("kind", choices=("generator", "vocoder"))
    parser.add_argument("--dataset", type=Path, metavar="DATASET", help="made by prepare")
    parser.add_argument("--run", dest="folder", type=Path, metavar="RUN_DIR")
    parser.add_argument("--preset", metavar="NAME", help=f"default: {_DEFAULT_PRESET}")
    parser.add_argument("--classes", metavar="A,B", help="only these; default: all")
    parser.add_argument(
        "--set",
        dest="settings",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help="change one setting of the preset; may be given again",
    )
    parser.add_argument("--seed", type=int, metavar="N")
    parser.add_argument("--device", choices=("auto", "cpu", "cuda"))
    parser.add_argument(
        "--resume", action="store_true", help="continue the run from its last checkpoint"
    )
    parser.add_argument("--detach", action="store_true", help="leave it running on its own")
    parser.add_argument(
        "--estimate",
        action="store_true",
        help="only print, as JSON, what the settings say about parameters, memory and disk",
    )
    parser.add_argument(
        "--try",
        dest="tries",
        action="store_true",
        help="with --estimate: make a few steps, too, and say how fast they are",
    )
    parser.set_defaults(run=_run_train)


def _add_runs(commands: Any) -> None:
    parser = commands.add_parser("runs", help="list trainings, or ask one for something")
    parser.add_argument("folder", type=Path, nargs="?", metavar="RUN_DIR")
    asked = parser.add_mutually_exclusive_group()
    asked.add_argument("--stop", action="store_true", help="save and end after this step")
    asked.add_argument("--pause", action="store_true", help="save, free the device, wait")
    asked.add_argument("--continue", action="store_true", help="continue after a pause or a stop")
    asked.add_argument("--sample", action="store_true", help="make a sample now")
    asked.add_argument("--checkpoint", action="store_true", help="make a checkpoint now")
    parser.set_defaults(run=_run_runs)


def _run_train(options: argparse.Namespace) -> int:
    if options.estimate:
        return _estimate(options)
    if options.folder is None:
        raise UsageError("Where should the run be saved?", hint="Name a new folder with --run.")
    from training.run.known_runs import remember_run
    from training.run.run_folder import RunFolder

    folder = RunFolder(options.folder)
    if options.resume and folder.exists:
        config = _changed(folder.config(), options)
        _check_dataset(config)
        folder.update_config(config)
    else:
        config = _new_config(options)
        if not folder.exists:  # which `create` refuses
            _check_dataset(config)
        folder = RunFolder.create(options.folder, config, ["main.py", *sys.argv[1:]])
    remember_run(folder)
    return _start(folder, detached=options.detach)


def _estimate(options: argparse.Namespace) -> int:
    """Print what a new run with these options would need; only --try needs a data set."""
    import json

    from training.run.estimate import estimate

    if options.tries:
        config = _new_config(options)
        _check_dataset(config)
        from training.run.step_benchmark import benchmark_steps

        tried = {"tried": benchmark_steps(config).to_json()}
    else:
        config, tried = configured(options, options.dataset or Path()), {}
    _say(json.dumps(estimate(config).to_json() | tried))
    return 0


def _start(folder: "RunFolder", *, detached: bool) -> int:
    """Start the trainer; follow it to its end unless detached."""
    from training.run.terminal import describe, follow

    child = folder.launch(detached=detached)
    if detached and child.poll() is None:
        _say(f"Training in {folder.path} (process {child.pid}).")
        return 0
    exit_code = follow(folder, child, sys.stderr)
    status = folder.status()
    if status.state == "failed":
        sys.stderr.write(f"{status.message} {status.advice}\n")
        return exit_code or 1  # never success, whatever the process reported
    _say(f"{folder.path}: {describe(status)}")
    return exit_code


def _new_config(options: argparse.Namespace) -> "RunConfig":
    if options.dataset is None:
        raise UsageError("A new run needs a data set.", hint="Name it with --dataset.")
    return configured(options, options.dataset)


def configured(options: argparse.Namespace, dataset: Path) -> "RunConfig":
    """The settings of a new run: its preset, as changed by the options of `train`."""
    from training.config import run_config
    from training.own_presets import find_own_preset
    from training.presets import find_preset

    name = options.preset or _DEFAULT_PRESET
    own = find_own_preset(options.kind, name)
    name = name if own is None else own.base
    preset = find_preset(options.kind, name)
    config = run_config(
        preset.training, preset=name, dataset=dataset.resolve(), cadence=preset.cadence
    )
    settings = () if own is None else own.settings
    return _changed(_with_settings(config, settings), options, preset=name)


def _changed(config: "RunConfig", options: argparse.Namespace, *, preset: str = "") -> "RunConfig":
    """A run's settings with the options applied; `preset` is the one that they name."""
    from msgspec.structs import replace

    if config.kind != options.kind:
        raise UsageError(f"The run trains a {config.kind}.", hint=f"train {config.kind} ...")
    if (preset or options.preset) not in (None, config.preset):
        raise UsageError(
            f"The run was started with the preset {config.preset}.",
            hint="Change single settings with --set, or start a new run.",
        )
    changes: dict[str, Any] = {}
    if options.dataset is not None:
        changes["dataset"] = options.dataset.resolve()
    if options.classes is not None:
        changes["classes"] = tuple(filter(None, options.classes.split(",")))
    if options.seed is not None:
        changes["seed"] = options.seed
    if options.device is not None:
        changes["device"] = options.device
    config = replace(config, **changes)
    return _with_settings(config, options.settings)


def _with_settings(config: "RunConfig", assignments: Sequence[str]) -> "RunConfig":
    """Apply `KEY=VALUE` to the settings of the training or of the cadence, whichever has KEY."""
    from msgspec.structs import replace

    from engine.storage.settings import settings_of
    from training.settings import with_settings

    cadence = {setting.name for setting in settings_of(type(config.cadence))}
    for assignment in assignments:
        if assignment.partition("=")[0].strip() in cadence:
            config = replace(config, cadence=with_settings(config.cadence, [assignment]))
        else:
            config = replace(config, training=with_settings(config.training, [assignment]))
    return replace(config, training=_with_absolute_paths(config.training))


def _with_absolute_paths(training: "Training") -> "Training":
    """The settings with absolute paths, because the trainer runs in another working folder."""
    from msgspec.structs import replace

    from engine.storage.values import path_text, text_path
    from training.config import VocoderTraining

    given = {"start_from": training.start_from}
    if isinstance(training, VocoderTraining):
        given["generator"] = training.generator
    absolute = {name: text_path(path).resolve() for name, path in given.items() if path}
    for name, path in absolute.items():
        if not path.is_file():
            raise InputError(f"There is no model file {path}.", hint=f"Check --set {name}=FILE.")
    return replace(training, **{name: path_text(path) for name, path in absolute.items()})


def _check_dataset(config: "RunConfig") -> None:
    """Refuse an unusable data set before anything is written."""
    from training.data.dataset import Dataset
    from training.presets import find_preset

    dataset = Dataset(config.dataset)
    dataset.select("train", config.classes)
    dataset.require(config.training.arrays, f"the {config.kind}")
    classes = config.classes or dataset.classes
    if find_preset(config.kind, config.preset).one_class and len(classes) > 1:
        raise UsageError(
            f"The preset {config.preset} trains one class at a time, as published.",
            hint=f"Choose one with --classes: {', '.join(classes)}.",
        )


def _run_runs(options: argparse.Namespace) -> int:
    from training.run.known_runs import known_runs
    from training.run.run_folder import RunFolder

    asked = next((name for name in _REQUESTS if getattr(options, name)), None)
    if options.folder is not None:
        folder = RunFolder.open(options.folder)
        return _ask(folder, asked) if asked else _show(folder)
    if asked:
        raise UsageError("Which run?", hint=f"runs RUN_DIR --{asked}")
    runs = known_runs()
    for run in runs:
        try:
            status, preset = run.status(), run.config().preset
        except InputError as error:  # a damaged run must not hide the others
            _say(f"{'damaged':8} {'':>15}  {'':12} {run.path}  {error.message}")
            continue
        progress = f"{status.step}/{status.steps}"
        _say(f"{status.state:8} {progress:>15}  {preset:12} {run.path}")
    if not runs:
        _say("No runs yet.")
    return 0


def _show(folder: "RunFolder") -> int:
    """Print the state, losses and measurements of one run."""
    from training.run.messages import Done, StepDone, Validated
    from training.run.terminal import describe

    status = folder.status()
    _say(describe(status))
    tail = folder.tail()
    last: dict[type, Any] = {type(event): event for event in tail.read()}
    for name, event in (("losses", last.get(StepDone)), ("validation", last.get(Validated))):
        if event is not None:
            values = "  ".join(f"{key} {value:.4f}" for key, value in event.losses.items())
            _say(f"{name:12} {values}")
    if Done in last:
        measured = last[Done].measurements.items()
        _say(f"{'measured':12} {'  '.join(f'{key} {value:.3f}' for key, value in measured)}")
    for sentence in tail.damage:
        _say(f"Not read: {sentence}")
    for line in status.log:
        _say(f"  | {line}")
    return 0


def _ask(folder: "RunFolder", asked: str) -> int:
    """Send a run a request, and wait until it is answered."""
    state = folder.status().state
    if asked == "continue" and state in ("stopped", "failed"):
        return _start(folder, detached=True)
    wanted = "paused" if asked == "continue" else "running"
    if state != wanted and not (asked == "stop" and state == "paused"):
        raise UsageError(f"The run is {state}, not {wanted}.")
    folder.request(_REQUESTS[asked])
    if not _answered(folder, asked):
        raise InputError(
            "The run has not answered yet.",
            hint="It will after its current step; if it hangs, end its process.",
        )
    _say(f"{folder.path}: {folder.status().state}.")
    return 0


def _answered(folder: "RunFolder", asked: str) -> bool:
    """Wait until a request was accepted and, for a stop or a pause, carried out."""
    outcomes = {"stop": ("stopped", "failed", "done"), "pause": ("paused", "stopped", "failed")}
    deadline_s = time.monotonic() + _ANSWER_TIMEOUT_S
    while time.monotonic() < deadline_s:
        state = folder.status().state
        accepted = not folder.requested(_REQUESTS[asked])
        if accepted and state in outcomes.get(asked, (state,)):
            return True
        time.sleep(0.1)
    return False


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
