"""The way in: what came in from people, decided by the command bus, answered with the card as it now is."""

from collections.abc import Callable
from typing import Any, Final, Protocol

from automations.engine.card_registry import CardRef
from automations.engine.clicked_card import card_pressed, copy_pressed
from automations.engine.clicks_first import ClicksFirst
from automations.engine.command_bus import Desk, Occasion
from automations.engine.extension_door import Asker, Asks, DialogCard, Results
from automations.engine.inbound_commands import AnswerTyped, NoteFile, Welcome
from automations.engine.inbound_log import InboundLog
from automations.engine.inbound_port import Answer, CardAnswer, Click, MessageAnswer, Sender, SentFile
from automations.engine.notifications import digest, say
from automations.engine.ports import Card
from automations.engine.roster import known_person
from automations.engine.workflow import Reply, WorkflowTables
from cards import actions
from cards.reports.lines import closed_card
from handbook.cases.case import Confidential
from handbook.core.refusal import Refused
from store.audit import Entry
from store.ledger import Ledger

SUBMIT: Final = "teams_submit"
_SHOWS_HOW_IT_STANDS: Final = frozenset(("stale", "not_now"))


class ConfidentialReplies(Protocol):
    async def answer(self, sender: Sender, click: Click, command: Confidential) -> Answer:
        """Raises nothing but what is a bug."""
        ...


class Extension(Protocol):
    async def asked(self, asker: Asker, asks: Asks) -> Results | DialogCard | MessageAnswer: ...


