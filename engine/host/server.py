"""The engine as a long-lived child of the window: JSON lines in, JSON lines out.

A request is `{"id": 3, "op": "render", ...}`. It is answered by any number of `progress` and `note`
lines and then by one `result` or one `error` line, all with its id. Jobs run one after the other;
`cancel` and `hello` are answered at once. A `memory` line comes whenever the memory in use, or the
device, has changed. Arrays and sounds are files in a folder that lives as
long as the process. The process ends when its stdin closes, so it never outlives the window.
"""

import json
import os
import queue
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final, TextIO

from engine.errors import CancelledError, DeviceMemoryError, EngineError
from engine.host.jobs import JOBS, describe, device_values
from engine.machine.threads import let_threads_sleep
from engine.progress import JobContext, Progress

_PROGRESS_PERIOD_S: Final = 0.05  # 20 lines a second are more than an eye needs
_MEMORY_PERIOD_S: Final = 1.0
_MEMORY_STEP_BYTES: Final = 32 << 20  # smaller changes are not worth a line
_GRACE_S: Final = 2.0  # for the running job to notice that the window is gone

Message = dict[str, Any]


class Host:
    """Reads requests, runs them in order, and writes the answers.

    Args:
        answers: where lines are written; nothing else may write there.
        folder: where results that are files are put.
    """

    def __init__(self, answers: TextIO, folder: Path) -> None:
        self._answers = answers
        self._folder = folder
        self._write_lock = threading.Lock()
        self._waiting: queue.SimpleQueue[Message | None] = queue.SimpleQueue()
        self._cancelled: set[object] = set()
        self._is_ending = False
        self._ended = threading.Event()
        self._told: tuple[str, int] = ("", 0)  # of the last memory line

    def serve(self, lines: Iterable[str]) -> None:
        """Answer requests until there are no more; what is still waiting then is dropped."""
        worker = threading.Thread(target=self._work, daemon=True)
        worker.start()
        self._say({"type": "ready", **describe()})
        watcher = threading.Thread(target=self._watch_memory, daemon=True)
        watcher.start()
        for line in lines:
            self._take(line)
        self._is_ending = True
        self._ended.set()
        self._waiting.put(None)
        worker.join(_GRACE_S)
        watcher.join(_GRACE_S)

    def _take(self, line: str) -> None:
        """Answer what can be answered at once; queue the rest."""
        try:
            request = json.loads(line)
        except ValueError:
            request = None
        if not isinstance(request, dict):
            self._say({"type": "error", "id": None, "message": "That line is no request."})
        elif request.get("op") == "cancel":
            self._cancelled.add(request.get("job"))
            self._say({"type": "result", "id": request.get("id")})
        elif request.get("op") == "hello":
            self._say({"type": "result", "id": request.get("id"), **describe()})
        else:
            self._waiting.put(request)

    def _work(self) -> None:
        while (request := self._waiting.get()) is not None:
            number = request.get("id")
            try:
                answer = {"type": "result", **self._run(request)}
            except Exception as error:  # noqa: BLE001  # whatever it is, the window is told
                answer = {"type": "error", **_explained(error)}
            self._cancelled.discard(number)
            self._say({**answer, "id": number})

    def _watch_memory(self) -> None:
        while not self._ended.is_set():
            values = device_values()
            device, used = values["device"], values["device_used_bytes"]
            if device != self._told[0] or abs(used - self._told[1]) >= _MEMORY_STEP_BYTES:
                self._told = (device, used)
                self._say({"type": "memory", **values})
            self._ended.wait(_MEMORY_PERIOD_S)

    def _run(self, request: Message) -> Message:
        job = JOBS.get(str(request.get("op")))
        if job is None:
            raise EngineError(f"There is no operation {request.get('op')!r}.")
        context = self._context(request.get("id"))
        context.advance(0.0)  # it may have been cancelled while it waited
        result = job(request, self._folder, context)
        for sentence in context.notes:
            self._say({"type": "note", "id": request.get("id"), "text": sentence})
        return result

    def _context(self, number: object) -> JobContext:
        last = Progress("", -1.0)
        last_time_s = 0.0

        def report(progress: Progress) -> None:
            nonlocal last, last_time_s
            now_s = time.monotonic()
            is_new_stage = progress.stage != last.stage
            if is_new_stage or now_s - last_time_s >= _PROGRESS_PERIOD_S:
                last, last_time_s = progress, now_s
                line = {"stage": progress.stage, "fraction": round(progress.fraction, 4)}
                self._say({"type": "progress", "id": number, **line})

        return JobContext(report, lambda: self._is_ending or number in self._cancelled)

    def _say(self, message: Mapping[str, Any]) -> None:
        with self._write_lock:
            try:
                self._answers.write(json.dumps(message) + "\n")
                self._answers.flush()
            except (BrokenPipeError, ValueError):  # the window is gone: stdin ends soon
                self._is_ending = True


def _explained(error: Exception) -> Message:
    """An error as the window shows it; `details` are for the report of a fault."""
    details = "".join(traceback.format_exception(error))
    match error:
        case CancelledError():
            known: EngineError = error
        case EngineError():
            known = error
        case MemoryError():
            known = DeviceMemoryError("The memory is full.", hint="Close other programs.")
        case _:
            print(details, file=sys.stderr, flush=True)  # noqa: T201  # stderr is the log
            known = EngineError(f"A fault of the program: {type(error).__name__}: {error}")
    return {
        "message": known.message,
        "hint": known.hint,
        "exit_code": known.exit_code,
        "details": details,
    }


def main() -> int:
    """Serve the window until it closes stdin."""
    let_threads_sleep()
    # Libraries may print: what they say goes to the log, and only answers to the window.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    with tempfile.TemporaryDirectory(prefix="varietysound-") as folder:
        Host(answers, Path(folder)).serve(sys.stdin)
    return 0
