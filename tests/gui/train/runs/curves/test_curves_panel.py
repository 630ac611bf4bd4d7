"""The curves of a run with their legend."""

from itertools import combinations

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QCheckBox

from gui.hosts.run_observer import Growth
from gui.kit import theme
from gui.train.runs.curves.curves_panel import CurvesPanel, curve_stroke
from gui.train.runs.curves.loss_colours import loss_stroke
from gui.train.runs.curves.stroke import Stroke
from gui.train.runs.curves.swatch import SWATCH, draw_swatch, swatch
from gui.train.runs.history import RunHistory

_ADVERSARIAL = ("adv_alignment", "adv_mel", "alignment_discriminator", "mel_discriminator")


def test_the_plot_has_all_the_width_until_there_is_a_curve(qtbot, tmp_path):
    panel, history = CurvesPanel(), RunHistory(tmp_path)
    qtbot.addWidget(panel)
    panel.resize(800, 400)
    panel.show()
    panel.show_history(history)
    qtbot.waitUntil(lambda: panel.plot.width() == panel.width())
    history.take(Growth(tmp_path, series={"loss/mel": ([1, 2], [0.2, 0.1])}))
    panel.show_history(history)
    qtbot.waitUntil(lambda: 0 < panel.plot.width() < panel.width() - 100)


def test_the_sign_of_a_curve_is_a_line_at_any_size(qapp):
    for times in (1, 2):
        image = swatch(Stroke(QColor("red"))).pixmap(SWATCH * times).toImage()
        left = image.width() // 4  # of the symbol
        painted = [y for y in range(image.height()) if image.pixelColor(left, y).alpha() > 99]
        assert len(painted) == pytest.approx(image.height() * 2.5 / 14, abs=1)


@pytest.mark.parametrize("dot", [False, True])
def test_signs_of_one_colour_are_told_apart(qapp, dot):
    strokes = [Stroke(QColor("red"), pattern) for pattern in range(8)]
    images = [swatch(stroke, dot=dot).pixmap(SWATCH).toImage() for stroke in strokes]
    assert all(one != other for one, other in combinations(images, 2))


def test_the_sign_of_a_curve_stays_within_a_narrow_place(qapp):
    image = QImage(64, 16, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    draw_swatch(painter, QRectF(24, 0, 16, 16), Stroke(QColor("red")), dot=False)
    painter.end()
    drawn = {x for x in range(64) for y in range(16) if image.pixelColor(x, y).alpha() > 0}
    assert min(drawn) >= 24
    assert max(drawn) < 40


@pytest.mark.parametrize(
    "names",
    [
        ("mel", "event", "contrastive", *_ADVERSARIAL),
        ("mel", "stft", "attack", "features", "adv", "discriminator"),
        ("mel", "adv", "discriminator"),
    ],
    ids=["generator", "vocoder", "cascade"],
)
def test_the_losses_of_a_training_are_told_apart_without_colour_and_by_colour(qapp, names):
    strokes = [curve_stroke(f"loss/{name}") for name in names]
    assert len({stroke.dash for stroke in strokes}) == len(names)
    assert len({stroke.symbol for stroke in strokes}) == len(names)
    assert len({stroke.colour.name() for stroke in strokes}) == len(names)
    for name, stroke in zip(names, strokes, strict=True):
        assert curve_stroke(f"validation/{name}").symbol == stroke.symbol


def test_the_two_curves_of_the_balance_are_told_apart_without_colour(qapp):
    assert curve_stroke("gradient_ratio").dash != curve_stroke("lambda_m").dash


def test_the_legend_takes_the_colours_of_another_theme(dark, qtbot, qapp, tmp_path):
    panel, history = CurvesPanel(), RunHistory(tmp_path)
    qtbot.addWidget(panel)
    panel.show()
    history.take(Growth(tmp_path, series={"loss/mel": ([1, 2], [0.2, 0.1])}))
    panel.show_history(history)
    box = panel.findChild(QCheckBox)

    def painted() -> QColor:
        image = box.icon().pixmap(SWATCH).toImage()
        return image.pixelColor(image.width() // 4, image.height() // 2)

    assert painted() == loss_stroke("mel").colour
    theme.apply(qapp, "light")
    qtbot.waitUntil(lambda: painted() == loss_stroke("mel").colour)
