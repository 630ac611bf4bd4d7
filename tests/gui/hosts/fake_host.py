"""An engine's process that follows a script: what it does with a job stands in the job."""

import json
import os
import sys
import time
from pathlib import Path


def say(**message: object) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def work(job: dict) -> None:
    match job.get("script", "answer"):
        case "answer":
            say(id=job["id"], type="progress", stage="decode", fraction=0.5)
            say(id=job["id"], type="note", text="No model is installed.")
            say(id=job["id"], type="result", answer=job.get("value", 42), **job.get("result", {}))
        case "fail":
            say(
                id=job["id"],
                type="error",
                message="clip.mp4 is gone.",
                hint="Find it.",
                exit_code=3,
            )
        case "crash":
            sys.stderr.write("Segmentation fault at 0x0\n")
            sys.stderr.flush()
            os._exit(11)
        case "crash once":
            marker = Path(job["marker"])
            if not marker.exists():
                marker.touch()
                os._exit(11)
            say(id=job["id"], type="result", answer=42)
        case "garbage":
            sys.stdout.write("loading weights...\n[1, 2]\n")
            say(id=job["id"], type="result", answer="after garbage")
        case "wait":
            wait_for_cancel(job)
        case "deaf":
            time.sleep(600)


def wait_for_cancel(job: dict) -> None:
    say(id=job["id"], type="progress", stage="decode", fraction=0.1)
    for line in sys.stdin:
        message = json.loads(line)
        if message["op"] == "cancel" and message["job"] == job["id"]:
            say(id=job["id"], type="error", message="Cancelled.", exit_code=130)
            return


def main() -> None:
    if len(sys.argv) > 1 and sys.argv[1] == "dies":
        sys.exit(7)
    say(type="ready", version="0", device="cpu", device_name="Fake CPU", models=["shipped"])
    say(type="memory", device_used_bytes=3, device_total_bytes=8)
    for line in sys.stdin:
        job = json.loads(line)
        if job["op"] == "hello":
            say(id=job["id"], type="result", device="cpu", models=["mine", "shipped"])
        else:
            work(job)


if __name__ == "__main__":
    main()
