"""Concerns and complaints through the front door: asked about children first, shown before it is sent, on record once,
and nothing to anybody else."""

import json

import pytest

from automations.cases.answers import how_it_stands
from automations.engine.command_bus import CommandContext
from automations.engine.inbound.commands import AnswerTyped
from automations.engine.inbound.port import MessageAnswer
from automations.meetings.team_meeting import agenda_words
from handbook.cases.case import NO_SUCH_CASE, Deed, Ladder, Words
from handbook.cases.concern_steps import RaiseConcern
from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from tests.automations.case_office import (
    CHAIR,
    DIRECTOR,
    DSO,
    REVIEW,
    TALK,
    URN,
    about,
    acknowledged,
    card,
    heard,
    press,
    refused,
    send,
    significant,
    talked,
    texts,
    the_case,
    with_dso,
)
from tests.automations.meetings.test_team_meeting import is_set, the_meeting
from tests.automations.office import ADVISOR, HEAD, SIP, Office
from tests.support import builders as a
from tests.support.card_reading import buttons, inputs, verbs, words
from tests.support.team_meetings import OTHER_SIP

OTHER_HEAD = a.a_person(Role.HEADTEACHER, id="00000000-0000-4000-8000-0000000000f2", name="Other Head")


async def written(office: Office) -> tuple[int, int]:
    """How much the database remembers: entries of the audit, and cards that stand somewhere."""
    cards = await office.bus.read(lambda uow: uow.connection.exec_driver_sql("SELECT count(*) FROM cards_sent"))
    return len(office.entries()), cards.scalar_one() if hasattr(cards, "scalar_one") else 0


async def test_a_child_at_risk_is_nothing_for_this_service(small_office: Office) -> None:
    office = small_office
    await office.bus.decide(AnswerTyped("Concern", "m1"), SIP.id, "teams")
    await office.run_all()
    [question] = office.ends.messenger.to(SIP)
    assert "Is a child at risk" in words(question.card)
    before = office.entries()
    data = buttons(question.card)["Yes"]["data"]
    contacts = await card(office, SIP, "case.at_risk", **data)
    assert "999" in words(contacts)
    assert "has kept nothing" in words(contacts)
    assert verbs(contacts) == set()
    assert office.entries() == before
    assert await office.bus.read(lambda uow: uow.cases.standing()) == ()
    everywhere = await card(office, SIP, "case.at_risk", ladder="concern")
    assert words(everywhere) == words(contacts)


async def test_no_is_not_kept_either_and_the_form_is_chosen(small_office: Office) -> None:
    office, before = small_office, small_office.entries()
    question = await card(office, HEAD, "case.begin", ladder="complaint")
    beginning = await card(office, HEAD, "case.no_risk", **buttons(question)["No"]["data"])
    ways = {"Prepare to talk to my SIP", "Go to the Trust Advisor", "It is about the Trust Advisor"}
    assert set(buttons(beginning)) == ways
    form = await card(office, HEAD, "case.form", **buttons(beginning)["Go to the Trust Advisor"]["data"])
    assert set(inputs(form)) == {"about", "why", "facts", "opinion", "action", "review_on"}
    assert office.entries() == before


async def test_what_will_be_read_is_shown_before_it_is_sent(office: Office) -> None:
    preview = await card(office, SIP, "concern.raise", **TALK)
    assert f"{HEAD.name} will read" in words(preview)
    assert TALK["response"] in words(preview)
    assert await office.bus.read(lambda uow: uow.cases.standing()) == ()
    marked = next(one["data"] for one in buttons(preview).values() if "read" in one["data"])
    changed = await card(office, SIP, "concern.raise", **{**TALK, **marked, "facts": "Other words."})
    assert "Other words." in words(changed)
    assert await office.bus.read(lambda uow: uow.cases.standing()) == ()
    record = await card(office, SIP, "concern.raise", **{**TALK, **marked})
    assert "That is on record." in words(record)
    again = await card(office, SIP, "concern.raise", **{**TALK, **marked})
    assert "That is on record already." in words(again)
    case = await the_case(office)
    assert [part.deed for part in case.parts] == [Deed.TALKED]
    [told] = heard(office, HEAD)
    assert "Your SIP service has something for you to read." in told
    assert TALK["facts"] not in told


async def test_a_pupil_is_warned_of(small_office: Office) -> None:
    named = {**TALK, "facts": "Her lessons with Jacob Smith of Year 6 were poor.", "opinion": "UPN A123456789012."}
    preview = await card(small_office, SIP, "concern.raise", **named)
    assert "Please look again: is “Jacob Smith”, “A123456789012” a pupil?" in words(preview)
    assert "a pupil?" not in words(await card(small_office, SIP, "concern.raise", **TALK))


