"""G1: governors get the report from their headteacher."""

from dataclasses import replace

from cards.reports.governors_pack import governors_card
from handbook.reports.proforma import Form
from handbook.reports.report import Status
from tests.support import builders as a
from tests.support.card_reading import Json, buttons, links, words


def drawn(dossier: a.Dossier) -> Json:
    return governors_card(dossier, dossier.headteacher)


def test_the_pack_holds_pdf_agenda_line_and_summary() -> None:
    card = drawn(a.a_dossier(Status.FILED))
    assert links(card) == {
        "Open PDF": "https://trust.example/sites/SIP/reports/2026-27_Autumn_SIP-report_900001_v1.pdf"
    }
    assert "SIP report, autumn term 2026/27 – headteacher to present" in words(card)
    assert "Good practice: Reading buddies meet every day." in words(card)
    assert list(buttons(card)) == ["Shared with governors"]


def test_the_tick_stays_with_its_date() -> None:
    card = drawn(a.tell_governors(a.a_dossier(Status.FILED)))
    assert "Shared with governors: you ticked this on Thursday 26 November 2026" in words(card)
    assert buttons(card) == {}


def test_before_it_is_filed_the_pdf_is_promised() -> None:
    card = drawn(a.a_dossier(Status.APPROVED))
    assert "Being made ready" in words(card)
    assert links(card) == {}


def test_a_private_section_is_pointed_out() -> None:
    assert "your own CPD and wellbeing" in words(drawn(a.a_dossier(Status.FILED)))
    without = a.a_contents(sections={"good_practice": "Buddies."})
    assert "CPD and wellbeing" not in words(drawn(a.a_dossier(Status.FILED, contents=without)))
    unsure = replace(without, form=Form.OTHER)
    assert "but the report may mention it elsewhere" in words(drawn(a.a_dossier(Status.FILED, contents=unsure)))


def test_there_is_no_pack_before_approval_and_for_nobody_else() -> None:
    assert "not open to you" in words(drawn(a.a_dossier(Status.SENT)))
    filed = a.a_dossier(Status.FILED)
    assert "not open to you" in words(governors_card(filed, filed.trust_advisor))
