"""`main.py events`, `cuts`, `hits`, `features`, `mel` and `vocode`: single stages of a dub."""

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from engine.cli.like import add_like, check_like, run_like
from engine.cli.options import add_device, add_sensitivity, parse_span
from engine.errors import InputError, UsageError
from engine.events.candidates import at_sensitivity, confirmed
from engine.events.event import events_json, write_csv
from engine.recipe import WHOLE, EventSource, SoundPart

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def add_stages(commands: Any) -> None:
    """Add `events`, `cuts`, `hits`, `features`, `mel` and `vocode` to the subcommands."""
    _add_events(commands)
    _add_cuts(commands)
    _add_hits(commands)
    _add_features(commands)
    _add_mel(commands)
    _add_vocode(commands)


def _add_events(commands: Any) -> None:
    parser = commands.add_parser("events", help="detect the times at which something sounds")
    parser.add_argument("video", type=Path, metavar="VIDEO", help="whose events are found")
    parser.add_argument(
        "--from",
        dest="source",
        choices=get_args(EventSource),
        help="as in `dub --events`; default: auto, or model with --model",
    )
    parser.add_argument("--model", metavar="NAME|FILE", help="what sees them in the picture")
    add_sensitivity(parser)
    add_like(parser)
    parser.add_argument(
        "--propose-durations",
        action="store_true",
        help="let events of the picture last as long as it keeps flickering; check them by hand",
    )
    add_device(parser)
    parser.add_argument(
        "--output", type=Path, metavar="FILE.csv", help="write them to a file that `dub` reads"
    )
    parser.add_argument("--overwrite", action="store_true")
    parser.add_argument("--json", action="store_true", help="print one line of JSON")
    parser.set_defaults(run=_run_events)


def _add_cuts(commands: Any) -> None:
    parser = commands.add_parser("cuts", help="list the times at which the picture cuts")
    parser.add_argument("video", type=Path, metavar="VIDEO", help="whose picture is looked at")
    parser.add_argument("--json", action="store_true", help="print one line of JSON")
    parser.set_defaults(run=_run_cuts)


def _add_hits(commands: Any) -> None:
    parser = commands.add_parser("hits", help="list the hits that `grains` finds in a reference")
    parser.add_argument(
        "reference", type=Path, metavar="AUDIO", help="an audio file, or a video with sound"
    )
    parser.add_argument(
        "--region",
        type=parse_span,
        default=WHOLE,
        metavar="START:END",
        help="the part of the reference to list (default: all of it)",
    )
    parser.add_argument("--json", action="store_true", help="print one line of JSON")
    parser.set_defaults(run=_run_hits)


def _add_features(commands: Any) -> None:
    parser = commands.add_parser("features", help="write the model's input features of a video")
    parser.add_argument("video", type=Path, metavar="VIDEO", help="whose picture is looked at")
    parser.add_argument("--output", type=Path, metavar="FILE.npy", required=True)
    parser.add_argument(
        "--backend",
        choices=("motion", "bninception", "bninception_fast"),
        default="motion",
        help="`motion` (default) needs no weights; `bninception` is the paper's",
    )
    parser.add_argument(
        "--weights",
        type=Path,
        metavar="FILE",
        help="for bninception; without it, those that are installed",
    )
    add_device(parser)
    parser.add_argument("--overwrite", action="store_true")
    parser.set_defaults(run=_run_features)


def _add_mel(commands: Any) -> None:
    parser = commands.add_parser("mel", help="write the mel spectrogram of a sound")
    parser.add_argument(
        "audio", type=Path, metavar="AUDIO", help="an audio file, or a video with sound"
    )
    parser.add_argument("--output", type=Path, metavar="FILE.npy|FILE.png", required=True)
    parser.add_argument("--overwrite", action="store_true")
    parser.set_defaults(run=_run_mel)


def _add_vocode(commands: Any) -> None:
    parser = commands.add_parser("vocode", help="synthesise the sound of a mel spectrogram")
    parser.add_argument("mel", type=Path, metavar="MEL.npy", help="as `main.py mel` writes it")
    parser.add_argument("--output", type=Path, metavar="OUT.wav", required=True)
    parser.add_argument("--vocoder", metavar="NAME|FILE|griffin-lim")
    add_device(parser)
    parser.add_argument("--overwrite", action="store_true")
    parser.set_defaults(run=_run_vocode)


def _run_events(options: argparse.Namespace) -> int:
    from engine.cli.terminal import terminal_job
    from engine.dubbing.take_events import clip_candidates
    from engine.media.probe import probe
    from engine.storage.cache import Cache

    check_like(options)
    if options.output is not None:
        read = filter(None, (options.like, options.unlike))
        _check_output(options, options.video, ".csv", more=read)
    if options.like is not None:
        return run_like(options)
    source: EventSource = options.source or ("auto" if options.model is None else "model")
    if options.model is not None and source in {"picture", "sound"}:
        raise UsageError(
            "--from {source} uses no model.",
            hint="Leave out --from {source} or --model.",
            source=source,
        )
    with terminal_job() as context:
        candidates = clip_candidates(
            probe(options.video),
            source,
            model=options.model,
            device=options.device,
            cache=Cache.of_user(),
            context=context,
        )
    if options.propose_durations:
        candidates = confirmed(candidates)
    events = at_sensitivity(candidates, options.sensitivity)
    if options.output is not None:
        write_csv(options.output, events)
    if options.json:
        print(json.dumps({"video": str(options.video), "events": events_json(events)}))
    elif options.output is None:
        print("time_s  strength  duration_s")
        for event in events:
            print(f"{event.time_s:6.3f}  {event.strength:8.2f}  {event.duration_s:10.3f}")
    where = "sound" if source == "sound" else "picture"
    by = "" if options.model is None else f" by {options.model}"
    print(f"{len(events)} events in the {where}{by}.", file=sys.stderr)
    return 0


