"""What the page behind a letter asks: what it shows, a code, and what somebody presses there. Opening it changes
nothing, however often and whoever does it. Whatever is wrong with a link is one refusal."""

import asyncio
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from automations.engine.card_registry import CardRef
from automations.engine.command_bus import SERVICE, CommandBus, CommandContext, Handler
from automations.engine.inbound.port import Click
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.ports import Card
from automations.engine.workflow import ByMail, MailFile, WorkflowTables
from automations.mail.sending import ROUTE, entry
from cards import actions
from cards.kit.click_fields import forged
from cards.kit.confirming import asks_nothing
from cards.kit.lines import is_closed
from handbook.core.people import Person
from handbook.core.refusal import Refused
from handbook.mail import links as rules
from handbook.mail.links import AskForMailCode, EnterMailCode, MailLink, no_use
from store.audit import AuditEntry
from store.unit_of_work import UnitOfWork

_NOTED_EVERY: Final = timedelta(minutes=1)


def ask_for_code(uow: UnitOfWork, command: AskForMailCode, ctx: CommandContext) -> Iterable[OutboxJob]:
    link = _usable(uow, command.link_id, ctx)
    asked = rules.code_asked(link, ctx.now)
    if asked == link:
        return
    uow.mail_links.save(asked, entry(link, "mail_link_closed" if asked.ended_at else "mail_code_asked", ""), ctx.now)
    if asked.ended_at is None:
        key = f"{link.id}:{asked.revision + 1}"
        yield OutboxJob("mail_code", key, {"link_id": link.id}, JobQueue.MAIL, urgent=True)


def enter_code(uow: UnitOfWork, command: EnterMailCode, ctx: CommandContext) -> Iterable[OutboxJob]:
    """A wrong one is counted, and is no refusal, which would undo that."""
    link = _usable(uow, command.link_id, ctx)
    entered = rules.code_entered(link, command.code, command.session, ctx.now)
    proved = rules.is_proved(entered, command.session, ctx.now)
    of = entry(link, "mail_code_entered", link.person_id) if proved else entry(link, "mail_code_wrong", "")
    uow.mail_links.save(entered, of, ctx.now)
    return ()


HANDLERS: Final[Mapping[type, Handler]] = {AskForMailCode: ask_for_code, EnterMailCode: enter_code}


@dataclass(frozen=True, slots=True)
class Opened:
    """What a link opens now: for whom, the card, and whether a code was entered in this browser. Without one there is
    no card where the code comes first."""

    link: MailLink
    person: Person
    card: Card | None
    is_proved: bool
    has_file: bool
    may_answer: bool


@dataclass(frozen=True, slots=True)
class Pressed:
    """What a button is answered with; `problem` says why it was not done."""

    card: Card
    problem: str = ""


