"""Somebody stands in for somebody: typed, named, told, ended early."""

from tests.support.house import House
from tests.support.people import Seen
from tests.support.visit_story import VisitStory


async def test_a_sip_names_a_deputy_who_steps_back(house: House) -> None:
    sip, deputy = VisitStory.of(house).sip, VisitStory.of(house, 1).sip
    await sip.type("cover")
    await house.kept()
    card = await sip.newest()
    assert "Nobody is named at present." in card.words
    refused = await sip.press(card, "cover.name", deputy=deputy.id, first_on="2026-11-20")
    assert refused == "Friday 20 November 2026 has passed. Please choose the days again."
    named = await sip.press(card, "cover.name", deputy=deputy.id, first_on="2026-11-30", last_on="2026-12-04")
    assert isinstance(named, Seen)
    words = f"{deputy.name} stands in for {sip.name} from Monday 30 November 2026 to Friday 4 December 2026"
    assert words in named.words
    await house.kept()
    told = await deputy.newest()
    assert f"To come: {words}" in told.words
    assert deputy.name not in told.summary
    ended = await deputy.press(told, "cover.end")
    assert isinstance(ended, Seen)
    assert f"Ended: {words}" in ended.words
    await house.kept()
    assert "Nobody is named at present." in (await sip.again(card)).words
    assert [entry["action"] for entry in await house.audit("") if "cover" in entry["action"]] == [
        "cover_named",
        "cover_ended",
    ]
