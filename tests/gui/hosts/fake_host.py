"""An engine's process that follows a script: what it does with a job stands in the job."""

import os
import sys
import time
from pathlib import Path

from engine.host.messages import (
    Answered,
    Cancel,
    DeviceChanged,
    FindEvents,
    Installed,
    JobFailed,
    ListModels,
    Noted,
    Progressed,
    Ready,
    Reply,
    Request,
)
from engine.machine.hardware import Device
from engine.phrases import Phrase
from engine.storage.values import decode, encode


def scripted(script: str, value: str = "42") -> FindEvents:
    """A job that tells this process what to do, and what to answer or which file to mark it by."""
    return FindEvents(Path(script), ("picture",), value)


def say(reply: Reply) -> None:
    sys.stdout.buffer.write(encode(reply) + b"\n")
    sys.stdout.buffer.flush()


def work(number: int, ask: FindEvents) -> None:
    value = ask.model or ""
    match str(ask.video):
        case "answer":
            say(Progressed(number, "decode", 0.5))
            say(Noted(number, Phrase("No model is installed.")))
            say(Answered(number, Installed((value,))))
        case "fail":
            say(JobFailed(number, Phrase("clip.mp4 is gone."), Phrase("Find it."), 3))
        case "crash":
            sys.stderr.write("Segmentation fault at 0x0\n")
            sys.stderr.flush()
            os._exit(11)
        case "crash once":
            if not Path(value).exists():
                Path(value).touch()
                os._exit(11)
            say(Answered(number, Installed(("42",))))
        case "garbage":
            sys.stdout.buffer.write(b'loading weights...\n[1, 2]\n\xff\n{"type": "answer"}\n')
            say(Answered(number, Installed(("after garbage",))))
        case "wait":
            wait_for_cancel(number)
        case "deaf":
            time.sleep(600)


def wait_for_cancel(number: int) -> None:
    say(Progressed(number, "decode", 0.1))
    for line in sys.stdin.buffer:
        if decode(Request, line, "request").ask == Cancel(number):
            say(JobFailed(number, Phrase("Cancelled."), exit_code=130))
            return


def main() -> None:
    if len(sys.argv) > 1 and sys.argv[1] == "dies":
        sys.exit(7)
    device = Device("cpu", "Fake CPU", 3, 8)
    say(Ready(device, Installed(("shipped",))))
    say(DeviceChanged(device))
    for line in sys.stdin.buffer:
        request = decode(Request, line, "request")
        match request.ask:
            case ListModels():
                say(Answered(request.id, Installed(("mine", "shipped"))))
            case FindEvents() as ask:
                work(request.id, ask)


if __name__ == "__main__":
    main()
