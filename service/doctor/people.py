"""Whether the people of the roster are in the directory."""

import asyncio
from typing import Final

from handbook.core.external_errors import Forbidden, NotFound
from handbook.core.people import Role
from service.doctor.finding import BY_SCRIPT, Finding, amber, green, red, tenant_script
from service.doctor.set_up import SetUp

_CANNOT_DO_WITHOUT: Final = frozenset({Role.TRUST_ADVISOR, Role.SIP})
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
