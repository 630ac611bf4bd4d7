"""`python -m engine.host`: the engine process, started by the window."""

import sys

from engine.host.server import main

sys.exit(main())
