"""A run before its start: a preset, the changes to it, and their validation."""

import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, cast

from msgspec.structs import replace

from engine.errors import UsageError
from engine.storage.values import FieldError
from gui.kit.language import said, tr
from gui.settings import KeptDraft
from gui.train.new_run.fields import (
    CADENCE,
    DEVICE,
    MODEL,
    RUN,
    Field,
    fields_of,
    label_of,
    text_of,
)
from training.config import (
    Cadence,
    GeneratorRun,
    GeneratorTraining,
    RunConfig,
    Training,
    VocoderRun,
    run_config,
)
from training.own_presets import Kind, OwnPreset
from training.presets import PRESETS, Preset, find_preset
from training.settings import parse_value

PUBLISHED: Final[Mapping[Kind, str]] = {"generator": "paper", "vocoder": "v1"}
_FIRST: Final[Mapping[Kind, str]] = {"generator": "compact", "vocoder": "compact"}


@dataclass(frozen=True, slots=True)
class Checked:
    """Result of checking the fields.

    Attributes:
        config: the run's settings; None if a field is invalid.
        errors: a sentence for each invalid field, by key.
    """

    config: RunConfig | None
    errors: Mapping[str, str]


class RunDraft:
    """The current texts of all fields.

    Attributes:
        kind: generator or vocoder.
        preset: name of the program's preset.
        own: name of the user's preset that extends it; empty without one.
        texts: text of each field, by key.
    """

    def __init__(self, kind: Kind = "generator", preset: str | None = None) -> None:
        self.kind: Kind = kind
        self.preset = self.own = ""
        self.texts: dict[str, str] = {}
        self.use_preset(preset or _FIRST[kind])

    @classmethod
    def of_config(cls, config: GeneratorRun | VocoderRun) -> "RunDraft":
        """The draft of a run with the settings of another."""
        kind: Kind = "generator" if isinstance(config, GeneratorRun) else "vocoder"
        draft = cls(kind, config.preset)
        draft.texts = draft._texts_of(config.training, config.cadence, config)
        return draft

    @classmethod
    def of_kept(cls, kind: Kind, kept: KeptDraft) -> "RunDraft":
        """A draft from an earlier session; what has since been removed is left out."""
        draft = cls(kind, kept.preset if kept.preset in PRESETS[kind] else None)
        draft.own = kept.own
        draft.texts |= {key: text for key, text in kept.texts.items() if key in draft.texts}
        return draft

    def kept(self) -> KeptDraft:
        """The draft as kept between sessions: the preset and what differs from it."""
        changed = {field.key: self.texts[field.key] for field in self.changed()}
        return KeptDraft(preset=self.preset, own=self.own, texts=changed)

    @property
    def fields(self) -> tuple[Field, ...]:
        """All fields."""
        return fields_of(self.kind)

    def use_preset(self, name: str) -> None:
        """Start from a preset; device and seed are kept."""
        kept = {key: text for key, text in self.texts.items() if key.startswith(RUN)}
        self.preset, self.own = name, ""
        self.texts = self._texts(name) | kept

    def replace_device(self, before: str, after: str) -> None:
        """Train on another device if it was trained on this one."""
        if self.texts[DEVICE] == before:
            self.texts[DEVICE] = after

    def use_own_preset(self, preset: OwnPreset) -> None:
        """Start from a user's preset; device and seed are kept."""
        self.use_preset(preset.base)
        self.own = preset.name
        names = {field.setting.name for field in self.fields if field.key.startswith(CADENCE)}
        for assignment in preset.settings:
            name, _, text = assignment.partition("=")
            self.texts[f"{CADENCE}{name}" if name in names else name] = text

    def is_changed(self, own: OwnPreset | None) -> bool:
        """Whether a setting differs from the preset, or from the user's that extends it."""
        preset = RunDraft(self.kind, self.preset)
        if own is not None:
            preset.use_own_preset(own)
        return any(
            not _same(field, self.texts[field.key], preset.texts[field.key])
            for field in self.fields
            if not field.key.startswith(RUN)
        )

    def as_own_preset(self, name: str) -> OwnPreset:
        """The current settings as a user's preset."""
        return OwnPreset(
            kind=self.kind, name=name, base=self.preset, settings=tuple(self.assignments())
        )

    def published(self) -> dict[str, str]:
        """The published value of each field."""
        return self._texts(PUBLISHED[self.kind])

    def differing(self) -> set[str]:
        """Keys of the fields whose values differ from the published ones."""
        published = self.published()
        return {
            field.key
            for field in self.fields
            if not field.key.startswith(RUN)
            and not _same(field, self.texts[field.key], published[field.key])
        }

    def changed(self) -> list[Field]:
        """The fields whose values differ from the preset."""
        preset = self._texts(self.preset)
        return [
            field
            for field in self.fields
            if not _same(field, self.texts[field.key], preset[field.key])
        ]

    def check(self, data_set: Path | None, classes: tuple[str, ...] = ()) -> Checked:
        """Validate all fields."""
        values: dict[str, Any] = {}
        errors: dict[str, str] = {}
        for field in self.fields:
            try:
                values[field.key] = parse_value(field.setting, self.texts[field.key].strip())
            except UsageError as error:
                errors[field.key] = with_label(field.setting.name, said(error.phrase))
        if errors:
            return Checked(None, errors)
        preset = find_preset(self.kind, self.preset)
        try:
            config = run_config(
                _training(preset, values),
                preset=self.preset,
                dataset=data_set or Path(),
                cadence=replace(preset.cadence, **_part(values, CADENCE)),
                classes=classes,
                **_part(values, RUN),
            )
        except FieldError as error:
            key = next(field.key for field in self.fields if field.setting.name == error.name)
            return Checked(None, {key: with_label(error.name, said(error.phrase))})
        return Checked(config, {})

    def assignments(self) -> list[str]:
        """The changes as arguments of `--set`."""
        return [
            f"{field.key.removeprefix(CADENCE)}={self.texts[field.key].replace(' ', '')}"
            for field in self.changed()
            if not field.key.startswith(RUN)
        ]

    def arguments(
        self,
        data_set: Path | None,
        run: Path | None,
        classes: tuple[str, ...] = (),
        *,
        each_class: bool = False,
    ) -> list[str]:
        """The command line that starts the run, or a run for each class."""
        words = ["train", self.kind]
        words += ["--dataset", str(data_set or "DATASET"), "--run", str(run or "RUN_DIR")]
        words += ["--preset", self.preset]
        if classes:
            words += ["--classes", ",".join(classes)]
        if each_class:
            words.append("--each-class")
        for assignment in self.assignments():
            words += ["--set", assignment]
        for field in self.changed():
            if field.key.startswith(RUN):
                words += [f"--{field.setting.name}", self.texts[field.key].strip()]
        return words

    def _texts(self, preset_name: str) -> dict[str, str]:
        preset = find_preset(self.kind, preset_name)
        return self._texts_of(preset.training, preset.cadence)

    def _texts_of(
        self, training: Training, cadence: Cadence, run: RunConfig | None = None
    ) -> dict[str, str]:
        """The text of each field; without a run, its own fields have their defaults."""
        texts = {}
        for field in self.fields:
            name = field.setting.name
            if field.key.startswith(MODEL):
                value = getattr(cast(GeneratorTraining, training).model, name)
            elif field.key.startswith(CADENCE):
                value = getattr(cadence, name)
            elif field.key.startswith(RUN):
                value = field.setting.default if run is None else getattr(run, name)
            else:
                value = getattr(training, name)
            texts[field.key] = text_of(value)
        return texts


