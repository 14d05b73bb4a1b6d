"""G2: a headteacher asks that the SIP feeds back to governors; it is a visit of the school's own half-days."""

from dataclasses import replace

import pytest

from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from handbook.half_days.entitlement import HalfDayAccount
from handbook.reports.dossier import Dossier
from handbook.reports.report import Status
from handbook.visits.booking import SendSlots, proposed
from handbook.visits.governors_feedback import (
    PURPOSE,
    AskForFeedback,
    FeedbackOn,
    feedback_asked,
    may_ask_for_feedback,
)
from handbook.visits.purposes import Menu, SchoolLedVisit
from handbook.visits.visit import Visit, VisitStatus
from tests.support import builders as a
from tests.support import visit_builders as v

OTHERS = (v.OTHER_SIP, v.OTHER_HEAD)
EVERYBODY = (*(a.a_person(role) for role in Role), *OTHERS)
TOLD = a.tell_governors(a.a_dossier(Status.FILED))
PLAN = FeedbackOn.DEVELOPMENT_PLAN


def wish(words: str = "", on: FeedbackOn = PLAN, version: int = 1) -> AskForFeedback:
    return AskForFeedback(TOLD.report.id, version, on, words)


def ask(
    dossier: Dossier = TOLD,
    command: AskForFeedback | None = None,
    person: Person = v.HEAD,
    own: HalfDayAccount | None = None,
) -> Visit:
    own = own or v.an_account(extras=())
    return feedback_asked(dossier, command or wish(), person, a.a_school(), own, v.NOW, "visit-1")[1]


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("before", ["nothing", "told", "pack asked", "pack made"])
def test_only_its_headteacher_and_only_once_governors_have_it_or_a_pack_is_made(status: Status, before: str) -> None:
    dossier = a.a_dossier(status)
    filed = status in (Status.FILED, Status.SHARED)
    if filed and before == "told":
        dossier = a.tell_governors(dossier)
    if filed and before.startswith("pack"):
        dossier = a.ask_for_pack(dossier)
    if filed and before == "pack made":
        dossier = a.make_pack(dossier)
    may = [person for person in EVERYBODY if may_ask_for_feedback(dossier, person)]
    assert may == ([v.HEAD] if filed and before in ("told", "pack made") else [])
    for person in EVERYBODY:
        if person not in may:
            with pytest.raises(Refused):
                ask(dossier, person=person)


def test_it_becomes_a_visit_of_the_schools_own_half_days() -> None:
    visit = ask(command=wish("Governors meet on 9 March.\n" + "word " * 80, FeedbackOn.BOTH))
    assert (visit.status, visit.purpose, visit.sip_id, visit.headteacher_id) == (
        VisitStatus.WISHED,
        PURPOSE,
        v.SIP.id,
        v.HEAD.id,
    )
    assert visit.agenda == (
        "Feedback to the governing body: progress against the school development plan",
        "Feedback to the governing body: progress against the school’s self-evaluation",
    )
    assert visit.information[0] == "Governors meet on 9 March."
    assert all(len(line) <= 200 for line in visit.information)
    assert (visit.reason_by_id, visit.wished_at, visit.year) == (v.HEAD.id, v.NOW, v.YEAR)
    assert v.an_account(visit, extras=()).school_led.planned == 1
    assert (ask().reason, ask().reason_by_id, ask().information) == ("", "", ())


def test_nothing_is_asked_for_that_is_not_left() -> None:
    led = [replace(ask(), id=f"led-{number}", purpose=SchoolLedVisit(Menu.BOOK_SCRUTINY)) for number in range(3)]
    with pytest.raises(Refused, match=r"half-days led by .* are all held or planned. More can be bought"):
        ask(own=v.an_account(*led, extras=()))


def test_what_else_it_is_refused_for() -> None:
    report, _ = feedback_asked(TOLD, wish(), v.HEAD, a.a_school(), v.an_account(extras=()), v.NOW, "visit-1")
    with pytest.raises(Refused, match="asked for this already"):
        ask(replace(TOLD, report=report))
    with pytest.raises(Refused, match="not the version"):
        ask(command=wish(version=2))
    with pytest.raises(Refused, match="below 500 characters"):
        ask(command=wish("x" * 10_000))
    for school in (None, a.a_school(headteacher_id=v.OTHER_HEAD.id)):
        with pytest.raises(Refused, match="another headteacher"):
            feedback_asked(TOLD, wish(), v.HEAD, school, v.an_account(extras=()), v.NOW, "visit-1")


def test_the_sip_may_choose_days_without_a_search() -> None:
    visit = ask()
    offered = proposed(v.dossier_of(visit), SendSlots(visit.id, visit.version, (v.TUESDAY,)), v.SIP, v.NOW)
    assert (offered.status, offered.wished_at) == (VisitStatus.PROPOSED, v.NOW)
