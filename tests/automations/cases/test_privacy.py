"""What is promised about who reads what: notes stay with who made them, a title tells nobody more than they were asked
to, and a part has one number for all."""

import re

from handbook.cases.case import Case, Ladder
from handbook.core.people import Person, Role
from tests.automations.case_office import (
    DIRECTOR,
    DSO,
    TALKED,
    URN,
    about,
    card,
    heard,
    send,
    texts,
    the_case,
    with_dso,
)
from tests.automations.office import ADVISOR, HEAD, SIP, Office
from tests.support import builders as a
from tests.support.card_reading import buttons, inputs, words

PARTNER = a.a_person(Role.LA_OFFICER)
NOTES = "This was seen in my notes, twice."
TICK = {"notes": "yes"}


async def prepared(office: Office) -> Case:
    await send(office, HEAD, "complaint.prepare", school=URN, **texts("in my notes"))
    case = await the_case(office, Ladder.COMPLAINT)
    data = await form(office, HEAD, case, "Add or correct")
    await send(office, HEAD, "case.add", **data, place="1", facts="And a thought of mine.")
    return case


async def form(office: Office, person: Person, case: Case, title: str) -> dict[str, object]:
    """What the button of a form carries."""
    record = await card(office, person, "case.open", case=case.id)
    opened = await card(office, person, "case.form", **buttons(record)[title]["data"])
    return next(one["data"] for one in buttons(opened).values())


async def opened(office: Office, person: Person, case: Case) -> str:
    return words(await card(office, person, "case.open", case=case.id))


async def test_what_a_headteacher_prepares_is_read_by_nobody_they_did_not_give_it_to(small_office: Office) -> None:
    office = small_office
    case = await prepared(office)
    data = await form(office, HEAD, case, "Go to the Trust Advisor")
    await send(office, HEAD, "complaint.to_trust_advisor", **data, **texts("in school"), why="It was not enough.")
    shown = await opened(office, ADVISOR, case)
    assert "This was seen in school, twice." in shown
    assert NOTES not in shown
    assert "a thought of mine" not in shown
    assert "Prepared to talk" not in shown
    data = await form(office, HEAD, case, "Add or correct")
    await send(office, HEAD, "case.add", **data, place="1", facts="And another one.")
    assert "And another one." not in await opened(office, ADVISOR, case)


async def test_what_is_ticked_is_given_to_who_reads_that_step(small_office: Office) -> None:
    office = small_office
    case = await prepared(office)
    record = await card(office, HEAD, "case.open", case=case.id)
    asked = await card(office, HEAD, "case.form", **buttons(record)["Record the talk with my SIP"]["data"])
    assert inputs(asked)["notes"]["choices"] == [{"title": "Let them read what I prepared too", "value": "yes"}]
    data = {**next(one["data"] for one in buttons(asked).values()), **texts("then"), "talked_on": TALKED, **TICK}
    preview = await card(office, HEAD, "complaint.talk", **data, response="They see it so.")
    assert re.search(r"They can also read items \d+ and \d+\.", words(preview))
    await send(office, HEAD, "complaint.talk", **data, response="They see it so.")
    shown = await opened(office, SIP, case)
    assert NOTES in shown
    assert "a thought of mine" in shown
    data = await form(office, HEAD, case, "Go to the Trust Advisor")
    await send(office, HEAD, "complaint.to_trust_advisor", **data, **texts("in school"), why="It was not enough.")
    told = await opened(office, ADVISOR, case)
    assert NOTES not in told
    assert "This was seen then, twice." in told


async def test_nothing_to_tick_is_asked_where_nothing_was_prepared(small_office: Office) -> None:
    office = small_office
    data = {"school": URN, "about": "service", "why": "It is urgent."}
    await send(office, HEAD, "complaint.make", **data, **texts("at once"))
    case = await the_case(office, Ladder.COMPLAINT)
    for person, title in ((ADVISOR, "Acknowledge"), (ADVISOR, "Answer")):
        found = await form(office, person, case, title)
        verb = "complaint.acknowledge" if title == "Acknowledge" else "complaint.answer"
        give = card if title == "Acknowledge" else send
        await give(office, person, verb, **found, **texts(title))
    record = await card(office, HEAD, "case.open", case=case.id)
    asked = await card(office, HEAD, "case.form", **buttons(record)["Go to the Chair of the Trust Board"]["data"])
    assert "notes" not in inputs(asked)
    answer = await opened(office, HEAD, case)
    assert "Answer (item" in answer
    assert "Reply by: Monday 14 December 2026" in answer
    assert "Answer by: Monday 14 December 2026" in answer


async def test_a_partner_who_is_asked_to_a_meeting_reads_of_the_meeting_and_not_of_a_concern(
    small_office: Office,
) -> None:
    office = small_office
    await with_dso(office)
    data = await about(office, DSO, "Partnership meeting")
    meeting = {"on": "2026-12-01", "half": "09:00-12:00", "invite": PARTNER.id, "why": "To plan support together."}
    await send(office, DSO, "concern.meeting", **data, **meeting)
    case = await the_case(office)
    record = await card(office, PARTNER, "case.open", case=case.id)
    listed = words(await card(office, PARTNER, "case.list"))
    for shown in (words(record), listed):
        assert f"Partnership meeting: {a.a_school().full_name}" in shown
        assert "you were asked to a meeting" in shown
        assert "oncern" not in shown
        assert "Diocesan Schools Officer" not in shown
    assert "To plan support together." in words(record)
    assert [one for one in heard(office, PARTNER) if "oncern" in one] == []


async def test_a_part_has_one_number_for_all_its_readers_which_tells_nothing_of_others(small_office: Office) -> None:
    office = small_office
    await with_dso(office)
    data = await about(office, ADVISOR, "Take it to the Director")
    await send(office, ADVISOR, "concern.to_director", **data, **texts("further"), tell_headteacher="yes")
    case = await the_case(office)
    found: dict[str, set[str]] = {}
    for person in (SIP, HEAD, ADVISOR, DSO, DIRECTOR):
        shown = re.findall(r"^(.+) \(item (\d{3})\)$", await opened(office, person, case), re.MULTILINE)
        assert len({number for _, number in shown}) == len(shown) > 0
        for heading, number in shown:
            found.setdefault(number, set()).add(heading)
    assert len(found) == len(case.parts)
    assert all(len(headings) == 1 for headings in found.values()), found
