"""The names of a batch's outputs: a template whose results stay inside the output folder.

A template such as `{clip}/{reference}.mkv` holds any of `{clip}`, `{reference}` (their file names
without suffixes) and `{number}` (of the job, from 1). Slashes make subfolders. Without a suffix,
the output is a video like the clip.
"""

from pathlib import Path, PurePosixPath
from string import Formatter
from typing import Final

from engine.dubbing.mix.stems import plain_name
from engine.errors import UsageError
from engine.media.audio import SOUND_SUFFIXES
from engine.media.kinds import VIDEO_SUFFIXES
from engine.phrases import Phrase
from engine.storage.real_paths import real_path

_FIELDS: Final = ("clip", "reference", "number")
_USUAL_SUFFIX: Final = ".mkv"  # holds any picture
_HINT: Final = Phrase("It may use {clip}, {reference} and {number}, and / for subfolders.")


def check_template(template: str) -> None:
    """Check a template before anything is named by it.

    Raises:
        UsageError: it is empty, damaged, uses unknown fields, or leads out of the folder.
    """
    try:
        parts = list(Formatter().parse(template))
    except ValueError as error:
        raise UsageError(
            "The name template {template} is damaged: {error}.",
            hint=_HINT,
            template=template,
            error=error,
        ) from None
    for _, field, form, conversion in parts:
        if field is not None and (field not in _FIELDS or form or conversion):
            raise UsageError(
                "The name template {template} has an unknown field {{{field}}}.",
                hint=_HINT,
                template=template,
                field=field,
            )
    path = PurePosixPath(template.replace("\\", "/"))
    if not path.name or path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        raise UsageError(
            "The name template {template} does not stay inside the output folder.",
            hint=_HINT,
            template=template,
        )


def output_path(folder: Path, template: str, clip: Path, reference: Path, number: int) -> Path:
    """The output of a job.

    Args:
        folder: for all outputs.
        template: checked here as well, since each job may have its own.
        clip: the job's clip.
        reference: the job's reference.
        number: of the job, from 1.

    Raises:
        UsageError: as in `check_template`, or a link in the folder leads out of it.
    """
    check_template(template)
    fields = {
        "clip": plain_name(clip.stem, "clip"),
        "reference": plain_name(reference.stem, "reference"),
        "number": str(number),
    }
    path = folder / template.replace("\\", "/").format(**fields)
    if path.suffix.lower() not in (*VIDEO_SUFFIXES, *SOUND_SUFFIXES):
        suffix = clip.suffix.lower() if clip.suffix.lower() in VIDEO_SUFFIXES else _USUAL_SUFFIX
        path = path.with_name(path.name + suffix)
    if not real_path(path).is_relative_to(real_path(folder)):
        raise UsageError("{path} does not stay inside the output folder.", hint=_HINT, path=path)
    return path
