"""A message to a group: whom it is for, each once, and outcomes that come to all."""

from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from handbook.reach.broadcast import (
    NOT_REACHED,
    WORDS_AT_MOST,
    Audience,
    Broadcast,
    DropBroadcast,
    Outcome,
    ResendBroadcast,
    SendBroadcast,
    WriteBroadcast,
    counts,
    dropped,
    may_broadcast,
    outcome_of,
    recipients,
    sent,
    sent_again,
    written,
)
from tests.support import builders as a

ADVISOR, HEAD, SIP, DSO = (a.a_person(role) for role in (Role.TRUST_ADVISOR, Role.HEADTEACHER, Role.SIP, Role.DSO))
BOTH = replace(SIP, id="both", name="Beth Both", also=(Role.HEADTEACHER,))
PEOPLE = (ADVISOR, HEAD, SIP, DSO, BOTH)
HERE = a.a_school()
THERE = a.a_school(urn="900002", local_authority="Wrenshire", headteacher_id=BOTH.id, sip_id=SIP.id, dso_id="other")
HEADS, SIPS = (Role.HEADTEACHER,), (Role.SIP,)


@pytest.mark.parametrize(
    ("audience", "found"),
    [
        (Audience(HEADS), {HEAD, BOTH}),
        (Audience((*HEADS, *SIPS)), {HEAD, BOTH, SIP}),
        (Audience(HEADS, "Wrenshire"), {BOTH}),
        (Audience((*HEADS, *SIPS), "Wrenshire"), {BOTH, SIP}),
        (Audience(HEADS, dso_id=DSO.id), {HEAD}),
        (Audience(HEADS, "Wrenshire", DSO.id), set()),
        (Audience((Role.BOARD_MEMBER,), "Wrenshire"), set()),
        (Audience(()), set()),
    ],
)
def test_whom_it_is_for(audience: Audience, found: set[Person]) -> None:
    people = recipients(audience, PEOPLE, (HERE, THERE))
    assert set(people) == found
    assert len(people) == len(found)
    assert [one.name for one in people] == sorted(one.name for one in people)


def a_draft(**changes: object) -> Broadcast:
    wanted = WriteBroadcast(Audience(HEADS), "  Please come.  ")
    one = written(wanted, None, (HEAD, BOTH), ADVISOR, a.MONDAY, "b1")
    return replace(one, revision=1, **changes)  # type: ignore[arg-type]


def test_it_is_written_anew_in_the_place_of_the_draft() -> None:
    one = a_draft()
    assert (one.words, one.recipient_ids, one.is_draft) == ("Please come.", (HEAD.id, BOTH.id), True)
    later = written(WriteBroadcast(Audience(SIPS), "Other"), one, (SIP,), ADVISOR, a.MONDAY + timedelta(1), "b2")
    assert (later.id, later.words, later.recipient_ids, later.revision) == ("b1", "Other", (SIP.id,), 1)


@pytest.mark.parametrize(
    ("words", "offices", "found", "why"),
    [
        ("", HEADS, (HEAD,), "Please write the message"),
        ("x" * (WORDS_AT_MOST + 1), HEADS, (HEAD,), "below 3,000 characters: it has 3,001"),
        ("Hello", (), (HEAD,), "choose who it is for"),
        ("Hello", HEADS, (), "Nobody on the list is like that"),
    ],
)
def test_what_cannot_be_sent_is_said(
    words: str, offices: tuple[Role, ...], found: tuple[Person, ...], why: str
) -> None:
    with pytest.raises(Refused, match=why):
        written(WriteBroadcast(Audience(offices), words), None, found, ADVISOR, a.MONDAY, "b")


@pytest.mark.parametrize("role", Role)
def test_only_the_trust_advisor_writes_sends_drops_and_sends_again(role: Role) -> None:
    person = a.a_person(role)
    assert may_broadcast(person) is (role is Role.TRUST_ADVISOR)
    if role is Role.TRUST_ADVISOR:
        return
    for attempt in (
        lambda: written(WriteBroadcast(Audience(HEADS), "x"), None, (HEAD,), person, a.MONDAY, "b"),
        lambda: sent(a_draft(), SendBroadcast("b1", 1), person, a.MONDAY),
        lambda: dropped(a_draft(), DropBroadcast("b1", 1), person),
        lambda: sent_again(a_draft(), ResendBroadcast("b1", 0), {}, person),
    ):
        with pytest.raises(Refused, match="Only the Trust Advisor can write to a group"):
            attempt()


def test_what_was_read_is_sent_once() -> None:
    going = sent(a_draft(), SendBroadcast("b1", 1), ADVISOR, a.MONDAY)
    assert (going.sent_at, going.round, going.is_draft) == (a.MONDAY, 1, False)
    assert not dropped(a_draft(), DropBroadcast("b1", 1), ADVISOR).is_draft
    for one, revision in ((a_draft(), 2), (going, 1), (a_draft(dropped=True), 1)):
        with pytest.raises(Refused, match="has moved on"):
            sent(one, SendBroadcast("b1", revision), ADVISOR, a.MONDAY)
        with pytest.raises(Refused, match="has moved on"):
            dropped(one, DropBroadcast("b1", revision), ADVISOR)


def test_outcomes_come_to_all_and_only_who_was_not_reached_is_sent_it_again() -> None:
    going = sent(a_draft(), SendBroadcast("b1", 1), ADVISOR, a.MONDAY)
    for first, second in product(Outcome, Outcome):
        outcomes = {HEAD.id: first, BOTH.id: second}
        assert counts(going, outcomes).total() == 2
        missed = tuple(one for one in going.recipient_ids if outcomes[one] in NOT_REACHED)
        if missed:
            after, again = sent_again(going, ResendBroadcast("b1", 1), outcomes, ADVISOR)
            assert (after.round, again) == (2, missed)
        else:
            with pytest.raises(Refused, match="Everybody was reached"):
                sent_again(going, ResendBroadcast("b1", 1), outcomes, ADVISOR)
    assert counts(going, {}) == {Outcome.WAITING: 2}
    for one, number in ((going, 2), (a_draft(), 0)):
        with pytest.raises(Refused, match="sent again already"):
            sent_again(one, ResendBroadcast("b1", number), {HEAD.id: Outcome.FAILED}, ADVISOR)


def test_what_an_error_says_of_somebody() -> None:
    for error, outcome in (
        ("unreachable: blocked ConversationBlockedByUser", Outcome.BLOCKED),
        ("unreachable: uninstalled", Outcome.NOT_INSTALLED),
        ("unreachable: unknown ", Outcome.NOT_INSTALLED),
        ("bot connector: 503", Outcome.FAILED),
        ("None", Outcome.FAILED),
    ):
        assert outcome_of(error) is outcome
    assert len({one.words for one in Outcome}) == len(Outcome)
