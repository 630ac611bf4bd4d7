"""The curves of a run, and those of several runs as one table."""

import csv
import io
from collections.abc import Mapping
from typing import Final

from training.run.messages import RunMessage, Started, StepDone, Validated
from training.run.run_folder import RunFolder

Curve = dict[int, float]  # values by step
_NUMBERS: Final = ("learning_rate", "steps_per_s", "memory_mb", "gradient_ratio", "lambda_m")


def values_of(event: RunMessage) -> dict[str, float]:
    """The values that an event adds to curves, by name: `loss/mel`, `validation/mel`, ..."""
    match event:
        case StepDone():
            values = {f"loss/{name}": value for name, value in event.losses.items()}
            numbers = {name: getattr(event, name) for name in _NUMBERS}
            return values | {name: each for name, each in numbers.items() if each is not None}
        case Validated():
            return {f"validation/{name}": value for name, value in event.losses.items()}
        case _:
            return {}


def curves_of(run: RunFolder) -> dict[str, Curve]:
    """All curves of a run by name; what a restarted trainer repeated counts once."""
    curves: dict[str, Curve] = {}
    for event in run.tail().read():
        if isinstance(event, Started):
            for name, curve in curves.items():
                curves[name] = {step: curve[step] for step in curve if step <= event.step}
        for name, value in values_of(event).items():
            curves.setdefault(name, {})[event.step] = value
    return curves


def curve_table(curves: Mapping[str, Mapping[int, float]]) -> str:
    """Curves as CSV: a row for each step, a column for each curve, empty without a value."""
    names = sorted(curves)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["step", *names])
    for step in sorted({step for curve in curves.values() for step in curve}):
        writer.writerow([step, *(curves[name].get(step, "") for name in names)])
    return text.getvalue()
