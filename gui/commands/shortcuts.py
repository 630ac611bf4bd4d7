"""User-defined keyboard shortcuts: loaded at start, checked for conflicts, saved."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtGui import QKeySequence

from gui.commands.actions import SPECS, ActionRegistry, ActionSpec
from gui.settings import Settings

# Command ids of version 0.1.
_RENAMED: Final[Mapping[str, str]] = {
    "mute_original": "original_under",
    "solo_original": "original_alone",
    "slower": "play_backward",
    "faster": "play_forward",
}


class Shortcuts:
    """The only place that changes shortcuts, so that no two commands share one."""

    def __init__(self, actions: ActionRegistry, settings: Settings) -> None:
        self._actions = actions
        self._settings = settings

    def load(self) -> None:
        """Apply the saved shortcuts; conflicting ones are left out."""
        known = {spec.id for spec in SPECS}
        stored = {_RENAMED.get(name, name): keys for name, keys in self._settings.shortcuts.items()}
        chosen = {name: keys for name, keys in stored.items() if name in known}
        for name in chosen:
            self._actions.set_keys(name, ())
        for name, keys in chosen.items():
            free = [key for key in map(normal, keys) if key and self.conflict(name, key) is None]
            self._actions.set_keys(name, tuple(free))

    def keys(self, action_id: str) -> tuple[str, ...]:
        """The current shortcuts of a command."""
        return self._actions.keys(action_id)

    def conflict(self, action_id: str, key: str) -> ActionSpec | None:
        """Another command with this shortcut, or None."""
        return self._actions.owner(key, other_than=action_id)

    def add(self, action_id: str, key: str) -> None:
        """Assign a shortcut to a command and remove it from any other."""
        key = normal(key)
        other = self.conflict(action_id, key)
        if other is not None:
            self.remove(other.id, key)
        if key and key not in self.keys(action_id):
            self._set(action_id, (*self.keys(action_id), key))

    def remove(self, action_id: str, key: str) -> None:
        """Remove a shortcut from a command."""
        self._set(action_id, tuple(k for k in self.keys(action_id) if k != normal(key)))

    def reset(self, action_id: str) -> None:
        """Restore the defaults of a command, removing them from other commands."""
        self._set(action_id, ())
        for key in _default(action_id):
            self.add(action_id, key)

    @property
    def changed(self) -> dict[str, tuple[str, ...]]:
        """The shortcuts of all commands that differ from their defaults, by command."""
        return {spec.id: self.keys(spec.id) for spec in SPECS if self.is_changed(spec.id)}

    def restore(self, changed: dict[str, tuple[str, ...]]) -> None:
        """Undo `reset_all`, with what was `changed` before."""
        self._settings.shortcuts = changed
        self.load()

    def reset_all(self) -> None:
        """Restore the defaults of all commands."""
        for spec in SPECS:
            self._actions.set_keys(spec.id, spec.keys)
        self._settings.shortcuts = {}

    def is_changed(self, action_id: str) -> bool:
        """Whether the shortcuts of a command differ from its defaults."""
        return self.keys(action_id) != _default(action_id)

    def _set(self, action_id: str, keys: tuple[str, ...]) -> None:
        self._actions.set_keys(action_id, keys)
        self._settings.shortcuts = self.changed


def normal(key: str) -> str:
    """A shortcut in Qt's notation; empty if it is not one."""
    return QKeySequence(key).toString()


def _default(action_id: str) -> tuple[str, ...]:
    return next(tuple(map(normal, spec.keys)) for spec in SPECS if spec.id == action_id)
