"""The command `prepare`. Handlers import their modules when they run.

With `--json`, the last line of stdout is an object. With `--progress`, which the window uses, it is
preceded by lines of progress in the format of the engine's host: {"type": "progress", "stage":
"samples", "fraction": 0.42}.
"""

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

from msgspec import Meta

from engine.cli.options import add_device, add_workers, chosen_workers, number_parser
from engine.errors import UsageError, os_errors_as
from engine.storage.real_paths import real_path

if TYPE_CHECKING:
    from engine.machine.workers.workers import Workers
    from engine.progress import JobContext, Progress
    from training.data.prepare import Extraction, Prepared
    from training.data.sources import ClipFile

_SPLITS: Final = ("train", "validation", "test")
_PER_GPU: Final = 2  # processes, each with a network and a CUDA context of its own there
_parse_clips = number_parser(Annotated[int, Meta(ge=1, le=10**6)])  # which take a month to render
_parse_seed = number_parser(Annotated[int, Meta(ge=0, le=2**63 - 1)])
_LINE_EVERY_S: Final = 0.1  # more frequent progress would not be visible


def add_commands(commands: Any) -> None:
    """Add `prepare` to the parser's sub-commands."""
    parser = commands.add_parser("prepare", help="make a data set for training")
    parser.add_argument(
        "clips", type=Path, nargs="?", metavar="CLIPS", help="folder of clips with sound"
    )
    parser.add_argument(
        "--procedural", type=_parse_clips, metavar="N", help="make N rendered clips instead"
    )
    parser.add_argument(
        "--sounds-only",
        action="store_true",
        help="with --procedural: no pictures, which is enough to train a decoder",
    )
    parser.add_argument(
        "--effects",
        type=Path,
        metavar="FOLDER",
        help="of recorded sounds that rendered clips may use besides the synthesised ones",
    )
    parser.add_argument(
        "--describe", type=Path, metavar="DATASET", help="say what a data set holds instead"
    )
    parser.add_argument(
        "--output",
        type=Path,
        metavar="DATASET",
        help="folder of the data set; with --sample, the WAV file",
    )
    parser.add_argument(
        "--sample",
        type=int,
        metavar="N",
        help="with --describe and --output: write sample N, from 0, as a training would get it: "
        "cropped, and its sound altered at random by --seed",
    )
    parser.add_argument(
        "--preset", metavar="NAME", help="with --sample: of the generator; default: compact"
    )
    parser.add_argument("--layout", choices=("auto", "vas", "folder"), default="auto")
    parser.add_argument("--classes", metavar="A,B", help="only these; default: all")
    parser.add_argument(
        "--exclude",
        type=Path,
        metavar="FILE",
        help="text file of the clips to leave out, one a line, named as --check names them",
    )
    parser.add_argument(
        "--labels",
        type=Path,
        metavar="FILE",
        help="table of the columns source and label: clips whose class is not their folder's name",
    )
    parser.add_argument(
        "--backend",
        choices=("motion", "bninception", "bninception_fast"),
        help="what looks at the picture; default: motion, or ready features without any video",
    )
    parser.add_argument(
        "--weights", type=Path, metavar="FILE", help="of bninception; default: those of `models`"
    )
    add_device(parser)
    add_workers(parser, "default: one a core, or two with the network on a GPU")
    parser.add_argument("--seed", type=_parse_seed, default=0, metavar="S", help="default: 0")
    parser.add_argument(
        "--check",
        action="store_true",
        help="only say what would be used, in which split, and what not and why",
    )
    parser.add_argument(
        "--verify", action="store_true", help="with --describe: compare every byte; takes a while"
    )
    parser.add_argument("--json", action="store_true", help="print one line of JSON")
    parser.add_argument(
        "--progress", action="store_true", help="with --json: print lines of progress before it"
    )
    parser.set_defaults(run=_run_prepare)


def _run_prepare(options: argparse.Namespace) -> int:
    _check_usage(options)
    workers = chosen_workers(options)
    if options.procedural is not None:
        return _make_procedural(options, workers)
    if options.describe is not None:
        return _describe(options)
    from engine.machine.workers.processes import local_workers
    from training.data.prepare import check, prepare
    from training.data.sources import find_clips, read_excluded, read_labels

    classes = tuple(filter(None, (options.classes or "").split(",")))
    excluded = read_excluded(options.exclude) if options.exclude else ()
    labels = read_labels(options.labels) if options.labels else {}
    clips = find_clips(options.clips, options.layout, classes, excluded, labels)
    with _job(options) as context:
        extraction = _extraction(options, clips)
        if extraction.device != "cpu" and options.workers is None and options.scheduler is None:
            workers = local_workers(_PER_GPU)
        if options.check:
            checked = check(clips, extraction, workers=workers, seed=options.seed, context=context)
            print(json.dumps(checked.to_json()) if options.json else checked.text())
            return 0
        prepared = prepare(
            clips,
            options.output,
            extraction,
            origin=f"clips of the folder {real_path(options.clips).name}; their makers' licences",
            seed=options.seed,
            workers=workers,
            context=context,
        )
    _report(options, prepared)
    return 0


