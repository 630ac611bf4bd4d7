"""One table of all commands; the menus, the palette and the cheat sheet are built from it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from gui.kit import theme
from gui.kit.language import mark, tr


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One command.

    Attributes:
        id: stable identifier; shortcut files refer to it.
        text: menu text in English; `label` is that of the window.
        category: the menu it belongs to.
        keys: default shortcuts.
        icon: name of a file in resources/icons; empty for none.
        checkable: whether the command is a toggle.
        group: a separator is drawn where the group changes.
    """

    id: str
    text: str
    category: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    checkable: bool = False
    group: int = 0

    @property
    def label(self) -> str:
        """The menu text in the window's language."""
        return tr(self.text, n=self.id.removeprefix("take_"))

    @property
    def name(self) -> str:
        """The menu text without the dots that announce a dialog."""
        return self.label.rstrip("… ")

    @property
    def listens_to_take(self) -> bool:
        """Whether it is one of the nine that share a line in the cheat sheet."""
        return self.id.removeprefix("take_").isdigit()


WORKSPACES: Final = ("workspace_dub", "workspace_batch", "workspace_train")
# Commands that act on the editor's clip; disabled while another workspace is shown.
_EDITING: Final = ("Edit", "Events", "Tracks", "Range", "Playback", "Dub")
_EDITING_IDS: Final = frozenset(
    (
        *(
            "export",
            "relink",
            "add_references",
            "record_reference",
            "timbre_map",
            "add_reference_folder",
            "panels",
        ),
        *("zoom_in", "zoom_out", "zoom_fit", "zoom_range", "snap", "wipe"),
    )
)
_NOT_EDITING_IDS: Final = frozenset(
    ("preferences", "louder", "softer", "rescan_audio", "cancel", "free_memory")
)
_MENUS: Final = {
    "File": mark("&File"),
    "Edit": mark("&Edit"),
    "Events": mark("E&vents"),
    "Tracks": mark("&Tracks"),
    "Range": mark("&Range"),
    "Playback": mark("&Playback"),
    "Dub": mark("&Dub"),
    "View": mark("Vie&w"),
    "Help": mark("&Help"),
}
CATEGORIES: Final = tuple(_MENUS)

