"""What ends a proposal before the school's SIP was changed, and what makes the school be asked anew (A3): people leave,
checks run out, a conflict of interest comes on record, a school closes, the list changes."""

from dataclasses import dataclass, replace
from datetime import datetime

from handbook.allocation.choices.choice import Around, EndReason, SipChoice, moved, unfit
from handbook.allocation.choices.moves import ChoiceMove
from handbook.allocation.needs import check_advises
from handbook.core.people import Person
from handbook.core.refusal import Refused, allows

_M = ChoiceMove


@dataclass(frozen=True, slots=True)
class CallOffChoice:
    """The Trust Advisor takes a proposal back."""

    choice_id: str


@dataclass(frozen=True, slots=True)
class EndChoice:
    """A command of the clock: something has happened that ends it."""

    choice_id: str


@dataclass(frozen=True, slots=True)
class AskAnew:
    """A command of the clock: headteacher or chair has changed, so that their word is asked for anew."""

    choice_id: str


def called_off(choice: SipChoice, person: Person, now: datetime) -> SipChoice:
    """Raises Refused."""
    check_may_call_off(choice, person)
    return _ended(choice, EndReason.CALLED_OFF, now)


def check_may_call_off(choice: SipChoice, person: Person) -> None:
    check_advises(person)
    if not choice.is_open:
        raise Refused("stale", "This is over. Here is how it stands now.", "A3")


def may_call_off(choice: SipChoice, person: Person) -> bool:
    return allows(lambda: check_may_call_off(choice, person))


def obstacle(choice: SipChoice, around: Around) -> EndReason:
    """What ends a proposal that is open, as things stand; none where nothing does."""
    if not choice.is_open:
        return EndReason.NONE
    if around.school is not None and around.school.sip_id != choice.before_id:
        return EndReason.LISTED
    return unfit(around, max(around.today, choice.starts_on or around.today))


def ended(choice: SipChoice, around: Around, now: datetime) -> SipChoice:
    """By the clock. Raises Refused where nothing ends it."""
    reason = obstacle(choice, around)
    if reason is EndReason.NONE:
        raise Refused("stale", "Nothing ends this proposal.")
    return _ended(choice, reason, now)


def has_new_people(choice: SipChoice, around: Around) -> bool:
    """Whether headteacher or chair is another than who was asked, so that the school is asked anew. A school without a
    headteacher waits for one."""
    if not choice.is_open or around.school is None:
        return False
    head_id = around.school.headteacher_id
    new_head = bool(head_id) and head_id != choice.headteacher_id
    return new_head or bool(choice.chair_id and around.chair is None)


def asked_anew(choice: SipChoice, around: Around, now: datetime) -> SipChoice:
    """Who has come is asked, and the word of who has left counts no more. Raises Refused where nobody has changed."""
    school = around.school
    if school is None or not has_new_people(choice, around):
        raise Refused("stale", "The same people are in office.")
    anew = replace(choice, asked_at=now, reminders=0, waits_told_at=None, starts_on=None)
    if school.headteacher_id and school.headteacher_id != anew.headteacher_id:
        anew = replace(moved(anew, _M.HEAD_LEAVES), head=None, headteacher_id=school.headteacher_id)
    if anew.chair_id and around.chair is None:
        anew = replace(moved(anew, _M.CHAIR_LEAVES), chair=None, chair_id="")
    return anew


def _ended(choice: SipChoice, reason: EndReason, now: datetime) -> SipChoice:
    return replace(moved(choice, _M.END), ended=reason, over_at=now)
