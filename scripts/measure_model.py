"""Measure a model on real clips, compared with the grains engine and the looped reference.

    uv run python scripts/measure_model.py MODEL [CLIPS] [--vocoder NAME] [--alone] [--json FILE]
    uv run python scripts/measure_model.py MODEL --dataset DATASET

CLIPS is a folder with a manifest.csv (path, kind, label, licence, note; the note grades from 0 to
5 how well picture and sound match); REAL_DATA or ../shared/data by default. All figures are the
acceptance measures of `engine.metrics`: a clip's true onsets are those of its own sound, and it is
dubbed with the sound of another clip, or with each of eight references.

With --dataset the clips are those of a data set's test split that have events; the true times are
those at which the events are seen, and the clips are dubbed with another sound of the same class.
--alone leaves out the grains engine and the looped reference.
"""

import argparse
import csv
import json
import os
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from engine.machine.threads import let_threads_sleep  # noqa: E402

let_threads_sleep()

import numpy as np  # noqa: E402
from numpy.typing import NDArray  # noqa: E402

from engine.events.event import Event, audible  # noqa: E402
from engine.events.reading import events_from_code  # noqa: E402
from engine.events.steering import Calibration, code_from_events  # noqa: E402
from engine.features.backend import clip_features, create_backend  # noqa: E402
from engine.machine.device import choose_device  # noqa: E402
from engine.media.audio import read_mono  # noqa: E402
from engine.metrics.level import quiet_level_db  # noqa: E402
from engine.metrics.onsets import acceptance_onsets, match_onsets, score_onsets  # noqa: E402
from engine.metrics.timbre import score_timbre, timbre_vector  # noqa: E402
from engine.model_files.model_file import read_header  # noqa: E402
from engine.phrases import Phrase  # noqa: E402
from engine.progress import JobContext  # noqa: E402
from engine.vocoder.vocoder import Vocoder, open_vocoder, stream  # noqa: E402
from training.data.dataset import Dataset  # noqa: E402
from training.evaluation.model_systems import (  # noqa: E402
    WHOLE,
    Model,
    PaperInference,
    SteeredModel,
)
from training.evaluation.systems import Grains, Looped, System, Task  # noqa: E402

Floats = NDArray[np.float32]

_GRADES = (4, 5)
_REFERENCES = ("drum", "gun", "dog", "metal", "glass", "footsteps", "cow", "hammer")
_REFERENCE_KIND = "sfx-research"  # none of it was used to train a shipped model
_TRUTH = "true events"
_TIMBRE_CLIPS = 4  # number of clips, from the first, that are dubbed with every reference


class Clip(NamedTuple):
    """A clip with its sound, and its features as the model's input.

    Attributes:
        name: of its file.
        sound: its own, (n,).
        features: (D, F).
        reference: (m,) sound to dub it with, one of the references if empty.
        events: the true ones, if known.
        delay_s: how much later its sound is than its picture, if known.
    """

    name: str
    sound: Floats
    features: Floats
    reference: Floats | None = None
    events: tuple[Event, ...] = ()
    delay_s: float = 0.0

    @property
    def onsets_s(self) -> list[float]:
        """Onsets of its sound, corrected for the delay."""
        return (acceptance_onsets(self.sound) - self.delay_s).tolist()


def graded_clips(folder: Path, backend: str) -> list[Clip]:
    """The clips of a folder whose picture and sound match."""
    extractor = create_backend(backend)
    clips = []
    for row in _manifest(folder):
        grade = re.search(r"synchrony (\d) of 5", row["note"])
        if not grade or int(grade[1]) not in _GRADES:
            continue
        path = folder / row["path"]
        features = clip_features(path, extractor, cache=None, context=JobContext())
        clips.append(Clip(path.stem, read_mono(path), features))
    return clips


def rendered_clips(folder: Path, vocoder: Vocoder) -> list[Clip]:
    """The clips of a data set's test split that have events, synthesised by a vocoder."""
    dataset = Dataset(folder)
    dataset.require(("features", "foreground", "reference"), Phrase("the measurement"))
    clips = []
    for number in dataset.select("test"):
        info = dataset.samples[number]
        if audible(info.events):
            arrays = (
                dataset.read(array, [number])[0].astype(np.float32)
                for array in ("features", "foreground", "reference")
            )
            features, *mels = arrays
            sound, reference = (
                np.concatenate(list(stream(vocoder, [mel], JobContext()))) for mel in mels
            )
            clips.append(
                Clip(info.label, sound, features, reference, info.seen, info.sound_delay_s)
            )
    return clips


def references(folder: Path) -> list[Floats]:
    """The longest sound of each of eight kinds that were not used for training."""
    longest: dict[str, tuple[float, str]] = {}
    for row in _manifest(folder):
        if row["kind"] == _REFERENCE_KIND:
            found = float(row["duration_s"]), row["path"]
            longest[row["label"]] = max(found, longest.get(row["label"], found))
    return [read_mono(folder / longest[label][1]) for label in _REFERENCES]


def _manifest(folder: Path) -> list[dict[str, str]]:
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


Dub = Callable[[Clip, Floats], Floats]  # with the timbre of a sound (m,): (n,)


def dub_by(system: System) -> Dub:
    """Dub as a system of the evaluation does; where it makes no sound, with silence."""

    def dub(clip: Clip, reference: Floats) -> Floats:
        made = system.dub(task_of(clip, reference), JobContext())
        return np.zeros_like(clip.sound) if made is None else made

    return dub


