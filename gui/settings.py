"""Window settings kept between sessions: layout, choices, recent files. No project data."""

import contextlib
import logging
from pathlib import Path
from typing import Annotated, Any, Final, Generic, Literal, TypeVar

from msgspec import Meta, field
from msgspec.structs import replace
from PySide6.QtCore import QByteArray, QSettings, QStandardPaths

from engine.config import Folders
from engine.recipe import Device as DeviceName
from engine.storage.atomic import write_atomic
from engine.storage.kept_copies import keep_beside
from engine.storage.regular_files import read_regular
from engine.storage.values import (
    DamagedValueError,
    Share,
    Value,
    convert_intact,
    encode,
    parse,
)
from gui.kit.language import Language
from gui.kit.theme import ThemeName

T = TypeVar("T")
_log = logging.getLogger(__name__)
RECENT_LIMIT: Final = 10
LARGEST_LATENCY_S: Final = 0.5  # that an input of a performance can be given
FIRST_VOLUME: Final = 0.3  # quiet enough for the first playback, as in LosslessCut

_Latency = Annotated[float, Meta(ge=-LARGEST_LATENCY_S, le=LARGEST_LATENCY_S)]
_Key = Annotated[int, Meta(ge=0, le=2**31 - 1)]  # as Qt numbers them


class KeptDraft(Value, frozen=True, kw_only=True):
    """The settings of a run that was not started yet.

    Attributes:
        preset: the preset of the program.
        own: the user's preset that extends it; empty without one.
        texts: the fields that differ from the preset, as typed.
    """

    preset: str
    own: str = ""
    texts: dict[str, str] = field(default_factory=dict)


class KeptForm(Value, frozen=True, kw_only=True):
    """The form of a new run.

    Attributes:
        kind: generator or vocoder.
        drafts: by kind.
        data_set: folder of its data set; empty without one.
        place: folder of the runs; empty for the usual one.
    """

    kind: Literal["generator", "vocoder"] = "generator"
    drafts: dict[str, KeptDraft] = field(default_factory=dict)
    data_set: str = ""
    place: str = ""


class KeptBatch(Value, frozen=True, kw_only=True):
    """The form of the Batch workspace, as typed.

    Attributes:
        clips: files and folders.
        references: files and folders.
        output: the folder; empty without one.
        names: template of the outputs' names; empty for the usual one.
        options: the words for all jobs.
        watched: whether the folders of clips are watched.
    """

    clips: tuple[Path, ...] = ()
    references: tuple[Path, ...] = ()
    output: str = ""
    names: str = ""
    options: str = ""
    watched: bool = False


class Remembered(Value, frozen=True, kw_only=True):
    """The contents of the settings file.

    Attributes:
        language: of the window; empty is the system's.
        theme: dark by default, as in most video and audio editors.
        volume: preview volume, 0 to 1.
        snap: whether dragging snaps.
        mel_px: height of the spectrogram lane that the user wants; 0 for the usual one.
        auto_render: whether takes follow the edits of their events.
        output: audio device by name and host interface; empty is the system default.
        dubbing_device: where the engine computes: auto, cpu, cuda or one GPU such as cuda:1.
        training_device: where a new run is trained, unless its form says otherwise.
        projects_folder: where a new project is first offered to be saved; empty is the clip's.
        exports_folder: where an export is first offered to be written; empty is the clip's.
        runs_folder: where a new run is first offered to be kept; empty is beside the models.
        autosave_s: the most seconds of work that a crash can lose.
        notifies: whether the end of long work is told by a sound and on the desktop.
        shortcuts: user-defined shortcuts by command; other commands keep their defaults.
        latencies_s: how much later than the clip each input of a performance arrives, by its name.
        performing_keys: the two keys of a performance, as Qt numbers them.
        recent: recently opened projects and clips, newest first.
        data_sets: recently opened data sets, newest first.
        last_folder: folder of the last file dialog; empty if there was none.
        new_run: the form of a new run.
        batch: the form of a batch.
        layouts: window geometries and dock states, as Qt writes them.
    """

    language: Language = ""
    theme: ThemeName = "dark"
    volume: Share = FIRST_VOLUME
    snap: bool = True
    mel_px: Annotated[int, Meta(ge=0, le=10_000)] = 0
    auto_render: bool = True
    output: str = ""
    dubbing_device: DeviceName = "auto"
    training_device: DeviceName = "auto"
    projects_folder: str = ""
    exports_folder: str = ""
    runs_folder: str = ""
    autosave_s: Annotated[float, Meta(ge=1.5, le=3600)] = 1.5
    notifies: bool = True
    shortcuts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    latencies_s: dict[str, _Latency] = field(default_factory=dict)
    performing_keys: tuple[_Key, _Key] = (70, 74)  # F and J
    recent: tuple[Path, ...] = ()
    data_sets: tuple[Path, ...] = ()
    last_folder: str = ""
    new_run: KeptForm = field(default_factory=KeptForm)
    batch: KeptBatch = field(default_factory=KeptBatch)
    layouts: dict[str, bytes] = field(default_factory=dict)


class _Kept(Generic[T]):
    """A field of `Remembered` that is saved as soon as it is set."""

    def __set_name__(self, _owner: type, name: str) -> None:
        self._name = name

    def __get__(self, settings: "Settings", _owner: type) -> T:
        value: T = getattr(settings.now, self._name)
        return value

    def __set__(self, settings: "Settings", value: T) -> None:
        settings.keep(**{self._name: value})


