"""The record of one report: one per school, academic year and term (V2), and everything that stands around it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from handbook.core.done_by import DoneBy
from handbook.core.holders import FormerHolder
from handbook.core.people import Person
from handbook.core.school_years import AcademicYear, Term
from handbook.reports.library import FiledItem
from handbook.reports.paper.inherited import Overwritten
from handbook.reports.paper.passages import Placement
from handbook.reports.paper.proforma import Contents


class Status(StrEnum):
    """Where a report stands. The moves between them are `handbook.reports.moves.MOVES`."""

    DRAFTED = "drafted"
    SENT = "sent"
    CHANGE_ASKED = "change_asked"
    APPROVED = "approved"
    FILED = "filed"
    SHARED = "shared"


@dataclass(frozen=True, slots=True)
class Version:
    """One file that the SIP sent, as it was read. `sha256` is of its bytes: what a headteacher approves (W1). `draft`
    is where it stands in the library of drafts, once it was sent to the headteacher and placed there. `correction` says
    what its SIP had to say about its head, which reads otherwise. `cleaning`: a clean copy of it is being made, which
    becomes a version of its own; `clean_of` says of which version that is one, and `clean_did` what became of what
    stood in that. `unanswered` is what was agreed before, and of which this one says nothing; `overwritten` where it
    has another context than the year's first report; `framework_chosen` by which framework the school would be judged,
    where this one judges by another."""

    number: int
    sha256: str
    file_name: str
    received_at: datetime
    contents: Contents
    set_aside: bool = False
    draft: FiledItem | None = None
    correction: str = ""
    cleaning: bool = False
    clean_of: int = 0
    clean_did: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()
    overwritten: tuple[Overwritten, ...] = ()
    framework_chosen: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """The headteacher's approval. `view` is theirs to add and may be empty; `route` says how the answer came;
    `deputy_id` is who gave it in their place, where somebody stood in for them."""

    by_id: str
    at: datetime
    route: str
    view: str = ""
    deputy_id: str = ""


@dataclass(frozen=True, slots=True)
class AskedChange:
    """What the headteacher asked to have changed of a version (W1), in their words or, `by_phone`, as the Trust Advisor
    recorded them. It travels with the report, as the school's view does."""

    version: int
    words: str
    by: DoneBy
    at: datetime
    by_phone: bool = False


@dataclass(frozen=True, slots=True)
class SentToChair:
    """Which pack the headteacher sent to which Chair of Governors (G1)."""

    person_id: str
    name: str
    at: datetime
    pdf: FiledItem


@dataclass(frozen=True, slots=True)
class PhoneCall:
    """What the headteacher said on the telephone, on which day, and who recorded it."""

    on: date
    by_id: str
    by: str
    words: str


@dataclass(frozen=True, slots=True)
class Filed:
    """What stands in the library of approved reports. `copy` and its PDF are without the headteacher's own part (P5),
    for others than the school, its SIP and the Trust Advisor; None while nobody has needed them. `pdf_has_words`: the
    PDF ends with what the school said; of older reports it stands beside it alone."""

    document: FiledItem
    pdf: FiledItem
    view: FiledItem | None = None
    copy: FiledItem | None = None
    copy_pdf: FiledItem | None = None
    pdf_has_words: bool = False

    @property
    def whole(self) -> tuple[FiledItem, ...]:
        """The report as it was approved, with the school's view."""
        return _each_once(self.document, self.pdf, self.view)

    @property
    def for_others(self) -> tuple[FiledItem, ...]:
        """The copy in its place, where there is one."""
        return _each_once(self.copy or self.document, self.copy_pdf or self.pdf, self.view)

    @property
    def items(self) -> tuple[FiledItem, ...]:
        """All of it."""
        return tuple(dict.fromkeys((*self.whole, *self.for_others)))


def _each_once(*items: FiledItem | None) -> tuple[FiledItem, ...]:
    """A report that came as a PDF is its own PDF."""
    return tuple(dict.fromkeys(item for item in items if item))


@dataclass(frozen=True, slots=True)
class GovernorsPack:
    """What the headteacher had made for governors (G1). No files: it is being made."""

    with_wellbeing: bool
    document: FiledItem | None = None
    pdf: FiledItem | None = None


