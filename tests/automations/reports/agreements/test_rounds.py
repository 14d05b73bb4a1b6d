"""W4, W5, D1: the list of all schools, and all that have not answered asked in one press."""

from dataclasses import replace

import pytest

from automations.engine.inbound.commands import AnswerTyped
from automations.reports.agreements.rounds import AT_A_TIME, AskNext
from handbook.core.people import Person
from handbook.core.refusal import Refused
from handbook.reports.agreements.agreement import AgreementStatus as S
from handbook.reports.agreements.agreement import AskForAgreement, DeclineAgreement, WithdrawAgreement
from tests.automations.agreement_office import (
    DATA,
    agreement_of,
    days,
    many,
    new_text,
    press,
    read,
    sign,
    told,
    typed,
    with_terms,
)
from tests.automations.office import ADVISOR, HEAD, SIP, Office
from tests.support import builders as a


async def mixed(office: Office) -> None:
    """Ten schools: one signed, one declined, one withdrawn, one asked before, one without a headteacher."""
    schools = many(10)
    schools[9] = replace(schools[9], headteacher_id="")
    with_terms(office, schools)
    for urn in ("900002", "900003", "900004", "900005"):
        await office.bus.decide(AskForAgreement(urn, 0), ADVISOR.id, "teams")
    await sign(office)
    await office.bus.decide(DeclineAgreement("900002", 1), HEAD.id, "teams")
    await sign(office, "900003")
    await office.bus.decide(WithdrawAgreement("900003", 2), HEAD.id, "teams")
    await office.run_all()
    office.now = days(3)


async def test_what_is_announced_is_what_is_done_and_adds_up(office: Office) -> None:
    await mixed(office)
    before = len(told(office, HEAD))
    preview = await read(office, ADVISOR, "agreement.preview_all", kind="sharing")
    assert "6 schools would get a message" in preview
    begun = await read(office, ADVISOR, "agreement.ask_all", kind="sharing", number=1)
    assert "Under way" in begun
    await office.run_all()
    result = told(office, ADVISOR)[-1]
    assert "Done: all 10 schools were gone through" in result
    for count in ("Asked for the first time", "Reminded", "Left: signed", "no headteacher", "All schools"):
        assert count in result
    assert len(told(office, HEAD)) == before + 6
    assert sum("A kind reminder" in one for one in told(office, HEAD)) == 2
    found = await office.bus.read(lambda uow: uow.agreement_rounds.get("sharing-1"))
    assert ({str(one): count for one, count in found.counts.items()}, found.total) == (
        {"asked": 4, "reminded": 2, "answered": 1, "said_no": 2, "no_headteacher": 1},
        10,
    )


async def test_two_presses_are_one_round_and_a_second_round_on_that_day_writes_to_nobody(small_office: Office) -> None:
    office = small_office
    await mixed(office)
    await press(office, ADVISOR, "agreement.ask_all", kind="sharing", number=1)
    assert "Under way" in await read(office, ADVISOR, "agreement.ask_all", kind="sharing", number=1)
    await office.run_all()
    assert "Done" in await read(office, ADVISOR, "agreement.show_round", round="sharing-1")
    messages = len(told(office, HEAD))
    preview = await read(office, ADVISOR, "agreement.preview_all", kind="sharing")
    assert "There is nobody to ask now" in preview
    await press(office, ADVISOR, "agreement.ask_all", kind="sharing", number=2)
    await office.run_all()
    assert len(told(office, HEAD)) == messages
    assert [one.about for one in office.entries() if one.action == "asked_all"] == [
        "agreement_round:sharing-1",
        "agreement_round:sharing-2",
    ]


async def test_a_round_goes_on_where_it_was_and_looks_at_each_school_anew(small_office: Office) -> None:
    """After the first twenty the service goes down; meanwhile one signs, and one leaves the list."""
    office = small_office
    schools = many(AT_A_TIME + 5)
    with_terms(office, schools)
    await press(office, ADVISOR, "agreement.ask_all", kind="data", number=1)
    await office.bus.decide(AskNext("data-1"))
    with_terms(office, schools[:-1])
    signs = {"urn": schools[-2].urn, "revision": 0, "kind": "data", "text_version": "data 2026.1"}
    await press(office, HEAD, "agreement.sign", **signs, typed_name=HEAD.name)
    await office.run_all()
    found = await office.bus.read(lambda uow: uow.agreement_rounds.get("data-1"))
    assert ({str(one): count for one, count in found.counts.items()}, found.left) == (
        {"asked": 23, "answered": 1, "gone": 1},
        (),
    )
    await office.bus.decide(AskNext("data-1"))
    assert (await office.bus.read(lambda uow: uow.agreement_rounds.get("data-1"))) == found
    assert (await agreement_of(office, schools[0].urn, DATA)).status is S.ASKED


