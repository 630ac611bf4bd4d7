"""What the window remembers of the person: sizes, choices, recent files. Never project data."""

import json
from pathlib import Path
from typing import Any, Final, cast

from PySide6.QtCore import QByteArray, QSettings

from engine.config import Folders
from gui.kit.theme import ThemeName

RECENT_LIMIT: Final = 10
FIRST_VOLUME: Final = 0.3  # does not frighten at the first Space, as in LosslessCut


class Settings:
    """Typed access to an INI file in the program's settings folder."""

    def __init__(self) -> None:
        folder = Folders.current().settings
        folder.mkdir(parents=True, exist_ok=True)
        self._store = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)

    def sync(self) -> None:
        """Write everything now."""
        self._store.sync()

    @property
    def theme(self) -> ThemeName:
        """Dark, as in every program of this kind, until the person says otherwise."""
        return "light" if self._store.value("theme") == "light" else "dark"

    @theme.setter
    def theme(self, name: ThemeName) -> None:
        self._store.setValue("theme", name)

    @property
    def volume(self) -> float:
        """Volume of the preview, 0 to 1."""
        return min(max(self._number("volume", FIRST_VOLUME), 0.0), 1.0)

    @volume.setter
    def volume(self, value: float) -> None:
        self._store.setValue("volume", round(value, 4))

    @property
    def original_volume(self) -> float:
        """Volume of the clip's own sound under a take, 0 to 1."""
        return min(max(self._number("original_volume", 1.0), 0.0), 1.0)

    @original_volume.setter
    def original_volume(self, value: float) -> None:
        self._store.setValue("original_volume", round(value, 4))

    @property
    def snap(self) -> bool:
        """Whether dragging snaps."""
        return self._store.value("snap", "true") != "false"

    @snap.setter
    def snap(self, value: bool) -> None:
        self._store.setValue("snap", "true" if value else "false")

    @property
    def output(self) -> str:
        """The audio device by name and host interface; empty is the system's default."""
        return str(self._store.value("output", "") or "")

    @output.setter
    def output(self, name: str) -> None:
        self._store.setValue("output", name)

    @property
    def shortcuts(self) -> dict[str, tuple[str, ...]]:
        """Keys that the person chose, by command; what is not here has its default keys."""
        try:
            values = json.loads(str(self._store.value("shortcuts", "{}")))
            return {str(name): tuple(map(str, keys)) for name, keys in values.items()}
        except (ValueError, TypeError, AttributeError):
            return {}

    @shortcuts.setter
    def shortcuts(self, keys: dict[str, tuple[str, ...]]) -> None:
        self._store.setValue("shortcuts", json.dumps(keys))

    @property
    def recent(self) -> list[Path]:
        """Projects and clips that were opened last, newest first."""
        value = self._store.value("recent") or []
        names = [value] if isinstance(value, str) else cast("list[str]", value)
        return [Path(name) for name in names][:RECENT_LIMIT]

    def add_recent(self, path: Path) -> None:
        """Put a file at the head of the recent ones."""
        path = path.absolute()
        kept = [path, *(other for other in self.recent if other != path)][:RECENT_LIMIT]
        self._store.setValue("recent", [str(item) for item in kept])

    def clear_recent(self) -> None:
        """Forget the recent files."""
        self._store.remove("recent")

    @property
    def data_sets(self) -> list[Path]:
        """Data sets that were opened last and are still there, newest first."""
        value = self._store.value("data_sets") or []
        names = [value] if isinstance(value, str) else cast("list[str]", value)
        return [folder for folder in map(Path, names) if folder.is_dir()]

    def add_data_set(self, folder: Path) -> None:
        """Put a data set at the head of those that were opened."""
        folder = folder.absolute()
        kept = [folder, *(other for other in self.data_sets if other != folder)][:RECENT_LIMIT]
        self._store.setValue("data_sets", [str(each) for each in kept])

    @property
    def last_folder(self) -> str:
        """Where the last file was chosen."""
        return str(self._store.value("last_folder", "") or "")

    @last_folder.setter
    def last_folder(self, folder: str) -> None:
        self._store.setValue("last_folder", folder)

    def layout(self, name: str) -> QByteArray | None:
        """A saved geometry or state, if there is one."""
        value: Any = self._store.value(f"layout/{name}")
        return value if isinstance(value, QByteArray) else None

    def keep_layout(self, name: str, state: QByteArray) -> None:
        """Keep a geometry or state."""
        self._store.setValue(f"layout/{name}", state)

    def forget_layouts(self) -> None:
        """Back to the sizes that the program starts with."""
        self._store.remove("layout")

    def _number(self, key: str, default: float) -> float:
        try:
            return float(cast("str | float", self._store.value(key, default)))
        except (TypeError, ValueError):
            return default
