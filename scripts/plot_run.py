"""Plot a run's losses as an image for documents.

    uv run python scripts/plot_run.py RUN_DIR OUTPUT.png

One plot per loss: the training loss, smoothed, and the validation loss if there is one.
"""

import argparse
import json
from collections import defaultdict
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np

_SMOOTHED_STEPS = 100


def main() -> None:
    """Read the run's events and plot them."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("run", type=Path)
    parser.add_argument("output", type=Path)
    options = parser.parse_args()
    steps, validations = defaultdict(list), defaultdict(list)
    for line in (options.run / "events.jsonl").read_text(encoding="utf-8").splitlines():
        event = json.loads(line)
        if event["type"] in ("step", "validation"):
            kept = steps if event["type"] == "step" else validations
            for name, loss in event["losses"].items():
                kept[name].append((event["step"], loss))
    figure, axes = plt.subplots(1, len(steps), figsize=(4 * len(steps), 3), squeeze=False)
    for axis, name in zip(axes[0], steps, strict=True):
        step, loss = np.array(steps[name]).T
        width = min(_SMOOTHED_STEPS, max(1, len(loss) // 10))
        smooth = np.convolve(loss, np.ones(width) / width, mode="valid")
        axis.plot(step[width - 1 :], smooth, color="#2a9d8f", label=f"training, mean of {width}")
        if name in validations:
            axis.plot(*np.array(validations[name]).T, "o-", color="#e76f51", label="validation")
        axis.set(title=name, xlabel="step")
        axis.set_ylim(bottom=0)
        axis.legend(fontsize=7)
        axis.grid(alpha=0.3)
    figure.tight_layout()
    figure.savefig(options.output, dpi=80)


if __name__ == "__main__":
    main()
