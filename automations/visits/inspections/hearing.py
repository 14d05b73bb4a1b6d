"""Who hears of Ofsted's call, and what each is sent (O2)."""

from collections.abc import Iterable

from automations.engine.command_bus import TrustPolicy
from automations.engine.jobs.outbox import OutboxJob
from automations.engine.notifications import refresh_all, send_card
from automations.visits.cards import VisitKind, ofsted_about, ofsted_hearers, ofsted_question_about
from handbook.core.people import School
from handbook.visits.ofsted.call import OfstedCall
from store.unit_of_work import UnitOfWork


def told_of(school: School, call: OfstedCall) -> str:
    """Who is told, for the audit: ids, the SIP's first."""
    return ",".join(one for one in (school.sip_id, *call.told) if one)


def everybody_hears(uow: UnitOfWork, call: OfstedCall, policy: TrustPolicy) -> Iterable[OutboxJob]:
    """Each gets one card for each state of its days: that Ofsted comes, that it comes on other days, that it does
    not. Whoever has asked when Ofsted comes need not say it again."""
    about, school = ofsted_about(call.id), uow.roster.school_then(call.urn)
    occasion = "off" if call.called_off_at else f"{call.first_on}-{call.last_on}"
    yield from refresh_all(uow, ofsted_question_about(call.urn), f"{call.id}@{call.revision}")
    for person_id in ofsted_hearers(uow, school, policy):
        yield send_card(VisitKind.OFSTED, person_id, about, 0, occasion)
    if school.sip_id and call.wanted is None:
        yield send_card(VisitKind.OFSTED, school.sip_id, about, 0, occasion)
