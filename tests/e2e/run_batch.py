"""Run many command lines in one process; report how each one ended, a line of JSON each.

Reads command lines as JSON lists from stdin. A child process, so that a crash ends only this.
"""

import contextlib
import io
import json
import sys
import time

import main

for line in sys.stdin:
    said = io.StringIO()
    start_s = time.process_time()
    with contextlib.redirect_stderr(said), contextlib.redirect_stdout(io.StringIO()):
        try:
            exit_code = main.main(json.loads(line))
        except SystemExit as end:  # argparse ends so
            exit_code = end.code if isinstance(end.code, int) else 1
    outcome = {"exit": exit_code, "said": said.getvalue(), "seconds": time.process_time() - start_s}
    sys.stdout.write(json.dumps(outcome) + "\n")
    sys.stdout.flush()
