"""Who has the app in Teams, and who has blocked the bot."""

import sqlite3
from dataclasses import dataclass

from sandbox.events import Tell, tell_nobody
from sandbox.trust import SandboxPerson


@dataclass(frozen=True, slots=True)
class Standing:
    """`installed`: the app is in the person's Teams. `blocked`: the person has blocked the bot's messages."""

    installed: bool
    blocked: bool = False

    @property
    def reachable(self) -> bool:
        return self.installed and not self.blocked


class Standings:
    """Until something changes, everybody has the app whom the trust's admin gave it (`teams` in `trust.json`)."""

    def __init__(self, state: sqlite3.Connection, tell: Tell = tell_nobody) -> None:
        self._state = state
        self._tell = tell

    def of(self, person: SandboxPerson) -> Standing:
        row = self._state.execute("select * from standing where person_id = ?", (person.id,)).fetchone()
        return Standing(person.teams) if row is None else Standing(bool(row["installed"]), bool(row["blocked"]))

    def set(self, person: SandboxPerson, standing: Standing) -> None:
        row = (person.id, standing.installed, standing.blocked)
        with self._state as state:
            state.execute("insert or replace into standing (person_id, installed, blocked) values (?, ?, ?)", row)
        self._tell("chat", person=person.id)
