"""The words of the proforma (P1-P5): labels, prompts and tags. Writing and reading both hold to these."""

import re
from dataclasses import dataclass
from typing import Final

from handbook.core.school_years import Term
from handbook.reports.paper.boxes import BOXES, TABLES
from handbook.reports.paper.frameworks import CATHOLIC, OFSTED, Framework
from handbook.reports.paper.proforma import SECTIONS, Judgement, Target
from handbook.visits.agenda import AGENDA, INFORMATION

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

TITLE: Final = "School Improvement Partner report"
AGENDA_GUIDE: Final = "A guide: headteacher and SIP decide what the visit is about."
SCHEDULE_HEADER: Final = ("When", "Suggested agenda", "Suggested information")


def subtitle(term: str, year: str) -> str:
    return f"{term or 'Termly'} visit {year}".strip()


def agenda_heading(term: str) -> str:
    return "Suggested agenda" + (f" for the {term.lower()} visit" if term else " of the year")


COMMENT_HEADING: Final = "The SIP’s comment"
CELL_PROMPT: Final = "Click or tap here"
JUDGEMENT_HEADER: Final = ("Area", "School’s judgement", "SIP’s judgement")
GAP_TITLE: Final = "Gap"
TARGET_HEADER: Final = ("Target", "Measure", "Owner", "By when")


def framework_line(framework: Framework) -> str:
    """By what the school and its SIP judge."""
    return f"Areas and grades: {framework.name}; {CATHOLIC.name}."


_WORD: Final = re.compile(r"[^\W_]+")


def section_tag(key: str) -> str:
    return f"sip:section:{key}"


def without_unseen(text: str) -> str:
    """Without what only says where a word may be divided."""
    return text.replace("\xad", "").replace("\u200b", "") if not text.isascii() else text


def plain(text: str) -> str:
    """Words alone, lower case, an ampersand among them: how a heading or label that was typed again is still known."""
    if "&" in text:
        text = text.replace("&", " and ")
    return " ".join(_WORD.findall(without_unseen(text).casefold()))


_PROMPTS: Final = (*(field.prompt for field in HEAD), *SECTION_PROMPTS.values())
_WORDS_OWN_PROMPTS: Final = (
    "Click or tap here to enter text.",
    "Click here to enter text.",
    "Click or tap to enter a date.",
    "Click here to enter a date.",
    "Choose an item.",
    "Choose a building block.",
)
_FORM_TEXT: Final = frozenset(
    map(
        plain,
        (
            *_PROMPTS,
            *_WORDS_OWN_PROMPTS,
            *SECTION_HINTS.values(),
            COMMENT_HEADING,
            CELL_PROMPT,
            *map(framework_line, OFSTED),
            *(table.title for table in TABLES),
        ),
    )
)
HEAD_LABELS: Final = frozenset(plain(label) for field in HEAD for label in field.labels)
_FRONT_TEXT: Final = frozenset(
    map(
        plain,
        (
            *(TITLE, AGENDA_GUIDE, agenda_heading(""), *Term),
            *(agenda_heading(term) for term in Term),
            *SCHEDULE_HEADER,
            *(item for suggested in (AGENDA, INFORMATION) for items in suggested.values() for item in items),
        ),
    )
)
_SUBTITLE: Final = re.compile(r"(?:termly|autumn|spring|summer) visit(?: 20[0-9]{2} [0-9]{2})?")
_FORM_TEXT_AT_MOST: Final = 2 * max(map(len, _FORM_TEXT))
_PROMPTS_KNOWN: Final = frozenset(map(plain, (*_PROMPTS, *_WORDS_OWN_PROMPTS, CELL_PROMPT)))
_LEFT_OVER: Final = re.compile("|".join(map(re.escape, _PROMPTS)))
_KNOWN: Final = _FORM_TEXT | HEAD_LABELS | _FRONT_TEXT
_LABELS: Final = frozenset(
    map(
        plain,
        (
            *(kind.title for kind in SECTIONS),
            *(*JUDGEMENT_HEADER, GAP_TITLE, *TARGET_HEADER),
            *(label for box in BOXES for label in (box.label, *box.also)),
            *(words for table in TABLES for words in (*table.given, *(column.title for column in table.columns))),
        ),
    )
)


def is_known(text: str) -> bool:
    """Whether a text is one that our own form says, as we word it."""
    words = plain(text)
    return words in _KNOWN or words in _LABELS or bool(_SUBTITLE.fullmatch(words))


def is_prompt(text: str) -> bool:
    """Whether a text is one of the form's own prompts, or of Word's. Whatever else stands there, somebody wrote."""
    return plain(text) in _PROMPTS_KNOWN


def is_front_text(text: str) -> bool:
    """Whether a line is what our form says before its first section: its title, and the suggested agenda."""
    words = plain(text)
    return words in _FRONT_TEXT or bool(_SUBTITLE.fullmatch(words))


def said(text: str) -> str:
    """What somebody wrote in a line: nothing where it is a prompt or hint of the form, or of Word itself (for a control
    that was emptied). LibreOffice turns prompts into ordinary text, so people may have typed before or after one."""
    if len(text) <= _FORM_TEXT_AT_MOST and plain(text) in _FORM_TEXT:
        return ""
    return _LEFT_OVER.sub("", text) if CELL_PROMPT in text else text


def prompts_in(text: str) -> list[str]:
    """What `said` leaves out."""
    if said(text) == text:
        return []
    return [text] if plain(text) in _FORM_TEXT else _LEFT_OVER.findall(text)


def said_in_cell(text: str) -> str:
    """The same for a cell of the judgements or targets."""
    return said(text.strip().removeprefix(CELL_PROMPT).removesuffix(CELL_PROMPT).strip())


def cell_prompts(text: str) -> list[str]:
    """What `said_in_cell` leaves out."""
    return [CELL_PROMPT] * text.count(CELL_PROMPT) or prompts_in(text)


_NOT_XML: Final = re.compile("[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def tidy(text: str) -> str:
    """Text as a Word file can hold it: no control characters or halves of characters, no blanks at the ends of lines,
    no empty lines at either end. What was read and what was written agree in this form."""
    if text.isprintable():  # most are, and looking costs less than replacing
        return text.rstrip()
    lines = [_NOT_XML.sub("", line).rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return "\n".join(lines).strip("\n")


def one_line(text: str) -> str:
    return " ".join(tidy(text).split())


def judgement_line(judgement: Judgement) -> str:
    """A row of the judgements as a line of its section's text."""
    school, sip = one_line(judgement.school) or "not given", one_line(judgement.sip) or "not given"
    said = f"; {one_line(judgement.gap)}" if judgement.gap.strip() else ""
    return f"{one_line(judgement.area)}: school – {school}; SIP – {sip}{said}{_more(judgement.more)}"


def _more(columns: tuple[tuple[str, str], ...]) -> str:
    return "".join(f"; {title}: {one_line(value)}" for title, value in columns)


def target_line(target: Target) -> str:
    """A row of the targets as a line of its section's text."""
    parts = (("measure", target.measure), ("owner", target.owner), ("by", target.due), *target.more)
    given = "; ".join(f"{name}: {one_line(value)}" for name, value in parts if value.strip())
    return f"{one_line(target.text)} ({given})" if given else one_line(target.text)
