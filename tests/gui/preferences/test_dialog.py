"""The preferences as they are opened from the window."""

from PySide6.QtWidgets import QFileDialog

from gui.preferences.dialog import Preferences


def test_every_section_opens_and_those_with_choices_can_be_reset(opened, qtbot):
    opened.actions_["preferences"].trigger()
    dialog = opened.findChild(Preferences)
    seen = {}
    for row in range(dialog.names.count()):
        dialog.names.setCurrentRow(row)
        seen[dialog.names.item(row).text()] = dialog.reset.isVisible()
    assert seen == {
        "General": True,
        "Compute device": True,
        "Folders": True,
        "Saving": True,
        "Audio": True,
        "Inputs": True,
        "Shortcuts": False,
        "Space": False,
    }
    dialog.names.setCurrentRow(5)
    dialog.inputs.latencies["keys"].setValue(40)
    dialog.reset.click()
    assert opened.settings.latencies_s == {}
    dialog.close()


def test_a_latency_typed_in_the_preferences_is_that_of_the_performance(opened):
    opened.actions_["preferences"].trigger()
    dialog = opened.findChild(Preferences)
    dialog.inputs.latencies["keys"].setValue(40)
    dialog.close()
    assert opened.workspace.perform_panel.latency.value() == 40


def test_a_new_project_is_offered_in_the_chosen_folder(opened, tmp_path, monkeypatch):
    offered = []

    def no_name(_window, _title, proposed, _kinds):
        offered.append(proposed)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", no_name)
    clip = opened.document.clip.file.path
    opened.file_commands.save_as()
    opened.settings.projects_folder = str(tmp_path)
    opened.file_commands.save_as()
    name = f"{clip.stem}.varietysound"
    assert offered == [str(clip.parent / name), str(tmp_path / name)]