class Reception:
    """Keeps the promises of `inbound_port.FrontDoor`."""

    def __init__(
        self,
        desk: Desk,
        clicks: ClicksFirst,
        tables: WorkflowTables,
        log: InboundLog,
        confidential: ConfidentialReplies,
        extension: Extension,
    ) -> None:
        self._desk = desk
        self._clicks = clicks
        self._tables = tables
        self._log = log
        self._confidential_replies = confidential
        self._extension = extension

    async def clicked(self, sender: Sender, click: Click) -> Answer:
        with self._clicks.click():
            return await self._answer(sender, click)

    async def _answer(self, sender: Sender, click: Click) -> Answer:
        try:
            command = actions.read(click.verb, click.data)
        except Refused as refusal:
            await self._log.tried(sender, click, refusal.code)
            return await self._no(sender, click, refusal)
        if isinstance(command, Confidential):
            return await self._confidential(sender, click, command)
        return await self._click(sender, click, command)

    async def typed(self, sender: Sender, text: str, activity_id: str) -> None:
        await self._hear(sender, AnswerTyped(text[:200], activity_id), activity_id)

    async def sent_files(self, sender: Sender, files: tuple[SentFile, ...]) -> None:
        for number, file in enumerate(files):
            arrival_id = f"{file.activity_id}-{number}"
            await self._hear(sender, NoteFile(arrival_id, file.name[:200], file.url), arrival_id)

    async def met(self, sender: Sender, activity_id: str, *, first_time: bool) -> None:
        if first_time:
            await self._hear(sender, Welcome(activity_id), activity_id)
        else:
            await self._log.met(sender)

    async def asked(self, asker: Asker, asks: Asks) -> Results | DialogCard | MessageAnswer:
        return await self._extension.asked(asker, asks)

    async def left(self, sender: Sender) -> None:
        await self._log.met(sender, "uninstalled")

    async def turned_away(self, reason: str, detail: str) -> None:
        await self._log.audit(Entry("", "turned_away", "", {"reason": reason, "detail": detail[:200]}))

    async def _click(self, sender: Sender, click: Click, command: object) -> Answer:
        reply = self._tables.replies[type(command)]

        def card(books: Ledger) -> CardAnswer:
            return CardAnswer(self._card(books, sender, click, command, reply))

        def answer(books: Ledger, occasion: Occasion) -> Answer:
            self._log.met_again(books, sender)
            if reply.turns_into:
                return CardAnswer(self._turned(books, occasion, click, command, reply))
            return card(books)

        try:
            if reply.only_shows:
                return await self._show(sender, click, card)
            if reply.turns_into and await self._has_turned(sender, click, reply):
                return await self._show(sender, click, lambda books: self._card_pressed(books, sender, click))
            return await self._desk.handle(command, sender.person_id, click.route, answer)
        except Refused as no:
            refusal = no
        said = await self._no(sender, click, refusal)
        if refusal.code in reply.on_refusal:
            return await self._desk.read(lambda books: self._refused(books, sender, command, reply, refusal))
        return await self._desk.read(card) if refusal.code in _SHOWS_HOW_IT_STANDS else said

    async def _confidential(self, sender: Sender, click: Click, command: Confidential) -> Answer:
        answer = await self._confidential_replies.answer(sender, click, command)
        if click.route == SUBMIT and isinstance(answer, MessageAnswer):
            return await self._no(sender, click, Refused("too_old", answer.text))
        return answer

    async def _show(self, sender: Sender, click: Click, card: Callable[[Ledger], CardAnswer]) -> CardAnswer:
        """Only a forged card asks for what is not there, or not open to whoever asks."""
        try:
            answer = await self._desk.read(card)
        except Refused as refusal:
            await self._log.tried(sender, click, refusal.code)
            raise
        if answer.card == closed_card():
            await self._log.tried(sender, click, "not_yours")
        return answer

    async def _no(self, sender: Sender, click: Click, refusal: Refused) -> MessageAnswer:
        """A no and its reason, shown beside the card; where the client cannot be answered, it is sent."""
        if click.route == SUBMIT:
            no = say(sender.person_id, refusal.reason, f"refused:{click.activity_id}")
            await self._desk.record(lambda _: [no])
        return MessageAnswer(refusal.reason)

    def _card(self, books: Ledger, sender: Sender, click: Click, command: object, reply: Reply) -> Card:
        """The card that answers a click, as it now is."""
        viewer, sight = known_person(books, sender.person_id), self._desk.sight
        card = reply.card(books, command, viewer, sight, click)
        return self._tables.cards.draw(books, card, viewer, sight) if isinstance(card, CardRef) else card

    def _card_pressed(self, books: Ledger, sender: Sender, click: Click) -> CardAnswer:
        viewer = known_person(books, sender.person_id)
        card = card_pressed(books, viewer, click, CardRef("", ""))
        return CardAnswer(self._tables.cards.draw(books, card, viewer, self._desk.sight))

    def _turned(self, books: Ledger, occasion: Occasion, click: Click, command: object, reply: Reply) -> Card:
        """The card that asked becomes the one that answers, in this chat and in the ledger."""
        viewer, sight = occasion.somebody, self._desk.sight
        turned: Any = reply.card(books, command, viewer, sight, click)
        card = self._tables.cards.draw(books, turned, viewer, sight)
        copy = copy_pressed(books, viewer, click)
        if copy is not None:
            books.cards.becomes(copy.key, turned.kind, turned.about, digest(card))
        return card

    async def _has_turned(self, sender: Sender, click: Click, reply: Reply) -> bool:
        """Whether the card that asked was pressed before: then nothing is begun once more."""

        def has_turned(books: Ledger) -> bool:
            copy = copy_pressed(books, known_person(books, sender.person_id), click)
            return copy is not None and copy.kind in reply.turns_into

        return await self._desk.read(has_turned)

    def _refused(self, books: Ledger, sender: Sender, command: object, reply: Reply, refusal: Refused) -> CardAnswer:
        viewer = known_person(books, sender.person_id)
        return CardAnswer(reply.on_refusal[refusal.code](books, command, viewer, refusal))

    async def _hear(self, sender: Sender, command: object, key: str) -> None:
        """Carries out what somebody said; a no is said to them, for a message cannot answer with a card."""
        await self._log.met(sender)
        try:
            await self._desk.decide(command, sender.person_id, "teams")
        except Refused as refusal:
            no = say(sender.person_id, refusal.reason, f"refused:{key}")
            await self._desk.record(lambda _: [no])
