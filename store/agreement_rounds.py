"""The rounds in which all schools are asked for an agreement."""

from handbook.reports.agreements.standing import AskRound
from handbook.reports.agreements.texts import AgreementKind
from store.record_table import Kept, RecordsById
from store.tables import agreement_rounds


class AgreementRounds(RecordsById[AskRound]):
    """The rounds of one transaction."""

    unknown = "I cannot find that round of asking."
    kept = Kept(AskRound, agreement_rounds, lambda one: {"id": one.id, "kind": one.kind.value})

    def of_kind(self, kind: AgreementKind) -> tuple[AskRound, ...]:
        return self._of(kind=kind.value)
