"""The cards about reports of external SIPs, as the records stand (M4, M5)."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from automations.engine.card_registry import CardRef, CardRenderer
from automations.engine.command_bus import RenderContext
from automations.engine.inbound.port import Click
from automations.engine.jobs.outbox import OutboxJob
from automations.engine.notifications import send_card
from automations.engine.ports import Card
from automations.engine.standing_in import holders_for
from automations.engine.workflow import RecordTrouble, Reply
from automations.membership.loading import membership_of, row_of
from automations.reports.cards import ReportKind, report_about
from cards.kit.lines import closed_card
from cards.membership.actions import ShowHandedFile, ShowOurSip
from cards.membership.handing_in import FileAround, OwnSip, handed_file_card, our_sip_card
from handbook.core.british_time import london_date
from handbook.core.people import Person
from handbook.core.school_years import AcademicYear
from handbook.membership.handing_in import HandInReport, Led, LetHandedFileGo, periods
from store.unit_of_work import UnitOfWork

OF_HANDED: Final = "handed_file"
OF_OUR_SIP: Final = "our_sip"
SYNONYMS: Final[Mapping[str, str]] = dict.fromkeys(
    ("my sip", "who is my sip", "who is our sip", "who's our sip", "who's my sip"), "our sip"
)
WORDS: Final = frozenset(("our sip", "hand in", "hand in a report", "hand in report"))


class HandedKind(StrEnum):
    """The cards that are sent, by name."""

    HANDED_FILE = "handed_file"
    OUR_SIP = "our_sip"


def handed_about(handed_id: str) -> str:
    return f"{OF_HANDED}:{handed_id}"


def led_by(uow: UnitOfWork, person: Person, now: datetime) -> tuple[Led, ...]:
    """The schools that somebody leads, and those in whose headteacher's place they stand; by name."""
    heads = {one.id for one in holders_for(uow, person, london_date(now))}
    found = [
        Led(one, "" if one.headteacher_id == person.id else person.id)
        for one in uow.roster.schools()
        if one.headteacher_id == person.id or one.headteacher_id in heads
    ]
    return tuple(sorted(found, key=lambda one: (one.school.full_name, one.school.urn)))


def external_schools(uow: UnitOfWork, person: Person, now: datetime) -> tuple[Led, ...]:
    """Those that have an external SIP in a year of which a report can be handed in now."""
    return tuple(one for one in led_by(uow, person, now) if _is_external(uow, one, now))


def _is_external(uow: UnitOfWork, led: Led, now: datetime) -> bool:
    years = {year for year, _ in periods(london_date(now))}
    every = (membership_of(uow, led.school.urn, year) for year in years)
    return any(spell.provision.is_external for one in every for spell in one.spells)


def our_sip_asked(uow: UnitOfWork, person: Person, words: str, message_id: str) -> list[OutboxJob] | None:
    """Of whoever leads a school; who stands in for a headteacher sends the file, and is asked."""
    if words not in WORDS or not any(one.headteacher_id == person.id for one in uow.roster.schools()):
        return None
    return [send_card(HandedKind.OUR_SIP, person.id, f"{OF_OUR_SIP}:{person.id}", 0, message_id)]


def _around(uow: UnitOfWork, viewer: Person, now: datetime) -> FileAround:
    today = london_date(now)
    led = external_schools(uow, viewer, now)
    names = {one.school.urn: membership_of(uow, one.school.urn, AcademicYear.of(today)).sip_name for one in led}
    reports = [report for one in led for report in uow.reports.of_school(one.school.urn)]
    return FileAround(today, led, reports, names)


def _render_file(uow: UnitOfWork, card: CardRef, viewer: Person, context: RenderContext) -> Card:
    return handed_file_card(uow.handed_files.get(card.record_id), viewer, _around(uow, viewer, context.now))


def _render_own(uow: UnitOfWork, card: CardRef, viewer: Person, context: RenderContext) -> Card:
    return closed_card() if card.record_id != viewer.id else _own(uow, viewer, context)


def _own(uow: UnitOfWork, viewer: Person, context: RenderContext) -> Card:
    year = AcademicYear.of(london_date(context.now))
    led = led_by(uow, viewer, context.now)
    found = [(one, row_of(uow, membership_of(uow, one.school.urn, year))) for one in led]
    own = [OwnSip(one, row.membership, row.received) for one, row in found]
    return our_sip_card(own, viewer, year) if own else closed_card()


def _hears(uow: UnitOfWork, handed_id: str) -> Iterable[str]:
    return [uow.handed_files.get(handed_id).person_id]


CARDS: Final[Mapping[str, CardRenderer]] = {OF_HANDED: _render_file, OF_OUR_SIP: _render_own}
TROUBLES: Final[Mapping[str, RecordTrouble]] = {
    OF_HANDED: RecordTrouble(_hears),
    OF_OUR_SIP: RecordTrouble(lambda _, person_id: [person_id], asked_for=True),
}


def _file(uow: UnitOfWork, command: Any, viewer: Person, _context: RenderContext, _click: Click) -> CardRef:
    """The question, until the file is a report: then that."""
    one = uow.handed_files.get(command.handed_id)
    if one.report_id and viewer.id == one.person_id:
        return CardRef(ReportKind.APPROVAL, report_about(one.report_id), one.version)
    return CardRef(HandedKind.HANDED_FILE, handed_about(one.id))


def our_sip_again(uow: UnitOfWork, _command: Any, viewer: Person, context: RenderContext, _click: Click) -> Card:
    return _own(uow, viewer, context)


REPLIES: Final[Mapping[type, Reply]] = {
    HandInReport: Reply(_file, turns_into=frozenset({ReportKind.APPROVAL.value})),
    LetHandedFileGo: Reply(_file),
    ShowHandedFile: Reply(_file, only_shows=True),
    ShowOurSip: Reply(our_sip_again, only_shows=True),
}
