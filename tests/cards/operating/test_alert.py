"""What whoever looks after SIP Desk reads of its work."""

from cards.operating.alert import QueueLine, jobs_card
from tests.support.builders import MONDAY
from tests.support.fakes import words_of
from tests.support.operating_gallery import operating_cards


def test_what_is_over_says_since_when_and_asks_for_nothing() -> None:
    cards = {name: words_of(card) for name, card in operating_cards()}
    assert "type “jobs”" in cards["alert · told"]
    assert "gets on again" in cards["alert · over"]
    assert "type “jobs”" not in cards["alert · over"]
    assert "Nothing waits." in cards["jobs · well"]
    assert "E-mail: 2 jobs, 1 of them stopped" in cards["jobs · not well"]


def test_the_oldest_is_said_with_its_moment() -> None:
    words = words_of(jobs_card([QueueLine("SharePoint", 1, 0, MONDAY)], (), ()))
    assert "SharePoint: 1 job, the oldest since Monday 23 November 2026 at 16:42" in words
