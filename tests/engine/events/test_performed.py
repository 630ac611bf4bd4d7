import pytest

from engine.errors import InputError
from engine.events.event import Event, write_csv
from engine.events.performed import read_events
from tests.media import clicks, make_sound


def test_a_sound_file_performs_the_events_at_its_attacks(tmp_path):
    claps = clicks([0.4, 1.0, 1.7], 2.5, rate_hz=48000)
    events = read_events(make_sound(tmp_path / "claps.wav", claps, 48000))
    assert [event.time_s for event in events] == pytest.approx([0.4, 1.0, 1.7], abs=0.005)
    assert {event.source for event in events} == {"performance"}


def test_a_clap_half_as_loud_is_half_as_strong(tmp_path):
    claps = clicks([0.4], 1.6, rate_hz=48000) + 0.5 * clicks([1.0], 1.6, rate_hz=48000)
    loud, soft = read_events(make_sound(tmp_path / "claps.flac", claps, 48000))
    assert (loud.strength, soft.strength) == (1.0, pytest.approx(0.5, abs=0.03))


@pytest.mark.parametrize("name", ["events.csv", "events.TXT", "events"])
def test_a_list_is_read_as_a_list(tmp_path, name):
    write_csv(tmp_path / name, [Event(1.25, 0.5)])
    assert read_events(tmp_path / name) == [Event(1.25, 0.5)]


def test_a_silent_performance_is_refused(tmp_path):
    nothing = make_sound(tmp_path / "nothing.wav", 0.0 * clicks([0.4], 1.0, rate_hz=48000), 48000)
    with pytest.raises(InputError, match=r"Nothing is performed in nothing\.wav"):
        read_events(nothing)


@pytest.mark.parametrize("content", [None, b"no sound at all"])
def test_a_missing_or_damaged_sound_is_refused(tmp_path, content):
    path = tmp_path / "claps.wav"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError, match=r"claps\.wav"):
        read_events(path)


@pytest.mark.parametrize("name", ["README.md", "events.json"])
def test_what_is_neither_a_list_nor_a_sound_asks_for_either(tmp_path, name):
    path = tmp_path / name
    path.write_text("no events")
    with pytest.raises(InputError) as refused:
        read_events(path)
    assert str(refused.value) == (
        f"{name} is neither a list of events nor a sound. "
        "Give a .csv file of events, or a sound that performs them."
    )
