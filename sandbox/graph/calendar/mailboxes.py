"""Who has a mailbox, into whose the application may look, and what its owner lets others see of their time."""

from collections.abc import Collection
from typing import Final, Literal, get_args

from sandbox.graph.database import Database
from sandbox.trust import SandboxPerson

State = Literal["open", "closed", "away", "none"]
Shares = Literal["nothing", "times", "subjects"]
Hours = Literal["usual", "part_week", "mornings", "made_up_zone", "far_away"]
HOURS: Final = get_args(Hours)
_Table = Literal["mailbox_state", "mailbox_shares", "mailbox_hours"]
STATES: Final = get_args(State)
SHARES: Final = get_args(Shares)


class Mailboxes:
    """`none`: the person has an account without Exchange (`mailbox` in `trust.json`). `closed`: there is a mailbox, but
    it is outside the scope in which Exchange gave the application its role; so is everybody's who is not among the ids
    of `scope`. `away`: it is being moved, or has lost its licence: nobody can open it through Graph, and its person
    sees it as ever.

    What a mailbox shares is another matter, which its owner decides (the permission of `Default` on the calendar):
    `nothing`, `times` alone, as Exchange has it from the beginning, or `subjects` and places too. Its working hours are
    the `usual` ones, those of a `part_week` (Tuesday to Thursday), `mornings`, the usual ones in a zone that somebody
    made up, or `far_away`: by the clock of the Pacific, as a mailbox has them that nobody ever opened."""

    def __init__(self, database: Database, scope: Collection[str] = ()) -> None:
        self._db = database
        self._scope = frozenset(scope)

    def state(self, person: SandboxPerson) -> State:
        row = self._db.row("SELECT state FROM mailbox_state WHERE person = :person", person=person.id)
        return row["state"] if row else self.at_first(person)

    def at_first(self, person: SandboxPerson) -> State:
        if not person.mailbox:
            return "none"
        return "open" if person.id in self._scope else "closed"

    def set(self, person: SandboxPerson, state: State) -> None:
        self._put("mailbox_state", person, state=state)

    def has_one(self, person: SandboxPerson) -> bool:
        return self.state(person) != "none"

    def shares(self, person: SandboxPerson) -> Shares:
        row = self._db.row("SELECT shares FROM mailbox_shares WHERE person = :person", person=person.id)
        return row["shares"] if row else "times"

    def share(self, person: SandboxPerson, shares: Shares) -> None:
        self._put("mailbox_shares", person, shares=shares)

    def hours(self, person: SandboxPerson) -> Hours:
        row = self._db.row("SELECT hours FROM mailbox_hours WHERE person = :person", person=person.id)
        return row["hours"] if row else "usual"

    def work(self, person: SandboxPerson, hours: Hours) -> None:
        self._put("mailbox_hours", person, hours=hours)

    def _put(self, table: _Table, person: SandboxPerson, **what: str) -> None:
        with self._db.writing():
            self._db.run(f"DELETE FROM {table} WHERE person = :person", person=person.id)  # noqa: S608 -- one of three
            self._db.insert(table, person=person.id, **what)
