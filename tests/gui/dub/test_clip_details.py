"""The properties of the clip in the window."""

from gui.dub.clip_details import DetailsDialog
from gui.kit.labels import Label


def test_the_properties_of_the_active_clip_are_shown(opened, qtbot):
    opened.actions_["clip_details"].trigger()
    qtbot.waitUntil(lambda: bool(opened.findChildren(DetailsDialog)), timeout=30_000)
    (dialog,) = opened.findChildren(DetailsDialog)
    texts = [label.text() for label in dialog.findChildren(Label)]
    assert any("H264" in text for text in texts)
    assert opened.document.clip.name in dialog.windowTitle()
    dialog.reject()
