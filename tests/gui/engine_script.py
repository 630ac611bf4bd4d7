"""An engine for whole-window tests: finds four events and renders ticks at events.

Most tests have it in their own process (`tests.gui.hosts.engine_here`), as the start of another one
takes longer than what they test; `python -m tests.gui.engine_script` is its process.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

from engine.events.candidates import Candidate
from engine.events.event import Event, audible
from engine.host.messages import (
    Answer,
    Answered,
    Export,
    Exported,
    FindEvents,
    FindHits,
    FoundEvents,
    FoundHits,
    Installed,
    ListModels,
    Progressed,
    Ready,
    Render,
    Rendered,
    Reply,
    Request,
)
from engine.machine.hardware import Device
from engine.recipe import Delivered, Hit, TakeFacts, TakeSound
from engine.storage.values import decode, encode

RATE = 48000
HITS = (
    Hit(0.1, 0.3, -3.0, 0.9, "hit"),
    Hit(0.4, 0.6, -6.0, 0.8, "voice"),
    Hit(0.7, 0.8, -40.0, 0.1, "hit", is_played=False),
)
EVENTS = tuple(Event(t, 0.4 + t / 2, source="picture") for t in (0.2, 0.4, 0.6, 0.8))


def find(ask: FindEvents) -> FoundEvents:
    found = {"auto": EVENTS, "picture": EVENTS, "model": (Event(0.25, 0.9, source="picture"),)}
    source = next((each for each in ask.sources if each in found), ask.sources[-1])
    events = found.get(source, ())
    unsure = Candidate(Event(0.5, 0.3, source="picture"), 0.2)  # shown by a high sensitivity
    return FoundEvents(source, events, (*(Candidate(event, 0.9) for event in events), unsure))


def render(ask: Render, path: Path) -> Rendered:
    import numpy as np  # here, because most tests render nothing, and all wait for the start
    import soundfile as sf

    recipe = ask.recipe
    start_s, end_s = recipe.span.start_s, recipe.span.end_s
    end_s = 1.0 if end_s is None else end_s  # the made clips last a second
    length = round((end_s - start_s) * RATE)
    wave = np.zeros((length, 2), np.float32)
    pitch = 300 + 200 * (recipe.seed % 7)
    t = np.arange(RATE // 8) / RATE
    tick = (np.sin(2 * np.pi * pitch * t) * np.exp(-40 * t)).astype(np.float32)
    heard = audible(recipe.events)
    for event in heard:
        at = round((event.time_s - start_s) * RATE)
        part = wave[at : at + len(tick)]
        part += event.strength * tick[: len(part), None]
    path.parent.mkdir(parents=True, exist_ok=True)
    sf.write(path, wave, RATE, subtype="PCM_24")  # a file of floats holds the time it was written
    return Rendered(
        replace(
            recipe,
            engine=recipe.engine or "neural",
            model=recipe.model or "shipped",
            vocoder=recipe.vocoder or "griffin-lim",
        ),
        TakeSound(path, RATE, 2, start_s, length / RATE),
        None,
        TakeFacts(
            duration_s=length / RATE,
            events=len(heard),
            events_heard=1.0,
            loudness_lufs=-23.0,
        ),
    )


def export(ask: Export) -> Exported:
    ask.delivery.output.write_bytes(b"exported")
    written = Delivered(
        output=ask.delivery.output,
        codec="aac",
        rate_hz=RATE,
        channels=2,
        gain_db=0.0,
        loudness_lufs=-23.0,
        true_peak_dbtp=-1.0,
        picture_packets=25,
        picture_digest="abc",
    )
    return Exported(written, "abc")


class ScriptedEngine:
    """Answers requests as the engine does, by `say`; its takes lie in a folder of its own."""

    def __init__(self, folder: Path, say: Callable[[Reply], object]) -> None:
        self._folder = folder
        self._say = say

    def begin(self) -> None:
        self._say(Ready(Device("cpu", "Test CPU"), Installed(("shipped",))))

    def receive(self, request: Request) -> None:
        said = self._answer(request)
        if said is not None:
            self._say(Answered(request.id, said))

    def _answer(self, request: Request) -> Answer | None:
        match request.ask:
            case FindEvents() as ask:
                return find(ask)
            case FindHits():
                return FoundHits(HITS)
            case Render() as ask:
                self._say(Progressed(request.id, "decode", 0.5))
                return render(ask, self._folder / f"{request.id}.wav")
            case Export() as ask:
                return export(ask)
            case ListModels():
                return Installed(("shipped",))
            case _:
                return None


def engine_folder(name: object) -> Path:
    """Where an engine of a test keeps its takes."""
    return Path(os.environ["VARIETYSOUND_HOME"]) / f"engine {name}"


def main() -> None:
    def say(reply: Reply) -> None:
        sys.stdout.buffer.write(encode(reply) + b"\n")
        sys.stdout.buffer.flush()

    engine = ScriptedEngine(engine_folder(os.getpid()), say)
    engine.begin()
    for line in sys.stdin.buffer:
        engine.receive(decode(Request, line, "request"))


if __name__ == "__main__":
    main()
