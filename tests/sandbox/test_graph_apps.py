"""Installing the app for somebody by Graph: refused until it is permitted, then as Teams does it."""

import asyncio
from pathlib import Path
from urllib.parse import quote

from tests.sandbox.graph_wire import ADVISOR, TRUST, Wire
from tests.sandbox.whole_sandbox import Whole, whole_sandbox

PERMISSION = "TeamsAppInstallation.ReadWriteSelfForUser.All"
WITHOUT = next(person for person in TRUST.people if not person.teams)
BOUND = {"teamsApp@odata.bind": f"https://graph.microsoft.com/v1.0/appCatalogs/teamsApps/{TRUST.catalogue_app_id}"}
OTHER = {"teamsApp@odata.bind": f"https://graph.microsoft.com/v1.0/appCatalogs/teamsApps/{TRUST.app_id}"}


def path(person_id: str, condition: str = "") -> str:
    own = f"/v1.0/users/{person_id}/teamwork/installedApps"
    return f"{own}?$expand=teamsApp&$filter={quote(condition)}" if condition else own


async def permitted(whole: Whole) -> str:
    roles = {"roles": ["User.Read.All", PERMISSION]}
    return str((await whole.ask("POST", "/control/consent", roles)).body["token"])


async def test_it_is_refused_until_permitted_and_then_the_bot_hears_of_it(tmp_path: Path) -> None:
    async with whole_sandbox(tmp_path) as whole:
        unpermitted = (await whole.tenant())["service_token"]
        assert (await whole.ask("POST", path(WITHOUT.id), BOUND, unpermitted)).status == 403
        assert (await whole.ask("GET", path(WITHOUT.id), token=unpermitted)).status == 403
        token = await permitted(whole)
        assert (await whole.ask("GET", path(WITHOUT.id), token=token)).body["value"] == []
        installed = await whole.ask("POST", path(WITHOUT.id), BOUND, token)
        assert (installed.status, installed.body) == (201, b"")
        async with asyncio.timeout(5):
            while len(whole.bot.heard) < 2:
                await asyncio.sleep(0.01)
        update, installation = whole.bot.heard
        assert (update["type"], installation["type"]) == ("conversationUpdate", "installationUpdate")
        assert installation["action"] == "add"
        assert installation["from"]["aadObjectId"] == WITHOUT.id
        again = await whole.ask("POST", path(WITHOUT.id), BOUND, token)
        assert (again.status, again.body["error"]["code"]) == (409, "Conflict")
        condition = f"teamsApp/id eq '{TRUST.catalogue_app_id}'"
        (app,) = (await whole.ask("GET", path(WITHOUT.id, condition), token=token)).body["value"]
        assert app["teamsApp"]["externalId"] == TRUST.app_id
        other = f"teamsApp/id eq '{TRUST.app_id}'"
        assert (await whole.ask("GET", path(WITHOUT.id, other), token=token)).body["value"] == []
        assert len(whole.bot.heard) == 2


async def test_what_graph_would_not_take_is_refused(tmp_path: Path) -> None:
    async with whole_sandbox(tmp_path) as whole:
        token = await permitted(whole)
        for person_id, body, status in (
            ("00000000-0000-4000-8000-000000000000", BOUND, 404),
            (WITHOUT.id, OTHER, 404),
            (WITHOUT.id, {}, 400),
            (WITHOUT.id, {"teamsApp@odata.bind": 5}, 400),
        ):
            assert (await whole.ask("POST", path(person_id), body, token)).status == status
        assert (await whole.ask("GET", path(WITHOUT.id, "teamsApp/x eq 'y'"), token=token)).status == 400
        assert whole.bot.heard == []


async def test_without_teams_beside_it_nobody_can_say(wire: Wire) -> None:
    wire.tokens.issue_app("installs", "another", [PERMISSION])
    assert (await wire.ask("GET", f"/users/{ADVISOR.id}/teamwork/installedApps", token="installs")).status == 503
