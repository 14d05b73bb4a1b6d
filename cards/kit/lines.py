"""Lines and a card that every workflow says in the same way."""

from collections.abc import Sequence
from typing import Final

from cards.kit.elements import Json, beside, card, container, is_https, open_url, text


def why(reason: str) -> Json:
    """Why a person sees a card."""
    return text(f"You see this because {reason}.", muted=True)


def capital(words: str) -> str:
    """The same with a capital letter first, as a sentence begins."""
    return words[:1].upper() + words[1:]


def link(title: str, url: str) -> list[Json]:
    """A button, where the address is one that Teams opens."""
    return [open_url(title, url)] if is_https(url) else []


def person(name: str, office: str) -> Json:
    """Somebody, with their initials."""
    initials = "".join(part[0] for part in (name.split()[:1] + name.split()[1:][-1:]) if part[0].isalpha()).upper()
    return beside(text(initials or "?", bold=True), text(f"{name}, {office}"), "emphasis")


def box(name: str, items: Sequence[Json]) -> Json:
    """A part of the card that its button opens."""
    return container(items, name=name, hidden=True)


_NO_LONGER: Final = "No longer open to you"


def no_longer_card(words: str) -> Json:
    """For somebody who could read it before, and cannot any more: why, and nothing of what it says."""
    body = [text(words), text("What you did stays on record as it was."), why("it was open to you before")]
    return card(_NO_LONGER, body, [], "This is no longer open to you.")


def left_card() -> Json:
    """In the place of every card of somebody who has left the trust's list."""
    words = "You are no longer on the SIP service’s list of people, so this is no longer open to you."
    return no_longer_card(words)


def is_closed(shown: Json) -> bool:
    """Whether a card is one of those that say nothing."""
    return shown == closed_card() or shown["body"][0]["text"] == _NO_LONGER


def closed_card() -> Json:
    """For somebody who may not read a report, or what else it is: not even its name."""
    words = "This is not open to you, or not yet. The handbook says who sees what, and when."
    return card("Not open to you", [text(words), text("Type “help” to see what is open to you.")], [], words)
