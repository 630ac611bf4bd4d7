"""The state of torch's random generators, which a resumed run must restore."""

from typing import Any

import torch


def random_state() -> dict[str, Any]:
    """The states of the CPU's generator and, if it is in use, of this process's GPU's."""
    state: dict[str, Any] = {"cpu": torch.get_rng_state()}
    if cuda_in_use():
        state["cuda"] = [torch.cuda.get_rng_state()]
    return state


def restore_random_state(state: dict[str, Any]) -> None:
    """Restore a `random_state`, which all processes of a training share."""
    torch.set_rng_state(state["cpu"])
    cuda = state.get("cuda", [])  # earlier versions stored one for each GPU, and used the first
    if cuda and cuda_in_use():
        torch.cuda.set_rng_state(cuda[0])


def cuda_in_use() -> bool:
    """Whether this process has initialised CUDA; asking does not initialise it."""
    return bool(torch.cuda.is_initialized())  # type: ignore[no-untyped-call]
