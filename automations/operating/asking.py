"""Which jobs somebody asks for, and which kind of work they name, in the words of the tab and of the command line."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from automations.engine.jobs.far_ends import FAR_ENDS
from automations.engine.jobs.listing import NEED_A_LOOK, Asked, JobState
from automations.engine.jobs.outbox import CONFIDENTIAL
from automations.engine.jobs.pausing import MAILBOX
from automations.engine.workflow import WorkflowTables
from handbook.core.people import Role
from handbook.core.refusal import Refused
from store.unit_of_work import UnitOfWork

ALL: Final = "all"
AGES: Final[Mapping[str, tuple[str, timedelta]]] = {
    "": ("any time", timedelta()),
    "15m": ("15 minutes", timedelta(minutes=15)),
    "2h": ("2 hours", timedelta(hours=2)),
    "1d": ("a day", timedelta(days=1)),
    "7d": ("a week", timedelta(days=7)),
}
"""By the word of an address, how long something has waited at least, and what that is called."""
FILTERS: Final = ("state", "kind", "error", "school", "mailbox", "age")
LONGEST: Final = 100


def asked_in(uow: UnitOfWork, query: Mapping[str, str]) -> Asked:
    """Raises Refused for a filter that there is none of."""
    given = {name: query.get(name, "").strip() for name in FILTERS}
    state, age = given["state"], given["age"]
    if state not in ("", ALL, *JobState) or age not in AGES or any(len(one) > LONGEST for one in given.values()):
        raise Refused("no_filter", "There is no such filter.")
    states = NEED_A_LOOK if not state else () if state == ALL else (JobState(state),)
    person_id = person_of_mailbox(uow, given["mailbox"]) if given["mailbox"] else ""
    return Asked("", given["kind"], given["error"], states, given["school"], person_id, AGES[age][1])


def kind_named(uow: UnitOfWork, tables: WorkflowTables, typed: str) -> str:
    """As stops name it: a service, a kind of job, or somebody's mailbox. Raises Refused for what no job is."""
    if "@" in typed:
        return f"{MAILBOX}{person_of_mailbox(uow, typed)}"
    if typed not in FAR_ENDS and typed not in tables.effects and typed != CONFIDENTIAL:
        known = ", ".join(FAR_ENDS)
        raise Refused("unknown", f"There is no such kind: say {known}, a kind of job, or an e-mail address.")
    return typed


def person_of_mailbox(uow: UnitOfWork, typed: str) -> str:
    """Their id. Raises Refused for an address that nobody on the list has."""
    wanted = typed.strip().casefold()
    people = uow.roster.people(*Role)
    found = next((one.id for one in people if wanted in (one.email.casefold(), one.id.casefold())), "")
    if not found:
        raise Refused("unknown", "Nobody on the list has this address.")
    return found
