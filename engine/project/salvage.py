"""What cannot be read in a project file: set aside, so that the rest of it opens.

An item of a list, such as a clip, is set aside as a whole if something that it needs is damaged. An
optional field gets its default.
"""

from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Any, Final

from msgspec.structs import fields

from engine.phrases import phrase
from engine.project.damaged import Damaged, DamagedKind
from engine.project.format_1 import Clip1, Project1, Take1, upgraded
from engine.project.model import (
    Clip,
    Marker,
    Project,
    Reference,
    Take,
    TimelineEvent,
    Track,
)
from engine.storage.values import DamagedValueError, FieldError, convert, encode, parse

_ITEMS: Final[dict[type, dict[str, tuple[DamagedKind, type]]]] = {
    Project: {
        "clips": ("clip", Clip),
        "references": ("reference", Reference),
        "takes": ("take", Take),
    },
    Clip: {"tracks": ("track", Track), "markers": ("marker", Marker)},
    Track: {"events": ("event", TimelineEvent)},
    Project1: {
        "clips": ("clip", Clip1),
        "references": ("reference", Reference),
        "takes": ("take", Take1),
    },
    Clip1: {"events": ("event", TimelineEvent), "markers": ("marker", Marker)},
}
_LONGEST_NAME: Final = 100
_MOST_PARTS: Final = 1000  # more damage than that is no accident, and would take long to set aside


def upgraded_fields(plain: dict[str, Any]) -> tuple[dict[str, Any], tuple[Damaged, ...]]:
    """Bring the fields of a project of version 0.1 up to date without what is damaged of it.

    Returns:
        The fields in the current format, for `set_aside`, and what is damaged.

    Raises:
        DamagedValueError: as in `set_aside`.
    """
    intact, damaged = _intact(Project1, plain, "project")
    try:
        project = upgraded(convert(Project1, intact, "project"))
    except FieldError as error:
        raise DamagedValueError(f"project.{error.name}", str(error.reason)) from error
    fields_now: dict[str, Any] = parse(encode(project), "project")
    return fields_now, tuple(damaged)


def set_aside(
    plain: dict[str, Any], before: Sequence[Damaged] = ()
) -> tuple[dict[str, Any], tuple[Damaged, ...]]:
    """Take what is damaged out of a project.

    Args:
        plain: the parsed fields of a project; they are left as they are.
        before: what is already known to be damaged, and not among the fields any more.

    Returns:
        The fields that can be read, and what is damaged. Takes of clips and tracks that were set
        aside are among it, since nothing shows them.

    Raises:
        DamagedValueError: something is damaged without which there is no project.
    """
    intact, found = _intact(Project, plain, "project")
    damaged = [*before, *found]
    if any(each.kind in ("clip", "track") for each in damaged):
        shown = {track["id"] for clip in intact["clips"] for track in clip["tracks"]}
        reason = "its clip or its track is damaged"
        damaged += [
            _damaged("take", take, f"take {take['number']}: {reason}")
            for take in intact.get("takes", ())
            if take["track_id"] not in shown
        ]
        intact["takes"] = [each for each in intact.get("takes", ()) if each["track_id"] in shown]
    return intact, tuple(damaged)


def _intact(kind: type, plain: Any, place: str) -> tuple[Any, list[Damaged]]:
    """What can be read of a value, and what cannot.

    Raises:
        DamagedValueError: the value as a whole cannot be read.
    """
    try:
        convert(kind, plain, place)
    except DamagedValueError:
        if not isinstance(plain, dict):
            raise
    else:
        return plain, []
    known = {field.name: field for field in fields(kind)}
    intact: dict[str, Any] = {}
    damaged: list[Damaged] = []
    for name, value in plain.items():
        where = f"{place}.{name}"
        if name in _ITEMS.get(kind, {}) and isinstance(value, list):
            intact[name], more = _intact_items(*_ITEMS[kind][name], value, where)
            damaged += more
        elif name not in known:
            damaged.append(_damaged("field", value, f"{place}: unknown field `{name}`"))
        else:
            try:
                convert(known[name].type, value, where)
            except DamagedValueError as error:
                if known[name].required:
                    raise
                damaged.append(_damaged("field", value, str(error)))
            else:
                intact[name] = value
    convert(kind, intact, place)  # what it needs may be missing, or not fit together
    return intact, damaged


def _intact_items(
    what: DamagedKind, kind: type, items: list[Any], place: str
) -> tuple[list[Any], list[Damaged]]:
    intact: list[Any] = []
    damaged: list[Damaged] = []
    for number, item in enumerate(items):
        try:
            kept, more = _intact(kind, item, f"{place}[{number}]")
        except DamagedValueError as error:
            damaged.append(_damaged(what, item, str(error)))
            if len(damaged) > _MOST_PARTS:
                raise DamagedValueError(place, phrase("too much of it is damaged")) from error
        else:
            intact.append(kept)
            damaged += more
    return intact, damaged


def _damaged(kind: DamagedKind, content: Any, problem: str) -> Damaged:
    return Damaged(kind, problem, encode(content).decode(), _name(content))


def _name(content: Any) -> str:
    """The name by which the user knows an item, if it still says it."""
    if not isinstance(content, dict):
        return ""
    file = content.get("file")
    path = file.get("path") if isinstance(file, dict) else None
    names = (content.get("name"), content.get("reference_name"))
    known = [name for name in names if isinstance(name, str) and name]
    if isinstance(path, str):
        known.append(PurePosixPath(path).name)
    return next(iter(known), "")[:_LONGEST_NAME]