def command_text(arguments: list[str]) -> str:
    """The command line as typed in a terminal; runs of each class stay with it."""
    detached = [] if "--each-class" in arguments else ["--detach"]
    return shlex.join(["uv", "run", "main.py", *arguments, *detached])


def _training(preset: Preset, values: Mapping[str, Any]) -> Any:
    own = {name: value for name, value in values.items() if "." not in name}
    if isinstance(preset.training, GeneratorTraining):
        own["model"] = replace(preset.training.model, **_part(values, MODEL))
    return replace(preset.training, **own)


def _part(values: Mapping[str, Any], prefix: str) -> dict[str, Any]:
    """The values whose keys have a prefix, without that prefix."""
    own = (key for key in values if key.startswith(prefix))
    return {key.removeprefix(prefix): values[key] for key in own}


def _same(field: Field, text: str, other: str) -> bool:
    """Whether two texts denote the same value."""
    if text.strip() == other:
        return True
    try:
        return parse_value(field.setting, text.strip()) == parse_value(field.setting, other)
    except UsageError:
        return False


def with_label(name: str, sentence: str) -> str:
    """Replace the names of settings in a sentence by the labels of the form."""
    rest = sentence.removeprefix(name).rstrip(".") + "."
    others = re.sub(r"[a-z]+(?:_[a-z]+)+", lambda found: f"“{_short(found[0])}”", rest)
    if rest.startswith(sentence):
        return others
    return _short(name) + rest if others == rest else f"“{_short(name)}”{others}"


def _short(name: str) -> str:
    """A setting's label in the form, without its unit."""
    return re.sub(r" \(.*", "", tr(label_of(name)))
