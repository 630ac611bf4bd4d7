# PYTHON_ARGCOMPLETE_OK: a shell may ask this file to complete a command
"""Entry point: parse the command line and run the command.

Without a command, or with a project or a video, open the editor. Each command imports its own
heavy modules, so `--help` and a wrong option answer at once.
"""

import argparse
import errno
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from engine import VERSION
from engine.errors import (
    UNEXPECTED,
    CancelledError,
    DeviceMemoryError,
    EngineError,
    EnvironmentUnusableError,
    TargetError,
    UsageError,
)
from engine.machine.threads import let_threads_sleep
from engine.phrases import plain_line, shortened

_SHOWN_NAME = 60  # characters of a name that is too long


def build_parser() -> argparse.ArgumentParser:
    """Build the parser for every command."""
    from engine.cli.commands import add_commands
    from engine.cli.options import CommandParser
    from training.cli.evaluate import add_commands as add_evaluation_commands
    from training.cli.prepare import add_commands as add_data_commands
    from training.cli.train import add_commands as add_training_commands

    parser = CommandParser(
        prog="main.py",
        usage="%(prog)s [PROJECT | VIDEO]\n       %(prog)s COMMAND ...",
        description="Dub silent video clips with the timbre of any reference sound, offline. "
        "Without a command the editor opens.",
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {VERSION}")
    parser.add_argument("--debug", action="store_true", help="show the traceback of an error")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", prog="main.py")
    add_commands(commands)
    add_data_commands(commands)
    add_training_commands(commands)
    add_evaluation_commands(commands)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; `arguments` default to those of the process."""
    if "_ARGCOMPLETE" in os.environ:  # the shell asks what a word may become
        import argcomplete

        argcomplete.autocomplete(build_parser())  # answers and ends
    words = sys.argv[1:] if arguments is None else list(arguments)
    if not words or _is_file(words):
        from gui.app import run

        return run(Path(words[0]) if words else None)
    let_threads_sleep()
    if isinstance(sys.stdout, io.TextIOWrapper):  # a name may hold what a terminal cannot show
        sys.stdout.reconfigure(errors="backslashreplace")
    parser = build_parser()
    options = parser.parse_args(words)
    if options.command is None:
        parser.error("name a command, or nothing to open the editor")
    try:
        exit_code: int = options.run(options)
    except BaseException as error:
        if options.debug:
            raise
        exit_code, sentence = explain(error)
        if isinstance(error, EngineError) and getattr(options, "json", False):
            _tell(error)
        if sentence:
            print(sentence, file=sys.stderr)  # noqa: T201
    return exit_code


def _is_file(words: Sequence[str]) -> bool:
    """Whether the arguments are a single file to open in the editor rather than a command."""
    return len(words) == 1 and not words[0].startswith("-") and bool(Path(words[0]).suffix)


def _tell(error: EngineError) -> None:
    """Print an error as a line of JSON that the window, too, can show in its language."""
    from engine.host.messages import JobFailed
    from engine.storage.values import encode

    told = JobFailed(None, error.phrase, error.advice, error.exit_code)
    print(encode(told).decode(), flush=True)  # noqa: T201


def explain(error: BaseException) -> tuple[int, str]:
    """Return the exit code for an error and the one sentence to print on stderr."""
    from engine.machine.system_packages import missing_library

    match error:
        case EngineError():
            return error.exit_code, str(error)
        case KeyboardInterrupt():
            return CancelledError.exit_code, "Cancelled."
        case MemoryError():
            advice = "Close other programs, or dub a shorter --range."
            return DeviceMemoryError.exit_code, f"Out of memory. {advice}"
        case BrokenPipeError():
            return TargetError.exit_code, ""
        case OSError() if error.errno in (errno.ENOSPC, errno.EDQUOT):
            return TargetError.exit_code, "The disk is full. Free some space and try again."
        case OSError() if error.errno == errno.ENAMETOOLONG:
            name = shortened(str(error.filename), _SHOWN_NAME)
            return (
                UsageError.exit_code,
                f"The name {name} is too long for a file. Choose a shorter one.",
            )
        case Exception() if sentence := missing_library(error):
            return EnvironmentUnusableError.exit_code, sentence
        case Exception():
            kind = type(error).__name__
            said = plain_line(str(error))
            return UNEXPECTED, f"Unexpected error ({kind}: {said}). Run it again with --debug."
        case _:
            raise error


if __name__ == "__main__":
    sys.exit(main())
