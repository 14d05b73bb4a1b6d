"""What the buttons of a handover say, both ways."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from cards.handover.verbs import HandoverVerb
from cards.kit.click_fields import Fields
from handbook.handover.handover import BringCard, Handover


@dataclass(frozen=True, slots=True)
class ShowHandover:
    """The card of a handover asks how it stands now."""

    handover_id: str


def handover_data(handover: Handover) -> dict[str, str | int]:
    """What a button of a handover carries."""
    return {"handover": handover.id}


HANDOVER_READERS: Final[Mapping[str, Callable[[Fields], BringCard | ShowHandover]]] = {
    HandoverVerb.BRING: lambda fields: BringCard(fields.identity("handover"), fields.number("item", 1)),
    HandoverVerb.SHOW_HANDOVER: lambda fields: ShowHandover(fields.identity("handover")),
}
