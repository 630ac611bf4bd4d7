"""The types of settings that several kinds of training share, with their ranges.

Importing this does not load torch, because the window imports it.
"""

from typing import Annotated, Literal

from engine.storage.settings import Range

Precision = Annotated[
    Literal["auto", "float32", "bfloat16", "float16"],
    "Number format on the GPU; auto uses bfloat16 if the card supports it, otherwise float16.",
]
Compiled = Annotated[
    bool, "Whether to compile the networks, which takes minutes; not with several processes."
]

Steps = Annotated[int, Range(0, 1e9)]
SomeSteps = Annotated[int, Range(1, 1e9)]
Decay = Annotated[float, Range(0, 0.999999)]  # of a moving average: with 1 it would never change
Weight = Annotated[float, Range(0, 1e12)]  # of a loss
