"""When nobody answers: kind words, and nothing decided by silence."""

from dataclasses import replace

from cards.reports.reminders import reminder_card, waits_card
from handbook.reports.report import Status
from tests.support import builders as a
from tests.support.card_reading import buttons, links, words


def test_a_reminder_is_the_waiting_card_with_a_kind_word() -> None:
    dossier = a.a_dossier(Status.SENT)
    card = reminder_card(dossier, dossier.headteacher, 1)
    assert "A kind reminder: this report has waited for you since Monday 23 November 2026." in words(card)
    assert "Approve" in buttons(card)


def test_a_reminder_that_comes_too_late_shows_the_answer() -> None:
    dossier = a.a_dossier(Status.APPROVED)
    read = words(reminder_card(dossier, dossier.headteacher, 1))
    assert "reminder" not in read
    assert "Approved" in read


def test_the_trust_advisor_hears_that_it_waits_and_nothing_more() -> None:
    dossier = a.a_dossier(Status.SENT, trouble="The headteacher could not be reached in Teams.")
    card = waits_card(dossier, dossier.trust_advisor)
    read = words(card)
    assert "Waiting: for Hanna Tilling (headteacher) since Monday 23 November 2026" in read
    assert "Autumn 2026/27" in read
    assert "could not be reached" in read
    assert links(card) == {}
    assert set(buttons(card)) == {"Record it"}, "what they say on the telephone, and nothing else"


def test_it_says_when_it_no_longer_waits() -> None:
    dossier = a.a_dossier(Status.CHANGE_ASKED)
    assert "Answered: this report no longer waits" in words(waits_card(dossier, dossier.trust_advisor))


def test_an_unknown_day_is_not_invented() -> None:
    dossier = a.a_dossier(Status.SENT)
    undated = replace(dossier, report=replace(dossier.report, sent_at=None))
    assert "has waited for you. If" in words(reminder_card(undated, dossier.headteacher, 1))
    assert "since some time" in words(waits_card(undated, dossier.trust_advisor))


def test_a_draft_is_nobodys_business() -> None:
    dossier = a.a_dossier()
    assert "not open to you" in words(waits_card(dossier, dossier.trust_advisor))
    assert "not open to you" in words(waits_card(a.a_dossier(Status.SENT), dossier.sip))
