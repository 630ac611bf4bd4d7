"""Settings that describe themselves: one declaration that every reader and writer of them shares.

A field is declared once, with its help and its range:

    batch: Annotated[int, Range(1, 4096), "Samples a step."] = 48

The command line, the window and the files read that declaration as a `Setting`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

from msgspec import NODEFAULT
from msgspec.structs import fields

from engine.storage.values import FieldError, Value


@dataclass(frozen=True, slots=True)
class Range:
    """The numbers that a setting may be, of a pair each; none that decides memory or time is free.

    Attributes:
        low: the smallest.
        high: the largest.
        multiple_of: what a whole number must be a multiple of; 0 for any.
        odd: whether it must be odd.
    """

    low: float
    high: float
    multiple_of: int = 0
    odd: bool = False

    def check(self, name: str, number: float) -> None:
        """Refuse a number that a setting cannot be.

        Raises:
            FieldError: it cannot.
        """
        wanted = ""
        if not self.low <= number <= self.high:  # nor where it is not a number
            wanted = f"from {self.low:.12g} to {self.high:.12g}"
        elif self.multiple_of and number % self.multiple_of:
            wanted = f"a multiple of {self.multiple_of}"
        elif self.odd and number % 2 == 0:
            wanted = "odd"
        if wanted:
            raise FieldError(name, f"must be {wanted}, not {number:.12g}")


Count = Annotated[int, Range(1, 64)]  # of layers, units, heads: each of them costs time
Width = Annotated[int, Range(1, 8192)]  # of a layer: memory grows with its square
Kernel = Annotated[int, Range(1, 63, odd=True)]  # an even one cannot keep the length
Fraction = Annotated[float, Range(0, 0.99)]  # less than 1, as a dropout
Share = Annotated[float, Range(0, 1)]


@dataclass(frozen=True, slots=True)
class Setting:
    """One field of a group of settings.

    Attributes:
        name: as `--set` and the files know it.
        type: int, float, bool, str, tuple[int, int] or, for a group of settings, its class.
        default: the value without a preset; None where there is none.
        help: what it does, in one or two sentences.
        range: the numbers that it may be; None for any, and for what is no number.
        choices: the only texts there are; empty where any will do.
    """

    name: str
    type: Any
    default: object
    help: str
    range: Range | None = None
    choices: tuple[str, ...] = ()

    def check(self, value: Any) -> None:
        """Refuse a value of the right type that is not in the range.

        Raises:
            FieldError: it is not.
        """
        if self.range is not None:
            for number in value if isinstance(value, tuple) else (value,):
                self.range.check(self.name, number)


class Settings(Value, frozen=True, kw_only=True):
    """A group of settings, each of them within its range."""

    def __post_init__(self) -> None:
        """Refuse numbers out of their range.

        Raises:
            FieldError: one is.
        """
        for setting in settings_of(type(self)):
            setting.check(getattr(self, setting.name))


@lru_cache
def settings_of(kind: type[Value]) -> tuple[Setting, ...]:
    """The settings of a group, in the order in which they are declared."""
    hints = get_type_hints(kind, include_extras=True)
    found = []
    for field in fields(kind):
        declared: Any = hints[field.name]
        notes: Sequence[object] = ()
        if get_origin(declared) is Annotated:
            declared, *notes = get_args(declared)
        choices: tuple[str, ...] = ()
        if get_origin(declared) is Literal:
            declared, choices = str, get_args(declared)
        default = None if field.default is NODEFAULT else field.default
        text = next((note for note in notes if isinstance(note, str)), "")
        numbers = next((note for note in notes if isinstance(note, Range)), None)
        found.append(Setting(field.name, declared, default, text, numbers, choices))
    return tuple(found)
