"""The status bar: the running job, the engine's device and the audio output."""

import time
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton, QWidget

from engine.machine.hardware import Device
from gui.commands.actions import ActionRegistry
from gui.dub.jobs.job_text import running_text
from gui.hosts.engine_host import EngineHost, HostState
from gui.hosts.jobs import HostJob, JobState
from gui.kit import theme
from gui.kit.fields import thin_bar
from gui.kit.labels import ElidedLabel, Label, plain, without_keys
from gui.kit.language import number, tr
from gui.kit.layouts import ROOM, add, hbox
from gui.kit.timers import every
from gui.kit.widgets import Chip, add_choices
from gui.playback.devices import AudioOutputs
from gui.playback.outputs import Output
from gui.settings import Settings

_MARGINS_PX: Final = (4, 2, 4, 2)
_REFRESH_MS: Final = 250
_GIB: Final = 2**30
_DONE_SHOWN_MS: Final = 4000
_NAME_LENGTH: Final = 24  # of a device; the tooltip shows the full name
_FACTS: Final = 3
_BAR_STEPS: Final = 1000
_BAR_HEIGHT_PX: Final = 12
_BAR_WIDTHS_PX: Final = (40, 150)
_SEPARATOR: Final = "  ·  "


class JobLine(QWidget):
    """The running job with its progress, time left and the number of waiting jobs."""

    cancel_requested = Signal()

    def __init__(self, host: EngineHost, actions: ActionRegistry) -> None:
        super().__init__()
        self._host = host
        self._row = row = hbox(self, margins=_MARGINS_PX, spacing=8)
        self._list = QToolButton()
        self._list.setDefaultAction(actions["jobs"])
        self._list.setAccessibleName(tr("Jobs"))
        self._cancel = QToolButton()  # before all that grows, so that it stays where it is
        self._cancel.setText(tr("Cancel"))
        self._cancel.setToolTip(tr("Cancel (Esc)"))
        self._cancel.clicked.connect(self.cancel_requested)
        self._bar = thin_bar("", _BAR_STEPS, px=_BAR_HEIGHT_PX)
        self._bar.setMinimumWidth(_BAR_WIDTHS_PX[0])
        self._bar.setMaximumWidth(_BAR_WIDTHS_PX[1])
        self._text = ElidedLabel()  # no wider than its text; of all, it gives way first
        self._text.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._text.setAccessibleName(tr("Engine activity"))
        self._figures = Label()
        add(row, self._list, self._cancel, self._bar, self._text, self._figures, ROOM)
        self._timer = every(self, _REFRESH_MS, self._refresh)
        self._said_until_s = 0.0
        self._busy = ""
        host.job_changed.connect(self._on_job_changed)
        self._refresh()

    def leave_free(self, px: int) -> None:
        """Leave so much of the right free, for notices; the text is elided."""
        left, top, right, bottom = _MARGINS_PX
        self._row.setContentsMargins(left, top, right + px, bottom)

    def text(self) -> str:
        """The current text."""
        return _SEPARATOR.join(filter(None, (self._text.text(), self._figures.text())))

    def say(self, text: str) -> None:
        """Show a message for a few seconds."""
        self._show(text)
        self._said_until_s = time.monotonic() + _DONE_SHOWN_MS / 1000
        self._timer.start()

    @Slot(str)
    def tell_busy(self, text: str) -> None:
        """Say what the window does, unless a job runs; an empty text ends that."""
        self._busy = text
        self._refresh()

    def fall_silent(self) -> None:
        """End a message before its time."""
        self._said_until_s = 0.0
        self._refresh()

    @Slot(object)
    def _on_job_changed(self, job: HostJob) -> None:
        if job.state is JobState.CANCELLED:
            self.say(tr("{job}: cancelled", job=job.title))
        self._refresh()

    @Slot()
    def _refresh(self) -> None:
        job, waiting = self._host.running, self._host.waiting
        active = job is not None and job.state is JobState.RUNNING
        self._bar.setVisible(active)
        self._cancel.setVisible(active or bool(waiting))
        if job is not None and active:
            self._timer.start()
            self._bar.setValue(round(self._host.estimate.fraction(job) * _BAR_STEPS))
            doing = running_text(job, self._host.estimate, time.monotonic())
            rest = tr("{n} waiting", n=len(waiting)) if waiting else ""
            self._show(job.next or job.title, _SEPARATOR.join(filter(None, (doing, rest))))
        elif waiting:
            starting = self._host.state is HostState.STARTING
            why = tr("The engine is starting…" if starting else "Waiting…")
            self._show(next((each.next for each in waiting if each.next), why))
        elif time.monotonic() > self._said_until_s:
            self._show(self._busy)
            self._timer.stop()

    def _show(self, text: str, figures: str = "") -> None:
        """Show a text, which is elided where there is no room for it, and figures beside it."""
        self._text.setText(text)
        self._text.setToolTip(plain(text))
        self._figures.setText(figures)
        self._figures.setVisible(bool(figures))


