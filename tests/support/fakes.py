"""The external services in memory: what `automations.engine.ports` asks for, without a wire. They fail when they are
told to."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from automations.engine.ports import Card, SentMessage
from handbook.core.external_errors import ExternalError, NotFound, StillOpen, TooBig, Unreachable
from handbook.core.people import DirectoryAccount, Person
from handbook.reports.library import FiledItem, Library, WrittenFile
from tests.support.calendars import InMemoryCalendars, InMemorySubscriptions
from tests.support.faults import Faults


@dataclass
class Standing:
    """A file in a library."""

    item: FiledItem
    data: bytes
    columns: dict[str, str]
    readers: set[str] = field(default_factory=set[str])
    writers: set[str] = field(default_factory=set[str])


class InMemoryLibraries:
    def __init__(self, faults: Faults) -> None:
        self.files: dict[tuple[Library, tuple[str, ...], str], Standing] = {}
        self.refused: dict[str, ExternalError] = {}
        self.prints: Callable[[bytes], bytes] = lambda data: b"%PDF-1.7 " + data
        self.contents: dict[str, bytes | None] = {}
        """What somebody has put in a file's place meanwhile, by its name; None: it is gone."""
        self.inherited: set[str] = set()
        self._faults = faults

    async def place(
        self, library: Library, folder: Sequence[str], name: str, data: bytes, columns: Mapping[str, str]
    ) -> FiledItem:
        self._faults.meet("place")
        place = (library, tuple(folder), name)
        if place not in self.files:
            number = str(len(self.files) + 1)
            item = FiledItem(library, f"item-{number}", number, name, f"https://trust.example/{name}", len(data))
            self.files[place] = Standing(item, data, dict(columns))
        standing = self.files[place]
        if standing.columns["Sha256"] != columns["Sha256"]:
            return await self.place(library, folder, name.replace(".", " (2).", 1), data, columns)
        standing.columns.update(columns)
        return standing.item

    async def write_columns(self, item: FiledItem, columns: Mapping[str, str]) -> None:
        self._faults.meet("write_columns")
        self.of(item).columns.update(columns)

    async def as_pdf(self, item: FiledItem) -> bytes:
        self._faults.meet("as_pdf")
        return self.prints(self.of(item).data)

    async def content(self, item: FiledItem, limit: int) -> bytes:
        self._faults.meet("content")
        data = self.contents.get(item.name, self.of(item).data)
        if data is None:
            raise NotFound("the file is not there")
        if len(data) > limit:
            raise TooBig("the file is too large")
        return data

    async def written(self, item: FiledItem, limit: int) -> WrittenFile:
        self._faults.meet("written")
        data = await self.content(item, limit)
        return WrittenFile(data, await self.tag(item))

    async def tag(self, item: FiledItem) -> str:
        data = self.contents.get(item.name, self.of(item).data)
        if data is None:
            raise NotFound("the file is not there")
        return hashlib.sha256(data).hexdigest()

    async def share(
        self, item: FiledItem, emails: Sequence[str], *, to_write: bool = False
    ) -> dict[str, ExternalError]:
        self._faults.meet("share")
        refused = {email: self.refused[email] for email in emails if email in self.refused}
        standing = self.of(item)
        (standing.writers if to_write else standing.readers).update(set(emails) - set(refused))
        return refused

    async def unshare(self, item: FiledItem, emails: Sequence[str] | None = None, *, to_write: bool = False) -> None:
        self._faults.meet("unshare")
        standing = self.of(item)
        if to_write:
            standing.writers = standing.writers - set(emails) if emails is not None else set()
        standing.readers = standing.readers - set(emails) if emails is not None else set()
        if self.inherited & set(emails or ()):
            raise StillOpen("they inherit it")

    async def delete(self, library: Library, item_id: str) -> None:
        self._faults.meet("delete")
        where = next(
            (key for key, one in self.files.items() if key[0] is library and one.item.item_id == item_id), None
        )
        if where is None:
            raise NotFound("no such file")
        del self.files[where]

    def of(self, item: FiledItem) -> Standing:
        return next(standing for standing in self.files.values() if standing.item == item)

    def named(self, library: Library) -> dict[str, Standing]:
        """What stands in a library, by file name."""
        return {name: standing for (where, _, name), standing in self.files.items() if where is library}


