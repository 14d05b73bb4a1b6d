"""W3: the Trust Advisor's board: matched with reasons, corrected, listed for celebration, and closed to others."""

from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook

from automations.data.keeping import KeepFigures
from automations.engine.inbound.clicks_first import ClicksFirst
from automations.engine.inbound.port import CardAnswer, Click, Sender
from automations.engine.jobs.job_runner import JobRunner
from automations.good_practice.celebration import celebration_list, celebration_rows
from handbook.core.refusal import Refused
from handbook.data.figures import Source
from handbook.data.measures import Topic
from handbook.reports.agreements.agreement import AgreementKind, SignAgreement
from tests.automations.cases.test_document import Addresses
from tests.automations.office import ADVISOR, HEAD, Office
from tests.automations.practice_office import PEOPLE, a_board, asked, bring, press, put, typed
from tests.support.card_reading import links, words
from tests.support.figures import a_set
from tests.support.good_practice import AELRED, HILDA, NEED, OFFER, OTHER_HEAD, STRANGER, a_line

BOARD = "Good practice board"


async def agreed(office: Office) -> None:
    """St Hilda's shows its figures, and the census was taken in."""
    sign = SignAgreement(HILDA.urn, 0, "data 2026.1", HEAD.name, AgreementKind.DATA)
    await office.bus.decide(sign, HEAD.id, "teams")
    rolls = {HILDA.urn: 200, AELRED.urn: 390}
    census = [a_set({Topic.ON_ROLL: roll}, urn, source=Source.CENSUS) for urn, roll in rolls.items()]
    await office.bus.decide(KeepFigures("abc", tuple(census)))
    await office.run_all()


async def test_a_need_is_opened_with_offers_and_the_reasons_for_each(office: Office) -> None:
    await a_board(office, NEED, OFFER)
    said = await press(office, ADVISOR, "practice.line", line=NEED.id)
    assert "A headteacher’s own need" in said
    assert "Shares Reading. How similar it is cannot be said" in said
    await agreed(office)
    said = await press(office, ADVISOR, "practice.line", line=NEED.id)
    assert "Shares Reading. One of the five most similar schools. Larger. Not known: pupils with free" in said
    assert said.count("St Hilda’s") == 1
    introduced = await press(office, ADVISOR, "practice.introduce", need=NEED.id, offer=OFFER.id)
    assert "Compared with yours: larger. Not known:" in words(asked(office, HEAD, "Meet another school?"))
    assert "They were asked already: see above." in introduced
    assert "Larger" not in words(asked(office, OTHER_HEAD, "Meet another school?"))


async def test_topics_are_corrected_and_matched_by(office: Office) -> None:
    await a_board(office, NEED, OFFER)
    await typed(office, ADVISOR, "good practice")
    said = await press(office, ADVISOR, "practice.tag", line=OFFER.id, revision=1, topics="maths", own_topics="Judo")
    assert "Maths, Judo" in said
    assert "No other school offers anything" in await press(office, ADVISOR, "practice.line", line=NEED.id)
    again = await press(office, ADVISOR, "practice.tag", line=OFFER.id, revision=1, topics="", own_topics="")
    assert "Maths, Judo" in again
    unknown = await press(office, ADVISOR, "practice.tag", line=OFFER.id, revision=2, topics="fencing", own_topics="")
    assert "I do not know that topic" in unknown
    offers = await press(office, ADVISOR, "practice.board", part="good_practice", of="", page=0, topic="Judo")
    assert "Offers on Judo\nSt Aelred" in offers
    assert "Reading buddies" in offers
    noted = [one.action for one in office.entries() if one.about == f"practice_line:{OFFER.id}"]
    assert noted == ["line_tagged", "refused", "refused"]


async def test_who_leafs_through_the_board_stays_where_they_are(small_office: Office) -> None:
    """What is new is seen when the card is looked at again, and at the same place; only what was taken off goes from
    the chat at once."""
    many = [a_line(text=f"Reading idea {number}") for number in range(12)]
    report = await a_board(small_office, *many)
    await typed(small_office, ADVISOR, "good practice")
    sent = words(asked(small_office, ADVISOR, BOARD))
    leafed = await small_office.router.clicked(
        Sender(ADVISOR.id, "chat", "https://t/"),
        Click("practice.board", {"part": "good_practice", "of": "", "page": 2}),
    )
    assert isinstance(leafed, CardAnswer)
    again = leafed.card["refresh"]["action"]
    await press(small_office, ADVISOR, "practice.tag", line=many[0].id, revision=1, topics="maths", own_topics="")
    assert words(asked(small_office, ADVISOR, BOARD)) == sent
    assert "Offers, page 3 of 3" in await press(small_office, ADVISOR, again["verb"], **again["data"])
    await press(small_office, HEAD, "practice.decide", report=report.id, version=1, offers="", needs="")
    assert "12 offers and no needs" in words(asked(small_office, ADVISOR, BOARD))


