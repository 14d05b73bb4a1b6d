"""The link in a letter: one person's, to one version of one record, until it was answered or is late. Of its key and of
every code only a hash is kept."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from handbook.core.refusal import Refused

LASTS: Final = timedelta(days=30)
CODE_LASTS: Final = timedelta(minutes=15)
TRIES: Final = 5
"""Wrong codes for one that was sent; then another must be asked for."""
CODES: Final = 5
"""Codes that may be asked for in a row without one being entered; then the link is closed."""
CODES_APART: Final = timedelta(seconds=30)
SESSION_LASTS: Final = timedelta(hours=2)
CODE_DIGITS: Final = 6
NO_USE: Final = "This link cannot be used."


@dataclass(frozen=True, slots=True)
class MailLink:
    """`id` is the hash of its key; `job` names the letter. `kind`, `about` and `version` are those of the card that it
    opens. `sent_at` is None until the letter is on its way, `ended_at` says when it was answered or closed. `codes`
    counts codes sent since one was entered, `tries` wrong ones since the last was sent. `session` is the hash of what
    the browser in which a code was entered brings back."""

    id: str
    job: str
    person_id: str
    kind: str
    about: str
    version: int
    made_at: datetime
    until: datetime
    sent_at: datetime | None = None
    ended_at: datetime | None = None
    codes: int = 0
    code: str = ""
    code_asked_at: datetime | None = None
    code_until: datetime | None = None
    tries: int = 0
    session: str = ""
    session_until: datetime | None = None
    revision: int = 0


@dataclass(frozen=True, slots=True)
class NoteMailed:
    """The letter is on its way."""

    link_id: str


@dataclass(frozen=True, slots=True)
class AskForMailCode:
    """Whoever has the link wants a code sent to the address on record."""

    link_id: str


@dataclass(frozen=True, slots=True)
class NoteMailCode:
    """A code is on its way: its hash."""

    link_id: str
    code: str


@dataclass(frozen=True, slots=True)
class EnterMailCode:
    """Whoever has the link entered a code. `code` and `session` are hashes."""

    link_id: str
    code: str
    session: str


def no_use() -> Refused:
    """Whatever is wrong with a link: whoever tries one learns nothing."""
    return Refused("unknown", NO_USE)


def marked(key: str) -> str:
    """What is kept of a key."""
    return hashlib.sha256(key.encode(errors="replace")).hexdigest()


def code_marked(link_id: str, code: str) -> str:
    """What is kept of a code."""
    return marked(f"{link_id}:{''.join(code.split())}")


def is_open(link: MailLink | None, now: datetime) -> bool:
    return link is not None and link.ended_at is None and now < link.until


def is_proved(link: MailLink, session: str, now: datetime) -> bool:
    """Whether this browser has shown that its person gets the mail of the address on record. It still sees what was
    decided once the link is used."""
    lasts = link.session_until is not None and now < min(link.session_until, link.until)
    return bool(session) and lasts and link.session == session


def sent(link: MailLink, now: datetime) -> MailLink:
    """Its letter is on its way."""
    return replace(link, sent_at=now)


def code_asked(link: MailLink, now: datetime) -> MailLink:
    """The same link where a code was asked for a moment ago: a second press sends no second one. A link for which
    nobody ever enters what was sent is closed."""
    if link.code_asked_at is not None and now < link.code_asked_at + CODES_APART:
        return link
    if link.codes >= CODES:
        return replace(link, ended_at=now, code="", code_until=None)
    return replace(link, codes=link.codes + 1, code_asked_at=now, code="", code_until=None, tries=0)


def code_sent(link: MailLink, code: str, now: datetime) -> MailLink:
    return replace(link, code=code, code_until=now + CODE_LASTS, tries=0)


def code_entered(link: MailLink, code: str, session: str, now: datetime) -> MailLink:
    """With a session where it is the code that was sent, and one more try counted where it is not."""
    if link.code_until is None or now >= link.code_until or link.tries >= TRIES:
        return replace(link, tries=min(link.tries + 1, TRIES))
    if link.code != code:
        return replace(link, tries=link.tries + 1)
    return replace(link, code="", code_until=None, codes=0, tries=0, session=session, session_until=now + SESSION_LASTS)


def answered(link: MailLink, now: datetime) -> MailLink:
    """Its person has decided."""
    return replace(link, ended_at=now)
