"""Which permission opens which route, held against the published list."""

import re

import pytest

from sandbox.graph import access
from sandbox.graph.routes import ROUTES, Route
from tests.sandbox.graph_wire import CHECK, REPORTS, SITE, TRUST, Wire


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.method} {route.path}")
def test_a_route_asks_for_nothing_that_graph_would_not_take(route: Route) -> None:
    if CHECK is None:
        pytest.skip("../shared/contract/graph is not here: permissions are not held against the published list")
    path = re.sub(r"\{\w+\}", "x", route.path)
    published = CHECK.match(
        route.method,
        "/" + path.replace("items/x/delta", "root/delta()").replace("calendarView/delta", "calendarView/delta()"),
    )
    if not published:
        assert route.path == "me" or route.path.endswith(("/fields", "/sendMail"))  # not in the list we have
        return
    if route.path.startswith("subscriptions"):
        assert route.need == access.READ_CALENDARS, "the list says: what reads the resource that is watched"
        return
    needed, listed = route.need.permissions, set(published[0]["application"])
    if "Calendars.Read" in listed:
        listed.add("Calendars.ReadWrite")  # which the list leaves out of some, and which includes the other
    assert needed <= listed
    assert listed & {"Sites.Read.All", "Sites.ReadWrite.All", "Files.Read.All", "User.Read.All"} <= needed


async def test_any_one_of_the_permissions_suffices(wire: Wire) -> None:
    await wire.put("a.txt")
    path = f"/drives/{REPORTS.drive_id}/root:/a.txt:"
    for number, role in enumerate(access.READ_FILES.permissions):
        wire.tokens.issue_app(f"t{number}", "x", [role])
        assert (await wire.ask("GET", path, token=f"t{number}")).status == 200
    wire.tokens.issue_app("reader", "x", ["Files.Read.All", "Calendars.ReadWrite"])
    for method, where in (("DELETE", path), ("GET", f"/sites/{SITE}"), ("GET", f"{path}/listItem")):
        denied = await wire.ask(method, where, token="reader")
        assert (denied.status, denied.code) == (403, "accessDenied")


@pytest.mark.parametrize(
    ("role", "read", "write", "share"),
    [
        ("none", 403, 403, 403),
        ("read", 200, 403, 403),
        ("write", 200, 200, 403),
        ("owner", 200, 200, 200),
        ("fullcontrol", 200, 200, 200),
    ],
)
async def test_sites_selected_goes_as_far_as_its_role_on_the_site(
    wire: Wire, role: str, read: int, write: int, share: int
) -> None:
    await wire.put("a.txt")
    path = f"/drives/{REPORTS.drive_id}/root:/a.txt:"
    wire.tokens.issue_app("selected", "x", ["Sites.Selected"], {} if role == "none" else {SITE: role})
    assert (await wire.ask("GET", f"/sites/{SITE}", token="selected")).status == read
    assert (await wire.ask("GET", path, token="selected")).status == read
    assert (await wire.ask("PUT", f"{path}/content", data=b"x", token="selected")).status == write
    assert (await wire.ask("GET", f"{path}/permissions", token="selected")).status == share


async def test_a_role_on_another_site_or_without_the_permission_is_no_help(wire: Wire) -> None:
    wire.tokens.issue_app("elsewhere", "x", ["Sites.Selected"], {"another,site,id": "fullcontrol"})
    wire.tokens.issue_app("unpermitted", "x", [], {SITE: "fullcontrol"})
    for token in ("elsewhere", "unpermitted"):
        assert (await wire.ask("GET", f"/sites/{TRUST.host}:{TRUST.site_path}", token=token)).status == 403
