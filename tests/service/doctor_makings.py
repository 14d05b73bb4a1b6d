"""How a set-up can be made faulty, a fault at a time."""

import dataclasses
import json
import sqlite3
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from azure.core.exceptions import ClientAuthenticationError

from bot.app_token import AppToken
from graph.client import GraphClient
from service.wiring import Service
from tests.support.ward import Ward

# Each fault: how it is made, and what is then found: key → light and words.
Make = Callable[[Ward], Awaitable[None] | None]


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


async def made(make: Make, ward: Ward) -> None:
    making = make(ward)
    if making is not None:
        await making
