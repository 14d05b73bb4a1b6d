"""What a SIP should know before a report is sent (W1): changes that are still tracked, comments, hidden text, and what
looks like a pupil's name; and what a clean copy does about it."""

from typing import Final

from cards.kit.elements import Json, bullets, heading, status, text
from cards.kit.lines import capital
from cards.kit.safe_text import capped
from handbook.core.plain_words import several
from handbook.reports.approval import unclean_words
from handbook.reports.arriving.clean_copy import wants_cleaning, what_it_does
from handbook.reports.paper.passages import TrackedChange
from handbook.reports.paper.proforma import Contents
from handbook.reports.report import Version

_TOLD_AT_MOST: Final = 6
_PUPILS_AT_MOST: Final = 5


def before_sending(version: Version, part: int = 1) -> list[Json]:
    """Nothing where there is nothing to know. `part` is as with `fitting`."""
    contents = version.contents
    return [*_pupils(contents), *(_being_cleaned() if version.cleaning else _unclean(contents, part))]


def cleaned(version: Version) -> list[Json]:
    """That a version is a clean copy, of which, and what was done."""
    if not version.clean_of:
        return []
    return [heading(f"A clean copy of version {version.clean_of}"), bullets([*map(capital, version.clean_did)])]


def _pupils(contents: Contents) -> list[Json]:
    """By the same rule as in a concern: a warning and no ban, since only people can tell a pupil from a place."""
    if not contents.pupils:
        return []
    found = ", ".join(f"“{capped(one, 60, ' …')}”" for one in contents.pupils[:_PUPILS_AT_MOST])
    more = len(contents.pupils) - _PUPILS_AT_MOST
    rest = f" (and {more} more)" if more > 0 else ""
    words = f"is {found}{rest} a pupil? A report names none: then please take it out. If not, go on"
    return [status("Please look again", words, "warning")]


def _being_cleaned() -> list[Json]:
    return [status("Under way", "a clean copy is being made and sent. It gets a card of its own here", "accent")]


def _unclean(contents: Contents, part: int) -> list[Json]:
    if not wants_cleaning(contents):
        return []
    lines = [_tracked(one, part) for one in contents.tracked[:_TOLD_AT_MOST]]
    lines += [f"{one.where}: {_quoted(one.text, part)}" for one in contents.comments[:_TOLD_AT_MOST]]
    more = len(contents.tracked) + len(contents.comments) - len(lines)
    if contents.is_clean:
        hidden = f"the file holds {several(contents.hidden_words, 'word')} that nobody sees. I have not read them"
        head = status("Hidden text", hidden, "warning")
    else:
        head = status("Not ready to send", f"{unclean_words(contents)}: accept or delete them first", "warning")
    return [
        head,
        *([bullets([capital(line) for line in lines], 2 * _TOLD_AT_MOST)] if lines else []),
        *([text(f"and {more} more")] if more else []),
        heading("What a clean copy does"),
        bullets([capital(line) for line in what_it_does(contents)]),
        text("Your own file stays as it is. “Send a clean copy” makes the copy and sends it to the headteacher."),
    ]


def _tracked(change: TrackedChange, part: int) -> str:
    words = f"{change.word}: {_quoted(change.text, part)}" if change.text else change.word
    return f"{words} ({capped(change.by, 40, ' …')})" if change.by else words


def _quoted(words: str, part: int) -> str:
    return f"“{capped(' '.join(words.split()), 120 // part, ' …')}”"
