"""Where a run is trained: automatic, the CPU with its processes, one GPU, or several."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QSizePolicy,
    QWidget,
)

from gui.hosts.prepare_jobs import PrepareJobs, Result
from gui.kit.fields import whole_field
from gui.kit.labels import Label, without_keys
from gui.kit.language import tr
from gui.kit.layouts import add, clear, hbox, vbox
from gui.kit.widgets import choice, heading, offer, push_button, small_button, wrapped
from gui.train.new_run.devices import (
    ANY_GPU,
    ARGUMENTS,
    AUTO,
    CPU,
    ListedDevice,
    device_problem,
    gpu_name,
    read_devices,
)

_IN_A_ROW: Final = 2
_SHRINKS: Final = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
_SEVERAL: Final = "several"  # value of an entry, never of a choice


class DevicePicker(QFrame):
    """A list of the devices, boxes for several GPUs, and the processes of a CPU."""

    picked = Signal(str, int)  # device and processes, as on the command line
    listed = Signal()  # the devices of this machine are known, or cannot be

    def __init__(self, program: tuple[str, ...]) -> None:
        super().__init__()
        self._lister = PrepareJobs(self, program=program)
        self.devices: Sequence[ListedDevice] = ()
        self._chosen = (AUTO, 1)
        self._is_showing = False
        self.setProperty("card", True)
        column = vbox(self, margins=(12, 8, 12, 8), spacing=6)
        self.box = choice(tr("Device"))
        self.box.setMinimumContentsLength(12)
        self.box.setSizeAdjustPolicy(_SHRINKS)
        self._processes = QWidget()
        self.processes = whole_field(
            tr("Processes"),
            *(1, 1),
            tip=tr("They divide each batch; one is usually as fast on a CPU"),
        )
        add(hbox(self._processes, margins=0), Label(tr("Processes")), self.processes)
        self.refresh = small_button("loop", tr("Look for devices again"))
        self.refresh.clicked.connect(self.look)
        self._lister.busy_changed.connect(self.refresh.setDisabled)
        row = hbox(spacing=6)
        add(row, heading(tr("Device")), (self.box, 1), self._processes, self.refresh)
        column.addLayout(row)
        self._gpus = QWidget()
        self._boxes = QGridLayout(self._gpus)
        self._boxes.setContentsMargins(4, 0, 0, 0)
        column.addWidget(self._gpus)
        self._trouble = QWidget()
        self.problem = wrapped(tone="warning")
        self.use_cpu = push_button(tr("Use the CPU"), lambda: self.picked.emit(CPU, 1))
        add(hbox(self._trouble, margins=0), (self.problem, 1), self.use_cpu)
        column.addWidget(self._trouble)
        self.box.activated.connect(self._on_activated)
        self.processes.valueChanged.connect(self._on_processes_changed)
        self.show_devices(())

    @Slot()
    def look(self) -> None:
        """Ask a process for the devices, as this one does not load torch."""

        def done(result: Result) -> None:
            self.show_devices(read_devices(result))
            self.listed.emit()

        if not self._lister.is_busy:
            self._lister.start(ARGUMENTS, done=done, failed=lambda _error: self.listed.emit())
            self.show_choice(*self._chosen)

    def problem_of(self, device: str) -> str:
        """Why a run cannot start on a device; empty if it can, or if the devices are unknown."""
        if self._lister.is_busy and not self.devices and device not in (AUTO, CPU):
            return tr("Looking for the devices of this machine…")
        return device_problem(device, self.devices)

    def shutdown(self) -> None:
        """End the child process."""
        self._lister.shutdown()

    def show_devices(self, devices: Sequence[ListedDevice]) -> None:
        """List the devices of this machine; none until they are known."""
        self.devices = devices
        clear(self._boxes)
        for place, device in enumerate(self._gpu_devices()):
            box = QCheckBox(without_keys(device.short_text))
            box.setToolTip(device.text)
            box.setProperty("device", device.name)
            box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            box.toggled.connect(self._on_gpu_toggled)
            self._boxes.addWidget(box, *divmod(place, _IN_A_ROW))
        self.show_choice(*self._chosen)

    def show_choice(self, device: str, processes: int) -> None:
        """Show which device is chosen."""
        self._chosen = (device, processes)
        self._is_showing = True
        names = device.split(",")
        is_several = len(names) > 1
        self._fill(device)
        self.box.setCurrentIndex(self.box.findData(_SEVERAL if is_several else device))
        self._gpus.setVisible(is_several)
        for box in self._gpus.findChildren(QCheckBox):
            box.setChecked(box.property("device") in names)
        cpu = next((each for each in self.devices if each.name == CPU), None)
        self.processes.setRange(1, max(processes, cpu.cores if cpu else 1))
        self.processes.setValue(processes)
        self._processes.setVisible(device == CPU)
        problem = self.problem_of(device)
        self.problem.setText(problem)
        self._trouble.setVisible(bool(problem))
        self.use_cpu.setVisible(bool(self.devices))
        self._is_showing = False

    def _gpu_devices(self) -> list[ListedDevice]:
        return [each for each in self.devices if each.name != CPU]

    def _fill(self, chosen: str) -> None:
        gpus = self._gpu_devices()
        options = [(tr("Automatic: the GPU if it works"), AUTO)]
        if not self.devices:
            options.append((tr("CPU"), CPU))
        options += [(each.text, each.name) for each in self.devices]
        if len(gpus) > 1 or "," in chosen:
            options.append((tr("Several GPUs"), _SEVERAL))
        if "," not in chosen and chosen not in [value for _, value in options]:
            options.append((tr("GPU") if chosen == ANY_GPU else gpu_name(chosen), chosen))
        offer(self.box, options)

    @Slot()
    def _on_activated(self) -> None:
        device = self.box.currentData()
        if device == _SEVERAL:
            device = ",".join(each.name for each in self._gpu_devices())
        if device != self._chosen[0]:
            self.picked.emit(device, 1)

    @Slot()
    def _on_gpu_toggled(self) -> None:
        if self._is_showing:
            return
        boxes = self._gpus.findChildren(QCheckBox)
        names = [str(box.property("device")) for box in boxes if box.isChecked()]
        self.picked.emit(",".join(names) or AUTO, 1)

    @Slot(int)
    def _on_processes_changed(self, count: int) -> None:
        if not self._is_showing:
            self.picked.emit(self._chosen[0], count)
