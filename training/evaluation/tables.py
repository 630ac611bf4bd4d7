"""The tables of an evaluation, shaped like the paper's (paper, Table 1, 2, 7 and 8).

The paper's own figures stand in columns of their own. They are of its models, its clips and, in
Table 1, of its listeners: they show the scale, not a contest.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple

from engine.evaluation.published import (
    ALIGNMENT,
    AVERAGE,
    DISCRIMINATORS,
    ENCODERS,
    REALISM,
    TIMBRE,
    Column,
    published,
)
from engine.metrics.bootstrap import Interval
from training.evaluation.model_systems import ABLATIONS, WHOLE, paper_name
from training.evaluation.plan import PlanName
from training.evaluation.summary import Figure, Summary
from training.evaluation.systems import GRAINS, TRUTH

_ALL: Final = "All"
_MS_A_SECOND: Final = 1000.0


class Cell(NamedTuple):
    """A figure, the ends of its 95 % interval, and what chance gives; None where there is none."""

    value: float | None = None
    low: float | None = None
    high: float | None = None
    null: float | None = None


class Heading(NamedTuple):
    """A column's heading, and whether its figures are the paper's."""

    title: str
    published: bool = False
    digits: int = 2


class Row(NamedTuple):
    """A row of a table; `clips` is None where the row is no set of clips."""

    title: str
    clips: int | None
    cells: tuple[Cell, ...]


class Table(NamedTuple):
    """A table.

    Attributes:
        key: its name in files.
        title: heading.
        caption: what the figures are.
        first: heading of the rows' titles.
        headings: of the columns.
        rows: from top to bottom.
        counted: what `Row.clips` counts.
    """

    key: str
    title: str
    caption: str
    first: str
    headings: tuple[Heading, ...]
    rows: tuple[Row, ...]
    counted: str = "Clips"


class _Measure(NamedTuple):
    heading: Heading
    plan: PlanName
    field: str
    factor: float = 1.0


_MEANS: Final = (
    _Measure(Heading("Onset accuracy"), "swapped", "accuracy"),
    _Measure(Heading("Onset AP"), "swapped", "average_precision"),
    _Measure(Heading("Equal count"), "swapped", "equal_count"),
    _Measure(Heading("Envelope r"), "swapped", "correlation"),
    _Measure(Heading("r, shifted"), "swapped", "correlation_null"),
    _Measure(Heading("r, best lag"), "swapped", "best_correlation"),
    _Measure(Heading("Best lag, ms", digits=0), "swapped", "best_lag_s", _MS_A_SECOND),
    _Measure(Heading("E-L1", digits=4), "swapped", "envelope_l1"),
    _Measure(Heading("MCD (paper's scale)"), "original", "mcd_paper"),
    _Measure(Heading("MCD, dB", digits=1), "original", "mcd"),
    _Measure(Heading("MCD warped, dB", digits=1), "original", "mcd_warped"),
    _Measure(Heading("Level, dB", digits=1), "swapped", "level_db"),
    _Measure(Heading("Quiet parts, dB", digits=1), "swapped", "quiet_db"),
    _Measure(Heading("Time, s", digits=1), "swapped", "seconds"),
)


def make_tables(
    summary: Summary,
    systems: Mapping[PlanName, Sequence[str]],
    models: Sequence[str],
    classes: Sequence[str],
    *,
    ablations: bool,
) -> list[Table]:
    """Make all tables, given the names of each plan's systems without the ablations."""
    tables = [
        _onsets(summary, systems["swapped"]),
        _means(summary, systems["swapped"]),
        _alignment(summary, systems["swapped"], classes),
        _timbre(summary, systems["timbre"]),
        _similarity(summary, systems["timbre"], classes),
        _disentanglement(summary, systems["timbre"], models, ablations=ablations),
    ]
    if models:
        names = [TRUTH, GRAINS, *(paper_name(model) for model in models)]
        headings = [TRUTH, GRAINS, *models]
        tables.append(
            _distortion(
                summary,
                "table-7",
                "Table 7: mel-cepstral distortion of the models",
                "Clips rebuilt with their own sound as reference, by each model's own inference, "
                "on the paper's scale; lower is better. The paper retrains its model without one "
                "of its discriminators: give such models to compare them here.",
                (names, headings, DISCRIMINATORS),
                classes,
            )
        )
    if ablations:
        for model in models:
            names = [TRUTH, *(paper_name(model, each) for each in (WHOLE, *ABLATIONS))]
            headings = [TRUTH, *(each.name for each in (WHOLE, *ABLATIONS))]
            tables.append(
                _distortion(
                    summary,
                    f"table-8-{models.index(model) + 1}",
                    f"Table 8: {model} with and without some components",
                    "Clips rebuilt with their own sound as reference, on the paper's scale; lower "
                    "is better. Bi: background, Te: temporal, Ti: timbre information, with it the "
                    "reference's hits, where a model starts from them; w: with, w/o: without. "
                    "Nothing is retrained.",
                    (names, headings, ENCODERS),
                    classes,
                )
            )
    return tables


