"""The trust's list is changed from Teams: typed, shown with what follows, made at once or on its day; who may not is
told so, and what cannot be is refused with what was typed kept."""

from datetime import timedelta

import pytest

from automations.engine.command_bus import TrustPolicy
from automations.engine.inbound.port import Answer, CardAnswer, Click, MessageAnswer, Sender
from automations.engine.scheduler import run_due_commands
from automations.schools.edits import look_up_person
from automations.workflows import TABLES
from handbook.core.external_errors import Rejected
from handbook.core.people import Person, Role
from handbook.reports.report import Status
from handbook.schools.list_edit import KEPT_FOR, ApplyEdit, MakePlanned, NoteLookUp
from handbook.schools.trust_list import TrustList
from tests.automations.office import ADVISOR, EVERYBODY, HEAD, SIP, Office
from tests.support import builders as a
from tests.support.card_reading import buttons, words
from tests.support.covers import ACTING as NEW_HEAD

URN = a.a_school().urn
BOARD = a.a_person(Role.BOARD_MEMBER)
DUE = {name: TABLES.due[name] for name in ("changes of the list", "handovers")}


async def press(office: Office, verb: str, person: Person = ADVISOR, /, **data: str | int) -> Answer:
    answer = await office.router.clicked(Sender(person.id, "chat", "https://t/"), Click(verb, data))
    await office.run_all()
    return answer


def said(answer: Answer) -> str:
    return words(answer.card) if isinstance(answer, CardAnswer) else answer.text


async def draft(office: Office, kind: str, about: str = "", /, **typed: str) -> str:
    """What the form becomes; what would follow is the newest card."""
    return said(await press(office, "list_edit.draft", kind=kind, **({"about": about} if about else {}), **typed))


def newest(office: Office, person: Person = ADVISOR) -> str:
    """The newest message, as it stands now."""
    return words(office.ends.messenger.to(person)[-1].card)


async def decide(office: Office, title: str) -> str:
    button = buttons(office.ends.messenger.to(ADVISOR)[-1].card)[title]
    return said(await press(office, button["verb"], **button["data"]))


def listed(office: Office) -> TrustList:
    with office.database.reading() as uow:
        return uow.roster.listed()


def head_of(office: Office) -> str:
    return listed(office).schools[URN].school.headteacher_id


async def strike(office: Office) -> None:
    await run_due_commands(office.bus, DUE)
    await office.run_all()


async def test_a_headteacher_is_changed_and_takes_over(office: Office) -> None:
    office.bring((*EVERYBODY, NEW_HEAD))
    await office.come_to(Status.SENT)
    form = said(await press(office, "list_edit.form", kind="serve", about=URN, office="headteacher"))
    assert HEAD.name in form
    assert "is below" in await draft(office, "serve", URN, office="headteacher", who=NEW_HEAD.name)
    shown = newest(office)
    assert f"headteacher {HEAD.name} → {NEW_HEAD.name}" in shown
    assert f"What is open passes to {NEW_HEAD.name}: 1 report." in shown
    assert head_of(office) == HEAD.id
    office.now += timedelta(days=1)
    assert "the list says so now" in await decide(office, "Make this change")
    assert head_of(office) == NEW_HEAD.id
    await strike(office)
    assert "You take over" in "".join(words(one.card) for one in office.ends.messenger.to(NEW_HEAD))
    actions = [one.action for one in office.entries() if one.action.startswith("list")]
    assert actions == ["list_edit_drafted", "list_changed", "list_edit_made"]
    [changed] = [one for one in office.entries() if one.action == "list_changed"]
    assert (changed.actor_id, changed.detail["kind"]) == (ADVISOR.id, "serve")


async def test_a_press_that_came_twice_is_one_change(small_office: Office) -> None:
    for _ in range(2):
        await draft(small_office, "leave", HEAD.id)
    assert len(small_office.ends.messenger.to(ADVISOR)) == 1


