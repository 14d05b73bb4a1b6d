"""`sipdesk init`, from the first question to the list of what is left. It can be run again at any time: what is right
already is neither asked nor changed."""

import argparse
import asyncio
import os
import secrets
import sys
from pathlib import Path
from typing import Any, Final

import aiohttp
from pydantic import ValidationError
from pydantic_settings import SettingsError

from service.complaints import complaints
from service.doctor.command import looked_over, paragraph_here
from service.doctor.finding import Checked
from service.doctor.report import summary
from service.first_start import left
from service.first_start.asking import Asker, Interview, Terminal, Unanswered, is_sure
from service.first_start.imports import files_of, run_imports
from service.first_start.questions import LOCAL, QUESTIONS, Values
from service.first_start.settings_file import settings_in, write_settings
from service.importing import listed
from service.settings import Settings
from service.settings_source import ENV_FILE, PREFIX
from store.database import Database
from store.schema import NewerSchema

_OF_FLAGS: Final = {
    "tenant": "TENANT_ID",
    "app_id": "BOT_APP_ID",
    "site": "SITE",
    "database": "DATABASE_URL",
    "public_url": "PUBLIC_URL",
}
_SECRET: Final = frozenset(("BOT_APP_PASSWORD", "GRAPH_SECRET", "GRAPH_TOKEN", "LINK_SECRET", "DATABASE_URL"))


def run(chosen: argparse.Namespace, asker: Asker | None = None) -> int:
    """0 where all was done that was asked for, 1 where a file could not be taken or nobody said yes, 2 where an answer
    is missing or wrong."""
    asker = asker or Terminal()
    try:
        return _run(chosen, asker)
    except (KeyboardInterrupt, EOFError):
        print("\nIt ends here. What is done stays done: run sipdesk init again to go on.", file=sys.stderr)
        return 1


def _run(chosen: argparse.Namespace, asker: Asker) -> int:
    try:
        values = settings_of(chosen, asker)
        if values is None:
            return 1
        settings = Settings()  # pyright: ignore[reportCallIssue] - its fields come from the environment and the file
        database = Database(settings.database_url, keys=settings.case_keys_source())
        database.migrate()
    except (Unanswered, NewerSchema) as no:
        print(no, file=sys.stderr)
        return 2
    except (ValidationError, SettingsError) as error:
        print(complaints(error), file=sys.stderr)
        return 2
    print("The database is ready.")
    try:
        files = files_of(chosen, asker, listed(database))
        outcome = run_imports(database, chosen, files, asker, sure=chosen.yes)
    finally:
        database.close()
    checked = _examined(settings)
    print("\nWhat is left to do:")
    print("\n".join(left.lines(left.steps_left(values, outcome.after, checked))))
    return 0 if outcome.is_done else 1


def settings_of(chosen: argparse.Namespace, asker: Asker) -> Values | None:
    """All settings as they are now; None where somebody does not want the file changed. Raises Unanswered."""
    file, here = settings_in(Path(ENV_FILE)), _in_environment()
    known = {**file, **here}
    local = asyncio.run(_of_stand_in(chosen.sandbox)) if chosen.sandbox else dict[str, str]()
    is_local = bool(local) or known.get("LOCAL", "").lower() == "true"
    interview = Interview(asker, _given(chosen), known)
    try:
        values = {**local, **interview.answers(LOCAL if is_local else QUESTIONS)}
    except (KeyboardInterrupt, EOFError):
        _keep_so_far(interview.values, known)
        raise
    if not is_local and "BOT_APP_PASSWORD" not in values and "PUBLIC_URL" in values and "LINK_SECRET" not in known:
        values["LINK_SECRET"] = secrets.token_hex(32)
    changes = {name: value for name, value in values.items() if known.get(name) != value}
    if elsewhere := [f"{PREFIX}{name}" for name in changes if name in here]:
        raise Unanswered(
            [f"{name} is set in the environment, which wins: please change it there." for name in elsewhere]
        )
    if not changes:
        print(f"{ENV_FILE}: all settings are there.")
        return {**known, **values}
    other = [name for name in changes if name in file]
    if other:
        print(f"\n{ENV_FILE} says something else:")
        print("\n".join(f"  {PREFIX}{name}{_from_to(name, file[name], changes[name])}" for name in other))
        if not is_sure(asker, "Change it?", said=chosen.yes):
            print("Nothing was changed." + ("" if asker.is_there else " Run it again with --yes to change it."))
            return None
    write_settings(Path(ENV_FILE), changes)
    count = "1 setting was" if len(changes) == 1 else f"{len(changes)} settings were"
    print(f"{ENV_FILE}: {count} written{'' if file else ', which only you can read'}.")
    return {**known, **values}


