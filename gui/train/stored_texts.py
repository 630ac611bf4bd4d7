"""What the training writes in English into models, data sets and runs, in the window's language."""

import re
from typing import Final

from gui.kit.language import counted, mark, tr

_CPU: Final = re.compile(r"CPU, (?P<threads>\d+) threads? \((?P<kind>.+)\)")
_SEEDED: Final = re.compile(r"(?P<origin>.+), seed (?P<seed>\d+)")
_FOLDER: Final = re.compile(r"clips of the folder (?P<name>.+); their makers' licences")
_MADE: Final = (
    mark("made by this program, of rendered scenes and synthesised sounds; free of conditions"),
    mark("made by this program, of synthesised sounds and those given to it; free of conditions"),
)
_BACKENDS: Final = {
    "motion": mark("motion"),
    "bninception": mark("BN-Inception"),
    "bninception_fast": mark("BN-Inception, fast flow"),
}


def device_text(stored: str) -> str:
    """A device, as `training.run.provenance` describes it."""
    cpu = _CPU.fullmatch(stored)
    if cpu is None:
        return stored
    threads = int(cpu["threads"])
    kind = cpu["kind"]
    return counted("CPU, {n} thread ({kind})", "CPU, {n} threads ({kind})", threads, kind=kind)


def origin_text(stored: str) -> str:
    """Where the clips of a data set come from; a person's own words stay as they are."""
    folder, seeded = _FOLDER.fullmatch(stored), _SEEDED.fullmatch(stored)
    if folder is not None:
        return tr("clips of the folder {name}; their makers' licences", name=folder["name"])
    if seeded is not None and seeded["origin"] in _MADE:
        return tr("{origin}, seed {seed}", origin=tr(seeded["origin"]), seed=seeded["seed"])
    return stored


def backend_text(name: str) -> str:
    """A feature backend by its name."""
    return tr(_BACKENDS.get(name, name)) if name else ""
