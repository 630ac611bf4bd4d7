import pytest

from gui.playback.input.stamps import Stamps


def test_an_event_handled_late_keeps_the_time_at_which_it_arrived():
    stamps = Stamps()
    assert stamps.at_s(5000, 100.0) == 100.0
    assert stamps.at_s(5300, 100.45) == pytest.approx(100.3)  # handled 150 ms late


def test_a_stamp_handled_sooner_than_any_before_moves_the_zero():
    stamps = Stamps()
    stamps.at_s(5000, 100.2)
    assert stamps.at_s(6000, 101.0) == pytest.approx(101.0)


def test_an_event_without_a_stamp_arrives_now():
    assert Stamps().at_s(0, 7.5) == 7.5


def test_after_a_long_pause_the_zero_is_found_again():
    stamps = Stamps()
    stamps.at_s(5000, 100.0)
    assert stamps.at_s(6000, 5000.0) == pytest.approx(5000.0)
