"""The list of all schools' agreements, for the Trust Advisor, and what a headteacher reads before they answer: what was
signed, who loses what (W4, W5, D1). Nothing here changes anything."""

from collections.abc import Iterable, Mapping
from typing import Final

from automations.engine.card_registry import CardRef
from automations.engine.command_bus import RenderContext
from automations.engine.inbound.port import Click
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.notifications import NOT_REACHED
from automations.engine.ports import Card
from automations.engine.roster import known_person, school_of
from automations.engine.sending.once import send_message
from automations.engine.workflow import Effect, Reply, Work
from automations.reports.cards import ReportKind, agreement_about
from cards.kit.lines import closed_card
from cards.reports.agreements.actions import NOT_ANSWERED, ShowAgreements, ShowPaperForm, ShowSigned, ShowWithdrawal
from cards.reports.agreements.list import ROWS_AT_MOST, Row, agreements_card
from cards.reports.agreements.signed import paper_card, signed_card
from cards.reports.agreements.withdrawal import withdrawal_card
from handbook.core.british_time import london_date
from handbook.core.people import Person, Role, School
from handbook.core.school_years import AcademicYear
from handbook.reports.agreements.agreement import AgreementMove, SharingAgreement, check_headteacher, is_open
from handbook.reports.agreements.asking import school_days_waited
from handbook.reports.agreements.paper import check_may_record
from handbook.reports.agreements.standing import Standing, standing
from handbook.reports.agreements.texts import NAMES, AgreementKind
from handbook.reports.agreements.unsharing import is_open_outside
from handbook.search.finding import matches, plain_words
from store.unit_of_work import UnitOfWork

AGREEMENTS: Final = "agreements"


def agreements_asked(_uow: UnitOfWork, person: Person, words: str, message_id: str) -> list[OutboxJob] | None:
    kinds = {AGREEMENTS: AgreementKind.SHARING} | {NAMES[kind].plural: kind for kind in AgreementKind}
    if words not in kinds or not person.is_a(Role.TRUST_ADVISOR):
        return None
    args: dict[str, str | int] = {"person_id": person.id, "kind": kinds[words].value}
    return [OutboxJob("send_agreements", message_id, args, JobQueue.TEAMS)]


async def send_agreements(work: Work, person_id: str, kind: str) -> None:
    """The list as it is now. It is no copy that is kept true: hundreds of answers would redraw it each time. It asks
    how it stands when it is looked at again."""
    context, asked = work.bus.render_context, ShowAgreements(AgreementKind(kind))
    card = await work.bus.read(lambda uow: _list(uow, asked, known_person(uow, person_id), context))
    await send_message(work, person_id, card)


EFFECTS: Final[Mapping[str, Effect]] = {
    "send_agreements": Effect(
        send_agreements, "The list of agreements could not be sent", NOT_REACHED, about=("answer", "person_id")
    )
}


def _list(uow: UnitOfWork, asked: ShowAgreements, viewer: Person, context: RenderContext) -> Card:
    if not viewer.is_a(Role.TRUST_ADVISOR):
        return closed_card()
    today = london_date(context.now)
    agreements, text = uow.agreements.all_of(asked.kind), uow.agreement_texts.current(asked.kind)
    schools = sorted(uow.roster.schools(), key=lambda one: (one.full_name, one.urn))
    rows = [(school, agreements.get(school.urn, SharingAgreement(school.urn, kind=asked.kind))) for school in schools]
    year = AcademicYear.of(today)
    found = [(school, agreement, standing(agreement, school, text, year)) for school, agreement in rows]
    matching = [one for one in found if _matches(one[0], one[2], asked)]
    pages = max(1, -(-len(matching) // ROWS_AT_MOST))
    page = min(max(1, asked.page), pages)
    shown = [
        Row(school, agreement, stands, _days(uow, school, agreement, context))
        for school, agreement, stands in matching[(page - 1) * ROWS_AT_MOST : page * ROWS_AT_MOST]
    ]
    at = ShowAgreements(asked.kind, asked.show, asked.find, page)
    return agreements_card([(school, stands) for school, _, stands in found], shown, at, len(matching))


def _matches(school: School, stands: Standing, asked: ShowAgreements) -> bool:
    """Every word that was typed begins one of the school's name, its town, or its URN, however it is written."""
    if asked.show == NOT_ANSWERED and stands is Standing.SIGNED:
        return False
    if asked.show not in ("", NOT_ANSWERED, stands.value):
        return False
    return matches(plain_words(asked.find), plain_words(f"{school.full_name} {school.urn}"))


def _days(uow: UnitOfWork, school: School, agreement: SharingAgreement, context: RenderContext) -> int | None:
    calendar = uow.roster.calendar(school, context.policy.bank_holidays)
    return school_days_waited(agreement, calendar, london_date(context.now))


def _listed(uow: UnitOfWork, command: ShowAgreements, viewer: Person, context: RenderContext, _click: Click) -> Card:
    return _list(uow, command, viewer, context)


def _withdrawal(
    uow: UnitOfWork, command: ShowWithdrawal, viewer: Person, _context: RenderContext, _click: Click
) -> Card | CardRef:
    """Where there is nothing to withdraw any more, how the agreement stands."""
    school = school_of(uow, command.urn)
    agreement = uow.agreements.of_school(school.urn, command.kind)
    check_headteacher(agreement, school, viewer)
    if not is_open(agreement, AgreementMove.WITHDRAW):
        return CardRef(ReportKind.AGREEMENT, agreement_about(school.urn, command.kind))
    shared = [one for one in uow.reports.of_school(school.urn) if is_open_outside(one)]
    return withdrawal_card(agreement, school, shared, list(_readers_of_figures(uow, school, viewer)))


def _readers_of_figures(uow: UnitOfWork, school: School, headteacher: Person) -> Iterable[Person]:
    yield headteacher
    yield uow.roster.then(school.sip_id, Role.SIP)
    yield uow.roster.holder_then(Role.TRUST_ADVISOR)


def _what_was_signed(
    uow: UnitOfWork, command: ShowSigned, viewer: Person, _context: RenderContext, _click: Click
) -> Card:
    agreement = uow.agreements.of_school(command.urn, command.kind)
    number = command.number or len(agreement.signatures)
    signature = agreement.signatures[number - 1] if 0 < number <= len(agreement.signatures) else None
    words = uow.agreement_texts.find(command.kind, signature.text_version) if signature else None
    return signed_card(agreement, uow.roster.school_then(command.urn), viewer, number, words)


def _paper(
    uow: UnitOfWork, command: ShowPaperForm, viewer: Person, _context: RenderContext, _click: Click
) -> Card | CardRef:
    school = school_of(uow, command.urn)
    agreement = uow.agreements.of_school(school.urn, command.kind)
    if viewer.is_a(Role.TRUST_ADVISOR) and not is_open(agreement, AgreementMove.RECORD_PAPER):
        return CardRef(ReportKind.AGREEMENT_STATE, agreement_about(school.urn, command.kind))
    check_may_record(agreement, viewer)
    head = uow.roster.person(school.headteacher_id)
    texts = uow.agreement_texts.all_of(command.kind)
    return paper_card(agreement, school, head, texts)


REPLIES: Final[Mapping[type, Reply]] = {
    ShowAgreements: Reply(_listed, only_shows=True),
    ShowWithdrawal: Reply(_withdrawal, only_shows=True),
    ShowSigned: Reply(_what_was_signed, only_shows=True),
    ShowPaperForm: Reply(_paper, only_shows=True),
}
