"""A headteacher's appraisal for which another SIP is to be named waits for the Trust Advisor, also where nobody can be
named yet (PM1)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from automations.engine.chasing import Chase, Waiting, of_advisor
from automations.engine.command_bus import TrustPolicy
from automations.engine.jobs.outbox import OutboxJob
from automations.engine.notifications import send_card
from automations.sip_team.appraisals import AppraisalCard, appraisal_of
from handbook.sip_team.appraisal import Appraisal, appraisal_about
from store.unit_of_work import UnitOfWork


def _waits(uow: UnitOfWork, one: Appraisal, policy: TrustPolicy, _now: datetime) -> Iterable[Waiting]:
    return () if one.sip_id else of_advisor(uow, appraisal_about(one.id), one.urn, one.asked_at, policy)


def _remind(_uow: UnitOfWork, one: Appraisal, person_id: str, occasion: str) -> Iterable[OutboxJob]:
    return [send_card(AppraisalCard.APPRAISAL, person_id, appraisal_about(one.id), 1, occasion)]


def _words(uow: UnitOfWork, one: Appraisal, _waiting: Waiting) -> str:
    school = uow.roster.school_then(one.urn).full_name
    return f"{school}: nobody has been named yet for its headteacher’s appraisal. The Trust Advisor is reminded of it."


def _tells(_uow: UnitOfWork, one: Appraisal, _waiting: Waiting) -> Iterable[str]:
    return [one.asked_by_id]


APPRAISERS: Final = Chase(
    kind="appraisals without a SIP",
    records=lambda uow, _now: uow.appraisals.open_ones(),
    load=appraisal_of,
    waits=_waits,
    remind=_remind,
    words=_words,
    tells=_tells,
    rule="PM1",
)
