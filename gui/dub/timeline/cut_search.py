"""Marks the cuts of the picture, so that events can be snapped to them."""

from typing import Final

from PySide6.QtCore import QObject

from engine.errors import EngineError
from gui.document import clip_edits
from gui.hosts.prepare_jobs import PrepareJobs, Result
from gui.kit.language import counted, tr
from gui.services import Services

_NOTICE: Final = "cuts"
_LIKE_S: Final = 0.05  # a cut that is marked already is not marked again


class CutSearch(QObject):
    """Looks for cuts in a process of its own and adds a marker for each."""

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._jobs = PrepareJobs(self)
        services.actions.bind(mark_cuts=self.find)

    def shutdown(self) -> None:
        """End the search."""
        self._jobs.shutdown()

    def find(self) -> None:
        """Look for the cuts of the clip."""
        clip = self._services.document.clip
        if clip is None:
            return
        clip_id = clip.id

        def done(result: Result) -> None:
            self._mark(clip_id, [float(time_s) for time_s in result["cuts_s"]])

        def failed(error: EngineError) -> None:
            self._services.banners.close_banner(_NOTICE)
            self._services.errors.present(error, key=f"clip/{clip_id}/cuts")

        path = clip.file.path.absolute()
        self._services.banners.show_banner(
            _NOTICE, tr("Looking for cuts in {name}…", name=clip.name)
        )
        self._jobs.start(["cuts", str(path), "--json"], done=done, failed=failed)

    def _mark(self, clip_id: str, times_s: list[float]) -> None:
        clip = self._services.document.clip
        if clip is None or clip.id != clip_id:
            return
        marked = [marker.time_s for marker in clip.markers]
        new = [at_s for at_s in times_s if all(abs(at_s - each) > _LIKE_S for each in marked)]
        after = clip
        for at_s in new:
            after = clip_edits.add_marker(after, at_s, tr("Cut"))
        if new:
            self._services.document.edit_clip(tr("Mark cuts"), after)
        self._services.errors.solved(f"clip/{clip_id}/cuts")
        said = counted("{n} cut found.", "{n} cuts found.", len(times_s))
        if not times_s:
            said = tr("No cuts found.")
        self._services.banners.show_banner(_NOTICE, said, seconds=8)
