"""How an agreed action stands (V4), and whether a gap between two judgements is closed (P2), in whatever way people
write it. What is not clear is open: a wrong “done” would be forgotten, and a wrong “open” is asked about once more."""

import re
from enum import StrEnum
from typing import Final


class ActionStatus(StrEnum):
    DONE = "done"
    UNDER_WAY = "under way"
    NOT_BEGUN = "not begun"
    DROPPED = "dropped"
    UNCLEAR = "unclear"
    NOT_SAID = "not said"

    @property
    def is_closed(self) -> bool:
        return self in (ActionStatus.DONE, ActionStatus.DROPPED)


class GapMark(StrEnum):
    GAP = "gap"
    NO_GAP = "no gap"
    CLOSED = "closed"
    UNCLEAR = "unclear"
    NOT_SAID = "not said"


_NOTHING: Final = re.compile(r"(?:n ?a|tbc|tba|unknown|not (?:known|discussed|looked at|seen|reviewed))\b.*")
_CAVEAT: Final = re.compile(r"\b(?:but|except|not|however|although|still|yet|only|partly|\d+ of \d+)\b")
_PATTERNS: Final = (
    (
        ActionStatus.DROPPED,
        r"dropped|abandoned|cancell?ed|superseded|withdrawn|stopped|no longer (?:needed|required|relevant)|"
        r"discontinued|removed|not (?:needed|required|relevant|pursued|going ahead)",
    ),
    (
        ActionStatus.NOT_BEGUN,
        r"not (?:yet )?(?:begun|started|done|met|addressed|achieved|actioned|happened|in place)|"
        r"to (?:do|start|begin|be (?:done|started|begun))|no(?: progress| action)?$|unmet|outstanding$|"
        r"yet to|planned|red$|(?:starts?|begins?|will)",
    ),
    (
        ActionStatus.UNDER_WAY,
        r"under ?way|in progress|in hand|on ?going|on going|part(?:ly|ially)|some|begun|began|started|beginning|"
        r"continu\w+|progressing|working on|nearly|almost|mostly|on track|moved|carried|deferred|postponed|open|still|"
        r"half(?! term)|developing|embedding|drafted|amber$|wip|restated|not (?:yet |fully |quite |all )*"
        r"(?:complete\w*|finished|closed|embedded|dropped)|not (?:fully|quite|all)",
    ),
    (
        ActionStatus.DONE,
        r"(?:fully |all |now )*(?:done|completed?|achieved|met|finished|closed|in place|embedded|implemented|delivered|"
        r"reached|resolved|signed off)|yes$|y$|ok$|green$|100 ?%",
    ),
    (ActionStatus.UNDER_WAY, r"\d{1,2} ?%"),
)
_KNOWN: Final = tuple(
    (status, re.compile(rf"\b(?:{words})(?![a-z])|(?<!\S)(?:{words})$")) for status, words in _PATTERNS
)
_TICKS: Final = re.compile("[✓✔☑]")
_CROSSES: Final = re.compile("[✗✘☒]")


def action_status(text: str) -> ActionStatus:
    """What it begins with counts, if nothing is taken back after it; else of several words the more cautious."""
    words = _plain(text)
    if not words:
        sign = ActionStatus.NOT_BEGUN if _CROSSES.search(text) else ActionStatus.NOT_SAID
        return ActionStatus.DONE if _TICKS.search(text) else sign
    if _NOTHING.fullmatch(words):
        return ActionStatus.NOT_SAID
    begins = (status for status, known in _KNOWN if known.match(words))
    found = next(begins, None)
    if found is not None and not (found.is_closed and _CAVEAT.search(words.split(" ", 1)[-1])):
        return found
    anywhere = {status for status, known in _KNOWN if known.search(words)}
    order = (ActionStatus.UNDER_WAY, ActionStatus.NOT_BEGUN, ActionStatus.DROPPED, ActionStatus.DONE)
    told = next((status for status in order if status in anywhere), ActionStatus.UNCLEAR)
    return ActionStatus.UNDER_WAY if told is ActionStatus.DONE and _CAVEAT.search(words) else told


_NONE: Final = re.compile(r"no|none|nil|n|(?:there is )?no (?:more )?gap\b.*")
_STAYS: Final = re.compile(r"\b(?:not|still|partly|nearly|almost|remains?|dis\w+|un\w+)\b")
_CLOSED: Final = re.compile(r"\b(?:closed|resolved|agreed|agree|aligned|in line|gone|settled|done)\b")
_OPEN: Final = re.compile(r"\b(?:gaps?|open|differs?|different|difference|yes|y)\b")


def gap_mark(text: str) -> GapMark:
    """What people say of the two judgements of an area. “Not closed yet” is a gap."""
    words = _plain(text)
    if not words or _NOTHING.fullmatch(words):
        return GapMark.NOT_SAID
    if _NONE.fullmatch(words):
        return GapMark.NO_GAP
    if _STAYS.search(words):
        return GapMark.GAP
    if _CLOSED.search(words):
        return GapMark.CLOSED
    return GapMark.GAP if _OPEN.search(words) else GapMark.UNCLEAR


def closes_gap(text: str) -> bool:
    """Beside “open or closed”, a bare “no” says neither."""
    mark = gap_mark(text)
    return mark is GapMark.CLOSED or (mark is GapMark.NO_GAP and "gap" in text.casefold())


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+|%", text.casefold()))
