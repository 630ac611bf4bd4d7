"""The curves of a run."""

from tests import fake_trainer
from training.run.message_log import MessageLog
from training.run.messages import RunMessage, Started, StepDone, Validated
from training.run.results.curves import curve_table, curves_of
from training.run.run_folder import RunFolder


def step(number: int, mel: float) -> StepDone:
    return StepDone(
        step=number,
        steps=4,
        stage="adversarial",
        losses={"mel": mel},
        learning_rate=1e-3,
        steps_per_s=2.0,
        memory_mb=100.0,
        eta_s=1.0,
        epoch=0.5,
    )


def start(at: int) -> Started:
    return Started(step=at, steps=4, pid=1, device="a GPU")


def told(folder, *events: RunMessage) -> RunFolder:
    run = RunFolder.create(folder, fake_trainer.config(folder), [])
    with MessageLog(run.events) as log:
        for event in events:
            log.write(event)
    return run


def test_a_curve_holds_what_counts_after_a_restart(tmp_path):
    run = told(
        tmp_path / "run",
        start(0),
        step(1, 0.5),
        step(2, 0.4),
        Validated(step=2, losses={"mel": 0.45}, best=True),
        step(3, 9.0),
        step(4, 9.0),
        start(2),
        step(3, 0.3),
    )
    curves = curves_of(run)
    assert curves["loss/mel"] == {1: 0.5, 2: 0.4, 3: 0.3}
    assert curves["validation/mel"] == {2: 0.45}
    assert curves["learning_rate"] == {1: 1e-3, 2: 1e-3, 3: 1e-3}
    assert "gradient_ratio" not in curves  # nothing was measured


def test_a_table_has_a_row_a_step_and_nothing_where_nothing_was_measured():
    curves = {"loss/mel": {1: 0.5, 2: 0.25, 3: 0.125}, "validation/mel": {2: 0.3}}
    assert curve_table(curves).splitlines() == [
        "step,loss/mel,validation/mel",
        "1,0.5,",
        "2,0.25,0.3",
        "3,0.125,",
    ]
