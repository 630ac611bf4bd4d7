import argparse

import pytest

from engine.cli.options import parse_device


@pytest.mark.parametrize("name", ["auto", "cpu", "cuda", "cuda:0", "cuda:12"])
def test_a_device_is_named_by_its_kind_and_number(name):
    assert parse_device(name) == name


@pytest.mark.parametrize("name", ["", "gpu", "cuda:", "cuda:0,cuda:1", "cuda:x"])
def test_what_names_no_single_device_is_refused(name):
    with pytest.raises(argparse.ArgumentTypeError, match="is not auto, cpu, cuda, or one"):
        parse_device(name)
