"""A card for somebody who stands in for whom it is: it says so first, and why they see it."""

from typing import Final

from cards.kit.elements import Json, text
from cards.kit.lines import why
from handbook.cases.cover import Cover
from handbook.core.british_time import day_words
from handbook.core.people import Person

_WHY: Final = "You see this because"


def seen_by_deputy(shown: Json, holder: Person, cover: Cover) -> Json:
    """What says nothing to the holder says nothing to a deputy."""
    whom = f"{holder.name} ({holder.office_words})"
    first = text(f"You stand in for {whom} until {day_words(cover.last_on)}. Both names are recorded.")
    title, *body = shown["body"]
    told = [_told(one, why(f"you stand in for {whom}")) for one in body]
    return {**shown, "body": [title, first, *told]} if told != body else shown


def _told(part: Json, own: Json) -> Json:
    """The same with why the deputy sees it, wherever on the card that stands."""
    if "items" in part:
        return {**part, "items": [_told(one, own) for one in part["items"]]}
    return own if str(part.get("text", "")).startswith(_WHY) else part
