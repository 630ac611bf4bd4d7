"""The state of torch's random generators, which a resumed run must restore."""

from typing import Any

import torch


def random_state() -> dict[str, Any]:
    """The states of the CPU's and, if in use, the GPUs' generators."""
    state: dict[str, Any] = {"cpu": torch.get_rng_state()}
    if cuda_in_use():
        state["cuda"] = torch.cuda.get_rng_state_all()
    return state


def restore_random_state(state: dict[str, Any]) -> None:
    """Restore a `random_state`; that of the GPUs only if their number is the same."""
    torch.set_rng_state(state["cpu"])
    cuda = state.get("cuda", [])
    if cuda and cuda_in_use() and len(cuda) == torch.cuda.device_count():
        torch.cuda.set_rng_state_all(cuda)


def cuda_in_use() -> bool:
    """Whether this process has initialised CUDA; asking does not initialise it."""
    return bool(torch.cuda.is_initialized())  # type: ignore[no-untyped-call]
