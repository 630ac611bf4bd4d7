"""How many events each source finds in a clip, and how far they agree with the clip's sound."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal

from engine.errors import EngineError
from engine.events.agreement import agreeing
from engine.events.candidates import Candidate, at_sensitivity
from engine.host.messages import Answer, FindEvents, FoundEvents
from engine.project.model import Clip
from engine.recipe import EventSource
from gui.hosts.engine_host import EngineHost
from gui.kit.language import tr

SOURCES: Final[tuple[EventSource, ...]] = ("auto", "picture", "model", "sound")
_BY_MODEL: Final = frozenset({"auto", "model"})

_Key = tuple[Path, EventSource, str | None]  # the clip, the source, and the model that looks


class SourceCounts(QObject):
    """Remembers what the sources of a clip found at the usual sensitivity."""

    changed = Signal()

    def __init__(self, host: EngineHost, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._host = host
        self._times_s: dict[_Key, list[float]] = {}
        self._asked: set[_Key] = set()

    def note(self, clip: Clip, source: EventSource, candidates: Sequence[Candidate]) -> None:
        """Remember what a source found."""
        self._times_s[_key(clip, source)] = [e.time_s for e in at_sensitivity(candidates)]
        self.changed.emit()

    def ask(self, clip: Clip, *, has_sound: bool) -> None:
        """Count what no search has found yet; `changed` follows for each source."""
        for source in SOURCES if has_sound else SOURCES[:-1]:
            key = _key(clip, source)
            if key in self._asked or key in self._times_s:
                continue
            self._asked.add(key)
            self._host.submit(
                FindEvents(clip.file.path, (source,), key[2]),
                title=tr("Counting events of {name}", name=clip.name),
                done=partial(self._on_found, clip, source),
                failed=partial(self._on_failed, key),
            )

    def text(self, clip: Clip, source: EventSource) -> str:
        """The number of events of a source, such as `12, 9 as in the sound`; empty if unknown."""
        times_s = self._times_s.get(_key(clip, source))
        if times_s is None:
            return ""
        heard_s = self._times_s.get(_key(clip, "sound"))
        if source == "sound" or not heard_s:
            return f"{len(times_s)}"
        agree = agreeing(times_s, heard_s)
        return tr("{count}, {agree} as in the sound", count=len(times_s), agree=agree)

    def _on_found(self, clip: Clip, source: EventSource, answer: Answer) -> None:
        if isinstance(answer, FoundEvents):
            self._asked.discard(_key(clip, source))
            self.note(clip, source, answer.candidates)

    def _on_failed(self, key: _Key, _error: EngineError) -> None:
        """Leave the count unknown; choosing the source says what is wrong."""
        self._asked.discard(key)


def _key(clip: Clip, source: EventSource) -> _Key:
    return clip.file.path, source, clip.track.settings.model if source in _BY_MODEL else None
