"""Records of SIPs for tests, and the cards of them in every state."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from cards.sip_team.actions import ShowSips, SipForm, SipShow
from cards.sip_team.appraisal import AppraisalSeen, appraisal_card, appraiser_needed_card
from cards.sip_team.forms import form_card
from cards.sip_team.record import SipSeen, sip_card
from cards.sip_team.team import ROWS_AT_MOST, SipRow, sips_card
from handbook.core.people import Person, Role
from handbook.core.school_years import AcademicYear
from handbook.sip_team.appraisal import Appraisal, Candidate, appraisal_id, named
from handbook.sip_team.chase import ChecksState
from handbook.sip_team.record import (
    Capacity,
    Experience,
    OfstedPosition,
    Phase,
    SchoolContext,
    SipKind,
    SipRecord,
    Training,
    TrainingTopic,
)
from handbook.sip_team.standing import TeamMember
from handbook.visits.checks import DbsLevel, SipChecks
from tests.support import builders as a

SIP, ADVISOR = a.a_person(Role.SIP), a.a_person(Role.TRUST_ADVISOR)
OTHER_SIP = a.a_person(
    Role.SIP, id="00000000-0000-4000-8000-0000000000c2", name="Petra Oakwell", email="p@trust.example"
)
SCHOOLS = (
    "St Hilda’s Catholic Primary School, Northbeck",
    "St Aelred’s Catholic Primary School, Marram",
    "Holy Cross Catholic High School, Tidewell",
    *(f"St Oswald’s Catholic Primary School, Cressby {number}" for number in range(1, 10)),
)
_NAMES = (
    SIP.name,
    "Nia Calloway",
    "Tomos Ardley",
    "Ursula Fenn",
    "Bettina Crowe",
    "Lorcan Pike",
    "Ada Quill",
    "Silas Thorne",
)
TODAY = a.MONDAY.date()
CHECKS = SipChecks(
    SIP.id, date(2026, 7, 1), date(2026, 7, 1), date(2027, 8, 31), DbsLevel.ENHANCED_BARRED, "Trust office"
)
RECORD = SipRecord(
    SIP.id,
    SipKind.SERVING_HEAD,
    date(2026, 8, 20),
    (Training(TrainingTopic.DATA, date(2026, 9, 7)), Training(TrainingTopic.PERFORMANCE_MANAGEMENT, date(2026, 9, 14))),
    Capacity(40, 2, 6),
    Experience(tuple(Phase)[:4], tuple(SchoolContext), tuple(OfstedPosition)),
    ("Reading", "Early years", "outdoor learning"),
    "900009",
    "L18",
)
MEMBER = TeamMember(SIP, CHECKS, RECORD)
BARE = TeamMember(OTHER_SIP, None, SipRecord(OTHER_SIP.id))


def seen_by(viewer: Person, **changes: Any) -> SipSeen:
    seen = SipSeen(
        MEMBER,
        ChecksState.CURRENT,
        TODAY,
        160,
        [a.a_school().full_name],
        "St Bede’s, Northbeck",
        [],
        viewer,
        viewer.role is Role.TRUST_ADVISOR,
    )
    return replace(seen, **changes)


def sip_cards(words: str = "") -> Iterator[tuple[str, dict[str, Any], Person]]:
    """In every state and for several viewers; `words` stands for names at their longest."""
    schools = [words[:100]] * 12 if words else list(SCHOOLS)
    for viewer in (ADVISOR, SIP, OTHER_SIP, a.a_person(Role.HEADTEACHER), a.a_person(Role.DSO)):
        for state in ChecksState:
            left = {ChecksState.RUN_OUT: -1, ChecksState.RUNNING_OUT: 10}.get(state, 160)
            uncovered = [f"Tuesday 9 March 2027, 09:00 to 12:00: {schools[0]}"] * (state is ChecksState.RUNNING_OUT)
            seen = seen_by(viewer, state=state, left=left, uncovered=uncovered, schools=schools)
            yield f"SIP · {state} · {viewer.name}", sip_card(seen), viewer
        bare = seen_by(viewer, member=replace(BARE, person=SIP), state=ChecksState.MISSING, left=None, schools=[])
        yield f"SIP · nothing on record · {viewer.name}", sip_card(replace(bare, own_school="")), viewer
        for form in SipForm:
            keeps = viewer.role is Role.TRUST_ADVISOR
            name = f"SIP · form · {form}"
            yield f"{name} · {viewer.name}", form_card(form, MEMBER, viewer, keeps=keeps), viewer
            empty = form_card(form, replace(BARE, person=SIP), viewer, keeps=keeps, no="Please give a town.")
            yield f"{name} · empty, refused · {viewer.name}", empty, viewer
    rows = [a_row(number, words) for number in range(ROWS_AT_MOST * 2 + 1)]
    for show, page in ((SipShow.ALL, 1), (SipShow.ALL, 2), (SipShow.LACKING, 3)):
        asked = ShowSips(show, "", page)
        yield f"SIPs · {show} · page {page}", sips_card(rows, len(rows) + (page == 3), asked), ADVISOR
    yield "SIPs · nobody", sips_card([], len(rows), ShowSips(find=words[:60] or "nobody")), ADVISOR


def appraisal_cards(words: str = "") -> Iterator[tuple[str, dict[str, Any], Person]]:
    """Waiting, named, with a visit, and as an extra service; for all whom it may concern."""
    school = a.a_school(name=words[:100].strip()) if words else a.a_school()
    year, head = AcademicYear(2026), a.a_person(Role.HEADTEACHER)
    waits = Appraisal(appraisal_id(school.urn, year), school.urn, year, SIP.id, a.MONDAY, revision=1)
    done = named(waits, OTHER_SIP.id, a.MONDAY)
    others = [
        Candidate(replace(MEMBER, person=replace(OTHER_SIP, id=f"{OTHER_SIP.id[:-2]}{at}")), at) for at in range(10, 24)
    ]
    unsaid = Candidate(TeamMember(OTHER_SIP, CHECKS, SipRecord(OTHER_SIP.id)), None)
    states = {
        "waits": AppraisalSeen(waits, school, SIP, head, None, [*others, unsaid], True, False),
        "nobody": AppraisalSeen(waits, school, SIP, head, None, [], True, False),
        "named": AppraisalSeen(done, school, SIP, head, OTHER_SIP, others[:2], True, False),
        "booked": AppraisalSeen(done, school, SIP, head, OTHER_SIP, [], False, True),
        "extra": AppraisalSeen(replace(done, extra_id="x1"), school, SIP, head, OTHER_SIP, [], False, False),
    }
    for viewer in (ADVISOR, SIP, head, OTHER_SIP, a.a_person(Role.DSO)):
        for state, seen in states.items():
            yield f"appraisal · {state} · {viewer.name}", appraisal_card(seen, viewer), viewer
    reason = "Samir Pell is not trained in performance management."
    yield "appraisal · needed", appraiser_needed_card(school, year, reason, SIP), SIP


def a_row(number: int, words: str = "") -> SipRow:
    """Every fourth is bare, and the others run out one after the other."""
    name = _NAMES[number] if number < len(_NAMES) and not words else f"{words[:80] or SIP.name} {number}"
    person = replace(SIP, id=f"00000000-0000-4000-8000-0000000001{number:02}", name=name)
    if number % 4 == 0:
        return SipRow(TeamMember(person, None, SipRecord(person.id)), ChecksState.MISSING, None, number)
    state = list(ChecksState)[number % 4]
    until = TODAY + timedelta(days=1 if state is ChecksState.RUNNING_OUT else 300)
    checks = replace(CHECKS, sip_id=person.id, dbs_review_by=until)
    return SipRow(TeamMember(person, checks, replace(RECORD, sip_id=person.id)), state, 1, 1)
