"""Writes the report of an evaluation: a folder with a page, tables as CSV and JSON, and plots.

It shows mels side by side (paper, Generated Result, Fig. 6). The page needs no network and no other
file outside the folder, so that the folder can be mailed or put on a server.
"""

import csv
import io
import os
from datetime import datetime
from pathlib import Path
from typing import Any, Final, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from engine.errors import TargetError, os_errors_as
from engine.evaluation.listening.material import LISTING, Example, Listing
from engine.evaluation.listening.scales import ScaleName
from engine.machine.hardware import device_in_use
from engine.storage.atomic import write_atomic
from engine.storage.values import encode
from training.evaluation.charts import write_chart
from training.evaluation.evaluate import Evaluation, system_names
from training.evaluation.examples import clip_name, example_name
from training.evaluation.plan import Pair, PlanName
from training.evaluation.records import Measures
from training.evaluation.summary import Summary
from training.evaluation.systems import TRUTH, VOCODED
from training.evaluation.tables import Cell, Heading, Table, make_tables

PAGE: Final = "index.html"
_NOTHING: Final = "\N{EN DASH}"
_TEMPLATES: Final = Path(__file__).parent / "templates"
_CHARTS: Final = (  # table, column, title
    ("onsets", 0, "Onset F1"),
    ("timbre", 0, "Timbre cosine"),
    ("timbre", 1, "Likeness of patches"),
    ("timbre", 2, "References identified"),
)
_PLANS: Final[tuple[PlanName, ...]] = ("swapped", "timbre", "original")
_SCALES: Final[dict[PlanName, tuple[ScaleName, ...]]] = {  # on which listeners judge a plan
    "swapped": ("realism", "alignment"),
    "timbre": ("timbre",),
}
_VECTORS: Final = frozenset(("onsets_s", "timbre", "embedding"))  # not in the CSV of all sounds


class Heard(NamedTuple):
    """A sound of an example: its title, and the files of sound and mel."""

    title: str
    sound: str
    mel: str


class Shown(NamedTuple):
    """A pair as it is shown: a video, another's sound as its reference, and every system's."""

    title: str
    video: str | None
    reference: Heard | None
    sounds: list[Heard]


def write_report(evaluation: Evaluation) -> Path:
    """Write the report and return its page.

    Raises:
        TargetError: it cannot be written.
    """
    folder = evaluation.records.folder
    labels = [clip.label for clip in evaluation.opened.material.clips]
    tables = make_tables(
        Summary(evaluation.records, labels),
        {plan: system_names(evaluation.opened.systems, plan) for plan in _PLANS},
        [model.name for model in evaluation.opened.models],
        sorted(set(labels)),
        ablations=evaluation.opened.settings.ablations is not None,
    )
    with os_errors_as(
        TargetError,
        "The report cannot be written to {folder}: {reason}.",
        hint="Free some space there, and repeat the command.",
        folder=folder,
    ):
        (folder / "tables").mkdir(exist_ok=True)
        for table in tables:
            _write(folder / "tables" / f"{table.key}.csv", table_csv(table))
        _write(folder / "measures.csv", _measures_csv(evaluation))
        _write(folder / "report.json", encode(_json(evaluation, tables), indent=1).decode())
        _write(folder / LISTING, encode(_listing(evaluation), indent=1).decode())
        page = _page(evaluation, tables, _write_charts(folder, tables))
        _write(folder / PAGE, page)
    return folder / PAGE


def format_cell(cell: Cell, heading: Heading) -> str:
    """A figure as text: 0.52 (0.31), with its null in brackets; a dash if there is none."""
    if cell.value is None:
        return _NOTHING
    text = _number(cell.value, heading)
    return text if cell.null is None else f"{text} ({_number(cell.null, heading)})"


def format_interval(cell: Cell, heading: Heading) -> str:
    """The 95 % interval of a figure as text; empty if there is none."""
    if cell.low is None or cell.high is None:
        return ""
    return f"{_number(cell.low, heading)} to {_number(cell.high, heading)}"