class EngineChip(Chip):
    """The engine's device and its memory, with a menu."""

    def __init__(self, host: EngineHost, actions: ActionRegistry) -> None:
        super().__init__("chip", tr("Engine"))
        self._host = host
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        self._facts = [menu.addAction("") for _ in range(_FACTS)]
        for fact in self._facts:
            fact.setEnabled(False)
        menu.addSeparator()
        menu.addAction(actions["jobs"])
        menu.addAction(actions["free_memory"])
        menu.addAction(actions["logs"])
        menu.aboutToShow.connect(self._show_facts)
        self.setMenu(menu)
        host.info_changed.connect(self._refresh)
        host.state_changed.connect(self._refresh)
        self._refresh()

    @Slot()
    def _refresh(self) -> None:
        device = self._host.info.device
        name = device.title or device.name.upper()
        text = {
            HostState.OFF: tr("Engine off"),
            HostState.STARTING: tr("Engine starting…"),
            HostState.CRASHED: tr("Engine stopped"),
        }.get(self._host.state, name if len(name) <= _NAME_LENGTH else name[:_NAME_LENGTH] + "…")
        if self._host.state is HostState.READY and device.total_bytes:
            text += f"  ·  {_gigabytes(device)}"
        memory = _gigabytes(device)
        about = tr("Engine device: {name}. Memory in use: {memory}", name=name, memory=memory)
        self.show_text(text, about)

    @Slot()
    def _show_facts(self) -> None:
        """Fill in the details at the top of the menu."""
        device, job = self._host.info.device, self._host.running
        kind = "GPU" if device.name.startswith("cuda") else "CPU"
        lines = (
            f"{kind}: {device.title or device.name.upper()}",
            tr("Memory in use: {memory}", memory=_gigabytes(device)),
            tr("Running: {job}", job=job.title) if job is not None else tr("Idle"),
        )
        for fact, line in zip(self._facts, lines, strict=True):
            fact.setText(without_keys(line))


def _gigabytes(device: Device) -> str:
    used, total = number(device.used_bytes / _GIB, 1), number(device.total_bytes / _GIB)
    return tr("{used} of {total} GB", used=used, total=total)


class OutputChip(Chip):
    """The audio output, with a menu to select another one or rescan."""

    def __init__(self, outputs: AudioOutputs, settings: Settings, actions: ActionRegistry) -> None:
        super().__init__("sound-on", tr("Audio output"))
        self._outputs = outputs
        self._settings = settings
        self._rescan: QAction = actions["rescan_audio"]
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self)
        self.setMenu(self._menu)
        self._menu.aboutToShow.connect(self._fill)
        outputs.changed.connect(self._show_output)
        self._show_output(outputs.output)

    @Slot(object)
    def _show_output(self, output: Output) -> None:
        name = tr(output.name)
        name = name if len(name) < 28 else name[:26] + "…"
        self.show_text(name, tr("Audio output: {name}", name=tr(output.name)))
        self.setIcon(theme.icon("sound-off" if output.is_silent else "sound-on"))

    def _fill(self) -> None:
        self._menu.clear()
        names = [(tr(device.name), device.name) for device in self._outputs.devices]
        add_choices(self._menu, names, self._outputs.output.name, self._choose)
        self._menu.addSeparator()
        self._menu.addAction(self._rescan)

    def _choose(self, name: str) -> None:
        self._settings.output = name
        self._outputs.choose(name)
