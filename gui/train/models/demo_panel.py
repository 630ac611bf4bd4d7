"""Plays the demo of a model: the picture of the sample clip, and a button."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Slot
from PySide6.QtWidgets import QWidget

from engine.errors import EngineError
from engine.model_files.model_file import InstalledModel
from gui.kit import theme
from gui.kit.language import tr
from gui.kit.layouts import add, vbox
from gui.kit.widgets import push_button
from gui.train.models.demo import DEMO_CLIP, Demo, has_demo
from gui.train.sample_picture import SamplePicture
from gui.train.services import TrainServices

_WIDTH_PX: Final = 214
_PICTURE_PX: Final = 122


class DemoPanel(QWidget):
    """Renders the demo of the shown model when it is first asked for."""

    def __init__(self, services: TrainServices) -> None:
        super().__init__()
        self._services = services
        self._player = services.player
        self._model: InstalledModel | None = None
        self._others: Sequence[InstalledModel] = ()
        self._sound: Path | None = None
        self.demo = Demo(services.host, self)
        self.picture = SamplePicture(services.runner, QSize(_WIDTH_PX, _PICTURE_PX))
        self.picture.caption.hide()
        self.picture.setFixedSize(_WIDTH_PX, _PICTURE_PX)
        self.play = push_button(
            tr("Play demo"),
            self.toggle,
            icon="play",
            tip=tr("The sample clip with the metal, at its true events; rendered once"),
        )
        self.setFixedWidth(_WIDTH_PX)
        add(vbox(self, margins=0, spacing=6), self.picture, self.play)
        self.picture.clicked.connect(self.toggle)
        self.demo.changed.connect(self._show_state)
        self.demo.ready.connect(self._on_ready)
        self.demo.failed.connect(self._on_failed)
        self._player.changed.connect(self._show_state)
        self._player.moved.connect(self._on_moved)
        self.hide()

    def show_model(self, model: InstalledModel | None, others: Sequence[InstalledModel]) -> None:
        """Offer the demo of a model; hidden without one, or where no generator is installed."""
        if model != self._model:
            self.stop()
        self._model, self._others = model, others
        is_there = model is not None and has_demo(model, others)
        self.setVisible(is_there)
        if is_there:
            self.picture.show_clip(DEMO_CLIP, None)
        self._show_state()

    @property
    def is_playing(self) -> bool:
        """Whether the demo is heard."""
        return self._player.plays(self._sound)

    @Slot()
    def toggle(self) -> None:
        """Play the demo, or stop it or its rendering."""
        if self.is_playing or self.demo.job is not None:
            self.stop()
        elif self._model is not None:
            self.demo.render(self._model, self._others)

    def stop(self) -> None:
        """Play and render nothing."""
        if self.is_playing:
            self._player.stop()
        self.demo.cancel()
        self._sound = None

    def shutdown(self) -> None:
        """Close the sample clip."""
        self.stop()
        self.picture.close_file()

    @Slot()
    def _show_state(self) -> None:
        stops = self.is_playing or self.demo.job is not None
        self.play.setIcon(theme.icon("stop" if stops else "play"))
        if self.demo.job is not None:
            self.play.setText(tr("Rendering…"))
        else:
            self.play.setText(tr("Stop") if stops else tr("Play demo"))
        if not self.is_playing:
            self.picture.follow(0.0, playing=False)

    @Slot(object, object)
    def _on_ready(self, model: Path, sound: Path) -> None:
        if self._model is not None and model == self._model.path:
            self._sound = sound
            self._player.play(sound)

    @Slot(object)
    def _on_failed(self, error: EngineError) -> None:
        self._services.errors.present(error)

    @Slot(float)
    def _on_moved(self, at_s: float) -> None:
        if self.is_playing:
            self.picture.follow(at_s, playing=True)
