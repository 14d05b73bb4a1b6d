"""The cards of visits in every state, for each viewer."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from cards.visits.booking import book_card
from cards.visits.calendar_file import calendar_link_card
from cards.visits.list import visits_card
from cards.visits.ofsted import OfstedDossier, ofsted_card, ofsted_question_card
from cards.visits.pack import pack_card
from cards.visits.visit import visit_card
from handbook.core.people import Person, Role
from handbook.reports.paper.proforma import Contents
from handbook.visits.agenda import LINE_AT_MOST, LINES_AT_MOST
from handbook.visits.dossier import VisitDossier
from handbook.visits.ofsted.call import CONVERSATION
from handbook.visits.visit import AskedChange, BookedFor, Visit, VisitStatus
from tests.support import visit_builders as v
from tests.support.builders import a_contents, a_person, a_school
from tests.support.half_day_gallery import half_day_cards
from tests.support.plans import plan_cards

Drawn = tuple[str, dict[str, Any], Person]
STRANGERS = (v.OTHER_SIP, v.OTHER_HEAD, a_person(Role.TRUST_ADVISOR))
HEARERS = (a_person(Role.TRUST_ADVISOR), a_person(Role.DSO), a_person(Role.LA_OFFICER))
"""Whoever hears of Ofsted's call beside the SIP."""
VIEWERS = (v.SIP, v.HEAD, *STRANGERS)


def visit_dossiers(words: str = "", trouble: str = "") -> Iterator[tuple[str, VisitDossier, datetime]]:
    """Each way in which a visit can stand, and when it is looked at. `words` is what people wrote, at all places."""
    for status in VisitStatus:
        yield status.value, said(v.a_visit_dossier(status, trouble=trouble), words), v.NOW
    for status in (VisitStatus.BOOKED, VisitStatus.MOVE_ASKED, VisitStatus.CANCEL_ASKED):
        yield f"{status}, begun", said(v.a_visit_dossier(status, trouble=trouble), words), v.AFTER
    for status in (VisitStatus.FOUND, VisitStatus.PROPOSED):
        yield f"{status}, passed", said(v.a_visit_dossier(status, trouble=trouble), words), v.AFTER
    bought = v.a_visit_dossier(VisitStatus.PROPOSED, v.APPRAISAL, information=("The targets of last year",))
    yield "an extra service", said(bought, words), v.NOW
    booked = v.a_visit_dossier(VisitStatus.BOOKED)
    times = tuple(replace(booked.visit.times[0], half_day=one) for one in (v.THURSDAY, v.LATER))
    moved = (*times, BookedFor(v.TUESDAY, v.NOW, v.SIP.id, in_outlook=True))
    for status in (VisitStatus.BOOKED, VisitStatus.MOVE_ASKED, VisitStatus.CANCEL_ASKED):
        yield f"{status}, moved", v.a_visit_dossier(status, times=moved, trouble=trouble), v.NOW
    declined = AskedChange(v.HEAD.id, v.NOW, "", v.LATER, declined=True)
    yield "move_asked, declined", v.a_visit_dossier(VisitStatus.MOVE_ASKED, asked=declined), v.NOW
    yield "no agenda", v.a_visit_dossier(VisitStatus.BOOKED, agenda=()), v.NOW
    yield "held, no agenda", v.a_visit_dossier(VisitStatus.HELD, v.APPRAISAL, agenda=()), v.AFTER


def said(dossier: VisitDossier, words: str) -> VisitDossier:
    """The same with words of people wherever they may write, as long as they may."""
    if not words:
        return dossier
    line = words[:LINE_AT_MOST].strip()
    visit = dossier.visit
    asked = replace(visit.asked, reason=words[:500]) if visit.asked else None
    lines = tuple(line for _ in range(LINES_AT_MOST))
    return replace(dossier, visit=replace(visit, agenda=lines, information=lines, reason=words[:500], asked=asked))


