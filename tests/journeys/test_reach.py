"""Who cannot be reached is on the Trust Advisor's list, and gets what waits for them once they can be."""

import asyncio
from datetime import timedelta

from tests.support.story import Story

TROUBLE = "could not be reached in Teams"


async def test_who_takes_the_app_out_and_back_in_is_listed_and_gets_the_report(story: Story) -> None:
    house, head, advisor = story.house, story.head, story.advisor
    await head.type("help")
    await house.kept()
    await head.play("uninstall")
    await story.sent_into_the_void()
    await advisor.type("reach")
    await house.kept()
    card = await advisor.newest()
    assert f"{head.name}, headteacher: app not installed, since Monday 23 November 2026" in card.words
    only = await advisor.press_one(card, "reach.list", {"title": "Show"}, show="reached")
    assert not isinstance(only, str)
    assert f"{head.name}, headteacher" not in only.words
    await head.play("install")
    await house.kept()
    assert "report.approve" not in {verb for one in await head.cards() for verb in one.verbs}
    await house.run_due_commands()
    async with asyncio.timeout(10):  # and not a quarter of an hour later
        while "report.approve" not in (await head.newest()).verbs:
            await asyncio.sleep(0.05)
    await house.kept()
    assert TROUBLE not in (await story.sip.newest()).words


async def test_an_account_that_was_closed_is_told_in_the_morning(story: Story) -> None:
    house, head, advisor = story.house, story.head, story.advisor
    await house.http.post(f"{house.sandbox}/control/accounts/{head.id}", json={"enabled": False})
    await house.run_due_commands(house.now.replace(hour=5) + timedelta(days=1))
    told = (await advisor.newest()).words
    assert f"{head.name} (headteacher): closed: they cannot sign in" in told
    await advisor.type("reach")
    await house.kept()
    assert "Accounts that are not as they should be: 1" in (await advisor.newest()).words
