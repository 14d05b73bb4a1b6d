"""The school's sharing agreement: asked for, signed, declined, withdrawn (W5)."""

from collections.abc import Iterable, Mapping
from typing import Final

from automations.engine.command_bus import Handler, Occasion
from automations.engine.notifications import redraw_all, tell
from automations.engine.outbox import Promise, follow_up
from automations.engine.roster import school_of
from automations.engine.workflow import FollowUp, follow_ups_of
from automations.reports.cards import ReportKind, agreement_about, report_about
from handbook.core.people import Role
from handbook.reports import sharing_agreement as rules
from handbook.reports.sharing_agreement import (
    AgreementStatus,
    AskForAgreement,
    DeclineAgreement,
    SharingAgreement,
    SignAgreement,
    WithdrawAgreement,
)
from store.ledger import Ledger


def ask(books: Ledger, command: AskForAgreement, occasion: Occasion) -> Iterable[Promise]:
    school = school_of(books, command.urn)
    agreement = rules.ask(books.agreements.of_school(school.urn), command, occasion.somebody, occasion.now)
    return _saved(books, agreement, occasion)


def sign(books: Ledger, command: SignAgreement, occasion: Occasion) -> Iterable[Promise]:
    school = school_of(books, command.urn)
    agreement = rules.sign(books.agreements.of_school(school.urn), school, command, occasion.somebody, occasion.now)
    return _saved(books, agreement, occasion)


def decline(books: Ledger, command: DeclineAgreement, occasion: Occasion) -> Iterable[Promise]:
    school = school_of(books, command.urn)
    agreement = rules.decline(books.agreements.of_school(school.urn), school, command, occasion.somebody, occasion.now)
    return _saved(books, agreement, occasion)


def withdraw(books: Ledger, command: WithdrawAgreement, occasion: Occasion) -> Iterable[Promise]:
    school = school_of(books, command.urn)
    agreement = rules.withdraw(books.agreements.of_school(school.urn), school, command, occasion.somebody, occasion.now)
    return _saved(books, agreement, occasion)


HANDLERS: Final[Mapping[type, Handler]] = {
    AskForAgreement: ask,
    SignAgreement: sign,
    DeclineAgreement: decline,
    WithdrawAgreement: withdraw,
}


def agreement_changed(books: Ledger, agreement: SharingAgreement) -> Iterable[Promise]:
    """Whose turn it is hears of it, and every card that depends on it is drawn again."""
    school = books.roster.school_then(agreement.urn)
    about, revision = agreement_about(school.urn), agreement.revision
    yield from redraw_all(books, about, revision)
    for report in books.reports.of_school(school.urn):
        for promise in redraw_all(books, report_about(report.id), report.revision):
            yield Promise(promise.effect, f"{promise.key}+{about}@{revision}", promise.args, promise.far_end)
    if agreement.status is AgreementStatus.ASKED:
        yield tell(ReportKind.AGREEMENT, school.headteacher_id, about, revision)
    else:
        yield tell(ReportKind.AGREEMENT_STATE, books.roster.holder(Role.TRUST_ADVISOR).id, about, revision)


FOLLOW_UPS: Final[Mapping[str, FollowUp]] = follow_ups_of(
    lambda books, urn: books.agreements.of_school(urn), {"agreement_changed": agreement_changed}
)


def _saved(books: Ledger, agreement: SharingAgreement, occasion: Occasion) -> Iterable[Promise]:
    entry = occasion.entry(
        agreement.status.value, agreement_about(agreement.urn), text_version=agreement.text_version, rule="W5"
    )
    saved = books.agreements.save(agreement, entry, occasion.now)
    return [follow_up("agreement_changed", agreement_about(saved.urn), f"agreement:{saved.urn}@{saved.revision}")]
