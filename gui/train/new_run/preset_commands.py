"""Saves, renames, imports, exports and deletes the user's presets."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QPoint, Signal, Slot
from PySide6.QtWidgets import QMenu, QWidget

from engine.errors import EngineError
from gui.commands.menus import context_menu
from gui.file_questions import ask_file, ask_target
from gui.kit.banners import Button
from gui.kit.language import tr
from gui.kit.questions import ask, ask_text
from gui.train.new_run.draft import RunDraft
from gui.train.services import TrainServices
from training.own_presets import (
    SUFFIX,
    Kind,
    OwnPreset,
    delete_preset,
    find_own_preset,
    import_preset,
    rename_preset,
    save_preset,
    write_preset,
)

_BANNER: Final = "preset"


class PresetCommands(QObject):
    """Commands for the user's presets; `changed` follows each with the name to select."""

    changed = Signal(str, str)  # kind and name of the preset to select; an empty name for none

    def __init__(self, services: TrainServices, window: QWidget) -> None:
        super().__init__(window)
        self._services = services
        self._window = window

    def ask_name(self, draft: RunDraft) -> None:
        """Ask for a name and save the draft's settings under it."""
        name = self._ask_name(
            tr("Save preset"), draft.own or tr("my {preset}", preset=draft.preset)
        )
        if name:
            self.save(draft, name)

    def save(self, draft: RunDraft, name: str) -> None:
        """Save the draft's settings; ask before replacing another preset."""
        preset = draft.as_own_preset(name)
        replaces = find_own_preset(draft.kind, name) is not None
        if replaces and not self._may_replace(name):
            return
        self._do(lambda: save_preset(preset, replaces=replaces), draft.kind, name)

    def open_menu(self, kind: Kind, name: str, place: QPoint) -> None:
        """Open the menu of a preset at a position on the screen."""
        preset = find_own_preset(kind, name)
        if preset is not None:
            self.menu(preset).exec(place)

    def menu(self, preset: OwnPreset) -> QMenu:
        """The menu of a preset."""
        menu = context_menu(self._window)
        menu.addAction(tr("Rename…"), lambda: self._ask_rename(preset))
        menu.addAction(tr("Export…"), lambda: self._ask_export(preset))
        menu.addSeparator()
        menu.addAction(tr("Delete"), lambda: self.delete(preset))
        return menu

    def delete(self, preset: OwnPreset) -> None:
        """Delete a preset; a notice offers to undo this."""
        if self._do(lambda: delete_preset(preset), preset.kind, ""):
            undo = Button(tr("Undo"), lambda: self._restore(preset))
            text = tr("Deleted the preset {name}.", name=preset.name)
            self._services.banners.show_banner(_BANNER, text, buttons=(undo,))

    @Slot()
    def ask_import(self) -> None:
        """Ask for a preset's file and add it."""
        path = ask_file(self._window, self._services.settings, tr("Import preset"), _pattern())
        if path is not None:
            self.add(path)

    def add(self, path: Path) -> None:
        """Add a preset from a file."""
        try:
            preset = import_preset(path)
        except EngineError as error:
            self._services.errors.present(error)
        else:
            self.changed.emit(preset.kind, preset.name)

    def rename(self, preset: OwnPreset, name: str) -> None:
        """Give a preset another name."""
        self._do(lambda: rename_preset(preset, name), preset.kind, name)

    def _restore(self, preset: OwnPreset) -> None:
        self._do(lambda: save_preset(preset), preset.kind, preset.name)

    def _ask_rename(self, preset: OwnPreset) -> None:
        name = self._ask_name(tr("Rename preset"), preset.name)
        if name and name != preset.name:
            self.rename(preset, name)

    def _ask_export(self, preset: OwnPreset) -> None:
        settings, name = self._services.settings, f"{preset.name}{SUFFIX}"
        path = ask_target(self._window, settings, tr("Export preset"), name, _pattern())
        if path is not None:
            self._do(lambda: write_preset(preset, path), preset.kind, preset.name)

    def _ask_name(self, title: str, name: str) -> str | None:
        return ask_text(self._window, title, tr("Name:"), name)

    def _may_replace(self, name: str) -> bool:
        text, replace = tr("Replace the preset {name}?", name=name), tr("Replace")
        return ask(self._window, tr("Save preset"), text, (replace,)) == replace

    def _do(self, work: Callable[[], object], kind: Kind, name: str) -> bool:
        """Do something with the files; whether it worked."""
        try:
            work()
        except EngineError as error:
            self._services.errors.present(error)
            return False
        self.changed.emit(kind, name)
        return True


def _pattern() -> str:
    """The file types of the dialogs."""
    presets = tr("Presets ({patterns})", patterns=f"*{SUFFIX}")
    return f"{presets};;{tr('All files')} (*)"
