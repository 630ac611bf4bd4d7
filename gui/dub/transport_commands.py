"""Handlers of the playback and monitoring commands."""

from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Slot

from gui.document.document import Document
from gui.dub.monitor import Monitor
from gui.dub.takes.takes_panel import TakesPanel
from gui.playback.player import Player
from gui.services import Services

_AROUND_S: Final = 0.5
_VOLUME_STEP: Final = 0.05
_TAKE_KEYS: Final = 9


class TransportCommands(QObject):
    """Binds the playback commands to the player and the monitor."""

    def __init__(
        self, services: Services, player: Player, monitor: Monitor, takes: TakesPanel
    ) -> None:
        super().__init__(takes)
        self._document: Document = services.document
        self._player = player
        self._monitor = monitor
        self._settings = services.settings
        actions = services.actions
        actions.bind(
            play=self.play,
            pause=player.pause,
            play_forward=lambda: player.shuttle(1),
            play_backward=lambda: player.shuttle(-1),
            frame_back=lambda: player.step(-1),
            frame_forward=lambda: player.step(1),
            second_back=lambda: player.seek(player.position_s - 1.0),
            second_forward=lambda: player.seek(player.position_s + 1.0),
            to_start=lambda: player.seek(0.0),
            to_end=lambda: player.seek(player.duration_s),
            play_range=self.play_range,
            play_before=self.play_before,
            play_after=self.play_after,
            ab=monitor.flip,
            louder=lambda: self.change_volume(_VOLUME_STEP),
            softer=lambda: self.change_volume(-_VOLUME_STEP),
            rescan_audio=self.rescan,
        )
        for number in range(1, _TAKE_KEYS + 1):
            actions.bind(**{f"take_{number}": partial(takes.listen_to_number, number)})
        self._loop = actions["loop"]
        actions.bind_switches(
            loop=self._on_loop,
            original_under=monitor.set_original_under,
            original_alone=monitor.set_original_alone,
            take_alone=monitor.set_take_alone,
        )
        self._solo = actions["original_alone"]
        self._under = actions["original_under"]
        monitor.changed.connect(self._on_monitor_changed)
        services.document.clip_changed.connect(self._on_clip_changed)
        services.document.clips_changed.connect(self._on_clip_changed)

    def play(self) -> None:
        """Play or pause."""
        self._player.audition.stop()
        self._player.toggle()

    def play_range(self) -> None:
        """Play from the in point to the out point, once."""
        clip = self._document.clip
        if clip is not None:
            self._player.play_span(*clip.range_s)

    def play_before(self) -> None:
        """Play the half second before the playhead, which stays in place."""
        at_s = self._player.position_s
        self._player.play_span(at_s - _AROUND_S, at_s, come_back=True)

    def play_after(self) -> None:
        """Play the half second after the playhead, which stays in place."""
        at_s = self._player.position_s
        self._player.play_span(at_s, at_s + _AROUND_S, come_back=True)

    def change_volume(self, by: float) -> None:
        """Change the volume by a step of -1 to 1."""
        self._player.volume = self._player.volume + by
        self._settings.volume = self._player.volume

    def rescan(self) -> None:
        """Rescan audio devices."""
        self._player.pause()
        self._player.outputs.probe(self._settings.output, again=True)

    @Slot(bool)
    def _on_loop(self, on: bool) -> None:
        clip = self._document.clip
        self._player.set_loop(clip.range_s if on and clip is not None else None)

    @Slot()
    def _on_monitor_changed(self) -> None:
        """Show what is heard of the original, which undo and another clip also change."""
        self._solo.setChecked(self._monitor.original_alone)
        self._under.setChecked(self._monitor.original_under)

    @Slot()
    def _on_clip_changed(self) -> None:
        """Let the loop follow the range."""
        if self._loop.isChecked():
            self._on_loop(True)
