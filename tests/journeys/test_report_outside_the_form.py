"""Reports with more in them than the form has places for, played through the front door: the SIP is told of every word,
and the headteacher approves what they were told."""

from typing import Any

import pytest

from documents.proforma import write_proforma
from documents.reading import read_proforma
from handbook.reports.paper.proforma import Contents
from tests.documents.crafted import all_of, document, edited, heading, line, parts_of, table, xml
from tests.documents.more_parts import beside, part, with_lines
from tests.support.people import Seen
from tests.support.story import Story

DELETED = '<w:p><w:del w:author="SIP"><w:r><w:delText>{}</w:delText></w:r></w:del></w:p>'
STRUGGLING = "The headteacher is struggling with the workload."
COMMENTS = part(f'<w:comments><w:comment w:id="0" w:author="Head">{line("please not this")}</w:comment></w:comments>')
COMMENTED = '<w:p><w:r><w:t>Seen twice.</w:t></w:r><w:r><w:commentReference w:id="0"/></w:r></w:p>'
BOX = "<w:p><w:r><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></w:r></w:p>"


def second_version(contents: Contents, *more: str) -> bytes:
    """As people write on: a section of their own, a column, a heading worded anew, all tags of that section gone."""

    def edit(root: Any) -> None:
        targets = next(each for each in all_of(root, "tbl") if all_of(each, "t")[0].text == "Target")
        rows = all_of(targets, "tr")
        for row, text in zip(rows, ("Progress", "on track", *[""] * len(rows)), strict=False):
            row.append(xml(f"<w:tc>{line(text)}</w:tc>"))
        for text in all_of(root, "t"):
            if text.text == "The headteacher’s own CPD and wellbeing":
                text.text = "The headteacher’s own CPD & wellbeing"
        for tag in all_of(root, "tag"):
            if "headteacher" in str(tag.values()):
                tag.getparent().remove(tag)

    base = edited(write_proforma(contents), edit)
    added = (heading("Safeguarding"), line("Two recruitment checks are missing."), *more)
    return with_lines("The English lead", *added, base=base)


async def arrives(story: Story, data: bytes) -> Seen:
    assert (await story.sip.send_file("report.docx", data))["delivered"]
    await story.house.kept()
    return await story.sip.newest()


@pytest.mark.with_report("sent")
async def test_the_headteacher_is_told_what_they_approve(story: Story) -> None:
    """A second version with a section of the SIP's own, an added column, a heading with “&”, and a tracked deletion."""
    first = await story.sent()
    await story.head.press(first, "report.ask_change", comment="Please say more.")
    await story.house.kept()
    card = await arrives(story, second_version(story.contents, DELETED.format(STRUGGLING)))
    assert "Not ready to send: 1 tracked change: accept or delete them first" in card.words
    assert f"Taken out: “{STRUGGLING}” (SIP)" in card.words
    assert "1 tracked change is accepted" in card.words
    assert "Safeguarding (a section that was added)" in card.words
    assert "Sections filled: 11 of 11" in card.words
    assert card.verbs == {"report.send_clean", "report.set_aside", "report.place", "report.place_always"}

    answer = await story.sip.press(card, "report.send_clean")
    assert "Under way: a clean copy is being made and sent" in answer.words
    await story.house.kept()
    told = await story.head.open(await story.head.newest())
    for words in (
        "Changed since version 1: 2 changes",
        "“Pupils in the lowest fifth of …”, Progress: added – “on track”",
        "Safeguarding (a section that was added): added – “Two recruitment checks are missing.”",
        "Also in the report",
        "Safeguarding (a section that was added): “Two recruitment checks are missing.”",
    ):
        assert words in told.words, words
    assert "removed" not in told.words
    assert "struggling" not in told.words
    sips = await story.sip.newest()
    assert "A clean copy of version 2" in sips.words
    assert "1 tracked change is accepted" in sips.words
    assert "Waiting: with" in sips.words

    await story.head.press(told, "report.approve")
    await story.house.kept()
    pack = await story.head.open(await story.head.newest())
    assert "Left out, but in the report itself:\n- The headteacher’s own CPD and wellbeing" in pack.words
    filed = next(file for name, file in (await story.filed()).items() if name.endswith(".docx"))
    data = await story.house.libraries.content(filed) or b""
    assert STRUGGLING.encode() not in b"".join(parts_of(data).values())
    read = read_proforma(data)
    assert read.is_clean
    assert read.sections["headteacher"] == story.contents.sections["headteacher"]
    assert read.targets[0].more == (("Progress", "on track"),)


