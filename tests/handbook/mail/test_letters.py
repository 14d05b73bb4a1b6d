"""What a letter says: that something waits, and nothing of what it is."""

import re
from datetime import timedelta

import pytest

from handbook.mail.letters import Waits, code_letter, letter
from tests.support import builders as a

URL = "https://sip.trust.example/mail/abc"
UNTIL = a.MONDAY + timedelta(days=30)


@pytest.mark.parametrize("waits", Waits)
@pytest.mark.parametrize("is_reminder", [False, True])
def test_it_names_nobody_and_links_once(waits: Waits, is_reminder: bool) -> None:
    mail = letter("chair@school.example", waits, URL, UNTIL, is_reminder=is_reminder)
    assert re.findall(r'href="([^"]*)"', mail.html) == [URL]
    assert URL not in re.sub(r"<[^>]+>", "", mail.html), "the link is called by words"
    assert "Wednesday 23 December 2026" in mail.html
    assert ("This is a reminder." in mail.html) is is_reminder
    assert "concern" not in (mail.subject + mail.html).lower()
    assert "complaint" not in (mail.subject + mail.html).lower()
    assert len(mail.subject) < 40


def test_a_code_stands_in_the_body_and_not_in_the_subject() -> None:
    mail = code_letter("chair@school.example", "012345", 15)
    assert "<strong>012345</strong>" in mail.html
    assert "15 minutes" in mail.html
    assert "012345" not in mail.subject
    assert "href" not in mail.html
