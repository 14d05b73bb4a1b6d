"""Sending mail by Graph: from the service's own mailbox alone, within its limits, and kept to be looked at."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from tests.sandbox.graph_wire import SIPS, TRUST
from tests.sandbox.whole_sandbox import Whole, whole_sandbox

TO = SIPS[0].mail
OWN = f"/v1.0/users/{TRUST.service_mailbox}/sendMail"
THEIRS = f"/v1.0/users/{SIPS[1].id}/sendMail"


def message(**changes: Any) -> dict[str, Any]:
    said = {
        "subject": "Hello",
        "body": {"contentType": "HTML", "content": '<p>Read <a href="https://x.example/?a=1&amp;b=2">it</a></p>'},
        "toRecipients": [{"emailAddress": {"address": TO}}],
    }
    return {"message": said | changes}


async def test_it_goes_out_and_stands_in_the_inbox(tmp_path: Path) -> None:
    async with whole_sandbox(tmp_path) as whole:
        token = (await whole.tenant())["service_token"]
        sent = await whole.ask("POST", OWN, message(), token)
        assert (sent.status, sent.body) == (202, b"")
        [mail] = (await whole.ask("GET", f"/mails?to={TO.upper()}")).body
        assert (mail["sender"], mail["subject"], mail["words"]) == (TRUST.service_mailbox, "Hello", "Read it")
        assert mail["links"] == [{"url": "https://x.example/?a=1&b=2", "words": "it"}]
        assert (await whole.ask("GET", "/mails?to=nobody@x.example")).body == []
        await whole.ask("POST", "/control/reset", {})
        assert (await whole.ask("GET", "/mails")).body == []


async def test_no_other_mailbox_is_the_services(tmp_path: Path) -> None:
    async with whole_sandbox(tmp_path) as whole:
        service = (await whole.tenant())["service_token"]
        refused = await whole.ask("POST", THEIRS, message(), service)
        assert (refused.status, refused.body["error"]["code"]) == (403, "ErrorAccessDenied")
        unknown = await whole.ask("POST", "/v1.0/users/nobody@x.example/sendMail", message(), service)
        assert (unknown.status, unknown.body["error"]["code"]) == (404, "ErrorInvalidUser")
        without = (await whole.ask("POST", "/control/consent", {"assigned": ["Calendars.ReadWrite"]})).body["token"]
        assert (await whole.ask("POST", OWN, message(), without)).status == 403
        wide = (await whole.ask("POST", "/control/consent", {"roles": ["Mail.Send"]})).body["token"]
        assert (await whole.ask("POST", THEIRS, message(), wide)).status == 202


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"message": "Hello"},
        message() | {"saveToSentItems": "yes"},
        message(sender="me"),
        message(body={"contentType": "Markdown", "content": "x"}),
        message(body="x"),
        message(toRecipients=[]),
        message(toRecipients=[{"address": TO}]),
        message(toRecipients=[{"emailAddress": {"address": "nobody"}}]),
    ],
)
async def test_what_is_no_message_is_refused(tmp_path: Path, wrong: dict[str, Any]) -> None:
    async with whole_sandbox(tmp_path) as whole:
        token = (await whole.tenant())["service_token"]
        assert (await whole.ask("POST", OWN, wrong, token)).status == 400
        assert (await whole.ask("GET", "/mails")).body == []


async def test_its_limits_are_those_of_exchange(tmp_path: Path) -> None:
    """Four at once, and thirty a minute."""
    async with whole_sandbox(tmp_path) as whole:
        token = (await whole.tenant())["service_token"]

        async def send(whole: Whole = whole) -> int:
            return (await whole.ask("POST", OWN, message(), token)).status

        at_once = await asyncio.gather(*(send() for _ in range(8)))
        assert set(at_once) == {202, 429}
        sent = at_once.count(202)
        for _ in range(30 - sent):
            assert await send() == 202
        last = await whole.ask("POST", OWN, message(), token)
        assert (last.status, last.body["error"]["code"]) == (429, "ApplicationThrottled")
        assert int(last.headers["Retry-After"]) > 0