async def test_who_is_not_on_the_list_is_looked_for_and_of_two_one_is_chosen(small_office: Office) -> None:
    office = small_office
    office.bring([one for one in EVERYBODY if one not in (BOARD, HEAD)], a.a_school(headteacher_id=""))
    office.ends.directory.known_as[BOARD.id] = (HEAD.email, "")
    await draft(office, "add_person", who=HEAD.email, office="headteacher")
    assert "Who is it: several accounts in Microsoft Entra fit." in newest(office)
    edit = office.entries()[-1].about.partition(":")[2]
    assert "Please choose who it is." in said(await press(office, "list_edit.choose", edit=edit))
    number = 1 if newest(office).index(HEAD.name) < newest(office).index(BOARD.name) else 2
    assert f"new: {HEAD.name}, headteacher" in said(
        await press(office, "list_edit.choose", edit=edit, account=str(number))
    )
    await decide(office, "Make this change")
    assert listed(office).people[HEAD.id].person == HEAD
    await office.bus.decide(NoteLookUp(edit, ()))
    await look_up_person(office.work, edit)
    assert listed(office).people[HEAD.id].person == HEAD


async def test_who_has_no_account_is_typed_again(small_office: Office) -> None:
    await draft(small_office, "serve", URN, office="headteacher", who="nora@x.example")
    assert "Microsoft Entra has no account for “nora@x.example”." in newest(small_office)
    again = await decide(small_office, "Change what I typed")
    assert "nora@x.example" in again
    assert "the list stays as it was" in await decide(small_office, "Leave it")


async def test_where_the_directory_cannot_be_asked_who_typed_hears(small_office: Office) -> None:
    office = small_office
    office.ends.fail("account", *[Rejected("no such filter")] * 9)
    await draft(office, "serve", URN, office="headteacher", who="nora@x.example")
    told = [words(one.card) for one in office.ends.messenger.to(ADVISOR)]
    assert any("Microsoft Entra could not be searched for the person you typed" in one for one in told)


async def test_what_cannot_be_is_refused_and_what_was_typed_stays(small_office: Office) -> None:
    no = await draft(small_office, "serve", URN, office="sip", who="Somebody Else")
    assert "Not possible: A SIP is normally given by the allocation." in no
    assert "Somebody Else" in no
    assert "Please choose today or a later day" in await draft(small_office, "leave", HEAD.id, from_on="2026-01-05")
    assert "This person is no longer on the list." in await draft(small_office, "leave", "somebody")
    assert small_office.ends.messenger.to(ADVISOR) == []
    refused = [one for one in small_office.entries() if one.action == "refused"]
    assert [one.detail["code"] for one in refused] == ["missing", "missing", "unknown"]


async def test_where_two_change_at_once_the_second_reads_it_again(small_office: Office) -> None:
    office = small_office
    await draft(office, "change_school", URN, school_name="St Hilda’s Academy")
    first = office.ends.messenger.to(ADVISOR)[-1].card
    await draft(office, "serve", URN, office="dso", who="nobody")
    await decide(office, "Make this change")
    late = buttons(first)["Make this change"]
    answer = said(await press(office, late["verb"], **late["data"]))
    assert "Not possible: The list was changed meanwhile" in answer
    assert "St Hilda’s Academy" in answer
    assert listed(office).schools[URN].school.name != "St Hilda’s Academy"
    fresh = await press(office, "list_edit.show", edit=late["data"]["edit"])
    assert isinstance(fresh, CardAnswer)
    again = buttons(fresh.card)["Make this change"]
    assert "the list says so now" in said(await press(office, again["verb"], **again["data"]))
    assert "decided already" not in said(await press(office, again["verb"], **again["data"]))
    with pytest.raises(Exception, match="decided already"):
        await office.bus.decide(ApplyEdit(again["data"]["edit"], 9), ADVISOR.id, "teams")


