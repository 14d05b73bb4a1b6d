"""What the buttons to download visits say."""

from collections.abc import Callable, Mapping
from typing import Final

from cards.kit.click_fields import Fields
from cards.visits.verbs import VisitVerb
from handbook.visits.calendar_file import AskForCalendarFile

FILE_READERS: Final[Mapping[str, Callable[[Fields], AskForCalendarFile]]] = {
    VisitVerb.VISIT_FILE: lambda fields: AskForCalendarFile(fields.identity("visit")),
    VisitVerb.VISITS_FILE: lambda _: AskForCalendarFile(),
}
