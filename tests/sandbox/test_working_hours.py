"""Working hours of a mailbox, and answers that come under another address, as Exchange shows them."""

from pathlib import Path

import pytest

from tests.sandbox.calendar_wire import HEAD, SIP
from tests.sandbox.test_diaries import Outlook
from tests.sandbox.whole_sandbox import whole_sandbox

EXCHANGE = "/o=ExchangeLabs/ou=Exchange Administrative Group/cn=Recipients/cn=1a2b"


@pytest.mark.parametrize(
    ("hours", "days", "ends", "zone"),
    [
        ("usual", 5, "17", "GMT Standard Time"),
        ("part_week", 3, "17", "GMT Standard Time"),
        ("mornings", 5, "13", "GMT Standard Time"),
        ("made_up_zone", 5, "17", "Customized Time Zone"),
        ("far_away", 5, "17", "Pacific Standard Time"),
    ],
)
async def test_working_hours_are_those_of_the_mailbox(
    tmp_path: Path, hours: str, days: int, ends: str, zone: str
) -> None:
    async with whole_sandbox(tmp_path) as whole:
        outlook = Outlook(whole, (await whole.tenant())["service_token"])
        assert (await outlook.lever(f"mailboxes/{HEAD.id}", {"hours": hours})).status == 200
        window = {
            name: {"dateTime": f"2026-11-10T{at}:00:00", "timeZone": "UTC"}
            for name, at in (("startTime", "09"), ("endTime", "12"))
        }
        asked = {"schedules": [HEAD.mail, SIP.mail], **window}
        both = (await outlook.graph("POST", f"/users/{SIP.id}/calendar/getSchedule", asked)).body["value"]
        found, others = (one["workingHours"] for one in both)
        assert len(found["daysOfWeek"]) == days
        assert found["endTime"].startswith(ends)
        assert found["timeZone"]["name"] == zone
        assert others["timeZone"]["name"] == "GMT Standard Time"


async def test_an_answer_may_come_under_another_address(tmp_path: Path) -> None:
    async with whole_sandbox(tmp_path) as whole:
        outlook = Outlook(whole, (await whole.tenant())["service_token"])

        async def answers() -> list[tuple[str, str, str]]:
            [entry] = await outlook.sees(SIP)
            return [(one["name"], one["address"], one["response"]) for one in entry["invited"]]

        await outlook.book(HEAD)
        for answer, said in (("accept", "accepted"), ("tentative", "tentativelyAccepted")):
            assert (await outlook.does(HEAD, answer, {"under": "office@x.example"})).status == 200
            both = [(HEAD.name, HEAD.mail, "none"), (HEAD.name, "office@x.example", said)]
            assert await answers() == both, "an alias stands beside what was invited"
        for answer, said in (("accept", "accepted"), ("decline", "declined")):
            assert (await outlook.does(HEAD, answer, {"under": EXCHANGE})).status == 200
            assert (HEAD.name, EXCHANGE, said) in await answers()
            assert HEAD.mail not in {address for _, address, _ in await answers()}, "this one takes its place"
