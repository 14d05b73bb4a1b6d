"""What the clock does about checks (C1): SIP and Trust Advisor are reminded in time, and a visit for a day without
current checks is put off before it."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Final

from automations.engine.command_bus import CommandContext, Handler, RenderContext, TrustPolicy
from automations.engine.deadlines import ReportDeadlineUnknown, of_each
from automations.engine.jobs.outbox import OutboxJob, follow_up
from automations.engine.notifications import send_card, send_text
from automations.sip_team.cards import SipCard, calendar_of, sip_about, sip_of
from automations.visits.cards import visit_about, visit_dossier
from automations.visits.decisions import called_off
from automations.visits.notifications import after_visit
from handbook.core.british_time import london_date
from handbook.core.people import Role
from handbook.sip_team.chase import RemindOfChecks, reminded, reminder_due
from handbook.visits.lapsed_checks import PutOffForChecks, is_without_checks, put_off_for_checks
from handbook.visits.visit import Visit
from store.unit_of_work import UnitOfWork

_AHEAD: Final = timedelta(days=60)
"""No trust puts a visit off longer before its day."""


def remind(uow: UnitOfWork, command: RemindOfChecks, ctx: CommandContext) -> Iterable[OutboxJob]:
    sip = sip_of(uow, command.sip_id)
    record, about = reminded(uow.sip_records.member(sip), command), sip_about(sip.id)
    entry = ctx.entry("checks_chased", about, step=command.step, rule="C1")
    saved = uow.sip_records.save(record, entry, ctx.now)
    yield follow_up("sip_changed", about, f"sip_changed:{sip.id}@{saved.revision}")
    occasion = f"checks-{command.review_by:%Y%m%d}-{command.step}"
    for person in (sip, *uow.roster.people(Role.TRUST_ADVISOR)):
        yield send_card(SipCard.SIP, person.id, about, 0, occasion)


def put_off(uow: UnitOfWork, command: PutOffForChecks, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Another half-day is sought, and SIP, headteacher and Trust Advisor are told."""
    dossier = visit_dossier(uow, command.visit_id, RenderContext(ctx.now, ctx.policy))
    after, words = put_off_for_checks(dossier, command, ctx.policy.visits.checks_before, london_date(ctx.now))
    saved = uow.visits.save(after, ctx.entry("put_off_for_checks", visit_about(after.id), rule="C1"), ctx.now)
    yield after_visit(saved, ctx)
    yield from called_off(dossier.visit, saved)
    hear = (dossier.sip, dossier.headteacher, *uow.roster.people(Role.TRUST_ADVISOR))
    for person in (one for one in hear if one.email):
        yield send_text(person.id, words, f"put-off:{saved.id}@{saved.version}:{person.id}")


HANDLERS: Final[Mapping[type, Handler]] = {RemindOfChecks: remind, PutOffForChecks: put_off}


def checks_due(uow: UnitOfWork, policy: TrustPolicy, now: datetime) -> tuple[RemindOfChecks, ...]:
    """Of all SIPs on the list."""
    team = uow.sip_records.team()
    found = (reminder_due(one, calendar_of(uow, one.person.id, policy), policy.checks, now) for one in team)
    return tuple(one for one in found if one is not None)


def visits_due(
    uow: UnitOfWork, policy: TrustPolicy, now: datetime
) -> tuple[PutOffForChecks | ReportDeadlineUnknown, ...]:
    """Booked visits whose day is near and without current checks."""
    today, context = london_date(now), RenderContext(now, policy)

    def due_about(visit: Visit) -> Iterable[PutOffForChecks]:
        if is_without_checks(visit_dossier(uow, visit.id, context), policy.visits.checks_before, today):
            yield PutOffForChecks(visit.id, visit.version)

    near = [one for one in uow.visits.standing(by=today + _AHEAD) if _may_lapse(uow, one, today)]
    return of_each("visits", near, due_about)


def _may_lapse(uow: UnitOfWork, visit: Visit, today: date) -> bool:
    """Asked first: a whole dossier for each visit of the trust would be much to read."""
    checks, half_day = uow.roster.checks(visit.sip_id), visit.half_day
    return half_day is not None and half_day.on >= today and not (checks and checks.are_current(half_day.on))
