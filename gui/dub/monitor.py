"""A/B monitoring: each side is the mix, a take in it, a reference or the original.

What is heard of a take is the mix with that take in its track: the chosen takes of the other tracks
and the original at their faders, balanced as in an export (`engine.dubbing.mix.faders`). Takes of a
track are therefore compared at equal loudness in their place. Both sides are at a fixed loudness,
or equally far below it where the peaks of a few short hits of one would exceed full scale.
"""

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal, Slot

from engine.project.guide import Guide
from engine.project.model import Clip, Take
from engine.recipe import Fader
from gui.document.document import Document
from gui.dub.mix_layers import (
    HeardMix,
    MixTake,
    guide_layers,
    heard_mix,
    mix_mel,
    original_layer,
    quieter,
    sound_cut,
    take_layers,
    takes_cut,
)
from gui.kit.language import tr
from gui.playback.clip_media import ClipMedia
from gui.playback.loudness import listening_gain
from gui.playback.mel_picture import PlacedMel
from gui.playback.mixer import Layer
from gui.playback.pcm import Looped
from gui.playback.player import Player
from gui.playback.sounds import LoadedSound, Sounds

Kind = Literal["original", "take", "reference", "mix"]
Side = Literal["A", "B"]


@dataclass(frozen=True, slots=True)
class Heard:
    """A monitoring source.

    Attributes:
        kind: its kind.
        id: of the take or reference; empty for the original and the mix.
    """

    kind: Kind
    id: str = ""


