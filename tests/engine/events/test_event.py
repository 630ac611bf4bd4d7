from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.errors import InputError, TargetError
from engine.events.event import Event, audible, read_csv, write_csv


def _written(folder: Path, content: str | bytes) -> Path:
    path = folder / "events.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def _refusal(folder: Path, content: str | bytes) -> str:
    with pytest.raises(InputError) as refusal:
        read_csv(_written(folder, content))
    assert refusal.value.exit_code == 3
    assert refusal.value.hint
    return refusal.value.message


@pytest.mark.parametrize(
    "values", [(-0.1, 1.0), (float("nan"), 1.0), (float("inf"), 1.0), (0.0, 1.1), (0.0, -0.1)]
)
def test_an_event_that_means_nothing_cannot_be_made(values: tuple[float, float]):
    with pytest.raises(ValueError, match="an event's"):
        Event(*values)


def test_muted_and_zero_strength_events_are_not_audible():
    events = [Event(2.0), Event(1.0, muted=True), Event(0.5, strength=0.0), Event(0.1)]
    assert audible(events) == [Event(0.1), Event(2.0)]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(
        st.builds(
            Event,
            st.floats(0, 1e6),
            st.floats(0, 1),
            st.booleans(),
            st.sampled_from(["picture", "sound", "hand", "performance"]),
            st.floats(0, 1e6),
        )
    )
)
def test_what_was_written_is_read_again_to_the_microsecond(tmp_path: Path, events: list[Event]):
    path = tmp_path / "round trip.csv"
    write_csv(path, events)
    again = read_csv(path)
    assert len(again) == len(events)
    for event, other in zip(sorted(events), again, strict=True):
        assert other.time_s == pytest.approx(event.time_s, abs=1e-6)
        assert other.strength == pytest.approx(event.strength, abs=1e-4)
        assert other.duration_s == pytest.approx(event.duration_s, abs=1e-6)
        assert (other.muted, other.source) == (event.muted, event.source)


def test_only_the_time_must_be_there(tmp_path: Path):
    assert read_csv(_written(tmp_path, "time_s\n2\n0:01.5\n")) == [Event(1.5), Event(2.0)]


def test_all_columns_are_read_in_any_order(tmp_path: Path):
    text = (
        "Source,muted,duration_s,colour,strength,TIME_S\n"
        "picture,1,,red,0.25,3\nperformance,no,2.5,,,4\n"
    )
    assert read_csv(_written(tmp_path, text)) == [
        Event(3.0, 0.25, muted=True, source="picture"),
        Event(4.0, 1.0, source="performance", duration_s=2.5),
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbftime_s;strength\r\n1,25;0,5\r\n",
        "time_s\tstrength\n1,25\t0,5\n".encode("utf-16"),
        b'\n# from a person\n  time_s , strength \n\n"1.25" , 0.5\n,\n# the end\n',
        b'time_s,strength\n"1,25","0,5"\n',
        b"time_s,strength\r1.25,0.5\r",
        b"sep=;\r\ntime_s;strength\r\n1,25;0,5\r\n",
        b'"sep=,"\ntime_s,strength\n1.25,0.5\n',
        b"time_s;strength;Ger\xe4usch\n1,25;0,5;T\xfcr\n",
        "time_s;strength\r\n1,25;0,5\r\n".encode("utf-16-le"),
        "time_s,strength\n1.25,0.5\n".encode("utf-16-be"),
        b'time_s, strength\n "1,25", "0,5"\n',
        b'note,time_s,strength\n"a door,\nthen steps",1.25,0.5\n',
        b'"strength; loudest 1",time_s,strength\n,1.25,0.5\n',
        b"strength;time_s\n0,5;00:01,250\n",
    ],
    ids=[
        "semicolons",
        "tabs in UTF-16",
        "spaces and notes",
        "quoted decimal commas",
        "old Mac",
        "Excel's separator",
        "quoted separator",
        "Windows-1252",
        "UTF-16 without a mark",
        "UTF-16, the other order",
        "spaces before quotes",
        "a cell of two lines",
        "a semicolon in a quoted cell",
        "minutes and decimal commas",
    ],
)
def test_what_table_programs_and_people_write_is_understood(tmp_path: Path, content: bytes):
    assert read_csv(_written(tmp_path, content)) == [Event(1.25, 0.5)]


