"""`main.py doctor`: report what works on this machine."""

import argparse
import json
from typing import Any


def add_doctor(commands: Any) -> None:
    """Add `doctor` to the subcommands."""
    parser = commands.add_parser("doctor", help="check what works here and what is missing")
    parser.add_argument("--json", action="store_true", help="print the findings as JSON")
    parser.add_argument(
        "--install-launcher",
        action="store_true",
        help="add the program to the desktop's menu (Linux; untested on Windows and macOS)",
    )
    parser.set_defaults(run=_run_doctor)


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
