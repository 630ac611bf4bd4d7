"""The panel for events: the inspector, the table of all events and the fades of the track."""

from PySide6.QtWidgets import QWidget

from gui.dub.inspector.event_table import EventTable
from gui.dub.inspector.fade_fields import FadeFields
from gui.dub.inspector.inspector import EventInspector
from gui.dub.timeline.lanes.lane import LaneContext
from gui.kit.layouts import put, vbox


class EventsPanel(QWidget):
    """Shows the events and the fades of the active track as values."""

    def __init__(self, context: LaneContext) -> None:
        super().__init__()
        column = vbox(self, margins=8, spacing=8)
        self.inspector = put(column, EventInspector(context))
        self.table = put(column, EventTable(context), 1)
        self.fades = put(column, FadeFields(context.document))
