"""The engine's commands: their options, and what each one calls.

Only the parsing stands here. Heavy modules are imported inside the handlers, so that a wrong
option answers at once.
"""

import argparse
import json
import math
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from engine.errors import InputError, UsageError
from engine.events.event import events_json, read_csv, write_csv
from engine.timecode import parse_time

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.recipe import Blend, Delivery, Recipe, Span

_FOUND: Final = ("picture", "sound", "model")  # what --events may say besides a file


def add_commands(commands: Any) -> None:
    """Add every command of the engine to the parser's sub-commands."""
    _add_dub(commands)
    _add_events(commands)
    _add_features(commands)
    _add_mel(commands)
    _add_vocode(commands)
    _add_models(commands)
    doctor = commands.add_parser("doctor", help="say what works here and what is missing")
    doctor.add_argument("--json", action="store_true", help="print the findings as JSON")
    doctor.set_defaults(run=_run_doctor)


def _span(text: str) -> "Span":
    """START:END in seconds or [H:]M:S.sss; either side may be left out."""
    from engine.recipe import Span

    start, end = _split_span(text)
    try:
        return Span(parse_time(start) if start else 0.0, parse_time(end) if end else None)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _split_span(text: str) -> tuple[str, str]:
    """Cut START:END at the colon that leaves as many colons on either side, or at an open end."""
    if text.endswith(":"):
        return text[:-1], ""
    if text.startswith(":"):
        return "", text[1:]
    parts = text.split(":")
    if len(parts) % 2:
        raise argparse.ArgumentTypeError(
            f"'{text}' is not START:END; write both in the same form, such as 2.5:4 or 0:02.5:0:04"
        )
    middle = len(parts) // 2
    return ":".join(parts[:middle]), ":".join(parts[middle:])


def _within(low: float, high: float) -> Callable[[str], float]:
    """A number from low to high."""

    def number(text: str) -> float:
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not low <= value <= high:
            raise argparse.ArgumentTypeError(f"'{text}' is not a number from {low:g} to {high:g}")
        return value

    return number


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 99:
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number from 1 to 99")
    return int(text)


def _rate(text: str) -> int:
    if not text.isdecimal() or not 8000 <= int(text) <= 192000:
        raise argparse.ArgumentTypeError(f"'{text}' is not a sample rate from 8000 to 192000 Hz")
    return int(text)


def _seed(text: str) -> int:
    if not text.isdecimal() or int(text) >= 1 << 63:
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number from 0 on")
    return int(text)


def _loudness(text: str) -> str | float:
    return text if text in ("match", "off") else _within(-70.0, 0.0)(text)


def _blend(text: str) -> "Blend":
    from engine.recipe import Blend

    path, colon, amount = text.rpartition(":")
    if not colon:
        raise argparse.ArgumentTypeError(f"'{text}' is not AUDIO:AMOUNT, such as bell.wav:0.3")
    return Blend(Path(path), _within(0.0, 1.0)(amount))


