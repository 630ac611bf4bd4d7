import pytest

from engine.storage.timecode import parse_time


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("0", 0.0),
        ("12.5", 12.5),
        (".25", 0.25),
        ("75", 75.0),
        (" 0:12.5 ", 12.5),
        ("90:00", 5400.0),
        ("1:02:12.345", 3732.345),
        ("100:00:00", 360000.0),
    ],
)
def test_seconds_and_clock_times_are_read(text: str, seconds: float):
    assert parse_time(text) == pytest.approx(seconds, abs=1e-9)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-1",
        "+1",
        "1e3",
        "nan",
        "inf",
        "1:",
        ":5",
        "1:2:3:4",
        "1.5:20",
        "a",
        "1,5",
        "٣",
        ".",
    ],
)
def test_what_is_no_time_is_refused_by_name(text: str):
    with pytest.raises(ValueError, match="is not a time such as"):
        parse_time(text)


@pytest.mark.parametrize("text", ["0:60", "1:60:00", "0:99.5"])
def test_a_minute_has_sixty_seconds(text: str):
    with pytest.raises(ValueError, match="more than 59"):
        parse_time(text)