async def test_a_round_after_a_new_text_asks_those_again_who_signed(small_office: Office) -> None:
    office = small_office
    with_terms(office, many(2))
    await sign(office)
    office.now = days(2)
    await new_text(office)
    await press(office, ADVISOR, "agreement.ask_all", kind="sharing", number=1)
    await office.run_all()
    again = await agreement_of(office)
    assert (again.in_force, again.is_waiting) == (True, True)


@pytest.mark.parametrize("person", [HEAD, SIP])
async def test_nobody_else_asks_or_sees(small_office: Office, person: Person) -> None:
    with pytest.raises(Refused, match="Only the Trust Advisor can ask schools"):
        await press(small_office, person, "agreement.preview_all", kind="sharing")
    with pytest.raises(Refused, match="Only the Trust Advisor can ask schools"):
        await press(small_office, person, "agreement.ask_all", kind="sharing", number=1)
    assert "not open to you" in await read(small_office, person, "agreement.list", kind="sharing")
    await small_office.bus.decide(AnswerTyped("agreements", "m1"), person.id, "teams")
    await small_office.run_all()
    [said] = told(small_office, person)
    assert "” is for: " in said
    await press(small_office, ADVISOR, "agreement.ask_all", kind="sharing", number=1)
    assert "not open to you" in await read(small_office, person, "agreement.show_round", round="sharing-1")


async def test_a_round_that_there_never_was_is_not_found(small_office: Office) -> None:
    with pytest.raises(Refused, match="cannot find that round"):
        await press(small_office, ADVISOR, "agreement.show_round", round="sharing-7")
    with pytest.raises(Refused, match="cannot find that round"):
        await press(small_office, ADVISOR, "agreement.ask_all", kind="sharing", number=7)


async def test_the_list_says_how_each_school_stands(small_office: Office) -> None:
    office = small_office
    await mixed(office)
    (said,) = await typed(office, ADVISOR, "Agreements")
    assert "Schools 1 to 8 of 10" in said
    for line in (
        "Signed: School 000, Northbeck – text 2026.1, by Hanna Tilling",
        "Declined: School 001, Northbeck – on Monday 23 November 2026",
        "Withdrawn: School 002, Northbeck – on Monday 23 November 2026",
        "Asked: School 003, Northbeck – waiting 3 school days",
        "Never asked: School 005, Northbeck",
    ):
        assert line in said, said
    last = await read(office, ADVISOR, "agreement.list", kind="sharing", page=2)
    assert ("Schools 9 to 10 of 10" in last, "No headteacher: School 009" in last) == (True, True)
    assert last == await read(office, ADVISOR, "agreement.list", kind="sharing", page=99), "beyond the end"
    (data,) = await typed(office, ADVISOR, "data agreements", "m2")
    assert "Never asked: School 000" in data


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"show": "declined"}, ["001"]),
        ({"show": "not_answered"}, [f"00{at}" for at in range(1, 9)]),
        ({"show": "waiting"}, ["003", "004"]),
        ({"find": "school 900008"}, ["007"]),
        ({"find": "NORTHBECK 900003"}, ["002"]),
        ({"find": "nowhere"}, []),
        ({"show": "signed", "find": "school 007"}, []),
    ],
)
async def test_the_list_is_filtered(small_office: Office, asked: dict[str, str], found: list[str]) -> None:
    await mixed(small_office)
    said = await read(small_office, ADVISOR, "agreement.list", kind="sharing", **asked)
    shown = [f"{at:03}" for at in range(10) if f": School {at:03}" in said]
    assert shown == found
    assert ("No school is like that." in said) is not bool(found)


async def test_a_school_of_the_list_is_opened(small_office: Office) -> None:
    await mixed(small_office)
    said = await read(small_office, ADVISOR, "agreement.open", urn="900006", kind="sharing")
    assert "Not asked: The school has no signed sharing agreement" in said
    assert a.a_school().town in said