async def test_a_report_that_is_not_clean_is_never_sent_by_an_old_card(story: Story) -> None:
    data = beside(second_version(story.contents, COMMENTED), c=("comments", "comments.xml", COMMENTS))
    card = await arrives(story, data)
    assert "1 comment: accept or delete them first" in card.words
    assert "A comment by Head: “please not this”" in card.words
    invoke = (await story.sip.play("refresh", activity_id=card.id))["activity"]
    given = {key: value for key, value in card.data.items() if key != "from"}
    invoke["value"] = {"action": {"verb": "report.send", "data": given}, "trigger": "manual"}
    _, answer = await story.house.post(invoke)
    assert "1 comment: accept or delete them first." in str(answer)
    await story.house.kept()
    assert await story.head.cards() == []


async def test_what_belongs_where_is_kept_for_the_next_version(story: Story) -> None:
    data = second_version(story.contents, BOX.format(line("A quote of a pupil.")))
    card = await arrives(story, data)
    assert "In no section of the form: 2" in card.words
    placed = await story.sip.press(card, "report.place", place_0="visit_notes", place_1="out")
    assert "Safeguarding (a section that was added): belongs to “What we looked at and what we found”" in placed.words
    assert "A text box: left out of the summary" in placed.words
    assert placed.verbs == {"report.send", "report.set_aside"}
    await story.house.kept()
    more = (line("And one more."), BOX.format(line("A quote of a pupil.")))
    again = await arrives(story, second_version(story.contents, *more))
    assert "Safeguarding (a section that was added): belongs to “What we looked at and what we found”" in again.words
    assert again.verbs == {"report.send", "report.set_aside"}
    await story.sip.press(again, "report.send")
    await story.house.kept()
    assert "Also in the report" not in (await story.head.newest()).words
    entry = (await story.house.audit("words_placed"))[-1]
    assert entry["detail"] == {"version": 1, "passages": 2, "always": 0, "route": "teams"}


async def test_what_was_chosen_is_kept_when_the_report_is_sent_instead(story: Story) -> None:
    data = second_version(story.contents, BOX.format(line("A quote of a pupil.")))
    card = await arrives(story, data)
    await story.sip.press(card, "report.send", place_0="visit_notes", place_1="out")
    await story.house.kept()
    placed, (sent,) = await story.house.audit("words_placed"), await story.house.audit("sent")
    assert [(one["detail"]["passages"], one["detail"]["version"]) for one in placed] == [(2, sent["detail"]["version"])]
    assert "Also in the report" not in (await story.head.newest()).words


def on_another_form(story: Story, text: str) -> bytes:
    school = story.school
    return document(
        line("Record of Visit"),
        table(("School", school.name), ("URN", school.urn), ("Term", "Autumn 2026/27"), ("SIP", story.sip.name)),
        heading("Purposes of the visit"),
        line(text),
        heading("Good practice"),
        line("Singing every day."),
        heading("Capacity to improve"),
        line("The head can do it."),
        heading("Agreed actions"),
        table(("Action", "By whom", "By when", "Success criteria"), ("Read daily", "Head", "12 Feb 2027", "80%")),
    )


async def test_a_report_on_another_form_is_read_placed_and_filed_as_any_other(story: Story) -> None:
    """M4; and “always so” holds for the next."""
    card = await arrives(story, on_another_form(story, "Summer outcomes."))
    assert "This report is on another form (“Record of Visit”)" in card.words
    assert "Agreed targets: 1" in card.words
    assert "Capacity to improve (a section that was added)" in card.words
    await story.sip.press(card, "report.place_always", place_0="school_priorities")
    await story.house.kept()
    again = await arrives(story, on_another_form(story, "Autumn outcomes."))
    assert "Capacity to improve (a section that was added): belongs to “The school’s own priorities”" in again.words
    await story.sip.press(again, "report.send")
    await story.house.kept()
    told = await story.head.newest()
    assert "Good practice: Singing every day." in told.words
    await story.head.press(told, "report.approve")
    await story.house.kept()
    pack = await story.head.newest()
    assert "the report may mention it elsewhere" in pack.words
    assert {name.rpartition(".")[2] for name in await story.filed()} == {"docx", "pdf"}


async def test_pupils_are_warned_of_and_names_of_our_people_are_not(story: Story) -> None:
    notes = f"We met {story.head.name}. A pupil called Tomasz Wrona reads well; UPN A123456789012."
    card = await story.arrives(story.with_section("visit_notes", notes))
    assert "Please look again: is “Tomasz Wrona”, “A123456789012” a pupil?" in card.words
    assert "report.send" in card.verbs


async def test_hidden_text_is_said_and_sent_only_as_the_sip_likes(story: Story) -> None:
    hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>a private note</w:t></w:r></w:p>"
    card = await arrives(story, second_version(story.contents, hidden))
    assert "Hidden text: the file holds 3 words that nobody sees. I have not read them" in card.words
    assert "private" not in card.words
    assert {"report.send", "report.send_clean"} < card.verbs
    await story.sip.press(card, "report.send_clean")
    await story.house.kept()
    [draft] = (await story.drafts()).values()
    data = await story.house.libraries.content(draft) or b""
    assert b"private" not in b"".join(parts_of(data).values())