def _add_dub(commands: Any) -> None:
    parser = commands.add_parser("dub", help="make a dubbed copy of a video")
    parser.add_argument("video", type=Path, metavar="VIDEO")
    parser.add_argument(
        "--reference",
        type=Path,
        metavar="AUDIO",
        required=True,
        help="the sound whose timbre the dub gets; a video's sound will do",
    )
    parser.add_argument(
        "--output",
        type=Path,
        metavar="OUT",
        required=True,
        help="a video, or a .wav or .flac file for the sound alone",
    )
    parser.add_argument(
        "--reference-region",
        type=_span,
        metavar="START:END",
        help="the part of the reference to use",
    )
    parser.add_argument(
        "--range",
        type=_span,
        metavar="START:END",
        help="the part of the video to dub; the rest stays as it is",
    )
    parser.add_argument(
        "--trim",
        type=_span,
        metavar="START:END",
        help="write only this part of the video; its pictures stay untouched",
    )
    parser.add_argument(
        "--engine",
        choices=("neural", "grains"),
        help="default: neural where a model is installed, else grains",
    )
    parser.add_argument("--model", metavar="NAME|FILE")
    parser.add_argument("--vocoder", metavar="NAME|FILE|griffin-lim")
    parser.add_argument(
        "--blend",
        type=_blend,
        metavar="AUDIO:AMOUNT",
        help="mix the timbre of a second reference in, 0 to 1",
    )
    parser.add_argument(
        "--blend-region",
        type=_span,
        metavar="START:END",
        help="the part of the second reference to use",
    )
    parser.add_argument(
        "--events",
        default="picture",
        metavar="picture|sound|model|FILE.csv",
        help="where the sound's moments come from (default: picture, found without a model); "
        "`model`: what the neural engine's model sees in the picture",
    )
    parser.add_argument(
        "--background",
        type=_within(0, 1),
        default=0.0,
        metavar="0..1",
        help="how much of the ambience to add (default: 0)",
    )
    parser.add_argument("--ambience", type=Path, metavar="AUDIO")
    parser.add_argument(
        "--ambience-region",
        type=_span,
        metavar="START:END",
        help="the part of the ambience to use",
    )
    parser.add_argument("--gain", type=_within(-60, 60), default=0.0, metavar="DB")
    parser.add_argument(
        "--loudness",
        type=_loudness,
        default="match",
        metavar="LUFS|match|off",
        help="match: as loud as the clip's own sound, -23 LUFS without one",
    )
    parser.add_argument(
        "--original",
        choices=("drop", "mix", "track"),
        default="drop",
        help="what becomes of the clip's own sound (default: drop)",
    )
    parser.add_argument(
        "--codec",
        choices=("aac", "flac", "opus", "pcm"),
        help="of the sound in the video (default: the container's usual one)",
    )
    parser.add_argument("--rate", type=_rate, metavar="HZ")
    parser.add_argument("--channels", type=int, choices=(1, 2))
    parser.add_argument("--pan", type=_within(-1, 1), default=0.0, metavar="-1..1")
    parser.add_argument(
        "--stem", type=Path, metavar="FILE.wav|FILE.flac", help="write the dub alone, too"
    )
    parser.add_argument("--markers", type=Path, metavar="FILE.csv", help="write the events, too")
    parser.add_argument("--seed", type=_seed, default=0)
    parser.add_argument(
        "--variations",
        type=_count,
        default=1,
        metavar="N",
        help="write N takes with the next seeds: OUT, OUT-2, OUT-3 ...",
    )
    _add_device(parser)
    parser.add_argument("--json", action="store_true", help="end with one line of JSON")
    parser.add_argument("--overwrite", action="store_true")
    parser.set_defaults(run=_run_dub)