def visit_cards(
    contents: Contents | None = None, comment: str = "", view: str = "", trouble: str = ""
) -> Iterator[Drawn]:
    """All of them. `comment` and `view` are what people wrote."""
    words = comment or view
    for name, dossier, now in visit_dossiers(words, trouble):
        for viewer in VIEWERS:
            yield f"visit · {name} · {viewer.name}", visit_card(dossier, viewer, now), viewer
    noticed = v.a_visit_dossier(VisitStatus.PROPOSED)
    yield "visit · with a notice", visit_card(noticed, v.HEAD, v.NOW, notice="That was taken meanwhile."), v.HEAD
    for name, schools in (("one school", 1), ("many schools", 75)):
        choices = [
            (a_school(urn=str(900001 + number), name=words[:100] or f"St Hilda’s {number}"), v.an_account())
            for number in range(schools)
        ]
        for viewer in VIEWERS:
            yield f"book · {name} · {viewer.name}", book_card(choices, viewer, v.YEAR), viewer
    every = [
        replace(dossier, visit=replace(dossier.visit, id=f"visit-{number}"))
        for number, (_, dossier, _) in enumerate(visit_dossiers(words, trouble))
    ]
    for viewer in VIEWERS:
        yield f"visits · {viewer.name}", visits_card(every, viewer, v.NOW), viewer
    yield from pack_cards(contents or a_contents(), words)
    yield from ofsted_cards()
    yield from plan_cards(words)
    yield from half_day_cards(words)
    for url in ("", "https://sip.trust.example/visits/x.ics", "http://127.0.0.1/visits/x.ics"):
        yield f"calendar file · {url}", calendar_link_card(url, v.NOW), v.SIP


def pack_cards(contents: Contents, words: str) -> Iterator[Drawn]:
    for status in (VisitStatus.BOOKED, VisitStatus.CANCELLED):
        dossier = said(v.a_visit_dossier(status), words)
        for reports in ([contents], []):
            for viewer in VIEWERS:
                card = pack_card(dossier, reports, viewer, v.DAY_BEFORE)
                yield f"pack · {status}, {'a' if reports else 'no'} report · {viewer.name}", card, viewer


def ofsted_dossiers() -> Iterator[tuple[str, OfstedDossier, datetime]]:
    """Each way in which a call can stand, and when it is looked at."""
    booked = v.a_visit_dossier(VisitStatus.BOOKED).visit
    other = replace(booked, id="visit-2", half_day=v.THURSDAY)

    def made(*visits: Visit, **changes: Any) -> OfstedDossier:
        account = v.an_account(*visits, extras=())
        return OfstedDossier(v.a_call(**changes), a_school(), v.SIP, v.HEAD, account, visits)

    led = [replace(booked, id=f"led-{number}", purpose=CONVERSATION) for number in range(3)]
    at = v.afternoon(v.a_call().first_on)
    yield "to choose", made(booked, other), v.CALLED_AT
    yield "one kept", made(booked, other, kept=("visit-1",)), v.CALLED_AT
    yield "nothing in the diary", made(), v.CALLED_AT
    yield "asked", made(wanted=at), v.CALLED_AT
    yield "comes", made(wanted=at, comes=True), v.CALLED_AT
    yield "cannot come", made(wanted=at, comes=False), v.CALLED_AT
    yield "nothing left", made(*led), v.CALLED_AT
    yield "called off", heard(made(called_off_at=v.CALLED_AT)), v.DAY_BEFORE
    yield "told", heard(made(wanted=at)), v.CALLED_AT
    yield "one day, over", made(booked, last_on=v.a_call().first_on), v.AFTER + timedelta(days=7)


def heard(dossier: OfstedDossier) -> OfstedDossier:
    """The same where the Trust Advisor and others hear of it."""
    return replace(dossier, told=HEARERS, readers=tuple(one.id for one in HEARERS))


def ofsted_cards() -> Iterator[Drawn]:
    for viewer in (*VIEWERS, *HEARERS[1:]):
        yield f"ofsted · on which days · {viewer.name}", ofsted_question_card(a_school(), viewer, HEARERS), viewer
        for name, dossier, now in ofsted_dossiers():
            yield f"ofsted · {name} · {viewer.name}", ofsted_card(dossier, viewer, now), viewer
    off = v.a_call(called_off_at=v.CALLED_AT)
    yield "ofsted · on which days, once called off", ofsted_question_card(a_school(), v.HEAD, HEARERS, off), v.HEAD
    (_, first, now), *_ = ofsted_dossiers()
    yield "ofsted · with a notice", ofsted_card(first, v.HEAD, now, notice="It is kept."), v.HEAD