async def test_each_opens_what_was_given_to_them(office: Office) -> None:
    case = await with_dso(office)
    readers = {SIP: 3, HEAD: 3, ADVISOR: 6, DSO: 1}
    for person, parts in readers.items():
        record = await card(office, person, "case.open", case=case.id)
        assert words(record).count("2026 at ") == parts, person.role
    strangers = (OTHER_HEAD, CHAIR, DIRECTOR, a.a_person(Role.LA_OFFICER), a.a_person(Role.BOARD_MEMBER))
    office.bring([*map(a.a_person, Role), OTHER_HEAD])
    for person in strangers:
        for data in ({"case": case.id}, {"case": "forged"}):
            assert await refused(office, person, "case.open", **data) == NO_SUCH_CASE
            assert await refused(office, person, "case.form", **data, form="case.add") == NO_SUCH_CASE
            assert await refused(office, person, "case.document", **data) == NO_SUCH_CASE
            assert await refused(office, person, "case.hide", **data) == NO_SUCH_CASE
            closing = await refused(office, person, "case.close", **data, version=1, why="No reason.")
            assert closing == NO_SUCH_CASE
        assert "There are none." in words(await card(office, person, "case.list"))


async def test_what_is_noted_of_an_attempt_says_nothing_of_it(office: Office) -> None:
    case = await talked(office)
    for data in ({"case": case.id}, {"case": "forged"}):
        await press(office, CHAIR, "case.open", **data)
    one, other = office.entries()[-2:]
    assert one == other
    assert (one.actor_id, one.action, one.about) == (CHAIR.id, "refused", "")
    assert one.detail == {"command": "Confidential", "code": "unknown", "route": "teams"}


async def test_reading_is_noted(office: Office) -> None:
    case = await significant(office)
    for verb, action in (("case.open", "case_read"), ("case.list", "case_listed")):
        await card(office, ADVISOR, verb, **({"case": case.id} if verb == "case.open" else {}))
        entry = office.entries()[-1]
        assert (entry.actor_id, entry.action, entry.about) == (ADVISOR.id, action, f"case:{case.id}")
    everything = json.dumps([[entry.action, entry.about, dict(entry.detail)] for entry in office.entries()])
    assert "leadership" not in everything
    assert URN not in everything


async def test_who_types_for_their_records_gets_a_card_without_a_word_of_them(small_office: Office) -> None:
    await talked(small_office)
    before = small_office.entries()
    await small_office.bus.decide(AnswerTyped("My records", "m2"), HEAD.id, "teams")
    await small_office.run_all()
    asked = small_office.ends.messenger.to(HEAD)[-1].card
    assert verbs(asked) == {"case.list"}
    assert "Concern" not in words(asked)
    assert small_office.entries() == before


async def test_a_part_is_read_whole_and_hidden_again(small_office: Office) -> None:
    office, long = small_office, "Lessons were seen. " * 40
    await send(office, SIP, "concern.raise", **{**TALK, "facts": long})
    case = await the_case(office)
    record = await card(office, SIP, "case.open", case=case.id)
    assert long.strip() not in words(record)
    [more] = [one for title, one in buttons(record).items() if title.startswith("Read all of item")]
    whole = await card(office, SIP, "case.open", **more["data"])
    assert long.strip() in words(whole)
    hidden = await card(office, SIP, "case.hide", **buttons(whole)["Hide"]["data"])
    assert "Your SIP service has something for you to read." in words(hidden)
    assert "I could not read that card" in await refused(office, SIP, "case.open", case=case.id, place=9)


async def test_who_opened_it_before_something_came_is_shown_that(office: Office) -> None:
    await significant(office)
    data = await about(office, SIP, "Add or correct")
    await acknowledged_now(office)
    stale = await card(office, SIP, "case.add", **data, **texts("late"), place="1")
    assert "This has changed since you opened it." in words(stale)
    gone = await card(office, SIP, "case.form", case=data["case"], form="concern.to_trust_advisor")
    assert "That cannot be done now." in words(gone)


async def acknowledged_now(office: Office) -> None:
    data = await about(office, ADVISOR, "Acknowledge")
    await card(office, ADVISOR, "concern.acknowledge", **data, tell_headteacher="no", why_not="An inspection is on.")


async def test_a_client_that_can_show_no_answer_is_told_so(small_office: Office) -> None:
    case = await talked(small_office)
    answer = await press(small_office, SIP, "case.open", route="teams_submit", case=case.id)
    assert isinstance(answer, MessageAnswer)
    assert "newer one" in answer.text
    assert any("newer one" in told for told in heard(small_office, SIP))


@pytest.mark.parametrize(
    ("person", "verb", "data", "why"),
    [
        (ADVISOR, "case.begin", {"ladder": "concern"}, "A Trust Advisor cannot begin that here."),
        (HEAD, "case.begin", {"ladder": "concern"}, "A headteacher cannot begin that here."),
        (SIP, "case.begin", {"ladder": "else"}, "I could not read that card"),
        (SIP, "case.no_risk", {"ladder": "concern"}, "Please choose the school first."),
        (SIP, "case.no_risk", {"ladder": "concern", "school": "999999"}, "I cannot find that school."),
        (SIP, "case.form", {"school": URN, "form": "case.add"}, "I could not read that card"),
        (HEAD, "case.form", {"school": URN, "form": "concern.raise"}, "is not a school of yours"),
        (SIP, "concern.raise", TALK | {"facts": " "}, "Please write what was said"),
        (SIP, "concern.raise", TALK | {"talked_on": ""}, "Please give the day on which you talked"),
        (SIP, "concern.raise", TALK | {"review_on": ""}, "Please give a review date."),
        (SIP, "concern.raise", TALK | {"talked_on": "2026-11-30"}, "is not in the past year"),
        (HEAD, "concern.raise", TALK, "Only the School Improvement Partner of"),
        (SIP, "complaint.make", TALK, "Only the headteacher of"),
        (SIP, "concern.raise_untalked", TALK, "Please write why it was not possible"),
    ],
)
async def test_one_clear_sentence(
    small_office: Office, person: Person, verb: str, data: dict[str, str], why: str
) -> None:
    assert why in await refused(small_office, person, verb, **data)
    assert await small_office.bus.read(lambda uow: uow.cases.standing()) == ()


