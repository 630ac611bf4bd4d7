"""Phrases for the user: English templates with values, which the window shows in its language."""

import difflib
import numbers
import unicodedata
from collections.abc import Mapping, Sequence
from string import Formatter
from typing import Any, Final, Union

from msgspec import Struct, field
from typing_extensions import override

LONGEST: Final = 1000  # in characters; a damaged file may be quoted
_CONTROLS: Final = frozenset({"Cc", "Zl", "Zp"})  # categories: controls, line ends
_LARGEST_WHOLE: Final = 2**63 - 1  # that JSON carries; no float holds one of 400 digits
_REORDERING: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

Part = Union[str, int, float, "Phrase"]


class Phrase(Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence or a part of one; `str` gives the English.

    Attributes:
        template: the English with `{names}` where the values stand, also `{name:.1f}`; without
            values it is taken as it is, braces included.
        values: by name; a phrase among them is translated too.
    """

    template: str
    values: dict[str, Part] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.template)

    @override
    def __str__(self) -> str:
        return filled(self.template, self.values) if self.values else self.template


def phrase(template: str, /, **values: object) -> Phrase:
    """A phrase; the values are numbers, phrases, expected errors, or anything with a text."""
    if not values:
        return Phrase(shortened(template, LONGEST))
    return Phrase(template, {name: _part(value) for name, value in values.items()})


def as_phrase(text: str | Phrase) -> Phrase:
    """A phrase as it is; a text becomes one without values."""
    return text if isinstance(text, Phrase) else Phrase(text)


def filled(template: str, values: Mapping[str, Part], point: str = ".") -> str:
    """A template with its values in place, and this decimal point in its numbers.

    It is used while something has gone wrong already, so it never fails: a name without a value
    stays, and a number format is ignored for a text.
    """
    return _Forgiving(point).vformat(template, (), values)


class _Forgiving(Formatter):
    def __init__(self, point: str) -> None:
        self._point = point

    @override
    def get_value(self, key: int | str, args: Any, kwargs: Mapping[str, Any]) -> Any:
        return kwargs.get(str(key), f"{{{key}}}")

    @override
    def format_field(self, value: Any, format_spec: str) -> str:
        try:
            text = format(value, format_spec)
        except (ValueError, TypeError):
            text = str(value)
        return text.replace(".", self._point) if isinstance(value, int | float) else text


def _part(value: object) -> Part:
    """A value as it can be sent to another process."""
    said = getattr(value, "phrase", value)  # an expected error stands for what it says
    if isinstance(said, int) and abs(said) > _LARGEST_WHOLE:
        said = str(said)
    if isinstance(said, Phrase | int):
        return said
    if isinstance(said, numbers.Real):
        return float(said)
    return plain_line(str(said))


def plain_line(text: str) -> str:
    """A name or text from outside as it may be shown: one line of bounded length.

    A file's name may hold line ends, commands to the terminal, and characters that turn the
    direction of a text around; they are written as their codes.
    """
    text = shortened(text, LONGEST)
    return "".join(map(_shown, text)) if not (text.isascii() and text.isprintable()) else text


def _shown(mark: str) -> str:
    if unicodedata.category(mark) in _CONTROLS or mark in _REORDERING:
        return mark.encode("unicode_escape").decode()
    return mark


def shortened(text: str, longest: int) -> str:
    """Leave out the middle of a text that is longer than that many characters."""
    return text if len(text) <= longest else f"{text[: longest // 2]} … {text[-longest // 2 :]}"


def meant(name: str, known: Sequence[str]) -> Phrase | None:
    """The question whether a known name was meant by an unknown one; None if none is like it."""
    close = difflib.get_close_matches(name, known, n=1)
    return phrase("Did you mean {name}?", name=close[0]) if close else None