def _onsets(summary: Summary, systems: Sequence[str]) -> Table:
    rows = []
    for system in systems:
        found = summary.onsets(system)
        if found is None:
            continue
        figures = (found.f1, found.precision, found.recall)
        cells = (*map(_cell, figures), _cell(found.offset_s, _MS_A_SECOND))
        rows.append(Row(system, found.f1.interval.clips, cells))
    return Table(
        "onsets",
        "Onsets in time with the clip's own sound",
        "Swapped pairs; an onset within 0.1 s of a true one is right. Null: the onsets of other "
        "clips. A clip full of onsets has a high F1 by chance: what counts is the distance.",
        "System",
        (
            Heading("F1"),
            Heading("Precision"),
            Heading("Recall"),
            Heading("Offset, ms", digits=0),
        ),
        tuple(rows),
    )


def _means(summary: Summary, systems: Sequence[str]) -> Table:
    rows = []
    for system in systems:
        figures = [summary.mean(system, each.plan, each.field) for each in _MEANS]
        clips = [figure.interval.clips for figure in figures if figure is not None]
        if clips:
            cells = (
                _cell(figure, each.factor) for figure, each in zip(figures, _MEANS, strict=True)
            )
            rows.append(Row(system, max(clips), tuple(cells)))
    return Table(
        "measures",
        "All measures that are a mean over clips",
        "Against the clip's own sound. Swapped pairs, MCD for clips rebuilt with their own sound. "
        "A positive lag is late.",
        "System",
        tuple(each.heading for each in _MEANS),
        tuple(rows),
    )


def _alignment(summary: Summary, systems: Sequence[str], classes: Sequence[str]) -> Table:
    def cells(label: str | None) -> list[Cell]:
        found = [summary.onsets(system, label) for system in systems]
        return [Cell() if each is None else _cell(each.f1) for each in found]

    return _by_class(
        summary,
        "table-1",
        "Table 1: temporal alignment, and the paper's listeners",
        "Onset F1 of the swapped pairs (null in brackets). The paper's figures are mean opinion "
        "scores of 1 to 5 by listeners, which no measure replaces.",
        [Heading(system) for system in systems],
        cells,
        (*REALISM, *ALIGNMENT),
        classes,
    )


def _timbre(summary: Summary, systems: Sequence[str]) -> Table:
    rows = []
    for system in systems:
        cosine, identified = summary.timbre_cosine(system), summary.identification(system)
        patches = summary.patches(system)
        if identified is None and cosine is None and patches is None:
            continue
        figures = (cosine, patches, *(identified or (None, None)))
        clips = cosine.interval.clips if cosine is not None else None
        rows.append(Row(system, clips, tuple(map(_cell, figures))))
    return Table(
        "timbre",
        "Timbre of the reference",
        "Several references for each of some videos. Cosine of Resemblyzer's embeddings, with the "
        "other references as null. Identified: share of the sounds whose nearest reference is "
        "their own, by cepstra. Margin: centred cosine with the own reference minus the others'. "
        "Patches: likeness of half a second at the events of the sound to the same of the "
        "reference (null: the others); its rank correlation with a listener is 0.69, so that it "
        "tells a wrong reference, not a good dub.",
        "System",
        (
            Heading("Cosine"),
            Heading("Patches"),
            Heading("Identified"),
            Heading("Centred margin"),
        ),
        tuple(rows),
        counted="Sounds",
    )