async def test_words_that_were_copied_through_are_refused(office: Office) -> None:
    await acknowledged(office)
    data = await about(office, ADVISOR, "Take it to the DSO")
    copied = {"facts": "this was seen in lessons, twice", "action": "Please help them, by visiting often enough."}
    long = {**copied, "facts": "Two teachers left the leadership of maths!"}
    why = await refused(office, ADVISOR, "concern.to_dso", **data, **long, review_on=REVIEW, tell_headteacher="no")
    assert "Please write it again" in why


async def test_whether_the_headteacher_is_told_is_yes_or_no(office: Office) -> None:
    await significant(office)
    data = await about(office, ADVISOR, "Acknowledge")
    why = await refused(office, ADVISOR, "concern.acknowledge", **data, tell_headteacher="perhaps")
    assert "I could not read that card" in why


async def test_what_began_nothing_has_nothing_to_show(office: Office) -> None:
    await talked(office)
    other = RaiseConcern(URN, Words("Other words."), None)
    with pytest.raises(Refused):
        await office.bus.read(lambda uow: how_it_stands(uow, other, ctx(office, SIP), "Here it is."))


def ctx(office: Office, person: Person) -> CommandContext:
    return CommandContext(person, person.id, office.now, "teams", office.bus.policy)


async def test_an_agenda_takes_it_up_for_those_who_attend(office: Office) -> None:
    await acknowledged(office)
    data = await about(office, ADVISOR, "For a SIP team meeting")
    form = await card(office, ADVISOR, "case.form", case=data["case"], form="concern.agenda")
    assert "None is set yet" in words(form)
    meeting = await is_set(office)
    form = await card(office, ADVISOR, "case.form", case=data["case"], form="concern.agenda")
    assert [one["value"] for one in inputs(form)["meeting"]["choices"]] == [meeting.id]
    record = await send(office, ADVISOR, "concern.agenda", **data, meeting=meeting.id, facts="How we help with maths.")
    assert "On the agenda of a SIP team meeting" in words(record)
    meeting = await the_meeting(office)
    lines = await office.bus.read(lambda uow: [agenda_words(uow, meeting, one) for one in (SIP, DSO, OTHER_SIP)])
    assert [[told for _, told in own] for own in lines] == [["How we help with maths."]] * 2 + [[]]


async def test_a_step_is_not_skipped(office: Office) -> None:
    case = await acknowledged(office)
    data = {"case": case.id, "version": 5, **texts("up"), "tell_headteacher": "yes"}
    stale = await card(office, ADVISOR, "concern.to_director", **{**data, "version": 1})
    assert "has changed" in words(stale)
    view = await card(office, ADVISOR, "case.open", case=case.id)
    version = buttons(await card(office, ADVISOR, "case.form", **buttons(view)["Take it to the DSO"]["data"]))
    carried = next(one["data"] for one in version.values())
    why = await refused(office, ADVISOR, "concern.to_director", **carried, **texts("up"), tell_headteacher="yes")
    assert "after the one before it is on record" in why
    why = await refused(office, SIP, "concern.to_dso", case=case.id, version=3, **texts("x"), tell_headteacher="yes")
    assert why == "Only the Trust Advisor can do that."


async def test_the_complaint_goes_past_whom_it_is_about(office: Office) -> None:
    await send(office, HEAD, "complaint.about_trust_advisor", school=URN, **texts("from us"))
    case = await the_case(office, Ladder.COMPLAINT)
    assert heard(office, ADVISOR) == heard(office, SIP) == []
    assert any("Your SIP service has something for you to read." in told for told in heard(office, CHAIR))
    assert await refused(office, ADVISOR, "case.open", case=case.id) == NO_SUCH_CASE
    record = await card(office, CHAIR, "case.open", case=case.id)
    form = await card(office, CHAIR, "case.form", **buttons(record)["Acknowledge"]["data"])
    carried = next(one["data"] for one in buttons(form).values())
    await card(office, CHAIR, "complaint.acknowledge", **carried, review_on=REVIEW)
    record = await card(office, CHAIR, "case.open", case=case.id)
    form = await card(office, CHAIR, "case.form", **buttons(record)["Answer"]["data"])
    carried = next(one["data"] for one in buttons(form).values())
    await send(office, CHAIR, "complaint.answer", **carried, **texts("answered"))
    assert "Please help answered." in words(await card(office, HEAD, "case.open", case=case.id))
