"""A trainer without a model: `fake_trainer RUN_DIR BEHAVIOUR` writes a run's folder as one does.

Behaviours: `done` after five steps, `slow` until it is asked to stop, `interruptible` until it gets
a SIGINT, `crash`, `oom`, `lie` (it says that it is done, and its model is damaged).
"""

import os
import signal
import sys
import time
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file

from engine.storage.model_files import METADATA_KEY, ModelHeader
from engine.storage.values import encode
from training.run.messages import (
    Continued,
    Done,
    MessageLog,
    OutOfMemory,
    Paused,
    Sampled,
    Saved,
    Started,
    StepDone,
    Stopped,
    Validated,
)
from training.run.process import ProcessId
from training.run.run_folder import RunFolder

STEPS = 5


def step_event(step: int) -> StepDone:
    """What a step tells."""
    return StepDone(
        step=step,
        steps=STEPS,
        stage="adversarial",
        losses={"mel": 0.5 / step},
        learning_rate=2e-4,
        steps_per_s=10.0,
        memory_mb=100.0,
        eta_s=3700.0,
        epoch=0.1,
    )


def main(run: RunFolder, behaviour: str) -> int:
    """Behave; the exit code."""
    with run.take(ProcessId.current()), MessageLog(run.events) as events:
        events.write(Started(step=0, steps=STEPS, pid=os.getpid(), device="nothing"))
        if behaviour == "interruptible":
            signal.signal(signal.SIGINT, lambda *_: run.request("stop"))
        step = 0
        while step < STEPS or behaviour in ("slow", "interruptible"):
            step += 1
            events.write(step_event(step))
            time.sleep(0.05)
            if behaviour == "crash" and step == 3:
                sys.stderr.write("Fatal: it broke\n")
                os.kill(os.getpid(), 9)
            if behaviour == "oom" and step == 3:
                message = "The GPU's memory is not enough for batches of 48."
                events.write(OutOfMemory(step=3, message=message, advice="Halve it.", batch=24))
                return 75
            if answer_requests(run, events, step):
                return 0
        events.write(Validated(step=step, losses={"mel": 0.125}, best=True))
        header = encode(ModelHeader(kind="generator", configuration={})).decode()
        save_file({"w": np.zeros(4, np.float32)}, run.model, {METADATA_KEY: header})
        if behaviour == "lie":
            os.truncate(run.model, 20)
        events.write(
            Done(step=step, model=run.model.name, measurements={"onset_f1": 0.75}, hours=0.1)
        )
    return 0


def answer_requests(run: RunFolder, events: MessageLog, step: int) -> bool:
    """Do what is asked for; whether that was to stop."""
    if run.answer("sample_now"):
        events.write(Sampled(step=step, folder="samples/step_00000001"))
    if run.answer("checkpoint_now"):
        events.write(Saved(step=step, checkpoint="c.pt", model="", best=False))
    if run.answer("pause"):
        events.write(Paused(step=step))
        while not run.answer("continue"):
            if run.requested("stop"):
                break
            time.sleep(0.02)
        events.write(Continued(step=step))
    if run.answer("stop"):
        events.write(Stopped(step=step))
        return True
    return False


if __name__ == "__main__":
    sys.exit(main(RunFolder(Path(sys.argv[1])), sys.argv[2]))
