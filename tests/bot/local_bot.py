"""A bot on this machine, beside a Bot Connector that answers as it is told."""

from collections.abc import AsyncIterator

import pytest

from bot import Bot, build
from handbook.core.conversation_reference import ConversationReference
from tests.bot.fake_connector import FakeConnector
from tests.bot.teams_side import PERSON, TENANT
from tests.support.recorded_door import RecordedDoor

CARD = {"type": "AdaptiveCard", "version": "1.5", "body": [], "fallbackText": "A report."}
PAPER = {"contentType": "application/vnd.microsoft.card.adaptive", "content": CARD}
CHAT = "19:meeting/one two;messageid=3@thread.v2"
CHAT_PATH = "/teams/v3/conversations/19%3Ameeting%2Fone%20two%3Bmessageid%3D3%40thread.v2/activities"


@pytest.fixture
def known() -> dict[str, ConversationReference]:
    """Where people are, as the database would say."""
    return {}


@pytest.fixture
async def bot(fake_connector: FakeConnector, known: dict[str, ConversationReference]) -> AsyncIterator[Bot]:
    async def conversations(person_id: str) -> ConversationReference | None:
        return known.get(person_id)

    async def remember(where: ConversationReference) -> None:
        known[where.person_id] = where

    bot = build(
        RecordedDoor(),
        tenant_id=TENANT,
        conversations=conversations,
        remember=remember,
        local=True,
        default_service_url=fake_connector.url,
    )
    await bot.start()
    yield bot
    await bot.close()


@pytest.fixture
def here(fake_connector: FakeConnector, known: dict[str, ConversationReference]) -> ConversationReference:
    known[PERSON] = ConversationReference(PERSON, CHAT, fake_connector.url)
    return known[PERSON]
