"""Parses settings as typed by a user: `KEY=VALUE`, and the text of a single value."""

from collections.abc import Sequence
from typing import Any, TypeVar

from msgspec.structs import replace

from engine.errors import UsageError
from engine.phrases import Phrase, meant, phrase
from engine.storage.settings import Setting, Settings, settings_of
from engine.storage.values import FieldError
from training.config import Cadence, RunConfig

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
                "'{assignment}' is not a setting.",
                hint="Write KEY=VALUE, such as batch=8.",
                assignment=assignment,
            )
        config = _with_setting(config, key.strip(), text.strip())
    return config


def with_assignments(
    training: Config, cadence: Cadence, assignments: Sequence[str]
) -> tuple[Config, Cadence]:
    """Apply `KEY=VALUE` to the settings of a training or of its cadence, whichever has KEY.

    Raises:
        UsageError: as in `with_settings`.
    """
    of_cadence = {setting.name for setting in settings_of(Cadence)}
    for assignment in assignments:
        if assignment.partition("=")[0].strip() in of_cadence:
            cadence = with_settings(cadence, [assignment])
        else:
            training = with_settings(training, [assignment])
    return training, cadence


def _with_setting(config: Config, key: str, text: str) -> Config:
    name, dot, rest = key.partition(".")
    setting = _find(type(config), name)
    if dot:
        inner = getattr(config, name)
        if not isinstance(inner, Settings):
            raise UsageError("'{name}' has no settings of its own.", hint=setting.help, name=name)
        value: object = _with_setting(inner, rest, text)
    else:
        value = parse_value(setting, text)
    try:
        return replace(config, **{name: value})
    except FieldError as error:
        raise UsageError("{error}.", hint=setting.help, error=error) from error


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
    names = phrase("There are {names}.", names=", ".join(known))
    raise UsageError(
        "There is no setting '{name}'.", hint=meant(name, list(known)) or names, name=name
    )


def parse_value(setting: Setting, text: str) -> object:
    """Parse and check a setting's value.

    Raises:
        UsageError: the text is not a valid value of the setting.
    """
    if setting.choices and text not in setting.choices:
        raise UsageError(
            "{name} cannot be '{text}'.",
            hint="Choose {choices}.",
            name=setting.name,
            text=text,
            choices=", ".join(setting.choices),
        )
    if setting.type not in _PARSERS:
        raise UsageError(
            "{name} is a group of settings.", hint="Set {name}.KEY=VALUE.", name=setting.name
        )
    parse, wanted = _PARSERS[setting.type]
    try:
        value = parse(text)
    except (ValueError, KeyError) as error:
        raise UsageError(
            "{name} must be {wanted}, not '{text}'.",
            hint=setting.help,
            name=setting.name,
            wanted=wanted,
            text=text,
        ) from error
    try:
        setting.check(value)
    except FieldError as error:
        raise UsageError("{error}.", hint=setting.help, error=error) from error
    return value


def _pair(text: str) -> tuple[int, int]:
    first, second = text.split(",")
    return int(first), int(second)


_PARSERS: dict[Any, tuple[Any, Phrase]] = {
    int: (int, Phrase("a whole number")),
    float: (float, Phrase("a number")),
    str: (str, Phrase("a word")),
    tuple[int, int]: (_pair, Phrase("two whole numbers, such as 5,7")),
    bool: (lambda text: {"true": True, "false": False}[text.lower()], Phrase("true or false")),
}
