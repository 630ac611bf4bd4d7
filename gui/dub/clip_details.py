"""The properties of the clip: what its file holds, and what an export keeps."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from engine.dubbing.handoff.details import Detail, clip_details
from engine.media.probe import probe
from gui.kit.fields import close_button
from gui.kit.language import number, tr
from gui.kit.layouts import add, fields, vbox
from gui.kit.widgets import wrapped
from gui.services import Services

_WIDTH_PX = 520


def show_details(services: Services, window: QWidget) -> None:
    """Read the properties of the active clip in a thread and show them."""
    clip = services.document.clip
    if clip is None:
        return
    path, name = clip.file.path, clip.name
    services.runner.start(
        lambda _: clip_details(probe(path)),
        done=lambda details: DetailsDialog(name, details, window).open(),
        failed=services.errors.present,
    )


class DetailsDialog(QDialog):
    """Names and texts, which can be selected and copied."""

    def __init__(self, name: str, details: list[Detail], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Properties of {name}", name=name))
        self.setMinimumWidth(_WIDTH_PX)
        form = fields(across=16)
        for detail in details:
            values = {
                name: number(value, 3) if isinstance(value, float) else value
                for name, value in detail.values.items()
            }
            value = wrapped(tr(detail.text, **values), selectable=True)
            form.addRow(tr(detail.title, **values), value)
        add(vbox(self, margins=(20, 18, 20, 16), spacing=14), form, close_button(self))
