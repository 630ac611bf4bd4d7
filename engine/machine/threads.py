"""How the threads that compute wait for each other.

Torch's threads meet many times in every layer. Threads that spin until the others come burn the
very time that those need where another program computes too: beside a training, a dub took 18 s
instead of 3. Threads that sleep at once pay for waking up: on an idle machine of two cores the
`paper` preset's encoder takes 0.48 s instead of 0.19. So they spin for some microseconds first.
"""

import os
from typing import Final

_SPINS: Final = "20000"


def let_threads_sleep() -> None:
    """Say so to the library that starts the threads; call it before torch is imported.

    What the environment says already stays.
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    os.environ.setdefault("GOMP_SPINCOUNT", _SPINS)
