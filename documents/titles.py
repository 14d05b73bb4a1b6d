"""What people head the sections of a report with: the form's own titles, and those of other forms."""

import re
from dataclasses import dataclass
from typing import Final

from documents.form import without_unseen
from handbook.reports.paper.proforma import SECTIONS

_TOKEN: Final = re.compile(r"[^\W_]+(?:[’'‘`´]s\b)?|&")
_PARTED: Final = re.compile(r"^\s*(?:[:.–—−-]|\()")
_APOSTROPHE: Final = re.compile("[’'‘`´]")
_NUMBER: Final = re.compile(r"\(?[0-9]{1,2}[.)]\s")

_OTHER_TITLES: Final[dict[str, tuple[str, ...]]] = {
    "context": (
        *("contextual information", "context of the school", "school context", "context", "school information"),
        *("about our school", "school profile", "background", "background and context"),
    ),
    "last_ofsted": (
        *("last ofsted information and key priorities", "last inspection", "last ofsted inspection", "last ofsted"),
        *("ofsted", "previous inspection", "key issues from last inspection", "ofsted key issues"),
        *("last ofsted and key issues", "last ofsted and its key issues", "outcome of last inspection"),
    ),
    "judgements": (
        *("current self evaluation against the ofsted criteria", "self evaluation", "self evaluation grades"),
        *("self evaluation and judgements", "evaluation areas", "evaluation", "judgements", "sef grades", "sef"),
        *("self evaluation against the ofsted criteria", "self evaluation judgements", "ofsted judgements"),
        *("school self evaluation", "self evaluation form"),
    ),
    "school_priorities": (
        *("schools own priorities", "own priorities", "school priorities", "priorities of the school"),
        *("school improvement priorities", "priorities", "school development plan priorities"),
    ),
    "curriculum": (
        *("foundation curriculum", "foundation curriculum and whole child", "curriculum", "the whole child"),
        *("wider curriculum", "curriculum and the whole child"),
    ),
    "progress": (
        *("progress against previous actions", "progress since last visit", "progress on previous actions"),
        *("progress since the last visit", "progress on actions", "review of previous actions"),
        *("actions from previous visit", "actions from the last visit", "progress against actions", "previous actions"),
        *("progress on agreed actions", "progress against previous targets", "progress on previous targets"),
    ),
    "visit_notes": (
        *("visit notes", "what we looked at", "what we found", "evidence seen", "evidence base", "evidence"),
        *(
            "key findings",
            "findings",
            "notes of visit",
            "focus of visit",
            "focus of the visit",
            "purposes of the visit",
        ),
        *("purpose of the visit", "purpose of visit", "autumn visit", "spring visit", "summer visit"),
        *("pre visit data analysis", "data analysis", "summary of visit", "record of visit"),
    ),
    "good_practice": (
        *("good practice", "amazing work good practice", "amazing work", "best practice", "good practice seen"),
        *("effective practice", "celebrations", "good practice to celebrate"),
    ),
    "headteacher": (
        *("headteacher wellbeing and cpd", "headteacher cpd and wellbeing", "headteacher cpd and wellbeing needs"),
        *("headteachers cpd and wellbeing", "headteachers wellbeing and cpd", "cpd and wellbeing", "wellbeing and cpd"),
        *("headteacher wellbeing", "headteachers wellbeing", "headteacher cpd", "headteachers cpd", "wellbeing"),
        *("headteachers own cpd and wellbeing", "own cpd and wellbeing", "headteacher support needs"),
        *("ht wellbeing", "ht cpd and wellbeing", "ht wellbeing and cpd", "head teacher cpd and wellbeing"),
    ),
    "targets": (
        *("agreed actions", "actions agreed", "actions", "targets", "targets agreed", "action points", "next steps"),
        *("agreed targets and actions", "agreed next steps", "agreed action points"),
    ),
    "next_visit": (
        *("date of next visit", "next meeting", "next visit date", "date and focus of next visit"),
        *("focus of next visit", "date of the next visit"),
    ),
}


@dataclass(frozen=True, slots=True)
class Title:
    """A line that heads a section. `rest` is what more stands in it, which is an `answer` where a sign sets it apart;
    `own` says that the title is the form's own."""

    section: str
    rest: str = ""
    is_answer: bool = False
    own: bool = True


def title_words(text: str) -> tuple[str, ...]:
    """The words by which a heading is known: without capitals, numbers before it, signs, and how it was apostrophised.
    An ampersand is an “and”."""
    return tuple(word for word, _ in _tokens(text))


def _tokens(text: str) -> list[tuple[str, int]]:
    """The words of a title, each with the place where it ends."""
    found = [
        ("and" if match[0] == "&" else _bare(match[0]), match.end()) for match in _TOKEN.finditer(without_unseen(text))
    ]
    while found and found[0][0].isdigit():
        del found[0]
    return found


def _bare(word: str) -> str:
    return word.casefold() if word.isalnum() else _APOSTROPHE.sub("", word.casefold())


_OWN: Final = {title_words(kind.title): kind.key for kind in SECTIONS}
_OTHER: Final = {title_words(words): key for key, titles in _OTHER_TITLES.items() for words in titles}
_LONGEST: Final = max(map(len, (*_OWN, *_OTHER)))


def own_title(text: str, *, whole: bool) -> Title | None:
    """What section of the form a line heads; `whole`: only if it says no more than the title."""
    tokens = _tokens(text)
    words = tuple(word for word, _ in tokens)
    if key := _OWN.get(words):
        return Title(key)
    if whole:
        return None
    for count in range(min(len(words) - 1, _LONGEST), 0, -1):
        if key := _OWN.get(words[:count]):
            rest = without_unseen(text)[tokens[count - 1][1] :]
            return Title(key, rest.strip().lstrip(":.–—− ").strip(), _answers(rest))
    return None


def other_title(text: str) -> Title | None:
    """What section of ours a title of another form stands for."""
    words = title_words(text)
    if not words:
        return None
    key = _OTHER.get(words) or _OTHER.get(words[1:] if words[0] == "the" else ())
    if key is not None:
        return Title(key, own=False)
    head, colon, rest = text.partition(":")
    found = _OTHER.get(title_words(head)) if colon and rest.strip() else None
    return Title(found, rest.strip(), is_answer=True, own=False) if found else None


def is_numbered(text: str) -> bool:
    """“4. Strengths”: how people number headings that are none in Word."""
    return bool(_NUMBER.match(text)) and len(text) <= 60 and text.rstrip()[-1:] not in (".", ";", ",")


def _answers(rest: str) -> bool:
    return bool(_PARTED.match(rest)) or any(sign.isdigit() for sign in rest)
