"""A headteacher has taken the app out; the administrator permits that it installs itself, the Trust Advisor reads the
names and presses once, and the report that waited is there."""

import asyncio
import re
from typing import Any

from pydantic import SecretStr

from graph.permissions import INSTALLING
from sandbox.keys import ROLES
from tests.support.house import House
from tests.support.people import Seen
from tests.support.story import Story


async def set_up(house: House, **given: Any) -> None:
    """The administrator changes these settings, and starts the service again."""
    house.service.settings = house.service.settings.model_copy(update=given)
    await house.restart()


async def reach(story: Story) -> Seen:
    await story.advisor.type("reach")
    await story.house.kept()
    return await story.advisor.newest()


async def install(story: Story) -> str:
    """Reads the names, presses, and waits until all were tried; what then is said."""
    names = await story.advisor.press(await reach(story), "reach.install_preview")
    assert isinstance(names, Seen)
    assert story.head.name in names.words
    assert isinstance(await story.advisor.press(names, "reach.install"), Seen)
    await story.house.kept()
    told = (await story.advisor.newest()).words
    assert "I have tried to install SIP Desk for" in told
    return told


async def test_who_lacks_the_app_gets_it_and_what_waited(house: House) -> None:
    story = Story.of(house)
    head = story.head
    await head.type("help")
    await house.kept()
    await head.play("uninstall")
    await story.sent_into_the_void()
    before = await reach(story)
    assert "reach.install_preview" not in before.verbs
    assert "SIP Desk could install itself for them" in before.words
    async with house.http.post(f"{house.sandbox}/control/consent", json={"roles": [*ROLES, INSTALLING.name]}) as reply:
        token = (await reply.json())["token"]
    await set_up(house, teams_app_id=house.tenant["teams_app_id"], graph_token=SecretStr(token))
    told = await install(story)
    found = re.search(r"for (\d+) people: (\d+) installed; (\d+) had it already\.", told)
    assert found, told
    everybody, new, had = map(int, found.groups())
    assert everybody == new + had
    assert new >= 1
    async with asyncio.timeout(10):  # Teams tells the bot by and by
        while "report.approve" not in (await head.newest()).verbs:
            await house.run_due_commands()
            await asyncio.sleep(0.05)
    after = await reach(story)
    assert f"{head.name}, headteacher: app not installed" not in after.words
    assert f"Total: {everybody}" in after.words
    assert [one["detail"]["people"] for one in await house.audit("app_install_asked")] == [everybody]
    assert len(await house.audit("app_install_tried")) == everybody
