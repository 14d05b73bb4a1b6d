"""What Teams sends, handed on to the inbound port. It knows no verb: a new workflow changes nothing here."""

from collections.abc import Awaitable, Callable

import structlog
from botbuilder.core import ActivityHandler, InvokeResponse, TurnContext
from botbuilder.schema import Activity, ActivityTypes

from automations.engine.inbound.port import InboundPort, Sender
from bot import dialogs, extension, replies
from bot.activity_parsing import executed, files_in, submitted, words_in
from bot.person import NoPerson, is_personal, sender_of

# Where CloudAdapterBase looks for the answer. Put there directly, because TurnContext.send_activity copies the whole
# card deeply first.
_ANSWER = TurnContext._INVOKE_RESPONSE_KEY  # pyright: ignore[reportPrivateUsage]  # the SDK has no other name for it

SayAtOnce = Callable[[str, str, str], Awaitable[None]]
"""The service and the conversation in which these words are said, once; they are lost where that fails."""

log = structlog.get_logger(__name__)


class SipDeskBot(ActivityHandler):
    """Sorts activities. What is to be said to a person is promised by the inbound port and sent by the worker; only to
    strangers, of whom nothing is kept, it is said from here. Only the personal chat is served, because elsewhere others
    would read along; the message extension alone answers everywhere, and shows what it finds to the asker. Edits,
    reactions and what else Teams may send are not ours to act on."""

    def __init__(self, inbound: InboundPort, say: SayAtOnce) -> None:
        self._inbound = inbound
        self._say = say
        self._welcomed: set[str] = set()

    async def on_invoke_activity(self, turn_context: TurnContext) -> None:
        body = await self._invoked(turn_context.activity)
        turn_context.turn_state[_ANSWER] = Activity(
            type=ActivityTypes.invoke_response, value=InvokeResponse(status=200, body=body)
        )

    async def _invoked(self, activity: Activity) -> dict[str, object]:
        for known in (extension, dialogs):
            if known.is_ours(activity):
                return await known.answered(self._inbound, activity)
        if activity.name != "adaptiveCard/action":
            log.info("invoke.unknown", name=activity.name[:64])
            return {}
        click = executed(activity)
        if click is None:
            return replies.unreadable()
        if not is_personal(activity):
            return replies.said(replies.PERSONAL_ONLY)
        try:
            sender = sender_of(activity)
        except NoPerson:
            await self._inbound.turned_away("no_person", "invoke")
            return replies.said(replies.NOBODY)
        return replies.answered(await self._inbound.clicked(sender, click), click)

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        """A press on a card that fell back to Action.Submit, files, or words. Such a press cannot be answered with a
        card: the inbound port adds a job for what is to be said, as it does for words."""
        activity = turn_context.activity
        if not is_personal(activity):
            return
        try:
            sender = sender_of(activity)
        except NoPerson:
            await self._inbound.turned_away("no_person", "message")
            return
        if (click := submitted(activity)) is not None:
            await self._inbound.clicked(sender, click)
        elif files := files_in(activity):
            await self._answer(sender, await self._inbound.sent_files(sender, files))
        elif words := words_in(activity):
            await self._answer(sender, await self._inbound.typed(sender, words, activity.id))
        else:
            await self._inbound.met(sender, activity.id, first_time=False)

    async def _answer(self, sender: Sender, words: str) -> None:
        if words:
            await self._say(sender.service_url, sender.conversation_id, words)

    async def on_installation_update_add(self, turn_context: TurnContext) -> None:
        await self._met(turn_context.activity)

    async def on_installation_update_remove(self, turn_context: TurnContext) -> None:
        await self._left(turn_context.activity)

    async def on_conversation_update_activity(self, turn_context: TurnContext) -> None:
        activity = turn_context.activity
        if any(member.id == activity.recipient.id for member in activity.members_added or ()):
            await self._met(activity)
        elif any(member.id == activity.recipient.id for member in activity.members_removed or ()):
            await self._left(activity)

    async def _met(self, activity: Activity) -> None:
        """An installation arrives as two activities, in any order; the first of them asks for the welcome."""
        if not is_personal(activity):
            return
        try:
            sender = sender_of(activity)
        except NoPerson:  # an installation by the office for somebody: that person is met when they write
            log.info("installation.nobody")
            return
        first_time = sender.person_id not in self._welcomed
        self._welcomed.add(sender.person_id)
        try:
            await self._answer(sender, await self._inbound.met(sender, activity.id, first_time=first_time))
        except BaseException:
            self._welcomed.discard(sender.person_id)  # Teams sends it again
            raise

    async def _left(self, activity: Activity) -> None:
        if not is_personal(activity):
            return
        try:
            sender = sender_of(activity)
        except NoPerson:
            log.info("installation.nobody")
            return
        self._welcomed.discard(sender.person_id)
        await self._inbound.left(sender)
