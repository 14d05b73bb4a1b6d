"""`sipdesk doctor` against the sandbox: all green where all is right, and each fault that it knows made and found."""

import dataclasses
import json
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from azure.core.exceptions import ClientAuthenticationError

from bot.app_token import AppToken
from graph.client import GraphClient
from graph.credentials import StaticCredential
from graph.permissions import CALENDAR_OWNERS, PERMISSIONS, CalendarOwner
from handbook.reports.library import Library
from handbook.reports.library_columns import COLUMNS
from service.doctor.command import look_over
from service.doctor.examination import CHECKS
from service.doctor.finding import Check, Light
from service.wiring import Service
from tests.support.house import House, a_house
from tests.support.ward import Ward, a_ward

pytestmark = pytest.mark.asyncio(loop_scope="module")
NOT_LOOKED_AT = "Not checked"


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
        assert [library["items"] for library in await reply.json()] == [[], []]
    async with ward.house.http.get(f"{ward.house.sandbox}/control/subscriptions") as reply:
        assert not [one for one in await reply.json() if one["change_type"] == "deleted"]


# Each fault: how it is made, and what is then found: key → light and words.
Make = Callable[[Ward], Awaitable[None] | None]
Expected = Mapping[str, tuple[Light, str]]
RED, AMBER, GREEN = Light.RED, Light.AMBER, Light.GREEN


def given(**settings: Any) -> Make:
    return lambda ward: ward.given.update(settings)


def consented(**what: Any) -> Make:
    return lambda ward: ward.consent(**what)


def faulty(**rule: Any) -> Make:
    return lambda ward: ward.house.fault(times=None, **rule)


def signed_in_with(credential: object) -> Make:
    def tweak(ward: Ward, service: Service) -> None:
        service.graph = GraphClient(credential, base_url=ward.house.tenant["graph"])

    def make(ward: Ward) -> None:
        ward.tweak = lambda service: tweak(ward, service)

    return make


class Refusing:
    """Entra, as azure-identity tells of its refusals."""

    def __init__(self, code: str) -> None:
        self._code = code

    async def get_token(self, *_: str, **__: Any) -> Any:
        raise ClientAuthenticationError(f"{self._code}: what is said of it names tenant and app.")

    def get_access_token(self) -> str:
        raise PermissionError("the same as botbuilder tells it")


class Silent(Refusing):
    """Nobody answers: no login service, or no identity on this machine."""

    def get_access_token(self) -> str:
        raise ConnectionError


def bot_token_from(credential: Refusing) -> Make:
    def tweak(service: Service) -> None:
        service.bot = dataclasses.replace(service.bot, _token=AppToken(credential))

    def make(ward: Ward) -> None:
        ward.tweak = tweak

    return make


def machine_off_by(seconds: float) -> Make:
    def make(ward: Ward) -> None:
        ward.machine = lambda: datetime.now(UTC) + timedelta(seconds=seconds)

    return make


def on(*date: int) -> Make:
    def make(ward: Ward) -> None:
        ward.now = datetime(*date, 9, tzinfo=UTC)  # type: ignore[arg-type, misc] - year, month, day

    return make


def schema(revision: str | None) -> Make:
    def make(ward: Ward) -> None:
        file = ward.folder / "some.db"
        with sqlite3.connect(file) as database:
            if revision is not None:
                database.execute("CREATE TABLE alembic_version (version_num TEXT)")
                database.execute("INSERT INTO alembic_version VALUES (?)", (revision,))
        database.close()
        ward.given["database_url"] = f"sqlite:///{file}"

    return make


def no_database(ward: Ward) -> None:
    (ward.folder / "garbage.db").write_bytes(b"no database at all, and long enough to be looked at" * 40)
    ward.given["database_url"] = f"sqlite:///{ward.folder / 'garbage.db'}"


def mailbox(role: str, state: str) -> Make:
    return lambda ward: ward.mailbox(ward.person(role)["id"], state)


def sharing(role: str, shares: str) -> Make:
    def make(ward: Ward) -> Awaitable[Any]:
        return ward.lever(f"mailboxes/{ward.person(role)['id']}", {"shares": shares}, {"shares": "times"})

    return make


def outside(role: str, **having: Any) -> Make:
    return lambda ward: ward.given.update(mailbox_outside=ward.person(role, **having)["id"])


