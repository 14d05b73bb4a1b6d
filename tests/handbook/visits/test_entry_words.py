"""What a visit says of itself in a calendar, wherever it stands: in Outlook and in a calendar file."""

from dataclasses import replace
from html import unescape

import pytest

from cards.visits.invitation import invitation_html, subject
from documents.visit_calendar_file import calendar_file
from handbook.visits.in_calendars.entry_words import entry_words
from handbook.visits.purposes import APPRAISAL, ExtraVisit, Menu, Purpose, SchoolLedVisit
from handbook.visits.visit import VisitStatus
from tests.support import visits as v
from tests.support.builders import MONDAY

EVERY_PURPOSE: list[Purpose] = [v.TERMLY, ExtraVisit("extra-1", "Maths review"), *map(SchoolLedVisit, Menu)]
AGENDA = ("Progress on the actions", "Attendance")


@pytest.mark.parametrize("purpose", EVERY_PURPOSE, ids=str)
def test_the_event_in_outlook_and_the_calendar_file_say_the_same(purpose: Purpose) -> None:
    visit = replace(
        v.a_visit(VisitStatus.BOOKED),
        purpose=purpose,
        agenda=AGENDA,
        information=("zygobringmorphic",),
        reason="zygowhy",
    )
    dossier = v.dossier_of(visit)
    said = entry_words(dossier)
    file = calendar_file([dossier], MONDAY).replace(b"\r\n ", b"").decode().replace("\\", "")
    outlook = unescape(subject(dossier) + invitation_html(dossier))
    for place in (file, outlook):
        assert "zygo" not in place
        for words in (said.title, said.who, *said.agenda):
            assert words in place
    assert said.private is (purpose == APPRAISAL)
    assert f"CLASS:{'PRIVATE' if said.private else 'PUBLIC'}\r\n" in file
