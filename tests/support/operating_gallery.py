"""What whoever looks after SIP Desk is told of its work."""

from collections.abc import Iterator
from typing import Any

from cards.operating.alert import QueueLine, alert_card, jobs_card
from tests.support import builders as a

WORDS = "Work that needs SharePoint has waited for 61 minutes."


def operating_cards() -> Iterator[tuple[str, Any]]:
    for at in (None, a.MONDAY):
        card = alert_card(WORDS, a.MONDAY, "Work that needs SharePoint gets on again.", at)
        yield f"alert · {'over' if at else 'told'}", card
    waits = [QueueLine("E-mail", 2, 1, None), QueueLine("SharePoint", 4, 0, a.MONDAY)]
    yield "jobs · well", jobs_card((), (), ())
    yield "jobs · not well", jobs_card(waits, [WORDS], ["E-mail, on Monday (a wrong letter)"])
