"""BN-Inception: its parameters, its numbers for fixed weights, and files that are not its weights.

The golden numbers were computed with the weights of `fixed_weights` and agree with the
implementation in `pretrained-models.pytorch` (0.7.4) to 2e-7 for random weights.
"""

import hashlib
import math

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from engine.errors import CancelledError, InputError
from engine.features.backend import create_backend
from engine.features.bninception import BNInception, BNInceptionBackend, read_weights
from engine.progress import JobContext
from tests.engine.features import scenes

# of "name shape" lines, one a parameter; the names and shapes are those of the implementation above
PARAMETERS_DIGEST = "76d6e0bad846618543698a44abad654ade646046247b09cfb60c4e0c7964a596"


def fixed_weights():
    """Weights that depend on nothing but their names and places."""
    state = {}
    for number, (name, tensor) in enumerate(BNInception().state_dict().items()):
        if name.endswith("num_batches_tracked"):
            continue
        place = torch.arange(tensor.numel(), dtype=torch.float64) + 1000 * number
        wave = (torch.sin(place * 12.9898) * 43758.5453) % 2.0 - 1.0  # looks like chance
        if tensor.ndim == 4:
            wave *= math.sqrt(6.0 / tensor[0].numel())
        elif name.endswith(("_bn.weight", "running_var")):
            wave = 1.0 + 0.5 * wave
        else:
            wave *= 0.1
        state[name] = wave.reshape(tensor.shape).float()
    return state


@pytest.fixture(scope="module")
def weights(tmp_path_factory):
    path = tmp_path_factory.mktemp("weights") / "bn_inception.pth"
    torch.save(fixed_weights(), path)
    return path


@pytest.fixture(scope="module")
def backend(weights):
    """With the fast flow, which says as much of everything but the flow."""
    return create_backend("bninception_fast", weights=weights)


def frames(count):
    painted = scenes.recorded(scenes.pan, 1 + np.arange(count) / 21.5, noise=0.0)
    return [np.kron(frame, np.ones((2, 2, 1), np.uint8)) for frame in painted]  # 340 x 256


def test_the_parameters_are_those_of_the_public_state_dict():
    state = BNInception().state_dict()
    assert state["conv1_7x7_s2.weight"].shape == (64, 3, 7, 7)
    assert state["conv1_7x7_s2.bias"].shape == (64,)
    assert state["inception_3c_double_3x3_2.weight"].shape == (96, 96, 3, 3)
    assert state["inception_4e_3x3.weight"].shape == (192, 128, 3, 3)
    assert state["inception_5b_pool_proj.weight"].shape == (128, 1024, 1, 1)
    assert state["inception_5b_pool_proj_bn.running_var"].shape == (128,)
    assert sum(p.numel() for p in BNInception().parameters()) == 11_295_240 - 1_025_000  # no `fc`
    lines = [f"{name} {tuple(tensor.shape)}" for name, tensor in state.items()]
    assert hashlib.sha256("\n".join(lines).encode()).hexdigest() == PARAMETERS_DIGEST


def test_fixed_weights_give_fixed_numbers():
    net = BNInception().eval()
    net.load_state_dict(fixed_weights(), strict=False)
    x = torch.sin(torch.arange(3 * 224 * 224, dtype=torch.float32) * 0.01).reshape(1, 3, 224, 224)
    with torch.inference_mode():
        pooled = net(100 * x)
    assert pooled.shape == (1, 1024)
    golden = [14.495, 0, 633.03, 32.836, 734.621, 64.007, 0, 590.906, 280.003, 83.274, 46.067]
    np.testing.assert_allclose(pooled[0, 5::93].numpy(), golden, rtol=1e-3, atol=0.05)
    assert pooled.mean() == pytest.approx(526.733, rel=1e-4)


@pytest.mark.slow
def test_a_window_has_two_streams_of_1024(backend):
    features = backend.extract(iter(frames(10)), 10, JobContext())
    assert features.shape == (2048, 10)
    assert features.dtype == np.float32
    assert (features >= 0).all()
    assert features[:1024].any()
    assert features[1024:].any()


@pytest.mark.slow
def test_a_row_is_the_next_picture_and_the_last_row_is_repeated(backend):
    shown = frames(4)
    features = backend.extract(iter(shown), 4, JobContext())
    later = backend.extract(iter(shown[1:]), 3, JobContext())
    np.testing.assert_allclose(features[:, 1:3], later[:, :2], rtol=1e-4, atol=1e-4)
    np.testing.assert_array_equal(features[:, 3], features[:, 2])


