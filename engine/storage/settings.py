"""Self-describing settings: one declaration that every reader and writer shares.

A field is declared once, with its help and its range:

    batch: Annotated[int, Range(1, 4096), "Samples per step."] = 48

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
    """The allowed range of a number, or of each number of a pair; memory and time stay bounded.

    Attributes:
        low: the minimum.
        high: the maximum.
        multiple_of: divisor of a whole number; 0 for any.
        odd: whether it must be odd.
    """

    low: float
    high: float
    multiple_of: int = 0
    odd: bool = False

    def check(self, name: str, number: float) -> None:
        """Reject a number outside the range.

        Raises:
            FieldError: it is outside.
        """
        if not self.low <= number <= self.high:  # also rejects NaN
            raise FieldError(
                name,
                "must be from {low:.12g} to {high:.12g}, not {number:.12g}",
                low=self.low,
                high=self.high,
                number=number,
            )
        if self.multiple_of and number % self.multiple_of:
            raise FieldError(
                name,
                "must be a multiple of {factor}, not {number:.12g}",
                factor=self.multiple_of,
                number=number,
            )
        if self.odd and number % 2 == 0:
            raise FieldError(name, "must be odd, not {number:.12g}", number=number)


Count = Annotated[int, Range(1, 64)]  # of layers, units, heads: each of them costs time
Width = Annotated[int, Range(1, 8192)]  # of a layer: memory grows with its square
Kernel = Annotated[int, Range(1, 63, odd=True)]  # an even one cannot preserve the length
Fraction = Annotated[float, Range(0, 0.99)]  # below 1, for dropout
Share = Annotated[float, Range(0, 1)]


@dataclass(frozen=True, slots=True)
class Setting:
    """One field of a group of settings.

    Attributes:
        name: as used by `--set` and in files.
        type: int, float, bool, str, tuple[int, int] or, for a group of settings, its class.
        default: the value without a preset; None if there is none.
        help: what it does, in one or two sentences.
        range: allowed numbers; None for any, and for settings that are not numbers.
        choices: the allowed texts; empty if any is allowed.
    """

    name: str
    type: Any
    default: object
    help: str
    range: Range | None = None
    choices: tuple[str, ...] = ()

    def check(self, value: Any) -> None:
        """Reject a value of the right type that is out of range.

        Raises:
            FieldError: it is out of range.
        """
        if self.range is not None:
            for number in value if isinstance(value, tuple) else (value,):
                self.range.check(self.name, number)


class Settings(Value, frozen=True, kw_only=True):
    """A group of settings whose values are checked against their ranges."""

    def __post_init__(self) -> None:
        """Reject numbers out of range.

        Raises:
            FieldError: one is.
        """
        for setting in settings_of(type(self)):
            setting.check(getattr(self, setting.name))


@lru_cache
def settings_of(kind: type[Value]) -> tuple[Setting, ...]:
    """The settings of a group, in order of declaration."""
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
