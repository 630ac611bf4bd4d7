from dataclasses import dataclass
from typing import Literal

import pytest

from engine.errors import UsageError
from engine.model.presets import GeneratorConfig
from training.settings import check_range, parse_value, settings_of, with_settings


@dataclass(frozen=True, slots=True)
class Inner:
    """The inside.

    Attributes:
        width: how wide, measured
            across.
        sizes: how large.
    """

    width: int = 4
    sizes: tuple[int, int] = (1, 2)


@dataclass(frozen=True, slots=True)
class Outer:
    """A training."""

    rate: float = 0.1
    """How fast.

    In steps.
    """
    flip: bool = False
    """Whether to mirror."""
    size: Literal["small", "large"] = "small"
    """How large."""
    inner: Inner = Inner()
    """The inside."""
    silent: str = ""

    def __post_init__(self):
        check_range(self, rate=(0, 1))


def test_the_text_under_a_field_is_its_help():
    texts = {setting.name: setting.help for setting in settings_of(Outer)}
    assert texts == {
        "rate": "How fast. In steps.",
        "flip": "Whether to mirror.",
        "size": "How large.",
        "inner": "The inside.",
        "silent": "",
    }


def test_the_help_of_a_class_that_documents_its_attributes_is_found_there():
    texts = {setting.name: setting.help for setting in settings_of(Inner)}
    assert texts == {"width": "How wide, measured across.", "sizes": "How large."}


def test_a_setting_knows_its_type_default_and_choices():
    rate, flip, size, inner, _ = settings_of(Outer)
    assert (rate.type, rate.default, rate.choices) == (float, 0.1, ())
    assert (flip.type, flip.default) == (bool, False)
    assert (size.type, size.choices) == (str, ("small", "large"))
    assert inner.type is Inner


def test_settings_are_applied_in_turn_and_reach_inside():
    changed = with_settings(
        Outer(), ["rate=0.5", "flip = true", "size=large", "inner.width=9", "rate=0.25"]
    )
    assert changed == Outer(rate=0.25, flip=True, size="large", inner=Inner(9))


@pytest.mark.parametrize(
    ("assignment", "words"),
    [
        ("rat=1", "no setting 'rat'. Did you mean rate?"),
        ("zzzzzz=1", "There are rate, flip, size, inner, silent."),
        ("rate", "KEY=VALUE"),
        ("=1", "KEY=VALUE"),
        ("rate=fast", "rate must be a number, not 'fast'. How fast. In steps."),
        ("rate=2", "must be from 0 to 1, not 2"),
        ("rate=nan", "must be from 0 to 1, not nan"),
        ("flip=maybe", "true or false"),
        ("size=medium", "Choose small, large."),
        ("inner.width=1.5", "a whole number"),
        ("inner.wide=1", "Did you mean width?"),
        ("inner=3", "Set inner.KEY=VALUE"),
        ("rate.width=1", "no settings of its own"),
        ("inner.sizes=3", "two whole numbers"),
    ],
)
def test_what_cannot_be_set_is_said_in_a_sentence(assignment, words):
    with pytest.raises(UsageError) as caught:
        with_settings(Outer(), [assignment])
    assert words in str(caught.value)


def test_a_single_value_is_parsed_by_its_setting():
    rate = settings_of(Outer)[0]
    assert parse_value(rate, "1e-3") == 0.001


def test_a_pair_of_numbers_is_set_with_a_comma():
    changed = with_settings(GeneratorConfig(), ["sgau_input_kernels=3,9"])
    assert changed.sgau_input_kernels == (3, 9)
    with pytest.raises(UsageError, match="two whole numbers"):
        with_settings(GeneratorConfig(), ["sgau_input_kernels=3"])
