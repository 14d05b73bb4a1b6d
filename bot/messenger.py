"""Reaching people in Teams: the port `Messenger`. Nothing outside this room knows that a message is a Teams message."""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

import structlog

from automations.engine.ports import Card, SentMessage
from bot.connector import Connector
from bot.downloads import Downloads
from bot.message_marks import marked
from bot.pace import Pace
from cards.kit.folding import folded
from cards.kit.note import note_card
from handbook.core.conversation_reference import ACTIVE, BLOCKED, NOT_INSTALLED, UNINSTALLED, ConversationReference
from handbook.core.external_errors import ExternalError, NotFound, Unreachable

log = structlog.get_logger(__name__)

DEFAULT_SERVICE_URL = "https://smba.trafficmanager.net/teams/"

FindConversation = Callable[[str], Awaitable[ConversationReference | None]]
"""person id → where that person was last met, None for nobody yet."""

RememberConversation = Callable[[ConversationReference], Awaitable[None]]
"""Called when sending taught us something: a new conversation, a block, or the end of one."""


class TeamsMessenger:
    """Sends at the pace that a conversation takes, and learns from the answers where people are."""

    def __init__(
        self,
        connector: Connector,
        downloads: Downloads,
        pace: Pace,
        *,
        app_id: str,
        tenant_id: str,
        default_service_url: str,
        conversations: FindConversation,
        remember: RememberConversation,
    ) -> None:
        self._connector = connector
        self._downloads = downloads
        self._pace = pace
        self._app_id = app_id
        self._tenant_id = tenant_id
        self._default_service_url = default_service_url
        self._conversations = conversations
        self._remember = remember

    async def send_card(self, person_id: str, card: Card, summary: str, mark: str = "") -> SentMessage:
        """Somebody who blocked the bot is tried all the same, since Teams does not tell when that ends; somebody who
        removed it is not, since Teams may take the message and show it to nobody."""
        where = await self._conversations(person_id)
        if where is not None and where.state == UNINSTALLED:
            raise Unreachable(UNINSTALLED)
        message = message_with(marked(folded(card), mark), summary) | {"channelData": {"notification": {"alert": True}}}
        if where is not None and where.conversation_id:
            with suppress(NotFound):  # Teams forgets conversations now and then
                return await self._send(where, message)
        where = await self._introduce(person_id, where.service_url if where else self._default_service_url)
        try:
            return await self._send(where, message)
        except NotFound as error:
            raise Unreachable("unknown", str(error)) from None

    async def update_card(self, sent: SentMessage, card: Card) -> None:
        async with self._pace.turn(sent.conversation_id):
            message = message_with(card) | {"id": sent.activity_id}
            await self._connector.update(sent.service_url, sent.conversation_id, sent.activity_id, message)

    async def delete_card(self, sent: SentMessage) -> None:
        async with self._pace.turn(sent.conversation_id):
            await self._connector.delete(sent.service_url, sent.conversation_id, sent.activity_id)

    async def say_at_once(self, service_url: str, conversation_id: str, words: str) -> None:
        """To somebody whose place is not kept: once, and not again where Teams does not take it."""
        try:
            await self._connector.send(service_url, conversation_id, message_with(note_card(words), words))
        except ExternalError as error:
            log.warning("stranger_not_answered", error=type(error).__name__)

    async def meet(self, person_id: str) -> None:
        """Opens the chat with somebody, or finds it, and says nothing in it. Raises Unreachable where they have not got
        the app, SignInRefused where Teams does not know us."""
        await self._open(person_id, self._default_service_url)

    async def fetch_file(self, url: str, limit: int) -> bytes:
        return await self._downloads.fetch(url, limit)

    async def _send(self, where: ConversationReference, message: Mapping[str, Any]) -> SentMessage:
        try:
            async with self._pace.turn(where.conversation_id):
                activity_id = await self._connector.send(where.service_url, where.conversation_id, message)
        except Unreachable as error:
            if error.state in (BLOCKED, UNINSTALLED):
                await self._remember(replace(where, state=error.state))
            raise
        if where.state != ACTIVE:
            await self._remember(replace(where, state=ACTIVE))
        return SentMessage(where.conversation_id, activity_id, where.service_url)

    async def _introduce(self, person_id: str, service_url: str) -> ConversationReference:
        try:
            where = ConversationReference(person_id, await self._open(person_id, service_url), service_url)
        except Unreachable:
            await self._remember(ConversationReference(person_id, "", service_url, NOT_INSTALLED))
            raise
        await self._remember(where)
        return where

    async def _open(self, person_id: str, service_url: str) -> str:
        """Opens the chat with a person who never wrote. Teams allows it where the app is installed for that person."""
        conversation = {
            "bot": {"id": f"28:{self._app_id}"},
            "isGroup": False,
            "members": [{"id": person_id}],
            "tenantId": self._tenant_id,
            "channelData": {"tenant": {"id": self._tenant_id}},
        }
        async with self._pace.turn(f"to {person_id}"):
            try:
                return await self._connector.create(service_url, conversation)
            except NotFound as error:
                raise Unreachable("unknown", str(error)) from None
            except Unreachable as error:
                raise Unreachable("unknown", error.detail) from None


def message_with(card: Card, summary: str = "") -> dict[str, Any]:
    """The activity with a card, as it is shown first. What a notification says is the card's own `fallbackText`, where
    nothing else is said. Raises ValueError for a card that does not say what it is: Teams would say “Sent a card”."""
    told = (summary or str(card.get("fallbackText", ""))).strip()
    if not told:
        raise ValueError("a card says what it is")
    return {
        "type": "message",
        "summary": told,
        "importance": "normal",
        "locale": "en-GB",
        "attachments": [{"contentType": "application/vnd.microsoft.card.adaptive", "content": folded(card)}],
    }
