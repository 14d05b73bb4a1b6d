"""What people read when something does not work."""

import pytest

from automations.reports.troubles import trouble_words
from handbook.core.external_errors import (
    Conflict,
    Denied,
    FarEndError,
    Gone,
    Locked,
    MailboxUnavailable,
    NoRoom,
    NoToken,
    NotUnderstood,
    Rejected,
    SignInRefused,
    Unavailable,
    Unreachable,
)


@pytest.mark.parametrize(
    ("error", "because"),
    [
        (None, "it does not answer"),
        (Unavailable("503 Helen"), "it does not answer"),
        (SignInRefused("401 Helen"), "Microsoft 365 does not accept SIP Desk’s sign-in"),
        (NoToken("no token Helen"), "Microsoft 365 does not accept SIP Desk’s sign-in"),
        (Locked("423 Helen"), "somebody has the file open, or it is locked"),
        (NoRoom("507 Helen"), "there is no room left for it"),
        (MailboxUnavailable("404 Helen"), "the mailbox in Outlook cannot be opened"),
        (
            NotUnderstood("a time Helen"),
            "Outlook says something there that I cannot read, such as a time in a time zone of somebody’s own",
        ),
        (Denied("403 Helen"), "SIP Desk has no permission for it"),
        (Gone("404 Helen"), "the place for it is missing"),
        (Conflict("409 Helen"), "something else stands in its place"),
        (Rejected("400 Helen"), "Microsoft 365 did not accept it"),
        (Unreachable("blocked", "Helen"), "they have not installed SIP Desk, or have blocked it"),
    ],
)
def test_the_reason_is_said_and_nothing_of_what_the_far_end_said(error: FarEndError | None, because: str) -> None:
    words = trouble_words("file_report", error, gave_up=False)
    assert words == f"The approved report could not be filed yet: {because}. I keep trying."


def test_what_is_not_tried_any_more_is_not_said_to_be() -> None:
    words = trouble_words("share_report", None, gave_up=True)
    assert "I keep trying" not in words
    assert words.endswith("I have stopped trying: please tell whoever looks after SIP Desk.")


def test_an_effect_without_words_of_its_own() -> None:
    assert trouble_words("x", None, gave_up=False).startswith("Something could not be done: ")
