"""A refund that is due waits for the Trust Advisor, who is reminded of it until it is paid or withdrawn (M3)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from automations.engine.chasing import Chase, Waiting, of_advisor
from automations.engine.command_bus import TrustPolicy
from automations.engine.jobs.outbox import OutboxJob
from automations.engine.notifications import send_card
from automations.membership.loading import MembershipKind, membership_about, membership_of
from handbook.core.british_time import london_date
from handbook.core.school_years import AcademicYear
from handbook.membership.membership import Membership, RefundStatus, membership_id, parse_id
from store.unit_of_work import UnitOfWork


def _about(membership: Membership) -> str:
    return membership_about(membership_id(membership.urn, membership.year))


def _due(uow: UnitOfWork, now: datetime) -> Iterable[Membership]:
    coming = AcademicYear(AcademicYear.of(london_date(now)).starts_in + 1)
    return uow.memberships.before(coming, RefundStatus.DUE)


def _waits(uow: UnitOfWork, membership: Membership, policy: TrustPolicy, _now: datetime) -> Iterable[Waiting]:
    is_due = membership.refund is RefundStatus.DUE
    return of_advisor(uow, _about(membership), membership.urn, None, policy) if is_due else ()


def _remind(_uow: UnitOfWork, membership: Membership, person_id: str, occasion: str) -> Iterable[OutboxJob]:
    return [send_card(MembershipKind.MEMBERSHIP, person_id, _about(membership), membership.revision, occasion)]


def _words(uow: UnitOfWork, membership: Membership, _waiting: Waiting) -> str:
    return f"{uow.roster.school_then(membership.urn).full_name}: its refund of {membership.year} is due."


DUE_REFUNDS: Final = Chase(
    kind="refunds to be paid",
    records=_due,
    load=lambda uow, key: membership_of(uow, *parse_id(key)),
    waits=_waits,
    remind=_remind,
    words=_words,
    rule="M3",
)
