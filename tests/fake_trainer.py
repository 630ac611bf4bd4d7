"""A trainer without a model: `fake_trainer RUN_DIR BEHAVIOUR [STEPS]` writes a run as one does.

Behaviours: `normal` is done after a few steps with samples and checkpoints; `slow` goes on until it
is asked to stop; `busy` writes 50 steps a second until then, and takes its time after a pause;
`deaf` hears no request; `crash`, `oom`, `nan`, `disk_full` and `dataset` fail; `garbage` has lines
that are none; `silence` says nothing; `lie` says that it is done, and its model is damaged.

With few steps it looks at nothing on its way, only at its end: a run of five is over at once.
"""

import json
import math
import os
import signal
import sys
import time
import wave
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from msgspec import to_builtins
from msgspec.structs import replace
from PIL import Image
from safetensors.numpy import save_file

from engine.mel.image import mel_picture
from engine.model_files.model_file import METADATA_KEY, ModelHeader
from engine.storage.process import ProcessId
from engine.storage.values import encode
from training.config import GeneratorRun, GeneratorTraining, RunConfig
from training.presets import find_preset
from training.run.message_log import MessageLog
from training.run.messages import (
    Advised,
    Continued,
    Done,
    Failed,
    Finishing,
    OutOfMemory,
    Paused,
    RunMessage,
    Sampled,
    Saved,
    Started,
    StepDone,
    Stopped,
    Validated,
)
from training.run.results.clip_files import write_clip
from training.run.results.sampled import SampledClip
from training.run.run_folder import RunFolder

STEPS = 60
PRETRAINED = 20
CRASHED = -9
GONE = ProcessId(2**22 + 1, 0.0)  # a number above any process's
_EVERY = 10
_REBUILD_S = 0.5
_PAUSE_S = {"busy": 0.02, "slow": 0.05, "deaf": 0.05}
_ENDS: dict[str, tuple[RunMessage, int]] = {
    "oom": (
        OutOfMemory(
            step=30,
            message="The GPU's memory is not enough for batches of 48.",
            advice="Continue with --resume --set batch=24, or close other programs.",
            batch=24,
        ),
        75,
    ),
    "nan": (
        Failed(
            step=30,
            reason="nan",
            message="The loss adv_mel is no finite number any more.",
            advice="Continue with --resume and a smaller learning_rate.",
        ),
        70,
    ),
    "disk_full": (
        Failed(
            step=30,
            reason="disk_full",
            message="The disk is full: saved checkpoints are whole, what came after them is lost.",
            advice="Free some space, then go on with --resume.",
        ),
        4,
    ),
    "dataset": (
        Failed(
            step=0,
            reason="dataset",
            message="There is no data set in /data/clips.",
            advice="If it was moved, locate it; otherwise, make one from a folder of clips.",
        ),
        3,
    ),
}


def config(dataset: Path = Path("/data/clips"), preset: str = "compact") -> RunConfig:
    """The settings of a run that is only acted."""
    found = find_preset("generator", preset)
    assert isinstance(found.training, GeneratorTraining)
    return GeneratorRun(preset=preset, dataset=dataset, training=found.training)


def step_event(step: int, steps: int = STEPS) -> StepDone:
    """What a step tells: losses that fall and tremble as real ones do."""
    tremble = 1.0 + 0.15 * math.sin(step * 1.7) * math.sin(step * 0.31)
    share = step / steps
    pretrains = step <= PRETRAINED * steps // STEPS
    losses = {"event": tremble * (0.05 + 0.4 * math.exp(-6 * share))}
    if not pretrains:
        losses = {
            "alignment_discriminator": 0.75 * tremble,
            "mel_discriminator": 0.5 * tremble,
            "mel": tremble * (0.03 + 0.2 * math.exp(-4 * share)),
            "adv_alignment": 0.9 / tremble,
            "adv_mel": 1.1 / tremble,
            "event": losses["event"],
            "contrastive": 1.6 * tremble * math.exp(-share),
        }
    return StepDone(
        step=step,
        steps=steps,
        stage="events" if pretrains else "adversarial",
        losses=losses,
        learning_rate=(1e-3 if pretrains else 2e-4) * (1.0 - 0.9 * share),
        steps_per_s=3.2 * tremble,
        memory_mb=2100.0 + 100 * tremble,
        eta_s=(steps - step) / 3.2,
        epoch=step / 40,
        gradient_ratio=None if pretrains else 0.5 * tremble,
        lambda_m=None if pretrains else 10.0 / tremble,
    )


