"""Another SIP is asked for and named for a headteacher's appraisal (PM1, PM2)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any, Final

from automations.allocation.around import conflicts_of, conflicts_of_all
from automations.engine.card_registry import CardRef, CardRenderer
from automations.engine.command_bus import CommandContext, Handler, RenderContext
from automations.engine.inbound.port import Click
from automations.engine.jobs.outbox import OutboxJob, follow_up
from automations.engine.jobs.trouble_hearers import advisor
from automations.engine.notifications import refresh_all, send_card, send_text
from automations.engine.ports import Card
from automations.engine.roster import school_of
from automations.engine.workflow import FollowUp, RecordTrouble, Reply
from automations.sip_team.cards import sip_of
from automations.visits.cards import book_about
from cards.sip_team.appraisal import AppraisalSeen, appraisal_card
from cards.sip_team.appraisal_actions import ShowAppraisal
from handbook.allocation.conflicts.conflict import Conflict, barring
from handbook.core.british_time import london_date
from handbook.core.people import Person, Role, School
from handbook.core.refusal import Refused
from handbook.half_days.extra_services import AgreeExtraService, extra_service_agreed
from handbook.sip_team.appraisal import (
    NAME,
    Appraisal,
    AskForAppraiser,
    Candidate,
    NameAppraiser,
    appraisal_about,
    appraisal_id,
    asked,
    can_appraise,
    check_can_appraise,
    check_may_name,
    may_name,
    named,
)
from handbook.sip_team.standing import TeamMember
from handbook.visits.purposes import APPRAISAL, ExtraVisit
from handbook.visits.visit import VisitStatus
from store.unit_of_work import UnitOfWork

OF_APPRAISAL: Final = "appraisal"
_NOT_PLANNED: Final = (VisitStatus.CANCELLED, VisitStatus.NOT_HELD)


class AppraisalCard(StrEnum):
    """The card of an appraisal that is sent, by name."""

    APPRAISAL = "appraisal"


def appraisal_of(uow: UnitOfWork, record_id: str) -> Appraisal:
    """Raises Refused where nobody asked for it."""
    found = uow.appraisals.find(record_id)
    if found is None:
        raise Refused("unknown", "I cannot find that appraisal.")
    return found


def ask(uow: UnitOfWork, command: AskForAppraiser, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Asked twice in a year, it is asked once. The Trust Advisor is asked, and the school's other side is told."""
    school = school_of(uow, command.urn)
    if uow.appraisals.find(appraisal_id(school.urn, command.year)) is not None:
        return
    sip = uow.roster.person(school.sip_id)
    own = uow.sip_records.member(sip) if sip else None
    new = asked(command, school, own, ctx.somebody, ctx.now)
    about = appraisal_about(new.id)
    uow.appraisals.save(new, ctx.entry("appraiser_asked_for", about, rule="PM1"), ctx.now)
    hear = [one.id for one in uow.roster.people(Role.TRUST_ADVISOR)]
    hear += [one for one in (school.headteacher_id, school.sip_id) if one and one != ctx.actor_id]
    for person_id in hear:
        yield send_card(AppraisalCard.APPRAISAL, person_id, about, 1)


