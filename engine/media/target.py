"""Writing files so that nothing is ever half written or lost.

What is written goes to a temporary file beside the target, which takes the target's place only
when it is whole; the inputs are never touched.
"""

import errno
import os
import uuid
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from engine.errors import OutputExistsError, TargetError, UsageError

_SYSTEM_SAYS = {
    errno.ENOSPC: ("there is no space left on the disk", "Free some space or choose another disk."),
    errno.EDQUOT: ("your share of the disk is used up", "Free some space or choose another disk."),
    errno.EFBIG: ("the file would be larger than is allowed", "Choose another disk."),
    errno.EROFS: ("the disk is read-only", "Choose another folder."),
    errno.EACCES: ("writing there is not allowed", "Choose another folder."),
    errno.EPERM: ("writing there is not allowed", "Choose another folder."),
    errno.ENAMETOOLONG: ("its name is too long", "Choose a shorter name."),
}


def check_target(
    output: Path,
    *,
    inputs: Sequence[Path] = (),
    overwrite: bool = False,
    suffixes: Collection[str] = (),
) -> None:
    """Refuse an output for every reason that is known before the work.

    Args:
        output: the file that is to be written.
        inputs: the files that it is made from, which it must not replace.
        overwrite: whether it may replace a file that is there.
        suffixes: the suffixes that it may have, in lower case; any where empty.

    Raises:
        UsageError: the suffix is unknown, or the output is an input.
        OutputExistsError: it is there already and must not be replaced.
        TargetError: its folder is missing or cannot be written, or it is a folder itself.
    """
    if suffixes and output.suffix.lower() not in suffixes:
        raise UsageError(
            f"{output.name} has a suffix that cannot be written.",
            hint=f"Use one of {', '.join(sorted(suffixes))}.",
        )
    folder = output.parent
    if output.is_dir():
        raise TargetError(f"{output} is a folder.", hint="Name a file in it.")
    if not folder.is_dir():
        raise TargetError(f"There is no folder {folder}.", hint="Make it, or choose another.")
    if any(_is_same(output, path) for path in inputs):
        raise UsageError(
            f"{output.name} is itself an input, which is never overwritten.",
            hint="Choose another name.",
        )
    if output.exists() and not overwrite:
        raise _exists(output)
    if not os.access(folder, os.W_OK | os.X_OK):
        raise TargetError(f"{folder} cannot be written to.", hint="Choose another folder.")


@contextmanager
def replacing(output: Path, *, overwrite: bool) -> Iterator[Path]:
    """Give a temporary path beside the output, which becomes the output if all goes well.

    On any failure, or when the job is cancelled, the temporary file is removed and an output
    that was there before stays as it was.

    Raises:
        TargetError: the file cannot be written.
        OutputExistsError: an output has appeared meanwhile that must not be replaced.
    """
    temporary = output.with_name(f".{uuid.uuid4().hex}{output.suffix}")
    try:
        temporary.touch(exist_ok=False)  # with the permissions that a new file gets here
        yield temporary
        if output.exists() and not overwrite:
            raise _exists(output)
        temporary.replace(output)
    except OSError as error:
        raise _unwritable(output, error) from error
    finally:
        temporary.unlink(missing_ok=True)


def _exists(output: Path) -> OutputExistsError:
    return OutputExistsError(
        f"{output.name} is there already.", hint="Use --overwrite, or choose another name."
    )


def _is_same(output: Path, path: Path) -> bool:
    """Whether two paths lead to one file, by any link."""
    try:
        return output.samefile(path)
    except OSError:
        return False


def _unwritable(output: Path, error: OSError) -> TargetError:
    """The sentence for a file that could not be written."""
    unknown = (f"the system says: {error.strerror or error}", "Try another folder.")
    reason, hint = _SYSTEM_SAYS.get(error.errno or 0, unknown)
    return TargetError(f"{output.name} could not be written: {reason}.", hint=hint)
