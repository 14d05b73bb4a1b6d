"""What a SIP reads about the file they sent."""

from dataclasses import replace

import pytest

from cards.reports.arrival import arrived_card
from handbook.reports.paper.inherited import Overwritten
from handbook.reports.paper.proforma import SECTIONS, Judgement
from handbook.reports.report import Status
from tests.support import builders as a
from tests.support.card_reading import buttons, links, verbs, words


def seen(dossier: a.Dossier, version: int | None = None) -> str:
    return words(arrived_card(dossier, dossier.sip, version))


def test_what_was_found_is_said_at_once() -> None:
    read = seen(a.a_dossier())
    assert "St Hilda’s Catholic Primary School, Northbeck (URN 900001)" in read
    assert "Autumn 2026/27" in read
    assert "Sections filled: 9 of 11" in read
    assert "The school’s own priorities; Foundation curriculum and the whole child" in read
    assert "“Open the library at lunch” still needs a measure, an owner and a date" in read
    assert "Where the judgements differ" in read
    assert "Nobody else has seen it" in read


def test_the_sip_may_send_it_or_change_it() -> None:
    card = arrived_card(a.a_dossier(), a.a_dossier().sip)
    assert list(buttons(card)) == ["Send to headteacher", "I will change it"]


def test_a_full_report_has_nothing_to_look_at() -> None:
    sections = {kind.key: "Said." for kind in SECTIONS}
    good = a.a_contents(sections=sections, judgements=(), targets=a.a_contents().targets[:1])
    read = seen(a.a_dossier(contents=good))
    assert "Sections filled: 11 of 11" in read
    for heading in ("Sections missing", "Targets to look at", "Where the judgements differ"):
        assert heading not in read


@pytest.mark.parametrize(
    ("target", "lacks"), [({"due": ""}, "still needs a date"), ({"owner": "", "due": " "}, "an owner and a date")]
)
def test_what_a_target_lacks_is_named(target: dict[str, str], lacks: str) -> None:
    targets = (replace(a.a_contents().targets[0], **target),)
    assert lacks in seen(a.a_dossier(contents=a.a_contents(targets=targets)))


def test_a_date_is_past_or_to_come_on_the_day_when_the_file_came() -> None:
    """The card says the same whenever it is looked at."""
    targets = (replace(a.a_contents().targets[0], due="22 November 2026"),)
    assert "still needs a date to come" in seen(a.a_dossier(contents=a.a_contents(targets=targets)))
    targets = (replace(a.a_contents().targets[0], due="23 November 2026"),)
    assert "still needs" not in seen(a.a_dossier(contents=a.a_contents(targets=targets)))


def test_judgements_that_cannot_be_compared_are_to_be_checked_and_no_gap() -> None:
    judged = (Judgement("Quality of education", "Good", "See the comment"), Judgement("Early years", "Good", "TBC"))
    read = seen(a.a_dossier(contents=a.a_contents(judgements=judged)))
    assert "Please check: do these judgements differ?" in read
    assert "See the comment" in read
    assert "Where the judgements differ" not in read
    assert "TBC" not in read


def test_it_waits_with_the_headteacher_since() -> None:
    read = seen(a.a_dossier(Status.SENT))
    assert "Waiting: with Hanna Tilling (headteacher) since Monday 23 November 2026 at 16:42" in read
    assert "Thea Marlowe (Trust Advisor), only after the headteacher approves" in read


def test_the_headteachers_comment_comes_with_what_to_do() -> None:
    read = seen(a.a_dossier(Status.CHANGE_ASKED, comment="Please say *more* about writing."))
    assert "“Please say *more* about writing.”" in read
    assert "send me the new version here" in read