SPECS: Final = (
    ActionSpec("new", mark("New project"), "File", ("Ctrl+N",)),
    ActionSpec("open", mark("Open…"), "File", ("Ctrl+O",), "open"),
    ActionSpec("open_sample", mark("Open sample project"), "File"),
    ActionSpec("save", mark("Save"), "File", ("Ctrl+S",), "save", group=1),
    ActionSpec("save_as", mark("Save as…"), "File", ("Ctrl+Shift+S",), group=1),
    ActionSpec("relink", mark("Find missing media…"), "File", group=1),
    ActionSpec("add_references", mark("Add references…"), "File", ("Ctrl+I",), "note", group=2),
    ActionSpec("record_reference", mark("Record reference…"), "File", group=2),
    ActionSpec("add_reference_folder", mark("Add reference folder…"), "File", group=2),
    ActionSpec("export", mark("Export…"), "File", ("Ctrl+E",), "export", group=3),
    ActionSpec("quit", mark("Quit"), "File", ("Ctrl+Q",), group=4),
    ActionSpec("undo", mark("Undo"), "Edit", ("Ctrl+Z",), "undo"),
    ActionSpec("redo", mark("Redo"), "Edit", ("Ctrl+Shift+Z", "Ctrl+Y"), "redo"),
    ActionSpec("history", mark("History…"), "Edit", ("Ctrl+H",)),
    ActionSpec("cut", mark("Cut events"), "Edit", ("Ctrl+X",), group=1),
    ActionSpec("copy", mark("Copy events"), "Edit", ("Ctrl+C",), group=1),
    ActionSpec("paste", mark("Paste events at playhead"), "Edit", ("Ctrl+V",), group=1),
    ActionSpec("delete", mark("Delete selected events"), "Edit", ("Del",), "delete", group=1),
    ActionSpec("select_all", mark("Select all events"), "Edit", ("Ctrl+A",), group=1),
    ActionSpec("preferences", mark("Preferences…"), "Edit", ("Ctrl+,",), group=2),
    ActionSpec("find_auto", mark("Find events"), "Events"),
    ActionSpec("find_picture", mark("Find events in picture only"), "Events"),
    ActionSpec("find_model", mark("Find events with model only"), "Events"),
    ActionSpec("find_sound", mark("Find events in clip sound"), "Events"),
    ActionSpec("find_rest", mark("Find the rest like these"), "Events", ("Ctrl+R",), "search"),
    ActionSpec("accept_events", mark("Accept found events"), "Events", ("A",)),
    ActionSpec("add_event", mark("Add event at playhead"), "Events", ("E",), group=1),
    ActionSpec("mute_events", mark("Mute/unmute events"), "Events", ("X",), group=1),
    ActionSpec("lasting_events", mark("Let events last/strike"), "Events", ("Shift+E",), group=1),
    ActionSpec("louder_events", mark("Increase event strength"), "Events", ("Ctrl+Up",), group=1),
    ActionSpec("softer_events", mark("Decrease event strength"), "Events", ("Ctrl+Down",), group=1),
    ActionSpec("nudge_back", mark("Nudge back 1 frame"), "Events", ("Ctrl+Left",), group=2),
    ActionSpec("nudge_forward", mark("Nudge forward 1 frame"), "Events", ("Ctrl+Right",), group=2),
    ActionSpec("nudge_back_ms", mark("Nudge back 1 ms"), "Events", ("Ctrl+Alt+Left",), group=2),
    ActionSpec(
        "nudge_forward_ms", mark("Nudge forward 1 ms"), "Events", ("Ctrl+Alt+Right",), group=2
    ),
    ActionSpec("quantise", mark("Quantise events to frames"), "Events", group=3),
    ActionSpec("shift_all", mark("Shift all events…"), "Events", group=3),
    ActionSpec("import_events", mark("Import events from CSV…"), "Events", (), "import", group=4),
    ActionSpec("export_events", mark("Export events to CSV…"), "Events", group=4),
    ActionSpec("event_panel", mark("Event panel"), "Events", ("Ctrl+L",), "", True, 5),
    ActionSpec("perform", mark("Record a performance"), "Events", ("R",), group=5),
    ActionSpec("performing", mark("Performance panel"), "Events", ("Shift+R",), "", True, 5),
    ActionSpec("add_track", mark("Add track"), "Tracks", ("Ctrl+T",), "add"),
    ActionSpec("duplicate_track", mark("Duplicate track"), "Tracks", ("Ctrl+D",), "copy"),
    ActionSpec("rename_track", mark("Rename track…"), "Tracks"),
    ActionSpec("delete_track", mark("Delete track"), "Tracks", ("Shift+Del",), "delete"),
    ActionSpec(
        "split_events",
        mark("Put selected events on a new track"),
        "Tracks",
        ("Ctrl+Shift+T",),
        group=1,
    ),
    ActionSpec("previous_track", mark("Previous track"), "Tracks", ("PgUp",), group=2),
    ActionSpec("next_track", mark("Next track"), "Tracks", ("PgDown",), group=2),
    ActionSpec("move_track_up", mark("Move track up"), "Tracks", ("Ctrl+Shift+Up",), group=2),
    ActionSpec("move_track_down", mark("Move track down"), "Tracks", ("Ctrl+Shift+Down",), group=2),
    ActionSpec("mute_track", mark("Mute/unmute track"), "Tracks", ("Ctrl+Shift+M",), group=3),
    ActionSpec("solo_track", mark("Solo/unsolo track"), "Tracks", ("Shift+S",), group=3),
    ActionSpec("collapse_track", mark("Collapse/expand track"), "Tracks", ("C",), group=3),
    ActionSpec("set_in", mark("Set in point"), "Range", ("I",), "in-point"),
    ActionSpec("set_out", mark("Set out point"), "Range", ("O",), "out-point"),
    ActionSpec("clear_range", mark("Clear range"), "Range", ("Shift+X",)),
    ActionSpec("go_in", mark("Go to in point"), "Range", ("Shift+I",), group=1),
    ActionSpec("go_out", mark("Go to out point"), "Range", ("Shift+O",), group=1),
    ActionSpec("add_marker", mark("Add marker"), "Range", ("M",), "marker", group=2),
    ActionSpec("rename_marker", mark("Rename marker at playhead…"), "Range", group=2),
    ActionSpec("delete_marker", mark("Delete marker at playhead"), "Range", group=2),
    ActionSpec("mark_cuts", mark("Mark cuts of the picture"), "Range", group=2),
    ActionSpec("previous_marker", mark("Previous marker"), "Range", ("<",), group=2),
    ActionSpec("next_marker", mark("Next marker"), "Range", (">",), group=2),
    ActionSpec(
        "previous_point",
        mark("Previous event, marker or range edge"),
        "Range",
        ("Alt+Left",),
        group=3,
    ),
    ActionSpec(
        "next_point", mark("Next event, marker or range edge"), "Range", ("Alt+Right",), group=3
    ),
    ActionSpec("play", mark("Play/pause"), "Playback", ("Space",), "play"),
    ActionSpec("pause", mark("Pause"), "Playback", ("K",), "pause"),
    ActionSpec("play_forward", mark("Shuttle forward"), "Playback", ("L",)),
    ActionSpec("play_backward", mark("Shuttle backward"), "Playback", ("J",)),
    ActionSpec(
        "frame_back", mark("Step back 1 frame"), "Playback", ("Left", ","), "frame-back", group=1
    ),
    ActionSpec(
        "frame_forward",
        mark("Step forward 1 frame"),
        "Playback",
        ("Right", "."),
        "frame-forward",
        group=1,
    ),
    ActionSpec("second_back", mark("Jump back 1 second"), "Playback", ("Shift+Left",), group=1),
    ActionSpec(
        "second_forward", mark("Jump forward 1 second"), "Playback", ("Shift+Right",), group=1
    ),
    ActionSpec("to_start", mark("Go to start"), "Playback", ("Home",), "to-start", group=1),
    ActionSpec("to_end", mark("Go to end"), "Playback", ("End",), "to-end", group=1),
    ActionSpec("play_range", mark("Play range"), "Playback", ("Ctrl+Space",), group=2),
    ActionSpec(
        "loop", mark("Loop range"), "Playback", ("Ctrl+Shift+Space",), "loop", True, group=2
    ),
    ActionSpec("play_before", mark("Play 0.5 s before playhead"), "Playback", ("Q",), group=2),
    ActionSpec("play_after", mark("Play 0.5 s after playhead"), "Playback", ("W",), group=2),
    ActionSpec("play_reference", mark("Play reference"), "Playback", ("P",), "note", group=3),
    ActionSpec("ab", mark("Switch between A and B"), "Playback", ("B",), "compare", group=3),
    ActionSpec(
        "original_under",
        mark("Mix original under take"),
        "Playback",
        ("Shift+M",),
        "sound-off",
        True,
        3,
    ),
    ActionSpec(
        "original_alone",
        mark("Solo original"),
        "Playback",
        ("Ctrl+M",),
        "solo",
        True,
        3,
    ),
    ActionSpec("take_alone", mark("Solo take"), "Playback", ("Ctrl+Alt+M",), "", True, 3),
    ActionSpec("louder", mark("Volume up"), "Playback", ("Alt+Up",), group=4),
    ActionSpec("softer", mark("Volume down"), "Playback", ("Alt+Down",), group=4),
    ActionSpec("rescan_audio", mark("Rescan audio devices"), "Playback", group=5),
    ActionSpec("dub", mark("Dub"), "Dub", ("Ctrl+Enter", "Ctrl+Return"), "dub"),
    ActionSpec(
        "dub_next_seed",
        mark("Dub with next seed"),
        "Dub",
        ("Shift+Enter", "Shift+Return"),
        "dice",
    ),
    ActionSpec("try_on", mark("Try on selected references"), "Dub", ("T",)),
    ActionSpec("auto_render", mark("Render after edits"), "Dub", (), "", True),
    ActionSpec("reference_from_clip", mark("Use clip sound as reference"), "Dub"),
    ActionSpec("next_clip", mark("Next clip"), "Dub", ("Ctrl+PgDown",), group=1),
    ActionSpec("previous_clip", mark("Previous clip"), "Dub", ("Ctrl+PgUp",), group=1),
    ActionSpec("clip_details", mark("Clip properties…"), "Dub", group=1),
    ActionSpec("remove_clip", mark("Remove clip from project"), "Dub", group=1),
    ActionSpec("jobs", mark("Jobs"), "Dub", ("Ctrl+J",), "jobs", True, 2),
    ActionSpec("cancel", mark("Cancel job"), "Dub", ("Esc",), "close", group=2),
    ActionSpec("free_memory", mark("Free engine memory"), "Dub", (), "chip", group=2),
    ActionSpec("zoom_in", mark("Zoom in"), "View", ("+", "="), "zoom-in"),
    ActionSpec("zoom_out", mark("Zoom out"), "View", ("-",), "zoom-out"),
    ActionSpec("zoom_fit", mark("Zoom to clip"), "View", ("0",), "fit"),
    ActionSpec("zoom_range", mark("Zoom to range"), "View", ("Shift+0",)),
    ActionSpec("snap", mark("Snap"), "View", ("S",), "snap", True, 1),
    ActionSpec("wipe", mark("Compare A and B with a wipe"), "View", (), "compare", True, 1),
    ActionSpec("timbre_map", mark("Timbre map"), "View", (), "map", True, 1),
    ActionSpec("full_preview", mark("Full-screen preview"), "View", ("F11",), "", True, 2),
    ActionSpec("full_screen", mark("Full screen"), "View", ("Shift+F11",), "", True, 2),
    ActionSpec("panels", mark("Show/hide panels"), "View", ("F4",), group=2),
    ActionSpec("workspace_dub", mark("Dub"), "View", ("Ctrl+1",), "", True, 3),
    ActionSpec("workspace_batch", mark("Batch"), "View", ("Ctrl+2",), "", True, 3),
    ActionSpec("workspace_train", mark("Train"), "View", ("Ctrl+3",), "", True, 3),
    ActionSpec("listening_test", mark("Listening test…"), "View", group=3),
    ActionSpec("theme", mark("Light theme"), "View", (), "", True, 2),
    ActionSpec("reset_layout", mark("Reset layout"), "View", group=2),
    ActionSpec("palette", mark("Find command…"), "Help", ("Ctrl+K",), "search"),
    ActionSpec("cheat_sheet", mark("Keyboard shortcuts"), "Help", ("F1", "Shift+/"), "keyboard"),
    ActionSpec("tour", mark("Take the tour"), "Help"),
    ActionSpec("news", mark("What's new"), "Help", group=1),
    ActionSpec("logs", mark("Open log folder"), "Help", group=1),
    ActionSpec("about", mark("About VarietySound Studio"), "Help", group=1),
    *(
        ActionSpec(f"take_{n}", mark("Listen to take {n} in the list"), "Dub", (str(n),), group=3)
        for n in range(1, 10)
    ),
)


