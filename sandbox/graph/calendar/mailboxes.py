"""Who has a mailbox, and into whose the application may not look."""

from typing import Final, Literal, get_args

from sandbox.graph.database import Database
from sandbox.trust import SandboxPerson

State = Literal["open", "closed", "away", "none"]
STATES: Final = get_args(State)


class Mailboxes:
    """`none`: the person has an account without Exchange (`mailbox` in `trust.json`). `closed`: there is a mailbox, but
    it is outside the scope in which Exchange gave the application its role. `away`: it is being moved, or has lost its
    licence: nobody can open it through Graph, and its person sees it as ever."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def state(self, person: SandboxPerson) -> State:
        row = self._db.row("SELECT state FROM mailbox_state WHERE person = :person", person=person.id)
        return row["state"] if row else ("open" if person.mailbox else "none")

    def set(self, person: SandboxPerson, state: State) -> None:
        with self._db.writing():
            self._db.run("DELETE FROM mailbox_state WHERE person = :person", person=person.id)
            self._db.insert("mailbox_state", person=person.id, state=state)

    def has_one(self, person: SandboxPerson) -> bool:
        return self.state(person) != "none"
