"""What is said when no sound is heard."""

import pytest

from gui.playback.devices import Device
from gui.playback.outputs import SilentOutput


@pytest.mark.parametrize(
    ("devices", "said"),
    [
        ((), "No audio device found. Playback is silent."),
        ((Device("Speakers", 0),), "The audio device does not play. Playback is silent."),
    ],
)
def test_a_device_that_does_not_play_is_told_from_none(window, devices, said):
    outputs = window.workspace.player.outputs
    outputs.devices = devices
    outputs.use(SilentOutput())
    assert said in window.banners.texts()


def test_what_is_told_about_the_rest_of_a_clip_stays_in_its_room(window):
    window.banners.show_banner("no-rest", "There is no rest.")
    window.actions_["workspace_train"].trigger()
    assert "There is no rest." not in window.banners.texts()
