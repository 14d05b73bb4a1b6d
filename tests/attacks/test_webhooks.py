"""Notifications that Microsoft Graph did not send: nothing is promised for them, and nothing of them is said back."""

from types import SimpleNamespace
from typing import Any, Final, cast

import pytest
from aiohttp.test_utils import make_mocked_request

from automations.visits.calendar_notices import Notices
from handbook.core.calendars import Notice
from service.graph_door import LONGEST_TOKEN, graph_door
from service.wiring import Service
from store.calendar_subscriptions import CalendarSubscription
from tests.automations.conftest import small_office
from tests.automations.office import Office

__all__ = ["small_office"]

STATE: Final = "a state that Graph alone was told"
FORGED: Final[dict[str, tuple[str, str]]] = {
    "no state": ("w-1", ""),
    "a guess": ("w-1", "guessed"),
    "the beginning of it": ("w-1", STATE[:-1]),
    "more than it": ("w-1", f"{STATE} "),
    "in capitals": ("w-1", STATE.upper()),
    "letters that look like it": ("w-1", STATE.replace("a", "а")),
    "another's subscription": ("w-2", STATE),
    "the state of another": ("w-1", "the other state"),
    "a subscription that ended": ("", ""),
    "a subscription that ended, with a state": ("", STATE),
    "one that there never was": ("w-9", STATE),
    "another spelling": ("W-1", STATE),
}


async def test_a_notification_with_another_state_promises_nothing(small_office: Office) -> None:
    with small_office.database.writing() as uow:
        uow.calendar_subscriptions.write(CalendarSubscription("sip-1", "w-1", STATE))
        uow.calendar_subscriptions.write(CalendarSubscription("sip-2", "w-2", "the other state"))
        uow.calendar_subscriptions.write(CalendarSubscription("sip-3"))
    before, notices = small_office.outbox(), Notices(small_office.bus)
    for name, (subscription, state) in FORGED.items():
        for event in ("", "missed", "reauthorizationRequired", "subscriptionRemoved"):
            notice = Notice(subscription, state, "entry-1", "updated 1", deleted=False, about_subscription=event)
            assert await notices.heard((notice,)) == 1, (name, event)
    assert small_office.outbox() == before
    assert await notices.heard((Notice("w-1", STATE, "entry-1", "updated 1"),)) == 0, "the good one is taken"


@pytest.mark.parametrize(
    ("token", "status"),
    [
        ("plain words", 200),
        ("<script>alert(1)</script>", 200),
        ("", 200),
        ("x" * LONGEST_TOKEN, 200),
        ("x" * (LONGEST_TOKEN + 1), 400),
        ("a\r\nSet-Cookie: b=c", 200),
    ],
)
async def test_a_handshake_says_back_no_more_than_words(token: str, status: int) -> None:
    service = cast("Service", SimpleNamespace(bus=None))
    request: Any = make_mocked_request("POST", "/")
    answer = await graph_door(service)(request.clone(rel_url=request.rel_url.with_query(validationToken=token)))
    assert answer.status == status
    if status == 200:
        assert (answer.text, answer.content_type) == (token, "text/plain")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "Set-Cookie" not in answer.headers
