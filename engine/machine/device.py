"""Choose where the model runs: a CUDA GPU on which a kernel has actually run, else the CPU.

A driver's claims are not enough: an old driver, or a card that this torch build has no kernels for,
is only noticed by running one. So everything here is tried, and a failure is explained in one line.
"""

import gc
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

import torch

from engine.errors import EnvironmentUnusableError
from engine.phrases import Phrase, phrase
from engine.progress import JobContext

CPU: Final = torch.device("cpu")
NO_PROBLEM: Final = Phrase("")

_KNOWN: Final = {  # by a part of what PyTorch says: the problem in plain words
    "not compiled with CUDA": phrase("this PyTorch was built without CUDA"),
    "No CUDA GPUs are available": phrase("no CUDA GPU was found"),
    "Found no NVIDIA driver": phrase("no NVIDIA driver was found"),
    "driver initialization failed": phrase("the NVIDIA driver could not be started"),
    "no kernel image": phrase("this PyTorch has no kernels for the GPU"),
    "out of memory": phrase("the memory of the GPU is full"),
}
_WRONG: Final = phrase("the GPU gave a wrong result")
_OLD_DRIVER: Final = re.compile(
    r"The NVIDIA driver on your system is too old \(found version (\d+)"
)


@dataclass(frozen=True, slots=True)
class CudaState:
    """The result of trying CUDA.

    Attributes:
        usable: whether a kernel ran.
        name: the GPU's name if it is usable, else empty.
        problem: why it is not usable; empty if it is, or if there is no GPU.
    """

    usable: bool
    name: str = ""
    problem: Phrase = NO_PROBLEM


def probe_cuda(number: int | None = None) -> CudaState:
    """Run a kernel on a GPU, if there is one, and return the result; None is the current GPU."""
    with warnings.catch_warnings(record=True) as caught:  # torch reports old drivers as warnings
        warnings.simplefilter("always")
        try:
            if not torch.cuda.is_available():
                return CudaState(usable=False, problem=_warned_of_cuda(caught))
            if number is not None and number >= torch.cuda.device_count():
                last = torch.cuda.device_count() - 1
                problem = phrase(
                    "there is no GPU {number}; the last one here is cuda:{last}",
                    number=number,
                    last=last,
                )
                return CudaState(usable=False, problem=problem)
            run_kernel(_gpu(number))
            return CudaState(usable=True, name=torch.cuda.get_device_name(number))
        except (RuntimeError, AssertionError) as error:  # AssertionError: torch without CUDA
            return CudaState(usable=False, problem=_problem(str(error)))


def choose_device(wanted: str, context: JobContext) -> torch.device:
    """Choose the device to run a model on.

    Args:
        wanted: `auto`, `cpu`, `cuda`, or one GPU such as `cuda:1`. `auto` means CUDA if a kernel
            ran, else the CPU; if there is a GPU that cannot be used, one line in `context.notes`
            says why.
        context: receives that line.

    Raises:
        EnvironmentUnusableError: a GPU was requested and cannot be used.
    """
    if wanted == "cpu":
        return CPU
    _, _, digits = wanted.partition(":")
    number = int(digits) if digits else None
    state = probe_cuda(number)
    if state.usable:
        if number is not None:  # what is measured of "the GPU" is measured of this one
            torch.cuda.set_device(number)
        return _gpu(number)
    if wanted != "auto":
        raise EnvironmentUnusableError(
            "CUDA cannot be used here: {problem}.",
            hint="Use the CPU, or `auto`.",
            problem=state.problem or Phrase("no CUDA GPU was found"),
        )
    if state.problem:
        context.note(
            "The GPU cannot be used ({problem}); the CPU is used instead.", problem=state.problem
        )
    return CPU


@contextmanager
def inference(device: torch.device) -> Iterator[None]:
    """Run models without gradients, and in half precision on a GPU.

    Half precision keeps a mel within 0.01 (mean absolute difference) of the CPU's float32.
    """
    half = torch.autocast(device.type, dtype=torch.float16, enabled=device.type == "cuda")
    with torch.inference_mode(), half:
        yield


def ran_out_of_memory(error: BaseException) -> bool:
    """Whether an error means out of memory, on the GPU or on the machine."""
    if isinstance(error, torch.OutOfMemoryError | MemoryError):
        return True
    # The CPU allocator and the workspaces of cuDNN and cuBLAS raise a plain RuntimeError.
    return isinstance(error, RuntimeError) and any(
        sign in str(error) for sign in ("can't allocate memory", "out of memory", "ALLOC_FAILED")
    )


def free_memory(device: torch.device) -> None:
    """Free the memory that an aborted computation has left on a device."""
    gc.collect()
    if device.type == "cuda":
        torch.cuda.empty_cache()


def run_kernel(device: torch.device) -> None:
    """Multiply two matrices on a GPU and copy the product back to the CPU."""
    ones = torch.ones(8, 8, device=device)
    if (ones @ ones).sum().item() != 512.0:
        raise RuntimeError(_WRONG.template)


def _gpu(number: int | None) -> torch.device:
    """A GPU; with None, the current one."""
    return torch.device("cuda" if number is None else f"cuda:{number}")


def _warned_of_cuda(caught: list[warnings.WarningMessage]) -> Phrase:
    """The first sentence of the first warning that mentions CUDA, if any."""
    texts = (str(warning.message) for warning in caught)
    return next((_problem(text) for text in texts if "CUDA" in text), NO_PROBLEM)


def _problem(text: str) -> Phrase:
    """The problem in plain words; what is not known, in torch's own without its advice."""
    if old := _OLD_DRIVER.search(text):
        number = int(old[1])  # of CUDA 11.4, for example, 11040
        version = f"{number // 1000}.{number % 1000 // 10}"
        return phrase("the NVIDIA driver is too old (it knows CUDA {version})", version=version)
    known = next((words for part, words in _KNOWN.items() if part in text), None)
    return known or Phrase(text.strip().partition("\n")[0].partition(". ")[0].rstrip("."))
