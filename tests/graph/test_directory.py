"""Accounts by their Entra id."""

import pytest

from automations.engine import ports
from graph.directory import EntraDirectory
from handbook.core.external_errors import NotFound
from handbook.core.people import DirectoryAccount
from tests.graph.fake_graph import FakeGraph

ID = "0f0e0d0c-0000-4000-8000-00000000000a"


async def test_an_account_has_the_address_that_sharing_needs(directory: EntraDirectory, fake_graph: FakeGraph) -> None:
    asked: ports.Directory = directory
    fake_graph.users[ID] = {
        "id": ID.upper(),
        "displayName": "H. Teacher",
        "mail": "head@school.example",
        "userPrincipalName": "h.teacher@tenant.example",
        "accountEnabled": False,
    }
    assert await asked.account(ID) == DirectoryAccount(
        ID, "H. Teacher", "head@school.example", enabled=False, sign_in="h.teacher@tenant.example"
    )


async def test_what_we_may_not_see_is_not_held_against_anyone(directory: EntraDirectory, fake_graph: FakeGraph) -> None:
    fake_graph.users[ID] = {"id": ID, "displayName": None, "mail": None, "accountEnabled": None}
    assert await directory.account(ID) == DirectoryAccount(ID, "", "", enabled=True)


async def test_a_person_whom_the_directory_does_not_know_is_gone(directory: EntraDirectory) -> None:
    with pytest.raises(NotFound):
        await directory.account(ID)
