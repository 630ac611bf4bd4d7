import numpy as np
import pytest

from training.evaluation.records import ClipFacts, Code, Measures, Records, Settings
from training.evaluation.report import format_cell, format_interval, table_csv
from training.evaluation.summary import Summary
from training.evaluation.tables import Cell, Heading, Row, Table

SETTINGS = Settings(
    material="set",
    clips=("a", "b", "c"),
    models=(),
    vocoder="griffin-lim",
    ablations=None,
    across=False,
    seed=0,
    embedding=True,
)
LABELS = ("dog", "dog", "gun")


def facts(clip, onsets_s=(), embedding=(), timbre=()):
    return ClipFacts(clip=clip, onsets_s=onsets_s, embedding=embedding, timbre=timbre)


def sound(plan, video, reference, system="tested", **measures):
    return Measures(
        system=system,
        plan=plan,
        video=video,
        reference=reference,
        group="dog",
        made=True,
        **measures,
    )


@pytest.fixture
def records(tmp_path):
    return Records(tmp_path / "report", SETTINGS)


def test_onsets_are_pooled_over_the_clips_and_compared_with_other_clips(records):
    records.add(facts(0, (1.0, 2.0, 3.0)))
    records.add(facts(1, (5.0,)))
    records.add(sound("swapped", 0, 1, onsets_s=(1.02, 2.04, 4.0, 4.5)))
    records.add(sound("swapped", 1, 0, onsets_s=(2.0,)))
    found = Summary(records, LABELS).onsets("tested")
    assert found.precision.interval.value == pytest.approx(2 / 5)
    assert found.recall.interval.value == pytest.approx(2 / 4)
    assert found.f1.interval.value == pytest.approx(4 / 9)
    assert found.f1.null == pytest.approx(2 / 9)  # 2.0 of the one clip meets 2.0 of the other
    assert found.offset_s.interval.value == pytest.approx(0.03)
    assert found.f1.interval.clips == 2


def test_a_share_of_no_onsets_is_unknown_not_nought(records):
    records.add(facts(0, (1.0, 2.0)))
    records.add(facts(1))
    for video in (0, 1):
        onsets_s = (1.0, 2.0) if video == 0 else ()
        records.add(sound("swapped", video, 1 - video, system="perfect", onsets_s=onsets_s))
        records.add(sound("swapped", video, 1 - video, system="silent"))
    summary = Summary(records, LABELS)
    assert summary.onsets("perfect").f1.interval == (1.0, 1.0, 1.0, 2)
    assert summary.onsets("silent").precision is None
    assert summary.onsets("silent").recall.interval.value == 0.0


def test_a_class_is_that_of_the_video_and_what_was_not_made_does_not_count(records):
    for video, value in ((0, 4.0), (1, 6.0), (2, 11.0)):
        records.add(sound("original", video, video, mcd_paper=value))
    unmade = Measures(
        system="tested", plan="original", video=7, reference=7, group="dog", made=False
    )
    records.add(unmade)
    summary = Summary(records, LABELS)
    assert summary.mean("tested", "original", "mcd_paper", "dog").interval[::3] == (5.0, 2)
    assert summary.mean("tested", "original", "mcd_paper").interval[::3] == (7.0, 3)
    assert summary.mean("tested", "original", "av_align") is None
    assert summary.mean("tested", "swapped", "mcd_paper") is None
    assert (summary.count("dog"), summary.count(None)) == (2, 3)


def test_the_null_of_the_cosine_are_the_other_references(records):
    records.add(facts(0, embedding=(1.0, 0.0)))
    records.add(facts(1, embedding=(0.0, 1.0)))
    records.add(sound("timbre", 2, 0, embedding=(0.8, 0.6)))
    records.add(sound("timbre", 2, 1, embedding=(0.0, 1.0)))
    summary = Summary(records, LABELS)
    found = summary.timbre_cosine("tested")
    assert found.interval.value == pytest.approx((0.8 + 1.0) / 2)
    assert found.null == pytest.approx((0.6 + 0.0) / 2)
    assert summary.timbre_cosine("tested", "gun") is None  # both references are dogs


def test_references_are_identified_among_those_of_the_same_video(records):
    directions = np.eye(3).tolist()
    for clip in range(3):
        records.add(facts(clip, timbre=tuple(directions[clip])))
    for reference in range(3):
        # the sound of the last reference resembles the first one
        timbre = tuple(directions[0 if reference == 2 else reference])
        records.add(sound("timbre", 1, reference, timbre=timbre, onsets_s=(1.0,)))
    share, margin = Summary(records, LABELS).identification("tested")
    assert share.interval.value == pytest.approx(2 / 3)
    assert share.null == pytest.approx(1 / 3)
    assert 0 < margin.interval.value < 1.5
    stable = Summary(records, LABELS).stability("tested")
    assert stable == (1.0, 0.0)


def test_the_probe_reads_the_codes_of_its_model_alone(records):
    for clip, level in enumerate((0.0, 1.0)):
        values = (level,) * 172
        records.add(Code(model="tested", clip=clip, channels=2, values=values))
        records.add(Code(model="other", clip=clip, channels=2, values=(0.5,) * 172))
    summary = Summary(records, LABELS)
    assert summary.probe("tested") == (1.0, 0.5)
    assert summary.probe("other") == (0.5, 0.5)
    assert summary.probe("third") is None


def test_a_figure_is_written_with_its_null_and_its_interval():
    heading = Heading("F1")
    cell = Cell(0.516, 0.4, 0.6, 0.25)
    assert format_cell(cell, heading) == "0.52 (0.25)"
    assert format_interval(cell, heading) == "0.40 to 0.60"
    assert format_cell(Cell(), heading) == "\N{EN DASH}"
    assert format_interval(Cell(0.5), heading) == ""
    assert format_interval(Cell(-1.0, -2.0, -0.001), Heading("Lag, ms", digits=0)) == "-2 to 0"
    table = Table("onsets", "Onsets", "", "System", (heading,), (Row("tested", 3, (cell,)),))
    assert table_csv(table).splitlines() == [
        "System,Clips,F1,F1 low,F1 high,F1 null",
        "tested,3,0.516,0.4,0.6,0.25",
    ]
