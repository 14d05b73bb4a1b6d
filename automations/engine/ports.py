"""What automations ask of the world outside. Adapters in `graph/` and `bot/` keep to this; tests fake the wire below
them, not these. Every method may raise the errors of `handbook.core.external_errors`, and every one may be called again
with the same arguments after a crash without doing its work twice, unless it says otherwise."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from handbook.core.calendars import Appointment, BusyTimes, CalendarEntry, DeltaSync, EntryChanges, Period, Subscription
from handbook.core.external_errors import ExternalError
from handbook.core.people import DirectoryAccount
from handbook.core.school_years import AcademicYear, Term
from handbook.mail.letters import Mail
from handbook.reports.library import FiledItem, Library, WrittenFile

Card = dict[str, Any]


class Libraries(Protocol):
    """The document libraries of the one SIP site."""

    async def place(
        self, library: Library, folder: Sequence[str], name: str, data: bytes, columns: Mapping[str, str]
    ) -> FiledItem:
        """Puts a file into a folder (made if missing) and its columns in one PATCH, and compares what they then say.
        A file that already stands there is ours from an earlier try where its `Sha256` column is the same, or none is
        written yet and no person has touched it: it is kept, not uploaded again. Any other is left as it is, and ours
        gets the next name, as the item says: `a (2).docx`. `columns` must hold `Sha256`."""
        ...

    async def write_columns(self, item: FiledItem, columns: Mapping[str, str]) -> None:
        """Sets columns in one PATCH and compares what they then say; does nothing when they already say so."""
        ...

    async def as_pdf(self, item: FiledItem) -> bytes:
        """The file converted by SharePoint."""
        ...

    async def content(self, item: FiledItem, limit: int) -> bytes:
        """The file as it now is. Raises NotFound where SharePoint has it no more, TooBig where it is larger than
        `limit` bytes."""
        ...

    async def written(self, item: FiledItem, limit: int) -> WrittenFile:
        """A file that somebody writes in, whole and of one moment. Raises NotFound and TooBig as `content` does, Locked
        where it is checked out or locked, Unavailable where it changes again and again while it is read."""
        ...

    async def tag(self, item: FiledItem) -> str:
        """What `WrittenFile.tag` would be now. Raises NotFound."""
        ...

    async def share(
        self, item: FiledItem, emails: Sequence[str], *, to_write: bool = False
    ) -> Mapping[str, ExternalError]:
        """Lets these people read (or write), with sign-in and without an e-mail; those who already can are left alone.
        Returns the addresses that could not be let in, with why; all the others were."""
        ...

    async def unshare(self, item: FiledItem, emails: Sequence[str] | None = None, *, to_write: bool = False) -> None:
        """Takes back what `share` gave these people (all named people when None) to read; `to_write`: also what it gave
        to write. Inherited access stays: where
        somebody who was named can read it by that, or by a grant that others need, it raises StillOpen once all else
        was taken back."""
        ...

    async def delete(self, library: Library, item_id: str) -> None:
        """Puts a file into the site's recycle bin. Raises NotFound where it is gone, Locked where somebody has it open
        or checked out, Forbidden where a label or a hold keeps it."""
        ...


class Directory(Protocol):
    async def account(self, person_id: str) -> DirectoryAccount:
        """Raises NotFound where the directory has no such person."""
        ...

    async def accounts_known_as(
        self, names: Sequence[str], progress: Callable[[float], None] = ...
    ) -> Mapping[str, tuple[DirectoryAccount, ...]]:
        """By each name (an object id, an address or a sign-in name), the accounts that have it: none, one or more.
        Raises what asking raises: an account that could not be asked for is never one that is not there."""
        ...

    async def accounts_called(self, words: str) -> tuple[DirectoryAccount, ...]:
        """The accounts with an address or sign-in name, or where it has no @, with a name: none, one or more."""
        ...


class AppInstaller(Protocol):
    """Installing our own app in Teams for people, where the trust permits it."""

    async def install(self, person_id: str) -> bool:
        """Whether it is new to them: False where they had it. Idempotent. Raises Forbidden where the permission is not
        given or a policy of Teams keeps the app from them, NotFound where they have no account, or none in Teams."""
        ...


class Mailer(Protocol):
    """The service's own mailbox."""

    async def send(self, mail: Mail) -> None:
        """Sends it, and keeps it among what was sent. Raises Forbidden where the mailbox is not ours to send from. Not
        idempotent: a second call is a second e-mail."""
        ...


