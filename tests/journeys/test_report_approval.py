"""The headteacher's card and answer (W1): approve, approve with a view, ask for a change, and what a newer version does
to an older one."""

import pytest

from tests.support.story import VIEW, Story

COMMENT = "Please add that attendance has risen since half term."


@pytest.mark.with_report("sent")
async def test_the_card_says_all_that_an_answer_needs(story: Story) -> None:
    card = await story.sent()
    assert card.verbs == {"report.approve"}
    assert card.parts == ["view_box", "comment_box", "more"]
    [draft] = (await story.drafts()).values()
    assert card.links == {"Open report": draft.web_url}
    opened = await story.head.open(card)
    for words in (
        "Waiting for you: nothing is approved until you answer",
        f"{story.school.name}, Wrenmouth (URN {story.school.urn})",
        "Autumn 2026/27",
        story.sip.name,
        "Good practice: ",
        "3 agreed targets, the first: ",
        "Next visit: ",
        "Attendance and behaviour",
        "Strong standard",
        f"{story.sip.name} (School Improvement Partner)",
        f"{story.advisor.name} (Trust Advisor), only after the headteacher approves",
        "You see this because you are the headteacher of this school",
    ):
        assert words in opened.words
    assert story.school.name in card.summary
    assert "Phonics" not in card.summary


@pytest.mark.with_report("sent")
async def test_approval_turns_every_copy_and_the_sip_is_told(story: Story) -> None:
    approval = await story.sent()
    await story.head.type("my reports")
    await story.house.kept()
    answer = await story.head.press(approval, "report.approve")
    assert f"Approved: by {story.head.name} on Monday 23 November 2026 at 10:00" in answer.words
    assert "Filing is under way" in answer.words
    assert not answer.verbs
    await story.house.kept()
    for card in (await story.head.again(approval), *await story.sip.cards()):
        assert f"Approved: by {story.head.name}" in card.words
        assert "Filed in the library of approved reports" in card.words
        assert set(card.links) == {"Open report", "Open PDF"}
        assert not card.verbs
    assert [one.is_line for one in await story.sip.messages()] == [True, False]


@pytest.mark.with_report("sent")
async def test_the_trust_advisor_hears_of_it_only_once_it_is_filed(story: Story) -> None:
    approval = await story.sent()
    assert await story.advisor.cards() == []
    await story.house.fault(
        service="graph", kind="status", status=503, retry_after=0, method="PUT", path="/content", times=None
    )
    await story.head.press(approval, "report.approve")
    await story.house.kept()
    assert await story.advisor.cards() == []
    await story.house.heal()
    await story.house.hasten()
    [card] = await story.advisor.cards()
    assert f"Approved: by {story.head.name}" in card.words
    assert "Good practice to share" in card.words
    assert "read it, show it" in card.words
    assert "A coaching partner" in card.words  # of which the headteacher said yes (W3)
    for own in ("my next step", "Workload", "protected afternoon"):  # the rest is read in the report (P5)
        assert own not in card.words
    assert set(card.links) == {"Open report", "Open PDF"}


async def test_our_view_is_printed_on_the_cards_of_sip_and_trust_advisor(story: Story) -> None:
    await story.approved(VIEW)
    for card in (*await story.sip.cards(), *await story.advisor.cards()):
        assert f"“{VIEW}”" in card.words
        assert f"the school’s view, written by {story.head.name}" in card.words


@pytest.mark.with_report("sent")
async def test_a_view_must_be_written_to_be_added(story: Story) -> None:
    approval = await story.sent()
    before = await story.house.records()
    said = await story.head.press(approval, "report.approve_with_view", view="  \u200b ")
    assert said == "Please write the school’s view in the box, or press Approve without it."
    assert await story.house.records() == before


@pytest.mark.with_report("sent")
async def test_a_change_needs_a_comment(story: Story) -> None:
    approval = await story.sent()
    before = await story.house.records()
    said = await story.head.press(approval, "report.ask_change", comment="")
    assert said == "Please write what should change, so that your SIP knows what to do."
    await story.house.kept()
    assert await story.house.records() == before
    assert len(await story.sip.messages()) == 1
    [refused] = await story.house.audit("refused")
    assert refused["actor_id"] == story.head.id
    assert refused["detail"]["code"] == "missing"


@pytest.mark.with_report("sent")
async def test_the_sip_reads_what_should_change(story: Story) -> None:
    approval = await story.sent()
    answer = await story.head.press(approval, "report.ask_change", comment=COMMENT)
    assert f"Change asked: your words have gone to {story.sip.name}" in answer.words
    await story.house.kept()
    for card in await story.sip.cards():
        assert f"“{COMMENT}”" in card.words
        assert f"– {story.head.name}" in card.words
    assert [one.is_line for one in await story.sip.messages()] == [True, False]
    assert "approved" not in [entry["action"] for entry in await story.house.audit()]


