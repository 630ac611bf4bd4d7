import pytest

from engine.errors import EnvironmentUnusableError
from training.procedural.physics import Stage, build

BARE = '<mujoco><worldbody><geom type="sphere" size="0.1"/></worldbody></mujoco>'


@pytest.fixture(scope="session")
def drawing() -> None:
    """The test is skipped where MuJoCo has nothing to draw with."""
    try:
        model = build(BARE)
        with Stage(model, 16, 16) as stage:
            stage.draw(model.qpos0, -1)
    except EnvironmentUnusableError as error:
        pytest.skip(str(error))
