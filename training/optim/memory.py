"""How the C library keeps memory for large tensors.

A training allocates and frees the same large tensors in every step. By default each of them comes
fresh from the system and goes back at once, and every page of it is filled with zeros again: with
windows of ten seconds that took more than half of a step's time on two CPU cores.
"""

import ctypes
import sys
from typing import Final

# mallopt's names of its parameters (malloc.h)
_TRIM_THRESHOLD: Final = -1
_TOP_PAD: Final = -2
_MMAP_MAX: Final = -4

_NEVER: Final = -1
_STEP_BYTES: Final = 256 << 20


def keep_freed_memory() -> bool:
    """Let this process keep what it frees for what it allocates next; whether that was possible.

    It grows to its peak and stays there. Only with the GNU C library.
    """
    if not sys.platform.startswith("linux"):
        return False
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is None:  # another C library
        return False
    wanted = ((_MMAP_MAX, 0), (_TRIM_THRESHOLD, _NEVER), (_TOP_PAD, _STEP_BYTES))
    done = [mallopt(name, value) for name, value in wanted]  # all of them, whatever the first says
    return all(done)
