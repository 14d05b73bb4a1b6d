"""Installing our own app for people, in the sandbox: it is new to them, or they had it, or it may not be."""

import pytest

from graph.client import GraphClient
from graph.credentials import StaticCredential
from graph.installing import TeamsAppInstaller
from handbook.core.external_errors import Forbidden, NotFound
from tests.graph.test_in_the_sandbox import Sandbox, process, sandbox

__all__ = ["process", "sandbox"]
ROLES = ["User.Read.All", "TeamsAppInstallation.ReadWriteSelfForUser.All"]


async def test_it_is_new_to_somebody_once(sandbox: Sandbox) -> None:
    token, app_id = sandbox.ask("POST", "/control/consent", {"roles": ROLES})["token"], sandbox.tenant["teams_app_id"]
    person_id = next(one["id"] for one in sandbox.people if one["role"] == "board_member")
    sandbox.ask("POST", f"/play/{person_id}/uninstall", {})
    client = GraphClient(StaticCredential(token), base_url=sandbox.graph)
    apps = TeamsAppInstaller(client, app_id)
    assert not await apps.has(person_id)
    assert [await apps.install(person_id), await apps.install(person_id)] == [True, False]
    assert await apps.has(person_id)
    assert not await TeamsAppInstaller(client, "another").has(person_id)
    with pytest.raises(NotFound):
        await TeamsAppInstaller(client, "another").install(person_id)
    with pytest.raises(NotFound):
        await apps.install("00000000-0000-4000-8000-000000000000")
    await client.close()


async def test_it_may_not_be_without_the_permission(sandbox: Sandbox) -> None:
    client = GraphClient(StaticCredential(sandbox.tenant["service_token"]), base_url=sandbox.graph)
    with pytest.raises(Forbidden):
        await TeamsAppInstaller(client, sandbox.tenant["teams_app_id"]).install(sandbox.people[0]["id"])
    await client.close()
