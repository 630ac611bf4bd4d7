"""Where dubs and trainings are computed."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox
from typing_extensions import override

from engine.machine.hardware import cpu_name
from gui.hosts.engine_host import EngineHost
from gui.hosts.prepare_jobs import PROGRAM, PrepareJobs, Result
from gui.kit.language import tr
from gui.kit.widgets import choice
from gui.preferences.section import Section
from gui.settings import Remembered, Settings

_ASK: Final = ("devices", "--json")


class ComputeSection(Section):
    """The device of the engine, and that of new trainings.

    Args:
        settings: keeps the choices.
        host: the engine.
        program: the program, whose command lists the GPUs; replaced in tests.
    """

    def __init__(
        self, settings: Settings, host: EngineHost, *, program: Sequence[str] = PROGRAM
    ) -> None:
        super().__init__(tr("Automatic means the GPU if it works, otherwise the CPU."))
        self._settings = settings
        self._host = host
        self._ask = PrepareJobs(self, program=program)
        self._is_asked = False
        self.dubbing = choice(tr("Dubbing"))
        self.training = choice(tr("Training"))
        self.form.addRow(tr("Dubbing"), self.dubbing)
        self.note(tr("A change restarts the engine; its jobs go on."))
        self.form.addRow(tr("Training"), self.training)
        self.note(tr("For a new run, unless its form names another device."))
        self.gpus = self.note(tr("Looking for GPUs…"))
        self._fill({})
        self.dubbing.activated.connect(self._on_dubbing_chosen)
        self.training.activated.connect(self._on_training_chosen)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._is_asked:
            self._is_asked = True
            self._ask.start(_ASK, done=self._on_told, failed=lambda _: self._fill({}))

    @override
    def reset(self) -> None:
        first = Remembered()
        self._settings.dubbing_device = first.dubbing_device
        self._settings.training_device = first.training_device
        self._host.use_device(first.dubbing_device)
        self._show()

    def shutdown(self) -> None:
        """Ask no more."""
        self._ask.shutdown()

    def _on_told(self, result: Result) -> None:
        devices = {str(each["name"]): str(each["title"]) for each in result["devices"]}
        gpus = {name: title for name, title in devices.items() if name.startswith("cuda")}
        self._fill(gpus)
        self.gpus.setText(", ".join(gpus.values()) if gpus else tr("No GPU was found."))

    def _fill(self, gpus: Mapping[str, str]) -> None:
        devices = [(tr("Automatic"), "auto"), (tr("CPU: {name}", name=cpu_name()), "cpu")]
        devices += [
            (tr("GPU {n}: {name}", n=device.partition(":")[2], name=title), device)
            for device, title in gpus.items()
        ]
        for box, chosen in self._chosen():
            box.clear()
            for text, device in devices:
                box.addItem(text, device)
            if box.findData(chosen) < 0:
                box.addItem(chosen, chosen)
        self._show()

    def _show(self) -> None:
        for box, chosen in self._chosen():
            box.setCurrentIndex(box.findData(chosen))

    def _chosen(self) -> tuple[tuple[QComboBox, str], ...]:
        settings = self._settings
        return (self.dubbing, settings.dubbing_device), (self.training, settings.training_device)

    @Slot()
    def _on_dubbing_chosen(self) -> None:
        self._settings.dubbing_device = self.dubbing.currentData()
        self._host.use_device(self._settings.dubbing_device)

    @Slot()
    def _on_training_chosen(self) -> None:
        self._settings.training_device = self.training.currentData()
