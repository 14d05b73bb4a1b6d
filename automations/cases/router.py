"""The way in for cases. Their cards are answers to whoever pressed, and nothing but answers: a client that can show
none is told so, and what is asked before anything is written leaves no trace."""

from typing import Final

from automations.cases.answers import ONLY_SHOWS, case_answer, form_again, how_it_stands
from automations.engine.command_bus import CommandBus, CommandContext
from automations.engine.inbound.drafts import DIALOG, typed_by
from automations.engine.inbound.log import InboundLog
from automations.engine.inbound.port import Answer, CardAnswer, Click, MessageAnswer, Sender
from automations.engine.ports import Card
from automations.engine.roster import known_person
from cards.cases.actions import Preview
from cards.kit.drafts import with_lost, with_reason, with_values
from handbook.cases.case import Confidential
from handbook.core.refusal import Refused
from store.unit_of_work import UnitOfWork

SUBMIT: Final = "teams_submit"
_TOO_OLD: Final = "This version of Teams cannot show what is confidential. Please open this chat in a newer one."
_ATTEMPTS: Final = frozenset(("forged", "not_yours", "unknown"))


class CaseRouter:
    """Answers commands about cases."""

    def __init__(self, bus: CommandBus, log: InboundLog) -> None:
        self._bus = bus
        self._log = log

    async def answer(self, sender: Sender, click: Click, command: Confidential) -> Answer:
        """Raises nothing but what is a bug."""
        if click.route == SUBMIT:
            return MessageAnswer(_TOO_OLD)
        try:
            return CardAnswer(await self._carried_out(sender, click, command), unmet=True)
        except Refused as no:
            return await self._form_again(sender, click, command, no) or MessageAnswer(no.reason)

    async def _form_again(
        self, sender: Sender, click: Click, command: Confidential, refusal: Refused
    ) -> CardAnswer | None:
        """What was refused in a dialog, whose form a sentence would take the place of: that form, with what was filled
        in. Nothing of it is kept."""
        if click.route != DIALOG or not isinstance(command, Preview):
            return None
        typed, preview = typed_by(click), command
        try:
            shown = await self._bus.read(lambda uow: form_again(uow, preview, self._ctx(uow, sender, click)))
        except Refused:
            return None
        return CardAnswer(with_reason(with_values(shown, typed), refusal.reason, typed))

    async def _carried_out(self, sender: Sender, click: Click, command: Confidential) -> Card:
        """Raises Refused; where only something came in between, that is shown with what it was about."""
        try:
            return await self._card(sender, click, command)
        except Refused as no:
            if no.code != "stale":
                raise
            refusal = no
        card = await self._bus.read(
            lambda uow: how_it_stands(uow, command, self._ctx(uow, sender, click), refusal.reason)
        )
        return with_lost(card, typed_by(click))

    async def _card(self, sender: Sender, click: Click, command: Confidential) -> Card:
        if isinstance(command, ONLY_SHOWS):
            return await self._shown(sender, click, command)

        def answer(uow: UnitOfWork, ctx: CommandContext) -> Card:
            self._log.met_again(uow, sender)
            return case_answer(uow, command, ctx)

        return await self._bus.handle(command, sender.person_id, click.route, answer)

    async def _shown(self, sender: Sender, click: Click, command: Confidential) -> Card:
        """Of the questions before a case nothing is kept; an attempt at what is not somebody's is."""
        try:
            return await self._bus.read(lambda uow: case_answer(uow, command, self._ctx(uow, sender, click)))
        except Refused as refusal:
            if refusal.code in _ATTEMPTS:
                await self._log.tried(sender, click, refusal.code)
            raise

    def _ctx(self, uow: UnitOfWork, sender: Sender, click: Click) -> CommandContext:
        person = known_person(uow, sender.person_id)
        return CommandContext(person, person.id, self._bus.now(), click.route, self._bus.policy)
