"""The interview (R4): fixed with at least one member of the Trust Board and one Diocesan Schools Officer, and with them
as long as it stands. Outlook is the truth for its time and for who declined."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from handbook.core.half_days import HalfDay
from handbook.core.people import Person, Role
from handbook.core.refusal import Refused, allows
from handbook.recruitment.application import (
    NO_SUCH_APPLICATION,
    Application,
    Interview,
    check_advisor,
    check_version,
    is_applicant,
    moved,
    not_now,
    reason_in,
)
from handbook.recruitment.board import BOARD, conflict_of
from handbook.recruitment.moves import ApplicationMove, ApplicationStatus

ON_PANEL: Final = (*BOARD, Role.DSO, Role.TRUST_ADVISOR)
"""Who may interview."""
PLACE_AT_MOST: Final = 120
PANEL_AT_MOST: Final = 8
_BROKEN: Final = "The panel now has no {lacks}, so the interview was called off."
_S, _M = ApplicationStatus, ApplicationMove


@dataclass(frozen=True, slots=True)
class FixInterview:
    application_id: str
    version: int
    when: HalfDay
    place: str
    panel: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CallOffInterview:
    """The Trust Advisor calls it off before it, or notes afterwards that it was not held."""

    application_id: str
    version: int
    reason: str


@dataclass(frozen=True, slots=True)
class NoteInterviewWritten:
    """This version stands in the calendars."""

    application_id: str
    times: int


@dataclass(frozen=True, slots=True)
class NoteInterviewEntry:
    """What its calendar entry says: when it stands (None: it is there no more), and who of those asked declined, or is
    asked no longer, by address."""

    application_id: str
    times: int
    stands: HalfDay | None
    away: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LookAtInterview:
    """The clock: its calendar entry is read, and the panel compared with the list of people."""

    application_id: str
    times: int


@dataclass(frozen=True, slots=True)
class HoldInterview:
    """The clock: its time is over, so interviewers say what they think."""

    application_id: str
    times: int


def may_interview(application: Application, person: Person, chairs: Collection[str]) -> bool:
    """Whether somebody can sit on this panel."""
    return person.is_a(*ON_PANEL) and not conflict_of(application, person, chairs)


def lacks(panel: Iterable[Person]) -> str:
    """Whom a panel lacks (R4); empty where one member of the Board and one DSO are on it, who are two people."""
    people = {one.id: one for one in panel}.values()
    board, dsos = [one for one in people if one.is_a(*BOARD)], [one for one in people if one.is_a(Role.DSO)]
    words = [Role.BOARD_MEMBER.words] * (not board) + [Role.DSO.words] * (not dsos)
    if board and dsos and len({one.id for one in (*board, *dsos)}) < 2:
        words = [f"second person beside the one who is {Role.BOARD_MEMBER.words} and {Role.DSO.words}"]
    return " and no ".join(words)


def fixed(
    application: Application,
    command: FixInterview,
    person: Person,
    asked: Sequence[Person],
    chairs: Collection[str],
    now: datetime,
) -> Application:
    """`asked` are those of the command whom the list of people knows. Raises Refused."""
    check_advisor(application, person)
    check_version(application, command.version)
    after = moved(application, _M.FIX, now)
    if command.when.starts_at <= now:
        raise Refused("no_date", f"{command.when.words} has passed. Please choose another time.", "R4")
    place = " ".join(command.place.split())
    if len(place) > PLACE_AT_MOST:
        raise Refused("missing", f"Please give the place in {PLACE_AT_MOST} characters at most.", "R4")
    wanted = tuple(dict.fromkeys(command.panel))
    if {one.id for one in asked} != set(wanted) or len(wanted) > PANEL_AT_MOST:
        raise Refused("missing", "Somebody on this panel is not on the list of people. Please choose again.", "R4")
    for one in asked:
        if not may_interview(application, one, chairs):
            raise Refused("barred", f"{one.name} cannot interview this applicant. Please choose somebody else.", "R4")
    missing = lacks(asked)
    if missing:
        raise Refused("missing", f"This panel has no {missing}. Every interview needs at least one of each.", "R4")
    interview = Interview(command.when, place, wanted, person.id)
    return replace(after, interview=interview, times=application.times + 1, views=(), reason="")


def called_off(application: Application, command: CallOffInterview, person: Person, now: datetime) -> Application:
    """Back to where an interview is to be fixed. Raises Refused."""
    check_advisor(application, person)
    check_version(application, command.version)
    move = _M.NOT_HELD if application.status is _S.INTERVIEWED else _M.CALL_OFF
    return _off(application, move, reason_in(command.reason) or "The Trust Advisor called it off.", now)


def written(application: Application, command: NoteInterviewWritten) -> Application:
    """Raises Refused for what is over."""
    interview = _standing(application, command.times)
    if interview.written == command.times:
        raise not_now(application)
    return replace(application, interview=replace(interview, written=command.times))


def noted(
    application: Application,
    command: NoteInterviewEntry,
    asked: Iterable[Person],
    applicant_email: str,
    now: datetime,
) -> Application:
    """What was done in Outlook: who declined is on the panel no more, and where it lacks somebody then, or the
    applicant declined, there is no interview. `asked` are those of the panel whom the list knows. Raises Refused for
    what is known already."""
    _standing(application, command.times)
    if command.stands is None:
        return _off(application, _M.CALL_OFF, "It was taken out of the calendar in Outlook.", now)
    gone = {one.casefold() for one in command.away}
    if applicant_email and applicant_email.casefold() in gone:
        return _off(application, _M.CALL_OFF, "The applicant declined the invitation in Outlook.", now)
    left = [one for one in asked if one.email.casefold() not in gone]
    after = with_panel(application, left, now)
    if after.interview is None or not after.can(_M.CALL_OFF):
        return after
    changed = replace(after, interview=replace(after.interview, when=command.stands))
    if changed == application:
        raise not_now(application)
    return changed


def with_panel(application: Application, left: Sequence[Person], now: datetime) -> Application:
    """The interview with those who are still on its panel: called off where they are not enough (R4)."""
    interview = application.interview
    if interview is None or application.status is not _S.INVITED:
        return application
    known = {one.id: one for one in left if one.is_a(*ON_PANEL)}
    panel = tuple(one for one in interview.panel if one in known)
    missing = lacks(known[one] for one in panel)
    after = replace(application, interview=replace(interview, panel=panel))
    return _off(after, _M.CALL_OFF, _BROKEN.format(lacks=missing), now) if missing else after


def looked_at(application: Application, command: LookAtInterview, left: Sequence[Person], now: datetime) -> Application:
    """Raises Refused for what is over."""
    interview = _standing(application, command.times)
    return with_panel(replace(application, interview=replace(interview, looked_at=now)), left, now)


def held(application: Application, command: HoldInterview, now: datetime) -> Application:
    """Raises Refused where it is not over, or something came first."""
    interview = _standing(application, command.times)
    if now < interview.when.ends_at:
        raise not_now(application)
    return moved(application, _M.HOLD, now)


def check_on_panel(application: Application, person: Person) -> Interview:
    """Raises Refused as for an id that is none."""
    interview = application.interview
    if interview is None or person.id not in interview.panel or is_applicant(application, person):
        raise Refused("not_yours", NO_SUCH_APPLICATION, "R4")
    return interview


def on_panel(application: Application, person: Person) -> bool:
    """Whether somebody interviews, or has interviewed."""
    with_one = application.status in (_S.INVITED, _S.INTERVIEWED, _S.CHOSEN)
    return with_one and allows(lambda: check_on_panel(application, person))


def _standing(application: Application, times: int) -> Interview:
    """Raises Refused for one that is over, or is another by now."""
    interview = application.interview
    if interview is None or application.status is not _S.INVITED or application.times != times:
        raise not_now(application)
    return interview


def _off(application: Application, move: ApplicationMove, reason: str, now: datetime) -> Application:
    """The panel and the time stay on record, as a start for the next."""
    return replace(moved(application, move, now), reason=reason, times=application.times + 1, views=())
