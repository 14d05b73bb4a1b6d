"""Who hears of trouble that stands on no card: somebody could not be reached, or a job about none of the records
that show their own troubles is not kept. Nothing is left to a line in a log."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Final

from automations.engine.command_bus import RenderContext, TrustPolicy
from automations.engine.jobs.outbox import OutboxJob
from automations.engine.notifications import send_text
from automations.engine.set_up_gaps import administrator
from automations.engine.workflow import RecordTrouble, WorkflowTables
from handbook.core.external_errors import ExternalError, Unreachable
from handbook.core.people import Role
from store.unit_of_work import UnitOfWork


def advisor(uow: UnitOfWork, _key: str = "") -> Iterable[str]:
    """Raises Refused where the office is vacant."""
    return [uow.roster.holder(Role.TRUST_ADVISOR).id]


def themselves(_uow: UnitOfWork, person_id: str) -> Iterable[str]:
    """Of what is about somebody."""
    return [person_id]


def nobody_named(_uow: UnitOfWork, _key: str) -> Iterable[str]:
    """Whoever answers for the service hears."""
    return []


BY_ADVISOR: Final = RecordTrouble(advisor)
"""Also of what is about no record at all."""
ASKED_FOR: Final = RecordTrouble(themselves, asked_for=True)
"""An answer to what somebody typed or pressed: if they cannot be reached, they know."""
TROUBLES: Final[Mapping[str, RecordTrouble]] = {
    "person": RecordTrouble(nobody_named),
    "answer": ASKED_FOR,
    "answers": RecordTrouble(),
}
"""What jobs of every workflow may be about: a person, an answer to somebody, several answers in their order."""


def heard(
    uow: UnitOfWork,
    tables: WorkflowTables,
    job: OutboxJob,
    error: ExternalError | None,
    words: str,
    context: RenderContext,
) -> Iterable[OutboxJob]:
    """Tells whoever should hear of it, each once; somebody who cannot be reached is not told of that themselves. Of
    those who cannot be reached about a record that shows its own troubles its card tells, unless it is theirs; and
    about a confidential record nobody else hears."""
    what, key = tables.about(job)
    trouble = tables.troubles.get(what, BY_ADVISOR)
    away = str(job.args.get("person_id", "")) if isinstance(error, Unreachable) else ""
    if trouble.heard_by is None or (away and (trouble.asked_for or _is_confidential(job))):
        return
    own = [one for one in trouble.heard_by(uow, key) if uow.roster.person(one) is not None]
    if trouble.is_of_workflow and away not in own:
        return
    hear = [one for one in own if one != away] or _of_last_resort(uow, context.policy, away)
    if trouble.called is not None:  # it stands on no card of the record, so the sentence says which it is about
        words = words.replace(": ", f" about {trouble.called(uow, key)}: ", 1)
    occasion = hashlib.sha256(words.encode()).hexdigest()[:16]
    if trouble.once_a_week:
        occasion = f"{occasion}-{context.now:%G-%V}"
    for one in dict.fromkeys(hear):
        yield send_text(one, words, f"trouble:{job.effect}:{what}:{key}:{occasion}:{one}")


def _of_last_resort(uow: UnitOfWork, policy: TrustPolicy, away: str) -> list[str]:
    known = (*advisor(uow), administrator(uow, policy))
    return [one for one in known if one != away][:1]


def _is_confidential(job: OutboxJob) -> bool:
    """What is said about a case is told nobody else, not even that something was to be said."""
    return job.effect == "say" and ("case" in job.key or job.key.startswith("vacant:"))
