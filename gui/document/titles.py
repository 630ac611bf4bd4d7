"""What things of the project are called in the window."""

import re

from engine.project.model import Clip, Project, Track
from gui.kit.language import tr


def track_title(project: Project, track: Track) -> str:
    """A track's own name, else that of its reference, else its number within the clip."""
    name = project.name_of(track)
    if name:
        return name
    ids = next([t.id for t in clip.tracks] for clip in project.clips if track in clip.tracks)
    return tr("Track {number}", number=ids.index(track.id) + 1)


def copy_title(project: Project, clip: Clip) -> str:
    """The name for a copy of a clip's active track: its own with the next free number."""
    taken = {track_title(project, track) for track in clip.tracks}
    base = re.sub(r" \d+$", "", track_title(project, clip.track))
    number = 2
    while f"{base} {number}" in taken:
        number += 1
    return f"{base} {number}"
