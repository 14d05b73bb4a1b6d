"""The words of the proforma (P1-P5): labels, prompts and tags. Writing and reading both hold to these."""

import re
from dataclasses import dataclass
from typing import Final

from handbook.reports.proforma import SECTIONS, Judgement, Target

BULLET: Final = "• "


@dataclass(frozen=True, slots=True)
class Field:
    """One fillable place of the head. `labels` are how people name it when they rebuild the table, ours first."""

    key: str
    labels: tuple[str, ...]
    prompt: str

    @property
    def tag(self) -> str:
        return f"sip:{self.key}"


HEAD: Final = (
    Field("school", ("School", "School name", "Name of school"), "Click or tap here to enter the school’s name"),
    Field("town", ("Town", "Town or city", "City"), "Click or tap here to enter the town"),
    Field("urn", ("URN", "School URN", "Unique reference number"), "Click or tap here to enter the six-digit URN"),
    Field("year", ("Academic year", "Year", "School year"), "Click or tap here to enter the year, such as 2026/27"),
    Field("term", ("Term",), "Click or tap here to choose the term"),
    Field(
        "sip",
        ("School Improvement Partner", "SIP", "SIP name", "Name of SIP"),
        "Click or tap here to enter the SIP’s name",
    ),
    Field("headteacher", ("Headteacher", "Head teacher", "Head"), "Click or tap here to enter the headteacher’s name"),
)

SECTION_PROMPTS: Final = {
    "context": "Click or tap here to describe the school: its size and intake, who its pupils are, its staffing, and "
    "what makes it the school that it is.",
    "last_ofsted": "Click or tap here to give the date and outcome of the last inspection, and its key priorities.",
    "judgements": "Click or tap here to comment on the judgements, above all where the two differ.",
    "school_priorities": "Click or tap here to list the school’s own priorities, where they differ from Ofsted’s or "
    "add to them.",
    "curriculum": "Click or tap here to note how the foundation curriculum and the care for the whole child stand.",
    "progress": "Click or tap here to say what has become of each action agreed at the previous visit.",
    "visit_notes": "Click or tap here to say what you looked at and what you found; the school’s own in-year data for "
    "EYFS, KS1 and KS2, and its latest attendance, belong here.",
    "good_practice": "Click or tap here to name good practice that other schools could learn from, whatever the "
    "school’s Ofsted grade.",
    "headteacher": "Click or tap here to note the headteacher’s own training and wellbeing needs, as far as they wish "
    "to share them.",
    "targets": "Click or tap here to add a note on the targets.",
    "next_visit": "Click or tap here to give the date and the focus of the next visit.",
}

SECTION_HINTS: Final = {
    "judgements": "Where the school’s judgement and the SIP’s differ, we look at the difference on every visit of the "
    "year.",
    "targets": "Each target says what will change, how we will know, who leads it and by when.",
}

COMMENT_HEADING: Final = "The SIP’s comment"
CELL_PROMPT: Final = "Click or tap here"
JUDGEMENT_HEADER: Final = ("Area", "School’s judgement", "SIP’s judgement")
TARGET_HEADER: Final = ("Target", "Measure", "Owner", "By when")

_WORD: Final = re.compile(r"[^\W_]+")


def section_tag(key: str) -> str:
    return f"sip:section:{key}"


def plain(text: str) -> str:
    """Words alone, lower case: how a heading or label that was typed again is still known."""
    return " ".join(_WORD.findall(text.casefold()))


_PROMPTS: Final = (*(field.prompt for field in HEAD), *SECTION_PROMPTS.values())
_WORDS_OWN_PROMPTS: Final = (
    "Click or tap here to enter text.",
    "Click here to enter text.",
    "Click or tap to enter a date.",
    "Choose an item.",
)
_FORM_TEXT: Final = frozenset(
    map(plain, (*_PROMPTS, *_WORDS_OWN_PROMPTS, *SECTION_HINTS.values(), COMMENT_HEADING, CELL_PROMPT))
)
_LEFT_OVER: Final = re.compile("|".join(map(re.escape, _PROMPTS)))


def said(text: str) -> str:
    """What somebody wrote in a line: nothing where it is a prompt or hint of the form, or of Word itself (for a control
    that was emptied). LibreOffice turns prompts into ordinary text, so people may have typed before or after one."""
    return "" if plain(text) in _FORM_TEXT else _LEFT_OVER.sub("", text)


def said_in_cell(text: str) -> str:
    """The same for a cell of the judgements or targets."""
    return said(text.strip().removeprefix(CELL_PROMPT).removesuffix(CELL_PROMPT).strip())


_NOT_XML: Final = re.compile("[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def tidy(text: str) -> str:
    """Text as a Word file can hold it: no control characters or halves of characters, no blanks at the ends of lines,
    no empty lines at either end. What was read and what was written agree in this form."""
    lines = [_NOT_XML.sub("", line).rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return "\n".join(lines).strip("\n")


def one_line(text: str) -> str:
    return " ".join(tidy(text).split())


def judgement_line(judgement: Judgement) -> str:
    """A row of the judgements as a line of its section's text."""
    school, sip = one_line(judgement.school) or "not given", one_line(judgement.sip) or "not given"
    return f"{one_line(judgement.area)}: school – {school}; SIP – {sip}"


def target_line(target: Target) -> str:
    """A row of the targets as a line of its section's text."""
    parts = (("measure", target.measure), ("owner", target.owner), ("by", target.due))
    given = "; ".join(f"{name}: {one_line(value)}" for name, value in parts if value.strip())
    return f"{one_line(target.text)} ({given})" if given else one_line(target.text)


SECTION_OF_TITLE: Final = {plain(kind.title): kind.key for kind in SECTIONS}
