"""The Dub workspace: references on the left, preview above timeline, takes on the right."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, Qt, QTimer, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QMainWindow, QWidget
from typing_extensions import override

from engine.media.probe import MediaInfo
from engine.project.model import ModelChoice, Reference, Take
from gui.document.drags import read_references
from gui.dub.clip_details import show_details
from gui.dub.clips import ClipCommands, ClipSelector
from gui.dub.export.exporting import Exporting
from gui.dub.full_screen import FullPreview
from gui.dub.inspector.events_panel import EventsPanel
from gui.dub.jobs.job_commands import JobCommands
from gui.dub.jobs.jobs_panel import JobsPanel
from gui.dub.jobs.status import EngineChip, JobLine, OutputChip
from gui.dub.monitor import Monitor
from gui.dub.notices import Notices, clip_notes
from gui.dub.panels import Panels
from gui.dub.perform.perform_panel import PerformPanel
from gui.dub.perform.performing import Performing, State
from gui.dub.preview import Preview
from gui.dub.references.references_panel import ReferencesPanel
from gui.dub.takes.dubbing import Dubbing
from gui.dub.takes.replaced_takes import ReplacedTakes
from gui.dub.takes.settings_panel import SettingsPanel
from gui.dub.takes.takes_panel import TakesPanel
from gui.dub.takes.try_on import TryOnStrip
from gui.dub.timeline.armed import Armed
from gui.dub.timeline.event_commands import EventCommands, release_clipboard
from gui.dub.timeline.event_search import EventSearch
from gui.dub.timeline.lanes.lane import LaneContext
from gui.dub.timeline.marker_commands import MarkerCommands
from gui.dub.timeline.range_commands import RangeCommands
from gui.dub.timeline.rest_search import RestSearch
from gui.dub.timeline.selection import Selection
from gui.dub.timeline.split import PreviewSplit
from gui.dub.timeline.timeline import Timeline
from gui.dub.timeline.tracks.track_commands import TrackCommands
from gui.dub.timeline.tracks.track_list import TrackList, drop_text
from gui.dub.transport_commands import TransportCommands
from gui.hosts.engine_host import COMMAND, EngineHost
from gui.kit.banners import Button
from gui.kit.drops import DropTarget
from gui.kit.language import mark, tr
from gui.kit.time_axis import TimeAxis
from gui.kit.widgets import whole_area
from gui.library.library import Library
from gui.playback.clip_media import ClipMedia
from gui.playback.player import Player
from gui.playback.sounds import Sounds
from gui.services import Services

_START_DELAY_MS = 50  # paint first, then start processes and devices


class DubWorkspace(QMainWindow):
    """Builds the parts of the dub workspace and connects them.

    It is usable once `build` has been run to its end; before, it starts neither process nor thread.
    """

    def __init__(self, services: Services, *, engine_command: tuple[str, ...] = COMMAND) -> None:
        super().__init__()
        self.setWindowFlags(Qt.WindowType.Widget)
        self._services = services
        self._document = services.document
        self.host = EngineHost(engine_command, self, device=services.settings.dubbing_device)
        self.player = Player(self)
        self.media = ClipMedia(self)
        self.sounds = Sounds(services.runner, self)
        self.monitor = Monitor(self._document, self.player, self.media, self.sounds, self)
        self.library = Library(services, self)
        self.selection = Selection(self)
        self.armed = Armed(self._document, self)
        self.axis = TimeAxis(self)
        self.context = LaneContext(
            self.axis, self._document, self.player, self.selection, self.media, services.settings
        )
        self.event_search = EventSearch(services, self.host, self)
        self.rest_search = RestSearch(services, self.host, self.selection, self)
        self.performing = Performing(services, self.player, self.armed, self)
        self.dubbing = Dubbing(services, self.host, self.monitor, self.event_search, self)
        self.replaced_takes = ReplacedTakes(services, self.host, self)
        self.exporting = Exporting(services, self.host, self.media, self)
        self._clip_commands = ClipCommands(services, self.media, self)
        self._job_commands = JobCommands(self.host, self, services.settings)
        self._notices = Notices(services, self.host, self)
        self._is_shut_down = False

    # Assemble

    def build(self) -> Iterator[None]:
        """Create and connect the widgets; the event loop may turn between two parts."""
        self._create_centre()
        yield
        self._create_panels()
        yield
        self._place_panels()
        yield
        self._connect()
        self._bind()
        self._restore()
        QTimer.singleShot(_START_DELAY_MS, self._start)

    def _create_centre(self) -> None:
        actions = self._services.actions
        self.preview = Preview(self.player, self.monitor, actions)
        self.try_on_strip = TryOnStrip(self._document, self.monitor, self.sounds)
        self.preview.add_below(self.try_on_strip)
        self.clip_selector = ClipSelector(self._services)
        tracks = TrackList(self.context, self.event_search, self.armed, self.monitor, self.sounds)
        self.timeline = Timeline(self.context, actions, self.monitor, tracks, self.clip_selector)
        self._split = PreviewSplit(
            self._document, self._services.settings, self.preview, self.timeline
        )
        self.setCentralWidget(self._split)

    def _create_panels(self) -> None:
        self.references = ReferencesPanel(
            self._services, self.host, self.library, self.sounds, self.player, self.monitor
        )
        self.takes = TakesPanel(self._document, self.monitor)
        self.settings_panel = SettingsPanel(self._document)
        self.perform_panel = PerformPanel(self.performing, self.player, self._services.actions)
        self.events_panel = EventsPanel(self.context)
        self.timeline.tracks.events_dragged.connect(self.events_panel.inspector.show_drag)
        self.jobs_panel = JobsPanel(self.host)

    def _place_panels(self) -> None:
        actions = self._services.actions
        self._panels = Panels(
            self,
            actions,
            sides={
                mark("References"): self.references,
                mark("Takes"): self.takes,
                mark("Next take"): whole_area(self.settings_panel),
            },
            beside={
                "event_panel": (mark("Events"), self.events_panel),
                "performing": (mark("Performance"), self.perform_panel),
            },
            below={"jobs": (mark("Jobs"), self.jobs_panel)},
        )
        self.job_line = JobLine(self.host, actions)
        self._engine_chip = EngineChip(self.host, actions)
        self._output_chip = OutputChip(self.player.outputs, self._services.settings, actions)

    def use_model(self, choice: ModelChoice) -> bool:
        """Use an installed model or vocoder for the next takes; return whether a clip is open."""
        self.host.ask_models()
        settings = choice.applied_to(self._document.settings)
        self._document.edit_settings(settings, text=tr("Use {name}", name=choice.name))
        return self._document.clip is not None

    def compare_models(self, choices: tuple[ModelChoice, ...]) -> bool:
        """Dub the active clip with each model, all else equal; return whether that started."""
        self.host.ask_models()
        return self.dubbing.dub_with(self.references.adopted(), choices)

    def status_widgets(self) -> tuple[QWidget, ...]:
        """Widgets for the right side of the status bar."""
        return (self._engine_chip, self._output_chip)

    @Slot(bool)
    def set_status_short(self, short: bool) -> None:
        """Let these be icons alone, for the sake of a notice."""
        for chip in (self._engine_chip, self._output_chip):
            chip.set_short(short)

    # Connect

    def _connect(self) -> None:
        document = self._document
        document.left.connect(self.host.cancel_all)
        document.clips_changed.connect(self._on_clips_changed)
        document.clip_changed.connect(self._keep_selection)
        document.tracks_changed.connect(self._keep_selection)
        self.media.opened.connect(self._on_media_opened)
        self.media.opened.connect(self.clip_selector.show_facts)
        self.media.opened.connect(self.settings_panel.show_clip)
        self.media.frames_known.connect(self.player.set_frame_times)
        self.media.failed.connect(self._on_media_failed)
        self.references.use_requested.connect(self.dubbing.dub)
        self.references.range_dropped.connect(self._clip_commands.make_reference)
        for target in (self.preview, self.timeline):
            drops = DropTarget(target, read_references, drop_text)
            drops.dropped.connect(self._on_references_dropped)
        self.timeline.tracks.references_dropped.connect(self._on_references_dropped)
        self.timeline.tracks.sounds_dropped.connect(self._on_sounds_dropped)
        self.takes.more_requested.connect(self.dubbing.more_like)
        self.takes.reproduce_requested.connect(self.dubbing.reproduce)
        self.dubbing.tried_on.connect(self.try_on_strip.start)
        self.host.job_changed.connect(self.try_on_strip.show_job)
        self._clip_commands.said.connect(self.job_line.say)
        self._clip_commands.reference_made.connect(self.references.reveal)
        self._services.files.sounds_opened.connect(self.references.reveal)
        self._services.files.saved.connect(self.job_line.say)
        self.takes.recipe_requested.connect(self._on_recipe_requested)
        self.takes.export_requested.connect(partial(self.exporting.ask, alone=True))
        self.dubbing.said.connect(self.job_line.say)
        self.event_search.said.connect(self.job_line.say)
        self.rest_search.said.connect(self.job_line.say)
        self.performing.played.connect(self.timeline.tracks.show_performed)
        self.performing.said.connect(self.job_line.say)
        self.event_search.hint_changed.connect(self.timeline.tracks.set_hint)
        self.job_line.cancel_requested.connect(self._job_commands.cancel)
        self._job_commands.said.connect(self.job_line.say)
        self.host.info_changed.connect(self.settings_panel.show_models)
        self.host.crashed.connect(self._notices.tell_crash)
        outputs = self.player.outputs
        outputs.changed.connect(lambda _: self._notices.tell_output(outputs))
        self.preview.volume_slider.valueChanged.connect(self._on_volume_moved)

    def _bind(self) -> None:
        actions = self._services.actions
        actions.bind(
            dub=lambda: self.dubbing.dub(self.references.adopted()),
            dub_next_seed=lambda: self.dubbing.dub(self.references.adopted(), seed_step=1),
            try_on=lambda: self._try_on(self.references.adopted(all_selected=True)),
            clip_details=lambda: show_details(self._services, self),
            cancel=self._job_commands.cancel,
            free_memory=self._job_commands.free_memory,
            play_reference=self.references.play,
            export=self._export,
            perform=self._perform,
            panels=self._panels.toggle_sides,
        )
        self.full_preview = FullPreview(actions, self.player, self.monitor, self.preview)
        self.performing.state_changed.connect(
            lambda state: self.full_preview.show_recording(state is State.RECORDING)
        )
        actions.bind_switches(wipe=self._on_wipe_toggled, auto_render=self._on_auto_render_toggled)
        actions["auto_render"].setChecked(self._services.settings.auto_render)
        self.event_commands = EventCommands(self._services, self.context, self)
        self._range_commands = RangeCommands(self._services, self.context, self)
        MarkerCommands(self._services, self.context, self.timeline.ruler, self)
        tracks = self.timeline.tracks
        self._track_commands = TrackCommands(self._services, self.selection, tracks, self)
        tracks.event_menu_requested.connect(self.event_commands.open_menu)
        self._transport_commands = TransportCommands(
            self._services, self.player, self.monitor, self.takes
        )

    def _restore(self) -> None:
        settings = self._services.settings
        self.player.volume = settings.volume
        self.preview.set_volume(settings.volume)
        state = settings.layout("docks")
        self._has_own_layout = state is not None
        if state is not None:
            self.restoreState(state)

    # Start and shutdown

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Lay out the panels once the window has a size, before they are seen."""
        super().showEvent(event)
        layout = self.layout()
        if layout is not None and not self._has_own_layout:
            self._has_own_layout = True
            layout.activate()
            self._fresh_layout()
            layout.invalidate()
            layout.activate()

    @Slot()
    def _start(self) -> None:
        """Start the engine, the audio output and the library scan."""
        if self._is_shut_down:
            return  # closed before the timer fired
        self.player.outputs.probe(self._services.settings.output)
        self.host.start()
        self.library.scan()
        self._on_clips_changed()

    def may_close(self) -> bool:
        """Ask about takes and exports under way; false means stay."""
        return self._job_commands.may_close()

    def may_leave(self) -> bool:
        """Ask about them before another project is opened, which cancels them."""
        return self._job_commands.may_leave()

    def shutdown(self) -> None:
        """Stop processes and threads and release the audio device."""
        self._is_shut_down = True
        self.performing.close()
        self._range_commands.shutdown()
        self.host.shutdown()
        self.player.close()
        self.media.shutdown()
        self.sounds.close()
        release_clipboard()

    def keep_layout(self) -> None:
        """Save the sizes of the panels, if they have been shown."""
        if not self._has_own_layout:
            return
        self._services.settings.keep_layout("docks", QByteArray(self.saveState()))
        self._split.keep()

    def reset_layout(self) -> None:
        """Restore the default layout."""
        self._split.reset()
        self.timeline.share_room()
        self._panels.reset()
        self._fresh_layout()

    def _fresh_layout(self) -> None:
        self._panels.use_default_sizes()

    # Slots

    @Slot()
    def _on_clips_changed(self) -> None:
        clip = self._document.clip
        self.preview.screen_.say(
            tr("Drop a video here") if clip is None else tr("Opening {name}…", name=clip.name)
        )
        self.media.open(clip)
        if clip is None:
            self.player.open(None, self.media.proxies)
            self.preview.screen_.clear()

    @Slot()
    def _keep_selection(self) -> None:
        self.selection.keep_existing(self._document.track)

    @Slot(object)
    def _on_media_failed(self, error: Exception) -> None:
        clip = self._document.clip
        self.preview.screen_.say(tr("This clip cannot be opened"))
        find = Button(tr("Find…"), self._services.actions["relink"].trigger)
        open_another = Button(tr("Open another…"), self._services.actions["open"].trigger)
        key = "clip" if clip is None else f"clip/{clip.id}/media"
        self._services.errors.present(error, buttons=(find, open_another), key=key)

    @Slot(object)
    def _on_media_opened(self, info: MediaInfo) -> None:
        clip = self._document.clip
        self.axis.set_duration(info.duration_s)
        self.player.open(info, self.media.proxies)
        self.preview.screen_.set_notes(clip_notes(info))
        if clip is not None:
            self.event_search.look(clip, "auto", asked=False)

    def _perform(self) -> None:
        self._panels.open("performing")
        self.performing.toggle()

    def _try_on(self, references: list[Reference]) -> None:
        self.dubbing.try_on(references, self.player.position_s)

    @Slot(object)
    def _on_references_dropped(self, dropped: list[Reference]) -> None:
        self.references.select([reference.id for reference in dropped])
        references = self.references.adopt(dropped)
        if len(references) == 1:
            self.dubbing.dub(references)
        else:
            self._try_on(references)

    @Slot(object)
    def _on_sounds_dropped(self, paths: list[Path]) -> None:
        self._services.files.open_paths(paths, use=self._on_references_dropped)

    def _export(self) -> None:
        """Ask how to export what is heard."""
        monitor = self.monitor
        heard = [self._document.take(what.id) for what in (monitor.heard, monitor.a)]
        take = heard[0] or heard[1] or self.takes.current()
        self.exporting.ask(take, alone=monitor.take_alone)

    @Slot(object)
    def _on_recipe_requested(self, take: Take) -> None:
        self._document.edit_settings(take.settings, text=tr("Use settings of take"))

    @Slot(int)
    def _on_volume_moved(self, value: int) -> None:
        self.player.volume = value / 100
        self._services.settings.volume = self.player.volume

    @Slot(bool)
    def _on_auto_render_toggled(self, on: bool) -> None:
        self.dubbing.following.is_on = self._services.settings.auto_render = on

    @Slot(bool)
    def _on_wipe_toggled(self, on: bool) -> None:
        self.timeline.mel.set_wipe(on)
        self.monitor.apply()
