"""What automations ask of the far ends. Adapters in `graph/` and `bot/` keep these promises; tests fake the wire below
them, not these. Every method may raise the errors of `handbook.far_ends`, and every one may be called again with the
same arguments after a crash without doing its work twice, unless it says otherwise."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from handbook.filing import FiledItem, Library
from handbook.people import Account

Card = dict[str, Any]


class Libraries(Protocol):
    """The document libraries of the one SIP site."""

    async def place(
        self, library: Library, folder: Sequence[str], name: str, data: bytes, columns: Mapping[str, str]
    ) -> FiledItem:
        """Puts a file into a folder (made if missing) and its columns in one PATCH, read back and compared. A file that
        already stands there with the same `Sha256` column, or with none yet, is ours from an earlier try: it is
        kept, not uploaded again. One with another `Sha256` raises Conflict. `columns` must hold `Sha256`."""
        ...

    async def write_columns(self, item: FiledItem, columns: Mapping[str, str]) -> None:
        """Sets columns in one PATCH and reads them back; does nothing when they already say so."""
        ...

    async def as_pdf(self, item: FiledItem) -> bytes:
        """The file converted by SharePoint."""
        ...

    async def share(self, item: FiledItem, emails: Sequence[str]) -> None:
        """Lets these people read, with sign-in and without an e-mail; those who already can are left alone."""
        ...

    async def unshare(self, item: FiledItem, emails: Sequence[str] | None = None) -> None:
        """Takes back what `share` gave these people (all named people when None). Inherited access stays."""
        ...


class Directory(Protocol):
    async def account(self, person_id: str) -> Account:
        """Raises Gone where the directory has no such person."""
        ...


@dataclass(frozen=True, slots=True)
class SentMessage:
    """Where a card stands, so that it can be updated: the conversation, the message in it and its service."""

    conversation_id: str
    activity_id: str
    service_url: str


class Messenger(Protocol):
    """Reaching people. Only the bot knows that this is Teams."""

    async def send_card(self, person_id: str, card: Card, summary: str) -> SentMessage:
        """Sends a new message to a person's chat with the bot. `summary` is what the notification shows: no contents.
        Raises Unreachable when the person has blocked, uninstalled or never met the bot. Not idempotent: a second
        call is a second message."""
        ...

    async def update_card(self, sent: SentMessage, card: Card) -> None:
        """Replaces a card that was sent earlier. Raises Gone when the message is no longer there."""
        ...

    async def fetch_file(self, url: str, limit: int) -> bytes:
        """Downloads a file that a person sent in chat. Raises Gone when the link has expired, Rejected when it is
        larger than `limit` bytes or not on an allowed host."""
        ...
