import numpy as np
import pytest

from engine.errors import EnvironmentUnusableError
from training.procedural import physics
from training.procedural.mjcf import body, geom, hinge, tag
from training.procedural.physics import (
    Impact,
    build,
    find_blows,
    load_mujoco,
    puppet,
    simulate,
    together,
)

pytestmark = pytest.mark.usefixtures("drawing")

STEP_S = 0.001


def falling_ball(height_m: float, spring: tuple[float, float]) -> str:
    ball = geom("sphere", "m", solid=True, name="ball", size=0.1, mass=1, solref=spring, priority=1)
    floor = geom("plane", "m", solid=True, size=(5, 5, 0.1))
    contact = tag("contact", geom1="ball", data="force", reduce="netforce")
    return tag(
        "mujoco",
        [
            tag("option", timestep=STEP_S),
            tag("asset", tag("material", name="m")),
            tag("worldbody", floor + body("<freejoint/>", ball, pos=(0, 0, height_m + 0.1))),
            tag("sensor", contact),
        ],
    )


def test_a_ball_lands_when_gravity_says_so() -> None:
    model = build(falling_ball(1.0, (0.005, 1.0)))
    first = simulate(model, 1.0).impacts[0]
    assert first.time_s == pytest.approx(np.sqrt(2 * 1.0 / 9.81), abs=0.003)
    assert first.where == "ball"


def test_the_impulse_of_a_landing_is_what_the_ball_brings_with_it() -> None:
    low, high = (
        simulate(build(falling_ball(height_m, (0.005, 1.0))), 1.2).impacts[0].impulse
        for height_m in (1.0, 4.0)
    )
    assert low == pytest.approx(np.sqrt(2 * 9.81), rel=0.3)  # it rebounds a little
    assert high == pytest.approx(2 * low, rel=0.1)


def test_bounces_get_weaker_and_come_faster() -> None:
    model = build(falling_ball(1.0, (-90000, -120)))
    impacts = together(simulate(model, 4.0).impacts)
    times_s = np.array([impact.time_s for impact in impacts])
    assert len(impacts) > 3
    assert np.all(np.diff(times_s, 2) < 0)
    assert np.all(np.diff([impact.impulse for impact in impacts]) < 0)


def test_a_body_that_rolls_makes_no_blows() -> None:
    model = build(falling_ball(0.0, (0.01, 1.0)))
    rolling = np.array([1.0, 0, 0, 0, 10.0, 0])
    assert together(simulate(model, 2.0, speed=rolling).impacts) == []


def test_pressing_harder_for_long_is_one_blow() -> None:
    force = np.zeros(2000)
    force[500:1500] = 30.0
    assert [time_s for time_s, _ in find_blows(force, STEP_S)] == [0.5]


def test_a_contact_that_flickers_at_rest_is_no_row_of_blows() -> None:
    force = np.full(3000, 10.0)
    force[11::23] = 0.0
    force[1500:1505] = 400.0
    assert [round(time_s, 2) for time_s, _ in find_blows(force, STEP_S)] == [1.5]


def test_no_contact_is_no_blow() -> None:
    assert find_blows(np.zeros(100), STEP_S) == []


def test_two_sensors_that_feel_one_blow_count_once() -> None:
    joined = together([Impact(1.0, 2.0, "left"), Impact(1.01, 3.0, "right")])
    assert joined == [Impact(1.0, 5.0, "left")]


def test_rattling_after_a_blow_is_left_out_and_a_second_blow_is_not() -> None:
    blows = [Impact(1.0, 1.0, "a"), Impact(1.1, 0.2, "a"), Impact(1.12, 0.9, "a")]
    assert [impact.time_s for impact in together(blows)] == [1.0, 1.12]


def test_a_joint_moved_by_hand_is_where_it_was_put() -> None:
    world = tag("worldbody", body(hinge((0, 1, 0), name="arm"), geom("sphere", "m", size=0.1)))
    parts = [tag("option", timestep=STEP_S), tag("asset", tag("material", name="m")), world]
    model = build(tag("mujoco", parts))
    curve = np.linspace(0, 1, 1000)
    recording = puppet(model, 1.0, {"arm": curve}, [])
    assert recording.at(0.5)[0] == pytest.approx(0.5, abs=0.01)


def test_a_missing_library_is_said_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(physics.__dict__["os"].environ, "MUJOCO_GL", "osmesa")
    monkeypatch.setitem(__import__("sys").modules, "mujoco", None)
    with pytest.raises(EnvironmentUnusableError, match="cannot draw"):
        load_mujoco()
