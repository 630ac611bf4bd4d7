from pathlib import Path

import pytest

from engine.errors import EnvironmentUnusableError
from engine.model_files.class_models import by_class, chosen_by_class, class_models, is_by_class
from tests.tiny_cascade import install_cascade
from tests.tiny_models import install_generator


@pytest.fixture(autouse=True)
def models(tmp_path):
    install_cascade(tmp_path)
    install_generator("both", classes=("drum", "gun"))
    install_generator("any")
    install_generator("my drum", classes=("drum",))
    install_generator("my gun", classes=("gun",))


def test_only_models_of_a_single_class_are_those_of_classes():
    found = {label: model.name for label, model in class_models().items()}
    assert found == {"drum": "my drum", "gun": "my gun"}


def test_the_folder_of_the_reference_names_its_class_unless_it_is_given():
    reference = Path("sounds/Drum/1.wav")
    assert chosen_by_class("by-class", reference)[1].name == "my drum"
    assert chosen_by_class("by-class:gun", reference)[1].name == "my gun"


def test_the_first_class_with_a_model_is_taken():
    label, model = chosen_by_class(by_class(("bright", "gun", "drum")), Path("a.wav"))
    assert (label, model.name) == ("gun", "my gun")


def test_a_class_without_a_model_is_refused_with_those_that_have_one():
    with pytest.raises(EnvironmentUnusableError, match="these classes alone: dog, cat") as told:
        chosen_by_class(by_class(("dog", "cat")), Path("a.wav"))
    assert told.value.hint.endswith("have their own: drum, gun.")


def test_a_choice_by_class_is_told_from_a_name():
    assert is_by_class("by-class")
    assert is_by_class(by_class(("a",)))
    assert not any(map(is_by_class, (None, "by-classes", "drum")))
