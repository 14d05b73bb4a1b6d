"""A card for somebody who stands in for whom it is: it says so first, and why they see it."""

from typing import Any, Final

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
    if not any(map(_is_why, body)):
        return shown
    own = why(f"you stand in for {whom}")
    return {**shown, "body": [title, first, *(own if _is_why(one) else one for one in body)]}


def _is_why(part: dict[str, Any]) -> bool:
    return str(part.get("text", "")).startswith(_WHY)
