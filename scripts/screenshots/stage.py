"""Open the window offscreen, wait for its states, and take screenshots."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import numpy as np
import psutil
from PIL import Image
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget
from scipy.spatial import cKDTree

from engine.host.messages import Installed
from engine.machine.hardware import Device, cpu_name
from gui.dub.takes import takes_panel
from gui.hosts.engine_host import COMMAND, EngineHost, HostInfo, HostState
from gui.main_window import MainWindow
from gui.playback.devices import AudioOutputs
from gui.playback.outputs import SilentOutput

SIZE: Final = QSize(1360, 850)
_PATIENCE_S: Final = 120.0
_MADE_AT: Final = "14:32"  # of every take, so that screenshots stay the same
_SETTLED_S: Final = 0.4
_STILL_S: Final = 1.5  # without any change: frames, mels and layouts are complete
_COLOURS: Final = 256  # in an image file: a window has few, and a video frame in it is small
_OFTEN: Final = 64  # most frequent colours, kept exactly


class Loudspeakers(SilentOutput):
    """A silent device that counts as a working one, so that no banner appears."""

    name = "Loudspeakers"
    is_silent = False


class Stage:
    """A new window, used as a context manager.

    Args:
        app: the application.
        is_mute: whether the machine has no sound device.
        size: of the window.
    """

    def __init__(self, app: QApplication, *, is_mute: bool = False, size: QSize = SIZE) -> None:
        self._app = app
        output = SilentOutput if is_mute else Loudspeakers
        AudioOutputs.probe = lambda outputs, *_, **__: outputs.use(output())
        takes_panel.made_text = lambda take, _today: _MADE_AT if take.made_at else ""
        AudioOutputs.check = lambda outputs: None  # a busy machine is not a broken device
        self.window = MainWindow(engine_command=COMMAND)
        self.window.resize(size)
        self._size = size

    def __enter__(self) -> "Stage":
        self.window.show()
        self.window.complete()
        self.settle()
        return self

    def __exit__(self, *_: object) -> None:
        self.window.document.undo_stack.clear()
        self.window.document.mark_saved(Path("unused"))
        self.window.workspace.host.cancel_all()
        self.window.close()
        self.window.settings.forget_layouts()  # the next window starts with the same layout
        self.window.deleteLater()
        self.settle(0.05)

    @property
    def host(self) -> EngineHost:
        """The engine."""
        return self.window.workspace.host

    def wait(self, is_there: Callable[[], object]) -> None:
        """Run the program until a condition holds."""
        end_s = time.monotonic() + _PATIENCE_S
        while not is_there():
            if time.monotonic() > end_s:
                raise TimeoutError("the window did not reach the expected state")
            self._app.processEvents()
            time.sleep(0.005)

    def settle(self, seconds: float = _SETTLED_S) -> None:
        """Wait for frames, mels and layouts to arrive."""
        end_s = time.monotonic() + seconds
        while time.monotonic() < end_s:
            self._app.processEvents()
            time.sleep(0.005)

    def trigger(self, action_id: str) -> None:
        """Trigger a command."""
        self.window.actions_[action_id].trigger()

    def idle(self) -> None:
        """Wait until the engine is idle and everything is painted."""
        self.wait(lambda: self.host.running is None and not self.host.waiting)
        self.settle()

    @contextmanager
    def stopped_engine(self) -> Iterator[None]:
        """Keep the running job where it is, and the others waiting."""
        assert self.host.process is not None
        engine = psutil.Process(self.host.process.pid)
        engine.suspend()
        try:
            yield
        finally:
            engine.kill()

    def open_sample(self) -> None:
        """Open the shipped clip with its references and its take."""
        self.trigger("open_sample")
        self.wait(self.window.document.takes)
        workspace = self.window.workspace
        self.wait(lambda: workspace.player.mixer.plan.layers)
        workspace.player.seek(2.0)
        self.idle()

    def freeze(self) -> None:
        """Stop what changes by itself: transient messages, and the memory that is in use."""
        title = self.host.info.device.title or cpu_name()
        device = Device("cpu", title, 0, 0)  # without a total, no memory is shown
        self.host.info = HostInfo(device, Installed(("compact",)))
        self.host.state = HostState.READY  # not every screenshot waits for it
        self.host.info_changed.emit(self.host.info)
        self.window.workspace.job_line.fall_silent()

    def picture(self, *over: QWidget) -> QImage:
        """Grab the window once it no longer changes, with the widgets on top of it."""
        self.freeze()
        before = self.host.blockSignals(True)  # the memory in use changes all the time
        image, earlier = self.window.grab().toImage(), None
        while image != earlier:
            self.settle(_STILL_S)
            image, earlier = self.window.grab().toImage(), image
        self.host.blockSignals(before)
        for widget in over:
            _lay_over(image, self.window, widget)
        return image


def _lay_over(image: QImage, window: QWidget, widget: QWidget) -> None:
    """Draw a dialog in the middle of the window, with the border that a desktop would draw."""
    painter = QPainter(image)
    if widget.windowFlags() & Qt.WindowType.Dialog == Qt.WindowType.Dialog:
        painter.fillRect(window.rect(), QColor(0, 0, 0, 90))
    place = QPoint((window.width() - widget.width()) // 2, (window.height() - widget.height()) // 2)
    painter.drawImage(place, widget.grab().toImage())
    painter.setPen(QColor(128, 134, 142))
    painter.drawRect(place.x() - 1, place.y() - 1, widget.width() + 1, widget.height() + 1)
    painter.end()


def save(image: QImage, path: Path) -> None:
    """Write a small PNG."""
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    line = image.bytesPerLine()
    pixels = Image.frombuffer(
        "RGB", (image.width(), image.height()), bytes(image.constBits()), "raw", "RGB", line, 1
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    _with_few_colours(pixels).save(path, optimize=True)


def _with_few_colours(image: Image.Image) -> Image.Image:
    """Reduce an image's colours: keep those of large areas, and quantise all others optimally.

    Pillow's own quantisation is good enough for video frames, but shifts the hue of backgrounds.
    """
    pixels = np.asarray(image)
    colours, places, counts = np.unique(
        pixels.reshape(-1, 3), axis=0, return_inverse=True, return_counts=True
    )
    often = colours[np.argsort(-counts, kind="stable")[:_OFTEN]]
    others = Image.fromarray(colours[None]).quantize(_COLOURS - len(often)).getpalette() or []
    palette = np.concatenate([often, np.reshape(others, (-1, 3)).astype(np.uint8)])
    _, nearest = cKDTree(palette.astype(float)).query(colours.astype(float))
    few = Image.fromarray(nearest[places.ravel()].reshape(pixels.shape[:2]).astype(np.uint8))
    few.putpalette(palette.ravel().tolist())
    return few


def without_screen(home: Path, scale: int) -> None:
    """Prepare this process before Qt is loaded: no display, and a separate home folder."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["VARIETYSOUND_HOME"] = str(home)
    os.environ["QT_SCALE_FACTOR"] = str(scale)
    sys.argv[:] = sys.argv[:1]