async def test_the_board_is_leafed_through_and_drawn_anew_when_something_changes(small_office: Office) -> None:
    many = [a_line(text=f"Reading idea {number}") for number in range(12)]
    await a_board(small_office, *many)
    (first,) = await typed(small_office, ADVISOR, "good practice")
    assert "Offers, page 1 of 3" in first
    third = await press(small_office, ADVISOR, "practice.board", part="good_practice", of="", page=2)
    assert "Offers, page 3 of 3" in third
    assert third.count("Reading idea") + third.count("Reading buddies") == 3
    needs = await press(small_office, ADVISOR, "practice.board", part="headteacher", of="", page=0)
    assert "No needs are on the board." in needs
    every = await press(small_office, ADVISOR, "practice.board", topic="*")
    assert "Offers, page 1 of 3" in every
    assert "I could not read that card" in await press(small_office, ADVISOR, "practice.board", part="other")
    put(small_office, NEED)
    await press(small_office, OTHER_HEAD, "practice.withdraw", urn=AELRED.urn, withdraw=many[0].id)
    assert "12 offers and 1 need on the board." in words(asked(small_office, ADVISOR, BOARD))


async def test_a_school_that_has_left_the_list_has_nothing_on_the_board(small_office: Office) -> None:
    await a_board(small_office, OFFER)
    bring(small_office, HILDA)
    (board,) = await typed(small_office, ADVISOR, "good practice")
    assert "Aelred" not in board
    assert "cannot find that line" in await press(small_office, ADVISOR, "practice.line", line=OFFER.id)


async def test_the_list_for_celebration_events_has_whom_it_may_name_as_card_and_as_workbook(office: Office) -> None:
    formula = a_line(text="=cmd|' /C calc'!A0", tags=(), may_be_named=True)
    await a_board(office, formula, replace(OFFER, text="Not to be named"))
    said = await press(office, ADVISOR, "practice.celebrate")
    assert "=cmd" in said
    assert "Not to be named" not in said
    office.runner = JobRunner(replace(office.work, links=Addresses()), ClicksFirst(), jitter=0)
    assert "=cmd" in await press(office, ADVISOR, "practice.celebrate_file")
    (url,) = links(asked(office, ADVISOR, "For celebration events")).values()
    assert url == f"https://sip.trust.example/celebrations/{ADVISOR.id}"
    rows = await office.bus.read(lambda uow: celebration_rows(uow, ADVISOR.id))
    sheet = load_workbook(BytesIO(celebration_list(rows))).worksheets[0]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["School", "Town", "Good practice", "Topics"],
        [AELRED.name, "Eastholm", "=cmd|' /C calc'!A0", "no topic yet"],
    ]
    assert sheet["C2"].data_type == "s"
    with pytest.raises(Refused):
        await office.bus.read(lambda uow: celebration_rows(uow, HEAD.id))


async def test_without_an_address_the_link_says_so(small_office: Office) -> None:
    await a_board(small_office)
    await press(small_office, ADVISOR, "practice.celebrate_file")
    assert "has no public address" in words(asked(small_office, ADVISOR, "For celebration events"))


async def test_to_everybody_else_the_board_is_closed_whatever_they_press(small_office: Office) -> None:
    """All of it; and for whoever is not the headteacher concerned also what headteachers are asked."""
    report = await a_board(small_office, NEED, OFFER)
    secrets = ("peer", "Reading buddies", "Aelred", "Hilda", "Brid", "Hanna")
    presses: list[tuple[str, dict[str, str | int]]] = [
        ("practice.board", {}),
        ("practice.line", {"line": NEED.id}),
        ("practice.tag", {"line": OFFER.id, "revision": 1, "topics": "maths", "own_topics": ""}),
        ("practice.introduce", {"need": NEED.id, "offer": OFFER.id}),
        ("practice.introductions", {}),
        ("practice.celebrate", {}),
        ("practice.celebrate_file", {}),
    ]
    of_head: list[tuple[str, dict[str, str | int]]] = [
        ("practice.lines", {"report": report.id}),
        ("practice.mine", {"urn": HILDA.urn}),
    ]
    for person in PEOPLE:
        for verb, data in (*presses, *(of_head if person != HEAD else [])):
            if person == ADVISOR and verb not in dict(of_head):
                continue
            said = await press(small_office, person, verb, **data)
            assert not [one for one in secrets if one in said], (person.role, verb, said)
    lines = await small_office.bus.read(lambda uow: uow.practice_lines.standing())
    assert [line.revision for line in lines] == [1, 1, 1]
    assert await small_office.bus.read(lambda uow: uow.introductions.open_ones()) == ()
    assert small_office.ends.messenger.to(STRANGER) == []