def test_a_lonely_column_may_have_decimal_commas(tmp_path: Path):
    assert read_csv(_written(tmp_path, "time_s\n1,5\n")) == [Event(1.5)]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("-1,1,0,hand", "'-1' is not a time"),
        ("soon,1,0,hand", "'soon' is not a time"),
        (",1,0,hand", "'' is not a time"),
        ("1,2,0,hand", "strength must be 0 to 1"),
        ("99999999:00:00,1,0,hand", "time must be 0 to 1000000000 s"),
        ("1,loud,0,hand", "strength must be a number"),
        ("1,nan,0,hand", "strength must be 0 to 1"),
        ("1,1,perhaps,hand", "muted must be 0 or 1"),
        ("1,1,0,dream", "source must be one of picture, sound, hand, performance"),
        ("1,1,0,hand,long", "'long' is not a time"),
        ("1,5,1,0,hand,0", "more cells than columns"),
    ],
)
def test_a_bad_line_is_named_with_its_file(tmp_path: Path, line: str, says: str):
    message = _refusal(tmp_path, f"time_s,strength,muted,source,duration_s\n1,1,0,hand\n{line}\n")
    assert message.startswith("events.csv, line 3: ")
    assert says in message


@pytest.mark.parametrize("text", ["", "\n\n", "1.5\n2.5\n", "time,strength\n1,1\n", "# only notes"])
def test_a_file_without_the_time_column_is_refused(tmp_path: Path, text: str):
    assert "no column is named time_s" in _refusal(tmp_path, text)


@pytest.mark.parametrize(
    ("header", "says"),
    [
        ("time_s,strength,TIME_S", "more than one column is named time_s"),
        ("time_s,strength,Strength", "two columns are named strength"),
    ],
)
def test_a_column_that_is_there_twice_is_refused(tmp_path: Path, header: str, says: str):
    message = _refusal(tmp_path, f"{header}\n1,0.5,0.7\n")
    assert message.startswith("events.csv, line 1: ")
    assert says in message


def test_a_quotation_mark_that_is_not_closed_hides_no_event(tmp_path: Path):
    message = _refusal(tmp_path, 'note,time_s\n"5 nails,1\nnails,2\n')
    assert message == "events.csv, line 2: a quotation mark is not closed."


def test_what_is_not_text_is_refused(tmp_path: Path):
    assert "is not a text file" in _refusal(tmp_path, bytes(range(256)))


def test_a_cell_of_absurd_length_is_refused(tmp_path: Path):
    assert "line 2" in _refusal(tmp_path, 'time_s\n"' + "1" * 200_000 + '"\n')


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path):
    for path in (tmp_path / "missing.csv", tmp_path):
        with pytest.raises(InputError, match="could not be read"):
            read_csv(path)


def test_a_list_without_events_is_empty(tmp_path: Path):
    assert read_csv(_written(tmp_path, "time_s\n")) == []


def test_what_cannot_be_written_leaves_nothing_behind(tmp_path: Path):
    (tmp_path / "taken").mkdir()
    for path in (tmp_path / "taken", tmp_path / "no such folder" / "events.csv"):
        with pytest.raises(TargetError, match="could not be written"):
            write_csv(path, [Event(1.0)])
    assert [item.name for item in tmp_path.iterdir()] == ["taken"]


def test_what_was_written_comes_back_to_the_last_bit(tmp_path):
    events = [Event(k / 21.5, (k % 7) / 7, source="picture") for k in range(200)]
    write_csv(tmp_path / "events.csv", [*events, Event(1e-9, 1e-7)])
    assert read_csv(tmp_path / "events.csv") == sorted([*events, Event(1e-9, 1e-7)])
