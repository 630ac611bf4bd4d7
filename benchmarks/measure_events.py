"""Measure how well events that were found in the picture agree with the true ones.

    uv run python benchmarks/measure_events.py [CLIPS] [--grades 4 5] [--model NAME|FILE]
    uv run python benchmarks/measure_events.py --dataset DATASET
    uv run python benchmarks/measure_events.py [CLIPS] [--grades 4 5] --few-shot

CLIPS is a folder with a manifest.csv (path, label, note; the note grades from 0 to 5 how well
picture and sound match); REAL_DATA or ../shared/data by default. The true events of a clip are the
acceptance onsets of its own sound (`engine.metrics.onsets`). With --dataset the clips are those of
a data set of rendered clips, and the true events those that are seen; the picture's proposals of
their durations are counted, too.

The picture's detector, the model, and both together (`auto`, at several sensitivities) are compared
with a baseline: peaks of the decrease of mean motion, once with the threshold of the acceptance
onsets relative to the largest peak, and once with the threshold that is best on these very clips.
`--few-shot` measures "find the rest" instead (`few_shot.py`).
"""

import argparse
import csv
import os
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from engine.machine.threads import let_threads_sleep  # noqa: E402

let_threads_sleep()

import cv2  # noqa: E402
import numpy as np  # noqa: E402
from scipy.signal import find_peaks  # noqa: E402

from benchmarks.few_shot import measure_few_shot  # noqa: E402
from engine.config import GRID  # noqa: E402
from engine.dubbing.loaded_models import LoadedModel, open_model  # noqa: E402
from engine.events.candidates import Candidate, at_sensitivity  # noqa: E402
from engine.events.evidence import auto_candidates  # noqa: E402
from engine.events.liveliness import liveliness  # noqa: E402
from engine.events.picture import find_candidates, find_cuts, impacts  # noqa: E402
from engine.events.proposals import with_proposals  # noqa: E402
from engine.events.reading import event_logits, model_candidates  # noqa: E402
from engine.events.stretches import find_stretches  # noqa: E402
from engine.features.backend import clip_features, create_backend  # noqa: E402
from engine.features.flow import DenseFlow  # noqa: E402
from engine.machine.device import choose_device  # noqa: E402
from engine.media.audio import read_mono  # noqa: E402
from engine.media.frames import sample_frames  # noqa: E402
from engine.metrics.onsets import acceptance_onsets, match_onsets, score_onsets  # noqa: E402
from engine.progress import JobContext  # noqa: E402
from training.data.dataset import Dataset  # noqa: E402

PLAIN_SHARE = 0.35
SHARES = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5)
LEAST_GAP_ROWS = 3
PICTURE_SIZE = (170, 128)
SENSITIVITIES = (0.25, 0.5, 0.75)


class Clip(NamedTuple):
    """A graded clip: its label, its grade and its file."""

    label: str
    grade: int
    path: Path


class Measured(NamedTuple):
    """A clip's true events in seconds, and what was found in its picture.

    Attributes:
        name: of the clip.
        true_s: the true events.
        found: the candidates of each method.
        decrease: (F,) of its mean motion; empty for a rendered clip, whose frames are not kept.
        wall_s: time that the picture's detector took, with decoding.
    """

    name: str
    true_s: list[float]
    found: dict[str, list[Candidate]]
    decrease: np.ndarray
    wall_s: float = 0.0


def graded_clips(folder: Path, grades: list[int]) -> list[Clip]:
    """The clips of a folder whose picture and sound match to the requested grades."""
    clips = []
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            grade = re.search(r"synchrony (\d) of 5", row["note"])
            if grade and int(grade[1]) in grades:
                clips.append(Clip(row["label"], int(grade[1]), folder / row["path"]))
    return clips


def motion_decrease(path: Path) -> np.ndarray:
    """Decrease of the mean motion from before to after each frame, (F,)."""
    flow, before, speeds = DenseFlow(), None, [0.0]
    for frame in sample_frames(path, size=PICTURE_SIZE):
        grey = cv2.cvtColor(frame, cv2.COLOR_RGB2GRAY)
        if before is not None:
            way = flow(before, grey)
            speeds.append(float(np.hypot(way[..., 0], way[..., 1]).mean()))
        before = grey
    return np.maximum(-np.diff(speeds, append=0.0), 0.0)


def plain_events(decrease: np.ndarray, share: float) -> list[float]:
    """Peaks of motion decrease above a share of the largest, in seconds."""
    peaks, _ = find_peaks(decrease, height=share * decrease.max(), distance=LEAST_GAP_ROWS)
    return ((peaks + 1) / float(GRID.video_rate)).tolist()


def found_by_all(features: np.ndarray, loaded: LoadedModel) -> dict[str, list[Candidate]]:
    """The candidates of detector, model and both in the features (2048, F) of a clip."""
    assert loaded.stored.calibration is not None
    code = loaded.engine.temporal_code(features, JobContext())
    logits = event_logits(loaded.stored.calibration, code)
    stretches = find_stretches(liveliness(features), find_cuts(features))
    return {
        "picture": find_candidates(features),
        "model": model_candidates(logits),
        "auto": auto_candidates(logits, impacts(features), stretches),
    }


