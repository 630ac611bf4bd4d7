"""The commands `train` and `presets`. Handlers import their modules when they run."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from engine.errors import InputError, UsageError
from engine.phrases import Phrase, phrase, shortened
from engine.storage.real_paths import real_path
from training.cli.runs import add_runs

if TYPE_CHECKING:
    from training.config import RunConfig, Training
    from training.run.run_folder import RunFolder

_DEFAULT_PRESETS: Final = {
    "generator": "compact",
    "vocoder": "compact",
    "baseline": "regnet_compact",
}
_SHOWN_NAME: Final = 60  # characters of a name that is too long


def add_commands(commands: Any) -> None:
    """Add `train`, `runs` and `presets` to the parser's sub-commands."""
    _add_train(commands)
    add_runs(commands)
    _add_presets(commands)


def _add_train(commands: Any) -> None:
    parser = commands.add_parser("train", help="train a generator, a vocoder or a baseline")
    parser.add_argument("kind", choices=("generator", "vocoder", "baseline"))
    parser.add_argument("--dataset", type=Path, metavar="DATASET", help="made by prepare")
    parser.add_argument("--run", dest="folder", type=Path, metavar="RUN_DIR")
    parser.add_argument(
        "--preset",
        metavar="NAME",
        help=f"default: compact; of a baseline: {_DEFAULT_PRESETS['baseline']}",
    )
    parser.add_argument("--classes", metavar="A,B", help="only these; default: all")
    parser.add_argument(
        "--each-class",
        action="store_true",
        help="one run for each class in turn, as published, in RUN_DIR/CLASS",
    )
    parser.add_argument(
        "--set",
        dest="settings",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help="change one setting of the preset; may be given again",
    )
    parser.add_argument("--seed", type=int, metavar="N")
    parser.add_argument(
        "--device",
        type=_devices,
        metavar="{auto,cpu,cuda,cuda:0,cuda:1}",
        help="one or several GPUs, separated by commas",
    )
    parser.add_argument(
        "--processes",
        type=int,
        metavar="N",
        help="processes that divide each batch, one for each device (default: 1)",
    )
    parser.add_argument(
        "--resume", action="store_true", help="continue the run from its last checkpoint"
    )
    parser.add_argument(
        "--resume-from",
        type=Path,
        metavar="CHECKPOINT",
        help="continue from RUN_DIR/checkpoints/step_N.pt: in that run, whose later checkpoints are"
        " then deleted, or in a new one, named with --run",
    )
    parser.add_argument(
        "--queue", action="store_true", help="begin when earlier runs on the device have ended"
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


def _add_presets(commands: Any) -> None:
    parser = commands.add_parser("presets", help="list the settings that a training can start from")
    parser.add_argument("--json", action="store_true", help="print one line of JSON for each")
    parser.set_defaults(run=_run_presets)


def _devices(text: str) -> str:
    """Parse the names of the devices of a training."""
    from engine.cli.options import parse_text
    from training.devices import DeviceNames

    return parse_text(DeviceNames, text, "auto, cpu, cuda, or GPUs such as cuda:1 or cuda:0,cuda:1")


def _run_train(options: argparse.Namespace) -> int:
    if options.estimate:
        return _estimate(options)
    if options.folder is None and options.resume_from is None:
        raise UsageError("Where should the run be saved?", hint="Name a new folder with --run.")
    return _sweep(options) if options.each_class else _run_one(options)


def _sweep(options: argparse.Namespace) -> int:
    """Train one model for each class, one after the other; ends with the first that fails."""
    from copy import copy

    from training.run.control.class_sweep import runs_by_class

    if options.detach:
        raise UsageError("The runs of several classes follow one another: leave out --detach.")
    if options.resume_from is not None:
        raise UsageError("Runs of each class begin anew: leave out --resume-from.")
    if options.dataset is None:
        raise UsageError("Runs of each class need a data set.", hint="Name it with --dataset.")
    for label, place, is_done in runs_by_class(options.dataset, options.classes, options.folder):
        if is_done and options.resume:
            continue
        own = copy(options)
        own.classes, own.folder = label, place
        exit_code = _run_one(own)
        if exit_code:
            return exit_code
    return 0


def _run_one(options: argparse.Namespace) -> int:
    from training.run.known_runs import remember_run
    from training.run.terminal import start

    folder = _resumed_from(options) if options.resume_from else _run_at(options)
    remember_run(folder)
    return start(folder, detached=options.detach, queued=options.queue)


def _run_at(options: argparse.Namespace) -> "RunFolder":
    """The run in the folder that the options name: a new one, or one to continue."""
    from training.run.run_folder import RunFolder

    folder = RunFolder(options.folder)
    if options.resume and folder.exists:
        config = _changed(folder.config(), options)
        _check_resumed(config)
        folder.update_config(config)
        return folder
    config = _new_config(options)
    if not folder.exists:  # which `create` refuses
        _check_dataset(config)
        _check_devices(config)
    return RunFolder.create(options.folder, config, ["main.py", *sys.argv[1:]])


def _resumed_from(options: argparse.Namespace) -> "RunFolder":
    """The run that continues from a checkpoint: its own, gone back, or a new one."""
    from training.run.control.resuming import branch, find_checkpoint, go_back
    from training.run.run_folder import RunFolder

    source, checkpoint = find_checkpoint(options.resume_from)
    config = _changed(source.config(), options)
    _check_resumed(config)
    place = source.path if options.folder is None else RunFolder(options.folder).path
    if place == source.path:
        go_back(source, checkpoint, config)
        return source
    return branch(source, checkpoint, place, config, ["main.py", *sys.argv[1:]])


def _estimate(options: argparse.Namespace) -> int:
    """Print what a new run with these options would need; only --try needs a data set."""
    import json
    from dataclasses import asdict

    from training.launch.estimate import estimate

    if options.tries:
        config = _new_config(options)
        _check_dataset(config)
        from training.launch.step_benchmark import benchmark_steps

        tried = {"tried": asdict(benchmark_steps(config))}
    else:
        config, tried = configured(options, options.dataset or Path()), {}
    print(json.dumps(asdict(estimate(config)) | tried))
    return 0


def _new_config(options: argparse.Namespace) -> "RunConfig":
    if options.dataset is None:
        raise UsageError("A new run needs a data set.", hint="Name it with --dataset.")
    return configured(options, options.dataset)


def configured(options: argparse.Namespace, dataset: Path) -> "RunConfig":
    """The settings of a new run: its preset, as changed by the options of `train`."""
    from training.config import run_config
    from training.own_presets import find_own_preset
    from training.presets import find_preset

    name = options.preset or _DEFAULT_PRESETS[options.kind]
    own = find_own_preset(options.kind, name)
    name = name if own is None else own.base
    preset = find_preset(options.kind, name)
    config = run_config(
        preset.training, preset=name, dataset=real_path(dataset), cadence=preset.cadence
    )
    settings = () if own is None else own.settings
    return _changed(_with_settings(config, settings), options, preset=name)


def _changed(config: "RunConfig", options: argparse.Namespace, *, preset: str = "") -> "RunConfig":
    """A run's settings with the options applied; `preset` is the one that they name."""
    if config.kind != options.kind:
        raise UsageError("The run trains a {kind}.", hint="train {kind} ...", kind=config.kind)
    if (preset or options.preset) not in (None, config.preset):
        raise UsageError(
            "The run was started with the preset {preset}.",
            hint="Change single settings with --set, or start a new run.",
            preset=config.preset,
        )
    changes: dict[str, Any] = {}
    if options.dataset is not None:
        changes["dataset"] = real_path(options.dataset)
    if options.classes is not None:
        changes["classes"] = tuple(filter(None, options.classes.split(",")))
    if options.seed is not None:
        changes["seed"] = options.seed
    if options.device is not None:
        changes["device"] = options.device
        changes["processes"] = 1
    if options.processes is not None:
        changes["processes"] = options.processes
    config = _with_changes(config, changes)
    return _with_settings(config, options.settings)


def _with_changes(config: "RunConfig", changes: dict[str, Any]) -> "RunConfig":
    from msgspec.structs import replace

    from engine.storage.values import FieldError

    try:
        return replace(config, **changes)
    except FieldError as error:
        raise UsageError("{name} {reason}.", name=error.name, reason=error.reason) from error


def _with_settings(config: "RunConfig", assignments: Sequence[str]) -> "RunConfig":
    from msgspec.structs import replace

    from training.settings import with_assignments

    training, cadence = with_assignments(config.training, config.cadence, assignments)
    return replace(config, training=_with_absolute_paths(training), cadence=cadence)


def _with_absolute_paths(training: "Training") -> "Training":
    """The settings with absolute paths, because the trainer runs in another working folder.

    Raises:
        InputError: there is no such file.
        EnvironmentUnusableError: it is no model of this program.
    """
    from msgspec.structs import replace

    from engine.model_files.model_file import read_header
    from engine.storage.values import path_text, text_path
    from training.baseline_config import BaselineTraining
    from training.config import VocoderTraining

    if isinstance(training, BaselineTraining):
        return training
    given = {"start_from": training.start_from}
    if isinstance(training, VocoderTraining):
        given["generator"] = training.generator
    absolute: dict[str, Path] = {}
    for name, text in given.items():
        if not text:
            continue
        try:
            path = real_path(text_path(text))
        except ValueError:  # no file can have such a name
            path = Path(shortened(text, _SHOWN_NAME))
        if not path.is_file():
            raise InputError(
                "There is no model file {path}.",
                hint="Check --set {name}=FILE.",
                path=path,
                name=name,
            )
        read_header(path)
        absolute[name] = path
    return replace(training, **{name: path_text(path) for name, path in absolute.items()})


def _check_resumed(config: "RunConfig") -> None:
    """Refuse to continue without a usable data set and working devices."""
    if not config.dataset.is_dir():
        raise InputError(
            "The data set {folder} is gone.",
            hint="If it was moved, name its folder with --dataset.",
            folder=config.dataset,
        )
    _check_dataset(config)
    _check_devices(config)


def _check_dataset(config: "RunConfig") -> None:
    """Refuse an unusable data set before anything is written."""
    from training.data.dataset import Dataset
    from training.presets import find_preset

    dataset = Dataset(config.dataset)
    dataset.select("train", config.classes)
    dataset.require(config.training.arrays, phrase("the {kind}", kind=Phrase(config.kind)))
    classes = config.classes or dataset.classes
    if find_preset(config.kind, config.preset).one_class and len(classes) > 1:
        raise UsageError(
            "The preset {preset} trains one class at a time, as published.",
            hint="Choose one with --classes: {classes}.",
            preset=config.preset,
            classes=", ".join(classes),
        )


def _check_devices(config: "RunConfig") -> None:
    """Refuse devices that do not work here before anything is written.

    Raises:
        UsageError: there are more processes than samples in a batch.
        EnvironmentUnusableError: a GPU was requested and cannot be used.
    """
    from training.devices import check_division

    devices = config.devices
    check_division(config.training.batch, len(devices))
    requested = [name for name in devices if name.startswith("cuda")]
    if requested:
        from engine.machine.device import choose_device
        from engine.progress import JobContext

        for name in requested:
            choose_device(name, JobContext())


def _run_presets(options: argparse.Namespace) -> int:
    """Print all presets, a line each."""
    import json

    from msgspec import to_builtins

    from training.own_presets import KINDS, own_presets, training_of
    from training.presets import PRESETS

    found = [
        (kind, name, preset.help, preset.training)
        for kind, presets in PRESETS.items()
        for name, preset in presets.items()
    ]
    for own in (each for kind in KINDS for each in own_presets(kind)):
        about = f"Your own, from {own.base}: {' '.join(own.settings) or 'unchanged'}."
        found.append((own.kind, own.name, about, training_of(own.kind, own.name)))
    for kind, name, about, training in found:
        if options.json:
            values = {"kind": kind, "name": name, "help": about}
            print(json.dumps(values | {"settings": to_builtins(training)}))
        else:
            print(f"{kind:10} {name:31} {about}")
    return 0
