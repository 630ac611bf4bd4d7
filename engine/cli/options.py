"""Parsers for option values, and options shared by several commands."""

import argparse


def parse_count(text: str) -> int:
    """Parse a whole number from 1 to 99."""
    if not text.isdecimal() or not 1 <= int(text) <= 99:
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number from 1 to 99")
    return int(text)


def add_device(parser: argparse.ArgumentParser) -> None:
    """Add `--device`."""
    parser.add_argument("--device", choices=("auto", "cpu", "cuda"), default="auto")
