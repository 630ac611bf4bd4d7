"""`main.py info`, `devices` and `doctor`: say what is in a clip, and what this machine has."""

import argparse
import json
from pathlib import Path
from typing import Any, Final

_GB: Final = 1e9


def add_reports(commands: Any) -> None:
    """Add `info`, `devices` and `doctor` to the subcommands."""
    info = commands.add_parser("info", help="say what is in a clip, and what an export keeps")
    info.add_argument("video", type=Path, metavar="FILE")
    info.add_argument("--json", action="store_true", help="print one line of JSON")
    info.set_defaults(run=_run_info)
    doctor = commands.add_parser("doctor", help="check what works here and what is missing")
    doctor.add_argument("--json", action="store_true", help="print the findings as JSON")
    doctor.add_argument(
        "--install-launcher",
        action="store_true",
        help="add the program to the desktop's menu (Linux; untested on Windows and macOS)",
    )
    doctor.set_defaults(run=_run_doctor)
    devices = commands.add_parser("devices", help="list the CPU and the GPUs, with free memory")
    devices.add_argument("--json", action="store_true", help="print one line of JSON")
    devices.set_defaults(run=_run_devices)


def _run_info(options: argparse.Namespace) -> int:
    from engine.dubbing.handoff.details import clip_details
    from engine.media.probe import probe

    details = dict(detail.in_english() for detail in clip_details(probe(options.video)))
    if options.json:
        print(json.dumps(details))
    else:
        for title, text in details.items():
            print(f"{title:16} {text}")
    return 0


def _run_doctor(options: argparse.Namespace) -> int:
    from dataclasses import asdict

    from engine.machine.doctor import examine

    if options.install_launcher:
        from engine.machine.launcher import install_launcher

        path = install_launcher()
        print(json.dumps({"launcher": str(path)}) if options.json else f"Installed {path}.")
        return 0
    findings = []
    for finding in examine():
        findings.append(finding)
        if not options.json:
            print(f"{finding.status:8}  {finding.name}: {finding.detail}")
            if finding.fix:
                print(f"{'':8}  -> {finding.fix}")
    broken = [finding.name for finding in findings if finding.status == "missing"]
    if options.json:
        print(json.dumps({"works": not broken, "findings": [asdict(each) for each in findings]}))
    else:
        print(f"dub does not work: {', '.join(broken)}" if broken else "dub works here.")
    return 4 if broken else 0


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
