"""What a list of papers would do to the agreements of schools, before anybody says yes to it (W5, D1)."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from handbook.core.british_time import london_date
from handbook.core.refusal import Refused
from handbook.reports.agreements.agreement import SharingAgreement
from handbook.reports.agreements.paper import RecordPaper
from handbook.reports.agreements.paper_list import HOLDS_ALREADY, ImportedPaper, outcome_of
from handbook.reports.agreements.texts import FIRST_TEXTS, NAMES, AgreementKind, AgreementText
from handbook.schools.outcome import RowOutcome, Tally
from handbook.schools.trust_list import TrustList
from spreadsheets import list_columns as names
from spreadsheets.papers import PapersReading, TextsKnown
from store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class PaperPreview:
    """`papers` are those that would be recorded; `lines` say so, one each."""

    papers: tuple[RecordPaper, ...]
    lines: tuple[str, ...]
    tally: Tally


@dataclass(frozen=True, slots=True)
class PaperSeen:
    """What one row would do: `no` says why it cannot be taken, `line` what would be so. `command` records it, where it
    would be."""

    outcome: RowOutcome
    line: str = ""
    command: RecordPaper | None = None
    no: str = ""


def texts_known(uow: UnitOfWork | None, now: datetime) -> TextsKnown:
    """Without a database, those that came with the service."""
    versions = {kind: [one.version for one in _texts(uow, kind)] for kind in AgreementKind}
    return TextsKnown(versions, london_date(now))


def papers_seen(
    uow: UnitOfWork | None, papers: Iterable[ImportedPaper], known: TrustList, now: datetime
) -> Iterator[PaperSeen]:
    """Of schools as the list has them, or is to have them."""
    texts = {kind: {one.version: one for one in _texts(uow, kind)} for kind in AgreementKind}
    for one in papers:
        school = known.schools[one.urn].school
        agreement = uow.agreements.of_school(one.urn, one.kind) if uow else SharingAgreement(one.urn, kind=one.kind)
        try:
            outcome = outcome_of(agreement, school, one, texts[one.kind], now)
        except Refused as no:
            yield PaperSeen(RowOutcome.REFUSED, no=no.reason)
            continue
        if outcome not in (RowOutcome.CREATED, RowOutcome.CHANGED):
            yield PaperSeen(outcome)
            continue
        name, day = NAMES[one.kind].name, f"{one.signed_on:%d/%m/%Y}"
        line = f"{outcome}: {name} of {school.full_name} (URN {one.urn}), signed by {one.signed_by} on {day}"
        yield PaperSeen(outcome, line, one.command(agreement.revision))


def preview_papers(uow: UnitOfWork | None, reading: PapersReading, known: TrustList, now: datetime) -> PaperPreview:
    """What cannot be taken becomes a fault of the reading."""
    seen = tuple(papers_seen(uow, (one for _, one in reading.papers), known, now))
    for (row, _), one in zip(reading.papers, seen, strict=True):
        if one.no:
            reading.table.refuse(row, row.fault(names.URN, one.no))
    outcomes = Counter(one.outcome for one in seen)
    outcomes[RowOutcome.REFUSED] = len(reading.table.refused)
    left_out = outcomes[RowOutcome.SKIPPED]
    tally = Tally(reading.table.rows, outcomes, {HOLDS_ALREADY: left_out} if left_out else {})
    commands = tuple(one.command for one in seen if one.command is not None)
    return PaperPreview(commands, tuple(one.line for one in seen if one.line), tally)


def _texts(uow: UnitOfWork | None, kind: AgreementKind) -> tuple[AgreementText, ...]:
    return uow.agreement_texts.all_of(kind) if uow else (FIRST_TEXTS[kind],)
