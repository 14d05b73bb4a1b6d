"""Papers that schools have signed, many at once out of a list (W5, D1): what each row of it would do."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from handbook.core.people import Person, Role, School
from handbook.core.refusal import Refused
from handbook.reports.agreements.agreement import SharingAgreement
from handbook.reports.agreements.paper import RecordPaper, recorded
from handbook.reports.agreements.signatures import Signature
from handbook.reports.agreements.texts import AgreementKind, AgreementText
from handbook.schools.outcome import RowOutcome

PAPERS_CHANGED = "A school has answered or was asked meanwhile, so nothing was imported. Please look at it again."
TO_EACH_HEADTEACHER = "Each headteacher gets a copy in Teams, and can say that it is not so."
HOLDS_ALREADY = "about schools whose agreement holds already"


@dataclass(frozen=True, slots=True)
class ImportedPaper:
    """One row of a list. `version` is that of the text which was signed."""

    urn: str
    kind: AgreementKind
    version: str
    signed_by: str
    signed_on: date
    reference: str

    def command(self, revision: int) -> RecordPaper:
        return RecordPaper(
            self.urn, revision, self.version, self.signed_by, self.signed_on, self.reference, self.kind
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class RecordPapers:
    """All of these are recorded, or none. `sha256` is of the file that they come from."""

    sha256: str
    papers: tuple[RecordPaper, ...]


def check_may_record_list(person: Person | None) -> None:
    """Raises Refused for all but the Trust Advisor and who runs the service (None)."""
    if person is not None and not person.is_a(Role.TRUST_ADVISOR):
        raise Refused("not_yours", "Only the Trust Advisor records agreements that were signed on paper.", "W5")


def outcome_of(
    agreement: SharingAgreement, school: School, one: ImportedPaper, texts: Mapping[str, AgreementText], now: datetime
) -> RowOutcome:
    """What the row would do. A paper that is on the record already changes nothing, and one beside a signature that
    holds is left out. Raises Refused where it cannot be taken."""
    same = [signature for signature in agreement.signatures if _is_of(signature, one)]
    if agreement.signature in same:
        return RowOutcome.UNCHANGED
    if any(signature.denied for signature in same):
        raise Refused("not_now", "another paper: the headteacher has said that this one is not so", "W5")
    if agreement.in_force and not agreement.asked_again:
        return RowOutcome.SKIPPED
    recorded(agreement, school, one.command(agreement.revision), None, now, texts.get(one.version))
    return RowOutcome.CHANGED if agreement.signatures else RowOutcome.CREATED


def _is_of(signature: Signature, one: ImportedPaper) -> bool:
    paper = signature.paper
    return paper is not None and (signature.text_version, signature.name, paper.signed_on, paper.reference) == (
        one.version,
        one.signed_by,
        one.signed_on,
        one.reference,
    )
