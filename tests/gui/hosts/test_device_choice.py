"""The device of a child process."""

import pytest

from gui.hosts.device_choice import device_environment


@pytest.mark.parametrize(
    ("device", "inherited", "visible"),
    [
        ("auto", {}, None),
        ("cuda", {}, None),
        ("cpu", {}, "-1"),
        ("cuda:1", {}, "1"),
        ("cuda:1", {"CUDA_VISIBLE_DEVICES": "2,3"}, "3"),
        ("cuda:0", {"CUDA_VISIBLE_DEVICES": "GPU-5f, GPU-81"}, "GPU-5f"),
    ],
)
def test_a_process_sees_the_chosen_gpu_alone(device, inherited, visible):
    assert device_environment(device, inherited).get("CUDA_VISIBLE_DEVICES") == visible
