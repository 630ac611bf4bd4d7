"""A/B monitoring: each side is a take, a reference or the original, at equal loudness."""

from dataclasses import dataclass
from typing import Final, Literal

from PySide6.QtCore import QObject, Signal, Slot

from gui.document.document import Document
from gui.dub.timeline.lanes.mel_lane import PlacedMel
from gui.playback.clip_media import ClipMedia
from gui.playback.loudness import LISTENING_LUFS, gain_to
from gui.playback.mixer import Layer
from gui.playback.pcm import Looped, Shifted
from gui.playback.player import Player
from gui.playback.sounds import LoadedSound, Sounds

Kind = Literal["original", "take", "reference"]
Side = Literal["A", "B"]


@dataclass(frozen=True, slots=True)
class Heard:
    """A monitoring source.

    Attributes:
        kind: its kind.
        id: of the take or reference; empty for the original.
    """

    kind: Kind
    id: str = ""


ORIGINAL: Final = Heard("original")


class Monitor(QObject):
    """Maps the selected side to the player's layers."""

    changed = Signal()  # side, source or readiness of a sound

    def __init__(
        self,
        document: Document,
        player: Player,
        media: ClipMedia,
        sounds: Sounds,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._player = player
        self._media = media
        self._sounds = sounds
        self.a = ORIGINAL
        self.b = ORIGINAL
        self.side: Side = "A"
        self.original_under = False
        self.original_alone = False
        self.original_volume = 1.0  # under a take
        self._original_measured = False
        self._track_id = ""  # the active track
        sounds.loaded.connect(self._on_loaded)
        media.opened.connect(self._on_clip_opened)
        media.grew.connect(self._on_media_grew)
        document.tracks_changed.connect(self._on_tracks_changed)
        document.takes_changed.connect(self._on_takes_changed)

    @property
    def heard(self) -> Heard:
        """The source being heard."""
        if self.original_alone:
            return ORIGINAL
        return self.a if self.side == "A" else self.b

    def listen_to(self, what: Heard) -> None:
        """Put a source on A and listen to it; the previous one moves to B."""
        if what != self.a:
            if self.a.kind != "reference":
                self.b = self.a
            self.a = what
        self.side, self.original_alone = "A", False
        take = self._document.take(what.id)
        if take is not None:
            self._document.choose_take(take)
        self.apply()

    def compare_with(self, what: Heard) -> None:
        """Put a source on B."""
        self.b = what
        self.apply()

    def exchange(self, old: Heard, new: Heard) -> None:
        """Replace a source on both sides, such as a draft by its full take."""
        self.a = new if self.a == old else self.a
        self.b = new if self.b == old else self.b
        self.apply()

    def flip(self) -> None:
        """Switch sides at the same position without a gap."""
        self.side, self.original_alone = ("B" if self.side == "A" else "A"), False
        self.apply()

    def set_original_under(self, on: bool) -> None:
        """Mix the original under takes, or not."""
        self.original_under = on
        self.apply()

    def set_original_alone(self, on: bool) -> None:
        """Solo the original, whatever is on A and B."""
        if on != self.original_alone:
            self.original_alone = on
            self.apply()

    def set_original_volume(self, volume: float) -> None:
        """Set the volume of the original under takes, 0 to 1; applied squared, like all volumes."""
        self.original_volume = volume
        self._player.set_layers(self.layers())

    def name_of(self, what: Heard) -> str:
        """The text of the badge."""
        take, reference = self._document.take(what.id), self._document.reference(what.id)
        if take is not None:
            return f"Take {take.number} · {take.title}"
        return reference.name if reference is not None else "Original"

    def sound_of(self, what: Heard) -> LoadedSound | None:
        """The decoded sound of a take or reference, or None if it is not ready."""
        take, reference = self._document.take(what.id), self._document.reference(what.id)
        if take is not None:
            return self._sounds.get(take.sound)
        return self._sounds.get(reference.file.path) if reference is not None else None

    def mel_of(self, what: Heard) -> PlacedMel | None:
        """The spectrogram of a source in clip time."""
        if what.kind == "original":
            data = self._media.sound
            return None if data is None else PlacedMel(data.mel, 0.0, "Original")
        sound = self.sound_of(what)
        if sound is None:
            return None
        take, reference = self._document.take(what.id), self._document.reference(what.id)
        start_s = take.recipe.span.start_s if take is not None else 0.0
        if reference is not None:
            start_s = -reference.start_s
        return PlacedMel(sound.data.mel, start_s, self.name_of(what))

    def apply(self) -> None:
        """Send the layers to the player and emit `changed`."""
        self._player.set_layers(self.layers())
        self.changed.emit()

    def layers(self) -> tuple[Layer, ...]:
        """What is heard: the source on the current side, and the original if it is under it."""
        heard = self.heard
        original = self._original_layer()
        if heard.kind == "original":
            return original
        layer = self._layer_of(heard)
        if heard.kind == "take" and self.original_under:
            share = self.original_volume**2
            return (*layer, *(Layer(x.source, x.gain * share) for x in original))
        return layer

    def _original_layer(self) -> tuple[Layer, ...]:
        data = self._media.sound
        if data is None:
            return ()
        return (Layer(data.pcm, gain_to(LISTENING_LUFS, data.lufs)),)

    def _layer_of(self, heard: Heard) -> tuple[Layer, ...]:
        sound = self.sound_of(heard)
        if sound is None:
            return ()
        gain = gain_to(LISTENING_LUFS, sound.lufs)
        take, reference = self._document.take(heard.id), self._document.reference(heard.id)
        if take is not None:
            return (Layer(Shifted(sound.data.pcm, take.recipe.span.start_s), gain),)
        if reference is not None:
            return (Layer(Looped(sound.data.pcm, *reference.region_s), gain),)
        return ()

    @Slot(object)
    def _on_loaded(self, sound: LoadedSound) -> None:
        if sound in (self.sound_of(self.a), self.sound_of(self.b)):
            self.apply()

    @Slot(object)
    def _on_clip_opened(self, _info: object) -> None:
        self._original_measured = False
        self._listen_to_track()

    @Slot()
    def _on_tracks_changed(self) -> None:
        """Listen to another track once it is the active one."""
        track = self._document.track
        track_id = "" if track is None else track.id
        if track_id != self._track_id:
            self._track_id = track_id
            self._listen_to_track()

    def _listen_to_track(self) -> None:
        """Put the chosen take of the active track on A."""
        take = self._document.chosen_take()
        self.a = ORIGINAL if take is None else Heard("take", take.id)
        self.b, self.side = ORIGINAL, "A"
        self.apply()

    @Slot()
    def _on_media_grew(self) -> None:
        """Apply the gain of the original once its loudness is known."""
        data = self._media.sound
        if data is not None and data.is_measured and not self._original_measured:
            self._original_measured = True
            self.apply()

    @Slot()
    def _on_takes_changed(self) -> None:
        """Replace removed takes with the original."""
        ids = {take.id for take in self._document.takes()}
        for side in ("a", "b"):
            heard: Heard = getattr(self, side)
            if heard.kind == "take" and heard.id not in ids:
                setattr(self, side, ORIGINAL)
        self.apply()
