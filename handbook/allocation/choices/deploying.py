"""What both have confirmed is carried out (A3): the school gets its SIP on a day, and for some days that can be undone.
No SIP is taken away from a report that is open, or from a visit that is booked."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from handbook.allocation.choices.choice import Around, SipChoice, check_can_serve, moved
from handbook.allocation.choices.moves import ChoiceMove, ChoiceStatus
from handbook.allocation.needs import advises, check_advises, check_length
from handbook.core.british_time import day_words, london_date
from handbook.core.people import Person, School
from handbook.core.refusal import Refused, allows

_S, _M = ChoiceStatus, ChoiceMove
_FARTHEST = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class DeployChoice:
    """The Trust Advisor lets it begin on a day, today or later."""

    choice_id: str
    starts_on: date


@dataclass(frozen=True, slots=True)
class CarryOutChoice:
    """A command of the clock: the day has come."""

    choice_id: str


@dataclass(frozen=True, slots=True)
class TellItIsHeldUp:
    """A command of the clock: the day has come, and something is open with the present SIP."""

    choice_id: str


@dataclass(frozen=True, slots=True)
class UndoChoice:
    """The Trust Advisor gives the school back the SIP whom it had, with the reason."""

    choice_id: str
    reason: str


def check_may_deploy(choice: SipChoice, person: Person) -> None:
    """Raises Refused unless both have confirmed, and it has not begun."""
    check_advises(person)
    _check_has_both(choice)


def may_deploy(choice: SipChoice, person: Person) -> bool:
    return allows(lambda: check_may_deploy(choice, person))


def set_to_start(choice: SipChoice, command: DeployChoice, around: Around, person: Person) -> SipChoice:
    """It will begin on that day; on the same day, as soon as the clock comes. Raises Refused."""
    check_may_deploy(choice, person)
    if not around.today <= command.starts_on <= around.today + _FARTHEST:
        raise Refused("no_date", "Please choose a day from today on, within a year.", "A3")
    check_can_serve(around, command.starts_on)
    if command.starts_on == around.today:
        _check_is_free(around)
    return replace(moved(choice, _M.SCHEDULE), starts_on=command.starts_on)


def starts_at_once(choice: SipChoice, around: Around) -> SipChoice:
    """Where the trust has set that both words are enough: on the day of the second."""
    if choice.status is not _S.CONFIRMED or not around.policy.at_once:
        return choice
    return replace(moved(choice, _M.SCHEDULE), starts_on=around.today)


def is_due(choice: SipChoice, today: date) -> bool:
    """Whether it was set to begin by today."""
    return choice.status is _S.SCHEDULED and choice.starts_on is not None and choice.starts_on <= today


def are_in_office(choice: SipChoice, around: Around) -> bool:
    """Whether the headteacher who confirmed leads the school, and a chair who answered in Teams is one."""
    leads = around.school is not None and around.school.headteacher_id == choice.headteacher_id
    return leads and not (choice.chair_id and around.chair is None)


def deployed(choice: SipChoice, around: Around, now: datetime) -> SipChoice:
    """Raises Refused without both words, before the day, across a bar, without current checks, where something is open
    with the present SIP, and where one of the two has left since."""
    _check_has_both(choice)
    if not is_due(choice, around.today):
        raise Refused("stale", "That day has not come yet.", "A3")
    check_can_serve(around, around.today)
    _check_is_free(around)
    if not are_in_office(choice, around):
        raise Refused("taken", "Headteacher or chair has changed since they confirmed. They are asked first.", "A3")
    return replace(moved(choice, _M.DEPLOY), deployed_at=now)


def held_up_told(choice: SipChoice, around: Around, now: datetime) -> SipChoice:
    """Raises Refused where nothing holds it up, or the Trust Advisor knows."""
    if not is_due(choice, around.today) or not around.ties or choice.held_up_told_at is not None:
        raise Refused("stale", "That is no longer needed.")
    return replace(choice, held_up_told_at=now)


def undo_by(choice: SipChoice, around: Around) -> date | None:
    """The last day on which it can be undone; None where it was not deployed."""
    if choice.deployed_at is None:
        return None
    return london_date(choice.deployed_at) + timedelta(days=around.policy.undo_days)


def check_may_undo(choice: SipChoice, around: Around, person: Person) -> None:
    """`around` is of the SIP whom the school had: they must be able to serve it again. Raises Refused."""
    check_advises(person)
    last = undo_by(choice, around)
    if choice.status is not _S.DEPLOYED or last is None:
        raise Refused("stale", "There is nothing to undo. Here is how it stands now.", "A3")
    if around.today > last:
        raise Refused("no_date", f"This could be undone until {day_words(last)}. Please propose a SIP again.", "A3")
    if around.school is None or around.school.sip_id != choice.sip_id:
        raise Refused("stale", "The list of schools names another SIP since then.", "A3")
    if choice.before_id:
        check_can_serve(around, around.today)
    _check_is_free(around)


def why_no_undo(choice: SipChoice, around: Around, person: Person) -> str | None:
    """Why it cannot be undone now; empty where it can. None for who could never undo it, and once the time is over."""
    last = undo_by(choice, around)
    if last is None or around.today > last or choice.status is not _S.DEPLOYED or not advises(person):
        return None
    try:
        check_may_undo(choice, around, person)
    except Refused as no:
        return no.reason
    return ""


def undone(choice: SipChoice, command: UndoChoice, around: Around, person: Person, now: datetime) -> SipChoice:
    """Raises Refused."""
    check_may_undo(choice, around, person)
    if not command.reason.strip():
        raise Refused("missing", "Please write why: all concerned will read it.", "A3")
    check_length(command.reason)
    return replace(moved(choice, _M.UNDO), reason=command.reason.strip(), over_at=now)


def with_sip(school: School, sip_id: str) -> School:
    """The school as the list is to have it."""
    return replace(school, sip_id=sip_id)


def _check_has_both(choice: SipChoice) -> None:
    if choice.status not in (_S.CONFIRMED, _S.SCHEDULED) or choice.head is None or choice.chair is None:
        raise Refused("missing", "Headteacher and Chair of Governors have to confirm it first.", "A3")


def _check_is_free(around: Around) -> None:
    if around.ties:
        raise Refused("taken", f"Not yet: {'; '.join(around.ties)}. That is finished first.", "A3")
