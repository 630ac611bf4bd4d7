"""The hits of a reference: to be heard one by one, and left out of its dubs."""

from collections.abc import Callable
from typing import Final

from msgspec.structs import replace
from PySide6.QtCore import QSignalBlocker, Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTreeWidgetItem,
    QWidget,
)
from typing_extensions import override

from engine.errors import EngineError
from engine.host.messages import Answer, FindHits, FoundHits
from engine.project.model import Reference
from engine.recipe import Hit
from gui.hosts.engine_host import EngineHost
from gui.hosts.jobs import HostJob
from gui.kit.fields import table
from gui.kit.language import explained, mark, number, tr
from gui.kit.layouts import add, vbox
from gui.kit.widgets import faint

_COLUMNS: Final = (mark("Start"), mark("Length"), mark("Level"), mark("Kind"), mark("Quality"))
_KINDS: Final = {"hit": mark("Hit"), "voice": mark("Voice"), "texture": mark("Texture")}
_SIZE: Final = (460, 420)

Play = Callable[[float, float], object]  # start and end in the file, in seconds


class HitsDialog(QDialog):
    """Lists the hits of a reference; `reference` is the one with what the user has left out.

    Args:
        reference: the reference.
        host: finds its hits.
        play: plays a part of its file.
        parent: the window.
    """

    def __init__(
        self, reference: Reference, host: EngineHost, play: Play, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.reference = reference
        self._host = host
        self._play = play
        self._hits: tuple[Hit, ...] = ()
        self._job: HostJob | None = None
        self.setWindowTitle(tr("Hits of {name}", name=reference.name))
        self.resize(*_SIZE)
        self.says = faint(tr("Looking for hits…"))
        self.list = table(tr("Hits"), map(tr, _COLUMNS))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.header().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.list.itemClicked.connect(self._on_chosen)
        self.list.itemActivated.connect(self._on_chosen)  # by Enter
        self.list.itemChanged.connect(self._on_ticked)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.accept)
        self.finished.connect(self._on_finished)
        add(vbox(self, margins=(16, 14, 16, 14), spacing=10), self.says, (self.list, 1), buttons)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._job is None:
            self._job = self._host.submit(
                FindHits(self.reference.part),
                title=tr("Finding hits of {name}", name=self.reference.name),
                done=self._on_found,
                failed=self._on_failed,
            )

    def _on_found(self, answer: Answer) -> None:
        if not isinstance(answer, FoundHits):
            return
        self._hits = answer.hits
        for hit in answer.hits:
            item = QTreeWidgetItem(_texts(hit))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            is_in = hit.is_played and not _is_left_out(hit, self.reference)
            item.setCheckState(0, Qt.CheckState.Checked if is_in else Qt.CheckState.Unchecked)
            if not hit.is_played:
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                item.setToolTip(0, tr("Does not stand out from the noise, and is not played"))
            with QSignalBlocker(self.list):
                self.list.addTopLevelItem(item)
        self._show_count()

    def _on_failed(self, error: EngineError) -> None:
        self.says.setText(explained(error))

    def _show_count(self) -> None:
        items = [self.list.topLevelItem(row) for row in range(len(self._hits))]
        played = sum(item is not None and _is_ticked(item) for item in items)
        self.says.setText(
            tr(
                "{played} of {all} hits are played. Click one to hear it; untick it to leave it"
                " out.",
                played=played,
                all=len(items),
            )
            if items
            else tr("No hits: the sound is played as a whole.")
        )

    def _hit_of(self, item: QTreeWidgetItem) -> Hit:
        return self._hits[self.list.indexOfTopLevelItem(item)]

    @Slot(QTreeWidgetItem, int)
    def _on_chosen(self, item: QTreeWidgetItem, _column: int) -> None:
        hit = self._hit_of(item)
        self._play(hit.start_s, hit.end_s)

    @Slot(QTreeWidgetItem, int)
    def _on_ticked(self, item: QTreeWidgetItem, _column: int) -> None:
        hit, own = self._hit_of(item), self.reference
        others = [time_s for time_s in own.left_out if not hit.start_s <= time_s < hit.end_s]
        if not _is_ticked(item):
            others.append(round((hit.start_s + hit.end_s) / 2, 4))
        self.reference = replace(own, left_out=tuple(sorted(others)))
        self._show_count()

    @Slot()
    def _on_finished(self) -> None:
        if self._job is not None and not self._job.is_over:
            self._host.cancel(self._job)


def _texts(hit: Hit) -> list[str]:
    return [
        f"{number(hit.start_s, 3)} s",
        f"{number(1000 * (hit.end_s - hit.start_s))} ms",
        f"{number(hit.level_db)} dB",
        tr(_KINDS[hit.kind]),
        f"{number(100 * hit.quality)} %",
    ]


def _is_ticked(item: QTreeWidgetItem) -> bool:
    return item.checkState(0) == Qt.CheckState.Checked


def _is_left_out(hit: Hit, reference: Reference) -> bool:
    return any(hit.start_s <= time_s < hit.end_s for time_s in reference.left_out)
