"""Both say yes to a SIP, or one of them says no with a reason (A3): headteacher and Chair of Governors. The chair's
word comes from the chair in Teams, or is recorded by the headteacher with name and day."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from handbook.allocation.choices.choice import NO_SUCH_CHOICE, Around, SipChoice, Word, moved, part_of
from handbook.allocation.choices.moves import ChoiceMove
from handbook.allocation.needs import check_length
from handbook.core.people import Person, Role
from handbook.core.refusal import Refused, allows

_M = ChoiceMove


@dataclass(frozen=True, slots=True)
class ConfirmChoice:
    """The headteacher confirms, or a chair who answers in Teams."""

    choice_id: str
    revision: int


@dataclass(frozen=True, slots=True)
class RecordChairsWord:
    """The headteacher records the chair's yes, with name and day."""

    choice_id: str
    revision: int
    name: str
    on: date


@dataclass(frozen=True, slots=True)
class NameChair:
    """The headteacher names who on the list is the school's chair, so that they answer in Teams."""

    choice_id: str
    chair_id: str


@dataclass(frozen=True, slots=True)
class DeclineChoice:
    """Headteacher or chair declines with a reason; `of_chair`: the headteacher says it for the chair. `is_conflict`:
    the reason is a conflict of interest or an earlier tie, and goes on record as one."""

    choice_id: str
    revision: int
    reason: str
    is_conflict: bool
    of_chair: bool = False


def check_may_confirm(choice: SipChoice, around: Around, person: Person) -> Role:
    """In which part. Raises Refused."""
    part = _part(choice, around, person)
    if not (choice.lacks_head if part is Role.HEADTEACHER else choice.lacks_chair):
        raise Refused("stale", "This was answered already. Here is how it stands now.", "A3")
    return part


def may_confirm(choice: SipChoice, around: Around, person: Person) -> bool:
    return allows(lambda: check_may_confirm(choice, around, person))


def confirmed(
    choice: SipChoice,
    command: ConfirmChoice,
    around: Around,
    person: Person,
    now: datetime,
    deputy_id: str = "",
) -> SipChoice:
    """Raises Refused."""
    _check_seen(choice, command.revision)
    part = check_may_confirm(choice, around, person)
    word = Word(person.name, person.id, around.today, now, deputy_id)
    if part is Role.HEADTEACHER:
        return moved(replace(choice, head=word), _M.CONFIRM_AS_HEAD)
    return moved(replace(choice, chair=word), _M.CONFIRM_AS_CHAIR)


def check_may_record_chair(choice: SipChoice, around: Around, person: Person) -> None:
    """Raises Refused unless the headteacher can say what the chair said, or who the chair is."""
    if _part(choice, around, person) is not Role.HEADTEACHER:
        raise Refused("not_yours", "Only the headteacher can record what the Chair of Governors said.", "A3")
    if not choice.lacks_chair:
        raise Refused("stale", "The chair’s word is on record already.", "A3")


def may_record_chair(choice: SipChoice, around: Around, person: Person) -> bool:
    return allows(lambda: check_may_record_chair(choice, around, person))


def chair_recorded(
    choice: SipChoice,
    command: RecordChairsWord,
    around: Around,
    person: Person,
    now: datetime,
    deputy_id: str = "",
) -> SipChoice:
    """With the chair's full name and the day of the word. Raises Refused."""
    _check_seen(choice, command.revision)
    check_may_record_chair(choice, around, person)
    name = " ".join(command.name.split())
    if len(name.split()) < 2 or len(name) > 100:
        raise Refused("missing", "Please write the chair’s full name.", "A3")
    if name.casefold() == person.name.casefold():
        raise Refused("missing", "That is your own name. The chair’s word is needed as well as yours.", "A3")
    if not choice.proposed_at.date() <= command.on <= around.today:
        raise Refused("no_date", "Please choose the day of the chair’s word: since the proposal, until today.", "A3")
    word = Word(name, person.id, command.on, now, deputy_id)
    return moved(replace(choice, chair=word), _M.CONFIRM_AS_CHAIR)


def chair_named(
    choice: SipChoice, command: NameChair, around: Around, person: Person, chair: Person | None
) -> SipChoice:
    """The chair is asked in Teams. `chair` is who was chosen, where they are a chair on the list. Raises Refused."""
    check_may_record_chair(choice, around, person)
    if chair is None or chair.id == person.id:
        raise Refused("unknown", "Please choose the Chair of Governors from the list.", "A3")
    return replace(choice, chair_id=chair.id)


def check_may_decline(choice: SipChoice, around: Around, person: Person) -> Role:
    """In which part; until it is deployed. Raises Refused."""
    part = _part(choice, around, person)
    if not choice.is_open:
        raise Refused("stale", "This is over. Here is how it stands now.", "A3")
    return part


def may_decline(choice: SipChoice, around: Around, person: Person) -> bool:
    return allows(lambda: check_may_decline(choice, around, person))


def declined(choice: SipChoice, command: DeclineChoice, around: Around, person: Person, now: datetime) -> SipChoice:
    """Back to the Trust Advisor with the reason. Raises Refused."""
    _check_seen(choice, command.revision)
    part = check_may_decline(choice, around, person)
    if not command.reason.strip():
        raise Refused("missing", "Please write why, so that the Trust Advisor can find somebody who suits.", "A3")
    check_length(command.reason)
    by = Role.CHAIR_OF_GOVERNORS if command.of_chair and part is Role.HEADTEACHER else part
    over = moved(choice, _M.DECLINE)
    return replace(over, declined_by=by.value, reason=command.reason.strip(), over_at=now)


def _part(choice: SipChoice, around: Around, person: Person) -> Role:
    part = part_of(choice, around, person)
    if part is None:
        raise Refused("not_yours", NO_SUCH_CHOICE, "A3")
    return part


def _check_seen(choice: SipChoice, revision: int) -> None:
    if revision != choice.revision:
        raise Refused("stale", "This has changed meanwhile. Here is how it stands now.", "A3")