class Actor:
    """Plays one run of so many steps; it fails in the middle, and crashes a little later."""

    def __init__(
        self, run: RunFolder, behaviour: str, events: MessageLog, steps: int = STEPS
    ) -> None:
        self.run, self.behaviour, self.events, self.steps = run, behaviour, events, steps
        there = run.checkpoints_there()
        self.step = there[-1].step if there else 0
        self.best = 1e9

    def play(self) -> int:
        say = self.events.write
        if self.behaviour == "silence":
            time.sleep(600)
        resumed = self.run.checkpoint(self.step).state.name if self.step else ""
        say(
            Started(
                step=self.step,
                steps=self.steps,
                pid=os.getpid(),
                device="Test GPU",
                resumed=resumed,
            )
        )
        if self.behaviour == "garbage":
            with self.run.events.open("ab") as file:
                file.write(b'nothing\n{"type": "unheard of"}\n\xff\xfe{\n[1]\n\n')
        endless = self.behaviour in _PAUSE_S
        while self.step < self.steps or endless:
            self.step += 1
            say(step_event(self.step, 100_000 if endless else self.steps))
            time.sleep(_PAUSE_S.get(self.behaviour, 0.002))
            if self.step >= self.steps // 2 and self.behaviour in _ENDS:
                event, code = _ENDS[self.behaviour]
                say(replace(event, step=self.step if event.step else 0))
                self.log("Traceback: it broke")
                return code
            if self.behaviour == "crash" and self.step == self.steps * 7 // 12:
                self.log("Fatal Python error: Segmentation fault")
                return CRASHED
            if self.step % _EVERY == 0 and (not endless or self.step % 200 == 0):
                self.look()
            elif self.step == self.steps and not endless:
                self.validate()
            if self.behaviour != "deaf" and self.answers_stop():
                return 0
        return self.finish()

    def log(self, line: str) -> None:
        with self.run.log.open("a") as file:
            file.write(line + "\n")

    def look(self) -> None:
        """Validate, sample, save."""
        better = self.validate()
        self.sample()
        self.save(best=better)
        if self.step == 40:
            self.events.write(Advised(step=40, message="The validation has not improved lately."))

    def validate(self) -> bool:
        """Whether it is the best so far."""
        score = step_event(self.step, self.steps).losses.get("mel", 0.3)
        better = score < self.best
        self.best = min(score, self.best)
        self.events.write(Validated(step=self.step, losses={"mel": score}, best=better))
        return better

    def sample(self) -> None:
        folder = self.run.samples / f"step_{self.step:08d}"
        folder.mkdir(parents=True, exist_ok=True)
        for clip in range(2):
            for name, content in made_sample(clip, math.exp(-self.step / 30)).items():
                (folder / name).write_bytes(content)
        name = folder.relative_to(self.run.path).as_posix()
        self.events.write(Sampled(step=self.step, folder=name))

    def save(self, *, best: bool) -> None:
        checkpoint = self.run.checkpoint(self.step)
        write_model(checkpoint.model)
        np.savez(checkpoint.state.with_suffix(""), step=self.step)  # a whole archive
        checkpoint.state.with_suffix(".npz").replace(checkpoint.state)
        self.events.write(
            Saved(
                step=self.step,
                checkpoint=f"checkpoints/{checkpoint.state.name}",
                model=f"checkpoints/{checkpoint.model.name}",
                best=best,
            )
        )

    def answers_stop(self) -> bool:
        """Do what is asked for; whether that was to stop."""
        run, say = self.run, self.events.write
        if run.answer("sample_now"):
            self.sample()
        if run.answer("checkpoint_now"):
            self.save(best=False)
        if run.answer("pause"):
            self.save(best=False)
            say(Paused(step=self.step))
            while not run.answer("continue"):
                if run.requested("stop"):
                    break
                time.sleep(0.02)
            else:
                time.sleep(_REBUILD_S if self.behaviour == "busy" else 0.0)
                say(Continued(step=self.step))
        if run.requested("stop"):
            self.save(best=False)
            run.answer("stop")
            say(Stopped(step=self.step))
            return True
        return False

    def finish(self) -> int:
        for stage in ("calibration", "measurements", "model"):
            self.events.write(Finishing(step=self.step, stage=stage))
        classes = {"hammer": {"clips": 2}}
        write_model(self.run.model, measured_on={"split": "validation", "classes": classes})
        if self.behaviour == "lie":
            os.truncate(self.run.model, 20)
        measured = {"mel": 0.031, "event_f1": 0.79, "event_null": 0.28} | {
            "onset_f1": 0.82,
            "onset_null": 0.31,
            "identification": 0.75,
        }
        self.events.write(
            Done(step=self.step, model=self.run.model.name, measurements=measured, hours=0.1)
        )
        return 0


