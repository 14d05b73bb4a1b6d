"""People of whom Teams and the directory tell different things."""

from dataclasses import replace

from cards.reach.people import PersonRow
from handbook.core.people import Role
from handbook.reach.states import AccountSeen, AccountState, Reached
from tests.support import builders as a


def a_row(number: int, state: Reached, account: AccountState | None = None) -> PersonRow:
    """Person 07, a SIP."""
    person = replace(a.a_person(Role.SIP), id=f"p{number}", name=f"Person {number:02}")
    seen = AccountSeen(person.id, account, a.MONDAY, a.MONDAY) if account else None
    return PersonRow(person, state, a.MONDAY if state is not Reached.NEVER else None, seen)


def reach_rows() -> list[PersonRow]:
    """3 are reached, 17 have not got the app, 1 has blocked it and 1 has never opened it."""
    return [
        *(a_row(one, Reached.REACHED, AccountState.OPEN) for one in range(3)),
        *(a_row(one, Reached.NOT_INSTALLED) for one in range(3, 20)),
        a_row(20, Reached.BLOCKED, AccountState.CLOSED),
        a_row(21, Reached.NEVER, AccountState.MISSING),
    ]
