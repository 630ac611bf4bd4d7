"""The engine as a long-lived child process of the window: JSON lines in, JSON lines out.

The lines are the values of `engine.host.messages`. Jobs run one after another; requests that can be
answered at once are answered while one runs. Arrays and sounds are files, which the window copies
at once: the next render removes them. The process ends when its stdin closes, so it never outlives
the window.
"""

import errno
import os
import queue
import shutil
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final

from engine.errors import DeviceMemoryError, EngineError, TargetError
from engine.host.jobs import installed_models, run_job
from engine.host.messages import (
    Acknowledged,
    Answer,
    Answered,
    Cancel,
    DeviceChanged,
    Job,
    JobFailed,
    ListModels,
    Noted,
    Progressed,
    Ready,
    Render,
    Reply,
    Request,
)
from engine.machine.hardware import Device, device_in_use
from engine.machine.threads import let_threads_sleep
from engine.phrases import Phrase, phrase
from engine.progress import JobContext, Progress
from engine.storage.leftovers import remove_leftovers, temporary_folder
from engine.storage.values import DamagedValueError, decode, encode

_PROGRESS_PERIOD_S: Final = 0.05  # 20 updates per second are smooth enough
_MEMORY_PERIOD_S: Final = 1.0
_MEMORY_STEP_BYTES: Final = 32 << 20  # smaller changes are not reported
_LONGEST_LINE_BYTES: Final = 64 << 20  # a million events
_GRACE_S: Final = 2.0  # for the running job to notice that the window is gone


class Host:
    """Reads requests, runs them in order, and writes the answers.

    Args:
        answers: stream for the answers; nothing else may write to it.
        folder: folder for results that are files.
    """

    def __init__(self, answers: BinaryIO, folder: Path) -> None:
        self._answers = answers
        self._folder = folder
        self._write_lock = threading.Lock()
        self._waiting: queue.SimpleQueue[tuple[int, Job] | None] = queue.SimpleQueue()
        self._cancelled: set[int] = set()
        self._is_ending = False
        self._ended = threading.Event()
        self._reported = Device()  # as last reported

    def serve(self, requests: BinaryIO) -> None:
        """Answer requests, a line each, until the input ends; drop those still waiting then."""
        worker = threading.Thread(target=self._work, daemon=True)
        worker.start()
        self._send(Ready(device_in_use(), installed_models()))
        watcher = threading.Thread(target=self._watch_memory, daemon=True)
        watcher.start()
        for line in _lines(requests):
            self._accept(line)
        self._is_ending = True
        self._ended.set()
        self._waiting.put(None)
        worker.join(_GRACE_S)
        watcher.join(_GRACE_S)

    def _accept(self, line: bytes) -> None:
        """Answer what can be answered at once; queue everything else."""
        if len(line) > _LONGEST_LINE_BYTES:
            self._send(JobFailed(None, Phrase("That line is not a request: it is too long.")))
            return
        try:
            request = decode(Request, line, "request")
        except DamagedValueError as error:
            refusal = phrase("That line is not a request: {error}.", error=error)
            self._send(JobFailed(None, refusal))
            return
        try:
            self._answer(request)
        except Exception as error:  # noqa: BLE001  # report any error, and go on listening
            self._write(encode(_failure(request.id, error)))

    def _answer(self, request: Request) -> None:
        match request.ask:
            case Cancel(job=job):
                self._cancelled.add(job)
                self._send(Answered(request.id, Acknowledged()))
            case ListModels():
                self._send(Answered(request.id, installed_models()))
            case job:
                self._waiting.put((request.id, job))

    def _work(self) -> None:
        while (request := self._waiting.get()) is not None:
            number, job = request
            try:
                line = encode(Answered(number, self._run(number, job)))
            except BaseException as error:  # noqa: BLE001  # libraries raise even SystemExit
                line = encode(_failure(number, error))
            self._cancelled.discard(number)
            self._write(line)

    def _watch_memory(self) -> None:
        while not self._ended.is_set():
            device = device_in_use()
            grown = abs(device.used_bytes - self._reported.used_bytes) >= _MEMORY_STEP_BYTES
            if grown or device.name != self._reported.name:
                self._reported = device
                self._send(DeviceChanged(device))
            self._ended.wait(_MEMORY_PERIOD_S)

    def _run(self, number: int, job: Job) -> Answer:
        context = self._context(number)
        context.advance(0.0)  # it may have been cancelled while waiting
        folder = self._folder / "take"
        if isinstance(job, Render):
            shutil.rmtree(folder, ignore_errors=True)  # the last take
            folder.mkdir(parents=True)
        answer = run_job(job, folder, context)
        for sentence in context.notes:
            self._send(Noted(number, sentence))
        return answer

    def _context(self, number: int) -> JobContext:
        last = Progress("", -1.0)
        last_time_s = 0.0

        def report(progress: Progress) -> None:
            nonlocal last, last_time_s
            now_s = time.monotonic()
            is_new_stage = progress.stage != last.stage
            if is_new_stage or now_s - last_time_s >= _PROGRESS_PERIOD_S:
                last, last_time_s = progress, now_s
                self._send(Progressed(number, progress.stage, round(progress.fraction, 4)))

        return JobContext(report, lambda: self._is_ending or number in self._cancelled)

    def _send(self, reply: Reply) -> None:
        self._write(encode(reply))

    def _write(self, line: bytes) -> None:
        with self._write_lock:
            try:
                self._answers.write(line + b"\n")
                self._answers.flush()
            except (BrokenPipeError, ValueError):  # the window is gone: stdin will close soon
                self._is_ending = True


def _lines(requests: BinaryIO) -> Iterator[bytes]:
    """The lines, each at most one byte longer than the limit; the rest of a longer one is lost."""
    while line := requests.readline(_LONGEST_LINE_BYTES + 1):
        yield line
        while len(line) > _LONGEST_LINE_BYTES and not line.endswith(b"\n"):
            line = requests.readline(_LONGEST_LINE_BYTES + 1)


def _failure(number: int, error: BaseException) -> JobFailed:
    """Convert an error for the window; `details` are for the report of an unexpected one."""
    details = "".join(traceback.format_exception(error))
    match error:
        case EngineError():
            known = error
        case MemoryError():
            known = DeviceMemoryError("Out of memory.", hint="Close other programs.")
        case OSError() if error.errno in (errno.ENOSPC, errno.EDQUOT):
            known = TargetError("The disk is full.", hint="Free some space and try again.")
        case _:
            with suppress(OSError):  # its disk may be full
                print(details, file=sys.stderr, flush=True)  # noqa: T201  # stderr is the log
            known = EngineError(
                "Unexpected error: {kind}: {error}", kind=type(error).__name__, error=error
            )
    return JobFailed(number, known.phrase, known.advice, known.exit_code, details)


def main() -> int:
    """Serve the window until it closes stdin."""
    let_threads_sleep()
    # Libraries may print: redirect stdout to the log, and keep the original for answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    remove_leftovers()
    with temporary_folder() as folder:
        Host(answers, folder).serve(sys.stdin.buffer)
    return 0