def test_approval_is_told_with_view_and_links() -> None:
    dossier = a.a_dossier(Status.FILED, view="We judge writing as good.")
    read = seen(dossier)
    assert "Approved: by Hanna Tilling on Tuesday 24 November 2026 at 16:42" in read
    assert "“We judge writing as good.”" in read
    assert links(arrived_card(dossier, dossier.sip)) == {
        "Open report": "https://trust.example/sites/SIP/reports/2026-27_Autumn_SIP-report_900001_v1.docx",
        "Open PDF": "https://trust.example/sites/SIP/reports/2026-27_Autumn_SIP-report_900001_v1.pdf",
    }


def test_filing_under_way_is_said() -> None:
    assert "Filing is under way" in seen(a.a_dossier(Status.APPROVED))


def test_whom_it_was_shared_with() -> None:
    read = seen(a.a_dossier(Status.SHARED))
    readers = "Dorothy Osgood (Diocesan Schools Officer) and Lena Askwith (Fellshire local authority)"
    assert f"Shared with {readers} on" in read


def test_a_newer_file_says_what_changed_and_what_sending_it_does() -> None:
    dossier = a.receive_again(
        a.a_dossier(Status.CHANGE_ASKED), a.a_contents(sections={**a.a_contents().sections, "visit_notes": "More."})
    )
    read = seen(dossier, 2)
    assert "Sending it takes the place of version 1, which Hanna Tilling has" in read
    assert "What we looked at and what we found: added – “More.”" in read
    assert "You have sent me version 2 since" in seen(dossier, 1)


def test_old_cards_say_that_they_are_over() -> None:
    drafted = a.receive_again(a.a_dossier())
    assert "Replaced: you have sent me a newer file since" in seen(drafted, 1)
    assert verbs(arrived_card(drafted, drafted.sip, 1)) == set()
    assert "Set aside: you said that you would change it" in seen(a.set_aside(a.a_dossier()))
    overtaken = a.approve(a.receive_again(a.a_dossier(Status.SENT)))
    assert "has since approved version 1" in seen(overtaken, 2)
    assert verbs(arrived_card(overtaken, overtaken.sip, 2)) == set()


def test_trouble_is_not_hidden() -> None:
    read = seen(a.a_dossier(Status.SENT, trouble="The headteacher could not be reached in Teams."))
    assert "Not everything has worked: The headteacher could not be reached in Teams." in read


def test_nobody_else_gets_the_card() -> None:
    dossier = a.a_dossier(Status.SENT)
    assert "not open to you" in words(arrived_card(dossier, dossier.headteacher))


def test_how_many_boxes_are_filled_and_what_is_not_clear_in_them() -> None:
    boxes = {"roll": "210", "attendance": "94%", "safeguarding": "Not met"}
    told = seen(a.a_dossier(contents=a.a_contents(boxes=boxes)))
    assert "Boxes and tables filled: 3 of 29" in told
    assert "Boxes not filled\nDate of visit; Present; Phase; Free school meals" in told
    assert "Please look at\n- Attendance is given without a day: please say as at when." in told
    assert "- Safeguarding at the visit: “Not met”. Please say what is not met, and what happens now." in told
    assert "Boxes" not in seen(a.a_dossier()), "a form from before there were any"


def test_another_context_than_at_the_first_visit_is_told() -> None:
    dossier = a.a_dossier()
    version = replace(dossier.newest, overwritten=(Overwritten("Pupils on roll", "210", "190"),))
    told = seen(replace(dossier, newest=version))
    assert "Other context than at the first visit\n- Pupils on roll: “190” here, “210” in the autumn report" in told
    assert "Other context" not in seen(dossier)


def test_another_framework_than_was_chosen_is_told() -> None:
    dossier = a.a_dossier()
    chosen = replace(dossier.newest, framework_chosen="Ofsted report card, from November 2025")
    told = seen(replace(dossier, newest=chosen))
    assert "Another framework than was chosen\nThe judgements are by “Ofsted, " in told
    assert "For this school “Ofsted report card, from November 2025” was chosen. If the school has changed" in told
    assert "Another framework" not in seen(dossier)
    unjudged = replace(chosen, contents=replace(chosen.contents, judgements=()))
    assert "Another framework" not in seen(replace(dossier, newest=unjudged))
