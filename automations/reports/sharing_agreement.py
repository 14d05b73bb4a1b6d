"""The school's sharing agreement: asked for, signed, declined, withdrawn (W5)."""

from collections.abc import Iterable, Mapping
from typing import Final

from automations.engine.card_registry import Kind, agreement_about, report_about
from automations.engine.command_bus import Handler, Occasion
from automations.engine.notifications import redraw_all, tell
from automations.engine.outbox import FAN_OUT, FarEnd, Promise
from automations.engine.work import AgreementFanOut
from handbook.core.people import Role, School
from handbook.core.refusal import Refused
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
    school = _school(books, command.urn)
    agreement = rules.ask(books.agreements.of_school(school.urn), command, occasion.somebody, occasion.now)
    return _saved(books, agreement, occasion)


def sign(books: Ledger, command: SignAgreement, occasion: Occasion) -> Iterable[Promise]:
    school = _school(books, command.urn)
    agreement = rules.sign(books.agreements.of_school(school.urn), school, command, occasion.somebody, occasion.now)
    return _saved(books, agreement, occasion)


def decline(books: Ledger, command: DeclineAgreement, occasion: Occasion) -> Iterable[Promise]:
    school = _school(books, command.urn)
    agreement = rules.decline(books.agreements.of_school(school.urn), school, command, occasion.somebody, occasion.now)
    return _saved(books, agreement, occasion)


def withdraw(books: Ledger, command: WithdrawAgreement, occasion: Occasion) -> Iterable[Promise]:
    school = _school(books, command.urn)
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
    school = _school(books, agreement.urn)
    about, revision = agreement_about(school.urn), agreement.revision
    yield from redraw_all(books, about, revision)
    for report in books.reports.of_school(school.urn):
        for promise in redraw_all(books, report_about(report.id), report.revision):
            yield Promise(promise.effect, f"{promise.key}+{about}@{revision}", promise.args, promise.far_end)
    if agreement.status is AgreementStatus.ASKED:
        yield tell(Kind.AGREEMENT, school.headteacher_id, about, revision)
    else:
        yield tell(Kind.AGREEMENT_STATE, books.roster.holder(Role.TRUST_ADVISOR).id, about, revision)


FAN_OUTS: Final[Mapping[str, AgreementFanOut]] = {"agreement_changed": agreement_changed}


def _school(books: Ledger, urn: str) -> School:
    school = books.roster.school(urn)
    if school is None:
        raise Refused("unknown", "I cannot find that school.")
    return school


def _saved(books: Ledger, agreement: SharingAgreement, occasion: Occasion) -> Iterable[Promise]:
    entry = occasion.entry(
        agreement.status.value, agreement_about(agreement.urn), text_version=agreement.text_version, rule="W5"
    )
    saved = books.agreements.save(agreement, entry, occasion.now)
    args = {"fan_out": "agreement_changed", "about": agreement_about(saved.urn)}
    return [Promise(FAN_OUT, f"agreement:{saved.urn}@{saved.revision}", args, FarEnd.DESK)]
