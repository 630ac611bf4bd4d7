"""What `prepare` answers, made up for the pages' tests."""

from pathlib import Path
from typing import Any

SPLITS = ("train", "validation", "test")


def checked(
    source: str,
    *,
    path: Path | None = None,
    findings: tuple[tuple[str, str], ...] = (),
    dropped: bool = False,
    seconds: float = 8.0,
    rate_hz: int = 44100,
) -> dict[str, Any]:
    """A clip of a check's answer."""
    return {
        "source": source,
        "path": None if path is None else str(path),
        "class": source.split("/")[0],
        "dropped": dropped,
        "findings": [{"kind": kind, "said": {"template": detail}} for kind, detail in findings],
        "picture_s": seconds,
        "sound_s": seconds,
        "rate_hz": rate_hz,
        "channels": 2,
        "peak": 0.5,
        "clipped": 0.0,
        "moving": 1.0,
        "ready": path is None,
        "samples": 0 if dropped else 1,
    }


def check(*files: dict[str, Any]) -> dict[str, Any]:
    """The answer of `prepare --check`, as far as the window reads it."""
    return {"files": list(files), "sample_bytes": 1_000_000}


def description(
    folder: Path,
    classes: dict[str, tuple[int, int, int]],
    *,
    arrays: tuple[str, ...] = ("features", "mel", "aligned", "wave"),
    damaged: tuple[str, ...] = (),
) -> dict[str, Any]:
    """The answer of `prepare --describe`."""
    return {
        "dataset": str(folder),
        "samples": sum(map(sum, classes.values())),
        "splits": {},
        "classes": {
            name: {
                **dict(zip(SPLITS, counts, strict=True)),
                "content_s": 10.0 * sum(counts),
                "clips": sum(counts),
            }
            for name, counts in classes.items()
        },
        "events": 40,
        "size_bytes": 5_000_000,
        "arrays": list(arrays),
        "feature_backend": "motion",
        "feature_version": 1,
        "origin": "made for a test",
        "damaged": list(damaged),
    }
