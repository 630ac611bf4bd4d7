import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.config import GRID
from engine.events.event import Event
from engine.events.steering import Calibration, apply_events, code_from_events

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


@pytest.fixture(scope="module")
def code():
    """What a picture may have said: no frame is like another, and none like the templates."""
    return np.random.default_rng(0).normal(size=(3, FRAMES)).astype(np.float32)


def at(frame, strength=1.0, **rest):
    return Event(frame * FRAME_S, strength, **rest)


def changed(before, after):
    """The first and the last frame that differ."""
    frames = np.flatnonzero((before != after).any(axis=0))
    return frames[0], frames[-1]


def test_the_same_events_leave_the_code_as_it_is(code, calibration):
    events = [at(10), at(40, 0.5), at(80)]
    steered = apply_events(code, calibration, found=events, wanted=events)
    assert np.array_equal(steered, code)
    assert steered is not code


def test_events_that_were_rounded_in_a_file_are_the_same(code, calibration):
    found = [Event(1.23456, 0.4567), Event(2.34567, 0.89)]
    wanted = [Event(round(each.time_s, 3), round(each.strength, 2)) for each in found]
    assert np.array_equal(apply_events(code, calibration, found=found, wanted=wanted), code)


def test_an_added_event_is_written_at_its_place_and_nowhere_else(code, calibration):
    steered = apply_events(code, calibration, found=[], wanted=[at(50)])
    inner = slice(50 - PEAK + 2, 50 + PEAK - 1)
    np.testing.assert_allclose(steered[:, inner], bump(8.0)[:, 2:-2], atol=1e-5)
    assert changed(code, steered) == (50 - PEAK, 50 + PEAK)


def test_the_ends_of_a_template_fade_into_the_code(code, calibration):
    steered = apply_events(code, calibration, found=[], wanted=[at(50)])
    template = bump(8.0)
    mixed = 2 / 3 * code[:, 50 - PEAK] + 1 / 3 * template[:, 0]
    np.testing.assert_allclose(steered[:, 50 - PEAK], mixed, atol=1e-5)
    mixed = 1 / 3 * code[:, 50 + PEAK - 1] + 2 / 3 * template[:, -2]
    np.testing.assert_allclose(steered[:, 50 + PEAK - 1], mixed, atol=1e-5)


@pytest.mark.parametrize("wanted", [[], [at(50, muted=True)], [at(50, 0.0)]])
def test_where_an_event_is_taken_away_or_muted_the_code_rests(code, calibration, wanted):
    steered = apply_events(code, calibration, found=[at(50)], wanted=wanted)
    assert not steered[:, 50 - PEAK + 2 : 50 + PEAK - 1].any()
    assert changed(code, steered) == (50 - PEAK, 50 + PEAK)


def test_a_moved_event_leaves_rest_behind(code, calibration):
    steered = apply_events(code, calibration, found=[at(30)], wanted=[at(70)])
    assert not steered[:, 28:33].any()
    assert steered[0, 70] == pytest.approx(8.0)


def test_an_event_moved_by_a_frame_keeps_its_whole_template(code, calibration):
    steered = apply_events(code, calibration, found=[at(50)], wanted=[at(51)])
    np.testing.assert_allclose(steered[:, 47:56], bump(8.0)[:, 2:-2], atol=1e-5)


def test_a_place_between_two_frames_is_kept(code, calibration):
    steered = apply_events(code, calibration, found=[], wanted=[at(50.5)])
    assert steered[0, 50] == pytest.approx(steered[0, 51])
    steered = apply_events(code, calibration, found=[], wanted=[at(50.25)])
    assert steered[0, 50] > steered[0, 51] > steered[0, 49]


@pytest.mark.parametrize(
    ("strength", "height"), [(1.0, 8.0), (0.25, 2.0), (0.625, 5.0), (0.125, 1.0)]
)
def test_the_strength_decides_between_the_calibrated_templates(code, calibration, strength, height):
    steered = apply_events(code, calibration, found=[at(50, 0.9)], wanted=[at(50, strength)])
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


def test_an_untouched_neighbour_keeps_the_frames_that_are_nearer_to_it(code, calibration):
    kept = at(45)
    steered = apply_events(code, calibration, found=[kept], wanted=[kept, at(50)])
    assert np.array_equal(steered[:, :48], code[:, :48])
    np.testing.assert_allclose(steered[:, 48:54], bump(8.0)[:, 4:10], atol=1e-5)
    steered = apply_events(code, calibration, found=[kept, at(50)], wanted=[kept])
    assert np.array_equal(steered[:, :48], code[:, :48])
    assert not steered[:, 48:55].any()


def test_an_untouched_event_behind_keeps_them_as_well(code, calibration):
    kept = at(55)
    steered = apply_events(code, calibration, found=[kept], wanted=[kept, at(50)])
    assert np.array_equal(steered[:, 53:], code[:, 53:])
    np.testing.assert_allclose(steered[:, 46:53], bump(8.0)[:, 2:9], atol=1e-5)


def test_one_wanted_event_stands_for_one_found(code, calibration):
    twice = [at(50), at(50)]
    assert np.array_equal(apply_events(code, calibration, found=twice, wanted=twice), code)


def test_dense_events_are_all_written(calibration):
    places = range(10, 90, 3)
    steered = code_from_events(calibration, [at(place) for place in places], FRAMES)
    assert all(steered[0, place] == pytest.approx(8.0) for place in places)


def test_of_two_events_at_one_place_the_stronger_is_written(calibration):
    steered = code_from_events(calibration, [at(50, 1.0), at(50, 0.25)], FRAMES)
    assert steered[0, 50] == pytest.approx(8.0)


def test_the_range_that_the_code_covers_is_minded(code, calibration):
    steered = apply_events(code, calibration, found=[], wanted=[at(50)], start_s=20 * FRAME_S)
    assert steered[0, 30] == pytest.approx(8.0, abs=1e-4)


def test_events_at_and_beyond_the_ends_of_the_code_do_no_harm(calibration):
    events = [at(0), at(FRAMES - 1), at(FRAMES + 3), at(10 * FRAMES)]
    steered = code_from_events(calibration, events, FRAMES)
    assert steered[0, 0] == steered[0, FRAMES - 1] == pytest.approx(8.0)
    before = code_from_events(calibration, [at(1)], FRAMES, start_s=5 * FRAME_S)
    assert not before[:, 5:].any()
    assert before[0, 0] > 0


def test_a_code_of_another_model_is_refused(calibration):
    with pytest.raises(ValueError, match=r"expected a code \(3, F\), got \(8, 5\)"):
        apply_events(np.zeros((8, 5), dtype=np.float32), calibration, found=[], wanted=[])


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
    with pytest.raises(ValueError, match=r"expected|not a number"):
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


@given(found=events, wanted=events)
def test_no_edit_leaves_the_range_of_code_and_templates(code, calibration, found, wanted):
    steered = apply_events(code, calibration, found=found, wanted=wanted)
    bound = max(8.0, np.abs(code).max()) + 1e-5
    assert steered.shape == code.shape
    assert np.abs(steered).max() <= bound
