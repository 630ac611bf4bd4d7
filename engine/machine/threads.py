"""Configure how compute threads wait for each other.

Torch's threads synchronise many times in every layer. Threads that spin while waiting waste CPU
time that the others need when another program computes too: alongside a training, a dub took 18 s
instead of 3. Threads that sleep immediately pay for waking up: on an idle machine with two cores
the `paper` preset's encoder takes 0.48 s instead of 0.19. So they spin for some microseconds first.
"""

import os
from typing import Final

_SPINS: Final = "20000"


def let_threads_sleep() -> None:
    """Configure the threading library; call this before torch is imported.

    Values already set in the environment are kept.
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    os.environ.setdefault("GOMP_SPINCOUNT", _SPINS)
