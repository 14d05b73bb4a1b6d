"""M1-M4: a school with its own SIP hands in that SIP's report, which is filed and shared by the same rules; and its
refund goes from awaiting the report to paid."""

from io import BytesIO

from openpyxl import load_workbook

from tests.support.people import Seen
from tests.support.story import Story

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


async def own_sip(story: Story) -> Seen:
    """The Trust Advisor records that the school has a SIP of its own; its card."""
    await story.advisor.type("membership")
    await story.house.kept()
    listed = next(one for one in reversed(await story.advisor.cards()) if "membership.open" in one.verbs)
    listed = await story.advisor.press_one(listed, "membership.list", {"title": "Show"}, find=story.school.urn)
    assert isinstance(listed, Seen), listed
    opened = await story.advisor.press(listed, "membership.open", urn=story.school.urn)
    assert isinstance(opened, Seen), opened
    said = await story.advisor.press(opened, "membership.change", provision="own", sip_name="Ned Farrow")
    assert isinstance(said, Seen), said
    assert "Awaiting report: £2,000.00 will be due when the first report of the year has come" in said.words
    return said


async def handed_in(story: Story, name: str = "Autumn.pdf", data: bytes = PDF) -> Seen:
    """The headteacher sends the file and hands it in; the card as it stands when all is done."""
    assert (await story.head.send_file(name, data))["delivered"]
    await story.house.kept()
    asks = "handed_file.hand_in"
    card = next(one for one in reversed(await story.head.cards()) if asks in one.verbs)
    answer = await story.head.press(card, asks, period=f"{story.year.starts_in}-Autumn", sip_name="Ned Farrow")
    assert isinstance(answer, Seen), answer
    await story.house.kept()
    return await story.head.again(card)


async def test_an_external_report_is_filed_and_shared_with_the_dso_and_officer_of_a_school_that_agrees(
    story: Story,
) -> None:
    await own_sip(story)
    await story.signed()
    card = await handed_in(story)
    assert f"Handed in: by {story.head.name}" in card.words
    assert "It is by Ned Farrow, who is not a SIP of the trust" in card.words
    [(name, file)] = (await story.filed()).items()
    assert name == f"{story.year.path_name}_Autumn_SIP-report_{story.school.urn}_v1.pdf"
    libraries = story.house.libraries
    assert await libraries.content(file) == PDF
    readers = (story.head.id, story.dso.id, story.officer.id, story.sip.id)
    assert await libraries.may_read(file, *readers) == [True, False, False, False]
    columns = await libraries.columns(file)
    assert (columns["SIP"], columns["Status"], columns["ApprovedBy"]) == ("Ned Farrow", "Approved", story.head.name)
    of_advisor = next(one for one in reversed(await story.advisor.cards()) if "report.share" in one.verbs)
    assert "I have not read it: please open it." in of_advisor.words
    await story.advisor.press(of_advisor, "report.share")
    await story.house.kept()
    assert await libraries.may_read(file, *readers) == [True, True, True, False]
    other = Story.of(story.house, 1)
    assert await libraries.may_read(file, other.dso.id, other.officer.id) == [False, False]
    for reader in (story.dso, story.officer):
        told = [one.words for one in await reader.cards() if "SIP report" in one.words]
        assert len(told) == 1
        assert f"Shared: with you by {story.advisor.name} (Trust Advisor)" in told[0]
    assert not any("Ned Farrow" in one.words for one in await story.sip.cards())


async def test_a_refund_goes_from_awaiting_the_report_to_paid_and_into_the_sheet(story: Story) -> None:
    await own_sip(story)
    await handed_in(story)
    due = next(one for one in await story.advisor.cards() if "Refund due" in one.words)
    today = story.house.now.date().isoformat()
    refund = {"refund_paid_on": today, "refund_reference": "BACS 4711"}
    paid = await story.advisor.press_one(due, "membership.pay", {"where": {"part": "refund"}}, **refund)
    assert isinstance(paid, Seen), paid
    await story.house.kept()
    assert "Refund paid: £2,000.00, paid on" in (await story.advisor.again(due)).words
    await story.advisor.type("membership sheet")
    await story.house.kept()
    told = [word for one in await story.advisor.cards() for word in one.words.split()]
    url = next(word for word in told if word.startswith("http") and "/memberships/" in word)
    async with story.house.http.get(url.replace("\\", "")) as reply:
        assert reply.status == 200
        sheet = load_workbook(BytesIO(await reply.read())).worksheets[0]
    rows = [dict(zip([cell.value for cell in sheet[1]], [cell.value for cell in row], strict=True)) for row in sheet]
    own = next(row for row in rows if row["URN"] == story.school.urn)
    assert (own["Refund stands"], own["Refund with VAT"], own["Refund reference"]) == ("Refund paid", 2000, "BACS 4711")
    assert rows[-1]["Refund with VAT"] == 2000
    assert [one["action"] for one in await story.house.audit("membership_paid")] == ["membership_paid"]