@pytest.mark.with_report("sent")
async def test_a_new_version_makes_a_line_of_the_old_card_and_closes_the_old_draft(story: Story) -> None:
    old = await story.sent()
    await story.head.press(old, "report.ask_change", comment=COMMENT)
    await story.house.kept()
    contents = story.with_section("visit_notes", "Attendance has risen.")
    contents.sections.pop("progress")
    new = await story.sent(contents)
    assert new.id != old.id
    assert "7 changes since version 1" in new.words
    opened = await story.head.open(new)
    assert "Changed since version 1" in opened.words
    assert "Progress on actions agreed at the previous visit: removed" in opened.words
    assert "What we looked at and what we found: added – “Attendance has risen.”" in opened.words
    assert "Agreed targets: a" not in opened.words
    line = next(one for one in await story.head.messages() if one.id == old.id)
    assert (line.words, line.links) == (f"{story.title}\nOpen", {})
    assert "7 changes since version 1" in (await story.head.again(old)).words
    await story.house.kept()  # and the newer message is the line
    shown = [one.id for one in await story.head.cards()]
    assert (old.id in shown, new.id in shown) == (True, False)
    first, second = (file for _, file in sorted((await story.drafts()).items()))
    people = (story.head.id, story.sip.id, story.advisor.id)
    assert await story.house.libraries.may_read(first, *people) == [False, False, False]
    assert await story.house.libraries.may_read(second, *people) == [True, True, False]


@pytest.mark.with_report("sent")
async def test_a_void_card_decides_nothing_even_when_it_is_kept_from_before(story: Story) -> None:
    """What it is answered with is the newest version, and why."""
    old = await story.sent()
    invoke = (await story.head.play("refresh", activity_id=old.id))["activity"]
    await story.sent(story.with_section("progress", "All done."))
    before = await story.house.records()
    invoke["value"] = {"action": {"verb": "report.approve", "data": old.data}, "trigger": "manual"}
    status, answer = await story.house.post(invoke)
    assert status == 200
    assert "There is a newer version." in str(answer["value"])
    assert await story.house.records() == before
    assert (await story.house.audit("refused"))[-1]["detail"]["code"] == "stale"


@pytest.mark.with_report("sent")
async def test_the_approved_file_is_the_one_that_was_sent_not_the_one_that_lies_ready(story: Story) -> None:
    approval = await story.sent()
    newer = await story.arrives(story.with_section("progress", "All done."))
    assert "takes the place of version 1" in newer.words
    await story.head.press(approval, "report.approve")
    await story.house.kept()
    assert "the headteacher has since approved version 1" in (await story.sip.again(newer)).words
    assert {name.rpartition("_v")[2] for name in await story.filed()} == {"1.docx", "1.pdf"}


@pytest.mark.with_report("approved")
async def test_governors_pack_and_its_tick(story: Story) -> None:
    pack = await story.approved()
    assert "SIP report, autumn term 2026/27 – headteacher to present" in pack.words
    assert "Open the report" in pack.links
    opened = await story.head.open(pack)
    assert "Left out, but in the report itself:\n- The headteacher’s own CPD and wellbeing" in opened.words
    ticked = await story.head.press(pack, "report.governors")
    assert "Shared with governors: you ticked this on Monday 23 November 2026" in ticked.words
    assert ticked.verbs == {"report.governors_pack"}
    assert ticked.parts == ["feedback_box", "more"]
    await story.house.kept()
    [told] = await story.advisor.cards()
    assert "Shared with governors on Monday 23 November 2026" in told.words
    assert len(await story.house.audit("governors_told")) == 1


@pytest.mark.with_report("sent")
async def test_only_this_headteacher_answers(story: Story) -> None:
    approval = await story.sent()
    before = await story.house.records()
    other = Story.of(story.house, 1)
    card = await other.sent()
    invoke = (await other.head.play("refresh", activity_id=card.id))["activity"]
    for verb in ("report.approve", "report.approve_with_view", "report.ask_change"):
        data = {**approval.data, "view": VIEW, "comment": COMMENT}
        invoke["value"] = {"action": {"verb": verb, "data": data}, "trigger": "manual"}
        status, answer = await story.house.post(invoke)
        assert (status, answer["value"]) == (200, "I cannot find that report.")  # as for an id of none
    after = await story.house.records()
    assert all(row in after["reports"] for row in before["reports"])
    assert {entry["actor_id"] for entry in await story.house.audit("refused")} == {other.head.id}


@pytest.mark.with_report("approved")
async def test_two_schools_of_one_name_are_two_stories(story: Story) -> None:
    other = Story.of(story.house, 1)
    await story.approved()
    await other.approved()
    assert len(await story.filed()) == len(await other.filed()) == 2
    assert story.folder != other.folder
    first, second = await story.advisor.cards()
    assert "Wrenmouth\nURN 934128\n" in first.words
    assert "Cressby\nURN 988530\n" in second.words
    assert "Wrenmouth" not in "".join(card.words for card in await other.head.cards())
