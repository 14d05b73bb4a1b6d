"""The way in: what came in from people, decided by the command bus, answered with the card as it now is."""

import json
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, Final
from uuid import uuid4

from automations.engine import live_cards
from automations.engine.card_registry import CardRef
from automations.engine.command_bus import CommandBus, CommandContext
from automations.engine.confirming.confirmation import HoldDecision, Rehearse
from automations.engine.inbound import drafts
from automations.engine.inbound.clicked_card import card_pressed, copy_pressed
from automations.engine.inbound.clicks_first import ClicksFirst
from automations.engine.inbound.commands import MOST_FILES, TOO_MANY_FILES, AnswerTyped, Welcome, noted
from automations.engine.inbound.extension_port import Asker, Asks, DialogCard, Results
from automations.engine.inbound.log import InboundLog
from automations.engine.inbound.outsiders import as_seen_by, check_may_know
from automations.engine.inbound.port import Answer, CardAnswer, Click, MessageAnswer, Sender, SentFile
from automations.engine.inbound.port_behind import ConfidentialReplies, Extension
from automations.engine.notifications import digest, redraw, send_text
from automations.engine.roster import known_person
from automations.engine.sending.copies import met_in_chat
from automations.engine.workflow import Reply, WorkflowTables
from cards import actions
from cards.kit.click_fields import Fields, forged
from cards.kit.confirming import AskOnceMore
from cards.kit.drafts import once_more, with_lost
from cards.kit.lines import closed_card, is_closed
from handbook.cases.case import Confidential
from handbook.core.refusal import Refused
from store.unit_of_work import UnitOfWork

SUBMIT: Final = "teams_submit"
_SHOWS_HOW_IT_STANDS: Final = frozenset(("stale", "not_now"))


