"""The theme: another one reaches whatever is shown, cached pictures and icons as well."""

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QAction, QIcon, QImage, QPixmap
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QInputDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QWidget,
)

from gui.commands.actions import ActionRegistry
from gui.document.document import Document
from gui.dub.timeline.lanes.lane import LaneContext
from gui.dub.timeline.lanes.ruler import Ruler
from gui.dub.timeline.selection import Selection
from gui.kit import theme
from gui.kit.banners import Banners
from gui.kit.time_axis import TimeAxis
from gui.kit.widgets import IconLabel, set_tone
from gui.playback.clip_media import ClipMedia
from gui.playback.player import Player
from gui.settings import Settings
from gui.train.runs.curves.curve_plot import CurvePlot
from gui.train.runs.curves.curves_panel import CurvesPanel
from gui.train.runs.curves.series import Series
from gui.train.runs.history import RunHistory

SIZE = QSize(20, 20)


@pytest.fixture
def switch(qapp: QApplication, dark: None) -> Callable[[theme.ThemeName], None]:
    """Show another theme; dark first."""
    return lambda name: theme.apply(qapp, name)


def colours_of(picture: QImage | QPixmap) -> set[str]:
    """The opaque colours of a picture."""
    image = picture.toImage() if isinstance(picture, QPixmap) else picture
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {pixel.name() for pixel in pixels if pixel.alpha() == 255}


def shown(widget: QWidget) -> set[str]:
    QApplication.processEvents()
    return colours_of(widget.grab())


def kept(qtbot, widget: QWidget, width: int = 120, height: int = 40) -> QWidget:
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.show()
    return widget


def test_an_icon_without_a_size_is_not_drawn(qapp, qtlog):
    theme.icon("folder").pixmap(QSize(0, 16))
    assert not qtlog.records


def test_an_icon_that_was_given_to_a_widget_is_drawn_in_the_colours_of_another_theme(qtbot, switch):
    button = QToolButton()
    button.setIcon(theme.icon("folder", "danger"))
    box = QComboBox()
    box.addItem(theme.icon("folder", "danger"), "")
    push = QPushButton(theme.icon("folder", "danger"), "")
    widgets = [kept(qtbot, each) for each in (button, box, push, IconLabel("folder", "danger"))]
    assert all(theme.DARK.danger in shown(widget) for widget in widgets)
    switch("light")
    assert all(theme.LIGHT.danger in shown(widget) for widget in widgets)
    assert not any(theme.DARK.danger in shown(widget) for widget in widgets)


def test_the_icon_of_an_action_follows_the_theme(qtbot, switch):
    window = kept(qtbot, QWidget())
    action: QAction = ActionRegistry(window)["save"]
    assert theme.DARK.text in colours_of(action.icon().pixmap(SIZE))
    switch("light")
    assert colours_of(action.icon().pixmap(SIZE)) >= {theme.LIGHT.text}
    assert theme.DARK.text not in colours_of(action.icon().pixmap(SIZE))


def test_a_disabled_icon_is_grey_and_a_fine_display_gets_more_pixels(switch):
    icon = theme.icon("folder")
    grey = colours_of(icon.pixmap(SIZE, QIcon.Mode.Disabled))
    assert grey >= {theme.DARK.border}
    assert theme.DARK.text not in grey
    assert icon.pixmap(SIZE, 2.0).size() == 2 * SIZE


def test_a_copy_of_an_icon_outlives_the_icon(switch):
    copy = QIcon(theme.painted_icon(lambda painter, place, *, enabled: None))
    copy.addPixmap(QPixmap(SIZE))  # which makes Qt clone what draws it
    assert copy.pixmap(SIZE).size() == SIZE


def test_the_picture_that_a_lane_keeps_is_drawn_again_in_another_theme(qtbot, switch):
    player, media = Player(), ClipMedia()
    context = LaneContext(TimeAxis(), Document(), player, Selection(), media, Settings())
    lane = kept(qtbot, Ruler(context))
    assert theme.DARK.panel in shown(lane)
    switch("light")
    assert shown(lane) == {theme.LIGHT.panel}
    player.close()
    media.shutdown()


def test_a_plot_and_its_curves_follow_the_theme(qtbot, switch, tmp_path):
    history = RunHistory(tmp_path)
    history.series["learning_rate"] = Series()
    history.series["learning_rate"].extend(range(200), np.linspace(1, 2, 200).tolist())
    panel = kept(qtbot, CurvesPanel(), 640, 300)
    panel.groups.button(2).click()
    panel.show_history(history)
    plot: CurvePlot = panel.plot
    assert shown(plot) >= {theme.DARK.base}
    assert plot.curves[0].stroke.colour.name() == theme.DARK.accent
    switch("light")
    assert theme.LIGHT.base in shown(plot)
    assert theme.DARK.base not in shown(plot)
    assert plot.curves[0].stroke.colour.name() == theme.LIGHT.accent
    (legend,) = panel.findChildren(QCheckBox)
    assert theme.LIGHT.accent in shown(legend)


@pytest.mark.parametrize("tone", ["warning", "danger", "accent"])
def test_a_tone_is_a_colour_of_the_theme_in_use(qtbot, switch, tone):
    label = kept(qtbot, QLabel("████"))
    set_tone(label, tone)
    assert getattr(theme.DARK, tone) in shown(label)
    switch("light")
    assert getattr(theme.LIGHT, tone) in shown(label)
    set_tone(label, "")
    assert getattr(theme.LIGHT, tone) not in shown(label)


def test_a_banner_that_is_open_follows_the_theme(qtbot, switch):
    banners = kept(qtbot, Banners(), 400, 60)
    banners.show_banner("x", "A sentence.", level="danger")
    assert shown(banners) >= {theme.DARK.panel, theme.DARK.danger}
    edge = banners.grab().copy(0, 20, 2, 20)
    assert colours_of(edge) == {theme.DARK.danger}
    switch("light")
    assert shown(banners) >= {theme.LIGHT.panel, theme.LIGHT.danger}
    assert theme.DARK.danger not in shown(banners)


def test_a_question_for_a_name_has_room_for_one(qtbot, dark):
    dialog = QInputDialog()
    qtbot.addWidget(dialog)
    dialog.setTextValue("door")
    (field,) = dialog.findChildren(QLineEdit)
    dialog.show()
    assert field.width() >= 320


@pytest.mark.parametrize("name", ["dark", "light"])
def test_the_icon_of_the_selected_choice_is_as_legible_as_that_of_any_other(qtbot, switch, name):
    switch(name)
    box = QComboBox()
    qtbot.addWidget(box)
    for _ in range(2):
        box.addItem(theme.icon("star", "faint"), "Choice")
    box.show()
    box.showPopup()
    seen = shown(box.view().viewport())
    box.hidePopup()
    assert theme.colour("raised").name() in seen  # beneath the selected one
    assert theme.colour("accent").name() not in seen
