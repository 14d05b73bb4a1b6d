"""`sipdesk doctor` against the sandbox: all green where all is right, and each fault that it knows made and found."""

import dataclasses
import json
from collections.abc import AsyncIterator, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from graph.permissions import CALENDAR_OWNERS, INSTALLING, PERMISSIONS, CalendarOwner
from handbook.reports.library import Library
from handbook.reports.library_columns import COLUMNS
from sandbox.keys import ROLES
from service.doctor.command import look_over
from service.doctor.examination import CHECKS
from service.doctor.finding import Check, Light
from tests.service.doctor_faults import AMBER, FAULTS, NOT_LOOKED_AT, RED
from tests.service.doctor_makings import faulty, made, nobody_of, terms_without
from tests.support.house import House, a_house
from tests.support.ward import Ward, a_ward

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    async with a_house(tmp_path_factory.mktemp("ward")) as started:
        yield started


@pytest_asyncio.fixture(loop_scope="module")
async def ward(house: House, tmp_path: Path) -> AsyncIterator[Ward]:
    (tmp_path / "roster.json").write_text(json.dumps(house.roster), encoding="utf-8")
    async with a_ward(house, tmp_path) as ward:
        yield ward


async def test_against_the_sandbox_all_is_green_and_nothing_is_left_behind(ward: Ward) -> None:
    checked = await ward.look()
    assert {one.key for one in checked} == {check.key for check in CHECKS}
    assert [one.key for one in checked if one.finding.light is not Light.GREEN] == []
    async with ward.house.http.get(f"{ward.house.sandbox}/libraries") as reply:
        names = [one["name"] for library in await reply.json() for one in library["items"]]
    assert [one for one in names if not one.startswith("Audit head")] == [], "the service itself files those"
    async with ward.house.http.get(f"{ward.house.sandbox}/control/subscriptions") as reply:
        assert not [one for one in await reply.json() if one["change_type"] == "deleted"]


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_fault_is_found(ward: Ward, fault: str) -> None:
    make, expected = FAULTS[fault]
    await made(make, ward)
    await ward.look(with_needs(expected))
    for key, (light, words) in expected.items():
        assert ward.found[key].light is light, (key, ward.found[key])
        assert words in ward.found[key].says
    for finding in ward.found.values():
        wants_mending = finding.light is not Light.GREEN and not finding.says.startswith(("Not ", "The token does"))
        assert bool(finding.fix) == wants_mending, finding


async def test_faults_stop_nothing_else(ward: Ward) -> None:
    for fault in ("no roster", "a newer database", "only writing on the site", "nobody at the public address"):
        await made(FAULTS[fault][0], ward)
    assert len(await ward.look()) == len(CHECKS)
    lights = {key: finding.light for key, finding in ward.found.items()}
    assert {key for key, light in lights.items() if light is RED} == {"database", "roster", "sharing", "door"}
    waiting = {"case_keys", "term_dates", "people", "calendars", "busy", "bot", "installing", "met", "tab", "calls"}
    assert {key for key, light in lights.items() if light is AMBER} == waiting
    assert all(ward.found[key].says.startswith(NOT_LOOKED_AT) for key in waiting)


def with_needs(keys: Iterable[str]) -> list[Check]:
    """These checks, with those that they need, in their order."""
    wanted = set(keys)
    for check in reversed(CHECKS):
        wanted |= set(check.needs) if check.key in wanted else set()
    return [check for check in CHECKS if check.key in wanted]


async def test_who_is_concerned_is_said_by_id_and_role(ward: Ward) -> None:
    nobody_of("sip")(ward)
    await ward.look()
    wrong = "00000000-0000-4000-8000-000000000000"
    assert ward.found["people"].about == (f"{wrong} (School Improvement Partner): no account",)


async def test_a_missing_term_is_named_with_its_owner(ward: Ward) -> None:
    terms_without("Summer")(ward)
    await ward.look()
    assert "Wrenmouth: Summer" in ward.found["term_dates"].about


async def test_each_column_that_filing_writes_is_missed(ward: Ward) -> None:
    for library, name in ((Library.REPORTS, "SIP Reports"), (Library.DRAFTS, "SIP Drafts")):
        wanted = [column.name for column in COLUMNS[library]]
        await ward.columns(name, **dict.fromkeys(wanted))
        await ward.look([check for check in CHECKS if check.key in ("site", library.value)])
        assert f"has no column {', '.join(wanted)}:" in ward.found[library.value].says


