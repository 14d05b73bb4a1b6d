"""Calendars watched over the real SDK in the stand-in for Microsoft 365."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from graph.subscriptions import GraphSubscriptions
from handbook.core.calendars import (
    LONGEST_SUBSCRIPTION,
    EntryChanges,
)
from handbook.core.external_errors import Conflict, NotFound, Rejected
from tests.graph.microsoft import VISIT, Microsoft, Ours, ms, ours
from tests.sandbox.calendar_wire import OTHER_SIP, SIP
from tests.sandbox.graph_wire import SIPS

__all__ = ["ms", "ours"]


@pytest.fixture
def subscriptions(ms: Microsoft, ours: Ours) -> GraphSubscriptions:
    return GraphSubscriptions(ms.client, f"{ours.url}/notifications", f"{ours.url}/lifecycle")


async def test_a_calendar_is_watched_renewed_and_left(
    ms: Microsoft, subscriptions: GraphSubscriptions, ours: Ours
) -> None:
    until = datetime.now(UTC) + timedelta(days=2)
    subscription = await subscriptions.subscribe(SIP.id.upper(), "a secret", until)
    assert subscription.person_id == SIP.id
    assert abs(subscription.expires_at - until) < timedelta(seconds=2)
    entry = await ms.calendars.write(SIP.id, VISIT)
    told = await asyncio.wait_for(ours.got.get(), 20)
    assert (told.subscription_id, told.client_state, told.about_subscription) == (subscription.id, "a secret", "")
    assert told.entry_id == entry.id, "the id by which we know it"
    longer = await subscriptions.renew(subscription.id, datetime.now(UTC) + LONGEST_SUBSCRIPTION - timedelta(minutes=5))
    assert longer.expires_at > subscription.expires_at
    assert await subscriptions.standing() == [longer]
    for _ in range(2):
        await subscriptions.unsubscribe(subscription.id)
    assert await subscriptions.standing() == []
    with pytest.raises(NotFound):
        await subscriptions.renew(subscription.id, until)


async def test_what_is_told_twice_and_backwards_can_be_told_apart(
    ms: Microsoft, subscriptions: GraphSubscriptions, ours: Ours
) -> None:
    subscription = await subscriptions.subscribe(SIP.id, "a secret", datetime.now(UTC) + timedelta(days=2))
    await ms.lever("notifications", held=True, copies=2)
    entry = await ms.calendars.write(SIP.id, replace(VISIT, invitees=()))
    changed = await ms.calendars.change(SIP.id, entry.id, EntryChanges(subject="Another"))
    await ms.lever("notifications/release", reverse=True)
    told = [await asyncio.wait_for(ours.got.get(), 20) for _ in range(4)]
    assert {one.entry_id for one in told} == {entry.id}
    assert [one.state for one in told] == [
        *[f'updated W/"{changed.change_key}"'] * 2,
        *[f'created W/"{entry.change_key}"'] * 2,
    ]
    await ms.lever("notifications")
    for event in ("reauthorizationRequired", "missed", "subscriptionRemoved"):
        await ms.lever(f"subscriptions/{subscription.id}", event=event)
        said = await asyncio.wait_for(ours.got.get(), 20)
        assert (said.about_subscription, said.subscription_id, said.client_state) == (
            event,
            subscription.id,
            "a secret",
        )
    assert await subscriptions.standing() == []


async def test_watching_again_replaces_the_first(subscriptions: GraphSubscriptions) -> None:
    until = datetime.now(UTC) + timedelta(days=2)
    first = await subscriptions.subscribe(SIP.id, "one", until)
    other = await subscriptions.subscribe(OTHER_SIP.id, "two", until)
    second = await subscriptions.subscribe(SIP.id, "three", until)
    assert second.id != first.id
    assert {one.id for one in await subscriptions.standing()} == {other.id, second.id}


async def test_nobody_is_watched_when_we_do_not_give_the_token_back(
    subscriptions: GraphSubscriptions, ours: Ours
) -> None:
    ours.deaf = True
    with pytest.raises(Rejected):
        await subscriptions.subscribe(SIP.id, "a secret", datetime.now(UTC) + timedelta(days=2))
    ours.deaf = False
    with pytest.raises(Rejected):
        await subscriptions.subscribe(SIP.id, "a secret", datetime.now(UTC) + LONGEST_SUBSCRIPTION + timedelta(hours=1))
    assert await subscriptions.standing() == []


async def test_several_watches_at_once_do_not_get_in_each_others_way(subscriptions: GraphSubscriptions) -> None:
    until = datetime.now(UTC) + timedelta(days=2)
    made = await asyncio.gather(*(subscriptions.subscribe(one.id, "a secret", until) for one in SIPS[:3]))
    assert {one.person_id for one in made} == {one.id for one in SIPS[:3]}


async def test_two_that_begin_to_watch_at_once_leave_one(subscriptions: GraphSubscriptions) -> None:
    until = datetime.now(UTC) + timedelta(days=2)
    made = await asyncio.gather(
        *(subscriptions.subscribe(SIP.id, "x", until) for _ in range(2)), return_exceptions=True
    )
    assert all(not isinstance(one, BaseException) or isinstance(one, Conflict) for one in made)
    assert await subscriptions.standing()
