"""Parses settings as typed by a user: `KEY=VALUE`, and the text of a single value."""

import difflib
from collections.abc import Sequence
from typing import Any, TypeVar

from msgspec.structs import replace

from engine.errors import UsageError
from engine.storage.settings import Setting, Settings, settings_of
from engine.storage.values import FieldError
from training.config import RunConfig

Config = TypeVar("Config", bound=Settings)


def with_settings(config: Config, assignments: Sequence[str]) -> Config:
    """Apply `KEY=VALUE` assignments to a configuration in order; `GROUP.KEY` sets nested keys.

    Raises:
        UsageError: a key does not exist, or its value is invalid.
    """
    for assignment in assignments:
        key, equals, text = assignment.partition("=")
        if not equals or not key.strip():
            raise UsageError(
                f"'{assignment}' is not a setting.", hint="Write KEY=VALUE, such as batch=8."
            )
        config = _with_setting(config, key.strip(), text.strip())
    return config


def _with_setting(config: Config, key: str, text: str) -> Config:
    name, dot, rest = key.partition(".")
    setting = _find(type(config), name)
    if dot:
        inner = getattr(config, name)
        if not isinstance(inner, Settings):
            raise UsageError(f"'{name}' has no settings of its own.", hint=setting.help)
        value: object = _with_setting(inner, rest, text)
    else:
        value = parse_value(setting, text)
    try:
        return replace(config, **{name: value})
    except FieldError as error:
        raise UsageError(f"{error}.", hint=setting.help) from error


def with_training(config: RunConfig, **changes: Any) -> RunConfig:
    """The run with changed training settings.

    Raises:
        FieldError: one is out of range, or conflicts with another.
    """
    training: Any = replace(config.training, **changes)
    return replace(config, training=training)


def _find(cls: type[Settings], name: str) -> Setting:
    known = {setting.name: setting for setting in settings_of(cls)}
    if name in known:
        return known[name]
    close = difflib.get_close_matches(name, known, n=1)
    hint = f"Did you mean {close[0]}?" if close else f"There are {', '.join(known)}."
    raise UsageError(f"There is no setting '{name}'.", hint=hint)


def parse_value(setting: Setting, text: str) -> object:
    """Parse and check a setting's value.

    Raises:
        UsageError: the text is not a valid value of the setting.
    """
    if setting.choices and text not in setting.choices:
        raise UsageError(
            f"{setting.name} cannot be '{text}'.", hint=f"Choose {', '.join(setting.choices)}."
        )
    if setting.type not in _PARSERS:
        raise UsageError(
            f"{setting.name} is a group of settings.", hint=f"Set {setting.name}.KEY=VALUE."
        )
    parse, wanted = _PARSERS[setting.type]
    try:
        value = parse(text)
    except (ValueError, KeyError) as error:
        raise UsageError(
            f"{setting.name} must be {wanted}, not '{text}'.", hint=setting.help
        ) from error
    try:
        setting.check(value)
    except FieldError as error:
        raise UsageError(f"{error}.", hint=setting.help) from error
    return value


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
