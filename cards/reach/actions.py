"""What the buttons about reaching people say, both ways."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from cards.kit.click_fields import Fields, forged
from cards.reach.broadcast import EVERY, OFFICES
from cards.reach.verbs import ReachVerb
from handbook.core.people import Role
from handbook.reach.broadcast import DropBroadcast, ResendBroadcast, SendBroadcast
from handbook.reach.installing import InstallForAll
from handbook.reach.states import Reached

NOT_REACHED: Final = "not_reached"
"""In the place of a state: whoever is not reached."""


@dataclass(frozen=True, slots=True)
class ShowReach:
    """The list of people, of whom it stands so with Teams (`state`; None: who is not reached); `page` counts from 1."""

    state: Reached | None = None
    page: int = 1


@dataclass(frozen=True, slots=True)
class PreviewInstall:
    """Somebody wants to read for whom the app would be installed."""


def reach_data(asked: ShowReach, **changes: str | int) -> dict[str, str | int]:
    """What a button of the list carries, so that it comes back to where it was."""
    return {"state": asked.state.value if asked.state else NOT_REACHED, "page": asked.page, **changes}


def _list(fields: Fields) -> ShowReach:
    word = fields.words("show") if fields.was_sent("show") else fields.words("state")
    page = fields.number("page", 1) if fields.was_sent("page") else 1
    try:
        return ShowReach(None if word in ("", NOT_REACHED) else Reached(word), page)
    except ValueError:
        raise forged() from None


@dataclass(frozen=True, slots=True)
class ComposeBroadcast:
    """Somebody wants to write to a group."""


@dataclass(frozen=True, slots=True)
class PreviewBroadcast:
    """What was put into the form; the authority by its place among those of the list."""

    offices: tuple[Role, ...]
    authority: int | None
    dso_id: str
    words: str


@dataclass(frozen=True, slots=True)
class ShowBroadcast:
    """A card asks whom a message has reached by now."""

    broadcast_id: str


def _write(fields: Fields) -> PreviewBroadcast:
    offices = tuple(_office(one) for one in fields.several("offices"))
    chosen, dso = fields.words("authority"), fields.words("dso")
    place = re.fullmatch(r"a(\d{1,3})", chosen, re.ASCII)
    if chosen not in ("", EVERY) and place is None:
        raise forged()
    at = int(place[1]) if place else None
    return PreviewBroadcast(offices, at, "" if dso in ("", EVERY) else fields.identity("dso"), fields.words("words"))


def _office(word: str) -> Role:
    found = next((role for role in OFFICES if role.value == word), None)
    if found is None:
        raise forged()
    return found


REACH_READERS: Final[Mapping[str, Callable[[Fields], object]]] = {
    ReachVerb.LIST: _list,
    ReachVerb.INSTALL_PREVIEW: lambda _fields: PreviewInstall(),
    ReachVerb.INSTALL: lambda fields: InstallForAll(fields.words("names")),
    ReachVerb.COMPOSE: lambda _fields: ComposeBroadcast(),
    ReachVerb.WRITE: _write,
    ReachVerb.SEND: lambda fields: SendBroadcast(fields.identity("broadcast"), fields.number("revision", 1)),
    ReachVerb.DROP: lambda fields: DropBroadcast(fields.identity("broadcast"), fields.number("revision", 1)),
    ReachVerb.RESEND: lambda fields: ResendBroadcast(fields.identity("broadcast"), fields.number("round", 1)),
    ReachVerb.SHOW: lambda fields: ShowBroadcast(fields.identity("broadcast")),
}
