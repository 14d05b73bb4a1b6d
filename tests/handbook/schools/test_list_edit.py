"""What becomes of a change of the list: who may decide, when, and from which day it holds."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from handbook.core.people import DirectoryAccount, Person, Role
from handbook.core.refusal import Refused
from handbook.schools import list_edit as rules
from handbook.schools.list_edit import (
    ApplyEdit,
    ChooseAccount,
    DraftEdit,
    EditForm,
    EditKind,
    EditStatus,
    ListEdit,
    planned_words,
)
from tests.support import builders as a

ADVISOR, SIP = a.a_person(Role.TRUST_ADVISOR), a.a_person(Role.SIP)
TODAY = date(2026, 11, 23)
FORM = EditForm(EditKind.SERVE, "900001", {"office": "headteacher", "who": "Nora New"})
EDIT = ListEdit("e-1", ADVISOR.id, FORM, a.MONDAY)
ACCOUNTS = tuple(DirectoryAccount(f"id-{at}", "Nora New", f"n{at}@x.example", enabled=True) for at in range(2))


def begun(from_on: date | None, *, looked_for: bool = False) -> ListEdit:
    return rules.begun(DraftEdit(FORM, from_on), ADVISOR, "e-1", a.MONDAY, TODAY, looked_for=looked_for)


@pytest.mark.parametrize(
    ("from_on", "kept"), [(None, None), (TODAY, None), (TODAY + timedelta(1), TODAY + timedelta(1))]
)
def test_from_which_day_it_holds(from_on: date | None, kept: date | None) -> None:
    assert begun(from_on) == replace(EDIT, from_on=kept)
    assert begun(from_on, looked_for=True).status is EditStatus.LOOKED_FOR


@pytest.mark.parametrize(
    ("from_on", "no"), [(TODAY - timedelta(1), "today or a later day"), (TODAY + timedelta(801), "two years ahead")]
)
def test_days_from_which_nothing_can_hold(from_on: date, no: str) -> None:
    with pytest.raises(Refused, match=no):
        begun(from_on)


def test_who_was_found_is_chosen_from() -> None:
    found = rules.accounts_noted(replace(EDIT, status=EditStatus.LOOKED_FOR), ACCOUNTS)
    assert (found.status, found.accounts) == (EditStatus.SHOWN, ACCOUNTS)
    assert rules.account_chosen(found, ChooseAccount("e-1", 2), ADVISOR).accounts == ACCOUNTS[1:]
    for number in (0, 3):
        with pytest.raises(Refused, match="choose who it is"):
            rules.account_chosen(found, ChooseAccount("e-1", number), ADVISOR)
    with pytest.raises(Refused, match="cannot find that change"):
        rules.account_chosen(found, ChooseAccount("e-1", 1), SIP)


@pytest.mark.parametrize("status", EditStatus)
def test_in_each_status_only_what_is_open_is_decided(status: EditStatus) -> None:
    edit = replace(EDIT, status=status)
    moves: dict[str, Callable[[], object]] = {
        "note": lambda: rules.accounts_noted(edit, ACCOUNTS),
        "apply": lambda: rules.check_may_apply_edit(edit, ApplyEdit("e-1", 3), ADVISOR, "", 3),
        "leave": lambda: rules.check_may_leave_edit(edit, ADVISOR),
        "clock leaves": lambda: rules.check_may_leave_edit(edit, None),
    }
    allowed = {
        EditStatus.LOOKED_FOR: {"note", "leave", "clock leaves"},
        EditStatus.SHOWN: {"apply", "leave", "clock leaves"},
        EditStatus.PLANNED: {"leave"},
    }
    for name, move in moves.items():
        if name in allowed.get(status, set()):
            move()
        else:
            with pytest.raises(Refused, match="decided already"):
                move()


@pytest.mark.parametrize(
    ("person", "revision", "code"),
    [(SIP, 3, "not_yours"), (replace(ADVISOR, id="another"), 3, "not_yours"), (ADVISOR, 4, "stale")],
)
def test_only_who_typed_it_applies_it_and_only_what_they_read(person: Person, revision: int, code: str) -> None:
    with pytest.raises(Refused) as no:
        rules.check_may_apply_edit(EDIT, ApplyEdit("e-1", 3), person, "", revision)
    assert no.value.code == code


def test_nobody_leaves_what_another_typed() -> None:
    with pytest.raises(Refused, match="cannot find that change"):
        rules.check_may_leave_edit(EDIT, SIP)


@pytest.mark.parametrize(
    ("from_on", "status"),
    [(None, EditStatus.MADE), (TODAY, EditStatus.MADE), (TODAY + timedelta(1), EditStatus.PLANNED)],
)
def test_it_is_made_or_planned(from_on: date | None, status: EditStatus) -> None:
    assert rules.applied_edit(replace(EDIT, from_on=from_on), TODAY).status is status


def test_what_could_not_be_made_is_asked_again_and_what_was_left_is_forgotten() -> None:
    planned = replace(EDIT, from_on=TODAY, status=EditStatus.PLANNED, accounts=ACCOUNTS)
    again = rules.could_not_be_made(planned, "This school is no longer on the list.")
    assert (again.status, again.from_on, again.trouble) == (
        EditStatus.SHOWN,
        None,
        "This school is no longer on the list.",
    )
    left = rules.left_edit(planned)
    assert (left.status, left.form.typed, left.accounts) == (EditStatus.LEFT, {}, ())


@pytest.mark.parametrize("kind", EditKind)
def test_what_is_planned_is_said_in_words(kind: EditKind) -> None:
    words = planned_words(replace(EDIT, form=replace(FORM, kind=kind), from_on=TODAY))
    assert words.startswith("From 23 November 2026: ")
    assert ("headteacher Nora New" in words) is (kind is EditKind.SERVE)
    assert planned_words(replace(EDIT, form=EditForm(EditKind.SERVE))) == "From today: somebody else serves it"
