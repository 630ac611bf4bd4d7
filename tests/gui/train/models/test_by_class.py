"""The figures of each class in a model's details."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from engine.mel.contract import MEL
from engine.model_files.model_file import InstalledModel, ModelHeader
from gui.train.models.by_class import class_card
from gui.train.models.installed_models import facts_of

CLASSES = {
    "dog": {"clips": 12, "mel": 0.0312, "onset_f1": 0.87},
    "drum": {"clips": 1, "mel": 0.1},
}


def _model(**provenance):
    header = ModelHeader(
        kind="generator",
        configuration={},
        feature_backend="motion",
        feature_version=1,
        provenance=provenance,
        mel=MEL,
    )
    return InstalledModel("bell", Path("bell.safetensors"), header, shipped=False)


def _texts(qtbot, model):
    card = class_card(model)
    qtbot.addWidget(card)
    return [label.text() for label in card.findChildren(QLabel)]


def test_each_class_is_shown_with_its_clips(qtbot):
    model = _model(measured_on={"split": "test", "classes": CLASSES})
    texts = _texts(qtbot, model)
    assert texts[0] == "Measured on 13 test clips"
    assert texts[5:] == ["dog", "12", "87 %", "0.031", "drum", "1", "", "0.100"]
    assert all("measured" not in name.lower() for name, _ in facts_of(model))


@pytest.mark.parametrize(
    ("split", "title"),
    [
        ("validation", "Measured on 13 validation clips: there are no test clips"),
        ("train", "Measured on 13 training clips: there are no others"),
    ],
)
def test_it_is_said_where_there_were_no_test_clips(qtbot, split, title):
    model = _model(measured_on={"split": split, "classes": CLASSES})
    assert _texts(qtbot, model)[0] == title


@pytest.mark.parametrize("measured_on", [None, "test", {}, {"classes": {}}, {"classes": "x"}])
def test_a_model_without_these_figures_shows_none(measured_on):
    assert class_card(_model(measured_on=measured_on)) is None


def test_a_model_that_is_measured_as_a_whole_shows_its_clips(qtbot):
    classes = {"dog": {"clips": 4}}
    texts = _texts(qtbot, _model(measured_on={"split": "test", "classes": classes}))
    assert texts[0] == "Measured on 4 test clips"
    assert texts[5:] == ["dog", "4", "", ""]


def test_figures_of_the_wrong_kind_are_no_figures(qtbot):
    classes = {"dog": {"clips": "many", "mel": None}, "cat": 3}
    texts = _texts(qtbot, _model(measured_on={"split": "test", "classes": classes}))
    assert texts[5:] == ["dog", "0", "", "0.000"]
