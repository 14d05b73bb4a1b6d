"""The list of schools and the card of a school, for each who may see them, as empty and as full as they come."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from cards.schools.school import school_card
from cards.schools.school_list import SchoolListSeen, SchoolRow, schools_card
from handbook.core.people import Person, Role
from handbook.core.school_years import AcademicYear, SchoolCalendar, Session, Term
from handbook.half_days.entitlement import Entitlement, account
from handbook.reports.agreements.standing import Standing
from handbook.reports.agreements.texts import AgreementKind
from handbook.schools.paging import ROWS, Page
from handbook.schools.school_dossier import SchoolDossier, TermReport
from handbook.schools.school_list import Show, ShowSchools
from handbook.schools.sight import Part, parts_of
from handbook.schools.trust_list import HOLDERS
from tests.support import builders as a
from tests.support import visits as v

Cards = Iterator[tuple[str, dict[str, Any], Person]]
AUTUMN = Session(date(2026, 9, 2), date(2026, 12, 18), Term.AUTUMN)
CALENDAR = SchoolCalendar((AUTUMN,), frozenset())
WHO = {person.id: person for person in map(a.a_person, Role)}
SERVE = {holder: WHO[holder] for holder in (getattr(a.a_school(), name) for name in HOLDERS.values())}
ADVISOR = a.a_person(Role.TRUST_ADVISOR)
_STANDING = dict.fromkeys(AgreementKind, Standing.NEVER_ASKED)


def a_dossier(viewer: Person, **changes: Any) -> SchoolDossier:
    """The school in the middle of autumn, with all that this person sees."""
    school = a.a_school()
    parts = parts_of(school, viewer, "")
    visits = (v.a_visit(),) if Part.VISITS in parts else ()
    found = SchoolDossier(
        school,
        parts,
        SERVE,
        date(2026, 11, 23),
        CALENDAR,
        [TermReport(term, "approved", can_open=True) for term in Term] if Part.REPORTS in parts else (),
        visits,
        account(school.urn, AcademicYear(2026), Entitlement(), visits) if Part.HALF_DAYS in parts else None,
        _STANDING if Part.AGREEMENTS in parts else {},
        "current, until 31 August 2027" if Part.CHECKS in parts else "",
        "a SIP of the trust" if Part.MEMBERSHIP in parts else "",
        ["The English hub"] if Part.SUPPORT in parts else (),
    )
    return replace(found, **changes)


def a_page(count: int = ROWS, total: int | None = 1_850, name: str = "", **changes: str) -> SchoolListSeen:
    """As many rows as that, each as long as a school's can be; `name` stands for all of them."""
    schools = [
        replace(a.a_school(urn=f"9{at:05}", **changes), name=name or f"Our Lady of Good Counsel and St {at} Primary")
        for at in range(count)
    ]
    rows = [SchoolRow(one, "Headteacher Bartholomew Featherstonehaugh · SIP missing · no visit yet") for one in schools]
    page = Page(tuple(schools), has_before=True, has_after=True, total=total)
    return SchoolListSeen(page, rows, frozenset(Part), _whose(), ADVISOR, are_many=True)


def _whose(count: int = 40) -> list[tuple[str, str]]:
    return [(f"SIP: Somebody Number {at}", f"sip:00000000-0000-4000-8000-{at:012}") for at in range(count)]


def school_cards(words: str = "") -> Cards:
    """`words` stands for names at their longest."""
    name = words[:100].strip()
    for viewer in WHO.values():
        seen = a_dossier(viewer)
        if seen.parts:
            yield f"school · {viewer.role}", school_card(seen, viewer), viewer
    of = replace(a_dossier(ADVISOR).school, name=name or "St Hilda’s", town="", local_authority="")
    vacant = replace(of, headteacher_id="", sip_id="", dso_id="", la_officer_id="")
    bare = a_dossier(ADVISOR, school=vacant, people={}, visits=(), checks="", calendar=SchoolCalendar((), frozenset()))
    gone = replace(bare, changes=("This school is no longer on the list.",))
    yield "school · nobody", school_card(gone, ADVISOR), ADVISOR
    keeper = a.a_person(Role.BOARD_MEMBER)
    nothing: dict[str, Any] = {"visits": (), "account": None, "agreements": {}, "reports": (), "checks": ""}
    kept = a_dossier(ADVISOR, parts=parts_of(of, keeper, keeper.id), **nothing)
    yield "school · keeper", school_card(kept, keeper), keeper
    for state, seen, asked in _lists(name):
        yield f"schools · {state}", schools_card(seen, asked), seen.viewer


def _lists(name: str) -> Iterator[tuple[str, SchoolListSeen, ShowSchools]]:
    yield "page", a_page(name=name), ShowSchools(Show.NO_SIP, "", "hilda", after="900001")
    yield "not counted", a_page(total=None), ShowSchools(Show.NO_REPORT)
    few = replace(a_page(1, 1), are_many=False, whose=(), viewer=a.a_person(Role.SIP))
    few = replace(few, page=replace(few.page, has_before=False, has_after=False))
    yield "one", few, ShowSchools()
    none = Page((), has_before=False, has_after=False, total=0)
    many = [*_whose(), ("SIP: One more", "sip:x")]
    yield "none", replace(few, page=none, rows=(), whose=many), ShowSchools(of="sip:x")
