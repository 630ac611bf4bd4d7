"""Compares two models on the clip that is open in the editor."""

from typing import Final

from PySide6.QtCore import QObject, Slot

from engine.events.event import audible
from engine.project.model import ModelChoice
from gui.kit.banners import Button
from gui.kit.language import tr
from gui.services import Services
from gui.train.editor import Editor

_BANNER: Final = "model"


class Comparison(QObject):
    """Without an open clip, the comparison is offered again once one is open."""

    def __init__(self, services: Services, editor: Editor, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._editor = editor
        self._wanted: tuple[ModelChoice, ModelChoice] | None = None
        for changed in (services.document.clips_changed, services.document.clip_changed):
            changed.connect(self._on_clip_changed)

    def ask(self, model: ModelChoice, other: ModelChoice) -> None:
        """Make a take with each; the take of `model` is on A, that of `other` on B."""
        banners = self._services.banners
        if self._services.document.clip is None:
            self._wanted = model, other
            banners.show_banner(
                _BANNER,
                tr(
                    "Open a clip to compare {model} with {other} on it.",
                    model=model.title,
                    other=other.title,
                ),
                buttons=(
                    self._button(tr("Open the sample"), "open_sample"),
                    self._button(tr("Open…"), "open"),
                ),
            )
            return
        self._wanted = None
        if self._editor.compare_models((other, model)):
            banners.show_banner(
                _BANNER,
                tr(
                    "Making two takes, with {other} and with {model}. Press B to switch.",
                    model=model.title,
                    other=other.title,
                ),
                seconds=8,
            )

    def _button(self, text: str, action: str) -> Button:
        return Button(text, self._services.actions[action].trigger)

    @Slot()
    def _on_clip_changed(self) -> None:
        """Offer the pending comparison once a clip with events is open."""
        clip = self._services.document.clip
        if self._wanted is None or clip is None or not audible(i.event for i in clip.track.events):
            return
        (model, other), self._wanted = self._wanted, None
        self._services.banners.show_banner(
            _BANNER,
            tr(
                "{model} and {other} can now be compared on {clip}.",
                model=model.title,
                other=other.title,
                clip=clip.name,
            ),
            buttons=(Button(tr("Compare"), lambda: self.ask(model, other)),),
        )
