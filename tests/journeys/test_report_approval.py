"""One report, from the SIP's file to the library (W1, W2, W4, W5, G1)."""

from tests.support.house import House


async def test_report_is_sent_approved_and_filed(house: House) -> None:
    school = house.school()
    sip, head = house.player(school.sip_id), house.player(school.headteacher_id)
    await sip.send_file("report.docx", house.paper(school))
    arrived = await sip.next_card()
    assert school.name in arrived.words
    await sip.press(arrived, "report.send")
    approval = await head.next_card()
    shown = await head.press(approval, "report.approve")
    assert shown["shows"] == "card"
    pack = await head.next_card()
    assert "governors" in pack.words
    await house.kept()