def _check_output(
    options: argparse.Namespace, source: Path, *suffixes: str, more: Iterable[Path] = ()
) -> None:
    """Check the output of a stage, which must not replace what it reads."""
    from engine.media.target import check_target

    check_target(
        options.output,
        inputs=[source, *more],
        overwrite=options.overwrite,
        suffixes=suffixes,
    )


def _run_cuts(options: argparse.Namespace) -> int:
    from engine.cli.terminal import terminal_job
    from engine.events.picture import find_cuts
    from engine.features.backend import clip_features, create_backend
    from engine.storage.cache import Cache

    with terminal_job() as context:
        backend = create_backend("motion")
        features = clip_features(options.video, backend, cache=Cache.of_user(), context=context)
        times_s = find_cuts(features)
    if options.json:
        print(json.dumps({"video": str(options.video), "cuts_s": times_s}))
    else:
        print("\n".join(f"{time_s:.3f}" for time_s in times_s) or "No cuts.")
    return 0


def _run_hits(options: argparse.Namespace) -> int:
    from msgspec.structs import asdict

    from engine.cli.terminal import terminal_job
    from engine.dubbing.instrument.hits import reference_hits

    with terminal_job() as context:
        hits = reference_hits(SoundPart(options.reference, options.region), context)
    if options.json:
        rows = [asdict(hit) for hit in hits]
        print(json.dumps({"reference": str(options.reference), "hits": rows}))
        return 0
    print("start_s   end_s  level_db  quality  kind")
    for hit in hits:
        unplayed = "" if hit.is_played else "  (not played)"
        print(
            f"{hit.start_s:7.3f} {hit.end_s:7.3f}  {hit.level_db:8.1f}  {hit.quality:7.2f}  "
            f"{hit.kind}{unplayed}"
        )
    return 0


def _run_features(options: argparse.Namespace) -> int:
    import numpy as np

    from engine.cli.terminal import terminal_job
    from engine.features.backend import clip_features, create_backend
    from engine.features.weight_files import installed_weights
    from engine.media.target import replacing

    _check_output(options, options.video, ".npy")
    with terminal_job() as context, context.stage("features"):
        device = "cpu"
        if options.backend != "motion":
            from engine.machine.device import choose_device

            device = str(choose_device(options.device, context))
        weights = options.weights or installed_weights()
        backend = create_backend(options.backend, weights=weights, device=device)
        features = clip_features(options.video, backend, cache=None, context=context)
        with replacing(options.output, overwrite=options.overwrite) as part:
            np.save(part, features)
    print(f"{options.output}: {features.shape[0]} x {features.shape[1]}")
    return 0


def _run_mel(options: argparse.Namespace) -> int:
    import numpy as np

    from engine.media.audio import read_mono
    from engine.media.target import replacing
    from engine.mel.image import write_mel_png
    from engine.mel.spectrogram import mel_spectrogram

    _check_output(options, options.audio, ".npy", ".png")
    mel = mel_spectrogram(read_mono(options.audio))
    with replacing(options.output, overwrite=options.overwrite) as part:
        if options.output.suffix.lower() == ".png":
            write_mel_png(part, mel)
        else:
            np.save(part, mel)
    print(f"{options.output}: {mel.shape[0]} x {mel.shape[1]}")
    return 0


def _run_vocode(options: argparse.Namespace) -> int:
    from engine.cli.terminal import terminal_job
    from engine.dubbing.level import levelled
    from engine.machine.device import choose_device
    from engine.media.audio import write_wav
    from engine.mel.contract import MEL
    from engine.vocoder.vocoder import open_vocoder, stream

    _check_output(options, options.mel, ".wav", ".flac")
    mel = _read_mel(options.mel)
    rate_hz = MEL.sample_rate_hz
    with terminal_job() as context, context.stage("vocoder"):
        vocoder = open_vocoder(options.vocoder, choose_device(options.device, context))
        waves = stream(vocoder, iter([mel]), context)
        blocks = levelled((wave[:, None] for wave in waves), rate_hz, channels=1, gain_db=0.0)
        write_wav(options.output, blocks, rate_hz, overwrite=options.overwrite)
    print(f"{options.output}: {vocoder.name}")
    return 0


def _read_mel(path: Path) -> "NDArray[np.float32]":
    """Read a mel (80, T) of 0..1 as written by `main.py mel`."""
    import numpy as np

    from engine.mel.contract import MEL
    from engine.storage.arrays import read_array

    hint = "Create it with `main.py mel AUDIO --output MEL.npy`."
    try:
        mel = read_array(path)
    except FileNotFoundError as error:
        raise InputError("There is no file {path}.", hint=hint, path=path) from error
    except (OSError, ValueError) as error:
        raise InputError("{name} is not a mel spectrogram.", hint=hint, name=path.name) from error
    fits = mel.ndim == 2 and mel.shape[0] == MEL.bins
    if not fits or mel.shape[1] == 0 or mel.dtype.kind != "f" or not np.isfinite(mel).all():
        raise InputError(
            "{name} is not a mel spectrogram of {bins} bands.",
            hint=hint,
            name=path.name,
            bins=MEL.bins,
        )
    values: NDArray[np.float32] = np.clip(mel, 0.0, 1.0).astype(np.float32)
    return values