def _similarity(summary: Summary, systems: Sequence[str], classes: Sequence[str]) -> Table:
    def cells(label: str | None) -> list[Cell]:
        return [_cell(summary.timbre_cosine(system, label)) for system in systems]

    return _by_class(
        summary,
        "table-2",
        "Table 2: timbre similarity",
        "Cosine of Resemblyzer's embeddings with the reference (null, the other references, in "
        "brackets); classes are those of the references. Empty without Resemblyzer.",
        [Heading(system) for system in systems],
        cells,
        TIMBRE,
        classes,
    )


def _disentanglement(
    summary: Summary, systems: Sequence[str], models: Sequence[str], *, ablations: bool
) -> Table:
    rows = []
    for system in systems:
        stable, share = summary.stability(system), summary.picture_share(system)
        probe = summary.probe(system) if system in models else None
        quiet = None
        if ablations and system in models:
            with_background = summary.mean(system + " w Bi", "original", "quiet_db")
            without = summary.mean(system, "original", "quiet_db")
            if with_background is not None and without is not None:
                quiet = with_background.interval.value - without.interval.value
        cells = (
            Cell() if stable is None else Cell(stable.kept),
            Cell()
            if stable is None or stable.moved_s is None
            else Cell(stable.moved_s * _MS_A_SECOND),
            Cell(share),
            Cell() if probe is None else Cell(probe.accuracy, null=probe.chance),
            Cell(quiet),
        )
        if any(cell.value is not None for cell in cells):
            rows.append(Row(system, None, cells))
    return Table(
        "disentanglement",
        "Are time, timbre and background separate?",
        "One video with several references: share of onsets that stay, and by how much they move. "
        "Picture in the timbre: share of the timbres' variance due to the video, not the "
        "reference (0 is best). Clip from code: accuracy of a linear probe that tells a clip by "
        "one frame of the temporal code (chance in brackets). Background: what it adds to the "
        "quiet parts.",
        "System",
        (
            Heading("Onsets kept"),
            Heading("Moved, ms", digits=0),
            Heading("Picture in the timbre"),
            Heading("Clip from code"),
            Heading("Background, dB", digits=1),
        ),
        tuple(rows),
    )


def _distortion(
    summary: Summary,
    key: str,
    title: str,
    caption: str,
    columns: tuple[Sequence[str], Sequence[str], Sequence[Column]],
    classes: Sequence[str],
) -> Table:
    """Mel-cepstral distortion of systems, with headings, beside published columns."""
    systems, headings, paper = columns

    def cells(label: str | None) -> list[Cell]:
        figures = [summary.mean(system, "original", "mcd_paper", label) for system in systems]
        return list(map(_cell, figures))

    titles = [Heading(heading) for heading in headings]
    return _by_class(summary, key, title, caption, titles, cells, paper, classes)


def _by_class(
    summary: Summary,
    key: str,
    title: str,
    caption: str,
    headings: Sequence[Heading],
    cells: Callable[[str | None], list[Cell]],
    paper: Sequence[Column],
    classes: Sequence[str],
) -> Table:
    """A table with a row for each class that has figures of its own, and one for all of them."""
    own = {label: cells(label) for label in (*classes, None)}
    shown = [label for label in classes if any(cell.value is not None for cell in own[label])]
    rows = []
    for label in (*shown, None):
        theirs = [published(column, AVERAGE if label is None else label) for column in paper]
        added = [
            Cell()
            if each is None
            else Cell(each.mean, each.mean - each.half, each.mean + each.half)
            for each in theirs
        ]
        clips = sum(map(summary.count, shown)) if label is None else summary.count(label)
        rows.append(Row(_ALL if label is None else label, clips, (*own[label], *added)))
    titles = (*headings, *(Heading(f"Paper: {column.title}", published=True) for column in paper))
    return Table(key, title, caption, "Class", titles, tuple(rows))


def _cell(figure: Figure | None, factor: float = 1.0) -> Cell:
    if figure is None:
        return Cell()
    interval: Interval = figure.interval
    low, high = (None if end is None else end * factor for end in (interval.low, interval.high))
    return Cell(interval.value * factor, low, high, figure.null)