def name(uow: UnitOfWork, command: NameAppraiser, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Within the school's half-days, or as an extra service where the trust charges for it (PM2)."""
    before = appraisal_of(uow, command.appraisal_id)
    school, about = school_of(uow, before.urn), appraisal_about(before.id)
    check_may_name(before, ctx.somebody, command.revision, _has_visit(uow, before))
    sip = sip_of(uow, command.sip_id)
    context, conflicts = RenderContext(ctx.now, ctx.policy), conflicts_of(uow, sip.id, ctx.now)
    candidate = _candidate(uow, uow.sip_records.member(sip), before, conflicts, context)
    check_can_appraise(candidate, school, london_date(ctx.now))
    extra = _extra(uow, before, school, sip, ctx) if ctx.policy.visits.appraisal_is_extra else ""
    after = named(before, sip.id, ctx.now, extra)
    saved = uow.appraisals.save(after, ctx.entry("appraiser_named", about, of=sip.id, rule="PM1"), ctx.now)
    yield follow_up("appraiser_named", about, f"appraiser_named:{saved.id}@{saved.revision}")
    for person_id in filter(None, dict.fromkeys((sip.id, school.headteacher_id, school.sip_id))):
        yield send_card(AppraisalCard.APPRAISAL, person_id, about, saved.revision)


def _extra(uow: UnitOfWork, before: Appraisal, school: School, sip: Person, ctx: CommandContext) -> str:
    """The id of the extra service; of one that was for somebody else nothing is left."""
    record_id = f"appraisal-{before.id}-{before.revision}"
    agreed = AgreeExtraService(school.urn, before.year, sip.id, NAME, 1)
    new = extra_service_agreed(agreed, school, sip, ctx.somebody, ctx.now, record_id)
    if before.extra_id:
        old = uow.extra_services.get(before.extra_id)
        dropped = ctx.entry("extra_service_dropped", f"extra_service:{old.id}", rule="PM2")
        uow.extra_services.save(replace(old, dropped=True), dropped, ctx.now)
    uow.extra_services.open(new, ctx.entry("extra_service_agreed", f"extra_service:{new.id}", rule="PM2"), ctx.now)
    return new.id


def told(uow: UnitOfWork, record_id: str, _context: object) -> Iterable[OutboxJob]:
    """Every copy of the card is drawn again, and what the SIP may book."""
    one = appraisal_of(uow, record_id)
    yield from refresh_all(uow, appraisal_about(one.id), one.revision)
    yield from refresh_all(uow, book_about(one.sip_id), f"{one.id}-{one.revision}")


HANDLERS: Final[Mapping[type, Handler]] = {AskForAppraiser: ask, NameAppraiser: name}
FOLLOW_UPS: Final[Mapping[str, FollowUp]] = {"appraiser_named": told}


def _candidate(
    uow: UnitOfWork, member: TeamMember, one: Appraisal, conflicts: Iterable[Conflict], context: RenderContext
) -> Candidate:
    sip, most = member.person, member.record.capacity.half_days_a_year
    bar = barring(conflicts, sip.id, one.urn, london_date(context.now), context.policy.allocation.bars_for_years)
    if most is None:
        return Candidate(member, None, bar is not None)
    own = (visit for visit in uow.visits.of_person(sip) if visit.sip_id == sip.id and visit.year == one.year)
    used = sum(visit.status not in _NOT_PLANNED for visit in own)
    return Candidate(member, max(0, most - used), bar is not None)


def _has_visit(uow: UnitOfWork, one: Appraisal) -> bool:
    """Whether who was named has begun to arrange it."""
    purpose = ExtraVisit(one.extra_id, NAME) if one.extra_id else APPRAISAL
    return any(
        visit.year == one.year and visit.sip_id == one.sip_id and visit.purpose == purpose
        for visit in uow.visits.of_school(one.urn)
        if visit.status not in _NOT_PLANNED
    )


def _render(uow: UnitOfWork, ref: CardRef, viewer: Person, context: RenderContext) -> Card:
    one, today = appraisal_of(uow, ref.record_id), london_date(context.now)
    school, has_visit = uow.roster.school_then(one.urn), _has_visit(uow, one)
    names = may_name(one, viewer, has_visit)
    every = _candidates(uow, one, context) if names else ()
    return appraisal_card(
        AppraisalSeen(
            one,
            school,
            uow.roster.then(school.sip_id, Role.SIP),
            uow.roster.then(school.headteacher_id, Role.HEADTEACHER),
            uow.roster.then(one.sip_id, Role.SIP) if one.sip_id else None,
            [each for each in every if can_appraise(each, school, today)],
            names,
            has_visit,
        ),
        viewer,
    )


def _candidates(uow: UnitOfWork, one: Appraisal, context: RenderContext) -> Iterable[Candidate]:
    conflicts = conflicts_of_all(uow, context.now)
    return (_candidate(uow, each, one, conflicts[each.person.id], context) for each in uow.sip_records.team())


CARDS: Final[Mapping[str, CardRenderer]] = {OF_APPRAISAL: _render}
TROUBLES: Final[Mapping[str, RecordTrouble]] = {
    OF_APPRAISAL: RecordTrouble(advisor, called=lambda _uow, _id: "a headteacher’s appraisal")
}


def _asked(_uow: UnitOfWork, command: AskForAppraiser, _viewer: Person, _context: RenderContext, _: Click) -> CardRef:
    return CardRef(AppraisalCard.APPRAISAL, appraisal_about(appraisal_id(command.urn, command.year)))


def _answer(_uow: UnitOfWork, command: Any, _viewer: Person, _context: RenderContext, _click: Click) -> CardRef:
    return CardRef(AppraisalCard.APPRAISAL, appraisal_about(command.appraisal_id))


REPLIES: Final[Mapping[type, Reply]] = {
    AskForAppraiser: Reply(_asked, turns_into=frozenset((AppraisalCard.APPRAISAL.value,))),
    NameAppraiser: Reply(_answer),
    ShowAppraisal: Reply(_answer, only_shows=True),
}


def appraisals_asked(uow: UnitOfWork, person: Person, words: str, message_id: str) -> list[OutboxJob] | None:
    """`appraisals` brings the Trust Advisor those for which nobody was named."""
    if words != "appraisals" or not person.is_a(Role.TRUST_ADVISOR):
        return None
    found = uow.appraisals.open_ones()
    if not found:
        words = "Nobody waits for a SIP for a headteacher’s appraisal."
        return [send_text(person.id, words, f"appraisals:{message_id}")]
    return [send_card(AppraisalCard.APPRAISAL, person.id, appraisal_about(one.id), 1, message_id) for one in found]
