"""The states of the editor shown in the documentation."""

import shutil
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from msgspec.structs import replace
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from engine.config import RESOURCES, Folders
from engine.errors import InputError
from engine.project.model import new_id
from engine.recipe import Delivery
from gui.commands.cheat_sheet import CheatSheet
from gui.commands.command_palette import CommandPalette
from gui.document import clip_edits, event_edits
from gui.dub.export.contents import contents, take_content
from gui.dub.export.export_dialog import ExportDialog
from gui.dub.monitor import Heard
from gui.hosts.engine_host import Crash
from gui.hosts.jobs import JobState
from gui.kit import theme
from gui.preferences.dialog import Preferences
from scripts.screenshots.stage import Stage

SAMPLES: Final = RESOURCES / "samples"
CLIP: Final = SAMPLES / "stairs.mp4"
RECENT: Final = ("hammer.mp4", "stairs.mp4")
_BATCH_JOB_S: Final = 3.2  # of every job, so that the screenshot stays the same
_PART_S: Final = 0.4  # of a sound, on the map of timbres

State = Callable[[QApplication], QImage]


def start(app: QApplication) -> QImage:
    """The start page on first use."""
    with Stage(app) as stage:
        return stage.picture()


def start_with_recent(app: QApplication) -> QImage:
    """The start page with recent projects."""
    with Stage(app) as stage:
        videos = Path("/tmp/Videos")
        videos.mkdir(exist_ok=True)
        for name in reversed(RECENT):
            shutil.copyfile(SAMPLES / name, videos / name)
            stage.window.settings.add_recent(videos / name)
        stage.window.start_page.set_recent(stage.window.settings.recent)
        image = stage.picture()
        stage.window.settings.clear_recent()
        shutil.rmtree(videos)
        return image


def empty_panels(app: QApplication) -> QImage:
    """A clip is open; the panels suggest what to do next."""
    with Stage(app) as stage:
        stage.window.file_commands.open_paths([CLIP])
        stage.wait(lambda: stage.window.document.clip and stage.window.document.track.events)
        stage.idle()
        return stage.picture()


def sample(app: QApplication) -> QImage:
    """The sample: a dubbed clip ready to play with Space."""
    with Stage(app) as stage:
        stage.open_sample()
        return stage.picture()


def small_window(app: QApplication) -> QImage:
    """The window at its smallest size."""
    with Stage(app, size=QSize(1024, 640)) as stage:
        stage.open_sample()
        return stage.picture()


def editing(app: QApplication) -> QImage:
    """Zoomed in, a range and a marker set, three events selected and one muted."""
    with Stage(app) as stage:
        stage.open_sample()
        document, workspace = stage.window.document, stage.window.workspace
        clip = clip_edits.set_range(document.clip, 1.2, 4.1)
        clip = clip_edits.add_marker(clip, 2.62, "the hard one")
        document.edit_clip("Set the range", clip)
        events = document.track.events
        document.edit_track("Mute", event_edits.toggle_muted(document.track, {events[1].id}))
        workspace.selection.set({event.id for event in events[2:5]})
        workspace.axis.show(0.9, 4.6)
        workspace.player.seek(2.62)
        stage.settle(0.6)  # rendering starts a moment after an edit
        stage.idle()
        return stage.picture()


def try_on(app: QApplication) -> QImage:
    """Four timbres tried on the same clip, side by side."""
    with Stage(app) as stage:
        stage.open_sample()
        workspace, document = stage.window.workspace, stage.window.document
        workspace.references.select([each.id for each in document.project.references])
        stage.trigger("try_on")
        stage.wait(lambda: len(document.takes()) >= 1 + len(document.project.references))
        stage.idle()
        return stage.picture()


def compare(app: QApplication) -> QImage:
    """Two takes compared: A and B, and their mels with a wipe."""
    with Stage(app) as stage:
        _two_takes(stage)
        stage.trigger("wipe")
        stage.idle()
        return stage.picture()


def export_dialog(app: QApplication) -> QImage:
    """The export dialog, with the equivalent command line."""
    with Stage(app) as stage:
        stage.open_sample()
        workspace, document = stage.window.workspace, stage.window.document
        clip = clip_edits.set_range(document.clip, 1.2, 4.1)
        info = workspace.media.info
        dialog = ExportDialog(
            contents(document.project, clip, document.takes()[0], alone=False),
            stage.window,
            clip=clip,
            info=info,
        )
        dialog.output.setText("/tmp/hammer dubbed.mp4")
        dialog.show()
        dialog.command.set_text(dialog.command.text().replace(str(SAMPLES), "resources/samples"))
        return stage.picture(dialog)


def jobs(app: QApplication) -> QImage:
    """The job list: one running, two queued, one finished."""
    with Stage(app) as stage:
        stage.open_sample()
        workspace, document = stage.window.workspace, stage.window.document
        workspace.references.select([each.id for each in document.project.references[1:]])
        workspace.dubbing.dub(document.project.references[1:2])
        stage.wait(lambda: len(document.takes()) == 2)
        stage.idle()
        with stage.stopped_engine():
            workspace.dubbing.dub(list(document.project.references[1:]))
            stage.host.estimate.left_s = lambda *_: 3.0
            stage.host.estimate.fraction = lambda job: job.fraction
            running = stage.host.running
            assert running is not None
            running.advance("reference", 1.0)
            running.advance("sound", 0.62)
            stage.trigger("jobs")
            _still(stage)
            return stage.picture()


