"""A change of the trust's list from Teams (M1): typed on a form, shown with what follows from it, and made at once or
from a day on. What was typed is kept until somebody decides, so that nothing has to be typed twice."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from handbook.core.british_time import date_words
from handbook.core.people import DirectoryAccount, Person, Role
from handbook.core.refusal import Refused
from handbook.schools.trust_list import check_may_change

KEPT_FOR: Final = timedelta(days=14)
"""How long an answer is waited for."""
LATEST: Final = timedelta(days=800)
"""How far ahead a change can be planned: the end of the next school year."""
NO_SUCH_EDIT: Final = "I cannot find that change of the list."
STALE: Final = "The list was changed meanwhile, so nothing was done. Please look at what would follow now."


class EditKind(StrEnum):
    ADD_PERSON = "add_person"
    CHANGE_PERSON = "change_person"
    LEAVE = "leave"
    SERVE = "serve"
    ADD_SCHOOL = "add_school"
    CHANGE_SCHOOL = "change_school"
    CLOSE_SCHOOL = "close_school"
    DATES = "dates"


class EditStatus(StrEnum):
    LOOKED_FOR = "looked_for"
    SHOWN = "shown"
    PLANNED = "planned"
    MADE = "made"
    LEFT = "left"


OPEN: Final = (EditStatus.LOOKED_FOR, EditStatus.SHOWN)


@dataclass(frozen=True, slots=True)
class EditForm:
    """What a form says. `about` is the id of a person or the URN of a school, empty for a new one; `typed` what stands
    in its boxes, by their names."""

    kind: EditKind
    about: str = ""
    typed: Mapping[str, str] = field(default_factory=dict[str, str])

    def said(self, name: str) -> str:
        """What stands in a box, blanks made one."""
        return " ".join(self.typed.get(name, "").split())


@dataclass(frozen=True, slots=True)
class ListEdit:
    """`accounts` are those that the directory has for who was typed. `from_on` is the first day on which it holds, None
    for at once. `trouble` says why it could not be made."""

    id: str
    person_id: str
    form: EditForm
    begun_at: datetime
    from_on: date | None = None
    status: EditStatus = EditStatus.SHOWN
    accounts: tuple[DirectoryAccount, ...] = ()
    trouble: str = ""
    revision: int = 0


@dataclass(frozen=True, slots=True)
class DraftEdit:
    """Somebody wants to see what would follow."""

    form: EditForm
    from_on: date | None = None


@dataclass(frozen=True, slots=True)
class NoteLookUp:
    """The directory was asked for who was typed."""

    edit_id: str
    accounts: tuple[DirectoryAccount, ...]


@dataclass(frozen=True, slots=True)
class ChooseAccount:
    """Of several accounts, which it is; `number` counts from 1."""

    edit_id: str
    number: int


@dataclass(frozen=True, slots=True)
class ApplyEdit:
    """`list_revision` is of the list that the card was drawn with."""

    edit_id: str
    list_revision: int


@dataclass(frozen=True, slots=True)
class LeaveEdit:
    """It is not made; a planned one is called off; or nobody answered, and the clock says so."""

    edit_id: str


@dataclass(frozen=True, slots=True)
class MakePlanned:
    """A command of the clock: the first day of a planned change has come."""

    edit_id: str


def begun(
    command: DraftEdit, person: Person, edit_id: str, now: datetime, today: date, *, looked_for: bool
) -> ListEdit:
    """Raises Refused for a day that is past, or too far ahead."""
    if command.from_on and command.from_on < today:
        raise Refused("missing", "Please choose today or a later day, or leave it empty for at once.", "M1")
    if command.from_on and command.from_on > today + LATEST:
        raise Refused("missing", "That is more than two years ahead. Please choose an earlier day.", "M1")
    status = EditStatus.LOOKED_FOR if looked_for else EditStatus.SHOWN
    from_on = command.from_on if command.from_on != today else None
    return ListEdit(edit_id, person.id, command.form, now, from_on, status)


def accounts_noted(edit: ListEdit, accounts: tuple[DirectoryAccount, ...]) -> ListEdit:
    """Who was found; nobody is told as what is in the way."""
    _check(edit, (EditStatus.LOOKED_FOR,))
    return replace(edit, status=EditStatus.SHOWN, accounts=accounts)


def account_chosen(edit: ListEdit, command: ChooseAccount, person: Person) -> ListEdit:
    check_theirs(edit, person)
    _check(edit, (EditStatus.SHOWN,))
    if not 1 <= command.number <= len(edit.accounts):
        raise Refused("missing", "Please choose who it is.")
    return replace(edit, accounts=(edit.accounts[command.number - 1],))


def check_may_apply_edit(
    edit: ListEdit, command: ApplyEdit, person: Person, administrator_id: str, revision: int
) -> None:
    """Raises Refused unless it is this person's, waits for them, and the list is the one of which they read what would
    follow."""
    check_may_change(person, administrator_id)
    check_theirs(edit, person)
    _check(edit, (EditStatus.SHOWN,))
    if revision != command.list_revision:
        raise Refused("stale", STALE, "M1")


def check_may_leave_edit(edit: ListEdit, person: Person | None) -> None:
    """None is the clock, which leaves only what nobody has decided."""
    if person is not None:
        check_theirs(edit, person)
    _check(edit, (*OPEN, EditStatus.PLANNED) if person else OPEN)


def check_theirs(edit: ListEdit, person: Person) -> None:
    if edit.person_id != person.id:
        raise Refused("not_yours", NO_SUCH_EDIT, "M1")


def applied_edit(edit: ListEdit, today: date) -> ListEdit:
    """Made, or planned where its day is still to come."""
    later = edit.from_on is not None and edit.from_on > today
    return replace(edit, status=EditStatus.PLANNED if later else EditStatus.MADE, trouble="")


def left_edit(edit: ListEdit) -> ListEdit:
    """It is not made, and what was typed is forgotten."""
    return replace(edit, status=EditStatus.LEFT, form=replace(edit.form, typed={}), accounts=(), trouble="")


def could_not_be_made(edit: ListEdit, why: str) -> ListEdit:
    """Its day has come, and the list is another by now: it is to be looked at again, and holds at once then."""
    return replace(edit, status=EditStatus.SHOWN, from_on=None, trouble=why)


def planned_words(edit: ListEdit) -> str:
    """What is planned, for the card of whom or what it is about."""
    day = date_words(edit.from_on) if edit.from_on else "today"
    form = edit.form
    if form.kind is EditKind.SERVE and form.said("office") in set(Role):
        return f"From {day}: {Role(form.said('office')).words} {form.said('who')}"
    return f"From {day}: {_PLANNED[form.kind]}"


_PLANNED: Final = {
    EditKind.ADD_PERSON: "on the list",
    EditKind.CHANGE_PERSON: "another name, address or office",
    EditKind.LEAVE: "off the list",
    EditKind.SERVE: "somebody else serves it",
    EditKind.ADD_SCHOOL: "a new school",
    EditKind.CHANGE_SCHOOL: "another name, town or authority",
    EditKind.CLOSE_SCHOOL: "off the list",
    EditKind.DATES: "other term dates",
}


def _check(edit: ListEdit, statuses: tuple[EditStatus, ...]) -> None:
    if edit.status not in statuses:
        raise Refused("not_now", "This was decided already. Here is how it stands now.", "M1")
