"""Tunes the C library's allocator for large tensors.

Training allocates and frees the same large tensors in every step. By default, each is mapped from
and returned to the system, which zeroes every page again: with windows of ten seconds this took
more than half of a step's time on two CPU cores.
"""

import ctypes
import sys
from typing import Final

# parameters of mallopt (malloc.h)
_TRIM_THRESHOLD: Final = -1
_TOP_PAD: Final = -2
_MMAP_MAX: Final = -4

_NEVER: Final = -1
_STEP_BYTES: Final = 256 << 20


def keep_freed_memory() -> bool:
    """Let this process reuse the memory it frees; return whether that is possible.

    The process grows to its peak size and stays there. Only for the GNU C library.
    """
    if not sys.platform.startswith("linux"):
        return False
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is None:  # another C library
        return False
    wanted = ((_MMAP_MAX, 0), (_TRIM_THRESHOLD, _NEVER), (_TOP_PAD, _STEP_BYTES))
    done = [mallopt(name, value) for name, value in wanted]  # all of them, even if one fails
    return all(done)
