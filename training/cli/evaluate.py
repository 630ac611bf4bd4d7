"""The command `evaluate`. The handler imports its modules when it runs."""

import argparse
from pathlib import Path
from typing import Any

from engine.cli.options import add_device, add_workers, chosen_workers


def add_commands(commands: Any) -> None:
    """Add `evaluate` to the parser's sub-commands."""
    parser = commands.add_parser(
        "evaluate", help="measure models by the paper's plan, and write a report"
    )
    material = parser.add_mutually_exclusive_group(required=True)
    material.add_argument(
        "--dataset", type=Path, metavar="DATASET", help="made by prepare; its test split"
    )
    material.add_argument("--clips", type=Path, metavar="DIR", help="folder of clips with sound")
    parser.add_argument(
        "--model",
        dest="models",
        action="append",
        default=[],
        metavar="NAME|FILE",
        help="may be given again, to compare models (table 7), or with a cascade; default: the "
        "default model",
    )
    parser.add_argument("--vocoder", metavar="NAME|FILE|griffin-lim")
    parser.add_argument(
        "--ablations",
        nargs="?",
        choices=("noise", "zero"),
        const="noise",
        help="also remove and add components (table 8); replaced by noise unless zero is given",
    )
    parser.add_argument(
        "--across-classes",
        action="store_true",
        help="draw references from all classes, for a set with few clips of each",
    )
    parser.add_argument(
        "--examples",
        type=_examples,
        default=2,
        metavar="N",
        help="pairs of each class and kind that can be heard in the report; default: 2",
    )
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="of the draw; default: 0")
    add_device(parser)
    add_workers(parser, "clips at a time, each in a process of its own (default: 1)")
    parser.add_argument(
        "--output",
        type=Path,
        required=True,
        metavar="REPORT_DIR",
        help="folder of the report; an interrupted evaluation continues there",
    )
    parser.set_defaults(run=_run_evaluate)


def _examples(text: str) -> int:
    if not text.isdecimal() or int(text) > 100:
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number from 0 to 100")
    return int(text)


def _run_evaluate(options: argparse.Namespace) -> int:
    from engine.cli.terminal import terminal_job
    from training.evaluation.evaluate import evaluate
    from training.evaluation.opening import Request
    from training.evaluation.report import write_report

    request = Request(
        output=options.output,
        clips=options.clips,
        dataset=options.dataset,
        models=tuple(options.models),
        vocoder=options.vocoder,
        ablations=options.ablations,
        across=options.across_classes,
        examples=options.examples,
        seed=abs(options.seed),
        device=options.device,
    )
    is_here = options.scheduler is None and options.workers in (None, 1)
    workers = None if is_here else chosen_workers(options)
    with terminal_job() as context:
        evaluation = evaluate(request, context, workers)
        for note in evaluation.notes:
            context.note(note)
        with context.stage("report"):
            page = write_report(evaluation)
    print(page)
    return 0
