"""The report proforma (P1-P5): which sections there are, and what a report says once it was read."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from handbook.core.school_years import AcademicYear, Term
from handbook.reports.frameworks import scales_for, written_in
from handbook.reports.judgements import Comparison, compared
from handbook.reports.passages import Passage, TrackedChange
from handbook.reports.smart import lacking


@dataclass(frozen=True, slots=True)
class SectionKind:
    """One section of the proforma. `first_visit` sections (P2) are filled at the first visit of the year only."""

    key: str
    title: str
    rule: str
    first_visit: bool = False


SECTIONS: Final = (
    SectionKind("context", "About the school", "P2", first_visit=True),
    SectionKind("last_ofsted", "Last Ofsted inspection and its key priorities", "P2", first_visit=True),
    SectionKind("judgements", "Self-evaluation and SIP judgements", "P2", first_visit=True),
    SectionKind("school_priorities", "The school’s own priorities", "P2", first_visit=True),
    SectionKind("curriculum", "Foundation curriculum and the whole child", "P2", first_visit=True),
    SectionKind("progress", "Progress on actions agreed at the previous visit", "P3"),
    SectionKind("visit_notes", "What we looked at and what we found", "P3"),
    SectionKind("good_practice", "Good practice to share", "P4"),
    SectionKind("headteacher", "The headteacher’s own CPD and wellbeing", "P5"),
    SectionKind("targets", "Agreed targets", "P1"),
    SectionKind("next_visit", "Next visit", "P3"),
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """One area judged by the school and by its SIP, in their own words; empty where nothing was written. `more` is
    what stands beside it in columns that people added, with their titles."""

    area: str
    school: str
    sip: str
    more: tuple[tuple[str, str], ...] = ()


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


@dataclass(frozen=True, slots=True)
class Change:
    """How a section differs from an earlier version: `added`, `removed` or `changed`. `now` is its first line that was
    not there before, empty where nothing came in."""

    section: SectionKind
    word: str
    now: str


class Form(StrEnum):
    """Whether a report is on the service's own form; UNKNOWN of those that were read before this was noted, and of
    whose words not all were accounted for."""

    UNKNOWN = ""
    OURS = "ours"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Contents:
    """What was read from a filled proforma. `sections` maps a section's key to its text (tables as lines); a section
    that is absent or blank is missing. Fields of the head that could not be read are None or empty. `unplaced` is, in
    reading order, what stands in no section; `facts` are labels and values that people added to the head;
    `subheadings` headings that people put into a section, with its key. `tracked` are changes that Word still tracks;
    `hidden_words` counts the words that the file hides from its readers. `form_name` is what another form
    calls itself."""

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
    form: Form = field(default=Form.UNKNOWN, compare=False)
    """How it was read is no part of what it says."""
    form_name: str = ""
    year_said: str = ""
    """What stands for the academic year, where that could not be read."""

    @property
    def expected(self) -> tuple[SectionKind, ...]:
        """The sections that a report of this term should have: the first part (P2) belongs to the autumn visit."""
        return tuple(kind for kind in SECTIONS if self.term in (Term.AUTUMN, None) or not kind.first_visit)

    @property
    def filled(self) -> tuple[SectionKind, ...]:
        return tuple(kind for kind in SECTIONS if self.sections.get(kind.key, "").strip())

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

    def loose_targets(self, on: date) -> tuple[Target, ...]:
        """Targets without a measure, an owner or a date to come (P1)."""
        return tuple(target for target in self.targets if target.lacks(on))

    def _that_are(self, wanted: Comparison) -> tuple[Judgement, ...]:
        framework = written_in(judgement.area for judgement in self.judgements)
        return tuple(
            each
            for each in self.judgements
            if compared(each.school, each.sip, scales_for(each.area, framework)) is wanted
        )

    def changes_since(self, earlier: "Contents") -> tuple[Change, ...]:
        """What differs from an earlier version, section by section."""
        texts = ((kind, earlier.sections.get(kind.key, ""), self.sections.get(kind.key, "")) for kind in SECTIONS)
        return tuple(
            Change(kind, word, _first_new_line(before, after))
            for kind, before, after in texts
            if (word := _change(before, after))
        )


def _change(before: str, after: str) -> str:
    if _plain(before) == _plain(after):
        return ""
    if not before.strip():
        return "added"
    return "changed" if after.strip() else "removed"


def _first_new_line(before: str, after: str) -> str:
    known = {_plain(line) for line in before.splitlines()}
    return next((line.strip() for line in after.splitlines() if line.strip() and _plain(line) not in known), "")


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
