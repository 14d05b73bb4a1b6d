"""What came in from people, before anybody judged it. The bot turns activities into these and hands them on."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from automations.engine.inbound.extension_port import Asker, Asks, DialogCard, Results
from automations.engine.ports import Card, SentMessage


@dataclass(frozen=True, slots=True)
class Sender:
    """Who an activity says it is from, after its token and tenant were proved. `person_id` is the Entra object id in
    lower case; `conversation_id` and `service_url` say where the person can be answered from now on."""

    person_id: str
    conversation_id: str
    service_url: str
    personal: bool = True


@dataclass(frozen=True, slots=True)
class Click:
    """A button of a card. `verb` and `data` are what the client sent back and are believed in nothing. `message` is
    the card's own place, where the client named it. `automatic` is a card that refreshed itself. `route` is how it
    came: `teams`; `dialog` where it opens a dialog or was pressed in one, whose card the answer then is; or
    `teams_submit` where the client fell back to Action.Submit: then no card can be the answer, and `activity_id` names
    the message that it came as; `sending` is the mark of the message that the button was sent with."""

    verb: str
    data: Mapping[str, Any]
    message: SentMessage | None = None
    automatic: bool = False
    route: str = "teams"
    activity_id: str = ""
    sending: str = ""


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file that a person sent in chat; `url` is pre-authenticated and lives for minutes."""

    name: str
    url: str
    activity_id: str


@dataclass(frozen=True, slots=True)
class CardAnswer:
    """The card as it now is. It `brings_up` an earlier copy, by its key: this is the live card from now on.
    `unmet`: the message that was pressed is none of those that are known."""

    card: Card
    brings_up: str = ""
    unmet: bool = False


@dataclass(frozen=True, slots=True)
class MessageAnswer:
    """One sentence, shown beside the card, which stays."""

    text: str


Answer = CardAnswer | MessageAnswer


class InboundPort(Protocol):
    """The one way in. Nothing is sent over the network before these return; what is to be said to a person who did not
    click (or typed) is promised, and sent by the worker. They raise nothing but what is a bug.

    Of somebody who is not on the list of people nothing is kept, not even where they can be answered. What is to be
    said to them is returned by `typed`, `sent_files` and `met`, to be said at once; to everybody else, nothing."""

    async def clicked(self, sender: Sender, click: Click) -> Answer: ...

    async def typed(self, sender: Sender, text: str, activity_id: str) -> str: ...

    async def sent_files(self, sender: Sender, files: tuple[SentFile, ...]) -> str: ...

    async def met(self, sender: Sender, activity_id: str, *, first_time: bool) -> str:
        """An install or any other sign that the person can be reached there; `first_time` asks for a welcome."""
        ...

    async def asked(self, asker: Asker, asks: Asks) -> Results | DialogCard | MessageAnswer:
        """What somebody asks through the message extension, answered in less than the seconds that Teams waits. A
        sentence stands where nothing can be shown."""
        ...

    async def left(self, sender: Sender) -> None:
        """The person removed the bot."""
        ...

    async def turned_away(self, reason: str, detail: str) -> None:
        """Somebody tried something that never reached a person's name (another tenant, a forged activity): audit it."""
        ...