def _add_device(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--device", choices=("auto", "cpu", "cuda"), default="auto")


def _add_events(commands: Any) -> None:
    parser = commands.add_parser("events", help="find the moments at which something sounds")
    parser.add_argument("video", type=Path, metavar="VIDEO")
    parser.add_argument("--from", dest="source", choices=("picture", "sound"), default="picture")
    parser.add_argument(
        "--model", metavar="NAME|FILE", help="look at the picture with a model; default: without"
    )
    _add_device(parser)
    parser.add_argument("--output", type=Path, metavar="FILE.csv")
    parser.add_argument("--overwrite", action="store_true")
    parser.add_argument("--json", action="store_true", help="print one line of JSON")
    parser.set_defaults(run=_run_events)


def _add_features(commands: Any) -> None:
    parser = commands.add_parser("features", help="write what the model sees of a video")
    parser.add_argument("video", type=Path, metavar="VIDEO")
    parser.add_argument("--output", type=Path, metavar="FILE.npy", required=True)
    parser.add_argument("--backend", choices=("motion", "bninception"), default="motion")
    parser.add_argument("--weights", type=Path, metavar="FILE", help="for bninception")
    _add_device(parser)
    parser.add_argument("--overwrite", action="store_true")
    parser.set_defaults(run=_run_features)


def _add_mel(commands: Any) -> None:
    parser = commands.add_parser("mel", help="write a sound's mel-spectrogram")
    parser.add_argument("audio", type=Path, metavar="AUDIO")
    parser.add_argument("--output", type=Path, metavar="FILE.npy|FILE.png", required=True)
    parser.add_argument("--overwrite", action="store_true")
    parser.set_defaults(run=_run_mel)


def _add_vocode(commands: Any) -> None:
    parser = commands.add_parser("vocode", help="make the sound of a mel-spectrogram")
    parser.add_argument("mel", type=Path, metavar="MEL.npy")
    parser.add_argument("--output", type=Path, metavar="OUT.wav", required=True)
    parser.add_argument("--vocoder", metavar="NAME|FILE|griffin-lim")
    _add_device(parser)
    parser.add_argument("--overwrite", action="store_true")
    parser.set_defaults(run=_run_vocode)


def _add_models(commands: Any) -> None:
    parser = commands.add_parser("models", help="list the installed models, or install one")
    parser.add_argument(
        "--import", dest="file", type=Path, metavar="FILE", help="check a model file and install it"
    )
    parser.add_argument(
        "--add-weights",
        type=Path,
        metavar="FILE",
        help="check the public BN-Inception weights and keep them for the bninception features",
    )
    parser.add_argument("--json", action="store_true", help="print one line of JSON")
    parser.set_defaults(run=_run_models)


def _run_dub(options: argparse.Namespace) -> int:
    from engine.cli.terminal import terminal_job
    from engine.dubbing.dub import dub_variations
    from engine.storage.cache import Cache

    recipe, delivery = _recipe(options), _delivery(options)
    _check_markers(options)
    with terminal_job() as context:
        results = list(
            dub_variations(
                recipe, delivery, options.variations, cache=Cache.of_user(), context=context
            )
        )
    if options.markers is not None:
        write_csv(options.markers, results[0].take.events)
    for result in results:
        print(json.dumps(result.to_json()) if options.json else result.summary())
    return 0


def _recipe(options: argparse.Namespace) -> "Recipe":
    from engine.recipe import WHOLE, Recipe

    events = options.events
    return Recipe(
        video=options.video,
        span=options.range or WHOLE,
        reference=options.reference,
        reference_span=options.reference_region or WHOLE,
        engine=options.engine,
        model=options.model,
        vocoder=options.vocoder,
        blend=_blend_of(options),
        events=events if events in _FOUND else tuple(read_csv(Path(events))),
        background=options.background,
        ambience=options.ambience,
        ambience_span=options.ambience_region or WHOLE,
        seed=options.seed,
        device=options.device,
    )


def _blend_of(options: argparse.Namespace) -> "Blend | None":
    for region, owner in (("blend", options.blend), ("ambience", options.ambience)):
        if getattr(options, f"{region}_region") is not None and owner is None:
            raise UsageError(f"--{region}-region is a part of --{region}, which is missing.")
    blend: Blend | None = options.blend
    if blend is None or options.blend_region is None:
        return blend
    return replace(blend, span=options.blend_region)


def _delivery(options: argparse.Namespace) -> "Delivery":
    from engine.recipe import WHOLE, Delivery

    return Delivery(
        output=options.output,
        span=options.trim or WHOLE,
        codec=options.codec,
        original=options.original,
        loudness=options.loudness,
        gain_db=options.gain,
        rate_hz=options.rate,
        channels=options.channels,
        pan=options.pan,
        stem=options.stem,
        overwrite=options.overwrite,
    )


def _check_markers(options: argparse.Namespace) -> None:
    """Refuse a file for the markers before the work, not after it."""
    from engine.media.target import check_target

    if options.markers is not None:
        inputs = [options.video, options.reference]
        check_target(
            options.markers, inputs=inputs, overwrite=options.overwrite, suffixes=(".csv",)
        )


def _run_events(options: argparse.Namespace) -> int:
    from engine.cli.terminal import terminal_job
    from engine.dubbing.moments import clip_events
    from engine.media.target import check_target
    from engine.storage.cache import Cache

    if options.output is not None:
        check_target(
            options.output,
            inputs=[options.video],
            overwrite=options.overwrite,
            suffixes=(".csv",),
        )
    if options.model is not None and options.source == "sound":
        raise UsageError("A model looks at the picture.", hint="Leave out --from sound or --model.")
    cache = Cache.of_user()
    with terminal_job() as context:
        if options.model is None:
            events = clip_events(options.video, options.source, cache=cache, context=context)
        else:
            from engine.dubbing.neural import model_events

            events = model_events(
                options.video, options.model, device=options.device, cache=cache, context=context
            )
    if options.output is not None:
        write_csv(options.output, events)
    if options.json:
        print(json.dumps({"video": str(options.video), "events": events_json(events)}))
    elif options.output is None:
        print("time_s  strength")
        for event in events:
            print(f"{event.time_s:6.3f}  {event.strength:8.2f}")
    by = "" if options.model is None else f" by {options.model}"
    print(f"{len(events)} events in the {options.source}{by}.", file=sys.stderr)
    return 0


def _run_features(options: argparse.Namespace) -> int:
    import numpy as np

    from engine.cli.terminal import terminal_job
    from engine.features.backend import clip_features, create_backend
    from engine.media.target import check_target, replacing

    check_target(
        options.output,
        inputs=[options.video],
        overwrite=options.overwrite,
        suffixes=(".npy",),
    )
    with terminal_job() as context, context.stage("features"):
        device = "cpu"
        if options.backend == "bninception":
            from engine.machine.device import choose_device

            device = str(choose_device(options.device, context))
        backend = create_backend(options.backend, weights=options.weights, device=device)
        features = clip_features(options.video, backend, cache=None, context=context)
        with replacing(options.output, overwrite=options.overwrite) as part:
            np.save(part, features)
    print(f"{options.output}: {features.shape[0]} x {features.shape[1]}")
    return 0


def _run_mel(options: argparse.Namespace) -> int:
    import numpy as np

    from engine.media.audio import read_mono
    from engine.media.target import check_target, replacing
    from engine.mel import mel_spectrogram
    from engine.mel_image import write_mel_png

    check_target(
        options.output,
        inputs=[options.audio],
        overwrite=options.overwrite,
        suffixes=(".npy", ".png"),
    )
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
    from engine.config import MEL
    from engine.dubbing.level import levelled
    from engine.machine.device import choose_device
    from engine.media.audio import write_wav
    from engine.media.target import check_target
    from engine.vocoder.vocoder import open_vocoder, stream

    check_target(
        options.output,
        inputs=[options.mel],
        overwrite=options.overwrite,
        suffixes=(".wav", ".flac"),
    )
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
    """A mel (80, T) of 0..1 as `main.py mel` writes it."""
    import numpy as np

    from engine.config import MEL

    hint = "Make it with `main.py mel AUDIO --output MEL.npy`."
    try:
        mel = np.load(path, allow_pickle=False)
    except FileNotFoundError as error:
        raise InputError(f"There is no file {path}.", hint=hint) from error
    except (OSError, ValueError, EOFError) as error:
        raise InputError(f"{path.name} is no mel-spectrogram.", hint=hint) from error
    fits = isinstance(mel, np.ndarray) and mel.ndim == 2 and mel.shape[0] == MEL.bins
    if not fits or mel.shape[1] == 0 or mel.dtype.kind != "f" or not np.isfinite(mel).all():
        raise InputError(f"{path.name} is no mel-spectrogram of {MEL.bins} bands.", hint=hint)
    values: NDArray[np.float32] = np.clip(mel, 0.0, 1.0).astype(np.float32)
    return values


def _run_models(options: argparse.Namespace) -> int:
    from engine.storage.model_files import install_model, installed

    if options.add_weights is not None:
        from engine.features.weights import install_weights

        kept = install_weights(options.add_weights)
        said = {"weights": str(kept)}
        print(json.dumps(said) if options.json else f"The weights lie in {kept} now.")
        return 0
    if options.file is not None:
        model = install_model(options.file)
        print(f"Installed the {model.header.kind} {model.name}.")
        return 0
    models = [*installed("generator"), *installed("vocoder")]
    if options.json:
        rows = [
            {
                "name": model.name,
                "kind": model.header.kind,
                "path": str(model.path),
                "shipped": model.shipped,
                "provenance": dict(model.header.provenance),
            }
            for model in models
        ]
        print(json.dumps({"models": rows}))
        return 0
    for model in models:
        origin = "shipped" if model.shipped else "yours"
        size_mb = model.path.stat().st_size / 1e6
        print(f"{model.header.kind:10} {model.name:24} {size_mb:6.1f} MB  {origin}")
    if not models:
        print("No model is installed: dub uses the grains engine, which needs none.")
    return 0


def _run_doctor(options: argparse.Namespace) -> int:
    from dataclasses import asdict

    from engine.machine.doctor import examine

    findings = []
    for finding in examine():
        findings.append(finding)
        if not options.json:
            print(f"{finding.status:8}  {finding.name}: {finding.detail}")
            if finding.mend:
                print(f"{'':8}  -> {finding.mend}")
    broken = [finding.name for finding in findings if finding.status == "missing"]
    if options.json:
        print(json.dumps({"works": not broken, "findings": [asdict(each) for each in findings]}))
    else:
        print(f"dub does not work: {', '.join(broken)}" if broken else "dub works here.")
    return 4 if broken else 0