class ActionRegistry(QObject):
    """The commands as QActions; each part of the window binds its own handlers."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._actions: dict[str, QAction] = {}
        self._bound: set[str] = set()
        self._overrides: Mapping[str, Callable[[], object]] = {}
        self._specs = {spec.id: spec for spec in SPECS}
        for spec in SPECS:
            self._actions[spec.id] = self._build(spec)
        self._workspaces = QActionGroup(self)
        for workspace in WORKSPACES:
            self._workspaces.addAction(self._actions[workspace])
        # Enabling the group again restores the state of each member.
        self._editing = QActionGroup(self)
        self._editing.setExclusionPolicy(QActionGroup.ExclusionPolicy.None_)

    def _build(self, spec: ActionSpec) -> QAction:
        action = QAction(spec.label, self)
        action.setObjectName(spec.id)
        action.setCheckable(spec.checkable)
        action.setEnabled(False)  # until it is bound
        if spec.icon:
            action.setIcon(theme.icon(spec.icon))
        _give_keys(action, spec, spec.keys)
        return action

    def __getitem__(self, action_id: str) -> QAction:
        """The action with this id."""
        return self._actions[action_id]

    def __iter__(self) -> Iterator[tuple[ActionSpec, QAction]]:
        """All commands in table order."""
        return ((spec, self._actions[spec.id]) for spec in SPECS)

    def keys(self, action_id: str) -> tuple[str, ...]:
        """The current shortcuts of a command."""
        return tuple(keys.toString() for keys in self._actions[action_id].shortcuts())

    def set_keys(self, action_id: str, keys: tuple[str, ...]) -> None:
        """Change the shortcuts of a command; menus, palette and cheat sheet follow."""
        _give_keys(self._actions[action_id], self._specs[action_id], keys)

    def owner(self, keys: str, *, other_than: str = "") -> ActionSpec | None:
        """The command with this shortcut, or None."""
        wanted = QKeySequence(keys)
        for spec, action in self:
            if spec.id != other_than and wanted in action.shortcuts():
                return spec
        return None

    def bind(self, **handlers: Callable[[], object]) -> None:
        """Set the handlers of commands and enable them."""
        for action_id, handler in handlers.items():
            self._actions[action_id].triggered.connect(partial(self._do, action_id, handler))
            self._actions[action_id].setEnabled(True)
        self._bound.update(handlers)

    def _do(self, action_id: str, handler: Callable[[], object], _checked: bool = False) -> None:
        self._overrides.get(action_id, handler)()

    def override(self, handlers: Mapping[str, Callable[[], object]]) -> None:
        """Give commands to another workspace; the editor's other commands are disabled."""
        self.end_override()
        self._overrides = handlers
        for spec in SPECS:
            if _edits(spec) and spec.id not in handlers:
                self._editing.addAction(self._actions[spec.id])
        self._editing.setEnabled(False)

    def end_override(self) -> None:
        """Restore the editor's own handlers."""
        self._overrides = {}
        self._editing.setEnabled(True)
        for action in self._editing.actions():
            self._editing.removeAction(action)

    def bind_switches(self, **handlers: Callable[[bool], object]) -> None:
        """Set the handlers of toggles and enable them."""
        for action_id, handler in handlers.items():
            self._actions[action_id].toggled.connect(handler)
            self._actions[action_id].setEnabled(True)
        self._bound.update(handlers)

    def enable(self, *action_ids: str, possible: bool) -> None:
        """Let commands be given while they can do something."""
        for action_id in action_ids:
            self._actions[action_id].setEnabled(possible)

    def unbound(self) -> list[str]:
        """Ids of commands without a handler."""
        return [spec.id for spec in SPECS if spec.id not in self._bound]

    def category(self, name: str) -> list[tuple[ActionSpec, QAction]]:
        """The commands in one menu."""
        return [(spec, action) for spec, action in self if spec.category == name]


def _edits(spec: ActionSpec) -> bool:
    if spec.id in _NOT_EDITING_IDS:
        return False
    return spec.category in _EDITING or spec.id in _EDITING_IDS


def _give_keys(action: QAction, spec: ActionSpec, keys: tuple[str, ...]) -> None:
    sequences = [QKeySequence(key) for key in keys]
    action.setShortcuts(sequences)
    hint = f" ({sequences[0].toString()})" if sequences else ""
    action.setToolTip(spec.name + hint)


def key_text(keys: tuple[str, ...]) -> str:
    """Shortcuts in the platform's own notation."""
    return tr(" or ").join(
        QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in keys
    )


def brief_key_text(keys: tuple[str, ...]) -> str:
    """The same for readers: what is on both keys named Enter is told once."""
    return key_text(tuple(dict.fromkeys(key.replace("Return", "Enter") for key in keys)))


def menu_title(category: str) -> str:
    """The title of a menu in the window's language, with the mark of its access key."""
    return tr(_MENUS[category])


def category_name(category: str) -> str:
    """The title of a menu as it is read."""
    return menu_title(category).replace("&", "")
