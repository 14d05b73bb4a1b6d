"""The report proforma (P1-P5): which sections there are, and what a report says once it was read."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Final

from handbook.core.school_years import AcademicYear, Term
from handbook.reports.openings import says_something
from handbook.reports.paper.boxes import BOXES, TABLES, TableRow
from handbook.reports.paper.frameworks import Scale, scales_for, written_in
from handbook.reports.paper.judgements import Comparison, compared
from handbook.reports.paper.passages import LEFT_OUT, Passage, TrackedChange
from handbook.reports.paper.smart import lacking
from handbook.reports.paper.statuses import GapMark, gap_mark


@dataclass(frozen=True, slots=True)
class SectionKind:
    """One section of the proforma. `first_visit` sections (P2) are filled at the first visit of the year only; one of
    the headteacher's `own` (P5) is for them and their SIP."""

    key: str
    title: str
    rule: str
    first_visit: bool = False
    own: bool = False


SECTIONS: Final = (
    SectionKind("context", "About the school", "P2", first_visit=True),
    SectionKind("last_ofsted", "Last Ofsted inspection and its key priorities", "P2", first_visit=True),
    SectionKind("judgements", "Self-evaluation and SIP judgements", "P2", first_visit=True),
    SectionKind("school_priorities", "The school’s own priorities", "P2", first_visit=True),
    SectionKind("curriculum", "Foundation curriculum and the whole child", "P2", first_visit=True),
    SectionKind("progress", "Progress on actions agreed at the previous visit", "P3"),
    SectionKind("visit_notes", "What we looked at and what we found", "P3"),
    SectionKind("good_practice", "Good practice to share", "P4"),
    SectionKind("headteacher", "The headteacher’s own CPD and wellbeing", "P5", own=True),
    SectionKind("targets", "Agreed targets", "P1"),
    SectionKind("next_visit", "Next visit", "P3"),
)

_KEYS: Final = frozenset(kind.key for kind in SECTIONS)
_FOR_OTHERS: Final = frozenset(kind.key for kind in SECTIONS if not kind.own)


@dataclass(frozen=True, slots=True)
class Judgement:
    """One area judged by the school and by its SIP, in their own words; empty where nothing was written. `gap` is what
    they say of the two; `more` what stands beside it in columns that people added, with their titles."""

    area: str
    school: str
    sip: str
    more: tuple[tuple[str, str], ...] = ()
    gap: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """One agreed target (P1): SMART asks for a measure, an owner and a date. `more` is as with a judgement."""

    text: str
    measure: str
    owner: str
    due: str
    more: tuple[tuple[str, str], ...] = ()

    def lacks(self, on: date) -> tuple[str, ...]:
        """Which of measure, owner and date are not given on that day; a help to the SIP, never a bar."""
        return lacking(self.text, self.measure, self.owner, self.due, on)


