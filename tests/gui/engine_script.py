"""An engine's process for whole-window tests: finds four events and renders ticks at events."""

import json
import sys
import tempfile
from pathlib import Path

import numpy as np
import soundfile as sf

RATE = 48000
EVENTS = [0.2, 0.4, 0.6, 0.8]
FOLDER = Path(tempfile.mkdtemp(prefix="engine-script-"))


def say(**message: object) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def look(job: dict) -> dict:
    found = [{"time_s": t, "strength": 0.4 + t / 2} for t in EVENTS]
    return {"events_picture": found, "events_sound": []}


def see(job: dict) -> dict:
    return {"events_model": [{"time_s": 0.25, "strength": 0.9}]}


def render(job: dict) -> dict:
    say(id=job["id"], type="progress", stage="decode", fraction=0.5)
    end_s = 1.0 if job["end_s"] is None else job["end_s"]  # the made clips last a second
    length = round((end_s - job["start_s"]) * RATE)
    wave = np.zeros((length, 2), np.float32)
    pitch = 300 + 200 * (job["seed"] % 7)
    t = np.arange(RATE // 8) / RATE
    tick = (np.sin(2 * np.pi * pitch * t) * np.exp(-40 * t)).astype(np.float32)
    for event in job["events"]:
        at = round((event["time_s"] - job["start_s"]) * RATE)
        if not event["muted"]:
            part = wave[at : at + len(tick)]
            part += event["strength"] * tick[: len(part), None]
    path = FOLDER / f"{job['id']}.wav"
    sf.write(path, wave, RATE, subtype="PCM_24")  # a file of floats holds the time it was written
    return {
        "take_sound": str(path),
        "model": job.get("model") or "shipped",
        "vocoder": "griffin-lim" if job.get("draft") else job.get("vocoder") or "griffin-lim",
        "events": job["events"],
        "measurements": {
            "events_heard": 1.0,
            "timbre_similarity": 0.81,
            "timbre_null": 0.42,
            "loudness_lufs": -23.0,
        },
    }


def export(job: dict) -> dict:
    Path(job["output"]).write_bytes(b"exported")
    return {
        "output": job["output"],
        "picture_packets": 25,
        "picture_digest": "abc",
        "output_digest": "abc",
    }


def main() -> None:
    say(type="ready", device="cpu", device_name="Test CPU", models=["shipped"])
    jobs = {"open": look, "see": see, "render": render, "export": export}
    for line in sys.stdin:
        job = json.loads(line)
        if job["op"] in jobs:
            say(id=job["id"], type="result", **jobs[job["op"]](job))


if __name__ == "__main__":
    main()
