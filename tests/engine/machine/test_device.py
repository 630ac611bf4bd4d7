import warnings

import pytest
import torch

from engine.errors import EnvironmentUnusableError
from engine.machine import device
from engine.machine.device import CPU, choose_device, inference, probe_cuda, ran_out_of_memory
from engine.model.generator import Generator
from engine.model.presets import COMPACT, PAPER
from engine.progress import JobContext
from tests.engine.model.small import fix_weights

OLD_DRIVER = (
    "CUDA initialization: The NVIDIA driver on your system is too old (found version 11040). "
    "Please update your GPU driver by downloading and installing a new version."
)
NO_KERNEL = (
    "CUDA error: no kernel image is available for execution on the device\n"
    "CUDA kernel errors might be asynchronously reported at some other API call."
)


@pytest.fixture
def no_gpu(monkeypatch):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)


@pytest.fixture
def working_gpu(monkeypatch):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "get_device_name", lambda _number=None: "Some GPU")
    monkeypatch.setattr(device, "run_kernel", lambda _device: None)


@pytest.fixture
def old_driver(monkeypatch):
    def is_available():
        warnings.warn(OLD_DRIVER, stacklevel=1)
        return False

    monkeypatch.setattr(torch.cuda, "is_available", is_available)


@pytest.fixture
def unsupported_card(working_gpu, monkeypatch):
    def run_kernel(_device):
        raise RuntimeError(NO_KERNEL)

    monkeypatch.setattr(device, "run_kernel", run_kernel)


def test_auto_takes_the_gpu_where_a_kernel_ran(working_gpu):
    context = JobContext()
    assert choose_device("auto", context) == torch.device("cuda")
    assert context.notes == []
    assert probe_cuda().name == "Some GPU"


def test_one_of_several_gpus_can_be_chosen(working_gpu, monkeypatch):
    current = []
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 2)
    monkeypatch.setattr(torch.cuda, "set_device", current.append)
    assert choose_device("cuda:1", JobContext()) == torch.device("cuda:1")
    assert current == [1]
    with pytest.raises(EnvironmentUnusableError, match="no GPU 2; the last one here is cuda:1"):
        choose_device("cuda:2", JobContext())


def test_auto_takes_the_cpu_without_a_word_where_there_is_no_gpu(no_gpu):
    context = JobContext()
    assert choose_device("auto", context) == CPU
    assert context.notes == []


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ("old_driver", "the NVIDIA driver is too old (it knows CUDA 11.4)"),
        ("unsupported_card", "no kernels for the GPU"),
    ],
)
def test_auto_takes_the_cpu_with_one_line_where_the_gpu_cannot_be_used(broken, reason, request):
    request.getfixturevalue(broken)
    context = JobContext()
    assert choose_device("auto", context) == CPU
    (note,) = map(str, context.notes)
    assert reason in note
    assert "\n" not in note
    assert "Please update" not in note
    assert note.endswith("the CPU is used instead.")


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ("no_gpu", "no CUDA GPU was found"),
        ("old_driver", "too old"),
        ("unsupported_card", "no kernels for the GPU"),
    ],
)
def test_cuda_is_refused_where_it_cannot_be_used(broken, reason, request):
    request.getfixturevalue(broken)
    with pytest.raises(EnvironmentUnusableError, match=reason) as refused:
        choose_device("cuda", JobContext())
    assert "Use the CPU" in refused.value.hint


def test_the_cpu_is_taken_without_a_look_at_the_gpu(monkeypatch):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: pytest.fail("looked"))
    assert choose_device("cpu", JobContext()) == CPU


def test_a_gpu_that_computes_wrongly_is_not_used(working_gpu, monkeypatch):
    monkeypatch.undo()
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    real_ones = torch.ones
    monkeypatch.setattr(torch, "ones", lambda *shape, device: 2 * real_ones(*shape))
    assert str(probe_cuda().problem) == "the GPU gave a wrong result"


def test_on_the_cpu_nothing_is_halved_and_nothing_keeps_gradients():
    weight = torch.ones(2, 2, requires_grad=True)
    with inference(CPU):
        product = weight @ weight
    assert product.dtype == torch.float32
    assert not product.requires_grad


@pytest.mark.parametrize(
    "error",
    [
        torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB."),
        MemoryError(),
        RuntimeError("[enforce fail] DefaultCPUAllocator: can't allocate memory: you tried"),
        RuntimeError("cuDNN error: CUDNN_STATUS_ALLOC_FAILED"),
    ],
)
def test_every_way_to_run_out_of_memory_is_known(error):
    assert ran_out_of_memory(error)


def test_another_error_is_not_taken_for_a_lack_of_memory():
    assert not ran_out_of_memory(RuntimeError("shapes differ"))
    assert not ran_out_of_memory(ValueError("out of memory of what was said"))


def test_a_real_allocation_that_cannot_be_made_is_known():
    with pytest.raises(RuntimeError) as refused:
        torch.empty(2**60, dtype=torch.uint8)
    assert ran_out_of_memory(refused.value)


@pytest.mark.gpu
@pytest.mark.parametrize("config", [COMPACT, PAPER])
def test_half_precision_stays_within_a_hundredth_of_the_mel_on_the_cpu(config):
    state = probe_cuda()
    if not state.usable:
        pytest.skip(str(state.problem) or "there is no CUDA GPU here")
    source = torch.Generator().manual_seed(0)
    generator = Generator(config).eval()
    fix_weights(generator)  # a mel of many values; that of an untrained one is nearly flat
    features = torch.rand(1, 2048, 215, generator=source)
    mel = torch.rand(1, 80, 860, generator=source)
    with inference(CPU):
        expected = generator(features, mel, torch.zeros_like(mel)).mel
    assert expected.std() > 0.05
    cuda = choose_device("cuda", JobContext())
    generator.to(cuda)
    inputs = (each.to(cuda) for each in (features, mel, torch.zeros_like(mel)))
    with inference(cuda):
        actual = generator(*inputs).mel
    assert actual.dtype == torch.float32
    assert (actual.cpu() - expected).abs().mean() < 0.01
