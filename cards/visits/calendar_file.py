"""How somebody comes to their calendar file: a button on the card, then a link of their own."""

from datetime import datetime
from typing import Final

from cards.kit.download import link_card
from cards.kit.elements import Json, execute
from cards.visits.verbs import VisitVerb
from handbook.core.british_time import moment_words
from handbook.core.people import Person
from handbook.visits.calendar_file import may_have_file
from handbook.visits.dossier import VisitDossier

DOWNLOAD: Final = "Download for a calendar"
_TITLE: Final = "Your visits as a calendar file"


def download_one(dossier: VisitDossier, viewer: Person) -> list[Json]:
    """The button on a visit's card, where there is a day to be written down."""
    if not may_have_file(dossier, viewer):
        return []
    return [execute(DOWNLOAD, VisitVerb.VISIT_FILE, {"visit": dossier.visit.id}, submits_inputs=False)]


def download_all(own: bool) -> list[Json]:
    """The button on a list of visits, if there are any."""
    return [execute(DOWNLOAD, VisitVerb.VISITS_FILE, {}, submits_inputs=False)] if own else []


def calendar_link_card(url: str, until: datetime) -> Json:
    words = f"The link is for you alone, and works until {moment_words(until)}. The file (.ics) opens in any calendar."
    return link_card(_TITLE, words, "Download (.ics)", url, "you asked for your visits as a file")