@dataclass(frozen=True, slots=True)
class Reopening:
    """The Trust Advisor reopened an approved report, and why: the version that stood, its approval and its files."""

    by_id: str
    by: str
    at: datetime
    reason: str
    version: int
    decision: Decision | None
    filed: Filed | None


@dataclass(frozen=True, slots=True)
class Report:
    """`latest` and `sent` are version numbers (`sent` 0: the headteacher has not been asked;
    `sent_before`: what they had been asked about before that). `revision` counts every
    change of this record. `trouble` is a sentence for people when something promised could not be done. `shared_with`
    are those with whom the Trust Advisor shared it, as the list had them then (W4), and `let_in` the ids of those of
    them who can open it. `feedback_asked_at` is when the headteacher asked that the SIP feeds back to governors (G2).
    `placements` is what the SIP said of words that stand in no section. `sent_by` is who sent the version in question
    to the headteacher, `change_asked_by` who asked for a change of it; None in records from before these were kept.
    `former` are those who had the SIP's or the headteacher's part before. When the school withdraws and says so,
    sharing ends: `closing` are those whose access is being removed, `closed_to` those whose was, and
    `sharing_ended_at` says when that was decided last. `external_sip` names who wrote it where that is none of the
    trust's SIPs: the headteacher handed it in, which approved it (M4); then there is no `sip_id`. `replaced` are files
    that were handed in wrongly, or filed by an answer that was none, and closed. `phone` is the call by which it was
    answered, where it was; `phone_denied_at` when the headteacher said last that what was recorded is not so. `chair`
    has the governors' pack. `asked_changes` are all that the headteacher asked for, `reopened` how often the
    Trust Advisor took it up again, the oldest first."""

    id: str
    urn: str
    year: AcademicYear
    term: Term
    sip_id: str
    headteacher_id: str
    status: Status
    latest: int
    sent: int = 0
    sent_at: datetime | None = None
    sent_before: int = 0
    asked_change: str = ""
    decision: Decision | None = None
    filed: Filed | None = None
    governors_told_at: datetime | None = None
    governors_pack: GovernorsPack | None = None
    feedback_asked_at: datetime | None = None
    shared_at: datetime | None = None
    shared_with: tuple[Person, ...] = ()
    let_in: tuple[str, ...] = ()
    reminders: int = 0
    waits_told_at: datetime | None = None
    trouble: str = ""
    revision: int = 0
    placements: tuple[Placement, ...] = ()
    sent_by: DoneBy | None = None
    change_asked_by: DoneBy | None = None
    closing: tuple[Person, ...] = ()
    closed_to: tuple[Person, ...] = ()
    sharing_ended_at: datetime | None = None
    former: tuple[FormerHolder, ...] = ()
    external_sip: str = ""
    replaced: tuple[FiledItem, ...] = ()
    phone: PhoneCall | None = None
    phone_denied_at: datetime | None = None
    chair: SentToChair | None = None
    asked_changes: tuple[AskedChange, ...] = ()
    reopened: tuple[Reopening, ...] = ()

    @property
    def reopening(self) -> Reopening | None:
        """Why it is not approved any more, until it is again."""
        return self.reopened[-1] if self.reopened and self.decision is None else None

    @property
    def files_shared(self) -> tuple[FiledItem, ...]:
        """What others were let in to: of the version that stands, or that stood."""
        filed = self.filed or (self.reopening.filed if self.reopening else None)
        return filed.items if filed else ()

    @property
    def authors(self) -> frozenset[str]:
        """The ids of those who had a hand in what the headteacher is asked about."""
        return frozenset((self.sip_id, *(self.sent_by.ids if self.sent_by else ())))

    @property
    def own_part_of(self) -> str:
        """The id of the headteacher whose own CPD and wellbeing stands in it (P5): of whoever approved it, wherever it
        has passed on to since."""
        return self.decision.by_id if self.decision else self.headteacher_id

    @property
    def title(self) -> str:
        """The report as a sentence names it, without its school: autumn 2026/27 SIP report."""
        return f"{self.term.value.lower()} {self.year} SIP report"


def has_words(report: Report) -> bool:
    """Whether the school said something that travels with the report: its view, or what it asked to have changed."""
    return bool(report.asked_changes or (report.decision and report.decision.view))