def inside(role: str) -> Make:
    """Somebody whom nobody meant to open, and who was named as one that must stay shut, is in the scope."""

    def make(ward: Ward) -> Awaitable[Any]:
        ward.given["mailbox_outside"] = ward.person(role)["id"]
        return ward.mailbox(ward.person(role)["id"], "open")

    return make


def account_closed(role: str) -> Make:
    def make(ward: Ward) -> Awaitable[Any]:
        return ward.lever(f"accounts/{ward.person(role)['id']}", {"enabled": False}, {"enabled": True})

    return make


def nobody_of(role: str) -> Make:
    """Somebody of this role has an id in the roster that the directory does not know."""

    def make(ward: Ward) -> None:
        known, wrong = ward.person(role)["id"], "00000000-0000-4000-8000-000000000000"
        ward.roster(lambda roster: roster.update(json.loads(json.dumps(roster).replace(known, wrong))))

    return make


def terms_without(term: str) -> Make:
    def drop(roster: dict[str, Any]) -> None:
        for authority in roster["local_authorities"]:
            authority["sessions"] = [one for one in authority["sessions"] if one["term"] != term]

    return lambda ward: ward.roster(drop)


def columns(library: str, **changes: str | None) -> Make:
    return lambda ward: ward.columns(library, **changes)


def elsewhere(ward: Ward) -> None:
    ward.given["public_url"] = ward.house.sandbox


