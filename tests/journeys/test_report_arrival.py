"""A SIP sends a file in chat (W1): what is said of it, and whose and which report it is."""

from dataclasses import replace

import pytest

from handbook.reports.paper.boxes import BOX, TABLE
from handbook.reports.paper.proforma import Contents
from tests.support.house import House
from tests.support.story import Story


def without(contents: Contents, *sections: str, **head: object) -> Contents:
    kept = {key: text for key, text in contents.sections.items() if key not in sections}
    boxes = {key: text for key, text in contents.boxes.items() if BOX[key].section not in sections}
    rows = {key: each for key, each in contents.rows.items() if TABLE[key].section not in sections}
    return replace(contents, sections=kept, boxes=boxes, rows=rows, **head)


async def test_the_sip_reads_at_once_what_was_found(story: Story) -> None:
    contents = without(story.house.contents(story.school), "curriculum", "good_practice")
    card = await story.arrives(contents, "Wrenmouth autumn.docx")
    for words in (
        f"Autumn 2026/27 SIP report: {story.school.name}, Wrenmouth",
        "Nobody else has seen it",
        "Wrenmouth autumn.docx",
        "Sections filled: 9 of 11",
        "Agreed targets: 3",
        "Foundation curriculum and the whole child; Good practice to share",
        "“Subject leaders check books in two foundation subjects” still needs a date",
        "“Raise attendance of persistently absent pupils” still needs an owner",
        "Attendance and behaviour",
        "hints, not conditions",
    ):
        assert words in card.words
    assert card.verbs == {"report.send", "report.set_aside"}


async def test_a_file_that_was_only_read_goes_nowhere(story: Story) -> None:
    await story.arrives()
    assert await story.drafts() == {}
    assert await story.head.cards() == []
    assert await story.advisor.cards() == []


async def test_i_will_change_it(story: Story) -> None:
    arrived = await story.arrives()
    answer = await story.sip.press(arrived, "report.set_aside")
    assert "Set aside: you said that you would change it. This file will not be sent." in answer.words
    assert not answer.verbs
    await story.house.kept()
    assert await story.head.cards() == []
    again = await story.arrives()
    assert again.id != arrived.id
    assert "Version\n2" in again.words
    assert again.verbs == {"report.send", "report.set_aside"}


async def test_the_same_file_twice_is_one_version(story: Story) -> None:
    first = await story.arrives()
    second = await story.arrives()
    assert first.id != second.id
    assert first.words == second.words
    assert len((await story.house.records())["report_versions"]) == 1


async def test_a_newer_file_takes_the_place_of_one_that_was_not_sent(story: Story) -> None:
    first = await story.arrives()
    second = await story.arrives(story.with_section("progress", "All done."))
    line, _ = await story.sip.messages()
    assert (line.id, line.is_line) == (first.id, True)
    await story.sip.press(second, "report.send")
    await story.house.kept()
    [draft] = await story.drafts()
    assert draft.endswith("_v2.docx")


NOT_SENT = {
    "headteacher": "has a SIP of the trust in 2026/27, who sends me each report.",
    **dict.fromkeys(("trust_advisor", "dso", "director"), "Only a School Improvement Partner can send me a report."),
}


@pytest.mark.parametrize("role", NOT_SENT)
async def test_only_sips_send_reports(house: House, role: str) -> None:
    somebody, school = house.holder(role), house.school()
    await somebody.send_file("report.docx", house.paper(school))
    await house.kept()
    [said] = await somebody.cards()
    assert NOT_SENT[role] in said.words
    assert (await house.records())["reports"] == []
    # a headteacher would hand in the report of a SIP of their own, the Trust Advisor an application
    tried = "file_turned_away" if role in ("headteacher", "trust_advisor") else "refused"
    assert [entry["actor_id"] for entry in await house.audit(tried)] == [somebody.id]


WRONG = {
    "of another sip": (1, {}, "has another School Improvement Partner. I did not keep the file."),
    "an unknown urn": (
        0,
        {"urn": "999999", "school_name": "St Nobody's"},
        "I do not know a school with the URN 999999.",
    ),
    "an unknown name": (
        0,
        {"urn": "", "school_name": "St Nobody's", "town": ""},
        "I do not know a school of that name.",
    ),
    "the other of that name": (0, {"urn": "", "town": "Cressby"}, "has another School Improvement Partner."),
    "name and urn of two": (0, {"urn": "988530", "school_name": "St Nobody's"}, "names another"),
    "no school at all": (0, {"urn": "", "school_name": "", "town": ""}, "I could not read the name of the school"),
    "no term": (0, {"term": None}, "I could not read the term at the top of the report."),
    "no year": (0, {"academic_year": None}, "I could not read the academic year at the top of the report."),
}


async def test_a_report_that_cannot_be_placed_gets_one_sentence_and_changes_nothing(house: House) -> None:
    story = Story.of(house)
    before = await house.records()
    for case, (number, head, sentence) in WRONG.items():
        contents = replace(house.contents(house.school(number)), **head)
        told = len(await story.sip.messages())
        said = await story.arrives(contents)
        assert sentence in said.words, case
        assert len(await story.sip.messages()) == told + 1, case
    assert await house.records() == before
    turned_away = await house.audit("file_turned_away")
    assert [entry["actor_id"] for entry in turned_away] == [story.sip.id] * len(WRONG)
    assert {entry["detail"]["code"] for entry in turned_away} == {"not_yours", "unknown", "ambiguous", "missing"}


async def test_the_town_tells_two_schools_of_one_name_apart(house: House) -> None:
    story = Story.of(house, 1)
    card = await story.arrives(replace(house.contents(story.school), urn=""))
    assert "St Joseph's Catholic Primary School, Cressby (URN 988530)" in card.words


async def test_accents_and_apostrophes_need_not_be_typed(house: House) -> None:
    story = Story.of(house, 2)
    contents = replace(house.contents(story.school), urn="", school_name="Saint Bronachs Catholic Primary School")
    card = await story.arrives(contents)
    assert "St Brónach's Catholic Primary School, Tidewell" in card.words


@pytest.mark.with_report("approved")
async def test_an_approved_report_takes_no_new_version(story: Story) -> None:
    await story.approved()
    before = await story.house.records()
    said = await story.arrives(story.with_section("progress", "All done."))
    assert "has been approved already, so a new version cannot take its place" in said.words
    assert await story.house.records() == before


async def test_words_of_a_file_are_words_and_nothing_more(story: Story) -> None:
    name = "**bold** [press me](https://example.com) <at>all</at>.docx"
    card = await story.arrives(story.with_section("progress", "[x](https://example.com) **b**"), name)
    assert "**bold** [press me](https://example.com)" in card.words
    assert set(card.links) == set()


async def test_a_link_that_has_run_out(story: Story) -> None:
    await story.house.fault(service="download", kind="status", status=404)
    said = await story.arrives()
    assert "The link to your file expired before I could fetch it." in said.words
    assert "Checked: ready to send" in (await story.arrives()).words


async def test_a_download_that_falters_is_tried_again(story: Story) -> None:
    await story.house.fault(service="download", kind="status", status=503, times=2)
    await story.sip.send_file("report.docx", story.house.paper(story.school))
    await story.house.kept()
    assert await story.sip.cards() == []
    await story.house.hasten()
    await story.house.hasten()
    [card] = await story.sip.cards()
    assert "Checked: ready to send" in card.words
