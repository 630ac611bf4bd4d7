"""The keys that a person gave to commands: read at the start, checked for conflicts, kept."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtGui import QKeySequence

from gui.commands.actions import SPECS, ActionRegistry, ActionSpec
from gui.settings import Settings

# Ids of commands in the settings of the first version.
_RENAMED: Final[Mapping[str, str]] = {
    "mute_original": "original_under",
    "solo_original": "original_alone",
    "slower": "play_backward",
    "faster": "play_forward",
}


class Shortcuts:
    """The one place that changes keys, so that no key ever belongs to two commands."""

    def __init__(self, actions: ActionRegistry, settings: Settings) -> None:
        self._actions = actions
        self._settings = settings

    def load(self) -> None:
        """Give the commands the keys that the person chose; what clashes keeps its default."""
        known = {spec.id for spec in SPECS}
        stored = {_RENAMED.get(name, name): keys for name, keys in self._settings.shortcuts.items()}
        chosen = {name: keys for name, keys in stored.items() if name in known}
        for name in chosen:
            self._actions.set_keys(name, ())
        for name, keys in chosen.items():
            free = [key for key in map(normal, keys) if key and self.conflict(name, key) is None]
            self._actions.set_keys(name, tuple(free))

    def keys(self, action_id: str) -> tuple[str, ...]:
        """The keys of a command now."""
        return self._actions.keys(action_id)

    def conflict(self, action_id: str, key: str) -> ActionSpec | None:
        """Another command that has this key, or None."""
        return self._actions.owner(key, other_than=action_id)

    def add(self, action_id: str, key: str) -> None:
        """Give a key to a command, and take it from any other."""
        key = normal(key)
        other = self.conflict(action_id, key)
        if other is not None:
            self.remove(other.id, key)
        if key and key not in self.keys(action_id):
            self._set(action_id, (*self.keys(action_id), key))

    def remove(self, action_id: str, key: str) -> None:
        """Take a key from a command."""
        self._set(action_id, tuple(k for k in self.keys(action_id) if k != normal(key)))

    def reset(self, action_id: str) -> None:
        """The default keys again, taken from whatever has them now."""
        self._set(action_id, ())
        for key in _default(action_id):
            self.add(action_id, key)

    def reset_all(self) -> None:
        """The default keys of every command again."""
        for spec in SPECS:
            self._actions.set_keys(spec.id, spec.keys)
        self._settings.shortcuts = {}

    def is_changed(self, action_id: str) -> bool:
        """Whether a command has other keys than at first."""
        return self.keys(action_id) != _default(action_id)

    def _set(self, action_id: str, keys: tuple[str, ...]) -> None:
        self._actions.set_keys(action_id, keys)
        changed = {spec.id: self.keys(spec.id) for spec in SPECS if self.is_changed(spec.id)}
        self._settings.shortcuts = changed


def normal(key: str) -> str:
    """A key as Qt writes it; empty where it is none."""
    return QKeySequence(key).toString()


def _default(action_id: str) -> tuple[str, ...]:
    return next(tuple(map(normal, spec.keys)) for spec in SPECS if spec.id == action_id)
