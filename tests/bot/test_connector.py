"""Calls to the Bot Connector: each tried once, with the bot's token, and an error says whether to try again."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from aiohttp import web

from automations.engine.ports import SentMessage
from bot import Bot, build
from bot.app_token import AppToken
from bot.connector import Connector, seconds
from bot.hosts import Hosts
from bot.wire import Wire
from handbook.core.external_errors import (
    Conflict,
    ExternalError,
    NotFound,
    NoToken,
    Rejected,
    SignInRefused,
    Unavailable,
    Unreachable,
)
from tests.bot.fake_connector import FakeConnector
from tests.bot.local_bot import CARD, CHAT, bot, known
from tests.bot.teams_side import APP_ID, TENANT
from tests.support.recorded_door import RecordedDoor

__all__ = ["bot", "known"]


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (400, Rejected),
        (401, SignInRefused),
        (404, NotFound),
        (405, Rejected),
        (409, Conflict),
        (410, NotFound),
        (412, Unavailable),
        (413, Rejected),
        (429, Unavailable),
        (500, Rejected),
        (502, Unavailable),
        (503, Unavailable),
        (504, Unavailable),
        (307, Rejected),
    ],
)
async def test_an_update_is_tried_once_and_the_error_says_whether_to_again(
    bot: Bot, fake_connector: FakeConnector, status: int, error: type[ExternalError]
) -> None:
    fake_connector.refuse(status, "Some Code", Location=f"{fake_connector.url}elsewhere")
    with pytest.raises(error) as refusal:
        await bot.messenger.update_card(SentMessage(CHAT, "1/2", fake_connector.url), CARD)
    assert len(fake_connector.came) == 1
    assert "about a person" not in str(refusal.value)


@pytest.mark.parametrize(
    "body", ["", "no JSON", "[]", '"words"', '{"error": "words"}', '{"error": {"code": 7}}', '{"error": {"code": "é"}}']
)
async def test_an_odd_answer_is_read_by_its_status(bot: Bot, fake_connector: FakeConnector, body: str) -> None:
    fake_connector.answers.append(web.Response(status=403, text=body))
    with pytest.raises(Unreachable) as refusal:
        await bot.messenger.update_card(SentMessage(CHAT, "1", fake_connector.url), CARD)
    assert (refusal.value.state, refusal.value.detail) == ("refused", "")


class Credential:
    def __init__(self, *answers: str | Exception) -> None:
        self.answers = list(answers)

    def get_access_token(self) -> str:
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


async def called(fake_connector: FakeConnector, credential: Credential, service_url: str | None = None) -> Any:
    wire, token = Wire(), AppToken(credential)
    try:
        return await Connector(wire, Hosts(local=True), token).send(service_url or fake_connector.url, "a:1", {})
    finally:
        token.close()
        await wire.close()


async def test_the_bots_token_goes_with_each_call(fake_connector: FakeConnector) -> None:
    await called(fake_connector, Credential("t0ken"))
    assert fake_connector.came[0].headers["Authorization"] == "Bearer t0ken"


async def test_no_token_is_even_asked_for_before_the_host_is_known_to_be_right(fake_connector: FakeConnector) -> None:
    credential = Credential("t0ken")
    with pytest.raises(Rejected):
        await called(fake_connector, credential, "https://example.org")
    assert credential.answers == ["t0ken"]


@pytest.mark.parametrize(
    ("failure", "error"),
    [
        (PermissionError("AADSTS7000215 secret of a@b"), NoToken),
        (ConnectionError("no route"), Unavailable),
        (KeyError("access_token"), Unavailable),
        (ValueError("authority"), Unavailable),
    ],
)
async def test_a_login_service_that_does_not_give_a_token_is_an_error_of_the_far_end(
    fake_connector: FakeConnector, failure: Exception, error: type[ExternalError]
) -> None:
    with pytest.raises(error) as refusal:
        await called(fake_connector, Credential(failure))
    assert "a@b" not in str(refusal.value)
    assert fake_connector.came == []


def test_retry_after_may_be_seconds_or_a_date() -> None:
    assert seconds("30") == 30
    soon = datetime.now(UTC) + timedelta(seconds=90)
    assert 80 < (seconds(format_datetime(soon, usegmt=True)) or 0) <= 90
    assert seconds(format_datetime(datetime(2020, 1, 1, tzinfo=UTC), usegmt=True)) == 0
    assert [seconds(odd) for odd in (None, "", "soon", "-5", "nan", "Wed, 25 Nov 2026 10:00:00 -0000")] == [None] * 6


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"local": True, "app_id": APP_ID}, "never both"),
        ({"local": False, "app_id": ""}, "never neither"),
        ({"local": True, "tenant_id": ""}, "one tenant"),
        ({"local": True}, "default service address"),
        ({"app_id": APP_ID, "default_service_url": "http://127.0.0.1:1/"}, "default service address"),
        ({"app_id": APP_ID}, "needs a password"),
    ],
)
async def test_a_set_up_in_between_is_refused(wrong: dict[str, Any], why: str) -> None:
    async def nothing(*_: object) -> None:
        return None

    with pytest.raises(ValueError, match=why):
        build(RecordedDoor(), **({"tenant_id": TENANT, "conversations": nothing, "remember": nothing} | wrong))