def measure(clip: Clip, loaded: LoadedModel) -> Measured:
    """Detect a clip's onsets in its sound, and its events in its picture by every method."""
    start = time.perf_counter()
    features = clip_features(clip.path, create_backend("motion"), cache=None, context=JobContext())
    find_candidates(features)
    wall_s = time.perf_counter() - start
    true_s = acceptance_onsets(read_mono(clip.path)).tolist()
    found = found_by_all(features, loaded)
    name = f"{clip.grade} {clip.label:10.10} {clip.path.stem:36.36}"
    return Measured(name, true_s, found, motion_decrease(clip.path), wall_s)


def measure_rendered(folder: Path, loaded: LoadedModel) -> Iterator[Measured]:
    """Detect the events of rendered clips, all splits: choose a data set that trained nothing."""
    dataset = Dataset(folder)
    for number, info in enumerate(dataset.samples):
        features = dataset.read("features", [number])[0].astype(np.float32)
        true_s = [event.time_s for event in info.seen]
        yield Measured(info.label, true_s, found_by_all(features, loaded), np.zeros(0))


def report_durations(folder: Path) -> None:
    """Print how many true events of rendered clips get a proposal of a duration."""
    dataset = Dataset(folder)
    proposed: dict[bool, list[bool]] = {True: [], False: []}
    for number, info in enumerate(dataset.samples):
        features = dataset.read("features", [number])[0].astype(np.float32)
        true = [Candidate(event, 1.0) for event in info.seen]
        for each in with_proposals(true, liveliness(features)):
            proposed[each.event.duration_s > 0].append(each.may_last_s > 0)
    for name, of_kind in (("sounds that last", proposed[True]), ("strikes", proposed[False])):
        print(f"a duration is proposed for {sum(of_kind)} of {len(of_kind)} true {name}")


def times_s(found: list[Candidate], sensitivity: float = 0.5) -> list[float]:
    """The times of the events at a sensitivity."""
    return [event.time_s for event in at_sensitivity(found, sensitivity)]


def report(name: str, true_s: list[list[float]], made_s: list[list[float]]) -> None:
    """Print the pooled score of one detection method."""
    score = score_onsets(true_s, made_s)
    late_ms = [
        1000.0 * (made[j] - true[i])
        for true, made in zip(true_s, made_s, strict=True)
        for i, j in match_onsets(true, made)
    ]
    late = f"{np.median(late_ms):+5.0f} ms" if late_ms else "      -"
    print(
        f"{name:36} truth {score.true:4}  found {score.made:4}  matched {score.matched:4}  "
        f"F1 {score.f1:.3f}  null {score.null:.3f}  distance {score.f1 - score.null:+.3f}  "
        f"median offset {late}"
    )


def main() -> None:
    """Measure every clip and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    default = Path(os.environ.get("REAL_DATA", ROOT.parent / "shared" / "data"))
    parser.add_argument("clips", nargs="?", type=Path, default=default)
    parser.add_argument("--grades", nargs="+", type=int, default=[4, 5])
    parser.add_argument("--model", metavar="NAME|FILE", help="default: the default model")
    parser.add_argument("--dataset", type=Path, help="of rendered clips, in place of real ones")
    parser.add_argument("--few-shot", action="store_true", help='measure "find the rest"')
    options = parser.parse_args()
    if options.few_shot:
        measure_few_shot([clip.path for clip in graded_clips(options.clips, options.grades)])
        return
    loaded = open_model(options.model, choose_device("cpu", JobContext()))
    if options.dataset is not None:
        measured = measure_rendered(options.dataset, loaded)
    else:
        clips = graded_clips(options.clips, options.grades)
        if not clips:
            parser.error(f"{options.clips / 'manifest.csv'} lists no clip with these grades")
        measured = (measure(clip, loaded) for clip in clips)
    results = []
    print(f"{'clip':49} truth | found and matched: picture | model | auto")
    for result in measured:
        results.append(result)
        counts = []
        for found in result.found.values():
            made_s = times_s(found)
            counts.append(f"{len(made_s):4} {len(match_onsets(result.true_s, made_s)):4}")
        print(f"{result.name:49} {len(result.true_s):5} | {' | '.join(counts)}", flush=True)
    true_s = [result.true_s for result in results]
    print()
    if options.dataset is None:
        plain = {s: [plain_events(result.decrease, s) for result in results] for s in SHARES}
        best = max(SHARES, key=lambda share: score_onsets(true_s, plain[share]).f1)
        report(f"motion decrease, {PLAIN_SHARE} of largest", true_s, plain[PLAIN_SHARE])
        report(f"motion decrease, {best} of largest (best)", true_s, plain[best])
    else:
        report_durations(options.dataset)
    for method in ("picture", "model", "auto"):
        for sensitivity in SENSITIVITIES:
            made_s = [times_s(result.found[method], sensitivity) for result in results]
            report(f"{method}, sensitivity {sensitivity}", true_s, made_s)
    report("true events", true_s, true_s)
    wall_s = sum(result.wall_s for result in results)
    if wall_s:
        each_s = wall_s / len(results)
        print(f"analysing the picture took {each_s:.2f} s per clip, including decoding")


if __name__ == "__main__":
    main()