class MailPages:
    """Raises Refused (`unknown`) for every link that cannot be used, and notes it in the audit."""

    def __init__(self, bus: CommandBus, tables: WorkflowTables) -> None:
        self._bus = bus
        self._tables = tables
        self._strangers = Counter[str]()
        self._noting: asyncio.Task[None] | None = None
        self._noted_at: datetime | None = None

    async def opened(self, key: str, session: str = "") -> Opened:
        link_id = rules.marked(key)
        try:
            return await self._bus.read(lambda uow: self._opened(uow, link_id, rules.marked(session)))
        except Refused:
            self._turned_away(link_id)
            raise no_use() from None

    async def ask_for_code(self, key: str) -> None:
        await self.opened(key)
        await self._handled(AskForMailCode(rules.marked(key)))

    async def enter_code(self, key: str, code: str, session: str) -> MailLink:
        """As the link is then."""
        link_id = rules.marked(key)
        await self.opened(key)
        return await self._handled(EnterMailCode(link_id, rules.code_marked(link_id, code), rules.marked(session)))

    async def file(self, key: str, session: str) -> MailFile:
        """Raises Refused also where no code was entered, or there is none to read."""
        opened = await self.opened(key, session)
        file = await self._bus.read(lambda uow: self._file(uow, opened.link, opened.person))
        if not opened.is_proved or file is None:
            raise Refused("no_code", "Please enter a code first.")
        return file

    async def pressed(self, key: str, session: str, verb: str, data: Mapping[str, Any]) -> Pressed:
        """Raises Refused also where no code was entered (`no_code`), or where the button is none of this page's."""
        opened = await self.opened(key, session)
        if not opened.is_proved or opened.card is None:
            raise Refused("no_code", "Please enter a code first.")
        link, way = opened.link, self._tables.by_mail[opened.link.kind]
        command = actions.read(verb, data)
        if not self._is_of(link, way, command):
            await self._bus.record(lambda uow: self._tried(uow, link))
            raise forged()
        click = Click(verb, data, route=ROUTE)

        def answer(uow: UnitOfWork, ctx: CommandContext) -> Card:
            current = uow.mail_links.get(link.id)
            if type(command) in way.answers and current.ended_at is None:
                uow.mail_links.save(
                    rules.answered(current, ctx.now), entry(link, "mail_link_used", ctx.actor_id), ctx.now
                )
            return self._reply(uow, way, command, ctx, click)

        try:
            return Pressed(await self._bus.handle(command, link.person_id, ROUTE, answer))
        except Refused as no:
            refusal = no
        return await self._bus.read(lambda uow: self._not_done(uow, opened, command, refusal))

    def offers(self, link: MailLink, verb: str, data: Mapping[str, Any]) -> bool:
        """Whether a button of the card stands on the page too."""
        try:
            return self._is_of(link, self._tables.by_mail[link.kind], actions.read(verb, data))
        except Refused:  # it needs what only Teams asks for
            return False

    def _opened(self, uow: UnitOfWork, link_id: str, session: str) -> Opened:
        context, link = self._bus.render_context, uow.mail_links.get(link_id)
        proved = rules.is_proved(link, session, context.now)
        person, way = uow.roster.person(link.person_id), self._tables.by_mail.get(link.kind)
        if person is None or way is None or not (proved or rules.is_open(link, context.now)):
            raise no_use()
        card = asks_nothing(
            self._tables.cards.render(uow, CardRef(link.kind, link.about, link.version), person, context)
        )
        if is_closed(card):
            raise no_use()
        has_file = self._file(uow, link, person) is not None
        shown = card if proved or not way.code_first else None
        return Opened(link, person, shown, proved, has_file, bool(way.answers or way.shows))

    def _file(self, uow: UnitOfWork, link: MailLink, person: Person) -> MailFile | None:
        read = self._tables.by_mail[link.kind].file
        record_id = link.about.partition(":")[2]
        return read(uow, record_id, link.version, person, self._bus.render_context) if read else None

    def _is_of(self, link: MailLink, way: ByMail, command: object) -> bool:
        version = getattr(command, "version", link.version)
        is_same = (self._tables.record_of(command), version) == (link.about, link.version)
        return is_same and type(command) in way.answers | way.shows

    def _reply(self, uow: UnitOfWork, way: ByMail, command: Any, ctx: CommandContext, click: Click) -> Card:
        if way.reply is not None:
            return way.reply(uow, command, ctx)
        context = self._bus.render_context
        card = self._tables.replies[type(command)].card(uow, command, ctx.somebody, context, click)
        shown = self._tables.cards.render(uow, card, ctx.somebody, context) if isinstance(card, CardRef) else card
        return asks_nothing(shown)

    def _not_done(self, uow: UnitOfWork, opened: Opened, command: Any, refusal: Refused) -> Pressed:
        """Why, with the card as it now is; or the card that asks what is not clear."""
        reply = self._tables.replies.get(type(command))
        if reply is not None and refusal.code in reply.on_refusal:
            return Pressed(reply.on_refusal[refusal.code](uow, command, opened.person, refusal), refusal.reason)
        link = opened.link
        card = CardRef(link.kind, link.about, link.version)
        shown = self._tables.cards.render(uow, card, opened.person, self._bus.render_context)
        return Pressed(asks_nothing(shown), refusal.reason)

    async def _handled(self, command: AskForMailCode | EnterMailCode) -> MailLink:
        return await self._bus.handle(command, SERVICE, ROUTE, lambda uow, _ctx: uow.mail_links.get(command.link_id))

    def _turned_away(self, link_id: str) -> None:
        """Noted while nobody waits for it, and once a minute at most: a stranger must not hold up who writes. What
        comes meanwhile is counted, and noted with the next. Of a link that nobody was given, the hash says nothing."""
        self._strangers[link_id[:16]] += 1
        now = self._bus.now()
        if self._noted_at is None or now - self._noted_at >= _NOTED_EVERY:
            self._noted_at = now
            self._noting = asyncio.create_task(self._note_strangers())

    async def noted(self) -> None:
        """Returns when whoever was turned away is on record."""
        while self._noting is not None and not self._noting.done():
            await self._noting

    async def _note_strangers(self) -> None:
        turned, self._strangers = self._strangers, Counter[str]()
        detail = {"reason": "mail_link", "link": next(iter(turned)), "links": len(turned), "times": turned.total()}
        await self._bus.record(lambda uow: self._note(uow, detail))

    def _note(self, uow: UnitOfWork, detail: Mapping[str, str | int]) -> Iterable[OutboxJob]:
        uow.audit(AuditEntry("", "turned_away", "", detail), self._bus.now())
        return ()

    def _tried(self, uow: UnitOfWork, link: MailLink) -> Iterable[OutboxJob]:
        uow.audit(AuditEntry(link.person_id, "refused", "", {"code": "forged", "route": ROUTE}), self._bus.now())
        return ()


def _usable(uow: UnitOfWork, link_id: str, ctx: CommandContext) -> MailLink:
    link = uow.mail_links.find(link_id)
    if link is None or not rules.is_open(link, ctx.now):
        raise no_use()
    return link
