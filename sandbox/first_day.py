"""Back to the first day: everything that happened in the stand-in is forgotten."""

from sandbox.connector.teams import Teams
from sandbox.graph.calendar import delta_tokens
from sandbox.graph.notices import Manners
from sandbox.graph.shapes import SYSTEM
from sandbox.graph.stand_in import StandIn
from sandbox.graph.tree import Change

_KEPT = ("counter", "secret")
"""What must outlive it: ids are never given twice, and old download addresses stay readable as such."""


def forget_everything(stand_in: StandIn, teams: Teams) -> None:
    """Empties libraries, calendars and chats; the libraries themselves, their readers and everybody's app are there
    again."""
    database = stand_in.database
    with database.writing():
        for row in database.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"):
            if row["name"] not in _KEPT:
                database.run(f"DELETE FROM {row['name']}")  # noqa: S608 -- a table's own name
        for library in stand_in.tenant.libraries:
            stand_in.tree.add_root(library, Change(SYSTEM, stand_in.now()))
            stand_in.sharing.set_up(library)
    delta_tokens.forget_all(stand_in)  # they would be silent about entries that are no longer there
    stand_in.notices.manners = Manners()
    stand_in.tenant.as_on_the_first_day()
    teams.forget()
