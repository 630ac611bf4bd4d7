import pytest

from gui.playback.input.tap_latency import PERIOD_S, TAPS, click_times, judge_taps

CLICKS_S = click_times(50.0)


def test_the_clicks_are_even():
    assert len(CLICKS_S) == TAPS
    assert CLICKS_S[0] == 50.0
    assert CLICKS_S[-1] == pytest.approx(50.0 + 9 * PERIOD_S)


def test_the_median_delay_is_the_latency():
    delays_s = [0.080, 0.084, 0.090, 0.090, 0.090, 0.090, 0.096, 0.1, 0.08, 0.25]
    result = judge_taps(CLICKS_S, [c + d for c, d in zip(CLICKS_S, delays_s, strict=True)])
    assert result.latency_s == pytest.approx(0.09)
    assert result.says == "Taps arrive 90 ms after the clicks, ± 6 ms."


def test_taps_before_the_clicks_give_a_negative_latency():
    result = judge_taps(CLICKS_S, [click_s - 0.03 for click_s in CLICKS_S])
    assert result.latency_s == pytest.approx(-0.03)
    assert result.says == "Taps arrive 30 ms before the clicks, ± 0 ms."


def test_missed_and_doubled_taps_do_not_matter():
    taps_s = [click_s + 0.05 for click_s in CLICKS_S[2:9]]
    result = judge_taps(CLICKS_S, [*taps_s, taps_s[3] + 0.1])
    assert result.latency_s == pytest.approx(0.05)


def test_of_two_taps_at_a_click_the_first_counts():
    taps_s = [click_s + delay_s for click_s in CLICKS_S for delay_s in (0.05, 0.15)]
    assert judge_taps(CLICKS_S, taps_s).latency_s == pytest.approx(0.05)


def test_too_few_taps_measure_nothing():
    result = judge_taps(CLICKS_S, [click_s + 0.05 for click_s in CLICKS_S[:5]])
    assert result.latency_s is None
    assert result.says == "Only 5 of 10 clicks were tapped."


def test_random_taps_measure_nothing():
    offsets_s = [0.25, -0.2, 0.1, -0.25, 0.2, -0.1, 0.25, -0.2, 0.15, -0.25]
    result = judge_taps(CLICKS_S, [c + d for c, d in zip(CLICKS_S, offsets_s, strict=True)])
    assert result.latency_s is None
    assert result.says == "The taps were too uneven to measure. Try again."
