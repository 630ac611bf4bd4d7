import argparse

import pytest

import main
from engine.cli.options import CommandParser, parse_device
from engine.errors import UsageError


@pytest.mark.parametrize("name", ["auto", "cpu", "cuda", "cuda:0", "cuda:12"])
def test_a_device_is_named_by_its_kind_and_number(name):
    assert parse_device(name) == name


@pytest.mark.parametrize("name", ["", "gpu", "cuda:", "cuda:0,cuda:1", "cuda:x"])
def test_what_names_no_single_device_is_refused(name):
    with pytest.raises(argparse.ArgumentTypeError, match="is not auto, cpu, cuda, or one"):
        parse_device(name)


def test_a_complaint_is_one_line_of_bounded_length(capsys):
    parser = CommandParser(usage="words")
    parser.add_argument("--seed", type=int)
    with pytest.raises(SystemExit):
        parser.parse_args(["--seed=" + "9" * 10_000])
    with pytest.raises(SystemExit):
        parser.parse_args(["--seed=a\nb\x1b[2J"])
    long, strange = capsys.readouterr().err.splitlines()
    assert len(long) < 1100
    assert "a\\nb" in strange


@pytest.mark.parametrize(
    "words",
    [
        "dub --output",
        "dub --events",
        "dub --model",
        "dub --vocoder",
        "train vocoder --run",
        "prepare --output",
        "evaluate --clips",
    ],
)
def test_nothing_is_not_the_current_folder(words, capsys):
    with pytest.raises(SystemExit):
        main.main(f"{words}=".split())
    assert "'' is not a file or folder" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words", ["dub --seed", "render --clip", "hits --region", "mel --output", "train --set"]
)
def test_two_dashes_are_the_value_of_no_option(words, capsys):
    with pytest.raises(SystemExit):
        main.main(f"{words}=--".split())
    assert "'--' is not a value" in capsys.readouterr().err


def test_a_complaint_names_the_help_instead_of_printing_the_usage(capsys):
    with pytest.raises(SystemExit) as ended:
        main.main(["dub", "clip.mp4", "--reference", "metal.wav"])
    assert ended.value.code == UsageError.exit_code
    assert capsys.readouterr().err == (
        "main.py dub: the following arguments are required: --output."
        " main.py dub --help lists all options.\n"
    )


@pytest.mark.parametrize(
    ("words", "meant"),
    [("dubb clip.mp4", "dub"), ("dub c.mp4 --reference r --output o --codec acc", "aac")],
)
def test_a_mistyped_word_is_told_what_was_meant(words, meant, capsys):
    with pytest.raises(SystemExit):
        main.main(words.split())
    assert f"(did you mean {meant}?)" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["dub", "render", "events", "cuts", "hits", "features", "mel"])
def test_the_help_says_what_a_command_takes(command, capsys):
    with pytest.raises(SystemExit):
        main.main([command, "--help"])
    arguments = capsys.readouterr().out.split("positional arguments:")[1].split("options:")[0]
    for line in filter(None, arguments.splitlines()):
        assert len(line.split(maxsplit=1)) > 1, line


@pytest.mark.parametrize(
    ("command", "usage"),
    [
        ("dub", "VIDEO --reference AUDIO --output OUT"),
        ("render", "PROJECT --output OUT"),
        ("evaluate", "--output REPORT_DIR (--dataset DATASET | --clips DIR)"),
    ],
)
def test_the_help_begins_with_what_a_command_needs(command, usage, capsys):
    with pytest.raises(SystemExit):
        main.main([command, "--help"])
    assert capsys.readouterr().out.splitlines()[0] == f"usage: main.py {command} {usage} [options]"


def test_the_help_of_dub_lists_its_options_in_groups(capsys):
    with pytest.raises(SystemExit):
        main.main(["dub", "--help"])
    lines = capsys.readouterr().out.splitlines()
    titles = [line for line in lines if line.endswith(":") and not line.startswith(" ")]
    groups = ["reference:", "events:", "output:", "level and format:", "neural engine:"]
    assert titles[-5:] == groups
