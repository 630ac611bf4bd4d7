"""Parsers for option values, and options shared by several commands."""

import argparse
from typing import TYPE_CHECKING, Annotated, Any

import msgspec

from engine.cli.option_values import field_parser, number_parser
from engine.errors import UsageError
from engine.events.candidates import USUAL_SENSITIVITY
from engine.recipe import Device, Recipe

if TYPE_CHECKING:
    from engine.machine.workers.workers import Workers


parse_count = number_parser(Annotated[int, msgspec.Meta(ge=1, le=99)])
parse_positive = number_parser(Annotated[int, msgspec.Meta(ge=1)])


def add_workers(parser: argparse.ArgumentParser, what: str) -> None:
    """Add `--workers` and `--scheduler`.

    Args:
        parser: of the command.
        what: describes `--workers`.
    """
    parser.add_argument("--workers", type=parse_positive, metavar="N", help=what)
    parser.add_argument(
        "--scheduler",
        metavar="ADDRESS",
        help="of a dask.distributed cluster that does the work, such as tcp://host:8786; its "
        "workers see the same folders",
    )


def chosen_workers(options: argparse.Namespace) -> "Workers":
    """What `--workers` and `--scheduler` say; with neither, a process for each core.

    Raises:
        UsageError: both are given.
    """
    if options.scheduler is None:
        from engine.machine.workers.processes import local_workers

        return local_workers(options.workers)
    if options.workers is not None:
        raise UsageError("--workers is for this machine, not for a cluster.")
    from engine.machine.workers.cluster import Cluster

    return Cluster(options.scheduler)


def add_device(parser: argparse.ArgumentParser) -> None:
    """Add `--device`."""
    parser.add_argument(
        "--device", type=parse_device, default="auto", metavar="{auto,cpu,cuda,cuda:1}"
    )


def parse_device(text: str) -> str:
    """Parse the name of a device."""
    return parse_text(Device, text, "auto, cpu, cuda, or one GPU such as cuda:1")


def parse_text(kind: Any, text: str, known: str) -> str:
    """Parse a text of a type with a pattern; `known` says what it may be."""
    try:
        return str(msgspec.convert(text, kind))
    except msgspec.ValidationError:
        raise argparse.ArgumentTypeError(f"'{text}' is not {known}") from None


def add_sensitivity(parser: argparse.ArgumentParser) -> None:
    """Add `--sensitivity`."""
    parser.add_argument(
        "--sensitivity",
        type=field_parser(Recipe, "sensitivity"),
        default=USUAL_SENSITIVITY,
        metavar="0..1",
        help="how many of the events that are found count (default: 0.5)",
    )