@contextmanager
def _job(options: argparse.Namespace) -> "Iterator[JobContext]":
    """A job that reports its progress on the terminal or as JSON lines."""
    if not options.progress:
        from engine.cli.terminal import terminal_job

        with terminal_job() as context:
            yield context
        return
    from engine.progress import JobContext

    last_stage, last_s = "", 0.0

    def report(progress: "Progress") -> None:
        nonlocal last_stage, last_s
        now_s = time.monotonic()
        is_end = progress.fraction in (0.0, 1.0)
        if is_end or progress.stage != last_stage or now_s - last_s >= _LINE_EVERY_S:
            last_stage, last_s = progress.stage, now_s
            line = {"type": "progress", "stage": progress.stage, "fraction": progress.fraction}
            print(json.dumps(line), flush=True)

    yield JobContext(report=report)


def _check_usage(options: argparse.Namespace) -> None:
    asked = (options.clips, options.procedural, options.describe)
    if sum(each is not None for each in asked) != 1:
        raise UsageError(
            "Name either a folder of clips, --procedural N or --describe DATASET.",
            hint="prepare CLIPS --output DATASET, or prepare --procedural N --output DATASET",
        )
    _check_options_of_clips(options)
    if options.procedural is None and options.effects is not None:
        raise UsageError("--effects is for --procedural, not for a folder of clips.")
    if options.procedural is None and options.sounds_only:
        raise UsageError("--sounds-only is for --procedural.")
    if options.describe is None and options.verify:
        raise UsageError("--verify is for --describe.")
    if options.sample is not None and (options.describe is None or options.output is None):
        raise UsageError("--sample needs --describe DATASET and --output FILE.wav.")
    if options.sample is None and options.preset is not None:
        raise UsageError("--preset is for --sample.")
    if options.progress and not options.json:
        raise UsageError("--progress is for --json.")
    if options.output is None and not options.check and options.describe is None:
        raise UsageError("Where should the data set be saved?", hint="Name a folder with --output.")


def _check_options_of_clips(options: argparse.Namespace) -> None:
    """Refuse options that apply only to a folder of clips."""
    if options.clips is not None:
        return
    wrong = [name for name in ("check", "classes", "exclude", "labels") if getattr(options, name)]
    if wrong or options.layout != "auto":
        name = wrong[0] if wrong else "layout"
        other = "procedural" if options.procedural is not None else "describe"
        raise UsageError(
            "--{name} is for a folder of clips, not for --{other}.", name=name, other=other
        )


def _describe(options: argparse.Namespace) -> int:
    if options.sample is not None:
        return _write_example(options)
    from training.data.dataset_summary import summarise

    with _job(options) as context:
        found = summarise(options.describe, context, every_byte=options.verify)
    print(json.dumps(found.to_json()) if options.json else found.text())
    return 0


def _write_example(options: argparse.Namespace) -> int:
    from msgspec import to_builtins

    from engine.errors import TargetError
    from training.config import GeneratorTraining
    from training.data.dataset import Dataset
    from training.generator.example import write_example
    from training.own_presets import training_of

    training = training_of("generator", options.preset or "compact")
    assert isinstance(training, GeneratorTraining)
    with os_errors_as(
        TargetError,
        "{output} cannot be written ({reason}).",
        hint="Name a WAV file in a folder that you may write to.",
        output=options.output.absolute(),
    ):
        example = write_example(
            Dataset(options.describe), options.sample, training, options.output, seed=options.seed
        )
    told = to_builtins(example, enc_hook=str)
    print(json.dumps(told) if options.json else str(example.sound))
    return 0


def _extraction(options: argparse.Namespace, clips: "Sequence[ClipFile]") -> "Extraction":
    from training.data.prepare import Extraction

    extraction = Extraction(options.backend, options.weights)
    if options.backend in (None, "motion") or extraction.uses_ready(clips):
        return extraction
    from dataclasses import replace

    from engine.features.weight_files import installed_weights
    from engine.machine.device import choose_device
    from engine.progress import JobContext

    return replace(
        extraction,
        weights=options.weights or installed_weights(),
        device=str(choose_device(options.device, JobContext())),
    )


def _make_procedural(options: argparse.Namespace, workers: "Workers") -> int:
    from engine.features.weight_files import installed_weights
    from training.procedural.generate import generate

    with _job(options) as context:
        generate(
            options.procedural,
            options.output,
            seed=options.seed,
            workers=workers,
            backend=options.backend or "motion",
            weights=options.weights or installed_weights(),
            pictures=not options.sounds_only,
            sfx=options.effects,
            context=context,
        )
    _report(options, None)
    return 0


def _report(options: argparse.Namespace, prepared: "Prepared | None") -> None:
    """Print what the data set contains."""
    from training.data.dataset import Dataset

    dataset = Dataset(options.output)
    splits = {split: len(dataset.select(split)) for split in _SPLITS}
    if options.json:
        result: dict[str, Any] = {
            "dataset": str(options.output),
            "samples": len(dataset.samples),
            "classes": dict(sorted(Counter(each.label for each in dataset.samples).items())),
            "splits": splits,
        }
        if prepared is not None:
            result |= {"failed": prepared.failed, "check": prepared.check.to_json()}
        print(json.dumps(result))
        return
    if prepared is not None:
        print(prepared.check.text())
        for source, reason in prepared.failed.items():
            print(f"Not used: {source}: {reason}")
    parts = ", ".join(f"{number} for {split}" for split, number in splits.items())
    print(f"{options.output}: {len(dataset.samples)} samples ({parts}).")
