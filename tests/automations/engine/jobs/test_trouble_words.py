"""What people read when something does not work."""

from inspect import signature

import pytest

from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.jobs.trouble_words import trouble_words
from automations.workflows import TABLES
from handbook.core.external_errors import (
    Conflict,
    ExternalError,
    Forbidden,
    Locked,
    MailboxUnavailable,
    NoRoom,
    NotFound,
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
        (NoRoom("507 Helen"), "there is no space left for it"),
        (MailboxUnavailable("404 Helen"), "the mailbox in Outlook cannot be opened"),
        (
            NotUnderstood("a time Helen"),
            "Outlook gave something that I cannot read, such as a time in a custom time zone",
        ),
        (Forbidden("403 Helen"), "SIP Desk has no permission for it"),
        (NotFound("404 Helen"), "the place for it is missing"),
        (Conflict("409 Helen"), "something else is in its place"),
        (Rejected("400 Helen"), "Microsoft 365 did not accept it"),
        (Unreachable("blocked", "Helen"), "they have not installed SIP Desk, or have blocked it"),
    ],
)
def test_the_reason_is_said_and_nothing_of_what_the_far_end_said(error: ExternalError | None, because: str) -> None:
    words = trouble_words(TABLES.effects["file_report"].could_not, error, gave_up=False)
    assert words == f"The approved report could not be filed yet: {because}. I keep trying."


def test_what_is_not_tried_any_more_is_not_said_to_be() -> None:
    words = trouble_words("It could not be done", None, gave_up=True)
    assert "I keep trying" not in words
    assert words.endswith("I have stopped trying: please tell the person who looks after SIP Desk.")


def test_whom_it_is_about_is_named() -> None:
    opening, filing = TABLES.effects["open_draft"], TABLES.effects["file_report"]
    assert opening.sentence("Hanna Tilling") == "Hanna Tilling cannot open the draft yet"
    assert opening.sentence() == "The draft could not be opened to the SIP and the headteacher yet"
    assert filing.sentence("Hanna Tilling") == "The approved report could not be filed yet"


def test_of_every_promise_somebody_is_to_hear() -> None:
    """What a job is about is read off its arguments, or declared."""
    for name, effect in TABLES.effects.items():
        args = dict.fromkeys(list(signature(effect.run).parameters)[1:], "x")
        if "about" not in args and name not in ("fan_outs", "redraw_card", "take_back_copy"):
            what, _ = TABLES.about(OutboxJob(name, "k", args, JobQueue.GRAPH))
            assert what in TABLES.troubles, f"who hears of {name}?"
