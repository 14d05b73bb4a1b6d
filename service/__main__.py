"""The `sipdesk` command. Each of its commands imports what it needs and no more: none waits for a service that it does
not start."""

import argparse
import asyncio
import gc
import os
import resource
import signal
import sys
from collections.abc import Callable, Coroutine, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from service.command_line import COPIES, Until, parser

if TYPE_CHECKING:
    from service.database_settings import DatabaseSettings

NO_DATABASE: Final = (
    "SIPDESK_DATABASE_URL: that database cannot be opened. Check that the address is right, and that the database runs "
    "and lets this machine in. Characters such as @, : and / in a password are written %40, %3A and %2F."
)


def run() -> int:
    """The command as a process of its own: what it writes, its user alone reads, and a crash writes nothing of what it
    had in its memory."""
    os.umask(0o077)
    gc.disable()  # looking through what is being imported, again and again, takes a fifth of the start
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    return main()


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the service, more workers, the demo, the checks of set-up and audit, a backup, or makes the Teams app
    package. Returns the exit status."""
    chosen = parser().parse_args(arguments)
    if chosen.command in _WITHOUT_SETTINGS:
        return _WITHOUT_SETTINGS[chosen.command](chosen)
    return _with_settings(chosen)


def _with_settings(chosen: argparse.Namespace) -> int:
    from pydantic import ValidationError
    from pydantic_settings import SettingsError
    from sqlalchemy.exc import ArgumentError, DBAPIError

    from service.complaints import complaints
    from service.database_settings import DatabaseSettings
    from service.logs import configure
    from service.roster import UnusableRoster
    from service.settings import unknown_names
    from store.schema import NewerSchema

    if unknown := unknown_names():
        print("\n".join(f"{name} is not a setting." for name in unknown), file=sys.stderr)
        return 2
    try:
        if chosen.command not in _ON_THE_DATABASE:
            return _service(chosen)
        settings = DatabaseSettings()
        configure(settings.log_level)
        _collecting()
        return _ON_THE_DATABASE[chosen.command](settings, chosen)
    except (ValidationError, SettingsError) as error:
        print(complaints(error), file=sys.stderr)
    except (UnusableRoster, NewerSchema) as error:
        print(error, file=sys.stderr)
    except (DBAPIError, ArgumentError):  # their texts quote the address, and a password with it
        print(NO_DATABASE, file=sys.stderr)
    return 2


def _service(chosen: argparse.Namespace) -> int:
    from bot.credentials import UnusableCertificate
    from service.logs import configure
    from service.processes import serve, work
    from service.settings import Settings

    settings = Settings()  # pyright: ignore[reportCallIssue] - its fields come from the environment
    if getattr(chosen, "local", False) and not settings.local:
        print("--local needs SIPDESK_LOCAL=true and the settings that go with it.", file=sys.stderr)
        return 2
    configure(settings.log_level)
    try:
        return _until_told(serve(settings) if chosen.command == "serve" else work(settings))
    except UnusableCertificate as error:
        print(error, file=sys.stderr)
        return 2


def _demo(chosen: argparse.Namespace) -> int:
    from service.demo import Demo

    until = Until.DONE if chosen.once else Until(chosen.until)
    return _until_told(Demo(until, stay=not chosen.once).run())


def _simulate(chosen: argparse.Namespace) -> int:
    from service.simulation.command import run

    return asyncio.run(run(chosen))


def _doctor(chosen: argparse.Namespace) -> int:
    """Settings that cannot be used are what it finds, not what it fails on."""
    from pydantic import ValidationError
    from pydantic_settings import SettingsError

    from service.complaints import complaints
    from service.doctor.command import look_over, refuse
    from service.logs import configure
    from service.settings import Settings, unknown_names

    found = [f"{name} is not a setting." for name in unknown_names()]
    settings: Settings | None = None
    try:
        settings = Settings()  # pyright: ignore[reportCallIssue] - its fields come from the environment
    except (ValidationError, SettingsError) as error:
        found += complaints(error).splitlines()
    if settings is None or found:
        return refuse(found, json=chosen.json)
    configure("ERROR")
    return _until_told(look_over(settings, json=chosen.json))


def _audit(settings: "DatabaseSettings", chosen: argparse.Namespace) -> int:
    if chosen.audit == "export":
        from service.audit import export

        return export.run(settings, chosen)
    from service.audit_check import verify

    return verify(settings, expect=chosen.expect, heads=chosen.head, quick=chosen.quick)


def _jobs(settings: "DatabaseSettings", chosen: argparse.Namespace) -> int:
    from service import jobs

    return jobs.run(settings, chosen)


def _figures(settings: "DatabaseSettings", chosen: argparse.Namespace) -> int:
    from service import figures

    return figures.run(settings, chosen)


def _importing(settings: "DatabaseSettings", chosen: argparse.Namespace) -> int:
    from service import importing

    return importing.run(settings, chosen)


def _template(settings: "DatabaseSettings", chosen: argparse.Namespace) -> int:
    from service import list_templates

    return list_templates.run(settings, chosen)


def _copies(settings: "DatabaseSettings", chosen: argparse.Namespace) -> int:
    from service import safe_keeping

    return safe_keeping.run(settings, chosen.command, chosen.file)


def _restored(settings: "DatabaseSettings", _: argparse.Namespace) -> int:
    from service import safe_keeping

    return safe_keeping.restored(settings)


def _forms(chosen: argparse.Namespace) -> int:
    from service import own_forms

    return own_forms.look_over(chosen.folder)


def _record(_: "DatabaseSettings", chosen: argparse.Namespace) -> int:
    from service import record
    from service.settings import Settings

    return record.run(Settings(), chosen)  # pyright: ignore[reportCallIssue] - its fields come from the environment


def _subject(_: "DatabaseSettings", chosen: argparse.Namespace) -> int:
    from service.settings import Settings
    from service.subject_access import command

    return command.run(Settings(), chosen)  # pyright: ignore[reportCallIssue] - its fields come from the environment


def _correct(settings: "DatabaseSettings", chosen: argparse.Namespace) -> int:
    from service.subject_access import correct

    return correct.run(settings, chosen)


def _erase(settings: "DatabaseSettings", chosen: argparse.Namespace) -> int:
    from service.subject_access import erase

    return erase.run(settings, chosen)


def _retention(_: "DatabaseSettings", chosen: argparse.Namespace) -> int:
    from service import retention
    from service.settings import Settings

    return retention.run(Settings(), chosen)  # pyright: ignore[reportCallIssue] - its fields come from the environment


def _keys(settings: "DatabaseSettings", chosen: argparse.Namespace) -> int:
    from service import case_keys

    return case_keys.run(settings, chosen)


def _faq(settings: "DatabaseSettings", chosen: argparse.Namespace) -> int:
    from service import faq

    return faq.run(settings, chosen)


def _init(chosen: argparse.Namespace) -> int:
    from service.first_start import command
    from service.logs import configure

    configure("ERROR")
    return command.run(chosen)


def _manifest(chosen: argparse.Namespace) -> int:
    from service.app_package import build_package

    return build_package(chosen)


_WITHOUT_SETTINGS: Final[Mapping[str, Callable[[argparse.Namespace], int]]] = {
    "manifest": _manifest,
    "demo": _demo,
    "simulate": _simulate,
    "doctor": _doctor,
    "init": _init,
    "forms": _forms,
}
"""Commands that need none, or say themselves what is wrong with them."""

_ON_THE_DATABASE: Final[Mapping[str, Callable[["DatabaseSettings", argparse.Namespace], int]]] = {
    "audit": _audit,
    "jobs": _jobs,
    "figures": _figures,
    "import": _importing,
    "template": _template,
    "record": _record,
    "restored": _restored,
    "faq": _faq,
    "correct": _correct,
    "erase": _erase,
    "retention": _retention,
    "subject-access": _subject,
    "keys": _keys,
    **dict.fromkeys(COPIES, _copies),
}
"""Commands that need no running service."""


def _collecting() -> None:
    """The garbage collector works from now on, and leaves alone what was imported until now: that stays."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def _until_told(running: Coroutine[None, None, int]) -> int:
    """Runs until done, or until SIGTERM or Ctrl-C, which end it in order."""

    async def run() -> int:
        _collecting()
        task = asyncio.ensure_future(running)
        for name in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(name, task.cancel)
        try:
            return await task
        except asyncio.CancelledError:
            return 0

    return asyncio.run(run())


if __name__ == "__main__":
    sys.exit(run())
