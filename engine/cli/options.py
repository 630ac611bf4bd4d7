"""Options shared by several commands, and values of options within the limits of their types."""

import argparse
import re
from collections.abc import Callable, Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, NoReturn

import msgspec
from typing_extensions import override

from engine.errors import UsageError
from engine.events.candidates import USUAL_SENSITIVITY
from engine.phrases import plain_line
from engine.recipe import Device, Recipe, Span
from engine.storage.timecode import parse_time

if TYPE_CHECKING:
    from engine.machine.workers.workers import Workers

_FAR: Final = 1 << 31  # error messages do not mention a limit beyond this
_LACKS_VALUE: Final = re.compile(r"(--[\w-]+)=--")


class _ShortUsage(argparse.HelpFormatter):
    """Begins with what a command needs; the options are listed below it anyway."""

    @override
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        if usage is None:
            needed = [each for each in actions if each.required or not each.option_strings]
            needed.sort(key=lambda each: bool(each.option_strings))
            words = [self._words(each) for each in needed]
            words += [
                f"({' | '.join(map(self._words, group._group_actions))})"
                for group in groups
                if group.required
            ]
            usage = " ".join([self._prog, *words, "[options]"]).replace("%", "%%")
        super().add_usage(usage, actions, groups, prefix)

    def _words(self, action: argparse.Action) -> str:
        """An operand, or an option with its value."""
        metavar = action.dest if action.option_strings else action.dest.upper()
        return " ".join([*action.option_strings[:1], self._format_args(action, metavar)])


class CommandParser(argparse.ArgumentParser):
    """Complains in one line, whatever was typed, and knows what was meant."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"formatter_class": _ShortUsage, **options})
        self.register("type", Path, parse_path)

    @override
    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: Any = None
    ) -> tuple[argparse.Namespace, list[str]]:
        for word in args or ():
            if lacks := _LACKS_VALUE.fullmatch(word):  # argparse would take it for an empty list
                self.error(f"argument {lacks[1]}: '--' is not a value")
        return super().parse_known_args(args, namespace)

    @override
    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is not None:
            near = get_close_matches(str(value), map(str, action.choices), 1)
            if near and near != [str(value)]:
                said = f"invalid choice: '{value}' (did you mean {near[0]}?)"
                raise argparse.ArgumentError(action, said)
        super()._check_value(action, value)

    @override
    def error(self, message: str) -> NoReturn:
        advice = f"{self.prog} --help lists all options."
        self.exit(UsageError.exit_code, f"{self.prog}: {plain_line(message)}. {advice}\n")


def parse_path(text: str) -> Path:
    """Parse a path; nothing, as from a variable that is not set, is not the current folder."""
    if not text:
        raise argparse.ArgumentTypeError("'' is not a file or folder")
    return Path(text)


def parse_name(text: str) -> str:
    """Parse a name or a path that stays as typed; nothing is neither."""
    parse_path(text)
    return text


def parse_span(text: str) -> Span:
    """Parse START:END in seconds or [H:]M:S.sss; either side may be omitted."""
    start, end = _split_span(text)
    try:
        return Span(parse_time(start) if start else 0.0, parse_time(end) if end else None)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def parse_times(text: str) -> tuple[float, ...]:
    """Parse times in seconds or [H:]M:S.sss, separated by commas."""
    try:
        return tuple(parse_time(each) for each in text.split(","))
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _split_span(text: str) -> tuple[str, str]:
    """Split START:END at the colon with equally many colons on either side, or at an open end."""
    if text.endswith(":"):
        return text[:-1], ""
    if text.startswith(":"):
        return "", text[1:]
    parts = text.split(":")
    if len(parts) % 2:
        raise argparse.ArgumentTypeError(
            f"'{text}' is not START:END; write both in the same form, such as 2.5:4 or 0:02.5:0:04"
        )
    middle = len(parts) // 2
    return ":".join(parts[:middle]), ":".join(parts[middle:])


def field_of(owner: type[msgspec.Struct], name: str) -> msgspec.structs.FieldInfo:
    """The description of a value's field."""
    return next(each for each in msgspec.structs.fields(owner) if each.name == name)


def field_parser(owner: type[msgspec.Struct], name: str) -> Callable[[str], Any]:
    """Return a parser for a number with the type and limits of a value's field."""
    return number_parser(field_of(owner, name).type)


def number_parser(kind: Any) -> Callable[[str], Any]:
    """Return a parser for a number within the limits of an annotated type."""
    described = msgspec.inspect.type_info(kind)
    numbers = described.types if isinstance(described, msgspec.inspect.UnionType) else (described,)
    number = next(
        each
        for each in numbers
        if isinstance(each, msgspec.inspect.IntType | msgspec.inspect.FloatType)
    )
    whole = "whole " if isinstance(number, msgspec.inspect.IntType) else ""
    low, high = number.ge, number.le

    def read(text: str) -> Any:
        try:
            return msgspec.convert(text, kind, strict=False)
        except msgspec.ValidationError:
            limits = (
                f"of at least {low}" if high is None or high > _FAR else f"from {low} to {high}"
            )
            raise argparse.ArgumentTypeError(f"'{text}' is not a {whole}number {limits}") from None

    return read


parse_count = number_parser(Annotated[int, msgspec.Meta(ge=1, le=99)])
parse_positive = number_parser(Annotated[int, msgspec.Meta(ge=1)])


def parse_device(text: str) -> str:
    """Parse the name of a device."""
    return parse_text(Device, text, "auto, cpu, cuda, or one GPU such as cuda:1")


def parse_text(kind: Any, text: str, known: str) -> str:
    """Parse a text of a type with a pattern; `known` says what it may be."""
    try:
        return str(msgspec.convert(text, kind))
    except msgspec.ValidationError:
        raise argparse.ArgumentTypeError(f"'{text}' is not {known}") from None


def add_workers(parser: argparse.ArgumentParser, what: str) -> None:
    """Add `--workers`, described by `what`, and `--scheduler`."""
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


def add_sensitivity(parser: argparse.ArgumentParser) -> None:
    """Add `--sensitivity`."""
    parser.add_argument(
        "--sensitivity",
        type=field_parser(Recipe, "sensitivity"),
        default=USUAL_SENSITIVITY,
        metavar="0..1",
        help="how many of the events that are found count (default: 0.5)",
    )
