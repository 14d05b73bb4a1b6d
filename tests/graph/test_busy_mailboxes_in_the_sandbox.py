"""A mailbox that asks to be left alone, over the real SDK against the stand-in for Microsoft 365."""

import pytest

from handbook.core.external_errors import Unavailable
from tests.graph.microsoft import VISIT, Microsoft, ms
from tests.sandbox.calendar_wire import SIP

__all__ = ["ms"]


async def test_a_throttled_mailbox_is_left_alone_until_it_asked_for(ms: Microsoft) -> None:
    throttled = {"status": 429, "code": "ApplicationThrottled", "retry_after": 120, "path": "getSchedule"}
    await ms.lever("faults", service="graph", kind="status", **throttled)
    for _ in range(2):
        with pytest.raises(Unavailable) as raised:
            await ms.calendars.busy_times(SIP.id, [SIP.mail], VISIT.period)
        assert raised.value.retry_after
    assert await ms.calls("POST", "getSchedule") == 1
    ms.clock.now += 121
    await ms.whole.ask("DELETE", "/control/faults")
    assert (await ms.calendars.busy_times(SIP.id, [SIP.mail], VISIT.period))[SIP.mail].known


async def test_a_short_wait_is_waited_for(ms: Microsoft) -> None:
    await ms.lever("faults", service="graph", kind="status", status=503, retry_after=1, path="getSchedule")
    assert (await ms.calendars.busy_times(SIP.id, [SIP.mail], VISIT.period))[SIP.mail].known
    assert len(ms.clock.pauses) == 1