def table_csv(table: Table) -> str:
    """A table as CSV: each figure with the ends of its interval and its null."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    parts = ("", " low", " high", " null")
    titles = [f"{heading.title}{part}" for heading in table.headings for part in parts]
    writer.writerow([table.first, table.counted, *titles])
    for row in table.rows:
        writer.writerow([row.title, row.clips, *(value for cell in row.cells for value in cell)])
    return text.getvalue()


def _measures_csv(evaluation: Evaluation) -> str:
    """Every made sound with its measures."""
    names = [name for name in Measures.__struct_fields__ if name not in _VECTORS]
    clips = evaluation.opened.material.clips
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(names)
    for each in evaluation.records.sounds.values():
        values = {name: getattr(each, name) for name in names}
        values |= {name: clips[values[name]].name for name in ("video", "reference")}
        writer.writerow(values.values())
    return text.getvalue()


def _json(evaluation: Evaluation, tables: list[Table]) -> dict[str, Any]:
    return {
        "settings": evaluation.opened.settings,
        "hardware": _hardware(),
        "notes": evaluation.notes,
        "tables": [
            {
                "key": table.key,
                "title": table.title,
                "rows": [
                    {
                        table.first.lower(): row.title,
                        "clips": row.clips,
                        "figures": {
                            heading.title: cell._asdict()
                            for heading, cell in zip(table.headings, row.cells, strict=True)
                        },
                    }
                    for row in table.rows
                ],
            }
            for table in tables
        ],
    }


def _listing(evaluation: Evaluation) -> Listing:
    """The sounds that can be heard, for a listening test (paper, app. D, Sample Selection)."""
    clips, folder = evaluation.opened.material.clips, evaluation.records.folder
    examples = []
    for pair in evaluation.shown:
        scales = _SCALES.get(pair.plan, ())
        video = Path("videos") / f"{clip_name(pair.video)}.mp4"
        for system in evaluation.opened.systems if scales else ():
            if system.name == VOCODED:
                continue  # next to the reference itself there is nothing to judge
            name = example_name(system.name, pair.plan, pair.video, pair.reference)
            sound = Path("sounds") / f"{name}.flac"
            if not (folder / sound).is_file():
                continue
            has_picture = (folder / video).is_file()
            examples.append(
                Example(
                    system=system.name,
                    is_truth=system.name == TRUTH,
                    clip=clips[pair.video].name,
                    group=pair.group if not evaluation.opened.settings.across else "",
                    scales=tuple(s for s in scales if s != "alignment" or has_picture),
                    sound=sound,
                    picture=video if has_picture else None,
                    target=Path("sounds") / f"{clip_name(pair.reference)}.flac",
                )
            )
    return Listing(examples=tuple(examples))


def _write_charts(folder: Path, tables: list[Table]) -> list[str]:
    """Plot what there is, and return the files' names."""
    by_key = {table.key: table for table in tables}
    made = []
    for key, column, title in _CHARTS:
        name = f"{key}-{column + 1}.png"
        if write_chart(folder / name, by_key[key], column, title):
            made.append(name)
    return made


def _page(evaluation: Evaluation, tables: list[Table], charts: list[str]) -> str:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(cell=format_cell, interval=format_interval)
    shown = {
        name: [_example(evaluation, pair) for pair in evaluation.shown if pair.plan == name]
        for name in _PLANS
    }
    return environment.get_template("report.html").render(
        settings=evaluation.opened.settings,
        clips=evaluation.opened.material.clips,
        pairs=len(evaluation.plan.pairs),
        date=f"{datetime.now():%Y-%m-%d}",
        hardware=_hardware(),
        notes=evaluation.notes,
        tables=tables,
        charts=charts,
        shown=shown,
    )


def _example(evaluation: Evaluation, pair: Pair) -> Shown:
    clips = evaluation.opened.material.clips
    folder = evaluation.records.folder
    sounds = [_heard("The clip's own sound", clip_name(pair.video))]
    for system in evaluation.opened.systems:
        name = example_name(system.name, pair.plan, pair.video, pair.reference)
        if (folder / "sounds" / f"{name}.flac").is_file():
            sounds.append(_heard(system.name, name))
    video = f"videos/{clip_name(pair.video)}.mp4"
    own = pair.video == pair.reference
    title = clips[pair.video].name
    return Shown(
        title if own else f"{title} with the sound of {clips[pair.reference].name}",
        video if (folder / video).is_file() else None,
        None if own else _heard("Reference", clip_name(pair.reference)),
        sounds,
    )


def _hardware() -> str:
    """The machine, such as `2 CPU cores, no GPU`."""
    device = device_in_use()
    return device.title if device.name == "cuda" else f"{os.cpu_count()} CPU cores, no GPU"


def _heard(title: str, name: str) -> Heard:
    return Heard(title, f"sounds/{name}.flac", f"sounds/{name}.png")


def _number(value: float, heading: Heading) -> str:
    return f"{value:z.{heading.digits}f}"  # z: no minus before a zero


def _write(path: Path, text: str) -> None:
    write_atomic(path, text.encode())
