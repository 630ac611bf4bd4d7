"""A microphone that hears a file: PulseAudio with a sink that leads nowhere but to its monitor."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

PATIENCE_S = 20.0
LATENCY_MS = 20  # of what is heard
AHEAD_MS = 2000  # of what is played: a busy machine then leaves no gaps

needs_pulseaudio = pytest.mark.skipif(
    not all(map(shutil.which, ("pulseaudio", "pactl", "paplay"))), reason="no PulseAudio"
)


class NullMicrophone:
    """What the programs that see this environment hear as their microphone."""

    def __init__(self, folder: Path) -> None:
        socket = folder / "native"
        self.environment = {
            **os.environ,
            "HOME": str(folder),  # for .asoundrc, by which PortAudio finds PulseAudio
            "XDG_RUNTIME_DIR": str(folder),
            "PULSE_RUNTIME_PATH": str(folder),
            "PULSE_SERVER": f"unix:{socket}",
            "PULSE_SINK": "speakers",
            "PULSE_SOURCE": "microphone.monitor",
            "PULSE_LATENCY_MSEC": str(LATENCY_MS),
        }
        folder.joinpath(".asoundrc").write_text("pcm.!default pulse\nctl.!default pulse\n")
        modules = [
            "module-null-sink sink_name=speakers",
            "module-null-sink sink_name=microphone",
            f"module-native-protocol-unix auth-anonymous=1 socket={socket}",
        ]
        words = ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no"]
        for module in modules:
            words += ["-L", module]
        self._server = subprocess.Popen(
            words, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def wait(self) -> None:
        """Until the server answers."""
        end_s = time.monotonic() + PATIENCE_S
        while self._run("pactl", "info").returncode:
            assert time.monotonic() < end_s, "PulseAudio did not start"
            time.sleep(0.2)

    def hear(self, sound: Path) -> None:
        """Let the microphone hear a file, to its end."""
        done = self._run("paplay", "--device=microphone", f"--latency-msec={AHEAD_MS}", str(sound))
        assert done.returncode == 0, done.stderr

    def close(self) -> None:
        """End the server."""
        self._server.terminate()
        self._server.wait(PATIENCE_S)

    def _run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            words, env=self.environment, capture_output=True, text=True, check=False
        )


@contextmanager
def null_microphone(folder: Path) -> Iterator[NullMicrophone]:
    """A microphone for a test; its sockets are in `folder`, whose path must be short."""
    folder.mkdir(parents=True, exist_ok=True)
    microphone = NullMicrophone(folder)
    try:
        microphone.wait()
        yield microphone
    finally:
        microphone.close()
