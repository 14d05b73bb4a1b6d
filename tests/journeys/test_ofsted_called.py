"""Ofsted has called (O2): the headteacher says so, chooses about that week, asks the SIP, and is left in peace."""

from datetime import UTC, date, datetime

from handbook.core.half_days import HalfDay, SchoolHours
from handbook.visits.ofsted.call import CONVERSATION, STANDS_BESIDE
from handbook.visits.visit import VisitStatus
from tests.support.house import House
from tests.support.people import Seen
from tests.support.story import Story
from tests.support.visit_story import VisitStory, at_half_day

WEDNESDAY = date(2026, 12, 2)
AFTERNOON = HalfDay(WEDNESDAY, *SchoolHours().afternoon)


async def called(story: VisitStory, first_on: str = "2026-12-01", last_on: str = "2026-12-02") -> Seen:
    """The headteacher types the word and says when: the card that shows that week."""
    await story.head.type("ofsted")
    await story.house.kept()
    card = await story.head.press(await story.head.newest(), "ofsted.called", first_on=first_on, last_on=last_on)
    assert isinstance(card, Seen), card
    await story.house.kept()
    return card


async def look_again(story: VisitStory) -> None:
    """Both open their chats: cards of visits that time has overtaken ask how they stand."""
    for person in (story.head, story.sip):
        for card in await person.cards():
            if str(card.card.get("refresh", {}).get("action", {}).get("verb")).startswith(("visit", "ofsted")):
                await person.refresh(card)


async def test_a_visit_of_that_week_is_put_off_and_the_sip_comes_instead(house: House) -> None:
    story = VisitStory.of(house)
    booked = await story.booked(from_on="2026-12-01")
    half_day = at_half_day(booked)
    assert half_day.on.isocalendar()[1] == WEDNESDAY.isocalendar()[1]
    house.move_to(datetime(2026, 11, 30, 9, 30, tzinfo=UTC))
    card = await called(story)
    assert STANDS_BESIDE in card.words
    assert {"ofsted.keep", "ofsted.put_off"} <= card.verbs
    assert "come_box" in card.parts
    assert STANDS_BESIDE in (await story.sip.newest()).words
    await story.head.press(card, "ofsted.put_off")
    await house.kept()
    assert await story.sips_outlook.on(half_day) == []
    assert all(one["subject"].startswith("Canceled") for one in await story.heads_outlook.on(half_day))
    [put_off] = await story.visits()
    assert (put_off.status, half_day in {slot.half_day for slot in put_off.slots}) == (VisitStatus.FOUND, False)

    await story.head.press(card, "ofsted.ask_sip", come_on="2026-12-02", come_half="13:00-16:00")
    await house.kept()
    asked = next(one for one in reversed(await story.sip.cards()) if "ofsted.come" in one.verbs)
    await story.sip.press(asked, "ofsted.come")
    await house.kept()
    [comes] = [visit for visit in await story.visits() if visit.purpose == CONVERSATION]
    assert (comes.status, comes.half_day) == (VisitStatus.BOOKED, AFTERNOON)
    assert len(await story.heads_outlook.on(AFTERNOON)) == len(await story.sips_outlook.on(AFTERNOON)) == 1
    assert f"{story.sip.name} will be there" in (await story.head.again(card)).words

    await house.run_due_commands(datetime(2026, 12, 2, 16, 30, tzinfo=UTC))
    held = next(one for one in reversed(await story.sip.cards()) if "visit.held" in one.verbs)
    await story.sip.press(held, "visit.held")
    await house.kept()
    entitlement = house.render_context.policy.visits.entitlement
    own = await house.service.bus.read(lambda uow: uow.visits.account(story.school.urn, comes.year, entitlement))
    assert (own.school_led.held, own.school_led.remaining) == (1, 2)
    await look_again(story)


async def test_a_visit_that_is_kept_stays_and_no_reminder_comes_meanwhile(house: House) -> None:
    story, report = VisitStory.of(house), Story.of(house)
    await report.sent()
    booked = await story.booked(from_on="2026-12-01")
    house.move_to(datetime(2026, 11, 27, 9, 30, tzinfo=UTC))
    card = await called(story)
    kept = await story.head.press(card, "ofsted.keep")
    assert isinstance(kept, Seen)
    assert "You are keeping the visit on" in kept.words
    await house.run_due_commands(datetime(2026, 11, 30, 10, 0, tzinfo=UTC))  # five school days after the report
    assert await house.audit("reminded") == []
    assert (await story.visit()) == booked
    assert len(await story.heads_outlook.on(at_half_day(booked))) == 1
    await house.run_due_commands(datetime(2026, 12, 4, 10, 0, tzinfo=UTC))
    assert await house.audit("reminded") == []  # the Friday of that week
    await house.run_due_commands(datetime(2026, 12, 7, 10, 0, tzinfo=UTC))
    assert [one["about"].partition(":")[0] for one in await house.audit("reminded")].count("report") == 1
    await look_again(story)


async def test_trust_advisor_and_dso_hear_at_once_and_again_of_other_days_and_of_the_end(house: House) -> None:
    """The headteacher has given the wrong days; then Ofsted puts it off."""
    story = VisitStory.of(house)
    advisor, dso, officer = (house.holder(role) for role in ("trust_advisor", "dso", "la_officer"))
    card = await called(story)
    assert f"{dso.name} (Diocesan Schools Officer)" in card.words
    for person in (advisor, dso):
        assert "Ofsted inspects from Tuesday 1 December 2026 to Wednesday 2 December" in (await person.newest()).words
    days = {"first_on": "2026-12-08", "last_on": ""}
    assert isinstance(await story.head.press(card, "ofsted.correct", **days), Seen)
    await house.kept()
    for person in (story.sip, advisor, dso):
        assert "Ofsted inspects on Tuesday 8 December 2026" in (await person.newest()).words
    await story.head.type("ofsted")  # it is on record: the card, and no question
    await house.kept()
    off = await story.head.press(await story.head.newest(), "ofsted.call_off")
    assert isinstance(off, Seen)
    assert "Called off: Ofsted does not inspect" in off.words
    await house.kept()
    for person in (story.sip, advisor, dso):
        assert "Called off: Ofsted does not inspect" in (await person.newest()).words
    assert not any("Ofsted: " in one.words for one in await officer.cards())
    for action in ("ofsted_called", "ofsted_corrected", "ofsted_called_off"):
        [entry] = await house.audit(action)
        assert {story.sip.id, advisor.id, dso.id} == set(str(entry["detail"]["told"]).split(","))


async def test_days_that_make_no_inspection_are_refused_and_nobody_else_tells(house: House) -> None:
    story = VisitStory.of(house)
    await story.head.type("Ofsted")
    await house.kept()
    card = await story.head.newest()
    for first_on, last_on, why in (
        ("2026-11-20", "", "Friday 20 November 2026 has passed."),
        ("2026-12-02", "2026-12-01", "first and last day"),
        ("2026-12-01", "2026-12-11", "at most 5 days"),
    ):
        said = await story.head.press(card, "ofsted.called", first_on=first_on, last_on=last_on)
        assert isinstance(said, str)
        assert why in said
    await story.sip.type("ofsted")
    await house.kept()
    assert "” is for: " in (await story.sip.newest()).words
    assert await house.audit("ofsted_called") == []
