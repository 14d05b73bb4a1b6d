"""What is done once when the service starts on a database that was restored: people may have done more, and have been
shown more, than it knows. Every card that it knows is drawn again, so that nobody reads what does not hold any more."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from automations.engine.command_bus import Handler, Occasion
from automations.engine.outbox import FarEnd, Promise
from store.backup import LEDGER, RESTORED
from store.ledger import Ledger

TAKEN_UP: Final = "taken_up"


@dataclass(frozen=True, slots=True)
class TakeUpRestored:
    """The service starts."""


def take_up_restored(books: Ledger, _command: TakeUpRestored, occasion: Occasion) -> Iterable[Promise]:
    """Nothing, unless the database was restored since the last start."""
    action, restored = books.last_about(LEDGER) or ("", "")
    if action != RESTORED:
        return ()
    keys = books.cards.all_in_doubt()
    books.audit(occasion.entry(TAKEN_UP, LEDGER, cards=len(keys)), occasion.now)
    return tuple(Promise("redraw_card", f"{key}@restored:{restored}", {"key": key}, FarEnd.TEAMS) for key in keys)


HANDLERS: Final[Mapping[type, Handler]] = {TakeUpRestored: take_up_restored}
