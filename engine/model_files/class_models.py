"""The model of a class, where each was trained on one (paper, Training and Inference).

In place of a model's name stands `by-class`, which takes the class from the folder of the
reference, as a data set does, or `by-class:A,B`, which takes the first of these classes that has a
model. A model's file says what it was trained on.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from engine.errors import EnvironmentUnusableError
from engine.model_files.model_file import InstalledModel, installed
from engine.storage.real_paths import real_path

BY_CLASS: Final = "by-class"


def is_by_class(model: str | None) -> bool:
    """Whether a model is chosen by class instead of by name."""
    return model is not None and model.partition(":")[0] == BY_CLASS


def by_class(classes: Iterable[str]) -> str:
    """The choice of a model by the first of some classes that has one."""
    named = ",".join(classes)
    return f"{BY_CLASS}:{named}" if named else BY_CLASS


def class_models() -> dict[str, InstalledModel]:
    """The first installed model of each class that has one, trained on that class alone."""
    found: dict[str, InstalledModel] = {}
    for model in installed("generator"):
        classes = model.header.provenance.get("classes")
        if isinstance(classes, list) and len(classes) == 1 and not model.header.is_cascade:
            found.setdefault(str(classes[0]), model)
    return found


def chosen_by_class(choice: str, reference: Path) -> tuple[str, InstalledModel]:
    """The class and the model that a choice by class stands for.

    Args:
        choice: `by-class` or `by-class:A,B`.
        reference: the sound, whose folder names its class unless the choice does.

    Raises:
        EnvironmentUnusableError: no such class has a model of its own.
    """
    named = choice.partition(":")[2] or real_path(reference).parent.name
    classes = [each.strip() for each in named.split(",") if each.strip()]
    models = class_models()
    by_lower = {label.lower(): label for label in models}
    label = next((by_lower[each.lower()] for each in classes if each.lower() in by_lower), None)
    if label is not None:
        return label, models[label]
    known = ", ".join(sorted(models))
    raise EnvironmentUnusableError(
        "No installed model was trained on one of these classes alone: {classes}.",
        hint="Choose a model by its name, or one of the classes that have their own: {known}."
        if models
        else "Choose a model by its name; no class has its own.",
        classes=", ".join(classes) or reference.name,
        known=known,
    )