@cache
def made_sample(clip: int, noise: float) -> dict[str, bytes]:
    """The files of a sample; made once, as drawing them takes longer than all the rest."""
    with TemporaryDirectory() as name:
        write_sample(Path(name), clip, noise=noise)
        return {each.name: each.read_bytes() for each in Path(name).iterdir()}


def write_sample(folder: Path, clip: int, *, noise: float) -> None:
    """A picture and two sounds, as `training.run.sample_files` writes them."""
    times, bands = np.arange(860) / 86.0, np.arange(80)[:, None] / 80
    truth = np.zeros((80, 860), np.float32)
    for number in range(6 - clip):
        since = times - 0.7 - 1.4 * number
        hit = np.where(since > 0, np.exp(-since * 6), 0.0)
        truth += (hit * np.exp(-(((bands - 0.2 - 0.1 * clip) * 3) ** 2))).astype(np.float32)
    random = np.random.default_rng(clip)
    made = truth * (1 - noise / 2) + 0.5 * noise * random.random(truth.shape, np.float32)
    gap = np.full((4, 860, 3), 128, np.uint8)
    panels = [mel_picture(each, scale=3) for each in (truth, made, abs(truth - made))]
    picture = np.concatenate([panels[0], gap, panels[1], gap, panels[2]])
    Image.fromarray(picture).save(folder / f"{clip}_mel.png", format="PNG")
    true_s = [0.7 + 1.4 * number for number in range(6 - clip)]
    known = round(len(true_s) * (1 - noise))
    about = SampledClip(
        label="hammer",
        source=f"hammer/clip {clip + 1}.mp4",
        true_s=tuple(true_s),
        found_s=(*true_s[:known], 9.5) if noise > 0.3 else tuple(true_s[:known]),
    )
    write_clip(folder, clip, about, None)
    at = np.arange(22050) / 22050
    for name, hz in (("truth", 440), ("generated", 300 + 300 * noise)):
        sound = (8000 * np.sin(2 * np.pi * hz * at)).astype(np.int16)
        with wave.open(str(folder / f"{clip}_{name}.wav"), "wb") as file:
            file.setparams((1, 2, 22050, len(sound), "NONE", ""))
            file.writeframes(sound.tobytes())


def write_model(path: Path, **provenance: object) -> None:
    header = encode(ModelHeader(kind="generator", configuration={}, provenance=provenance)).decode()
    save_file({"w": np.zeros(4, np.float32)}, path, {METADATA_KEY: header})


def write_history(run: RunFolder, steps: int) -> None:
    """A long run that ended: as many step lines, without a process."""
    with run.events.open("wb") as file:
        started = Started(step=0, steps=steps, pid=1, device="Test GPU")
        file.write(encode(started) + b"\n")
        for step in range(1, steps + 1):
            values = to_builtins(step_event(step, steps))
            file.write(json.dumps(values).encode() + b"\n")
        file.write(json.dumps({"type": "stopped", "step": steps}).encode() + b"\n")


def main(run: RunFolder, behaviour: str, steps: int) -> int:
    if behaviour != "deaf":
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: run.request("stop"))
    with run.take(ProcessId.current()), MessageLog(run.events) as events:
        code = Actor(run, behaviour, events, steps).play()
        if code == CRASHED:
            os.kill(os.getpid(), 9)
        return code


def act(run: RunFolder, behaviour: str) -> None:
    """Write the folder of a run whose process is gone."""
    with run.take(GONE), MessageLog(run.events) as events:
        Actor(run, behaviour, events).play()


if __name__ == "__main__":
    path, behaviour, *more = sys.argv[1:]
    sys.exit(main(RunFolder(Path(path)), behaviour, int(more[0]) if more else STEPS))
