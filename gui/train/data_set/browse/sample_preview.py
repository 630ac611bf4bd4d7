"""Preview of a sample: picture, events, mel and sound, as stored or as a training gets it."""

from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from engine.config import GRID
from engine.errors import EngineError
from engine.storage.leftovers import temporary_folder
from gui.hosts.prepare_jobs import PrepareJobs, Result
from gui.kit.durations import length_text
from gui.kit.language import counted, explained, tr
from gui.kit.layouts import ROOM, add, hbox, put, vbox
from gui.kit.widgets import (
    choice,
    faint,
    heading,
    offer,
    push_button,
    set_tone,
    wrapped,
)
from gui.kit.workers import Job
from gui.train.data_set.browse.mel_strip import MelStrip
from gui.train.data_set.clip_model import SPLIT_NAMES
from gui.train.data_set.time_strip import PlayRow
from gui.train.new_run.preset_list import preset_name
from gui.train.sample_picture import SamplePicture
from gui.train.services import TrainServices
from training.data.browsing import Browser, Entry, Excerpt
from training.own_presets import own_presets
from training.presets import GENERATOR_PRESETS
from training.run.results.sampled import SampledClip
from training.run.sample_files import write_16_bit_wav

_FULL_SCALE: Final = 32767.0


class SamplePreview(QWidget):
    """One sample of a data set; the picture follows the audio clock."""

    def __init__(self, services: TrainServices, program: tuple[str, ...]) -> None:
        super().__init__()
        self._services = services
        self._browser: Browser | None = None
        self._entry: Entry | None = None
        self._read: tuple[Excerpt, Path | None] | None = None
        self._job: Job | None = None
        self._seed = 0  # of the last altered example
        self._after = ExitStack()
        self._folder: Path | None = None  # of the sounds that are played
        self._sounds = 0
        self.jobs = PrepareJobs(self, program=program)
        self.setMinimumWidth(300)
        self._assemble()
        self._connect()
        self.show_entry(None, None)

    def show_entry(self, browser: Browser | None, entry: Entry | None) -> None:
        """Show another sample from its start."""
        self.close_sample()
        self._browser, self._entry = browser, entry
        for widget in (self._name, self._facts, self.preset, self.alter):
            widget.setVisible(entry is not None)
        if browser is None or entry is None:
            return
        info = entry.info
        self._name.setText(info.source.replace("/", " / "))
        split = "" if entry.split is None else tr(SPLIT_NAMES[entry.split])
        content = tr("{length}, repeated", length=length_text(info.content_s))
        is_whole = info.content_s >= GRID.window_s
        parts = (
            info.label,
            split,
            length_text(info.content_s) if is_whole else content,
            counted("{n} event", "{n} events", len(info.events)),
        )
        self._facts.setText("  ·  ".join(filter(None, parts)))
        sound = self._new_sound()
        self._job = self._services.runner.start(
            lambda _context: _read(browser, entry, sound),
            done=self._on_read,
            failed=self._on_failed,
            instead_of=self._job,
        )

    def offer_presets(self) -> None:
        """Offer the generator's presets; the first choice is that of the page *New run*."""
        kept = self._services.settings.new_run.drafts.get("generator")
        first = "compact" if kept is None else kept.own or kept.preset
        chosen = self.preset.currentData() or first
        shipped = (name for name, each in GENERATOR_PRESETS.items() if not each.ablation)
        presets = [(preset_name(name), name) for name in shipped]
        presets += [(own.name, own.name) for own in own_presets("generator")]
        offer(self.preset, presets, chosen)

    def close_sample(self) -> None:
        """Stop and show nothing."""
        self.jobs.cancel()
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._read = None
        self.strip.clear()
        self.row.offer(None)
        if self._folder is not None:
            for file in self._folder.iterdir():
                with suppress(OSError):
                    file.unlink()
        self.picture.show_clip(None, None)
        self.original.hide()
        self._say("")

    def shutdown(self) -> None:
        """End the child process and remove the temporary files."""
        self.close_sample()
        self.jobs.shutdown()
        self._after.close()
        self._folder = None

    # Assemble

    def _assemble(self) -> None:
        column = vbox(self, margins=0, spacing=4)
        self.picture = put(column, SamplePicture(self._services.runner, QSize(320, 220)), 1)
        self.picture.caption.hide()  # it is below
        self.strip = put(column, MelStrip())
        self.row = PlayRow(self._services.player, self.strip, tr("Play the sample (Space)"))
        self.original = push_button(tr("Original"), self._show_stored)
        self.alter = push_button(
            tr("Hear as trained"),
            self._alter,
            tip=tr(
                "Crops the sample and alters its sound at random, as a training with this preset"
                " does; each click makes another example"
            ),
        )
        row = hbox(spacing=6)
        self.preset = choice(tr("Preset"))
        self.preset.setToolTip(tr("The preset whose training is imitated"))
        add(row, ROOM, self.original, self.preset, self.alter)
        self._name = heading("")
        self._name.setWordWrap(True)
        self._facts = faint()
        self.note = wrapped(selectable=True)
        add(column, self.row, row, self._name, self._facts, self.note)

    def _connect(self) -> None:
        self.picture.clicked.connect(self.row.toggle)
        self.row.moved.connect(self._on_moved)
        self.jobs.busy_changed.connect(self.alter.setDisabled)

    def _new_sound(self) -> Path:
        """A file for a sound; its name is new, as the player remembers those it has decoded."""
        if self._folder is None:
            self._folder = self._after.enter_context(temporary_folder())
        self._sounds += 1
        return self._folder / f"{self._sounds}.wav"

    # Stored

    def _on_read(self, read: tuple[Excerpt, Path | None]) -> None:
        self._job = None
        self._read = read
        if self._entry is not None:
            self.picture.show_clip(_clip_of(self._entry, read[0]), _frames_of(read[0]))
        self._show_stored()

    def _on_failed(self, error: Exception) -> None:
        self._job = None
        known = isinstance(error, EngineError)
        self._say(explained(error) if known else tr("The sample cannot be read."), is_error=True)

    @Slot()
    def _show_stored(self) -> None:
        entry, read = self._entry, self._read
        if entry is None or read is None:
            return
        excerpt, sound = read
        events = [(event.time_s, event.strength) for event in entry.info.events]
        self.original.hide()
        self._show(excerpt.mel, events, entry.info.content_s, sound)
        words = []
        if sound is None:
            text = tr("This data set holds no sounds; “Hear as trained” makes one from the mel.")
            words.append(text)
        if self._browser is not None and self._browser.has_unseen_sounds:
            words.append(tr("Sounds without a mark belong to nothing in the picture, on purpose."))
        self._say("\n".join(words))

    # As trained

    @Slot()
    def _alter(self) -> None:
        browser, entry = self._browser, self._entry
        if browser is None or entry is None:
            return
        self._seed += 1
        sound = self._new_sound()
        words = ["prepare", "--describe", str(browser.folder), "--sample", str(entry.number)]
        words += ["--output", str(sound), "--seed", str(self._seed), "--json"]
        words += ["--preset", self.preset.currentData()]
        self._say(tr("Making an example…"))
        self.jobs.start(words, done=self._on_altered, failed=self._on_not_altered)

    def _on_altered(self, result: Result) -> None:
        mel = np.load(result["mel"], allow_pickle=False)
        events = [(time_s, strength) for time_s, strength in result["events"]]
        self._show(mel, events, float(result["length_s"]), Path(result["sound"]))
        self._say(tr("As trained: cropped, its sound altered, and made audible from the mel."))
        self.original.show()
        self.row.play(0.0)

    def _on_not_altered(self, error: EngineError) -> None:
        self._say(explained(error), is_error=True)

    # Either

    def _show(
        self,
        mel: NDArray[np.float32] | None,
        events: list[tuple[float, float]],
        content_s: float,
        sound: Path | None,
    ) -> None:
        self.strip.show_mel(mel, events, content_s)
        self.row.offer(sound)
        self.picture.follow(0.0, playing=False)

    @property
    def _is_altered(self) -> bool:
        return self._read is not None and self.row.sound != self._read[1]

    def _say(self, text: str, *, is_error: bool = False) -> None:
        self.note.setText(text)
        self.note.setVisible(bool(text))
        set_tone(self.note, "danger" if is_error else "")

    @Slot(float, bool)
    def _on_moved(self, at_s: float, playing: bool) -> None:
        if not self._is_altered:
            self.picture.follow(at_s, playing=playing)


def _clip_of(entry: Entry, excerpt: Excerpt) -> SampledClip:
    info = entry.info
    return SampledClip(
        label=info.label,
        source=info.source,
        file=excerpt.clip,
        start_s=info.start_s,
        content_s=info.content_s,
    )


def _frames_of(excerpt: Excerpt) -> QImage | None:
    """The small pictures of a sample, one below the other."""
    if excerpt.pictures is None:
        return None
    count, height, width = excerpt.pictures.shape
    data = np.ascontiguousarray(excerpt.pictures).data
    size = (width, count * height, width)  # and the bytes of a line
    return QImage(data, *size, QImage.Format.Format_Grayscale8).copy()


def _read(browser: Browser, entry: Entry, sound: Path) -> tuple[Excerpt, Path | None]:
    """A sample, and its sound in a file if the data set holds one."""
    excerpt = browser.read(entry)
    if excerpt.wave is None:
        return excerpt, None
    write_16_bit_wav(sound, excerpt.wave.astype(np.float32) / _FULL_SCALE)
    return excerpt, sound
