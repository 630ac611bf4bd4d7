"""Settings that describe themselves: fields of frozen dataclasses, their help and their parsing.

The text under a field is its help. A tool (the window's form, `--set`, the documentation) gets a
`Setting` for each field and never needs to know the dataclass.
"""

import ast
import difflib
import inspect
import re
from collections.abc import Sequence
from dataclasses import MISSING, dataclass, fields, is_dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Any, Literal, TypeVar, cast, get_args, get_origin, get_type_hints

from engine.errors import UsageError

Config = TypeVar("Config")


@dataclass(frozen=True, slots=True)
class Setting:
    """One field of a dataclass of settings.

    Attributes:
        name: as `--set` knows it.
        type: int, float, bool, str or, for a group of settings, a dataclass.
        default: the value without a preset; None where there is none.
        help: what it does, in one or two sentences.
        choices: the only values there are; empty where any will do.
    """

    name: str
    type: type
    default: object
    help: str
    choices: tuple[str, ...] = ()


def settings_of(cls: type) -> tuple[Setting, ...]:
    """The settings of a dataclass, in the order in which they are written."""
    return _read(cls)


@lru_cache
def _read(cls: type) -> tuple[Setting, ...]:
    types, texts = get_type_hints(cls), {**_attribute_texts(cls), **_field_texts(cls)}
    found = []
    for each in fields(cls):
        kind, choices = types[each.name], ()
        if get_origin(kind) is Literal:
            kind, choices = str, get_args(kind)
        default = None if each.default is MISSING else each.default
        found.append(Setting(each.name, kind, default, texts.get(each.name, ""), choices))
    return tuple(found)


def _field_texts(cls: type) -> dict[str, str]:
    """The texts under the fields of a class, by name, read from its source."""
    (definition,) = ast.parse(inspect.cleandoc("\n" + inspect.getsource(cls))).body
    texts = {}
    body = cast(ast.ClassDef, definition).body
    for line, following in pairwise(body):
        if not (isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name)):
            continue
        match following:
            case ast.Expr(value=ast.Constant(value=str() as text)):
                texts[line.target.id] = _sentence(text)
    return texts


def _attribute_texts(cls: type) -> dict[str, str]:
    """The same from the section `Attributes:` of a class's docstring."""
    _, _, section = (inspect.getdoc(cls) or "").partition("Attributes:\n")
    found = re.findall(r"^ {4}(\w+): (.*(?:\n {8}.*)*)", section, re.MULTILINE)
    return {name: _sentence(text) for name, text in found}


def _sentence(text: str) -> str:
    words = " ".join(text.split())
    return words[:1].upper() + words[1:]


def with_settings(config: Config, assignments: Sequence[str]) -> Config:
    """A copy of a configuration with `KEY=VALUE` applied in turn; `GROUP.KEY` reaches inside.

    Raises:
        UsageError: a key does not exist, or its value is not possible.
    """
    for assignment in assignments:
        key, equals, text = assignment.partition("=")
        if not equals or not key.strip():
            raise UsageError(
                f"'{assignment}' sets nothing.", hint="Write KEY=VALUE, such as batch=8."
            )
        config = _with_setting(config, key.strip(), text.strip())
    return config


def _with_setting(config: Config, key: str, text: str) -> Config:
    name, dot, rest = key.partition(".")
    setting = _find(type(config), name)
    if dot:
        inner = getattr(config, name)
        if not is_dataclass(inner):
            raise UsageError(f"'{name}' has no settings of its own.", hint=setting.help)
        value: object = _with_setting(inner, rest, text)
    else:
        value = parse_value(setting, text)
    try:
        return cast(Config, replace(cast(Any, config), **{name: value}))
    except ValueError as error:
        raise UsageError(f"{key}={text}: {error}.", hint=setting.help) from error


def _find(cls: type, name: str) -> Setting:
    known = {setting.name: setting for setting in settings_of(cls)}
    if name in known:
        return known[name]
    close = difflib.get_close_matches(name, known, n=1)
    hint = f"Did you mean {close[0]}?" if close else f"There are {', '.join(known)}."
    raise UsageError(f"There is no setting '{name}'.", hint=hint)


def parse_value(setting: Setting, text: str) -> object:
    """A setting's value from what a person typed.

    Raises:
        UsageError: the text is no value of the setting's type.
    """
    if setting.choices and text not in setting.choices:
        raise UsageError(
            f"{setting.name} cannot be '{text}'.", hint=f"Choose {', '.join(setting.choices)}."
        )
    parse, wanted = _PARSERS.get(setting.type, (None, ""))
    if parse is None:
        hint = f"Set {setting.name}.KEY=VALUE." if is_dataclass(setting.type) else setting.help
        raise UsageError(f"{setting.name} is no single value.", hint=hint)
    try:
        return parse(text)
    except (ValueError, KeyError) as error:
        raise UsageError(
            f"{setting.name} must be {wanted}, not '{text}'.", hint=setting.help
        ) from error


def _pair(text: str) -> tuple[int, int]:
    first, second = text.split(",")
    return int(first), int(second)


_PARSERS: dict[Any, tuple[Any, str]] = {
    int: (int, "a whole number"),
    float: (float, "a number"),
    str: (str, "a word"),
    tuple[int, int]: (_pair, "two whole numbers, such as 5,7"),
    bool: (lambda text: {"true": True, "false": False}[text.lower()], "true or false"),
}


def check_range(config: object, **limits: tuple[float, float]) -> None:
    """Refuse a number outside its limits: `check_range(self, batch=(1, 4096))`.

    Raises:
        ValueError: a value is below or above, or not a number.
    """
    for name, (low, high) in limits.items():
        value = getattr(config, name)
        if not low <= value <= high:
            raise ValueError(f"{name} must be from {low:g} to {high:g}, not {value:g}")
