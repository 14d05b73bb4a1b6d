"""An agreement waits for the headteacher of a school that has none: there is nobody to remind, so that the Trust
Advisor hears of it (W5, D1)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from automations.engine.chasing import Chase, Waiting
from automations.engine.command_bus import TrustPolicy
from automations.reports.cards import agreement_about
from handbook.core.people import Role
from handbook.reports.agreements.agreement import SharingAgreement
from handbook.reports.agreements.texts import NAMES, AgreementKind
from store.unit_of_work import UnitOfWork


def _waits(uow: UnitOfWork, agreement: SharingAgreement, policy: TrustPolicy, _now: datetime) -> Iterable[Waiting]:
    school = uow.roster.school(agreement.urn)
    if agreement.is_waiting and school is not None and uow.roster.person(school.headteacher_id) is None:
        yield Waiting(
            agreement_about(agreement.urn, agreement.kind),
            "signature",
            agreement.urn,
            Role.HEADTEACHER,
            "",
            f"vacant {agreement.asked_at}",
            agreement.asked_at,
            policy.patience,
            passes_on=False,
        )


def _words(uow: UnitOfWork, agreement: SharingAgreement, _waiting: Waiting) -> str:
    return f"{uow.roster.school_then(agreement.urn).full_name} has not answered the {NAMES[agreement.kind].name}."


def _chase(kind: AgreementKind) -> Chase:
    return Chase(
        kind=f"{NAMES[kind].name}s of schools without a headteacher",
        records=lambda uow, _now: uow.agreements.all_of(kind).values(),
        load=lambda uow, urn: uow.agreements.of_school(urn, kind),
        waits=_waits,
        remind=lambda _uow, _agreement, _person_id, _occasion: (),
        words=_words,
        rule="W5",
    )


WITHOUT_HEADTEACHER: Final = tuple(_chase(kind) for kind in AgreementKind)