def dub_with(model: Model, calibration: Calibration, events_of: Callable[[Clip], list]) -> Dub:
    """Dub with a model that is steered by events."""

    def dub(clip: Clip, reference: Floats) -> Floats:
        events = tuple(events_of(clip))
        if not audible(events):  # the program refuses to render silence
            return np.zeros_like(clip.sound)
        code = code_from_events(calibration, events, clip.features.shape[1])
        task = task_of(clip, reference)
        return model.sound(task, code, WHOLE, "noise", JobContext(), events)

    return dub


def task_of(clip: Clip, reference: Floats) -> Task:
    """What a system of the evaluation is given."""
    return Task(clip.sound, reference, lambda _backend: clip.features, seed=0)


def model_dubs(model: Model) -> dict[str, Dub]:
    """A model's methods by name, alone and steered."""
    calibration = model.calibration
    dubs = {f"{model.name}, code decoded directly": dub_by(PaperInference(model))}
    if calibration is None:
        return dubs

    def own_events(clip: Clip) -> list[Event]:
        code = model.code(task_of(clip, clip.sound), JobContext())
        return events_from_code(calibration, code)

    if calibration.reading is not None:
        dubs[f"{model.name} alone"] = dub_with(model, calibration, own_events)
    dubs[f"{model.name}, events of the picture"] = dub_by(SteeredModel(model, calibration))
    dubs[f"{model.name}, {_TRUTH}"] = dub_with(model, calibration, lambda clip: clip.events)
    return dubs


def measured(
    name: str, dub: Dub, clips: Sequence[Clip], sounds: Sequence[Floats]
) -> dict[str, Any]:
    """The acceptance measures of one dubbing method."""
    true_s = [clip.onsets_s for clip in clips]
    made = [
        dub(clip, sounds[n % len(sounds)] if clip.reference is None else clip.reference)
        for n, clip in enumerate(clips)
    ]
    made_s = [acceptance_onsets(wave).tolist() for wave in made]
    score = score_onsets(true_s, made_s)
    offsets_ms = [
        1000 * (own[j] - true[i])
        for true, own in zip(true_s, made_s, strict=True)
        for i, j in match_onsets(true, own)
    ]
    own_vectors = np.stack([timbre_vector(sound) for sound in sounds])
    timbres, moved_ms = [], []
    for clip in clips[:_TIMBRE_CLIPS]:
        waves = [dub(clip, sound) for sound in sounds]
        timbres.append(score_timbre(own_vectors, np.stack([timbre_vector(w) for w in waves])))
        onsets = [acceptance_onsets(wave).tolist() for wave in waves]
        moved_ms += [
            1000 * abs(other[j] - onsets[0][i])
            for other in onsets[1:]
            for i, j in match_onsets(onsets[0], other)
        ]
    return {
        "name": name,
        "onset_f1": score.f1,
        "onset_null": score.null,
        "above_null": score.f1 - score.null,
        "true": score.true,
        "made": score.made,
        "matched": score.matched,
        "offset_ms": float(np.median(offsets_ms)) if offsets_ms else None,
        "identification": float(np.mean([score.identification for score in timbres])),
        "centred_margin": float(np.mean([score.centred_margin for score in timbres])),
        "quiet_dbfs": float(np.median([quiet_level_db(wave) for wave in made])),
        "moved_by_reference_ms": float(np.median(moved_ms)) if moved_ms else None,
        "clips": [
            [clip.name, len(true), len(own), len(match_onsets(true, own))]
            for clip, true, own in zip(clips, true_s, made_s, strict=True)
        ],
    }


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    default = Path(os.environ.get("REAL_DATA", ROOT.parent / "shared" / "data"))
    parser.add_argument("model", type=Path)
    parser.add_argument("clips", nargs="?", type=Path, default=default)
    parser.add_argument("--dataset", type=Path, help="measure on its test split")
    parser.add_argument("--vocoder", help="name or file; default: the installed one")
    parser.add_argument("--alone", action="store_true", help="omit the two methods to compare with")
    parser.add_argument("--json", type=Path, metavar="FILE")
    options = parser.parse_args()
    vocoder = open_vocoder(options.vocoder, choose_device("auto", JobContext()))
    dubs = model_dubs(Model(options.model, vocoder, "auto"))
    sounds = references(options.clips)
    if options.dataset is None:
        clips = graded_clips(options.clips, read_header(options.model).feature_backend)
        # real clips have no known true events
        dubs = {name: dub for name, dub in dubs.items() if not name.endswith(_TRUTH)}
    else:
        clips = rendered_clips(options.dataset, vocoder)
    if not options.alone:
        dubs |= {"grains": dub_by(Grains()), "looped reference": dub_by(Looped())}
    rows = [measured(name, dub, clips, sounds) for name, dub in dubs.items()]
    names = [name for name in rows[0] if name not in {"name", "clips"}]
    print(f"| {len(clips)} clips | {' | '.join(names)} |\n|---|{'---|' * len(names)}")
    for row in rows:
        values = ("-" if row[n] is None else f"{row[n]:.3f}".rstrip("0").rstrip(".") for n in names)
        print(f"| {row['name']} | {' | '.join(values)} |")
    if options.json:
        options.json.write_text(json.dumps(rows, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
