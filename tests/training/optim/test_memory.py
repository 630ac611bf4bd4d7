import sys

import pytest

from tests.programs import printed_by
from training.optim.memory import keep_freed_memory

# Page faults that filling the same large array a hundred times costs: one for every 4 KB each
# time where the memory goes back to the system, next to none where it is kept.
PROGRAM = """
import resource, sys
import numpy as np
from training.optim.memory import keep_freed_memory
if sys.argv[1] == "kept":
    keep_freed_memory()
np.ones(1 << 22)
before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
for _ in range(100):
    np.ones(1 << 22)
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
"""


def faults(how: str) -> int:
    return int(printed_by(PROGRAM, how))


@pytest.mark.skipif(sys.platform != "linux", reason="the GNU C library is asked")
def test_freed_memory_is_used_again():
    assert faults("kept") < faults("given back") / 4


def test_another_system_is_left_as_it_is(monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    assert not keep_freed_memory()