def _keep_so_far(values: Values, known: Values) -> None:
    """Whoever breaks off is not asked again what they have answered."""
    if new := {name: value for name, value in values.items() if name not in known}:
        write_settings(Path(ENV_FILE), new)
        print(f"\n{ENV_FILE}: your answers so far were kept.")


def _from_to(name: str, before: str, after: str) -> str:
    return ": another value" if name in _SECRET else f": {before} → {after}"


def _in_environment() -> dict[str, str]:
    return {
        name.upper().removeprefix(PREFIX): value
        for name, value in os.environ.items()
        if name.upper().startswith(PREFIX) and value
    }


def _given(chosen: argparse.Namespace) -> dict[str, str]:
    """What flags say, as settings. Raises Unanswered for a file that cannot be read."""
    values = {name: getattr(chosen, flag) for flag, name in _OF_FLAGS.items() if getattr(chosen, flag)}
    if chosen.managed_identity:
        values |= {"BOT_CREDENTIAL": "managed_identity", "GRAPH_CREDENTIAL": "managed_identity"}
    for whose, secret in (("bot", "BOT_APP_PASSWORD"), ("graph", "GRAPH_SECRET")):
        if path := getattr(chosen, f"{whose}_certificate"):
            values |= {f"{whose.upper()}_CREDENTIAL": "certificate", f"{whose.upper()}_CERTIFICATE": str(path)}
        if path := getattr(chosen, f"{whose}_secret_file"):
            values |= {f"{whose.upper()}_CREDENTIAL": "client_secret", secret: _read(path, f"--{whose}-secret-file")}
    return values


def _read(path: Path, flag: str) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise Unanswered([f"{flag}: {path} cannot be read."]) from None


async def _of_stand_in(address: str) -> dict[str, str]:
    """What the stand-in for Microsoft 365 says of itself. Raises Unanswered."""
    try:
        async with aiohttp.ClientSession() as http, http.get(f"{address.rstrip('/')}/tenant.json") as reply:
            tenant: dict[str, Any] = await reply.json()
        bot = str(tenant["bot"]).removesuffix("/api/messages")
        return {
            "LOCAL": "true",
            "PORT": bot.rpartition(":")[2],
            "TENANT_ID": tenant["tenant_id"],
            "SITE": f"{tenant['site']['host']}:{tenant['site']['path']}",
            "CONNECTOR_URL": tenant["connector"],
            "GRAPH_URL": tenant["graph"],
            "GRAPH_CREDENTIAL": "token",
            "GRAPH_TOKEN": tenant["service_token"],
            "PUBLIC_URL": bot,
        }
    except (aiohttp.ClientError, TimeoutError, ValueError, KeyError):
        raise Unanswered([f"--sandbox: no sandbox answers at {address}."]) from None


def _examined(settings: Settings) -> list[Checked]:
    print("\nNow the doctor looks at everything (sipdesk doctor):\n")
    checked = asyncio.run(looked_over(settings, lambda one: print(paragraph_here(one), flush=True)))
    print(f"\n{summary(checked)}")
    return checked
