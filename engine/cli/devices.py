"""`main.py devices`: list the devices that `--device` can name, with their memory."""

import argparse
import json
from typing import Any

_GB = 1e9


def add_devices(commands: Any) -> None:
    """Add `devices` to the subcommands."""
    parser = commands.add_parser("devices", help="list the CPU and the GPUs, with free memory")
    parser.add_argument("--json", action="store_true", help="print one line of JSON")
    parser.set_defaults(run=_run_devices)


def _run_devices(options: argparse.Namespace) -> int:
    from msgspec import to_builtins

    from engine.machine.devices import compute_devices

    devices = compute_devices()
    if options.json:
        print(json.dumps({"devices": to_builtins(devices)}))
        return 0
    for each in devices:
        cores = f", {each.cores} cores" if each.cores else ""
        free, total = each.free_bytes / _GB, each.total_bytes / _GB
        print(f"{each.name:8} {each.title}{cores}, {free:.1f} GB of {total:.1f} GB free")
    return 0
