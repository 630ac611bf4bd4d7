"""The settings for the next take: a second timbre and a background, where the engine can."""

import pytest
from msgspec.structs import replace

from engine.host.messages import Installed
from engine.media.probe import probe
from engine.project.model import DubSettings
from engine.project.track_recipe import track_recipe
from gui.document.document import Document
from gui.dub.takes.settings_panel import SettingsPanel
from gui.hosts.engine_host import HostInfo
from tests.gui.helpers import write_video


@pytest.fixture
def document(qapp, clip, reference) -> Document:
    document = Document()
    document.add_clip(clip)
    document.add_references([reference])
    return document


@pytest.fixture
def panel(qtbot, document) -> SettingsPanel:
    panel = SettingsPanel(document)
    qtbot.addWidget(panel)
    panel.show_models(HostInfo(installed=Installed(("small",))))
    document.references_changed.emit()
    return panel


def test_a_second_timbre_is_chosen_among_the_references(panel, document, reference):
    panel.blend.choice.setCurrentIndex(1)
    panel.blend.choice.activated.emit(1)
    panel.blend.slider.setValue(30)
    settings = document.settings
    assert settings.blend == reference.part
    assert settings.blend_amount == pytest.approx(0.3)


def test_the_ambience_is_the_clips_own_until_another_sound_is_chosen(panel, document, reference):
    panel.ambience.slider.setValue(60)
    assert (document.settings.background, document.settings.ambience) == (0.6, None)
    panel.ambience.choice.setCurrentIndex(1)
    panel.ambience.choice.activated.emit(1)
    assert document.settings.ambience == reference.part


@pytest.mark.parametrize(("has_sound", "named"), [(True, "Clip sound"), (False, "Reference")])
def test_the_first_ambience_is_named_by_what_it_is(panel, document, has_sound, named, tmp_path):
    path = write_video(tmp_path / "clip.mp4", sound_s=1.0 if has_sound else None)
    panel.show_clip(probe(path))
    document.references_changed.emit()
    assert panel.ambience.choice.itemText(0) == named


def test_how_much_hits_vary_is_set_where_hits_are_played(panel, document, reference):
    assert panel.variation.value() == 50
    panel.variation.setValue(20)
    assert document.settings.variation == pytest.approx(0.2)
    recipe = track_recipe(document.clip, document.track, reference, document.settings)
    assert recipe.variation == pytest.approx(0.2)
    assert panel.variation.isEnabled()
    document.edit_settings(replace(document.settings, engine="neural", model="small"))
    assert not panel.variation.isEnabled()


def test_a_vocoder_is_chosen_among_those_that_are_installed(panel, document):
    panel.show_models(HostInfo(installed=Installed(("small",), ("hall", "room"))))
    names = [panel.vocoder.itemText(row) for row in range(panel.vocoder.count())]
    assert names == [
        "Best available",
        "hall",
        "hall, unrefined",
        "room",
        "room, unrefined",
        "Griffin-Lim (no file)",
    ]
    for row, chosen in ((3, "room"), (4, "room:unrefined"), (5, "griffin-lim"), (0, None)):
        panel.vocoder.setCurrentIndex(row)
        panel.vocoder.activated.emit(row)
        assert document.settings.vocoder == chosen


def test_the_model_of_a_class_is_offered_where_there_is_one(panel, document, reference):
    def offered():
        return [panel.model.itemText(row) for row in range(panel.model.count())]

    assert "Neural: by class" not in offered()
    panel.show_models(HostInfo(installed=Installed(("small",), classes=("bell",))))
    row = offered().index("Neural: by class")
    panel.model.setCurrentIndex(row)
    panel.model.activated.emit(row)
    tagged = replace(reference, tags=("bell", "bright"))
    recipe = track_recipe(document.clip, document.track, tagged, document.settings)
    assert (recipe.engine, recipe.model) == ("neural", "by-class:bell,bright")


def test_the_model_alone_may_decide_the_timing(panel, document):
    panel.show_models(HostInfo(installed=Installed(("small",))))
    assert panel.steering.currentText() == "Events"
    panel.steering.setCurrentIndex(1)
    panel.steering.activated.emit(1)
    assert document.settings.steering == "picture"
    document.undo_stack.undo()
    assert panel.steering.currentText() == "Events"
    document.edit_settings(replace(DubSettings(), engine="grains"))
    assert not panel.steering.isEnabled()


def test_a_vocoder_that_is_gone_stays_chosen(panel, document):
    document.edit_settings(replace(document.settings, vocoder="gone"))
    assert panel.vocoder.currentText() == "gone"


def test_undo_brings_the_old_choice_back(panel, document):
    panel.ambience.slider.setValue(60)
    document.undo_stack.undo()
    assert panel.ambience.slider.value() == 0


def test_a_sound_that_is_no_reference_any_more_stays_chosen(panel, document, reference):
    part = reference.part
    document.edit_settings(replace(document.settings, blend=part))
    document.remove_references([reference.id])
    assert panel.blend.part == part


@pytest.mark.parametrize(
    ("models", "engine", "possible"),
    [(("small",), None, True), (("small",), "grains", False), ((), None, False)],
)
def test_only_a_model_can_blend(panel, document, models, engine, possible):
    panel.show_models(HostInfo(installed=Installed(models)))
    document.edit_settings(replace(DubSettings(), engine=engine))
    panel.show_settings(document.settings)
    assert panel.blend.isEnabled() == panel.vocoder.isEnabled() == possible
    assert panel.ambience.isEnabled() == possible
    assert ("neural" in panel.blend.toolTip()) != possible