def test_pictures_are_seen_in_blue_green_red_less_the_means(backend):
    seen = []
    for net in (backend.colour_net, backend.motion_net):
        net.register_forward_pre_hook(lambda _net, inputs: seen.extend(inputs))
    orange = np.full((256, 340, 3), (250, 120, 10), np.uint8)
    backend.extract(iter([orange, orange]), 1, JobContext())
    colours, flow = seen
    assert colours.shape == (1, 3, 224, 224)
    assert colours[0, :, 100, 100].tolist() == [10 - 104, 120 - 117, 250 - 128]
    assert flow.shape == (1, 2, 224, 224)
    assert (flow == 0).all()


def test_the_flow_net_has_the_first_convolution_averaged_over_the_colours(backend):
    colour = backend.colour_net.get_submodule("conv1_7x7_s2").weight
    motion = backend.motion_net.get_submodule("conv1_7x7_s2").weight
    assert motion.shape == (64, 2, 7, 7)
    torch.testing.assert_close(motion[:, 0], colour.mean(dim=1))
    torch.testing.assert_close(motion[:, 1], colour.mean(dim=1))


def test_one_picture_stands_still(backend):
    features = backend.extract(iter(frames(1)), 1, JobContext())
    assert features.shape == (2048, 1)
    assert features[:1024].any()


def test_a_cancelled_job_ends(backend):
    with pytest.raises(CancelledError):
        backend.extract(iter(frames(2)), 2, JobContext(cancelled=lambda: True))


def test_other_weights_are_another_identity(backend, tmp_path):
    state = fixed_weights()
    state["conv1_7x7_s2.bias"][0] += 1
    torch.save(state, tmp_path / "other.pth")
    other = BNInceptionBackend(tmp_path / "other.pth", fast=True)
    assert other.identity != backend.identity
    assert other.identity.startswith("bninception_fast-2-")


def test_safetensors_and_the_shapes_of_old_files_are_taken_too(tmp_path):
    state = fixed_weights() | {"fc.weight": torch.zeros(1000, 1024), "fc.bias": torch.zeros(1000)}
    old = {n: t[None] if "_bn." in n else t for n, t in state.items()}  # (1, channels)
    save_file(old, tmp_path / "bn.safetensors")
    read_weights(tmp_path / "bn.safetensors")


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda state: state.pop("inception_4a_1x1.bias"), "it has no inception_4a_1x1.bias"),
        (
            lambda state: state.update({"conv1_7x7_s2.weight": torch.zeros(64, 2, 7, 7)}),
            "conv1_7x7_s2.weight is 64 x 2 x 7 x 7, not 64 x 3 x 7 x 7",
        ),
        (lambda state: state.clear(), "it has no conv1_7x7_s2.weight"),
    ],
    ids=["a parameter is missing", "a flow net", "empty"],
)
def test_weights_of_something_else_are_refused_with_what_is_wrong(tmp_path, spoil, reason):
    state = fixed_weights()
    spoil(state)
    torch.save(state, tmp_path / "wrong.pth")
    with pytest.raises(InputError, match=r"wrong\.pth") as caught:
        read_weights(tmp_path / "wrong.pth")
    assert reason in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize("name", ["bn.pth", "bn.safetensors"])
def test_damaged_files_and_other_files_are_refused(tmp_path, weights, name):
    whole = weights.read_bytes()
    for content in (b"", b"hello", whole[: len(whole) // 2], whole[:100], bytes(1000)):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(InputError, match="BN-Inception"):
            read_weights(tmp_path / name)


def test_a_pickle_with_code_is_not_run(tmp_path):
    class Trap:
        def __reduce__(self):
            return (open, (str(tmp_path / "sprung"), "w"))

    torch.save({"conv1_7x7_s2.weight": Trap()}, tmp_path / "trap.pth")
    with pytest.raises(InputError):
        read_weights(tmp_path / "trap.pth")
    assert not (tmp_path / "sprung").exists()


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(InputError, match=r"gone\.pth"):
        read_weights(tmp_path / "gone.pth")


def test_the_papers_flow_is_a_backend_of_its_own_with_nearly_the_same_features(backend, weights):
    paper = create_backend("bninception", weights=weights)
    assert (backend.name, paper.name) == ("bninception_fast", "bninception")
    assert backend.identity != paper.identity
    exact, quick = (each.extract(iter(frames(2)), 2, JobContext()) for each in (paper, backend))
    np.testing.assert_array_equal(exact[:1024], quick[:1024])
    assert not np.array_equal(exact[1024:], quick[1024:])
    assert np.corrcoef(exact[1024:, 0], quick[1024:, 0])[0, 1] > 0.9
