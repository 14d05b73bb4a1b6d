"""The texts that schools agree to, and the draft of the next one (W5, D1)."""

from datetime import datetime

from handbook.reports.agreements.texts import FIRST_TEXTS, AgreementKind, AgreementText, WrittenText
from store.audit import AuditEntry
from store.record_table import Kept, RecordTable
from store.tables import agreement_texts


class AgreementTexts(RecordTable[WrittenText]):
    """The texts of one transaction. The first ones came with the service, and lie in no table."""

    kept = Kept(
        WrittenText,
        agreement_texts,
        lambda one: {"kind": one.kind.value, "number": one.number, "is_draft": one.adopted_at is None},
        key=("kind", "number"),
    )

    def all_of(self, kind: AgreementKind) -> tuple[AgreementText, ...]:
        """Each text of a kind that could ever be signed, the newest last."""
        return (FIRST_TEXTS[kind], *(one.text for one in self._of(kind=kind.value, is_draft=False)))

    def current(self, kind: AgreementKind) -> AgreementText:
        """The one that is signed now."""
        return self.all_of(kind)[-1]

    def find(self, kind: AgreementKind, version: str) -> AgreementText | None:
        return next((one for one in self.all_of(kind) if one.version == version), None)

    def draft(self, kind: AgreementKind) -> WrittenText | None:
        return next(iter(self._of(kind=kind.value, is_draft=True)), None)

    def drop(self, draft: WrittenText, entry: AuditEntry, at: datetime) -> None:
        """A draft is let go: nobody was ever asked for it."""
        columns = agreement_texts.c
        where = (columns.kind == draft.kind.value) & (columns.number == draft.number) & columns.is_draft.is_(True)
        self._connection.execute(agreement_texts.delete().where(where))
        self._chain.append(entry, at)
