"""What things of the project are called in the window."""

from engine.project.model import Project, Track
from gui.kit.language import tr


def track_title(project: Project, track: Track) -> str:
    """A track's own name, else that of its reference, else its number within the clip."""
    name = project.name_of(track)
    if name:
        return name
    ids = next([t.id for t in clip.tracks] for clip in project.clips if track in clip.tracks)
    return tr("Track {number}", number=ids.index(track.id) + 1)