ORIGINAL: Final = Heard("original")
MIX: Final = Heard("mix")  # with the chosen take of every track
_SILENT_DB: Final = -60.0  # the lowest gain of a fader


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
        self.original_alone = False
        self.take_alone = False
        self._original_measured = False
        self._track_id = ""  # the active track
        self._applied_desk: list[tuple[str, Fader, str | None, Guide | None]] = []
        sounds.decoded.connect(self._on_decoded)
        sounds.loaded.connect(self._on_loaded)
        sounds.failed.connect(self._on_failed)
        media.opened.connect(self._on_clip_opened)
        media.grew.connect(self._on_media_grew)
        document.replaced.connect(self._listen_to_track)
        document.tracks_changed.connect(self._on_tracks_changed)
        document.takes_changed.connect(self._on_takes_changed)
        document.clip_changed.connect(self._on_clip_changed)

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
        self._note_compared()
        self.apply()

    def compare_with(self, what: Heard) -> None:
        """Put a source on B."""
        self.b = what
        self._note_compared()
        self.apply()

    def exchange(self, old: Heard, new: Heard) -> None:
        """Replace a source on both sides, such as a draft by its full take."""
        self.a = new if self.a == old else self.a
        self.b = new if self.b == old else self.b
        if self.a == self.b:  # which compares nothing
            self.b = ORIGINAL
        self._note_compared()
        self.apply()

    def flip(self) -> None:
        """Switch sides at the same position without a gap."""
        self.side, self.original_alone = ("B" if self.side == "A" else "A"), False
        self.apply()

    @property
    def original_under(self) -> bool:
        """Whether the clip's own sound is part of the mix."""
        clip = self._document.clip
        return clip is not None and not clip.original.muted

    def set_original_under(self, on: bool) -> None:
        """Make the clip's own sound part of the mix, or not."""
        text = tr("Mix with original" if on else "Leave out original")
        self._edit_original(text, muted=not on)

    def set_take_alone(self, on: bool) -> None:
        """Solo the take that is heard, whatever the faders say."""
        if on != self.take_alone:
            self.take_alone = on
            self.apply()

    def set_original_alone(self, on: bool) -> None:
        """Solo the original, whatever is on A and B."""
        if on != self.original_alone:
            self.original_alone = on
            self.apply()

    @property
    def original_volume(self) -> float:
        """The volume of the clip's own sound in the mix, 0 to 1; applied squared."""
        clip = self._document.clip
        gain_db = 0.0 if clip is None else clip.original.gain_db
        return 0.0 if gain_db <= _SILENT_DB else float(min(10.0 ** (gain_db / 40.0), 1.0))

    def set_original_volume(self, volume: float) -> None:
        """Set the volume of the clip's own sound in the mix, 0 to 1."""
        gain_db = 40.0 * math.log10(volume) if volume > 0.0 else _SILENT_DB
        self._edit_original(
            tr("Change original volume"),
            gain_db=max(gain_db, _SILENT_DB),
            merge_key="original volume",
        )

    def _edit_original(self, text: str, *, merge_key: str = "", **changes: object) -> None:
        clip = self._document.clip
        if clip is not None:
            original: Fader = replace(clip.original, **changes)
            edited = replace(clip, original=original)
            self._document.edit_clip(text, edited, merge_key=merge_key)

    def name_of(self, what: Heard) -> str:
        """The text of the badge."""
        take, reference = self._document.take(what.id), self._document.reference(what.id)
        if take is not None:
            return tr("Take {number} · {title}", number=take.number, title=take.title)
        if reference is not None:
            return reference.name
        return tr("Mix" if what == MIX else "Original")

    @property
    def title(self) -> str:
        """What is heard now: a take alone, in the mix of several tracks, or the mix without it."""
        name, mix = self.name_of(self.heard), self._mix_of(self.heard)
        if mix is None or self.take_alone:
            return name
        if not mix.takes:
            has_original = mix.original and self._media.sound is not None
            return self.name_of(ORIGINAL) if has_original else tr("{name}, muted", name=name)
        if self.heard.id not in [each.take.id for each in mix.takes]:
            return self.name_of(MIX)
        return tr("{take} in the mix", take=name) if len(mix.takes) > 1 else name

    def sound_of(self, what: Heard) -> LoadedSound | None:
        """The decoded sound of a take or reference, or None; its spectrogram may still grow."""
        path = self._path_of(what)
        return None if path is None else self._sounds.playable(path)

    def _path_of(self, what: Heard) -> Path | None:
        take, reference = self._document.take(what.id), self._document.reference(what.id)
        path = reference.file.path if reference is not None else None
        return path if take is None else take.sound

    def is_unreadable(self, take: Take) -> bool:
        """Whether the sound of a take could not be read."""
        return self._sounds.has_failed(take.sound)

    def is_loading(self, what: Heard) -> bool:
        """Whether the spectrogram of a take, a reference or the mix is still to come."""
        mix, path = self._mix_of(what) if what == MIX else None, self._path_of(what)
        paths = [each.take.sound for each in mix.takes] if mix is not None else [path]
        known, failed = self._sounds.get, self._sounds.has_failed
        return any(path and not failed(path) and known(path) is None for path in paths)

    def mel_of(self, what: Heard) -> PlacedMel | None:
        """The spectrogram of a source in clip time."""
        if what.kind == "original":
            data = self._media.sound
            return None if data is None else PlacedMel(data.mel, 0.0, self.name_of(what))
        if what == MIX:
            mix, clip = self._mix_of(MIX), self._document.clip
            if mix is None or clip is None:
                return None
            mel = mix_mel(mix, self._sounds_of(mix), self._media.sound, clip.original)
            return None if mel is None else PlacedMel(mel, 0.0, self.name_of(what))
        sound = self.sound_of(what)
        if sound is None:
            return None
        take, reference = self._document.take(what.id), self._document.reference(what.id)
        start_s = -reference.start_s if reference is not None else 0.0
        start_s = take.recipe.span.start_s if take is not None else start_s
        return PlacedMel(sound.data.mel, start_s, self.name_of(what))

    def apply(self) -> None:
        """Send the layers to the player and emit `changed`."""
        self._player.set_layers(self.layers())
        self.changed.emit()

    def layers(self) -> tuple[Layer, ...]:
        """What is heard, at the loudness that both sides can have without clipping."""
        cut = min(map(self._cut_of, (self.a, self.b, self.heard)))
        return quieter(self._layers_of(self.heard), cut)

    def _layers_of(self, what: Heard) -> tuple[Layer, ...]:
        """The original, a reference, or the mix with the take on this side."""
        mix = self._mix_of(what)
        if mix is not None:
            return self._mix_layers(mix, alone=self.take_alone and what != MIX)
        reference = self._document.reference(what.id)
        if reference is None:
            guides = () if self.original_alone else self._guide_layers()
            return (*self._original_layer(Fader()), *guides)
        sound = self._sounds.playable(reference.file.path)
        if sound is None:
            return ()
        gain = listening_gain(sound.lufs)
        return (Layer(Looped(sound.data.pcm, *reference.region_s), gain),)

    def _cut_of(self, what: Heard) -> float:
        """What a source has to be multiplied by, at most 1, to stay below full scale."""
        mix = self._mix_of(what)
        if mix is not None:
            return takes_cut(mix.takes, self._sounds_of(mix), mix.gain)
        sound, original = self.sound_of(what), self._media.sound
        if sound is not None:
            return sound_cut(sound.data, sound.lufs)
        return 1.0 if original is None else sound_cut(original, original.lufs)

    def _mix_of(self, what: Heard) -> HeardMix | None:
        """What is heard of the takes; None for a reference or the original."""
        clip, take = self._document.clip, self._document.take(what.id)
        if take is not None and self.take_alone:
            return HeardMix((MixTake(take, Fader()),), original=False)
        if clip is not None and (take is not None or what == MIX):
            return heard_mix(self._document.project, clip, take)
        return None

    def _mix_layers(self, mix: HeardMix, *, alone: bool) -> tuple[Layer, ...]:
        takes, clip = take_layers(mix.takes, self._sounds_of(mix), mix.gain), self._document.clip
        if alone or clip is None:
            return tuple(takes)
        original = self._original_layer(clip.original, mix.gain) if mix.original else ()
        return (*takes, *self._guide_layers(), *original)

    def _sounds_of(self, mix: HeardMix) -> list[LoadedSound | None]:
        return [self._sounds.playable(each.take.sound) for each in mix.takes]

    def _guide_layers(self) -> tuple[Layer, ...]:
        """The recordings of performances that are not muted."""
        clip = self._document.clip
        guides = [t.guide for t in clip.tracks if t.guide and not t.guide.muted] if clip else []
        sounds = [self._sounds.playable(guide.sound) for guide in guides]
        return tuple(guide_layers(guides, sounds))

    def _original_layer(self, fader: Fader, gain: float = 1.0) -> tuple[Layer, ...]:
        duration_s = self._player.duration_s
        return tuple(original_layer(self._media.sound, fader, duration_s, gain))

    @Slot(object)
    def _on_decoded(self, sound: LoadedSound) -> None:
        """Play a sound as soon as it can be played."""
        if self._may_be_heard(sound):
            self.apply()

    @Slot(object)
    def _on_loaded(self, sound: LoadedSound) -> None:
        """Show the whole spectrogram of a sound."""
        if self._may_be_heard(sound):
            self.changed.emit()

    def _may_be_heard(self, sound: LoadedSound) -> bool:
        project = self._document.project
        heard = [take.sound for take in project.takes]
        heard += [t.guide.sound for clip in project.clips for t in clip.tracks if t.guide]
        return sound.path in heard or sound in (self.sound_of(self.a), self.sound_of(self.b))

    @Slot(object, object)
    def _on_failed(self, _path: Path, _error: Exception) -> None:
        self.changed.emit()

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

    @Slot()
    def _listen_to_track(self) -> None:
        """Put the chosen take of the active track on A, or the mix if only others have takes.

        The take that it was compared with is on B.
        """
        take, clip = self._document.chosen_take(), self._document.clip
        if take is not None:
            self.a = Heard("take", take.id)
        else:
            mix = None if clip is None else heard_mix(self._document.project, clip)
            self.a = MIX if mix is not None and mix.takes else ORIGINAL
        track, takes = self._document.track, self._document.takes()
        compared = [each for each in takes if track and each.id == track.compared_take_id]
        self.b = Heard("take", compared[0].id) if compared else ORIGINAL
        self.side = "A"
        self.apply()

    def _note_compared(self) -> None:
        """Let the project remember the take on B."""
        track, take = self._document.track, self._document.take(self.b.id)
        if track is not None:
            is_own = take is not None and take.track_id == track.id
            self._document.choose(track.id, compared_take_id=self.b.id if is_own else None)

    @Slot(object)
    def _on_clip_changed(self, clip: Clip) -> None:
        """Follow the faders and the chosen takes."""
        desk = [(t.id, t.fader, t.chosen_take_id, t.guide) for t in clip.tracks]
        desk.append(("", clip.original, None, None))
        if clip.id == self._document.project.active_clip_id and desk != self._applied_desk:
            self._applied_desk = desk
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
