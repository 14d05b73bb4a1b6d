"""Microsoft 365 of a simulated year, in memory: chats, libraries, directory, subscriptions. Each call may go wrong."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from automations.engine.ports import Card, SentMessage
from handbook.core.calendars import Subscription
from handbook.core.external_errors import ExternalError, NotFound
from handbook.core.people import DirectoryAccount, Person
from handbook.reports.library import FiledItem, Library, WrittenFile
from service.simulation.faults import Faults


@dataclass
class Message:
    """What stands in somebody's chat. `card` is what it shows now."""

    person_id: str
    card: Card
    summary: str
    place: SentMessage
    sent_at: datetime


@dataclass
class Chats:
    """Everybody's chat with the bot. `heard` is told of each card that somebody can see anew."""

    faults: Faults
    now: Callable[[], datetime]
    heard: Callable[[Message], None]
    messages: dict[SentMessage, Message] = field(default_factory=dict[SentMessage, Message])
    sent: int = 0

    async def send_card(self, person_id: str, card: Card, summary: str, mark: str = "") -> SentMessage:
        after = self.faults.before()
        self.sent += 1
        place = SentMessage(f"chat-{person_id}", f"message-{self.sent}", "https://teams.example/")
        self.messages[place] = Message(person_id, card, summary, place, self.now())
        _raise(after)
        self.heard(self.messages[place])
        return place

    async def update_card(self, sent: SentMessage, card: Card) -> None:
        after = self.faults.before()
        if sent not in self.messages:
            raise NotFound("no such message")
        self.show(sent, card)
        _raise(after)

    async def delete_card(self, sent: SentMessage) -> None:
        after = self.faults.before()
        if self.messages.pop(sent, None) is None:
            raise NotFound("no such message")
        _raise(after)

    async def fetch_file(self, url: str, limit: int) -> bytes:
        raise NotFound("nobody sends a file by its address here")

    def show(self, sent: SentMessage, card: Card) -> None:
        self.messages[sent].card = card
        self.heard(self.messages[sent])


@dataclass
class Shelf:
    """A file in a library, and who was let in to it."""

    item: FiledItem
    columns: dict[str, str]
    readers: set[str] = field(default_factory=set[str])
    writers: set[str] = field(default_factory=set[str])


@dataclass
class MovedLibraries:
    """Files by their item; their bytes are not kept: a year of them would be gigabytes."""

    faults: Faults
    files: dict[str, Shelf] = field(default_factory=dict[str, Shelf])
    _places: dict[tuple[Library, tuple[str, ...], str], str] = field(
        default_factory=dict[tuple[Library, tuple[str, ...], str], str]
    )

    async def place(
        self, library: Library, folder: Sequence[str], name: str, data: bytes, columns: Mapping[str, str]
    ) -> FiledItem:
        after = self.faults.before()
        place = (library, tuple(folder), name)
        if place not in self._places:
            number = str(len(self.files) + 1)
            item = FiledItem(library, f"item-{number}", number, name, f"https://trust.example/{number}", len(data))
            self._places[place], self.files[item.item_id] = item.item_id, Shelf(item, dict(columns))
        shelf = self.files[self._places[place]]
        if shelf.columns["Sha256"] != columns["Sha256"]:
            return await self.place(library, folder, name.replace(".", " (2).", 1), data, columns)
        shelf.columns.update(columns)
        _raise(after)
        return shelf.item

    async def write_columns(self, item: FiledItem, columns: Mapping[str, str]) -> None:
        after = self.faults.before()
        self.files[item.item_id].columns.update(columns)
        _raise(after)

    async def as_pdf(self, item: FiledItem) -> bytes:
        _raise(self.faults.before())
        return f"%PDF-1.7 {item.item_id}".encode()

    async def content(self, item: FiledItem, limit: int) -> bytes:
        _raise(self.faults.before())
        return item.item_id.encode()

    async def written(self, item: FiledItem, limit: int) -> WrittenFile:
        return WrittenFile(await self.content(item, limit), item.item_id)

    async def tag(self, item: FiledItem) -> str:
        return item.item_id

    async def share(
        self, item: FiledItem, emails: Sequence[str], *, to_write: bool = False
    ) -> Mapping[str, ExternalError]:
        after = self.faults.before()
        shelf = self.files[item.item_id]
        (shelf.writers if to_write else shelf.readers).update(emails)
        _raise(after)
        return {}

    async def delete(self, library: Library, item_id: str) -> None:
        _raise(self.faults.before())
        if self.files.pop(item_id, None) is None:
            raise NotFound(f"no file {item_id} in {library}")

    async def unshare(self, item: FiledItem, emails: Sequence[str] | None = None, *, to_write: bool = False) -> None:
        after = self.faults.before()
        shelf = self.files[item.item_id]
        if to_write:
            shelf.writers = shelf.writers - set(emails) if emails is not None else set()
        shelf.readers = shelf.readers - set(emails) if emails is not None else set()
        _raise(after)


@dataclass
class MovedDirectory:
    faults: Faults
    people: Mapping[str, Person]

    async def account(self, person_id: str) -> DirectoryAccount:
        _raise(self.faults.before())
        if person_id not in self.people:
            raise NotFound("no such person")
        person = self.people[person_id]
        return DirectoryAccount(person.id, person.name, person.email, enabled=True, sign_in=person.email)

    async def accounts_known_as(
        self, names: Sequence[str], progress: Callable[[float], None] = lambda _: None
    ) -> Mapping[str, tuple[DirectoryAccount, ...]]:
        known = {one.email: one for one in self.people.values()} | dict(self.people)
        progress(1.0)
        return {name: (await self.account(known[name].id),) if name in known else () for name in names}

    async def accounts_called(self, words: str) -> tuple[DirectoryAccount, ...]:
        return (await self.accounts_known_as([words]))[words]


@dataclass
class MovedSubscriptions:
    """Nobody is told of anything: calendars are read at their time."""

    faults: Faults
    orders: dict[str, Subscription] = field(default_factory=dict[str, Subscription])

    async def subscribe(self, person_id: str, client_state: str, until: datetime) -> Subscription:
        _raise(self.faults.before())
        order = Subscription(f"watch-{len(self.orders) + 1}", person_id, until)
        self.orders[order.id] = order
        return order

    async def renew(self, subscription_id: str, until: datetime) -> Subscription:
        _raise(self.faults.before())
        self.orders[subscription_id] = replace(self.orders[subscription_id], expires_at=until)
        return self.orders[subscription_id]

    async def unsubscribe(self, subscription_id: str) -> None:
        self.orders.pop(subscription_id, None)

    async def standing(self) -> list[Subscription]:
        return list(self.orders.values())


def _raise(after: ExternalError | None) -> None:
    if after is not None:
        raise after
