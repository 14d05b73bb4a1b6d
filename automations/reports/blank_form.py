"""A blank form for whoever asks: external SIPs may use the paperwork too (M5)."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Final

from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.notifications import NOT_REACHED
from automations.engine.sending.once import send_message
from automations.engine.workflow import Effect, Work
from cards.reports.blank_form import blank_form_card
from documents.proforma import write_proforma
from documents.term_forms import TermForms
from handbook.core.british_time import london_date
from handbook.core.people import Person
from handbook.core.school_years import AcademicYear, Term
from handbook.reports.forms.form import may_begin
from handbook.reports.paper.frameworks import OFSTED, Framework, in_force
from handbook.reports.paper.proforma import Contents
from store.unit_of_work import UnitOfWork

WORDS: Final = frozenset(("blank form", "form", "proforma"))
_BY_KEY: Final = {each.key: each for each in OFSTED}


def blank_form_asked(_uow: UnitOfWork, person: Person, words: str, message_id: str) -> list[OutboxJob] | None:
    if words not in WORDS:
        return None
    return [OutboxJob("send_blank_form", message_id, {"person_id": person.id}, JobQueue.TEAMS)]


async def send_blank_form(work: Work, person_id: str) -> None:
    """Where to fetch each term's form."""
    framework = await work.bus.read(lambda uow: _framework(uow, work, person_id))
    links = {term: work.links.blank_form(term, framework.key) for term in Term} if work.links else {}
    card = blank_form_card(links, framework, await work.bus.read(lambda uow: _to_begin(uow, person_id, work.bus.now())))
    await send_message(work, person_id, card)


EFFECTS: Final[Mapping[str, Effect]] = {
    "send_blank_form": Effect(
        send_blank_form, "The form that you asked for could not be sent", NOT_REACHED, about=("answer", "person_id")
    ),
}


@cache
def blank_form(term: Term, key: str, own: Path | None = None) -> bytes | None:
    """The form of a term for a framework: the same for everybody, and made once. None where there is no such form.
    `own` is where the trust keeps its own forms."""
    framework = _BY_KEY.get(key)
    if framework is None:
        return None
    return write_proforma(Contents("", "", None, term, "", {}), framework=framework, forms=TermForms(own))


def _to_begin(uow: UnitOfWork, person_id: str, now: datetime) -> list[tuple[str, str]]:
    """Of which schools and terms of the year a SIP may begin the form in the library: words and key."""
    year, person = AcademicYear.of(london_date(now)), uow.roster.person(person_id)
    mine = [school for school in uow.roster.schools() if school.sip_id == person_id]
    forms = [(school, uow.report_forms.of_term(school.urn, year, term)) for school in mine for term in Term]
    return [
        (f"{school.full_name}, {form.term.value} {year}", form.key)
        for school, form in forms
        if person and may_begin(form, school, uow.reports.of_term(form.urn, year, form.term), person)
    ]


def _framework(uow: UnitOfWork, work: Work, person_id: str) -> Framework:
    """That of the person's schools where they all have one, else Ofsted's own of the day."""
    today = london_date(work.bus.now())
    own = [one.urn for one in uow.roster.schools() if person_id in (one.headteacher_id, one.sip_id)]
    chosen = {uow.school_frameworks.of_school(urn).on(today).key for urn in own}
    return _BY_KEY[chosen.pop()] if len(chosen) == 1 else in_force(today)
