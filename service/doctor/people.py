"""Whether the people of the roster are in the directory."""

import asyncio
from typing import Final

from handbook.core.external_errors import Forbidden, NotFound
from handbook.core.people import Role
from handbook.reach.states import Reached, reached
from service.doctor.finding import BY_SCRIPT, Finding, amber, green, red, tenant_script
from service.doctor.set_up import SetUp

_CANNOT_DO_WITHOUT: Final = frozenset({Role.TRUST_ADVISOR, Role.SIP})
_GIVE: Final = (
    "Give the app to everybody in the service by a policy (docs/app-package.md), and ask who blocked SIP Desk to end "
    "that in their chat with it."
)
_FIX: Final = (
    "Put their right object ids into the roster (Entra admin centre, Users, Object ID), or create their accounts; "
    "then restart the service."
)


async def look_at_people(set_up: SetUp) -> Finding:
    """One call for each person of the roster, some at a time."""
    people = set_up.people
    # All are waited for, also where one is refused: what is under way must not outlive the connection.
    said = await asyncio.gather(*(_state(set_up, person.id) for person in people), return_exceptions=True)
    if any(isinstance(one, Forbidden) for one in said):
        return red("The directory cannot be read: User.Read.All is missing.", BY_SCRIPT, tenant_script("Consent"))
    states = [_unless_raised(one) for one in said]
    wrong = [(person, state) for person, state in zip(people, states, strict=True) if state]
    if not wrong:
        return green(f"All {len(people)} people of the list have an account and an address.")
    about = tuple(f"{person.id} ({person.office_words}): {state}" for person, state in wrong)
    light = red if any(person.is_a(*_CANNOT_DO_WITHOUT) for person, _ in wrong) else amber
    return light(f"{len(wrong)} of {len(people)} people cannot be reached.", _FIX, about=about)


async def look_at_met(set_up: SetUp) -> Finding:
    """Whom Teams has let the service reach so far. Who was never written to and never wrote is no fault."""
    met = set_up.met()
    if met is None:
        return amber("Who SIP Desk reaches in Teams is not known: the database cannot be read.")
    states = [(person, reached(met.get(person.id))) for person in set_up.people]
    counts = ", ".join(f"{sum(state is one for _, state in states)} {one.words}" for one in Reached)
    away = [(person, state) for person, state in states if state in (Reached.BLOCKED, Reached.NOT_INSTALLED)]
    if not away:
        return green(f"In Teams, of {len(states)} people: {counts}.")
    about = tuple(f"{person.id} ({person.office_words}): {state.words}" for person, state in away)
    return amber(f"In Teams, of {len(states)} people: {counts}.", _GIVE, about=about)


def _unless_raised(said: str | BaseException) -> str:
    if isinstance(said, BaseException):
        raise said
    return said


async def _state(set_up: SetUp, person_id: str) -> str:
    """What is wrong with somebody's account; empty where nothing is."""
    try:
        account = await set_up.directory.account(person_id)
    except NotFound:
        return "no account"
    if not account.enabled:
        return "account disabled"
    return "" if account.email else "no e-mail address"
