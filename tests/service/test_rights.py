"""Every right that the code uses, by four witnesses: the page of permissions names it, the set-up script gives it, the
doctor turns red where it is missing, and the sandbox refuses what needs it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, cast
from uuid import uuid4

import pytest

from graph.every_call import Call, every_call
from graph.permissions import (
    CALENDAR_OWNERS,
    CALENDARS,
    DIRECTORY,
    MAIL,
    OPTIONAL,
    PERMISSIONS,
    SITE,
    CalendarOwner,
    Given,
)
from manifest.contents import contents
from manifest.details import details
from sandbox.keys import ASSIGNED, ROLES, SCOPE, SITE_ROLE
from service.doctor.examination import CHECKS
from service.doctor.finding import Light
from service.pages import ROOT
from tests.service.test_doctor import house, ward
from tests.service.test_tenant_script import steps
from tests.support.ward import Ward

__all__ = ["house", "ward"]
pytestmark = pytest.mark.asyncio(loop_scope="module")

CALLS = every_call()
LOWER = {"read": "", "write": "read", "fullcontrol": "write"}
READS, WRITES, SENDS = "Calendars.Read", "Calendars.ReadWrite", "Mail.Send"
OF_TOKEN = frozenset({"reach"})
"""What the token says of itself is no witness: the check that needs the right must miss it."""


@dataclass(frozen=True)
class Right:
    """`lacking` is how the sandbox gives everything but this, `given` how it gives all (nothing: as ever); or it is
    `owners` whose mailboxes are shut. `calls` are those that need it."""

    name: str
    written: str
    lacking: Mapping[str, Any] = field(default_factory=dict[str, Any])
    calls: tuple[Call, ...] = ()
    given: Mapping[str, Any] = field(default_factory=dict[str, Any])
    owner: CalendarOwner | None = None


def rights() -> list[Right]:
    """All of them, from what is declared beside the calls."""
    found = [_of_consent(one.name) for one in (*PERMISSIONS, *OPTIONAL) if one.given is not Given.EXCHANGE]
    for role in sorted({call.need.role for call in CALLS if call.need.role}):
        needing = tuple(call for call in CALLS if call.need.role == role)
        found.append(Right(f"role {role} on the site", f"role {role} |", {"site_role": LOWER[role]}, needing))
    for asked in sorted({call.need.asks_for for call in CALLS if call.need.permission is CALENDARS}):
        needing = tuple(call for call in CALLS if (call.need.permission, call.need.asks_for) == (CALENDARS, asked))
        lacking = {"assigned": [READS] if asked == WRITES else []}
        found.append(Right(f"{asked} in Exchange", f"`{asked}` |", lacking, needing))
    sending = tuple(call for call in CALLS if call.need.permission is MAIL)
    found.append(Right(f"{SENDS} in Exchange", f"`{SENDS}` |", {"assigned": [WRITES]}, sending))
    return found + [Right(f"calendar of {one.role}", f"| {one.role.words} |", owner=one) for one in CALENDAR_OWNERS]


def _of_consent(name: str) -> Right:
    needing = tuple(call for call in CALLS if call.need.permission.name == name)
    given = {} if name in ROLES else {"roles": [*ROLES, name]}
    return Right(name, f"## {name}", {"roles": [role for role in ROLES if role != name]}, needing, given)


RIGHTS = rights()


async def test_no_declared_right_is_left_out() -> None:
    reached = {id(call) for right in RIGHTS for call in right.calls}
    assert {id(call) for call in CALLS} == reached
    assert {call.need.permission for right in RIGHTS for call in right.calls} == {*PERMISSIONS, *OPTIONAL}
    assert [right.owner for right in RIGHTS if right.owner] == list(CALENDAR_OWNERS)


@pytest.mark.parametrize("right", RIGHTS, ids=lambda right: right.name)
async def test_the_page_names_it_and_the_script_gives_it(right: Right) -> None:
    assert right.written in (ROOT / "docs" / "permissions.md").read_text(encoding="utf-8")
    given = _given()
    if right.owner is not None:
        assert right.owner.listed in given["CalendarsOf"]
    elif "site_role" in right.lacking:
        assert given["SiteRole"] == [SITE_ROLE]
    elif "assigned" in right.lacking:
        assert given["ExchangeRole"] == [f"Application {WRITES}"], "which reads, too"
        assert given["MailRole"] == [f"Application {SENDS}"]
    else:
        assert right.name in given["Optional" if right.given else "Consent"]


@pytest.mark.parametrize("right", [right for right in RIGHTS if not right.given], ids=lambda right: right.name)
async def test_the_doctor_turns_red_where_it_is_missing(ward: Ward, right: Right) -> None:
    ward.given["mailbox"] = ward.house.tenant["mailbox"]
    if right.owner is None:
        await ward.consent(**right.lacking)
    else:
        await ward.mailbox(ward.person(right.owner.role)["id"], "closed")
    await ward.look()
    assert {key for key, found in ward.found.items() if found.light is Light.RED} - OF_TOKEN


@pytest.mark.parametrize("right", [right for right in RIGHTS if right.calls], ids=lambda right: right.name)
async def test_the_sandbox_refuses_whatever_needs_it(ward: Ward, right: Right) -> None:
    without = (await ward.lever("consent", dict(right.lacking)))["token"]
    all_of_it = (await ward.lever("consent", dict(right.given)))["token"]
    for call in right.calls:
        path = await _path(ward, call)
        assert await _asked(ward, call, path, without) == HTTPStatus.FORBIDDEN, call.made_by
        assert await _asked(ward, call, path, all_of_it) not in (401, 403, 405), call.made_by


@pytest.mark.parametrize("owner", CALENDAR_OWNERS, ids=lambda owner: owner.role.value)
async def test_the_sandbox_shuts_the_calendar_of_whoever_is_outside_the_scope(ward: Ward, owner: CalendarOwner) -> None:
    token, person_id = ward.house.tenant["service_token"], ward.person(owner.role)["id"]
    [opening] = [call for call in CALLS if (call.method, call.path) == ("GET", "/users/{user-id}/calendar")]
    assert await _asked(ward, opening, f"/users/{person_id}/calendar", token) == HTTPStatus.OK
    await ward.mailbox(person_id, "closed")
    assert await _asked(ward, opening, f"/users/{person_id}/calendar", token) == HTTPStatus.FORBIDDEN


async def test_what_the_bot_needs_has_its_step_and_its_check() -> None:
    """The Bot Connector's own refusals, without a token or without the app, are played in tests/sandbox."""
    page = (ROOT / "docs" / "permissions.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| [^|]+ \| [^|]+ \| `(\w+)` \| ([^|(]+?) (?:\([^|]+\) )?\|$", page, re.MULTILINE)
    assert [step for step, _ in rows] == ["Bot", "Policy"]
    assert {step for step, _ in rows} <= steps()
    assert {title for _, title in rows} <= {check.title for check in CHECKS}
    of_app = details(str(uuid4()), "sip.trust.example", version="1.0.0", organisation="SIP Desk")
    declared = cast("list[str]", contents(of_app)["permissions"])
    assert f"| {', '.join(f'`{one}`' for one in declared)} in the app package |" in page


