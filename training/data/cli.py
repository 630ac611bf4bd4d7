"""The command `prepare`. Modules are imported by its handlers."""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from engine.errors import UsageError

if TYPE_CHECKING:
    from training.data.prepare import Extraction, Prepared
    from training.data.sources import ClipFile

_SPLITS: Final = ("train", "validation", "test")


def add_commands(commands: Any) -> None:
    """Add `prepare` to the parser's sub-commands."""
    parser = commands.add_parser("prepare", help="make a data set for training")
    parser.add_argument(
        "clips", type=Path, nargs="?", metavar="CLIPS", help="folder of clips with sound"
    )
    parser.add_argument(
        "--procedural", type=_count, metavar="N", help="make N rendered clips instead"
    )
    parser.add_argument(
        "--effects",
        type=Path,
        metavar="FOLDER",
        help="of recorded sounds that rendered clips may use besides the synthesised ones",
    )
    parser.add_argument("--output", type=Path, metavar="DATASET", help="folder of the data set")
    parser.add_argument("--layout", choices=("auto", "vas", "folder"), default="auto")
    parser.add_argument("--classes", metavar="A,B", help="only these; default: all")
    parser.add_argument(
        "--backend",
        choices=("motion", "bninception"),
        help="what looks at the picture; default: motion, or ready features without any video",
    )
    parser.add_argument("--weights", type=Path, metavar="FILE", help="of bninception")
    parser.add_argument("--device", choices=("auto", "cpu", "cuda"), default="auto")
    parser.add_argument("--workers", type=_count, metavar="N", help="default: one a core")
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="default: 0")
    parser.add_argument(
        "--check", action="store_true", help="only say what would be used, and what not and why"
    )
    parser.add_argument("--json", action="store_true", help="print one line of JSON")
    parser.set_defaults(run=_run_prepare)


def _count(text: str) -> int:
    """A whole number above 0."""
    try:
        number = int(text)
    except ValueError:
        number = 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is no number of at least 1")
    return number


def _run_prepare(options: argparse.Namespace) -> int:
    _check_usage(options)
    if options.procedural is not None:
        return _make_procedural(options)
    from engine.console import terminal_job
    from training.data.prepare import check, prepare
    from training.data.sources import find_clips

    classes = tuple(filter(None, (options.classes or "").split(",")))
    clips = find_clips(options.clips, options.layout, classes)
    with terminal_job() as context:
        extraction = _extraction(options, clips)
        if options.check:
            seen = check(clips, extraction, workers=options.workers, context=context)
            _say(json.dumps(seen.to_json()) if options.json else seen.text())
            return 0
        prepared = prepare(
            clips,
            options.output,
            extraction,
            origin=f"clips of the folder {options.clips.resolve().name}; their makers' licences",
            seed=options.seed,
            workers=options.workers,
            context=context,
        )
    _report(options, prepared)
    return 0


def _check_usage(options: argparse.Namespace) -> None:
    if (options.clips is None) == (options.procedural is None):
        raise UsageError(
            "Name either a folder of clips or --procedural N.",
            hint="prepare CLIPS --output DATASET, or prepare --procedural N --output DATASET",
        )
    if options.procedural is not None:
        wrong = [name for name in ("check", "classes") if getattr(options, name)]
        if wrong or options.layout != "auto":
            name = wrong[0] if wrong else "layout"
            raise UsageError(f"--{name} is for a folder of clips, not for --procedural.")
    elif options.effects is not None:
        raise UsageError("--effects is for --procedural, not for a folder of clips.")
    if options.output is None and not options.check:
        raise UsageError("Where should the data set go?", hint="Name a folder with --output.")


def _extraction(options: argparse.Namespace, clips: "Sequence[ClipFile]") -> "Extraction":
    from training.data.prepare import Extraction

    extraction = Extraction(options.backend, options.weights)
    if options.backend != "bninception" or extraction.uses_ready(clips):
        return extraction
    from dataclasses import replace

    from engine.device import choose_device
    from engine.progress import JobContext

    return replace(extraction, device=str(choose_device(options.device, JobContext())))


def _make_procedural(options: argparse.Namespace) -> int:
    from engine.console import terminal_job
    from training.data.procedural.generate import generate

    with terminal_job() as context:
        generate(
            options.procedural,
            options.output,
            seed=options.seed,
            workers=options.workers,
            backend=options.backend or "motion",
            weights=options.weights,
            sfx=options.effects,
            context=context,
        )
    _report(options, None)
    return 0


def _report(options: argparse.Namespace, prepared: "Prepared | None") -> None:
    """Say what the data set holds now."""
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
            result |= {"failed": prepared.failed, "check": prepared.survey.to_json()}
        _say(json.dumps(result))
        return
    if prepared is not None:
        _say(prepared.survey.text())
        for source, reason in prepared.failed.items():
            _say(f"Not used: {source}: {reason}")
    parts = ", ".join(f"{number} for {split}" for split, number in splits.items())
    _say(f"{options.output}: {len(dataset.samples)} samples ({parts}).")


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
