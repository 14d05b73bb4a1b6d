"""A story in an office of its own, and what came of it: who may press and see what."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from cards.actions import READERS
from store.database import Database
from tests.access import views
from tests.access.people import bring
from tests.access.play import Play
from tests.access.story import STORIES
from tests.automations.office import Office

PAGES: Final[Mapping[str, tuple[str, ...]]] = {
    "reports": ("search.reports",),
    "visits": ("search.visits",),
    "schools": ("tab.", "search.schools"),
    "questions": ("search.faq",),
}
"""In which story the pages and searches are looked at."""


@dataclass(frozen=True)
class Seen:
    """`taken`: whether it was seen to be taken, by any of them."""

    who: frozenset[str]
    taken: bool = True


async def played(story: str, database_url: str) -> Play:
    database = Database(database_url)
    office = Office(database)
    try:
        bring(office)
        play = Play(office)
        await STORIES[story](play)
        play.shown = {**views.card_kinds(play), **views.pages(play, PAGES.get(story, ()))}
        return play
    finally:
        office.close()
        database.close()


def found(play: Play) -> dict[str, Seen]:
    """What nobody was seen to press or see is left out: it has its row elsewhere."""
    verbs = {str(verb): Seen(frozenset(play.allowed(str(verb))), str(verb) in play.said) for verb in READERS}
    shown = {name: Seen(frozenset(who)) for name, who in play.shown.items()}
    return {name: seen for name, seen in (verbs | shown).items() if seen.who}
