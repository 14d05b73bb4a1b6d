"""G1: governors get the report from their headteacher."""

from dataclasses import replace

from cards.reports.governors_pack import governors_card
from handbook.core.people import Role
from handbook.reports.handing_over import handed_over
from handbook.reports.paper.passages import Passage
from handbook.reports.paper.proforma import Form
from handbook.reports.report import Status
from tests.support import builders as a
from tests.support import visit_builders as v
from tests.support.card_reading import Json, buttons, links, words
from tests.support.governors import ask_for_feedback


def drawn(dossier: a.Dossier) -> Json:
    return governors_card(dossier, dossier.headteacher)


def test_the_pack_holds_pdf_agenda_line_and_summary() -> None:
    card = drawn(a.a_dossier(Status.FILED))
    assert links(card) == {
        "Open the report": "https://trust.example/sites/SIP/reports/2026-27_Autumn_SIP-report_900001_v1.pdf"
    }
    assert "SIP report, autumn term 2026/27 – headteacher to present" in words(card)
    assert "Good practice: Reading buddies meet every day." in words(card)
    assert list(buttons(card)) == ["Make the pack", "Shared with governors", "Make it with my CPD and wellbeing"]


def test_a_new_headteacher_is_not_offered_what_is_another_headteachers_own() -> None:
    filed, new = a.a_dossier(Status.FILED), v.OTHER_HEAD
    passed_on = replace(filed, report=handed_over(filed.report, Role.HEADTEACHER, new.id, a.MONDAY))
    assert list(buttons(governors_card(passed_on, new))) == ["Make the pack", "Shared with governors"]


def test_the_tick_stays_with_its_date() -> None:
    card = drawn(a.tell_governors(a.a_dossier(Status.FILED)))
    assert "Shared with governors: you ticked this on Thursday 26 November 2026" in words(card)
    assert "Shared with governors" not in buttons(card)


def test_before_it_is_filed_the_pdf_is_promised() -> None:
    card = drawn(a.a_dossier(Status.APPROVED))
    assert "Being made ready" in words(card)
    assert links(card) == {}


LEFT_OUT = "Left out, but in the report itself:\n- The headteacher’s own CPD and wellbeing"


def test_what_is_left_out_of_the_pack_is_said() -> None:
    assert LEFT_OUT in words(drawn(a.a_dossier(Status.FILED)))
    without = drawn(a.a_dossier(Status.FILED, contents=a.a_contents(sections={"good_practice": "Buddies."})))
    assert "Left out" not in words(without)
    assert "CPD" not in words(without)
    unsure = a.a_contents(sections={"good_practice": "Buddies."}, form=Form.OTHER)
    said = words(drawn(a.a_dossier(Status.FILED, contents=unsure)))
    assert "the report may mention it elsewhere" in said
    assert list(buttons(without)) == ["Make the pack", "Shared with governors"]
    beside = (Passage("a section", "All is well.", "Safeguarding"),)
    added = a.a_contents(sections={"good_practice": "Buddies."}, unplaced=beside)
    assert "Left out, but in the report itself:\n- Safeguarding" in words(
        drawn(a.a_dossier(Status.FILED, contents=added))
    )


def test_a_pack_is_being_made_and_then_opened() -> None:
    asked = drawn(a.ask_for_pack(a.a_dossier(Status.FILED)))
    assert "Being made: the pack will appear here in a moment" in words(asked)
    assert list(buttons(asked)) == ["Shared with governors", "Make it with my CPD and wellbeing"]
    card = drawn(a.make_pack(a.ask_for_pack(a.a_dossier(Status.FILED))))
    assert "Made: without your own CPD and wellbeing" in words(card)
    assert list(links(card)) == ["Open the pack", "Open the report", "Open the pack in Word"]
    own = drawn(a.make_pack(a.ask_for_pack(a.a_dossier(Status.FILED), with_wellbeing=True)))
    assert "Made: with your own CPD and wellbeing" in words(own)
    assert "Left out" not in words(own)
    assert list(buttons(own)) == ["Send to our Chair…", "Shared with governors", "Ask my SIP", "Make the pack"]


def test_once_governors_have_it_the_sip_can_be_asked_to_tell_them_more() -> None:
    told = a.tell_governors(a.a_dossier(Status.FILED))
    assert "Ask my SIP" in buttons(drawn(told))
    assert "It takes one of the half-days led by your school." in words(drawn(told))
    asked = drawn(ask_for_feedback(told))
    assert "Asked: on Friday 27 November 2026 you asked Samir Pell to feed back to governors" in words(asked)
    assert "Ask my SIP" not in buttons(asked)


def test_there_is_no_pack_before_approval_and_for_nobody_else() -> None:
    assert "not open to you" in words(drawn(a.a_dossier(Status.SENT)))
    filed = a.a_dossier(Status.FILED)
    assert "not open to you" in words(governors_card(filed, filed.trust_advisor))