class Form(StrEnum):
    """Whether a report is on the service's own form; UNKNOWN of those that were read before this was noted, and of
    whose words not all were accounted for."""

    UNKNOWN = ""
    OURS = "ours"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Contents:
    """What was read from a filled proforma. `sections` maps a section's key to its text (tables as lines); a section
    that is absent or blank is missing. Fields of the head that could not be read are None or empty. `boxes` and `rows`
    are what was filled in the form's boxes and tables, by their keys (`boxes.py`); they stand as lines in their
    sections too. `unplaced` is, in reading order, what stands in no section; `facts` are labels and values that people
    added to the head; `subheadings` headings that people put into a section, with its key. `tracked` are changes that
    Word still tracks; `hidden_words` counts the words that the file hides from its readers. `pupils` is what looks like
    a pupil's name or number. `form_name` is what another form calls itself."""

    school_name: str
    urn: str
    academic_year: AcademicYear | None
    term: Term | None
    sip_name: str
    sections: dict[str, str]
    judgements: tuple[Judgement, ...] = ()
    targets: tuple[Target, ...] = ()
    town: str = ""
    unplaced: tuple[Passage, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    subheadings: tuple[tuple[str, str], ...] = ()
    tracked: tuple[TrackedChange, ...] = ()
    hidden_words: int = 0
    pupils: tuple[str, ...] = ()
    form: Form = field(default=Form.UNKNOWN, compare=False)
    """How it was read is no part of what it says."""
    form_name: str = ""
    year_said: str = ""
    """What stands for the academic year, where that could not be read."""
    boxes: dict[str, str] = field(default_factory=dict[str, str])
    rows: dict[str, tuple[TableRow, ...]] = field(default_factory=dict[str, tuple[TableRow, ...]])

    @property
    def expected(self) -> tuple[SectionKind, ...]:
        """The sections that a report of this term should have: the first part (P2) belongs to the autumn visit."""
        return tuple(kind for kind in SECTIONS if self.term in (Term.AUTUMN, None) or not kind.first_visit)

    @property
    def texts(self) -> dict[str, str]:
        """The sections, with the passages that the SIP said belong there."""
        texts = dict(self.sections)
        for passage in self.unplaced:
            if passage.belongs in _KEYS:
                texts[passage.belongs] = "\n".join(filter(None, (texts.get(passage.belongs, ""), passage.words)))
        return texts

    def for_others(self) -> "Contents":
        """The same without what is the headteacher's own (P5), for whoever is neither they nor their SIP. Words that
        stand in no section stay out too, unless the SIP said that they belong to another: nobody else can tell."""
        own_boxes = {box.key for box in BOXES if box.section not in ("", *_FOR_OTHERS)}
        own_tables = {table.key for table in TABLES if table.section not in _FOR_OTHERS}
        return replace(
            self,
            sections={key: text for key, text in self.sections.items() if key in _FOR_OTHERS},
            boxes={key: text for key, text in self.boxes.items() if key not in own_boxes},
            rows={key: rows for key, rows in self.rows.items() if key not in own_tables},
            unplaced=tuple(one for one in self.unplaced if one.belongs in _FOR_OTHERS and not one.is_comment),
            subheadings=tuple(one for one in self.subheadings if one[0] in _FOR_OTHERS),
            tracked=(),
            pupils=(),
        )

    @property
    def open_passages(self) -> tuple[Passage, ...]:
        """What stands in no section, and of which the SIP has not said where it belongs."""
        return tuple(one for one in self.unplaced if not one.belongs and not one.is_comment)

    @property
    def outside(self) -> tuple[Passage, ...]:
        """What stands in no section and is not left out of the summary."""
        placed = (*_KEYS, LEFT_OUT)
        return tuple(one for one in self.unplaced if one.belongs not in placed and not one.is_comment)

    @property
    def comments(self) -> tuple[Passage, ...]:
        return tuple(one for one in self.unplaced if one.is_comment)

    @property
    def is_clean(self) -> bool:
        """No change is tracked and no comment stands in it: what is printed is what is meant."""
        return not self.tracked and not self.comments

    @property
    def filled(self) -> tuple[SectionKind, ...]:
        """Those in which somebody has written more than the form opens with."""
        texts = self.texts
        return tuple(kind for kind in SECTIONS if says_something(texts.get(kind.key, "")))

    @property
    def missing(self) -> tuple[SectionKind, ...]:
        return tuple(kind for kind in self.expected if kind not in self.filled)

    @property
    def gaps(self) -> tuple[Judgement, ...]:
        """Both judged, and they differ: a focus of the whole year (P2)."""
        return self._that_are(Comparison.DIFFERS)

    @property
    def unclear(self) -> tuple[Judgement, ...]:
        """Both wrote something, and whether it differs somebody has to see for themselves."""
        return self._that_are(Comparison.UNCLEAR)

    @property
    def agreeing(self) -> tuple[Judgement, ...]:
        """Both judged alike, or somebody says that the gap is closed."""
        return self._that_are(Comparison.AGREES)

    def loose_targets(self, on: date) -> tuple[tuple[Target, tuple[str, ...]], ...]:
        """Targets without a measure, an owner or a date to come (P1), each with what it lacks."""
        return tuple((target, lacks) for target in self.targets if (lacks := target.lacks(on)))

    def _that_are(self, wanted: Comparison) -> tuple[Judgement, ...]:
        framework = written_in(judgement.area for judgement in self.judgements)
        return tuple(each for each in self.judgements if _stands(each, scales_for(each.area, framework)) is wanted)


def _stands(judgement: Judgement, scales: Iterable[Scale]) -> Comparison:
    """What people say of the two holds, but for a gap that they say is none: somebody looks at that."""
    found = compared(judgement.school, judgement.sip, scales)
    match gap_mark(judgement.gap):
        case GapMark.GAP:
            return Comparison.DIFFERS
        case GapMark.CLOSED:
            return Comparison.AGREES
        case GapMark.NO_GAP if found is Comparison.DIFFERS:
            return Comparison.UNCLEAR
        case GapMark.NO_GAP if found is Comparison.UNCLEAR:
            return Comparison.AGREES
        case _:
            return found