class ActionRouter:
    """Keeps to `InboundPort`."""

    def __init__(
        self,
        bus: CommandBus,
        clicks: ClicksFirst,
        tables: WorkflowTables,
        log: InboundLog,
        confidential: ConfidentialReplies,
        extension: Extension,
    ) -> None:
        self._bus = bus
        self._clicks = clicks
        self._tables = tables
        self._log = log
        self._confidential_replies = confidential
        self._extension = extension

    async def clicked(self, sender: Sender, click: Click) -> Answer:
        with self._clicks.click():
            try:
                command = actions.read(click.verb, click.data)
                if isinstance(command, AskOnceMore):
                    click, asks = replace(click, verb=command.verb, data=command.values), True
                    command = self._asked_about(command)
                else:
                    asks = False
            except Refused as refusal:
                await self._log.tried(sender, click, refusal.code)
                return await self._dialog_again(sender, click, refusal) or await self._no(sender, click, refusal)
            if isinstance(command, Confidential):
                answer = await self._confidential(sender, click, command)
            else:
                answer = await self._click(sender, click, command, asks=asks and click.route != SUBMIT)
            if isinstance(answer, CardAnswer) and answer.brings_up:
                await self._brought_up(answer.brings_up)
            if isinstance(answer, CardAnswer) and answer.unmet:
                return await met_in_chat(self._bus, self._tables.apart, sender, click, answer)
            return answer

    async def typed(self, sender: Sender, text: str, activity_id: str) -> str:
        return await self._hear(sender, AnswerTyped(text[:200], activity_id), activity_id)

    async def sent_files(self, sender: Sender, files: tuple[SentFile, ...]) -> str:
        for number, file in enumerate(files[:MOST_FILES]):
            arrival_id = f"{file.activity_id}-{number}"
            if said := await self._hear(sender, noted(arrival_id, file.name[:200], file.url), arrival_id):
                return said
        if len(files) > MOST_FILES:
            await self._too_many(sender, files)
        return ""

    async def _too_many(self, sender: Sender, files: tuple[SentFile, ...]) -> None:
        key = f"refused:{files[0].activity_id}"
        await self._bus.record(lambda _: [send_text(sender.person_id, TOO_MANY_FILES, key)])
        await self._log.turned_away(sender.person_id, reason="too_many_files", files=len(files))

    async def met(self, sender: Sender, activity_id: str, *, first_time: bool) -> str:
        if first_time:
            return await self._hear(sender, Welcome(activity_id), activity_id)
        await self._log.met(sender)
        return ""

    async def asked(self, asker: Asker, asks: Asks) -> Results | DialogCard | MessageAnswer:
        return await self._extension.asked(asker, asks)

    async def left(self, sender: Sender) -> None:
        await self._log.met(sender, "uninstalled")

    async def turned_away(self, reason: str, detail: str) -> None:
        await self._log.turned_away("", reason=reason, detail=detail[:200])

    def _asked_about(self, asking: AskOnceMore) -> object:
        """Raises Refused where no card of ours asks about that."""
        command = actions.read(asking.verb, asking.values)
        if not self._tables.confirming.is_confirmed(command):
            raise forged()
        return command

    def _meant(self, click: Click, command: object, *, asks: bool) -> object:
        """What a press is carried out as."""
        if asks:
            return Rehearse(command)
        if self._bus.policy.take_back_for and self._tables.confirming.is_confirmed(command):
            return HoldDecision(command, click.verb, json.dumps(Fields(click.verb, click.data).rest()))
        return command

    async def _click(self, sender: Sender, click: Click, command: object, *, asks: bool) -> Answer:
        meant = self._meant(click, command, asks=asks)
        reply, about = self._tables.replies[type(command)], self._tables.about_command(command)

        def card(uow: UnitOfWork) -> CardAnswer:
            return self._card(uow, sender, click, command, reply)

        def answer(uow: UnitOfWork, ctx: CommandContext) -> Answer:
            self._log.met_again(uow, sender)
            if asks:
                drafts.keep(uow, sender.person_id, click, about, self._bus.now())
                shown = self._card(uow, sender, click, command, reply)
                asking = self._tables.confirming.asking(uow, command, click.verb, click.data, shown.card)
                return CardAnswer(asking)
            self._tables.confirming.check_not_held(uow, command)
            drafts.sent(uow, sender.person_id, click, about)
            if reply.turns_into:
                return self._turned(uow, ctx, click, command, reply)
            return card(uow)

        try:
            if reply.only_shows:
                shown = await self._show(sender, click, command, card)
                if reply.turns_page:
                    await self._bus.record(lambda uow: self._page_turned(uow, sender, click, command, reply))
                return shown
            if reply.turns_into and await self._has_turned(sender, click, reply):
                return await self._show(sender, click, command, lambda uow: self._card_pressed(uow, sender, click))
            return await self._bus.handle(meant, sender.person_id, click.route, answer)
        except Refused as no:
            refusal = await as_seen_by(self._bus, self._tables, command, sender.person_id, no)
        if not reply.only_shows and refusal.code not in drafts.NOT_KEPT:
            await self._bus.record(lambda uow: drafts.keep(uow, sender.person_id, click, about, self._bus.now()))
        return await self._refused(sender, click, command, reply, refusal)

    async def _refused(self, sender: Sender, click: Click, command: object, reply: Reply, refusal: Refused) -> Answer:
        """A no: with the form that it was pressed on, or with how things stand, where that is more than a sentence.
        What was typed is on it."""
        said, typed = await self._no(sender, click, refusal), drafts.typed_by(click)
        own = reply.on_refusal.get(refusal.code)
        form = None if refusal.code in drafts.NOT_KEPT else reply.form
        if own is None and form is None and refusal.code not in _SHOWS_HOW_IT_STANDS:
            return await self._dialog_again(sender, click, refusal) or said

        def answer(uow: UnitOfWork) -> CardAnswer:
            viewer, context = known_person(uow, sender.person_id), self._bus.render_context
            if own is not None:
                return CardAnswer(own(uow, command, viewer, refusal))
            if form is not None:
                return CardAnswer(once_more(form(uow, command, viewer, context), typed, refusal.reason))
            stands = self._card(uow, sender, click, command, reply)
            if not stands.brings_up or is_closed(stands.card):
                return replace(stands, card=with_lost(stands.card, typed))
            return replace(stands, card=once_more(stands.card, typed, refusal.reason))

        return await self._bus.read(answer)

    async def _dialog_again(self, sender: Sender, click: Click, refusal: Refused) -> CardAnswer | None:
        """A no to what was pressed in a dialog, whose card a sentence would take the place of: what was opened, once
        more, with what was typed in it. None in no dialog, and where that cannot be opened any more."""
        try:
            opener = drafts.opener(click)
            command = actions.read(opener.verb, opener.data) if opener else None
        except Refused:
            return None
        if opener is None or isinstance(command, Confidential):
            return None
        pressed, opened, reply = click, opener, self._tables.replies[type(command)]

        def answer(uow: UnitOfWork) -> CardAnswer | None:
            try:
                shown = self._card(uow, sender, opened, command, reply).card
            except Refused:
                return None
            return None if is_closed(shown) else CardAnswer(once_more(shown, drafts.typed_by(pressed), refusal.reason))

        return await self._bus.read(answer) if reply.only_shows else None

    async def _confidential(self, sender: Sender, click: Click, command: Confidential) -> Answer:
        answer = await self._confidential_replies.answer(sender, click, command)
        if click.route == SUBMIT and isinstance(answer, MessageAnswer):
            return await self._no(sender, click, Refused("too_old", answer.text))
        return answer

    async def _show(
        self, sender: Sender, click: Click, command: object, card: Callable[[UnitOfWork], CardAnswer]
    ) -> CardAnswer:
        """Only a forged card asks for what is not there, or not open to whoever asks."""
        try:
            answer = await self._bus.read(card)
        except Refused as refusal:
            await self._log.tried(sender, click, refusal.code)
            raise
        if answer.card == closed_card():
            await self._log.tried(sender, click, "not_yours")
            await check_may_know(self._bus, self._tables, command, sender.person_id)
        return answer

    async def _no(self, sender: Sender, click: Click, refusal: Refused) -> MessageAnswer:
        """A no and its reason, shown beside the card; where no client can be answered, it is sent to whom we know."""
        if click.route == SUBMIT and await self._log.knows(sender):
            no = send_text(sender.person_id, refusal.reason, f"refused:{click.activity_id}")
            await self._bus.record(lambda _: [no])
        return MessageAnswer(refusal.reason)

    def _card(self, uow: UnitOfWork, sender: Sender, click: Click, command: object, reply: Reply) -> CardAnswer:
        """The card that answers a click, as it now is. An earlier card that was pressed is the live one again; one that
        only looks how it stands stays a line."""
        viewer, context = known_person(uow, sender.person_id), self._bus.render_context
        copy = copy_pressed(uow, viewer, click)
        earlier = copy if copy is not None and copy.earlier else None
        if earlier is not None and click.automatic:
            return CardAnswer(live_cards.drawn(uow, self._tables.cards, earlier, context))
        card = reply.card(uow, command, viewer, context, click)
        answered = partial(CardAnswer, brings_up="" if earlier is None else earlier.key, unmet=copy is None)
        if not isinstance(card, CardRef):
            return answered(drafts.with_drafts(uow, viewer.id, card))
        if earlier is not None and card.about == earlier.about:
            card = live_cards.newest(uow, earlier, self._tables.apart)
        return answered(self._tables.cards.render(uow, card, viewer, context))

    def _card_pressed(self, uow: UnitOfWork, sender: Sender, click: Click) -> CardAnswer:
        viewer = known_person(uow, sender.person_id)
        card = card_pressed(uow, viewer, click, CardRef("", ""))
        return CardAnswer(self._tables.cards.render(uow, card, viewer, self._bus.render_context))

    def _turned(self, uow: UnitOfWork, ctx: CommandContext, click: Click, command: object, reply: Reply) -> CardAnswer:
        """The card that asked becomes the one that answers, in this chat and in the database."""
        viewer, context = ctx.somebody, self._bus.render_context
        turned: Any = reply.card(uow, command, viewer, context, click)
        card = self._tables.cards.render(uow, turned, viewer, context)
        copy = copy_pressed(uow, viewer, click)
        if copy is None:
            return CardAnswer(card)
        uow.cards.becomes(copy.key, turned.kind, turned.about, turned.version, digest(card))
        return CardAnswer(card, copy.key)

    async def _brought_up(self, key: str) -> None:
        """The card that was pressed is the live one of its matter."""
        occasion = f"opened-{uuid4().hex}"
        await self._bus.record(lambda uow: redraw(live_cards.brought_up(uow, key, self._tables.apart), occasion))

    def _page_turned(self, uow: UnitOfWork, sender: Sender, click: Click, command: object, reply: Reply) -> tuple[()]:
        """The copy in this chat shows that page from now on, whenever it is drawn again."""
        viewer, context = known_person(uow, sender.person_id), self._bus.render_context
        turned: Any = reply.card(uow, command, viewer, context, click)
        copy = copy_pressed(uow, viewer, click)
        if copy is not None and (copy.kind, copy.about) == (turned.kind, turned.about):
            shows = digest(self._tables.cards.render(uow, turned, viewer, context))
            uow.cards.becomes(copy.key, turned.kind, turned.about, turned.version, shows)
        return ()

    async def _has_turned(self, sender: Sender, click: Click, reply: Reply) -> bool:
        """Whether the card that asked was pressed before: then nothing is begun once more."""

        def has_turned(uow: UnitOfWork) -> bool:
            copy = copy_pressed(uow, known_person(uow, sender.person_id), click)
            return copy is not None and copy.kind in reply.turns_into

        return await self._bus.read(has_turned)

    async def _hear(self, sender: Sender, command: object, key: str) -> str:
        """Carries out what somebody said; a no is said to them, for a message cannot answer with a card. To somebody
        who is not on the list it is returned: nothing is kept of them to be sent later."""
        known = await self._log.met(sender)
        try:
            await self._bus.decide(command, sender.person_id, "teams")
        except Refused as refusal:
            if not known:
                return refusal.reason
            no = send_text(sender.person_id, refusal.reason, f"refused:{key}")
            await self._bus.record(lambda _: [no])
        return ""
