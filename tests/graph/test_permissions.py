"""Every call has a declared permission, and it is one that Graph takes for it."""

import re
from functools import cache
from types import ModuleType

import pytest

from graph import every_call as room
from graph import requests
from graph.every_call import Call, every_call
from graph.graph_request import GraphRequest
from graph.permissions import NEEDS, OPTIONAL, PERMISSIONS, Given
from tests.graph.test_requests import contract

__all__ = ["contract"]
calls = cache(every_call)
"""Made when a test asks for them: it imports the SDK, which takes a second wherever tests are collected."""


def test_each_kind_of_call_is_there_and_no_other() -> None:
    assert {call.made_by for call in calls()} == {
        f"{made.__module__}.{made.__qualname__}" for made, need in NEEDS.items() if need
    }


def test_a_call_without_a_declared_permission_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def send_mail() -> GraphRequest:
        return lambda sdk: pytest.fail("it is not asked what it would send")

    send_mail.__qualname__ = "send_mail"
    undeclared = send_mail()
    undeclared.__qualname__ = "send_mail.<locals>.<lambda>"
    monkeypatch.setattr(requests, "EVERY_KIND", (*requests.EVERY_KIND, undeclared))
    with pytest.raises(LookupError, match=r"send_mail makes a call for which graph/permissions\.py declares nothing"):
        room.every_call()


def test_paths_are_spelt_as_graph_spells_them() -> None:
    paths = {(call.method, call.path) for call in calls()}
    assert ("GET", "/sites/{site-id}/lists/{list-id}/columns") in paths
    assert ("POST", "/users/{user-id}/calendar/getSchedule") in paths
    assert not [path for _, path in paths if "{+" in path or "%" in path]


def test_graph_takes_for_a_call_what_we_say_it_asks_for(contract: ModuleType) -> None:
    assert [call.made_by for call in calls() if not is_enough(contract, call)] == []


NOT_LISTED = {"/users/{user-id}/sendMail": "Mail.Send"}
"""What the list kept beside the project leaves out, by Microsoft's page of it (user-sendmail)."""


def is_enough(contract: ModuleType, call: Call) -> bool:
    """Whether Graph publishes the call, and takes for it what it asks for."""
    if call.path in NOT_LISTED:
        return (call.method, call.need.asks_for) == ("POST", NOT_LISTED[call.path])
    routes = contract.match(call.method, re.sub(r"\{[^}]+\}", "x", call.path))
    if not routes:
        return False
    taken = set(routes[0].get("application") or ())
    if "Calendars.Read" in taken:
        taken.add("Calendars.ReadWrite")  # which the list leaves out of some, and which includes the other
    if call.path.startswith("/subscriptions"):
        # the list says of these: what reads the resource that is watched
        return not taken and call.need.asks_for == "Calendars.Read"
    return call.need.asks_for in taken


def test_nothing_is_asked_for_that_no_call_needs() -> None:
    assert {call.need.permission for call in calls()} == {*PERMISSIONS, *OPTIONAL}


def test_a_call_about_the_site_says_the_least_role_for_it() -> None:
    for call in calls():
        assert bool(call.need.role) == (call.need.permission.given is Given.SITE)
        if call.method == "GET" and not call.path.endswith("/permissions"):
            assert call.need.role in ("read", "")


def test_what_is_given_never_opens_the_tenant() -> None:
    wide = {name for permission in (*PERMISSIONS, *OPTIONAL) for name in permission.never}
    assert not wide & {permission.name for permission in (*PERMISSIONS, *OPTIONAL)}
    assert {call.need.asks_for for call in calls() if call.need.permission.given is not Given.ENTRA} <= wide
