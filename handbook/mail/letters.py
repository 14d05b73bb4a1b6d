"""What is sent by e-mail. Subject and body may be read by others than they were written to, so they name no school, no
report and no person: they say that something waits, and where."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from html import escape
from typing import Final

from handbook.core.british_time import day_words, london_date


class Waits(StrEnum):
    """What a letter says of what waits. Of a concern or complaint it says no more than of anything else."""

    REPORT = "report"
    REPORT_TO_READ = "report_to_read"
    SOMETHING = "something"


@dataclass(frozen=True, slots=True)
class Mail:
    """A message to one person. `html` is its whole body."""

    to: str
    subject: str
    html: str


_WORDS: Final = {
    Waits.REPORT: ("A report waits for you", "A report waits for your answer.", "Read the report"),
    Waits.REPORT_TO_READ: ("A report is shared with you", "A headteacher shares a report with you.", "Read the report"),
    Waits.SOMETHING: ("Something waits for you", "Something in SIP Desk waits for you.", "See what it is"),
}
_REMINDED: Final = "This is a reminder. "


def letter(to: str, waits: Waits, url: str, until: datetime, *, is_reminder: bool = False) -> Mail:
    """That something waits, with the link that opens it. `until` is when the link ends."""
    subject, sentence, link = _WORDS[waits]
    said = f"{_REMINDED if is_reminder else ''}{sentence}"
    paragraphs = (
        "Hello",
        f"{said} You get this e-mail because SIP Desk could not reach you in Microsoft Teams.",
        f'<a href="{escape(url)}">{link}</a>',
        f"The link is yours alone, and works until {day_words(london_date(until))}. Please do not forward this e-mail: "
        "before you can answer, SIP Desk sends a code to this address.",
        "Nothing is decided by opening the link. If you do not answer, nothing is agreed or approved.",
        "SIP Desk, the School Improvement Partner service. Nobody reads replies to this e-mail.",
    )
    return Mail(to, subject, _html(paragraphs))


def code_letter(to: str, code: str, minutes: int) -> Mail:
    """The code that opens what the link alone does not. It stands in the body, not in the subject, which a locked
    phone shows."""
    paragraphs = (
        "Hello",
        f"Your code for SIP Desk is <strong>{escape(code)}</strong>. It works once, for {minutes} minutes.",
        "Give it to nobody: nobody from SIP Desk or the trust will ask you for it.",
        "If you did not ask for a code, somebody else may have your link. You need do nothing: without the code they "
        "cannot answer in your name.",
    )
    return Mail(to, "Your code for SIP Desk", _html(paragraphs))


def _html(paragraphs: tuple[str, ...]) -> str:
    body = "".join(f"<p>{one}</p>" for one in paragraphs)
    return f'<html lang="en-GB"><body style="font-family: sans-serif; font-size: 16px">{body}</body></html>'
