"""What one report asks of SharePoint, which counts it in resource units and gives a tenant like this 1,250 a minute: at
the end of a term this is how long filing takes."""

import re
from collections.abc import Sequence
from typing import Any, Final

from tests.support.story import Story

_PERMISSIONS: Final = re.compile(r"/(permissions|invite)(/|\?|$)")
_SEVERAL: Final = re.compile(r"/(children|versions|drives)(\?|$)")


async def test_a_report_is_filed_and_opened_with_few_calls(story: Story) -> None:
    await Story.of(story.house, 2).approved()  # the libraries are known by now; this school's folders are not there yet
    before = await _last(story)
    card = await story.sent()
    sent = await _last(story)
    await story.head.press(card, "report.approve")
    await story.house.kept()
    asked = [one for one in await _calls(story) if one["number"] > before and one["service"] == "graph"]
    assert len(await story.drafts()) == 1
    assert len(await story.filed()) == 2
    _check([one for one in asked if one["number"] <= sent], calls=5, units=9)
    _check([one for one in asked if one["number"] > sent], calls=9, units=19)


def _check(asked: Sequence[dict[str, Any]], calls: int, units: int) -> None:
    said = "\n".join(f"{one['method']} {one['path']} {one['status']}" for one in asked)
    assert (len(asked), sum(map(_units, asked))) == (calls, units), said


async def _last(story: Story) -> int:
    return max(one["number"] for one in await _calls(story))


async def _calls(story: Story) -> list[dict[str, Any]]:
    async with story.house.http.get(f"{story.house.sandbox}/control/calls") as reply:
        return await reply.json()


def _units(call: dict[str, Any]) -> int:
    """As Microsoft counts them for SharePoint; the directory has a count of its own."""
    if call["path"].startswith("/v1.0/users"):
        return 0
    if _PERMISSIONS.search(call["path"]):
        return 5
    return 1 if call["method"] == "GET" and not _SEVERAL.search(call["path"]) else 2
