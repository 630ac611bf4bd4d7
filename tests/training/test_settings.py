from typing import Annotated, Literal

import pytest
from msgspec.structs import replace

from engine.errors import UsageError
from engine.model.presets import GeneratorConfig
from engine.storage.settings import Range, Settings, settings_of
from engine.storage.values import DamagedValueError, FieldError, convert
from training.settings import parse_value, with_settings


class Inner(Settings, frozen=True, kw_only=True):
    width: Annotated[int, Range(1, 64), "How wide, measured across."] = 4
    sizes: Annotated[tuple[int, int], Range(1, 9, odd=True), "How large."] = (1, 3)
    hop: Annotated[int, Range(2, 8, multiple_of=2), "How far apart."] = 2


class Outer(Settings, frozen=True, kw_only=True):
    rate: Annotated[float, Range(0, 1), "How fast. In steps."] = 0.1
    flip: Annotated[bool, "Whether to mirror."] = False
    size: Annotated[Literal["small", "large"], "How large."] = "small"
    inner: Annotated[Inner, "The inside."] = Inner()
    silent: str = ""


def test_the_text_beside_a_field_is_its_help():
    texts = {setting.name: setting.help for setting in settings_of(Outer)}
    assert texts == {
        "rate": "How fast. In steps.",
        "flip": "Whether to mirror.",
        "size": "How large.",
        "inner": "The inside.",
        "silent": "",
    }


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
    assert changed == Outer(rate=0.25, flip=True, size="large", inner=Inner(width=9))


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
        ("inner.sizes=3,4", "sizes must be odd, not 4"),
        ("inner.sizes=3,11", "sizes must be from 1 to 9, not 11"),
        ("inner.hop=3", "hop must be a multiple of 2, not 3"),
        ("inner.width=1000000000", "width must be from 1 to 64, not 1000000000"),
    ],
)
def test_what_cannot_be_set_is_said_in_a_sentence(assignment, words):
    with pytest.raises(UsageError) as caught:
        with_settings(Outer(), [assignment])
    assert words in str(caught.value)


@pytest.mark.parametrize("values", [{"rate": 2.0}, {"rate": float("nan")}])
def test_a_number_out_of_its_range_cannot_be_made_nor_replaced(values):
    for make in (Outer, lambda **changes: replace(Outer(), **changes)):
        with pytest.raises(FieldError, match="rate must be from 0 to 1") as caught:
            make(**values)
        assert caught.value.name == "rate"


def test_a_file_says_the_same_words_as_the_command_line():
    with pytest.raises(DamagedValueError, match=r"^run\.rate: must be from 0 to 1, not 2$"):
        convert(Outer, {"rate": 2}, "run")
    with pytest.raises(UsageError, match="rate must be from 0 to 1, not 2"):
        with_settings(Outer(), ["rate=2"])
    with pytest.raises(DamagedValueError, match=r"^run\.inner\.sizes: must be odd, not 4$"):
        convert(Outer, {"inner": {"sizes": [3, 4]}}, "run")


def test_a_single_value_is_parsed_by_its_setting():
    rate = settings_of(Outer)[0]
    assert parse_value(rate, "1e-3") == 0.001


def test_a_pair_of_numbers_is_set_with_a_comma():
    changed = with_settings(GeneratorConfig(), ["sgau_input_kernels=3,9"])
    assert changed.sgau_input_kernels == (3, 9)
    with pytest.raises(UsageError, match="two whole numbers"):
        with_settings(GeneratorConfig(), ["sgau_input_kernels=3"])
