"""An extra service that costs something waits for the headteacher's *Agree*: they are reminded, and then whoever noted
it and the Trust Advisor hear (AS1)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from automations.engine.chasing import Chase, Waiting
from automations.engine.command_bus import TrustPolicy
from automations.engine.jobs.outbox import OutboxJob
from automations.engine.notifications import send_card
from automations.half_days.ledger_cards import HalfDaysKind, extra_about
from handbook.core.british_time import london_date
from handbook.core.people import Role
from handbook.core.school_years import AcademicYear
from handbook.half_days.extra_services import ExtraService
from store.unit_of_work import UnitOfWork


def _records(uow: UnitOfWork, now: datetime) -> Iterable[ExtraService]:
    year = AcademicYear.of(london_date(now))
    return (*uow.extra_services.all_of(year), *uow.extra_services.all_of(AcademicYear(year.starts_in + 1)))


def _waits(uow: UnitOfWork, extra: ExtraService, policy: TrustPolicy, _now: datetime) -> Iterable[Waiting]:
    """Whoever leads the school now."""
    school = uow.roster.school(extra.urn)
    if extra.waits and school is not None:
        head = (Role.HEADTEACHER, school.headteacher_id)
        since = (extra.agreed_at, policy.patience)
        yield Waiting(extra_about(extra.id), "consent", extra.urn, *head, "consent", *since, passes_on=False)


def _remind(_uow: UnitOfWork, extra: ExtraService, person_id: str, occasion: str) -> Iterable[OutboxJob]:
    return [send_card(HalfDaysKind.EXTRA, person_id, extra_about(extra.id), extra.revision, occasion)]


def _words(uow: UnitOfWork, extra: ExtraService, _waiting: Waiting) -> str:
    return f"{uow.roster.school_then(extra.urn).full_name} has not answered what “{extra.name}” costs."


def _tells(_uow: UnitOfWork, extra: ExtraService, _waiting: Waiting) -> Iterable[str]:
    return [extra.agreed_by_id]


EXTRAS: Final = Chase(
    kind="extra services that wait for a headteacher",
    records=_records,
    load=lambda uow, extra_id: uow.extra_services.get(extra_id),
    waits=_waits,
    remind=_remind,
    words=_words,
    tells=_tells,
    rule="AS1",
)
