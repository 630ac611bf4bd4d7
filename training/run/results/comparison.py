"""Several runs beside each other: the settings in which they differ, and their results."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from msgspec import to_builtins

from engine.errors import TargetError, os_errors_as
from engine.storage.atomic import write_atomic
from training.config import RunConfig
from training.run.messages import Done, Started, Validated
from training.run.results.curves import curve_table, curves_of
from training.run.run_folder import RunFolder

_TRAINING: Final = "training."  # left out: `--set` names the settings without it


def short_names(runs: Sequence[Path]) -> list[str]:
    """Names by which runs can be told apart: with their folder where two have the same."""
    names = [run.name for run in runs]
    return [
        str(Path(run.parent.name, run.name)) if names.count(run.name) > 1 else run.name
        for run in runs
    ]


def differing_settings(configs: Sequence[RunConfig]) -> dict[str, tuple[Any, ...]]:
    """The settings in which runs differ, by name: a value for each run, None where it has none.

    The names are those of `--set` and of `run.json`, such as `learning_rate`, `dataset`, and
    `model.decoder_width`.
    """
    runs = [_flat(to_builtins(config, enc_hook=str)) for config in configs]
    rows = {name: tuple(run.get(name) for run in runs) for run in runs for name in run}
    return {
        name.removeprefix(_TRAINING): row
        for name, row in rows.items()
        if any(value != row[0] for value in row)
    }


def results_of(run: RunFolder) -> dict[str, float]:
    """The losses of a run's best validation, as `validation/mel`, and what its end measured."""
    best: list[Validated] = []
    measured: dict[str, float] = {}
    for event in run.tail().read():
        match event:
            case Started():  # what came later is void
                best, measured = [each for each in best if each.step <= event.step], {}
            case Validated(best=True):
                best.append(event)
            case Done():
                measured = event.measurements
    losses = best[-1].losses if best else {}
    return {f"validation/{name}": value for name, value in losses.items()} | measured


def beside_each_other(runs: Sequence[RunFolder]) -> list[tuple[str, list[str]]]:
    """A table of runs as texts: the name of each row, and a value for each run.

    Raises:
        InputError: the settings of a run cannot be read.
    """
    rows = [("", short_names([run.path for run in runs]))]
    rows.append(("state", [run.status().state for run in runs]))
    differing = differing_settings([run.config() for run in runs])
    rows += [(name, [_text(each) for each in values]) for name, values in differing.items()]
    results = [results_of(run) for run in runs]
    for name in dict.fromkeys(name for each in results for name in each):
        rows.append((name, [_number(each.get(name)) for each in results]))
    return rows


def write_curves(path: Path, runs: Sequence[RunFolder]) -> None:
    """Write all curves of runs as CSV; each column is named `run: curve`.

    Raises:
        TargetError: the file cannot be written.
    """
    names = short_names([run.path for run in runs])
    curves = {
        f"{name}: {curve}": values
        for name, run in zip(names, runs, strict=True)
        for curve, values in curves_of(run).items()
    }
    data = curve_table(curves).encode()
    with os_errors_as(TargetError, "{path} cannot be written ({reason}).", path=path):
        write_atomic(path, data)


def _flat(values: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """A tree of settings as one mapping from dotted names."""
    found: dict[str, Any] = {}
    for name, value in values.items():
        if isinstance(value, Mapping):
            found |= _flat(value, f"{prefix}{name}.")
        else:
            found[prefix + name] = value
    return found


def _text(value: object) -> str:
    if value is None:
        return "-"
    if isinstance(value, list | tuple):
        return ",".join(map(str, value)) or "all"
    return f"{value:.12g}" if isinstance(value, float) else str(value)


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.4g}"