async def test_a_check_that_gets_no_answer_ends(ward: Ward) -> None:
    await faulty(service="graph", kind="timeout", seconds=5, path="/v1.0/users")(ward)  # type: ignore[misc]
    quick = [dataclasses.replace(check, seconds=0.2) if check.key == "people" else check for check in CHECKS]
    await ward.look([check for check in quick if check.key in ("roster", "sign_in", "people", "site")])
    assert ward.found["people"].says == "No answer within 0.2 seconds."
    assert ward.found["site"].light is Light.GREEN


async def test_a_check_that_breaks_is_said_to(ward: Ward) -> None:
    async def broken(_: object) -> Any:
        raise RuntimeError

    await ward.look([Check("own", "Our own", broken), *CHECKS[:1]])
    assert ward.found["own"].says.startswith("The check itself failed (RuntimeError)")
    assert ward.found["settings"].light is Light.GREEN


async def test_every_permission_is_missed_where_it_is_missing(ward: Ward) -> None:
    """By the check that needs it, not only by what the token says."""
    missing = {
        "User.Read.All": ({"roles": ["Sites.Selected"]}, "people"),
        "Sites.Selected": ({"roles": ["User.Read.All"]}, "site"),
        "Application Calendars.ReadWrite": ({"assigned": []}, "calendars"),
    }
    assert missing.keys() == {permission.name for permission in PERMISSIONS}
    for what, key in missing.values():
        await ward.consent(**what)
        await ward.look()
        assert [one for one in ("people", "site", "calendars") if ward.found[one].light is Light.RED] == [key]


async def test_the_permission_to_install_is_missed_where_it_is_wanted(ward: Ward) -> None:
    checks = with_needs(["reach", "installing"])
    ward.given["teams_app_id"] = ward.house.tenant["teams_app_id"]
    await ward.look(checks)
    assert ward.found["installing"].light is Light.AMBER
    assert "TeamsAppInstallation.ReadWriteSelfForUser.All is missing" in ward.found["installing"].says
    await ward.consent(roles=[*ROLES, INSTALLING.name])
    await ward.look(checks)
    assert [ward.found[key].light for key in ("reach", "installing")] == [Light.GREEN, Light.GREEN]
    ward.given["teams_app_id"] = ward.house.tenant["bot_app_id"]
    await ward.look(checks)
    assert "no app with the id SIPDESK_TEAMS_APP_ID" in ward.found["installing"].says
    await ward.lever(f"people/{ward.person('trust_advisor')['id']}", {"gone": True}, {"gone": False})
    await ward.look(checks)
    assert "no account in Teams" in ward.found["installing"].says
    del ward.given["teams_app_id"]
    await ward.look(checks)
    assert ward.found["reach"].light is Light.AMBER, "it is more than is used"
    assert ward.found["installing"].light is Light.GREEN


@pytest.mark.parametrize("owner", CALENDAR_OWNERS, ids=lambda owner: owner.role.value)
async def test_each_calendar_that_is_written_into_is_missed(ward: Ward, owner: CalendarOwner) -> None:
    people = [one["id"] for one in ward.house.roster["people"] if one["role"] == owner.role]
    for person_id in people:
        await ward.mailbox(person_id, "closed")
    await ward.look(with_needs(["calendars"]))
    assert ward.found["calendars"].about == tuple(f"{person_id} ({owner.role.words}): refused" for person_id in people)


def at_the_houses_time(ward: Ward) -> Path:
    """The command makes a clock of its own: the machine's, moved by what this file says."""
    file, offset = ward.folder / "clock.json", ward.house.now - datetime.now(UTC)
    file.write_text(json.dumps({"offset_seconds": offset.total_seconds()}), encoding="utf-8")
    return file


async def test_it_says_it_for_people_and_for_machines(ward: Ward, capsys: pytest.CaptureFixture[str]) -> None:
    settings = ward.house.service.settings.model_copy(update={**ward.given, "clock_file": at_the_houses_time(ward)})
    assert await look_over(settings, json=False) == 0
    said = capsys.readouterr().out
    assert said.endswith(f"\n{len(CHECKS)} green, 0 amber, 0 red. All is green.\n")
    assert "\033" not in said, "colour is for terminals"
    await ward.columns("SIP Reports", Sha256=None)
    assert await look_over(settings, json=True) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["light"], len(told["checks"])) == ("red", len(CHECKS))
    [wrong] = [one for one in told["checks"] if one["light"] == "red"]
    assert wrong["key"] == "reports"
    assert wrong["commands"] == ["./Set-SipDeskTenant.ps1 -Settings ./tenant.psd1 -Step Libraries"]