def batch(app: QApplication) -> QImage:
    """A batch that has ended: what was made, and what failed and why."""
    with Stage(app) as stage, tempfile.TemporaryDirectory() as folder:
        stage.trigger("workspace_batch")
        workspace = stage.window.batch.workspace
        broken = Path(folder) / "broken.mp4"
        broken.write_bytes(CLIP.read_bytes()[:2000])
        workspace.clips.add_paths([SAMPLES / "hammer.mp4", CLIP, broken])
        workspace.references.add_paths([SAMPLES / "metal.flac", SAMPLES / "wood.flac"])
        workspace.output.path = Path(folder) / "dubs"
        workspace.add.click()
        workspace.view.start.click()
        stage.wait(lambda: not workspace.queue.is_running)
        for each in workspace.queue.jobs:
            each.seconds = _BATCH_JOB_S
        workspace.queue.changed.emit()
        workspace.output.edit.setText("/home/user/dubs")
        image = stage.picture()
        workspace.queue.remove(workspace.queue.jobs)
        return image


def preferences(app: QApplication) -> QImage:
    """Preferences."""
    with Stage(app) as stage:
        stage.open_sample()
        stage.trigger("preferences")
        return stage.picture(stage.window.findChild(Preferences))


def timbre_map(app: QApplication) -> QImage:
    """The map of timbres: parts of the shipped sounds, one of them chosen."""
    with Stage(app) as stage:
        stage.open_sample()
        document, references = stage.window.document, stage.window.workspace.references
        document.add_references(
            replace(each, id=new_id(), name=f"{each.name} {part + 1}", start_s=start_s, end_s=end_s)
            for each in document.project.references
            for part, (start_s, end_s) in enumerate(_parts(each.file.duration_s))
        )
        stage.trigger("timbre_map")
        map_ = references.map.map
        stage.wait(lambda: len(map_.items) == len(document.project.references))
        references.select([document.project.references[9].id])
        references.map.resize(560, 480)
        stage.idle()
        return stage.picture(references.map)


def _parts(duration_s: float) -> list[tuple[float, float]]:
    count = int(duration_s / _PART_S)
    return [(number * _PART_S, (number + 1) * _PART_S) for number in range(count)]


def shortcuts(app: QApplication) -> QImage:
    """The list of keyboard shortcuts."""
    with Stage(app) as stage:
        stage.open_sample()
        sheet = CheatSheet(stage.window.actions_, stage.window)
        sheet.show()
        return stage.picture(sheet)


def palette(app: QApplication) -> QImage:
    """Find a command by typing a few letters."""
    with Stage(app) as stage:
        stage.open_sample()
        found = CommandPalette(stage.window.actions_, stage.window)
        found.query.setText("event")
        found.show()
        return stage.picture(found)


def error(app: QApplication) -> QImage:
    """An error: one sentence, how to fix it, and details to copy."""
    with Stage(app) as stage:
        stage.open_sample()
        stage.window.errors.present(
            InputError(
                "holiday.mp4 is damaged: no picture of it can be read.",
                hint="Copy it from the camera again.",
            )
        )
        return stage.picture()


def crash(app: QApplication) -> QImage:
    """The engine crashed and has restarted."""
    with Stage(app) as stage:
        _two_takes(stage)
        job = stage.window.workspace.jobs_panel.jobs.items[0]
        job.state = JobState.QUEUED
        stage.host.crashed.emit(Crash("", job, goes_on=True))
        return stage.picture()


def no_sound(app: QApplication) -> QImage:
    """A machine without a sound device."""
    with Stage(app, is_mute=True) as stage:
        stage.open_sample()
        return stage.picture()


def exported(app: QApplication) -> QImage:
    """After an export: the file's location, and proof that the picture is the clip's."""
    with Stage(app) as stage:
        stage.open_sample()
        workspace, document = stage.window.workspace, stage.window.document
        target = Folders.current().cache / "hammer dubbed.mp4"
        target.parent.mkdir(parents=True, exist_ok=True)
        workspace.exporting.export(take_content(document.takes()[0]), Delivery(output=target))
        stage.wait(lambda: any("Exported" in text for text in stage.window.banners.texts()))
        stage.idle()
        return stage.picture()


def in_light(state: State, app: QApplication) -> QImage:
    """Another state in the light theme."""
    theme.apply(app, "light")
    try:
        return state(app)
    finally:
        theme.apply(app, "dark")


def _two_takes(stage: Stage) -> None:
    stage.open_sample()
    workspace, document = stage.window.workspace, stage.window.document
    workspace.dubbing.dub(document.project.references[2:3])
    stage.wait(lambda: len(document.takes()) == 2)
    stage.idle()
    workspace.monitor.compare_with(Heard("take", document.takes()[1].id))
    stage.idle()


def _still(stage: Stage) -> None:
    """Give every job the same times on every machine."""
    panel = stage.window.workspace.jobs_panel
    for row in range(panel.jobs.rowCount()):
        job = panel.jobs.items[row]
        job.log = [f"14:03:{10 + n:02d}{line[8:]}" for n, line in enumerate(job.log)]
        if job.is_over:
            job.ended_s = job.started_s + 1.4
        stage.host.job_changed.emit(job)


EDITOR: Final[dict[str, State]] = {
    "start": start,
    "start-recent": start_with_recent,
    "empty-panels": empty_panels,
    "sample": sample,
    "small-window": small_window,
    "editing": editing,
    "try-on": try_on,
    "compare": compare,
    "export": export_dialog,
    "exported": exported,
    "jobs": jobs,
    "batch": batch,
    "preferences": preferences,
    "timbre-map": timbre_map,
    "shortcuts": shortcuts,
    "palette": palette,
    "error": error,
    "crash": crash,
    "no-sound": no_sound,
    "light-start": partial(in_light, start),
    "light-sample": partial(in_light, sample),
    "light-export": partial(in_light, export_dialog),
}
