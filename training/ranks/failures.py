"""What ends a process of a training because another one is gone."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar

from engine.errors import EngineError


class PeerLostError(EngineError):
    """Another process of the training ended, so this one cannot go on."""

    exit_code: ClassVar[int] = 76


@contextmanager
def peers_expected() -> Iterator[None]:
    """A context for an exchange with the other processes.

    Raises:
        PeerLostError: it failed, which means that one of them is gone.
    """
    try:
        yield
    except RuntimeError as error:  # gloo and NCCL raise nothing more exact
        raise PeerLostError(
            "Another process of the training ended ({reason}).",
            hint="Continue from the last checkpoint with --resume.",
            reason=_first_line(error),
        ) from error


def _first_line(error: BaseException) -> str:
    return str(error).strip().partition("\n")[0].rstrip(".") or type(error).__name__
