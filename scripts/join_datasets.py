"""Join several data sets with the same kind of samples into one; each keeps its own splits.

    uv run python scripts/join_datasets.py OUTPUT DATASET DATASET...

The arrays are hard-linked where the file system allows it, else copied.
"""

import argparse
import os
import shutil
import sys
from pathlib import Path
from typing import Final

from msgspec.structs import replace

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from training.data.dataset import Dataset  # noqa: E402
from training.data.manifest import SPLITS_FILE, read_manifest, write_manifest  # noqa: E402
from training.data.splits import read_splits, write_splits  # noqa: E402


def join(output: Path, parts: list[Path]) -> None:
    """Link or copy the shards of all parts; reject parts with different contents."""
    opened = [read_manifest(part) for part in parts]
    kinds = {(each.arrays, each.feature_backend, each.feature_version) for each in opened}
    if len(kinds) > 1:
        raise SystemExit("These data sets hold different arrays or features.")
    shards: dict[str, str] = {}
    for part, manifest in zip(parts, opened, strict=True):
        for name, checksum in manifest.shards.items():
            joined = f"{len(shards):05d}"
            shutil.copytree(
                part / "shards" / name, output / "shards" / joined, copy_function=link_or_copy
            )
            shards[joined] = checksum
    contents = replace(opened[0], origin=" + ".join(each.origin for each in opened))
    datasets = [Dataset(part) for part in parts]
    labels = {each.source: each.label for dataset in datasets for each in dataset.samples}
    splits = {
        source: side for part in parts for source, side in read_splits(part / SPLITS_FILE).items()
    }
    write_splits(output / SPLITS_FILE, labels, splits)
    samples = sum(len(dataset.samples) for dataset in datasets)
    write_manifest(output, contents, samples, shards)
    print(f"{samples} samples in {len(shards)} shards")


def link_or_copy(source: str, target: str) -> None:
    """Hard-link a file, or copy it if that is not possible."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def main() -> None:
    """Parse the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("output", type=Path)
    parser.add_argument("parts", type=Path, nargs="+", metavar="DATASET")
    arguments = parser.parse_args()
    join(arguments.output, arguments.parts)


if __name__ == "__main__":
    main()
