"""A school's sharing agreement: asked for, signed, declined, withdrawn (W5)."""

from tests.support.people import Seen
from tests.support.story import Story


async def asked(story: Story) -> Seen:
    """The Trust Advisor asks after having been refused; the headteacher's card of the agreement."""
    await story.approved()
    report = await story.advisor.newest()
    await story.advisor.press(report, "report.share")
    await story.advisor.press(report, "agreement.ask")
    await story.house.kept()
    return await story.head.newest()


async def test_the_headteacher_reads_the_text_and_signs_with_name_and_date(story: Story) -> None:
    card = await asked(story)
    assert "text version 2026.1" in card.words
    assert "We may withdraw this agreement at any time" in card.words
    assert "Waiting for you: your school was asked on Monday 23 November 2026" in card.words
    signed = await story.head.press(card, "agreement.sign", typed_name="  Helen   Marchbank ")
    words = "The sharing agreement (text 2026.1) was signed on Monday 23 November 2026 by Helen Marchbank."
    assert words in signed.words
    assert signed.verbs == {"agreement.preview_withdrawal"}
    await story.house.kept()
    report, state = await story.advisor.cards()
    assert words in report.words
    assert words in state.words
    [entry] = await story.house.audit("signed")
    assert (entry["actor_id"], entry["about"]) == (story.head.id, f"agreement:{story.school.urn}")
    assert entry["detail"]["text_version"] == "2026.1"
    assert "Marchbank" not in str(await story.house.audit())


async def test_after_the_signature_the_report_can_be_shared(story: Story) -> None:
    card = await asked(story)
    await story.head.press(card, "agreement.sign", typed_name=story.head.name)
    await story.house.kept()
    report = (await story.advisor.cards())[0]
    await story.advisor.press(report, "report.share")
    await story.house.kept()
    assert len(await story.dso.messages()) == 1


async def test_a_signature_needs_a_name(story: Story) -> None:
    card = await asked(story)
    before = await story.house.records()
    for name in ("", "  ", "123", "\u200b", "Helen", "Mrs Marchbank"):
        said = await story.head.press(card, "agreement.sign", typed_name=name)
        assert said == "Please type your full name to sign: first name and surname."
    assert await story.house.records() == before


async def test_the_trust_advisor_sees_that_the_school_declined(story: Story) -> None:
    card = await asked(story)
    declined = await story.head.press(card, "agreement.decline")
    assert "Declined" in declined.words
    assert "agreement.sign" in declined.verbs  # it may sign at any time
    await story.house.kept()
    report, state = await story.advisor.cards()
    for told in (report, state):
        assert "The school declined the sharing agreement on Monday 23 November 2026." in told.words
    assert state.verbs == {"agreement.ask", "agreement.paper"}
    assert "Not shared" in (await story.advisor.press(report, "report.share")).words


async def test_a_school_that_declined_can_be_asked_again_and_sign(story: Story) -> None:
    card = await asked(story)
    await story.head.press(card, "agreement.decline")
    await story.house.kept()
    await story.advisor.press((await story.advisor.cards())[-1], "agreement.ask")
    await story.house.kept()
    again = await story.head.newest()
    assert again.id != card.id
    await story.head.press(again, "agreement.sign", typed_name=story.head.name)
    await story.house.kept()
    assert "was signed on" in (await story.head.again(card)).words
    assert [entry["action"] for entry in await story.house.audit() if entry["about"].startswith("agreement")] == [
        "asked",
        "declined",
        "asked",
        "signed",
    ]


async def test_nobody_else_signs(story: Story) -> None:
    card = await asked(story)
    before = await story.house.records()
    data = next(data for data in [card.data] if "urn" in data)
    for person in (story.advisor, story.sip):
        own = await person.newest()
        invoke = (await person.play("refresh", activity_id=own.id))["activity"]
        for verb in ("agreement.sign", "agreement.decline", "agreement.withdraw"):
            value = {**data, "typed_name": story.head.name, "text_version": "2026.1", "close": 1}
            invoke["value"] = {"action": {"verb": verb, "data": value}, "trigger": "manual"}
            _, answer = await story.house.post(invoke)
            assert answer["value"] == f"Only the headteacher of {story.school.name} can answer for the school."
    assert await story.house.records() == before


async def test_an_old_text_cannot_be_signed(story: Story) -> None:
    card = await asked(story)
    invoke = (await story.head.play("refresh", activity_id=card.id))["activity"]
    value = {**card.data, "typed_name": story.head.name, "text_version": "2019.1"}
    invoke["value"] = {"action": {"verb": "agreement.sign", "data": value}, "trigger": "manual"}
    _, answer = await story.house.post(invoke)
    assert "agreement.sign" in str(answer["value"])
    assert await story.house.audit("signed") == []


async def test_who_types_another_name_than_the_list_has_is_asked_once_more(story: Story) -> None:
    card = await asked(story)
    asks = await story.head.press(card, "agreement.sign", typed_name="Helen Rowntree")
    said = f"Another name: you typed “Helen Rowntree”; the service’s list says “{story.head.name}”. Is this you?"
    assert said in asks.words
    assert await story.house.audit("signed") == []
    again = await story.head.again(card)
    signed = await story.head.press_one(again, "agreement.sign", {"title": "Yes, this is me: sign"})
    assert "was signed on Monday 23 November 2026 by Helen Rowntree" in signed.words
    await story.house.kept()
    [entry] = await story.house.audit("signed")
    assert entry["detail"]["name"] == "confirmed"
    assert "Rowntree" not in str(await story.house.audit())


async def test_who_mistyped_their_name_types_it_again(story: Story) -> None:
    card = await asked(story)
    await story.head.press(card, "agreement.sign", typed_name="Hellen Marchbankk")
    again = await story.head.again(card)
    signed = await story.head.press_one(again, "agreement.sign", {"title": "Sign"}, typed_name="mrs helen a. MARCHBANK")
    assert "by mrs helen a. MARCHBANK." in signed.words
