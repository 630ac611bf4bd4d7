"""Write files so that none is ever incomplete or lost.

Output goes to a temporary file next to the target and replaces the target only when complete; the
inputs are never modified.
"""

import errno
import os
import uuid
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from engine.errors import OutputExistsError, TargetError, UsageError, reason_of
from engine.phrases import Phrase, phrase, shortened
from engine.storage.leftovers import recorded

_SHOWN_NAME = 60  # characters of a name that is too long
_SYSTEM_SAYS = {
    errno.ENOSPC: (
        Phrase("there is no space left on the disk"),
        Phrase("Free some space or choose another disk."),
    ),
    errno.EDQUOT: (
        Phrase("your disk quota is exceeded"),
        Phrase("Free some space or choose another disk."),
    ),
    errno.EFBIG: (Phrase("the file would exceed the size limit"), Phrase("Choose another disk.")),
    errno.EROFS: (Phrase("the disk is read-only"), Phrase("Choose another folder.")),
    errno.EACCES: (
        Phrase("you do not have permission to write there"),
        Phrase("Choose another folder."),
    ),
    errno.EPERM: (
        Phrase("you do not have permission to write there"),
        Phrase("Choose another folder."),
    ),
    errno.ENAMETOOLONG: (Phrase("its name is too long"), Phrase("Choose a shorter name.")),
}


def check_target(
    output: Path,
    *,
    inputs: Sequence[Path] = (),
    outputs: Sequence[Path] = (),
    overwrite: bool = False,
    suffixes: Collection[str] = (),
) -> None:
    """Check an output path for everything that can be known in advance.

    Args:
        output: the file to write.
        inputs: the files that it is made from, which it must not replace.
        outputs: the other files that are written with it.
        overwrite: whether it may replace an existing file.
        suffixes: allowed suffixes in lower case; any if empty.

    Raises:
        UsageError: the suffix is unknown, the name too long, or the output is an input or another
            output.
        OutputExistsError: it already exists and must not be replaced.
        TargetError: its folder is missing or not writable, or it is a folder, a pipe or a
            device itself.
    """
    _check_place(output)
    if suffixes and output.suffix.lower() not in suffixes:
        raise UsageError(
            "{name} has a suffix that is not supported for writing.",
            hint="Use one of {suffixes}.",
            name=output.name,
            suffixes=", ".join(sorted(suffixes)),
        )
    folder = output.parent
    if not folder.is_dir():
        raise TargetError(
            "There is no folder {folder}.", hint="Create it, or choose another.", folder=folder
        )
    if any(_is_same(output, path) for path in inputs):
        raise UsageError(
            "{name} is itself an input, which is never overwritten.",
            hint="Choose another name.",
            name=output.name,
        )
    if any(_is_same(output, path) for path in outputs):
        raise UsageError(
            "{name} would be written twice.",
            hint="Choose different names for the output, its stems and its markers.",
            name=output.name,
        )
    if output.exists() and not overwrite:
        raise _exists(output)
    if not os.access(folder, os.W_OK | os.X_OK):
        raise TargetError("{folder} is not writable.", hint="Choose another folder.", folder=folder)


@contextmanager
def replacing(output: Path, *, overwrite: bool) -> Iterator[Path]:
    """Provide a temporary path next to the output, which becomes the output on success.

    On any failure or cancellation, the temporary file is removed and an existing output is left
    unchanged. That of a killed process is removed by `remove_leftovers`.

    Raises:
        TargetError: the file cannot be written.
        OutputExistsError: an output has appeared in the meantime that must not be replaced.
    """
    temporary = output.with_name(f".{uuid.uuid4().hex}{output.suffix}")
    try:
        with recorded(temporary):
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
        "{name} already exists.", hint="Use --overwrite, or choose another name.", name=output.name
    )


def _check_place(output: Path) -> None:
    """Refuse a name that no file can have, and what is there and no file."""
    try:
        output.stat()
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:  # anything else that it asks would raise this again
            raise _too_long(output) from error
    if output.is_dir():
        raise TargetError("{output} is a folder.", hint="Add a file name.", output=output)
    if output.exists() and not output.is_file():  # it would be replaced, not written to
        raise TargetError(
            "{output} is a pipe or a device.", hint="Choose another name.", output=output
        )


def _too_long(output: Path) -> UsageError:
    return UsageError(
        "The name {name} is too long for a file.",
        hint="Choose a shorter one.",
        name=shortened(output.name, _SHOWN_NAME),
    )


def _is_same(output: Path, path: Path) -> bool:
    """Whether two paths refer to the same file, through any link, or will when it exists."""
    try:
        return output.samefile(path)
    except OSError:
        return os.path.realpath(output) == os.path.realpath(path)


def _unwritable(output: Path, error: OSError) -> TargetError:
    reason, hint = _SYSTEM_SAYS.get(error.errno or 0, (None, Phrase("Try another folder.")))
    return TargetError(
        "{name} could not be written: {reason}.",
        hint=hint,
        name=output.name,
        reason=reason or phrase("the system says: {reason}", reason=reason_of(error)),
    )
