"""After the interview (R3, R4): each interviewer files a view before they see others', the Trust Advisor notes the
outcome, and whoever meets the conditions becomes a School Improvement Partner, the initial training to come (T1)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from handbook.core.people import Person, Role
from handbook.core.refusal import Refused, allows
from handbook.recruitment.application import (
    Application,
    Condition,
    ConditionKind,
    ConditionState,
    View,
    check_advisor,
    check_version,
    moved,
    not_now,
    reason_in,
)
from handbook.recruitment.board import BOARD
from handbook.recruitment.interview import check_on_panel
from handbook.recruitment.moves import ApplicationMove, ApplicationStatus
from handbook.sip_team.record import SipRecord

_S, _M = ApplicationStatus, ApplicationMove


@dataclass(frozen=True, slots=True)
class FileView:
    """What an interviewer thinks, once."""

    application_id: str
    recommends: bool
    words: str


@dataclass(frozen=True, slots=True)
class DecideInterview:
    """The outcome, as the Trust Advisor notes it."""

    application_id: str
    version: int
    is_chosen: bool
    words: str


@dataclass(frozen=True, slots=True)
class SetCondition:
    application_id: str
    version: int
    kind: ConditionKind
    state: ConditionState


@dataclass(frozen=True, slots=True)
class EndForConditions:
    """A condition is not met, and the Trust Advisor ends it for that."""

    application_id: str
    version: int
    words: str


@dataclass(frozen=True, slots=True)
class NameSip:
    """Who on the trust's list an appointed external applicant is."""

    application_id: str
    version: int
    sip_id: str


@dataclass(frozen=True, slots=True)
class NoteTrained:
    """The clock: the initial training is on the SIP's record."""

    application_id: str


def check_may_file(application: Application, person: Person) -> None:
    """Raises Refused unless somebody of the panel has still to say what they think."""
    check_on_panel(application, person)
    if application.status is not _S.INTERVIEWED:
        raise not_now(application)
    if any(view.by_id == person.id for view in application.views):
        raise Refused("stale", "You have filed your view already. Here is how it stands now.", "R4")


def may_file(application: Application, person: Person) -> bool:
    return allows(lambda: check_may_file(application, person))


def view_filed(application: Application, command: FileView, person: Person, now: datetime) -> Application:
    """Raises Refused."""
    check_may_file(application, person)
    words = reason_in(command.words)
    if not words:
        raise Refused("missing", "Please say in a few words what you think.", "R4")
    return replace(application, views=(*application.views, View(person.id, command.recommends, words, now)))


def views_open_to(application: Application, person: Person) -> Sequence[View]:
    """The views that somebody may read: an interviewer none until their own is filed, and then all; the Trust Advisor
    all, unless they interview too."""
    interviews = application.interview is not None and person.id in application.interview.panel
    filed = any(view.by_id == person.id for view in application.views)
    if interviews:
        return application.views if filed else ()
    return application.views if person.is_a(Role.TRUST_ADVISOR) else ()


def check_views(application: Application, panel: Iterable[Person]) -> None:
    """Raises Refused until a member of the Board and a DSO have filed theirs."""
    filed = {view.by_id for view in application.views}
    people = [one for one in panel if one.id in filed]
    if not (any(one.is_a(*BOARD) for one in people) and any(one.is_a(Role.DSO) for one in people)):
        words = "The outcome waits for the views of a Trust Board member and a Diocesan Schools Officer, one each."
        raise Refused("missing", words, "R4")


def decided(
    application: Application, command: DecideInterview, person: Person, panel: Iterable[Person], now: datetime
) -> Application:
    """Chosen, and appointed at once where the conditions are met; or turned down. Raises Refused."""
    check_advisor(application, person)
    check_version(application, command.version)
    after = moved(application, _M.CHOOSE if command.is_chosen else _M.TURN_DOWN, now)
    check_views(application, panel)
    words = reason_in(command.words)
    if not (command.is_chosen or words):
        raise Refused("missing", "Please say why: the applicant asks you, and the record answers.", "R4")
    return _appointed(replace(after, reason=words), now)


def condition_set(application: Application, command: SetCondition, person: Person, now: datetime) -> Application:
    """Pending, met or not met, and changed where it was a slip, until somebody is appointed. Raises Refused."""
    check_advisor(application, person)
    check_version(application, command.version)
    if not application.conditions or not application.is_open:
        raise not_now(application)
    new = Condition(command.kind, command.state, person.id, now)
    conditions = tuple(new if one.kind is command.kind else one for one in application.conditions)
    return _appointed(replace(application, conditions=conditions, version=application.version + 1), now)


def not_met(application: Application) -> Sequence[Condition]:
    return [one for one in application.conditions if one.state is ConditionState.NOT_MET]


def ended_for_conditions(
    application: Application, command: EndForConditions, person: Person, now: datetime
) -> Application:
    """Raises Refused unless a condition is not met."""
    check_advisor(application, person)
    check_version(application, command.version)
    after, words = moved(application, _M.FAIL, now), reason_in(command.words)
    if not not_met(application):
        raise Refused("not_now", "Please say first which condition is not met.", "C1")
    return replace(after, reason=words or f"Not met: {', '.join(one.kind.words for one in not_met(application))}.")


def sip_named(
    application: Application, command: NameSip, person: Person, sip: Person | None, others: Iterable[Application]
) -> Application:
    """`sip` is whom the list has by that id. Raises Refused."""
    check_advisor(application, person)
    check_version(application, command.version)
    if application.status is not _S.APPOINTED or application.sip_id:
        raise not_now(application)
    if sip is None or not sip.is_a(Role.SIP):
        raise Refused("missing", "Please choose somebody who is a School Improvement Partner on the list.", "R3")
    if any(one.sip_id == sip.id for one in others):
        raise Refused("taken", f"{sip.name} came of another application.", "R3")
    return replace(application, sip_id=sip.id)


def sip_record(application: Application, record: SipRecord, now: datetime) -> SipRecord:
    """What the SIP's record says from now on: of which kind they are. Without the initial training on it nobody is
    given schools (T1)."""
    return replace(record, kind=application.kind, own_urn=application.urn, changed_at=now)


def trained(application: Application, record: SipRecord, today: date, now: datetime) -> Application:
    """Raises Refused until the initial training is on the SIP's record."""
    if not is_trained(application, record, today):
        raise not_now(application)
    return moved(application, _M.TRAIN, now)


def is_trained(application: Application, record: SipRecord, today: date) -> bool:
    on = record.initial_training_on
    return application.status is _S.APPOINTED and application.sip_id == record.sip_id and on is not None and on <= today


def _appointed(application: Application, now: datetime) -> Application:
    met = application.conditions and all(one.state is ConditionState.MET for one in application.conditions)
    if application.status is not _S.CHOSEN or not met:
        return application
    return replace(moved(application, _M.APPOINT, now), sip_id=application.applicant_id)