class Calendars(Protocol):
    """People's calendars, by Entra object id. Instants are aware; what comes back is UTC. A person whose
    mailbox cannot be opened raises MailboxUnavailable, one whose calendar we may not touch Denied."""

    async def busy_times(self, asker_id: str, emails: Sequence[str], window: Period) -> Mapping[str, BusyTimes]:
        """Everybody's time by their address, asked through the mailbox of `asker_id`, a SIP's: one that we may open.
        Of others it shows what they share with everybody, of the asker all. Who could not be read is there all the
        same, as unknown. One call for each 20 addresses and 31 days."""
        ...

    async def write(self, person_id: str, appointment: Appointment) -> CalendarEntry:
        """Writes an appointment into this person's calendar, who becomes its organiser; invitations go out at once.
        With a transaction that was written before it returns what then was written, as it now stands; where that was
        changed or deleted since, it may raise Rejected or Conflict."""
        ...

    async def entry(self, person_id: str, entry_id: str) -> CalendarEntry:
        """Raises NotFound where it is not there. That is no proof: a passing trouble says it too, and what was deleted
        can still be read. `of_visit` and `delta_sync` say what stands in the calendar."""
        ...

    async def of_visit(self, person_id: str, visit: str) -> list[CalendarEntry]:
        """What `write` left in this calendar for a visit: entry and holds."""
        ...

    async def change(self, person_id: str, entry_id: str, changes: EntryChanges) -> CalendarEntry:
        """Changes an entry in its organiser's calendar. A new time asks everybody to answer anew; one that is the same
        is not sent."""
        ...

    async def cancel(self, person_id: str, entry_id: str, comment: str) -> None:
        """Calls a meeting off in its organiser's calendar: everybody invited is told, with this comment."""
        ...

    async def release(self, person_id: str, entry_id: str) -> None:
        """Deletes an entry, such as a hold. If others were invited, they are told without a comment."""
        ...

    async def delta_sync(self, person_id: str, window: Period, since: str | None = None) -> DeltaSync:
        """What changed since the delta query that `since` comes from; without it, or where it is forgotten there, all
        that stands in the window. A `since` keeps the window that it began with, whatever is given later."""
        ...


class Subscriptions(Protocol):
    """Being told of changes in calendars: soon, at least once, in no order, and sometimes not at all."""

    async def subscribe(self, person_id: str, client_state: str, until: datetime) -> Subscription:
        """`until` is at most `handbook.core.calendars.LONGEST_SUBSCRIPTION` ahead. Our address is asked for an echo
        before this returns, and Rejected is raised where it does not answer. A second call replaces the first, or
        stands beside it: see `standing`."""
        ...

    async def renew(self, subscription_id: str, until: datetime) -> Subscription:
        """Raises NotFound where it has expired: begin anew, and read the calendar whole."""
        ...

    async def unsubscribe(self, subscription_id: str) -> None: ...

    async def standing(self) -> list[Subscription]:
        """All that we have ordered and that has not expired."""
        ...


@dataclass(frozen=True, slots=True)
class SentMessage:
    """Where a card stands, so that it can be updated: the conversation, the message in it and its service."""

    conversation_id: str
    activity_id: str
    service_url: str


class Links(Protocol):
    """Addresses that open something to whoever holds them, until they expire. Nothing is asked of a network."""

    def calendar_file(self, person_id: str, visit_id: str, until: datetime) -> str:
        """Where somebody fetches a visit of theirs (all, where `visit_id` is empty) as a calendar file."""
        ...

    def celebration_list(self, person_id: str, until: datetime) -> str:
        """Where the Trust Advisor fetches the list for celebration events as a workbook."""
        ...

    def membership_sheet(self, person_id: str, year: AcademicYear, until: datetime) -> str:
        """Where the Trust Advisor fetches a year's memberships as a workbook."""
        ...

    def training_file(self, until: datetime) -> str:
        """Where whoever was given it fetches the training that external SIPs may come to, as a calendar file."""
        ...

    def skills_files(self, person_id: str, year: AcademicYear, until: datetime) -> tuple[str, str]:
        """Where the Trust Advisor fetches the picture, and the workbook, of the team's skills in a year."""
        ...

    def blank_form(self, term: Term, framework: str) -> str:
        """Where anybody fetches the blank form of a term, for the framework of this key; it does not expire."""
        ...

    def mail_page(self, key: str) -> str:
        """Where somebody whom Teams does not reach reads and answers what this key was given for."""
        ...

    def application_form(self) -> str:
        """Where anybody fetches the blank application form; it does not expire."""
        ...

    def case_document(self, key: str) -> str:
        """Where somebody fetches the document that this key was given for, once."""
        ...


class Messenger(Protocol):
    """Reaching people. Only the bot knows that this is Teams."""

    async def send_card(self, person_id: str, card: Card, summary: str, mark: str = "") -> SentMessage:
        """Sends a new message to a person's chat with the bot. `summary` is what the notification shows: no contents;
        `mark` comes back with what is pressed on the message, until it is updated.
        Raises Unreachable when the person has blocked, uninstalled or never met the bot. Not idempotent: a second
        call is a second message."""
        ...

    async def update_card(self, sent: SentMessage, card: Card) -> None:
        """Replaces a card that was sent earlier. Raises NotFound when the message is no longer there."""
        ...

    async def delete_card(self, sent: SentMessage) -> None:
        """Takes a message out of the chat. Raises NotFound when it is no longer there."""
        ...

    async def fetch_file(self, url: str, limit: int) -> bytes:
        """Downloads a file that a person sent in chat. Raises NotFound when the link has expired, TooBig when
        it is larger than `limit` bytes, Rejected when it is not on an allowed host."""
        ...
