"""A cover whose deputy has left: the Trust Advisor and who is stood in for hear of it, and it is brought again until
somebody else is named."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Final

from automations.cases.cover_cards import cover_about, covers_about
from automations.cases.kinds import CaseKind
from automations.engine.chasing import Chase, Waiting
from automations.engine.command_bus import TrustPolicy
from automations.engine.jobs.outbox import OutboxJob
from automations.engine.notifications import send_card, send_text
from handbook.cases.cover import Cover, stands_in_as
from handbook.core.british_time import london_date
from handbook.core.chasing import Patience
from handbook.core.people import Role
from store.unit_of_work import UnitOfWork

WITHOUT_DEPUTY: Final = Patience((0, 1, 3, 5), 0, every=5)


def _waits(uow: UnitOfWork, cover: Cover, policy: TrustPolicy, now: datetime) -> Iterable[Waiting]:
    """By the school days of a school of theirs, else of any."""
    person, deputy = uow.roster.person(cover.person_id), uow.roster.person(cover.deputy_id)
    if person is None or cover.is_over(london_date(now)) or (deputy and stands_in_as(deputy, person)):
        return
    schools = sorted(uow.roster.schools(), key=lambda one: (person.id not in (one.sip_id, one.headteacher_id), one.urn))
    for school in schools[:1]:
        yield Waiting(
            cover_about(cover.id),
            "deputy",
            school.urn,
            Role.TRUST_ADVISOR,
            uow.roster.holder(Role.TRUST_ADVISOR).id,
            "deputy",
            None,
            replace(WITHOUT_DEPUTY, not_before=policy.patience.not_before),
            passes_on=False,
            even_through_ofsted=True,
        )


def _remind(uow: UnitOfWork, cover: Cover, person_id: str, occasion: str) -> Iterable[OutboxJob]:
    """With the card on which the Trust Advisor names somebody else."""
    mark = f"{cover.id}-{occasion}"
    yield send_text(person_id, _sentence(uow, cover), f"cover:{mark}")
    yield send_card(CaseKind.COVERS, person_id, covers_about(person_id), 0, mark)


def _words(uow: UnitOfWork, cover: Cover, _waiting: Waiting) -> str:
    return _sentence(uow, cover)


def _sentence(uow: UnitOfWork, cover: Cover) -> str:
    person, deputy = (uow.roster.then(one, Role.SIP).name for one in (cover.person_id, cover.deputy_id))
    return (
        f"{deputy} was to stand in for {person} {cover.words}, but no longer can. "
        "Please end this cover and name somebody else: type “cover”."
    )


def _tells(_uow: UnitOfWork, cover: Cover, _waiting: Waiting) -> Iterable[str]:
    return [cover.person_id]


COVERS: Final = Chase(
    kind="cover without a deputy",
    records=lambda uow, now: uow.covers.since(london_date(now)),
    load=lambda uow, cover_id: uow.covers.get(cover_id),
    waits=_waits,
    remind=_remind,
    words=_words,
    tells=_tells,
)
