"""W3: good practice and needs, from two approved reports to two headteachers who know each other, and to a list for a
celebration. Much is said in one chat in a moment, so that Teams asks for patience: each step waits for all of it."""

import asyncio
from dataclasses import replace
from io import BytesIO

from openpyxl import load_workbook

from tests.support.house import House
from tests.support.people import Seen, Somebody
from tests.support.story import Story

OFFERS = "Reading buddies meet every day.\n=2+3 is what our maths games begin with."
NEEDS = "A peer to talk to about reading.\nFewer evenings of paperwork."


def two(house: House) -> tuple[Story, Story]:
    """Schools of two headteachers."""
    first = Story.of(house)
    second = next(one for one in (Story.of(house, number) for number in range(1, 9)) if one.head.id != first.head.id)
    return first, second


async def approved(story: Story, offers: str, needs: str) -> Seen:
    """The card that asks the headteacher what the board may show."""
    contents = story.contents
    sections = contents.sections | {"good_practice": offers, "headteacher": needs}
    bare = replace(contents, sections=sections, rows={}, boxes={})
    await story.head.press(await story.sent(bare), "report.approve")
    await story.house.settled()
    return await card_of(story.head, "What may the Trust Advisor’s board show?")


async def card_of(person: Somebody, title: str) -> Seen:
    """The newest with this heading."""
    return [one for one in await person.cards() if one.card["body"][0]["text"] == title][-1]


def keys(card: Seen, name: str) -> list[str]:
    box = next(part for part in card.card["body"] if part.get("id") == name)
    return [choice["value"] for choice in box["choices"]]


async def press(person: Somebody, card: Seen, verb: str, which: dict[str, object] | None = None, **inputs: str) -> Seen:
    answer = await person.press_one(card, verb, which or {}, **inputs)
    assert isinstance(answer, Seen), answer
    return answer


async def test_a_need_meets_an_offer_and_two_headteachers_meet(house: House) -> None:
    asking, offering = two(house)
    advisor = asking.advisor
    await approved(offering, OFFERS, "")
    card = await approved(asking, "Singing every day.", NEEDS)
    assert "1 of 3 lines on the board now." in card.words
    await advisor.type("good practice")
    await house.settled()
    board = await card_of(advisor, "Good practice board")
    assert "3 offers and no needs on the board." in board.words
    assert "peer" not in board.words

    offers, needs = keys(card, "offers"), keys(card, "needs")
    saved = await press(asking.head, card, "practice.decide", offers=offers[0], needs=needs[0])
    assert "2 of 3 lines on the board now." in saved.words
    await house.settled()
    board = await advisor.refresh(board)  # nobody turns it over while somebody reads
    assert "3 offers and 1 need on the board." in board.words
    board = await press(advisor, board, "practice.board", {"where": {"part": "headteacher", "of": ""}})
    assert "A peer to talk to about reading." in board.words
    assert "evenings" not in board.words

    need = await press(advisor, board, "practice.line", {"where": {"line": needs[0]}})
    assert f"{offering.school.full_name}\nReading buddies meet every day.\nShares Reading." in need.words
    introduced = await press(advisor, need, "practice.introduce")
    assert "neither has answered yet." in introduced.words
    await house.settled()
    asked, other = [await card_of(one.head, "Meet another school?") for one in (asking, offering)]
    for card, story in ((asked, offering), (other, asking)):
        assert story.school.name not in card.words
        assert story.head.name not in card.words
    assert "peer" not in other.words
    await press(asking.head, asked, "introduction.accept")
    await press(offering.head, other, "introduction.accept")
    await house.settled()
    for story, met in ((asking, offering), (offering, asking)):
        known = await card_of(story.head, "You are introduced")
        assert met.head.name in known.words
        assert met.head.person["mail"] in known.words
    assert "Introduced: Both accepted" in (await card_of(advisor, "Introducing two schools")).words
    await press(advisor, introduced, "practice.board")
    assert "peer" not in str(await house.audit())


async def test_one_would_rather_not_and_the_other_is_told_neutrally(house: House) -> None:
    asking, offering = two(house)
    await approved(offering, OFFERS, "")
    card = await approved(asking, "Singing every day.", NEEDS)
    await press(asking.head, card, "practice.decide", offers="", needs=keys(card, "needs")[0])
    await house.settled()
    await asking.advisor.type("good practice")
    await house.settled()
    board = await card_of(asking.advisor, "Good practice board")
    need = await press(asking.advisor, board, "practice.line")
    need = await press(asking.advisor, need, "practice.introduce")
    await house.settled()
    await press(asking.advisor, need, "practice.board")
    over = await press(offering.head, await card_of(offering.head, "Meet another school?"), "introduction.decline")
    await house.settled()
    told = await card_of(asking.head, "Meet another school?")
    for card in (over, told):
        assert "This introduction will not go ahead. There is nothing for you to do." in card.words
        assert not {"introduction.accept", "introduction.decline"} & card.verbs
    state = await card_of(asking.advisor, "Introducing two schools")
    assert f"{offering.school.full_name} would rather not at the moment." in state.words

    await asking.head.type("my good practice")
    await house.settled()
    mine = await card_of(asking.head, "Your school on the good practice board")
    assert "A peer to talk to" in mine.words
    left = await press(asking.head, mine, "practice.withdraw", withdraw=keys(mine, "withdraw")[0])
    assert "Nothing of your school is on the Trust Advisor’s board." in left.words
    await house.settled()
    assert "2 offers and no needs on the board." in (await asking.advisor.again(board)).words


async def test_what_may_be_celebrated_is_listed_and_fetched_as_a_workbook(house: House) -> None:
    story = Story.of(house)
    card = await approved(story, OFFERS, NEEDS)
    offers = keys(card, "offers")
    await press(story.head, card, "practice.decide", offers=",".join(offers), named=offers[1], needs="")
    await house.settled()
    await story.advisor.type("good practice")
    await house.settled()
    board = await card_of(story.advisor, "Good practice board")
    listed = await press(story.advisor, board, "practice.celebrate")
    assert "=2+3 is what our maths games begin with." in listed.words
    assert "Reading buddies" not in listed.words
    listed = await press(story.advisor, listed, "practice.celebrate_file")
    await house.settled()
    await press(story.advisor, listed, "practice.board")
    link = await card_of(story.advisor, "For celebration events")
    url = next(word for word in link.words.split() if word.startswith("http")).replace("\\", "")
    async with house.http.get(url) as reply:
        assert reply.status == 200
        assert reply.headers["Cache-Control"] == "no-store"
        data = await reply.read()
    sheet = (await asyncio.to_thread(load_workbook, BytesIO(data))).worksheets[0]
    assert [cell.value for cell in sheet[2]][:3] == [
        story.school.name,
        story.school.town,
        "=2+3 is what our maths games begin with.",
    ]
    assert sheet["C2"].data_type == "s"
    await press(story.head, await story.head.again(card), "practice.decide", offers=offers[0], needs="", named="")
    await house.settled()
    async with house.http.get(url) as reply:
        again = await asyncio.to_thread(load_workbook, BytesIO(await reply.read()))
    assert again.worksheets[0].max_row == 1
    for forged in (url.replace(".xlsx", "x.xlsx"), f"{house.bot}/celebrations/guessed.xlsx"):
        async with house.http.get(forged) as reply:
            assert reply.status == 404
