"""What listens in every journey for secrets, names and words hears them, whichever way they take."""

import json
import logging
import sqlite3
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
import structlog
from pydantic import SecretStr

from service.wiring import Service
from tests.support.canaries import Canaries, watched

TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJzb21lYm9keSJ9.c2lnbmF0dXJlLW9m"
TYPED = "They left in tears after the meeting."
log = structlog.get_logger()


@pytest.fixture
def service(tmp_path: Path) -> Service:
    """As far as is looked at: its secrets, its list and its database."""
    people = [{"name": "Hanna Tilling", "email": "h.tilling@school.example"}]
    (tmp_path / "roster.json").write_text(json.dumps({"people": people}), encoding="utf-8")
    with sqlite3.connect(tmp_path / "sipdesk.db") as database:
        database.execute("create table audit (detail text)")
        database.execute("create table queue (inputs text)")
    database.close()
    settings = SimpleNamespace(
        graph_token=SecretStr("graph-token-of-the-house"),
        link_secret=SecretStr(""),
        bot_app_password=SecretStr(""),
        roster=tmp_path / "roster.json",
        database_url=f"sqlite:///{tmp_path / 'sipdesk.db'}",
    )
    return cast("Service", SimpleNamespace(secret="graph-token-of-the-house", settings=settings))


def logged(_: Service, said: str) -> None:
    log.info("something", detail=said)


def warned(_: Service, said: str) -> None:
    logging.getLogger("somebodys.library").warning("it failed with %s", said)


def raised(_: Service, said: str) -> None:
    try:
        try:
            raise KeyError(said)
        except KeyError as error:
            raise RuntimeError from error
    except RuntimeError:
        log.exception("something")


def audited(service: Service, said: str) -> None:
    _written(service, "audit", said)


def queued(service: Service, said: str) -> None:
    _written(service, "queue", said)


def _written(service: Service, table: str, said: str) -> None:
    with sqlite3.connect(service.settings.database_url.removeprefix("sqlite:///")) as database:
        database.execute(f"insert into {table} values (?)", (said,))  # noqa: S608 - its own names
    database.close()


@pytest.mark.parametrize(
    ("way", "said"),
    [
        *((way, said) for way in (logged, raised, audited) for said in ("Hanna Tilling", TYPED, TOKEN, "zygomorphic")),
        *((way, "graph-token-of-the-house") for way in (logged, raised, audited, queued)),
        (warned, TYPED),
        (audited, "h.tilling@school.example"),
        (queued, TOKEN),
    ],
)
def test_it_is_heard(service: Service, way: Any, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with watched(monkeypatch) as canaries:
        canaries.services.append(service)
        canaries.typed.add(TYPED)
        way(service, f"about {said}, and more")
    with pytest.raises(AssertionError, match=r"tells|stands"):
        canaries.check()


def test_what_is_meant_to_be_said_is_let_pass(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ids and codes; and what a library says behind its first colon is cut where the service runs."""
    with watched(monkeypatch) as canaries:
        canaries.services.append(service)
        logged(service, "report-17")
        log.info("read", url=f"https://sip.example/visits/{TOKEN}.ics", header=f"Bearer {TOKEN}")
        logging.getLogger("somebodys.library").warning("it failed: %s", TYPED)
        audited(service, "report-17")
    canaries.check()
    assert len(canaries.let_out["log"]) == 3


def test_nothing_that_was_let_out_is_nothing_to_fear() -> None:
    Canaries().check()