async def test_a_change_from_a_day_is_made_on_it(small_office: Office) -> None:
    office = small_office
    await draft(office, "leave", HEAD.id, from_on="2026-11-30")
    assert "It would hold from Monday 30 November 2026." in newest(office)
    assert "Planned: this will be done on Monday 30 November 2026." in await decide(office, "Plan this change")
    await strike(office)
    assert head_of(office) == HEAD.id
    office.now += timedelta(days=7)
    await strike(office)
    assert HEAD.id not in listed(office).people
    assert head_of(office) == ""
    assert "the list says so now" in newest(office)
    [changed] = [one for one in office.entries() if one.action == "list_changed"]
    assert changed.actor_id == "clock"
    with pytest.raises(Exception, match="done already"):
        await office.bus.decide(MakePlanned(changed_edit(office)), "clock", "clock")


def changed_edit(office: Office) -> str:
    return next(one.about for one in office.entries() if one.action == "list_edit_made").partition(":")[2]


async def test_a_planned_change_that_cannot_be_made_on_its_day_is_asked_again(small_office: Office) -> None:
    office = small_office
    await draft(office, "leave", HEAD.id, from_on="2026-11-30")
    await decide(office, "Plan this change")
    office.bring([one for one in EVERYBODY if one != HEAD], a.a_school(headteacher_id=""))
    office.now += timedelta(days=7)
    await strike(office)
    assert "It could not be done on its day. This person is no longer on the list." in newest(office)


async def test_a_planned_change_stands_on_the_schools_card_and_can_be_called_off(small_office: Office) -> None:
    office = small_office
    await draft(office, "serve", URN, office="dso", who="nobody", from_on="2027-01-05")
    await decide(office, "Plan this change")
    assert "From 5 January 2027: Diocesan Schools Officer nobody" in said(
        await press(office, "school.show", school=URN)
    )
    assert "the list stays as it was" in await decide(office, "Call it off")
    assert "5 January" not in said(await press(office, "school.show", school=URN))


async def test_without_an_answer_it_is_let_go(small_office: Office) -> None:
    await draft(small_office, "leave", HEAD.id)
    small_office.now += KEPT_FOR + timedelta(minutes=1)
    await strike(small_office)
    assert "Not done: the list stays as it was." in newest(small_office)


async def test_each_card_of_a_school_is_true_after_a_change(small_office: Office) -> None:
    office = small_office
    await office.router.typed(Sender(HEAD.id, "chat", "https://t/"), "school", "m-1")
    await office.run_all()
    await draft(office, "change_school", URN, school_name="St Hilda’s Academy", town="Northbeck")
    await decide(office, "Make this change")
    assert newest(office, HEAD).startswith("St Hilda’s Academy, Northbeck")


async def test_others_change_nothing(small_office: Office) -> None:
    await draft(small_office, "leave", HEAD.id)
    edit = buttons(small_office.ends.messenger.to(ADVISOR)[-1].card)["Make this change"]["data"]
    for person in (SIP, HEAD, BOARD):
        for verb, data in (
            ("list_edit.menu", {"school": URN}),
            ("list_edit.form", {"kind": "leave", "about": HEAD.id}),
            ("list_edit.draft", {"kind": "leave", "about": HEAD.id}),
            ("list_edit.apply", edit),
            ("list_edit.leave", edit),
        ):
            answer = await press(small_office, verb, person, **data)
            assert isinstance(answer, MessageAnswer), (person, verb)
    assert HEAD.id in listed(small_office).people
    assert "Make this change" in newest(small_office)


async def test_who_the_administrator_names_keeps_the_list_too(small_office: Office) -> None:
    small_office.bus.policy = TrustPolicy(administrator_id=BOARD.id)
    assert "Each first shows what would follow." in said(await press(small_office, "list_edit.menu", BOARD, school=URN))
    await draft(small_office, "leave", HEAD.id)
    edit = buttons(small_office.ends.messenger.to(ADVISOR)[-1].card)["Make this change"]["data"]
    for verb, data in (("list_edit.form", {"kind": "leave", **edit}), ("list_edit.apply", edit)):
        assert said(await press(small_office, verb, BOARD, **data)) == "I cannot find that change of the list."
