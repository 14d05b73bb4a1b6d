"""How people stand: what Teams and the directory tell of them, and what of it is told once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from handbook.core.conversation_reference import ACTIVE, BLOCKED, NOT_INSTALLED, UNINSTALLED, ConversationReference
from handbook.core.people import DirectoryAccount, Role
from handbook.core.refusal import Refused
from handbook.reach.states import (
    ASKED_AT_ONCE,
    CHECKED_EVERY,
    AccountSeen,
    AccountState,
    Reached,
    account_state,
    changed,
    check_may_see_reach,
    may_see_reach,
    reached,
    to_check,
    told_words,
)
from tests.support import builders as a

NIGHT = a.MONDAY.replace(hour=5)
ANN, BOB = a.a_person(Role.HEADTEACHER), a.a_person(Role.SIP)
OPEN = DirectoryAccount("x", "X", "x@x.example", enabled=True)


@pytest.mark.parametrize(
    ("state", "found"),
    [
        (ACTIVE, Reached.REACHED),
        (BLOCKED, Reached.BLOCKED),
        (UNINSTALLED, Reached.NOT_INSTALLED),
        (NOT_INSTALLED, Reached.NOT_INSTALLED),
    ],
)
def test_what_a_chat_tells(state: str, found: Reached) -> None:
    assert reached(ConversationReference("p", "c", "https://t/", state)) is found
    assert reached(None) is Reached.NEVER
    assert len({one.words for one in Reached}) == len(Reached)


def test_what_an_account_tells() -> None:
    assert account_state(None) is AccountState.MISSING
    assert account_state(OPEN) is AccountState.OPEN
    assert account_state(replace(OPEN, enabled=False)) is AccountState.CLOSED
    assert account_state(replace(OPEN, email="")) is AccountState.NO_MAIL


def seen(person_id: str, state: AccountState = AccountState.OPEN, hours: int = 0) -> AccountSeen:
    at = NIGHT - timedelta(hours=hours)
    return AccountSeen(person_id, state, at, at)


def test_accounts_are_asked_for_at_night_the_longest_unasked_first_and_not_all_at_once() -> None:
    known = {ANN.id: seen(ANN.id, hours=48), BOB.id: seen(BOB.id, hours=1)}
    carl = replace(BOB, id="carl")
    assert to_check((ANN, BOB, carl), known, NIGHT) == ("carl", ANN.id)
    assert to_check((ANN, BOB), known, NIGHT + CHECKED_EVERY) == ()  # it is night no more
    assert to_check((BOB,), known, NIGHT + timedelta(days=1)) == (BOB.id,)
    many = [replace(BOB, id=f"{one:03}") for one in range(ASKED_AT_ONCE + 1)]
    assert len(to_check(many, {}, NIGHT)) == ASKED_AT_ONCE


def test_a_change_is_news_once() -> None:
    known = {ANN.id: seen(ANN.id), BOB.id: seen(BOB.id, AccountState.CLOSED)}
    found = ((ANN.id, AccountState.CLOSED), (BOB.id, AccountState.CLOSED), ("new", AccountState.OPEN))
    assert changed(found, known) == ((ANN.id, AccountState.CLOSED),)
    assert changed(((BOB.id, AccountState.OPEN), ("new", AccountState.MISSING)), known) == (
        (BOB.id, AccountState.OPEN),
        ("new", AccountState.MISSING),
    )


def test_changes_are_told_in_words_and_not_without_end() -> None:
    words = told_words([(ANN, AccountState.CLOSED), (BOB, AccountState.OPEN)])
    assert f"{ANN.name} (headteacher): closed: they cannot sign in; {BOB.name} (School" in words
    assert "open again" in words
    assert told_words([(ANN, AccountState.MISSING)] * 20).count(ANN.name) == 8
    assert "and 12 more" in told_words([(ANN, AccountState.MISSING)] * 20)


@pytest.mark.parametrize("role", Role)
def test_who_sees_whom_the_service_reaches(role: Role) -> None:
    person = a.a_person(role)
    assert may_see_reach(person, "") is (role is Role.TRUST_ADVISOR)
    assert may_see_reach(person, person.id)
    if role is not Role.TRUST_ADVISOR:
        with pytest.raises(Refused, match="Only the Trust Advisor can see"):
            check_may_see_reach(person, "")
