"""Plays the demo of a model: the picture of the sample clip, and a button."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Slot
from PySide6.QtWidgets import QWidget

from engine.errors import EngineError
from engine.host.messages import Answer, Render, Rendered
from engine.model_files.model_file import InstalledModel
from gui.hosts.jobs import HostJob
from gui.kit import theme
from gui.kit.language import tr
from gui.kit.layouts import add, vbox
from gui.kit.widgets import push_button
from gui.train.models.demo import DEMO_CLIP, demo_file, demo_recipe, has_demo, keep_demo
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
        self.job: HostJob | None = None  # the render under way
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
        if self.is_playing or self.job is not None:
            self.stop()
        elif self._model is not None:
            self._sound = demo_file(self._model, self._others)
            if self._sound.is_file():
                self._player.play(self._sound)
            else:
                self._render(self._model, self._sound)

    def stop(self) -> None:
        """Play and render nothing."""
        if self.is_playing:
            self._player.stop()
        if self.job is not None:
            self._services.host.cancel(self.job)
            self._end_job()
        self._sound = None

    def shutdown(self) -> None:
        """Close the sample clip."""
        self.stop()
        self.picture.close_file()

    def _render(self, model: InstalledModel, sound: Path) -> None:
        def done(answer: Answer) -> None:
            self._end_job()
            assert isinstance(answer, Rendered)
            keep_demo(answer, sound)
            self._player.play(sound)

        def failed(error: EngineError) -> None:
            self._end_job()
            self._services.errors.present(error)

        self.job = self._services.host.submit(
            Render(demo_recipe(model)),
            title=tr("Demo of {model}", model=model.name),
            done=done,
            failed=failed,
        )
        self._show_state()

    def _end_job(self) -> None:
        self.job = None
        self._show_state()

    @Slot()
    def _show_state(self) -> None:
        stops = self.is_playing or self.job is not None
        self.play.setIcon(theme.icon("stop" if stops else "play"))
        if self.job is not None:
            self.play.setText(tr("Rendering…"))
        else:
            self.play.setText(tr("Stop") if stops else tr("Play demo"))
        if not self.is_playing:
            self.picture.follow(0.0, playing=False)

    @Slot(float)
    def _on_moved(self, at_s: float) -> None:
        if self.is_playing:
            self.picture.follow(at_s, playing=True)
