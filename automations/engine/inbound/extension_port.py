"""What people ask through the message extension, and what they are answered with. They may be anywhere in Teams: in
their chat with us, among others, in a channel. So whoever asks is known, but not a place where they could be told
more."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from automations.engine.ports import Card


@dataclass(frozen=True, slots=True)
class Asker:
    """`person_id` is the Entra object id in lower case, proved as for a click; `chat_url` opens, for whoever follows
    it, their own chat with us, and is empty where that is not known."""

    person_id: str
    chat_url: str


@dataclass(frozen=True, slots=True)
class Search:
    """A search command, by the id that the app package gives it; `words` is empty before anything is typed. `skip` and
    `count` say which of the results."""

    command: str
    words: str
    skip: int
    count: int


@dataclass(frozen=True, slots=True)
class PastedLink:
    """A link that somebody puts into a message."""

    url: str


@dataclass(frozen=True, slots=True)
class OpenedDialog:
    """An action command was chosen; `opening` names this one time."""

    command: str
    opening: str


@dataclass(frozen=True, slots=True)
class SentDialog:
    """The button in a dialog. `data` is what the client sent back and is believed in nothing."""

    command: str
    data: Mapping[str, Any]


Asks = Search | PastedLink | OpenedDialog | SentDialog


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that was found. `title` and `line` are seen by the asker alone; `card` is what they may put into a
    chat, where others see it."""

    title: str
    line: str
    card: Card


@dataclass(frozen=True, slots=True)
class Results:
    """In the order in which they are shown; none where there is nothing, or no more."""

    found: tuple[Found, ...] = ()


@dataclass(frozen=True, slots=True)
class DialogCard:
    """What stands in the dialog."""

    title: str
    card: Card
