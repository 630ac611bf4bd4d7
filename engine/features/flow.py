"""Dense optical flow between two grey frames."""

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

_NO_GUESS: Final = np.empty(0, np.float32)  # of the flow to start from


class QuickFlow:
    """Dense inverse search (Kroeger et al. 2016) in OpenCV's fast preset.

    About 0.4 ms a pair at 170 x 128 on one core, where TV-L1 takes 50 and Farneback 3.
    """

    def __init__(self) -> None:
        self._search = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_FAST)

    def __call__(self, before: NDArray[np.uint8], after: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Where each pixel of `before` went.

        Args:
            before: (H, W) grey.
            after: (H, W) grey.

        Returns:
            (H, W, 2): pixels to the right and pixels down.
        """
        return np.asarray(self._search.calc(before, after, _NO_GUESS), np.float32)
