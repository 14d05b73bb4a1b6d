"""The card of a SIP's record, as the records stand, and what its buttons and forms are answered with."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any, Final

from automations.engine.card_registry import CardRef, CardRenderer
from automations.engine.command_bus import RenderContext, TrustPolicy
from automations.engine.inbound.port import Click
from automations.engine.jobs.trouble_hearers import advisor
from automations.engine.ports import Card
from automations.engine.workflow import RecordTrouble, Reply
from cards.kit.lines import closed_card
from cards.sip_team.actions import ShowSip, ShowSipForm, SipForm
from cards.sip_team.forms import form_card
from cards.sip_team.record import OWN_FORMS, SipSeen, sip_card
from handbook.core.british_time import london_date
from handbook.core.people import Person, Role
from handbook.core.refusal import Refused, allows
from handbook.core.school_years import SchoolCalendar
from handbook.sip_team.changes import (
    ChangeCapacity,
    ChangeChecks,
    ChangeExperience,
    ChangeKind,
    ChangeSip,
    ChangeTraining,
    keeps_records,
    may_see,
)
from handbook.sip_team.chase import checks_state, school_days_left
from handbook.visits.checks import check_may_visit
from store.unit_of_work import UnitOfWork

OF_SIP: Final = "sip_record"
NO_SUCH_SIP: Final = "I cannot find that School Improvement Partner."


class SipCard(StrEnum):
    """The card of a record that is sent, by name."""

    SIP = "sip_record"


def sip_about(sip_id: str) -> str:
    return f"{OF_SIP}:{sip_id}"


def sip_of(uow: UnitOfWork, sip_id: str) -> Person:
    """Raises Refused for somebody who is no SIP now."""
    person = uow.roster.person(sip_id)
    if person is None or not person.is_a(Role.SIP):
        raise Refused("unknown", NO_SUCH_SIP)
    return person


def calendar_of(uow: UnitOfWork, sip_id: str, policy: TrustPolicy) -> SchoolCalendar:
    """The school days by which a SIP's time is counted: of the first school that they serve, else of the trust's
    first."""
    schools = sorted(uow.roster.schools(), key=lambda one: (one.sip_id != sip_id, one.urn))
    if not schools:
        return SchoolCalendar((), frozenset(policy.bank_holidays))
    return uow.roster.calendar(schools[0], policy.bank_holidays)


def sip_record_card(uow: UnitOfWork, sip_id: str, viewer: Person, context: RenderContext) -> Card:
    seen = sip_seen(uow, sip_id, viewer, context)
    return sip_card(seen) if seen else closed_card()


def sip_seen(uow: UnitOfWork, sip_id: str, viewer: Person, context: RenderContext) -> SipSeen | None:
    """A record with all that its card says; None where it is not theirs to see, or nobody's."""
    policy, today = context.policy, london_date(context.now)
    if not may_see(sip_id, viewer, policy.administrator_id) or not allows(lambda: sip_of(uow, sip_id)):
        return None
    member, calendar = uow.sip_records.member(sip_of(uow, sip_id)), calendar_of(uow, sip_id, policy)
    until = member.checks.dbs_review_by if member.checks else None
    own = uow.roster.school(member.record.own_urn)
    return SipSeen(
        member,
        checks_state(member.checks, calendar, policy.checks, today),
        today,
        school_days_left(calendar, today, until) if until else None,
        sorted(one.full_name for one in uow.roster.schools() if one.sip_id == sip_id),
        own.full_name if own else member.record.own_urn and f"the school {member.record.own_urn}",
        uncovered(uow, member.person, today),
        viewer,
        keeps_records(viewer, policy.administrator_id),
    )


def uncovered(uow: UnitOfWork, sip: Person, today: date) -> list[str]:
    """Booked visits to come on days on which the SIP's checks are not current, by time."""
    checks = uow.roster.checks(sip.id)
    booked = sorted((visit.half_day, visit.urn) for visit in uow.visits.standing(sip.id) if visit.half_day)
    return [
        f"{half_day.words}: {uow.roster.school_then(urn).full_name}"
        for half_day, urn in booked
        if half_day.on >= today and not allows(lambda on=half_day.on: check_may_visit(checks, sip, on))
    ]


def _render(uow: UnitOfWork, card: CardRef, viewer: Person, context: RenderContext) -> Card:
    return sip_record_card(uow, card.record_id, viewer, context)


CARDS: Final[Mapping[str, CardRenderer]] = {OF_SIP: _render}
TROUBLES: Final[Mapping[str, RecordTrouble]] = {
    OF_SIP: RecordTrouble(advisor, called=lambda uow, sip_id: f"the record of {uow.roster.then(sip_id, Role.SIP).name}")
}


def _answer(_uow: UnitOfWork, command: Any, _viewer: Person, _context: RenderContext, _click: Click) -> CardRef:
    return CardRef(SipCard.SIP, sip_about(command.sip_id))


def _form(uow: UnitOfWork, command: ShowSipForm, viewer: Person, context: RenderContext, _click: Click) -> Card:
    keeps = keeps_records(viewer, context.policy.administrator_id)
    return form_card(command.form, uow.sip_records.member(sip_of(uow, command.sip_id)), viewer, keeps=keeps)


_FORM_OF: Final[Mapping[type, SipForm]] = {
    ChangeChecks: SipForm.CHECKS,
    ChangeTraining: SipForm.TRAINING,
    ChangeKind: SipForm.KIND,
    ChangeCapacity: SipForm.CAPACITY,
    ChangeExperience: SipForm.EXPERIENCE,
}


def _form_again(uow: UnitOfWork, command: ChangeSip, viewer: Person, refusal: Refused) -> Card:
    """What was typed, and why it was not taken. Who was refused so may fill in the form."""
    form = _FORM_OF[type(command)]
    keeps = viewer.id != command.sip_id or form not in OWN_FORMS
    member = uow.sip_records.member(sip_of(uow, command.sip_id))
    return form_card(form, member, viewer, keeps=keeps, typed=command, no=refusal.reason)


_CODES: Final = ("missing", "no_date")
REPLIES: Final[Mapping[type, Reply]] = {
    ShowSip: Reply(_answer, only_shows=True),
    ShowSipForm: Reply(_form, only_shows=True),
    **dict.fromkeys(_FORM_OF, Reply(_answer, on_refusal=dict.fromkeys(_CODES, _form_again))),
}
