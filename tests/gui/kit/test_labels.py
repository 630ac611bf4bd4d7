"""Names from files are shown as they are, in every part of the window."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QHelpEvent, QTextDocument
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QToolTip, QWidget

from engine.errors import InputError
from gui.dub.export.contents import take_content
from gui.dub.export.export_dialog import ExportDialog
from gui.kit.labels import ElidedLabel, fitted, plain
from tests.gui.helpers import write_tone, write_video
from tests.gui.window_tools import drop, wait_for_takes

NAME = "<b>x<img src='secret.png'>&lt;"


def is_rich(text):
    """Whether Qt would take a tooltip with the name in it for markup."""
    document = QTextDocument()
    document.setHtml(text)
    return "secret" in text and NAME not in document.toPlainText()


def rich_texts(root):
    """The texts below a widget that Qt would render as markup."""
    found = []
    for widget in [root, *root.findChildren(QWidget)]:
        tips = [widget.toolTip(), *(action.toolTip() for action in widget.actions())]
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            model = widget.model()
            rows = [model.index(row, 0) for row in range(model.rowCount())]
            tips += [str(row.data(Qt.ItemDataRole.ToolTipRole) or "") for row in rows]
        found += [text for text in tips if is_rich(text)]
        is_label = isinstance(widget, QLabel) and "secret" in widget.text()
        if is_label and widget.textFormat() is not Qt.TextFormat.PlainText:
            found.append(widget.text())
    return found


@pytest.fixture
def named(window, qtbot, tmp_path):
    """A dubbed clip whose every name looks like markup."""
    folder = tmp_path / NAME
    folder.mkdir()
    drop(window, write_video(folder / f"{NAME}.mp4"), write_tone(folder / f"{NAME}.wav"))
    document = window.document
    qtbot.waitUntil(lambda: document.clip is not None and len(document.track.events) == 4)
    window.actions_["dub"].trigger()
    wait_for_takes(qtbot, window, 1)
    return window


def test_no_part_of_the_window_renders_a_name(named, qtbot):
    take = named.document.takes()[0]
    named.workspace.dubbing.try_on(list(named.document.project.references), 0.5)
    wait_for_takes(qtbot, named, 2)
    named.actions_["jobs"].trigger()
    named.errors.present(InputError(f"{NAME} is missing.", hint=NAME))
    dialog = ExportDialog(
        [take_content(take)], named, clip=named.document.clip, info=named.workspace.media.info
    )
    assert "<b>" in " ".join(label.text() for label in dialog.findChildren(QLabel))
    QApplication.processEvents()
    assert rich_texts(named) == []
    dialog.deleteLater()


def test_a_text_takes_the_lines_that_there_are_and_is_elided_where_they_are_too_few(qapp):
    metrics = QFontMetrics(QFont())
    text = "Finding events was cancelled. Try again from the Events menu."
    width = metrics.horizontalAdvance(text) * 2 // 3
    assert fitted(text, metrics, QSize(width, 3 * metrics.lineSpacing())) == text
    short = fitted(text, metrics, QSize(width, metrics.lineSpacing()))
    assert short.endswith("…")
    assert metrics.horizontalAdvance(short) <= width


def test_names_of_tracks_that_differ_only_at_the_end_look_different(opened):
    header = opened.workspace.timeline.tracks.active.header
    name = "a very long name of a recording in a quiet room, number "
    shown = []
    for number in (1, 2):
        header.title.setText(f"{name}{number}")
        shown.append(header.title.shown_text())
    assert all("…" in text for text in shown)
    assert shown[0] != shown[1]


@pytest.mark.parametrize(("width", "tip"), [(60, NAME), (900, "")])
def test_a_label_that_is_cut_tells_the_whole_text_in_a_tooltip(qtbot, width, tip):
    label = ElidedLabel(Qt.TextElideMode.ElideMiddle)
    qtbot.addWidget(label)
    label.setText(NAME)
    label.resize(width, 24)
    label.show()
    QToolTip.hideText()
    place = QPoint(5, 5)
    event = QHelpEvent(QEvent.Type.ToolTip, place, label.mapToGlobal(place))
    QApplication.sendEvent(label, event)
    assert QToolTip.text() == plain(tip)
    QToolTip.hideText()