FAULTS: dict[str, tuple[Make, Expected]] = {
    "a tenant id that is none": (
        given(tenant_id="trust.example"),
        {
            "settings": (RED, "SIPDESK_TENANT_ID must be an id of 36 characters"),
            "sign_in": (RED, "for another tenant than SIPDESK_TENANT_ID"),
            "site": (AMBER, "Not checked, because of “Signing in to Microsoft Graph”."),
            "database": (GREEN, "has the tables of this version"),
        },
    ),
    "a site that is no address": (given(site="SIP"), {"settings": (RED, "SIPDESK_SITE names no site")}),
    "no database yet": (given(database_url="sqlite:///none.db"), {"database": (AMBER, "nothing in the SQLite")}),
    "an empty database": (schema(None), {"database": (AMBER, "nothing in the SQLite database yet")}),
    "an older database": (schema("0001"), {"database": (AMBER, "from an older version")}),
    "a newer database": (schema("9999"), {"database": (RED, "from a newer version")}),
    "a file that is no database": (no_database, {"database": (RED, "cannot be read (DatabaseError)")}),
    "a database that does not answer": (
        given(database_url="postgresql://u:p@127.0.0.1:9/none"),
        {"database": (RED, "The PostgreSQL database cannot be read (OperationalError)"), "site": (GREEN, "")},
    ),
    "no roster": (
        given(roster=Path("none.json")),
        {
            "roster": (RED, "none.json cannot be read"),
            "term_dates": (AMBER, NOT_LOOKED_AT),
            "people": (AMBER, NOT_LOOKED_AT),
            "calendars": (AMBER, NOT_LOOKED_AT),
            "calls": (AMBER, "Not checked, because of “Roster”."),
            "site": (GREEN, ""),
        },
    ),
    "a year without dates": (on(2034, 11, 6), {"term_dates": (RED, "lacks term dates of 2034/35")}),
    "a term without dates": (terms_without("Summer"), {"term_dates": (RED, "lacks term dates of 2026/27")}),
    "next year without dates": (
        on(2034, 6, 12),
        {"term_dates": (AMBER, "lacks term dates of 2034/35, which starts soon")},
    ),
    "a clock a little off": (machine_off_by(90), {"clock": (AMBER, "seconds wrong")}),
    "a clock far off": (machine_off_by(-900), {"clock": (RED, "refuses its tokens")}),
    "nobody at Graph's address": (
        given(graph_url="http://127.0.0.1:9/v1.0"),
        {"clock": (RED, "could not be asked for the time"), "people": (RED, "an unexpected answer: ConnectError")},
    ),
    "a secret that is none": (
        signed_in_with(Refusing("AADSTS7000215")),
        {"sign_in": (RED, "SIPDESK_GRAPH_SECRET is not the secret’s value"), "reach": (AMBER, NOT_LOOKED_AT)},
    ),
    "a secret that expired": (signed_in_with(Refusing("AADSTS7000222")), {"sign_in": (RED, "has expired")}),
    "an app id that is none": (signed_in_with(Refusing("AADSTS700016")), {"sign_in": (RED, "has no app with the id")}),
    "a tenant that is none": (signed_in_with(Refusing("AADSTS90002")), {"sign_in": (RED, "names no tenant")}),
    "a certificate that nobody knows": (
        signed_in_with(Refusing("AADSTS700027")),
        {"sign_in": (RED, "does not know the certificate")},
    ),
    "another refusal": (signed_in_with(Refusing("AADSTS50034")), {"sign_in": (RED, "no token: AADSTS50034")}),
    "a token of another tenant": (
        consented(tenant_id="00000000-0000-4000-8000-000000000001"),
        {"sign_in": (RED, "for another tenant")},
    ),
    "a token that says nothing": (
        signed_in_with(StaticCredential("opaque")),
        {"reach": (AMBER, "does not say which permissions"), "people": (RED, "401 InvalidAuthenticationToken")},
    ),
    "no consent for the directory": (
        consented(roles=["Sites.Selected"]),
        {"reach": (RED, "carries no User.Read.All"), "people": (RED, "User.Read.All is missing"), "site": (GREEN, "")},
    ),
    "no consent for sites": (
        consented(roles=["User.Read.All"]),
        {"reach": (RED, "carries no Sites.Selected"), "site": (RED, "cannot be opened"), "people": (GREEN, "")},
    ),
    "consent to all calendars": (
        consented(roles=["Sites.Selected", "User.Read.All", "Calendars.ReadWrite"]),
        {
            "reach": (RED, "Calendars.ReadWrite opens the whole tenant"),
            "outside": (RED, "A mailbox outside the scope can be opened"),
        },
    ),
    "consent to all sites": (
        consented(roles=["Sites.Selected", "User.Read.All", "Sites.ReadWrite.All"]),
        {"reach": (RED, "Sites.ReadWrite.All opens the whole tenant")},
    ),
    "consent to what is not needed": (
        consented(roles=["Sites.Selected", "User.Read.All", "Mail.Send"]),
        {"reach": (AMBER, "more than SIP Desk uses: Mail.Send")},
    ),
    "a headteacher without an account": (nobody_of("headteacher"), {"people": (AMBER, "1 of 31 people")}),
    "a SIP without an account": (
        nobody_of("sip"),
        {"people": (RED, "1 of 31 people"), "calendars": (RED, "1 of 9 calendars that SIP Desk writes into")},
    ),
    "a headteacher who has left": (account_closed("headteacher"), {"people": (AMBER, "1 of 31 people")}),
    "another site": (given(site="lanternshore.sharepoint.example:/sites/Other"), {"site": (RED, "cannot be opened")}),
    "no role on the site": (
        consented(site_role=""),
        {"site": (RED, "must be given the role fullcontrol"), "filing": (AMBER, NOT_LOOKED_AT)},
    ),
    "only reading on the site": (
        consented(site_role="read"),
        {"site": (GREEN, ""), "reports": (GREEN, ""), "filing": (RED, "Files cannot be written"), "sharing": (RED, "")},
    ),
    "only writing on the site": (
        consented(site_role="write"),
        {"filing": (GREEN, ""), "sharing": (RED, "Files cannot be shared")},
    ),
    "no site of this address": (
        faulty(service="graph", method="GET", kind="status", status=404, path="/v1.0/sites/lantern"),
        {"site": (RED, "does not exist"), "reports": (AMBER, NOT_LOOKED_AT)},
    ),
    "no library of this name": (
        given(reports_library="Reports of SIPs"),
        {"reports": (RED, "no library “Reports of SIPs”: SIPDESK_REPORTS_LIBRARY"), "drafts": (GREEN, "")},
    ),
    "a column that is missing": (
        columns("SIP Reports", Sha256=None, RetainUntil=None),
        {"reports": (RED, "has no column Sha256, RetainUntil: reports cannot be filed"), "drafts": (GREEN, "")},
    ),
    "columns of the wrong kind": (
        columns("SIP Reports", ApprovedAt="text", RetainUntil="dateTime", SharedWith="text"),
        {"reports": (AMBER, "has columns of the wrong kind")},
    ),
    "a column without an index": (columns("SIP Drafts", URN="unindexed"), {"drafts": (AMBER, "no index on URN")}),
    "a SIP outside the scope": (
        mailbox("sip", "closed"),
        {
            "calendars": (RED, "1 of 9 calendars that SIP Desk writes into"),
            "busy": (AMBER, "because of “Calendars of organisers”"),
            "calls": (AMBER, "because of “Calendars of organisers”"),
        },
    ),
    "a Trust Advisor outside the scope": (
        mailbox("trust_advisor", "closed"),
        {"calendars": (RED, "1 of 9 calendars that SIP Desk writes into"), "outside": (GREEN, "")},
    ),
    "a DSO outside the scope": (
        mailbox("dso", "closed"),
        {"calendars": (RED, "holds every SIP, the Trust Advisor and")},
    ),
    "a headteacher who hides their time": (
        sharing("headteacher", "nothing"),
        {"busy": (AMBER, "Some headteachers (1) hide their busy times"), "calendars": (GREEN, "")},
    ),
    "a SIP without a mailbox": (mailbox("sip", "none"), {"calendars": (RED, "cannot be opened")}),
    "no role in Exchange": (consented(assigned=[]), {"calendars": (RED, "must be assigned in Exchange")}),
    "only reading in Exchange": (consented(assigned=["Calendars.Read"]), {"calendars": (RED, "read but not written")}),
    "nobody named who must stay shut": (given(mailbox_outside=""), {"outside": (AMBER, "No mailbox is named")}),
    "a mailbox that must stay shut is open": (outside("sip"), {"outside": (RED, "can be opened")}),
    "a headteacher in the scope": (
        inside("headteacher"),
        {"calendars": (GREEN, ""), "outside": (RED, "A mailbox outside the scope can be opened")},
    ),
    "nobody's mailbox must stay shut": (
        outside("headteacher", mailbox=False),
        {"outside": (AMBER, "names no mailbox of this tenant")},
    ),
    "a bot that gets no token": (bot_token_from(Refusing("")), {"bot": (RED, "refused the bot a token")}),
    "a bot that cannot ask for one": (
        bot_token_from(Silent("")),
        {"bot": (RED, "could not ask for its token (app token: ConnectionError)")},
    ),
    "an app id that is no bot's": (
        faulty(service="connector", kind="status", status=401, method="POST"),
        {"bot": (RED, "Teams refuses the bot’s token")},
    ),
    "a Trust Advisor without the app": (
        faulty(service="connector", kind="status", status=403, code="BotNotInConversationRoster", method="POST"),
        {"bot": (AMBER, "the Trust Advisor does not have the app")},
    ),
    "no public address": (
        given(public_url=""),
        {"door": (AMBER, "SIPDESK_PUBLIC_URL is empty"), "calls": (AMBER, "Not tested")},
    ),
    "nobody at the public address": (
        given(public_url="http://127.0.0.1:9"),
        {"door": (RED, "Nothing answers at SIPDESK_PUBLIC_URL"), "calls": (AMBER, NOT_LOOKED_AT)},
    ),
    "somebody else at the public address": (elsewhere, {"door": (RED, "Something other than SIP Desk answers")}),
    "a door that Microsoft does not reach": (
        faulty(service="graph", method="POST", kind="status", status=400, code="ValidationError", path="subscriptions"),
        {"door": (GREEN, ""), "calls": (RED, "Microsoft Graph cannot reach SIPDESK_PUBLIC_URL")},
    ),
    "no orders to call": (
        faulty(service="graph", method="POST", kind="status", status=403, path="subscriptions"),
        {"calls": (RED, "refused to create a change-notification subscription")},
    ),
    "an order that an earlier look left": (
        faulty(service="graph", method="POST", kind="status", status=409, path="subscriptions"),
        {"calls": (GREEN, "")},
    ),
    "SharePoint is down": (
        faulty(service="graph", kind="status", status=503, path="/v1.0/sites", retry_after=30),
        {"site": (RED, "an unexpected answer: 503"), "calendars": (GREEN, ""), "bot": (GREEN, "")},
    ),
}


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
    waiting = {"term_dates", "people", "calendars", "busy", "bot", "calls"}
    assert {key for key, light in lights.items() if light is AMBER} == waiting
    assert all(ward.found[key].says.startswith(NOT_LOOKED_AT) for key in waiting)


async def made(make: Make, ward: Ward) -> None:
    making = make(ward)
    if making is not None:
        await making


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
