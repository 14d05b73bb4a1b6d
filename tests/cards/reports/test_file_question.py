"""What a SIP is asked about a file."""

from dataclasses import replace

from cards.reports.approval import approval_card
from cards.reports.arrival import arrived_card
from cards.reports.file_question import file_question_card
from handbook.core.people import Role
from handbook.reports.report import Status
from tests.support import builders as a
from tests.support.card_reading import buttons, verbs, words
from tests.support.file_question_builders import a_file_asked, a_school_asked

SIP = a.a_person(Role.SIP)
ASKED = a_file_asked()


def test_each_likely_answer_is_a_button_and_so_is_correcting_the_file() -> None:
    card = file_question_card(ASKED, SIP)
    assert list(buttons(card)) == ["Autumn 2026/27", "Autumn 2025/26", "I will correct the file"]
    assert [button["data"] for button in buttons(card).values()] == [
        {"file": "file-1", "number": 1, "choice": 0},
        {"file": "file-1", "number": 1, "choice": 1},
        {"file": "file-1", "number": 1},
    ]
    read = words(card)
    assert "which was last year: it may be a file that was used again" in read
    assert "St Hilda’s autumn report.docx" in read
    assert "Nobody else has seen the file. Without an answer I keep it for 14 days." in read


def test_schools_are_offered_with_their_towns() -> None:
    titles = list(buttons(file_question_card(a_school_asked(), SIP)))
    assert titles[0] == "St Hilda’s Catholic Primary School, Northbeck"


def test_an_answered_question_offers_nothing() -> None:
    gone, taken = replace(ASKED, let_go=True), replace(ASKED, report_id="r-1", version=1)
    assert "I have kept nothing of this file" in words(file_question_card(gone, SIP))
    assert "The report has a card of its own" in words(file_question_card(taken, SIP))
    assert verbs(file_question_card(gone, SIP)) == verbs(file_question_card(taken, SIP)) == set()


def test_an_answer_that_cannot_be_taken_says_why_and_the_question_stands() -> None:
    card = file_question_card(ASKED, SIP, "That report has been approved already.")
    assert "Not possible: That report has been approved already." in words(card)
    assert verbs(card) == verbs(file_question_card(ASKED, SIP))


def test_nobody_else_learns_anything() -> None:
    assert "not open to you" in words(file_question_card(ASKED, a.a_person(Role.TRUST_ADVISOR)))


def test_what_is_dropped_stands_on_the_cards_of_the_report() -> None:
    drafted, sent = a.a_dossier(), a.a_dossier(Status.SENT)
    drafted = replace(drafted, newest=replace(drafted.newest, unanswered=("Phonics groups",)))
    title = "Agreed before, and not mentioned in this report"
    assert f"{title}\n- Phonics groups" in words(arrived_card(drafted, SIP))
    sent = replace(sent, shown=replace(sent.shown, unanswered=("Phonics groups",)))
    assert f"{title}\n- Phonics groups" in words(approval_card(sent, sent.headteacher, 1))
    assert title not in words(arrived_card(a.a_dossier(), SIP))


def test_what_was_answered_stands_on_the_cards_of_the_report() -> None:
    """Whoever opens the file finds something else at its top."""
    said = "Its SIP says that this report is of Autumn 2026/27. The top of the file does not say so."
    drafted, sent = a.a_dossier(), a.a_dossier(Status.SENT)
    drafted = replace(drafted, newest=replace(drafted.newest, correction=said))
    assert said in words(arrived_card(drafted, SIP))
    assert said in words(approval_card(replace(sent, shown=replace(sent.shown, correction=said)), sent.headteacher, 1))
