"""What a target still needs to be SMART (P1): a measure, an owner and a date. Each may stand in its own box, or in the
sentence of the target."""

import re
from datetime import date
from typing import Final

from handbook.core.bare_words import bare
from handbook.reports.paper.deadlines import Deadline, deadline, without_times
from handbook.reports.paper.judgements import is_no_answer

_ELSEWHERE: Final = re.compile(r"(?:please )?(?:see|refer to|as per|as in|cf) ")
_STANDING: Final = frozenset(
    {
        *("ongoing", "asap", "continuous", "continuously", "continual", "throughout", "always", "regularly", "soon"),
        *("immediately", "immediate", "now", "daily", "weekly", "fortnightly", "monthly", "termly", "annually"),
        *("indefinite", "rolling", "open", "whenever", "permanent"),
    }
)
"""None of these ever comes to an end, or can be missed."""
_STANDING_SAID: Final = re.compile(
    r"\b(?:on going|as soon as|in due course|all (?:year|term)|(?:long|short|medium) term)\b"
)
_BARE: Final = frozenset(
    {
        *("improve", "improves", "improved", "improving", "improvement", "improvements", "better", "best", "more"),
        *("increase", "increased", "increases", "raise", "raised", "rise", "higher", "progress", "good", "great"),
        *("outcomes", "outcome", "standards", "results", "attainment", "achievement", "impact", "quality", "success"),
        *("done", "the", "of", "in", "and", "a", "for", "all", "is", "are", "to", "evidence", "data"),
    }
)
"""Words by which nobody can tell whether it was reached."""
_PLACES: Final = re.compile(
    r"\b(?:years?|y|key stages?|ks|class(?:es)?|phases?|groups?|terms?|sections?|tiers?|levels?|stages?|sets?|parts?)"
    r" ?\d+(?:(?: ?(?:,|and|&|to|-|–|/) ?)\d+)*"
)
_FIGURE: Final = re.compile(r"\d|\bper ?cent\b|\b(?:half|halve|third|thirds|quarter|quarters|double)\b")
_OWNER: Final = re.compile(
    r"\b(?:[deac]?ht(?! ?\d)|slt|sen(?:d)?co|dsl|"
    r"head ?teachers?|(?:deputy|assistant|executive) head|deputy|head of \w+|"
    r"(?<!to )(?<!will )(?<!that )(?<!which )lead(?:er)?s?(?! to\b)|co-?ordinators?|"
    r"(?:chair of )?governors?|business manager)\b"
)
_HALF_TERM: Final = re.compile(r"\b(?:aut(?:umn)?|spr(?:ing)?|sum(?:mer)?) ht\b")


def lacking(text: str, measure: str, owner: str, due: str, on: date) -> tuple[str, ...]:
    """Which of the three are not there, on that day. What nobody can tell from the words is let pass."""
    sentence = f"{text}\n{measure}"
    date_to_come = _date_of(due, sentence, on)
    found = (
        "" if _is_measure(measure) or _has_figure(text) else "a measure",
        "" if _is_said(owner) or _has_owner(sentence) else "an owner",
        date_to_come,
    )
    return tuple(filter(None, found))


def _date_of(due: str, sentence: str, on: date) -> str:
    """What is wrong with the date; empty where nothing is."""
    own = deadline(due, on)
    if own is Deadline.PAST:
        return "a date to come"
    if own is Deadline.TO_COME or (own is Deadline.NONE and _is_said(due) and not _never_ends(due)):
        return ""
    return "" if deadline(sentence, on) is Deadline.TO_COME else "a date"


def _is_said(text: str) -> bool:
    """Whether something is written there, and not only where else to look."""
    return not is_no_answer(text) and not _ELSEWHERE.match(f"{bare(text)} ")


def _is_measure(text: str) -> bool:
    return _is_said(text) and not _BARE.issuperset(bare(text).split())


def _never_ends(text: str) -> bool:
    words = bare(text)
    return bool(_STANDING.intersection(words.split()) or _STANDING_SAID.search(words))


def _has_figure(sentence: str) -> bool:
    return bool(_FIGURE.search(_PLACES.sub(" ", without_times(sentence))))


def _has_owner(sentence: str) -> bool:
    return bool(_OWNER.search(_HALF_TERM.sub(" ", sentence.casefold())))
