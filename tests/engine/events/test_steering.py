import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.config import GRID
from engine.events.event import Event
from engine.events.steering import Calibration, code_from_events

FRAMES = 100
WIDTH = 13
PEAK = WIDTH // 2
FRAME_S = 1 / float(GRID.video_rate)


def bump(height):
    """A template that rises to its middle, and falls again."""
    shape = 1.0 - np.abs(np.arange(WIDTH) - PEAK) / (PEAK + 1)
    return np.stack([height * shape, -height * shape, np.zeros(WIDTH)])


@pytest.fixture(scope="module")
def calibration():
    return Calibration(
        strengths=np.array([0.25, 1.0], dtype=np.float32),
        templates=np.stack([bump(2.0), bump(8.0)]).astype(np.float32),
        rest=np.zeros(3, dtype=np.float32),
    )


def at(frame, strength=1.0, **rest):
    return Event(frame * FRAME_S, strength, **rest)


def written(code):
    """The first and the last frame that are not at rest."""
    frames = np.flatnonzero(code.any(axis=0))
    return frames[0], frames[-1]


def test_an_event_is_written_at_its_place_and_nowhere_else(calibration):
    code = code_from_events(calibration, [at(50)], FRAMES)
    inner = slice(50 - PEAK + 2, 50 + PEAK - 1)
    np.testing.assert_allclose(code[:, inner], bump(8.0)[:, 2:-2], atol=1e-5)
    assert written(code) == (50 - PEAK, 50 + PEAK)


def test_the_ends_of_a_template_fade_into_rest(calibration):
    code = code_from_events(calibration, [at(50)], FRAMES)
    template = bump(8.0)
    np.testing.assert_allclose(code[:, 50 - PEAK], 1 / 3 * template[:, 0], atol=1e-5)
    np.testing.assert_allclose(code[:, 50 + PEAK - 1], 2 / 3 * template[:, -2], atol=1e-5)


@pytest.mark.parametrize("silent", [at(30, muted=True), at(30, 0.0)])
def test_what_is_not_heard_is_not_written(calibration, silent):
    one, both = (
        code_from_events(calibration, events, FRAMES) for events in ([at(50)], [silent, at(50)])
    )
    assert np.array_equal(one, both)


def test_an_edit_changes_nothing_further_away_than_its_template(calibration):
    before = code_from_events(calibration, [at(10), at(50), at(80)], FRAMES)
    after = code_from_events(calibration, [at(10), at(53), at(80)], FRAMES)
    differing = np.flatnonzero((before != after).any(axis=0))
    assert differing[0] >= 50 - PEAK
    assert differing[-1] <= 53 + PEAK


def test_a_place_between_two_frames_is_kept(calibration):
    code = code_from_events(calibration, [at(50.5)], FRAMES)
    assert code[0, 50] == pytest.approx(code[0, 51])
    code = code_from_events(calibration, [at(50.25)], FRAMES)
    assert code[0, 50] > code[0, 51] > code[0, 49]


@pytest.mark.parametrize(
    ("strength", "height"), [(1.0, 8.0), (0.25, 2.0), (0.625, 5.0), (0.125, 1.0)]
)
def test_the_strength_decides_between_the_calibrated_templates(calibration, strength, height):
    steered = code_from_events(calibration, [at(50, strength)], FRAMES)
    assert steered[0, 50] == pytest.approx(height, rel=1e-5)


def test_above_the_strongest_calibrated_the_strongest_is_taken():
    calibration = Calibration(
        np.array([0.5], dtype=np.float32),
        bump(3.0)[None].astype(np.float32),
        np.zeros(3, dtype=np.float32),
    )
    assert calibration.template(1.0)[0, PEAK] == pytest.approx(3.0)


def test_rest_is_what_the_model_has_at_rest():
    rest = np.array([0.5, -2.0, 7.0], dtype=np.float32)
    calibration = Calibration(np.ones(1, dtype=np.float32), np.ones((1, 3, WIDTH)), rest)
    code = code_from_events(calibration, [], 20)
    assert code.shape == (3, 20)
    assert np.array_equal(code, np.repeat(rest[:, None], 20, axis=1))


def test_dense_events_are_all_written(calibration):
    places = range(10, 90, 3)
    steered = code_from_events(calibration, [at(place) for place in places], FRAMES)
    assert all(steered[0, place] == pytest.approx(8.0) for place in places)


def test_of_two_events_at_one_place_the_stronger_is_written(calibration):
    steered = code_from_events(calibration, [at(50, 1.0), at(50, 0.25)], FRAMES)
    assert steered[0, 50] == pytest.approx(8.0)


def test_the_range_that_the_code_covers_is_minded(calibration):
    steered = code_from_events(calibration, [at(50)], FRAMES, start_s=20 * FRAME_S)
    assert steered[0, 30] == pytest.approx(8.0, abs=1e-4)


def test_events_at_and_beyond_the_ends_of_the_code_do_no_harm(calibration):
    events = [at(0), at(FRAMES - 1), at(FRAMES + 3), at(10 * FRAMES)]
    steered = code_from_events(calibration, events, FRAMES)
    assert steered[0, 0] == steered[0, FRAMES - 1] == pytest.approx(8.0)
    before = code_from_events(calibration, [at(1)], FRAMES, start_s=5 * FRAME_S)
    assert not before[:, 5:].any()
    assert before[0, 0] > 0


@pytest.mark.parametrize(
    ("strengths", "templates", "rest"),
    [
        (np.ones((1, 1)), np.ones((1, 3, 5)), np.ones(3)),
        (np.ones(2), np.ones((1, 3, 5)), np.ones(3)),
        (np.ones(1), np.ones((1, 4, 5)), np.ones(3)),
        (np.ones(1), np.ones((1, 3, 4)), np.ones(3)),
        (np.ones(0), np.ones((0, 3, 5)), np.ones(3)),
        (np.array([1.0, 0.5]), np.ones((2, 3, 5)), np.ones(3)),
        (np.array([0.0, 0.5]), np.ones((2, 3, 5)), np.ones(3)),
        (np.array([0.5, 1.5]), np.ones((2, 3, 5)), np.ones(3)),
        (np.ones(1), np.full((1, 3, 5), np.nan), np.ones(3)),
    ],
)
def test_a_calibration_that_means_nothing_is_refused(strengths, templates, rest):
    with pytest.raises(ValueError, match=r"expected|not finite"):
        Calibration(strengths.astype(np.float32), templates.astype(np.float32), rest)


events = st.lists(
    st.builds(
        Event,
        time_s=st.floats(0, FRAMES * FRAME_S),
        strength=st.floats(0, 1),
        muted=st.booleans(),
    ),
    max_size=12,
)


@given(events=events)
def test_no_list_of_events_leaves_the_range_of_the_templates(calibration, events):
    code = code_from_events(calibration, events, FRAMES)
    assert code.shape == (3, FRAMES)
    assert np.abs(code).max() <= 8.0 + 1e-5
