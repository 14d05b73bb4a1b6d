"""The week's digest: what waits for somebody, each with a button that brings its own card."""

from collections.abc import Sequence
from typing import Final

from cards.home.digest_actions import item_data
from cards.home.verbs import DigestVerb
from cards.kit.elements import Json, buttons, card, container, execute, refresh, text
from cards.kit.lines import why
from handbook.core.people import Person, Role
from handbook.handover.handover import OpenItem

SHOWN_AT_MOST: Final = 12
_CONFIDENTIAL: Final = "Concerns and complaints are never named here: “my records” shows those that were given to you."
_READ_ON: Final = {
    Role.SIP: ("my reports", "my visits"),
    Role.HEADTEACHER: ("my reports", "our visits"),
    Role.TRUST_ADVISOR: ("my reports", "training", "membership"),
}


def digest_card(items: Sequence[OpenItem], viewer: Person, *, wants: bool) -> Json:
    """`wants`: it is sent each week."""
    more = len(items) - SHOWN_AT_MOST
    body = [
        text(_count(len(items)), bold=True),
        *(_item(one) for one in items[:SHOWN_AT_MOST]),
        *([text(f"{more} more wait for you: {_read_on(viewer)}.")] if more > 0 else []),
        text(_CONFIDENTIAL, muted=True),
        why("you want it at the beginning of each school week" if wants else "you asked what waits for you"),
    ]
    title = "Stop sending this" if wants else "Send this each week"
    turn = execute(title, DigestVerb.TURN, {"on": 0 if wants else 1}, submits_inputs=False)
    again = refresh(DigestVerb.SHOW, {})
    return card("What waits for you", body, [turn], "What waits for you this week.", asks_again=again)


def _count(number: int) -> str:
    if not number:
        return "Nothing is waiting for you. I will write to you when something is."
    return "One thing waits for you." if number == 1 else f"{number} things wait for you."


def _read_on(viewer: Person) -> str:
    words = dict.fromkeys(one for office in viewer.offices for one in _READ_ON.get(office, ("my reports",)))
    return ", ".join(f"“{one}”" for one in words)


def _item(item: OpenItem) -> Json:
    opens = execute("Open", DigestVerb.BRING, item_data(item), submits_inputs=False, tooltip=item.words)
    return container([text(item.words), buttons([opens])])
