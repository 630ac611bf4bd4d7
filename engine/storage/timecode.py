"""Times as users write them: seconds, or [H:]M:S.sss."""

import re
from decimal import Decimal
from typing import Final

_TIME: Final = re.compile(
    r"""(?: (?: (?P<hours>\d{1,9}) : (?=\d+:) )?   # hours only where minutes follow
            (?P<minutes>\d{1,9}) : )?
        (?P<seconds>\d{1,9} (?:\.\d*)? | \.\d+)""",
    re.ASCII | re.VERBOSE,
)
_MINUTE_S: Final = 60
_HOUR_S: Final = 3600


def parse_time(text: str) -> float:
    """Parse `12.5`, `0:12.5` or `1:02:12.5` into seconds.

    The first number has no upper limit (`90:00` is an hour and a half); those after a colon
    must be below 60.

    Raises:
        ValueError: not such a time; the message is written for the user.
    """
    found = _TIME.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"'{text}' is not a time such as 12.5, 0:12.5 or 1:02:12.5")
    hours, minutes, seconds = (float(part or 0) for part in found.group(1, 2, 3))
    if (found["minutes"] and seconds >= _MINUTE_S) or (found["hours"] and minutes >= _MINUTE_S):
        raise ValueError(f"'{text}' has more than 59 after a colon")
    return hours * _HOUR_S + minutes * _MINUTE_S + seconds


def exact(value: float, digits: int) -> str:
    """Format a number with at least `digits` decimals, and as many as it takes to be exact.

    `float` and `parse_time` read back the same number, to the last bit.
    """
    short = f"{value:.{digits}f}"
    return short if float(short) == value else f"{Decimal(repr(value)):f}"