class InMemoryDirectory:
    def __init__(self, faults: Faults, people: Sequence[Person]) -> None:
        self._faults = faults
        self._people = {person.id: person for person in people}
        self.gone: set[str] = set()
        self.known_as: dict[str, tuple[str, str]] = {}

    async def account(self, person_id: str) -> DirectoryAccount:
        self._faults.meet("account")
        if person_id not in self._people or person_id in self.gone:
            raise NotFound("no such person")
        person = self._people[person_id]
        email, sign_in = self.known_as.get(person_id, (person.email, ""))
        return DirectoryAccount(person.id, person.name, email, enabled=True, sign_in=sign_in)

    async def accounts_known_as(
        self, names: Sequence[str], progress: Callable[[float], None] = lambda _: None
    ) -> dict[str, tuple[DirectoryAccount, ...]]:
        found: dict[str, tuple[DirectoryAccount, ...]] = {}
        for name in names:
            accounts = [await self.account(one) for one in self._people if one not in self.gone]
            found[name] = tuple(one for one in accounts if name in (one.id, one.email, one.sign_in))
            progress(len(found) / len(names))
        return found

    async def accounts_called(self, words: str) -> tuple[DirectoryAccount, ...]:
        accounts = [await self.account(one) for one in self._people if one not in self.gone]
        return tuple(one for one in accounts if words in (one.email, one.sign_in, one.name))


class InMemoryApps:
    """Who has the app; `refused` are those whose installing fails, and how."""

    def __init__(self, faults: Faults) -> None:
        self._faults = faults
        self.have: set[str] = set()
        self.refused: dict[str, ExternalError] = {}
        self.asked: list[str] = []

    async def install(self, person_id: str) -> bool:
        self._faults.meet("install")
        self.asked.append(person_id)
        if person_id in self.refused:
            raise self.refused[person_id]
        is_new = person_id not in self.have
        self.have.add(person_id)
        return is_new


@dataclass
class Message:
    """What stands in somebody's chat, and how often it was drawn again."""

    person_id: str
    card: Card
    summary: str
    place: SentMessage
    rendered: int = 1
    mark: str = ""


class InMemoryMessenger:
    def __init__(self, faults: Faults) -> None:
        self.messages: list[Message] = []
        self.sent = 0
        self.away: set[str] = set()
        self.files: dict[str, bytes] = {}
        self._faults = faults

    async def send_card(self, person_id: str, card: Card, summary: str, mark: str = "") -> SentMessage:
        self._faults.meet("send_card")
        if person_id in self.away:
            raise Unreachable("blocked")
        place = SentMessage(f"chat-{person_id}", f"message-{self.sent + 1}", "https://teams.example/")
        self.sent += 1
        self.messages.append(Message(person_id, card, summary, place, mark=mark))
        return place

    async def update_card(self, sent: SentMessage, card: Card) -> None:
        self._faults.meet("update_card")
        message = next(message for message in self.messages if message.place == sent)
        message.card, message.rendered = card, message.rendered + 1

    async def delete_card(self, sent: SentMessage) -> None:
        self._faults.meet("delete_card")
        found = [message for message in self.messages if message.place == sent]
        if not found:
            raise NotFound("the message is gone")
        self.messages.remove(found[0])

    async def fetch_file(self, url: str, limit: int) -> bytes:
        self._faults.meet("fetch_file")
        if url not in self.files:
            raise NotFound("the link has run out")
        return self.files[url]

    def to(self, person: Person) -> list[Message]:
        return [message for message in self.messages if message.person_id == person.id]

    def said_to(self, person: Person) -> list[str]:
        return [message.summary for message in self.to(person)]


class Fakes:
    """All of them, with one list of faults."""

    def __init__(self, people: Sequence[Person]) -> None:
        self.faults = Faults()
        self.libraries = InMemoryLibraries(self.faults)
        self.directory = InMemoryDirectory(self.faults, people)
        self.apps = InMemoryApps(self.faults)
        self.messenger = InMemoryMessenger(self.faults)
        self.calendars = InMemoryCalendars(self.faults, people)
        self.subscriptions = InMemorySubscriptions(self.faults)

    def fail(self, method: str, *faults: Exception) -> None:
        """The next calls of a method raise these, one each."""
        self.faults.coming.setdefault(method, []).extend(faults)

    def fail_for_good(self, **faults: Exception) -> None:
        self.faults.for_good.update(faults)

    def heal(self) -> None:
        self.faults.coming.clear()
        self.faults.for_good.clear()


def words_of(card: Mapping[str, Any]) -> str:
    """Everything that a card says, roughly: for looking whether something is said at all."""
    return str(card)
