"""What the buttons of the week's digest say, both ways."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from cards.home.verbs import DigestVerb
from cards.kit.click_fields import Fields
from handbook.handover.handover import OpenItem
from handbook.home.digest import BringWaiting, TurnDigest


@dataclass(frozen=True, slots=True)
class ShowDigest:
    """Somebody looks at it again."""


def item_data(item: OpenItem) -> dict[str, str | int]:
    return {"kind": item.kind, "about": item.about}


DIGEST_READERS: Final[Mapping[str, Callable[[Fields], TurnDigest | BringWaiting | ShowDigest]]] = {
    DigestVerb.SHOW: lambda _: ShowDigest(),
    DigestVerb.TURN: lambda fields: TurnDigest(fields.number("on", 0) > 0),
    DigestVerb.BRING: lambda fields: BringWaiting(fields.identity("kind"), fields.identity("about")),
}