class Settings:
    """Reads the settings once and saves them on every change.

    Attributes:
        now: what is remembered.
        started_in: the language when they were read, in which the window was built.
    """

    language = _Kept[Language]()
    theme = _Kept[ThemeName]()
    volume = _Kept[float]()
    snap = _Kept[bool]()
    mel_px = _Kept[int]()
    auto_render = _Kept[bool]()
    output = _Kept[str]()
    dubbing_device = _Kept[str]()
    training_device = _Kept[str]()
    projects_folder = _Kept[str]()
    exports_folder = _Kept[str]()
    runs_folder = _Kept[str]()
    autosave_s = _Kept[float]()
    notifies = _Kept[bool]()
    shortcuts = _Kept[dict[str, tuple[str, ...]]]()
    latencies_s = _Kept[dict[str, float]]()
    performing_keys = _Kept[tuple[int, int]]()
    last_folder = _Kept[str]()
    new_run = _Kept[KeptForm]()
    batch = _Kept[KeptBatch]()

    def __init__(self) -> None:
        self._path = Folders.current().settings / "window.json"
        self.now, self._is_damaged = _read(self._path)
        self.started_in = self.now.language

    def keep(self, **changes: Any) -> None:
        """Change fields and save."""
        self.now = replace(self.now, **changes)
        with contextlib.suppress(OSError):  # disk full: changes last for this session only
            self._path.parent.mkdir(parents=True, exist_ok=True)
            if self._is_damaged:
                keep_beside(self._path)
            write_atomic(self._path, encode(self.now, indent=1) + b"\n", durable=False)
            self._is_damaged = False

    @property
    def place_of_runs(self) -> Path:
        """Where a new run is first offered to be kept."""
        return (
            Path(self.runs_folder) if self.runs_folder else Folders.current().models.parent / "runs"
        )

    @property
    def recent(self) -> list[Path]:
        """Recently opened projects and clips, newest first."""
        return list(self.now.recent)

    def add_recent(self, path: Path) -> None:
        """Move a file to the top of the recent files."""
        self.keep(recent=_moved_to_top(path.absolute(), self.now.recent))

    def clear_recent(self) -> None:
        """Clear the list of recent files."""
        self.keep(recent=())

    @property
    def start_folder(self) -> str:
        """The folder in which a file dialog starts: the last one, else the videos', else home."""
        if self.last_folder and Path(self.last_folder).is_dir():
            return self.last_folder
        videos = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.MoviesLocation)
        return videos if Path(videos).is_dir() else str(Path.home())

    @property
    def data_sets(self) -> list[Path]:
        """Recently opened data sets that still exist, newest first."""
        return [folder for folder in self.now.data_sets if folder.is_dir()]

    def add_data_set(self, folder: Path) -> None:
        """Move a data set to the top of the recent ones."""
        self.keep(data_sets=_moved_to_top(folder.absolute(), self.now.data_sets))

    def layout(self, name: str) -> QByteArray | None:
        """A saved geometry or dock state, or None."""
        state = self.now.layouts.get(name)
        return None if state is None else QByteArray(state)

    def keep_layout(self, name: str, state: QByteArray) -> None:
        """Save a geometry or dock state."""
        self.keep(layouts={**self.now.layouts, name: bytes(state.data())})

    def forget_layouts(self) -> None:
        """Forget all sizes and places that the user has given to parts of the window."""
        self.keep(layouts={}, mel_px=0)


def chosen_folder(name: str) -> Path | None:
    """A folder of the settings; None if none was chosen or it is away."""
    folder = Path(name)
    return folder if name and folder.is_dir() else None


def _moved_to_top(path: Path, others: tuple[Path, ...]) -> tuple[Path, ...]:
    return (path, *(other for other in others if other != path))[:RECENT_LIMIT]


def _read(path: Path) -> tuple[Remembered, bool]:
    """Read the settings file; damaged fields fall back to their defaults.

    Returns:
        The settings, and whether the file says more than them.
    """
    try:
        plain = parse(read_regular(path), "window")
    except FileNotFoundError:
        return _converted(_of_version_0_1(path.with_suffix(".ini")))
    except (OSError, DamagedValueError) as error:
        _log.warning("%s cannot be read: %s", path, error)
        return Remembered(), True
    return _converted(plain)


def _converted(plain: Any) -> tuple[Remembered, bool]:
    settings, faults = convert_intact(Remembered, plain, "window")
    for fault in faults:
        _log.warning("setting ignored: %s", fault)
    return settings, bool(faults)


def _of_version_0_1(path: Path) -> dict[str, Any]:
    """The settings of version 0.1, an INI file, in the current form."""
    if not path.is_file():
        return {}
    store = QSettings(str(path), QSettings.Format.IniFormat)
    plain: dict[str, Any] = {}
    for name in ("theme", "output", "last_folder"):
        plain[name] = str(store.value(name, "") or "")
    plain = {name: text for name, text in plain.items() if text}
    with contextlib.suppress(TypeError, ValueError):
        plain["volume"] = float(str(store.value("volume")))
    plain["snap"] = store.value("snap", "true") != "false"
    for name in ("recent", "data_sets"):
        value = store.value(name) or []
        plain[name] = [value] if isinstance(value, str) else value
    with contextlib.suppress(DamagedValueError):
        plain["shortcuts"] = parse(str(store.value("shortcuts", "{}")).encode(), "shortcuts")
    store.beginGroup("layout")
    states = {name: store.value(name) for name in store.childKeys()}
    plain["layouts"] = {
        name: bytes(state.toBase64().data()).decode()
        for name, state in states.items()
        if isinstance(state, QByteArray)
    }
    return plain