async def test_the_sandbox_gives_exactly_what_the_script_gives() -> None:
    """So the demo and every journey run with no more than a real tenant would have."""
    given = _given()
    assert set(ROLES) == set(given["Consent"]) == {DIRECTORY.name, SITE.name}
    assert given["SiteRole"] == [SITE_ROLE]
    assert [f"Application {one}" for one in ASSIGNED] == [*given["ExchangeRole"], *given["MailRole"]]
    assert set(SCOPE) == {one.role for one in CALENDAR_OWNERS if one.listed in given["CalendarsOf"]}
    assert len(given["CalendarsOf"]) == len(SCOPE)


def _given() -> dict[str, list[str]]:
    """What the script is told to give, by the keys that it reads."""
    script, needs = [(ROOT / "deployment" / "tenant" / name).read_text("ascii") for name in
                     ("Set-SipDeskTenant.ps1", "needs.psd1")]  # fmt: skip
    keys = ("Consent", "Optional", "SiteRole", "ExchangeRole", "MailRole", "CalendarsOf")
    assert all(f"$Needs.{key}" in script for key in keys)
    found = {key: re.findall(rf"^    {key} = (.*)$", needs, re.MULTILINE) for key in keys}
    return {key: re.findall(r"'([^']*)'", line) for key, [line] in found.items()}


async def _path(ward: Ward, call: Call) -> str:
    site = ward.house.tenant["site"]["id"]
    token = ward.house.tenant["service_token"]
    async with ward.house.http.get(
        f"{ward.house.tenant['graph']}/sites/{site}/drives", headers={"Authorization": f"Bearer {token}"}
    ) as reply:
        drive = (await reply.json())["value"][0]["id"]
    mailbox = ward.house.tenant["mailbox"] if call.need.permission is MAIL else ward.person("sip")["id"]
    real = {"site-id": site, "drive-id": drive, "driveItem-id": "root", "list-id": "SIP%20Reports",
            "user-id": mailbox}  # fmt: skip
    return re.sub(r"\{([\w-]+)\}", lambda found: real.get(found[1], "1"), call.path)


async def _asked(ward: Ward, call: Call, path: str, token: str) -> int:
    """How it is answered. What it says besides is wrong on purpose: rights come first."""
    sent: dict[str, Any] = {} if call.method in ("GET", "DELETE") else {"json": {}}
    headers = {"Authorization": f"Bearer {token}"}
    url = f"{ward.house.tenant['graph']}{path}"
    async with ward.house.http.request(call.method, url, headers=headers, allow_redirects=False, **sent) as reply:
        return reply.status
