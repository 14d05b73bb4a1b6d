"""The `sipdesk` command."""

import argparse
import asyncio
import signal
import sys
from collections.abc import Callable, Coroutine, Mapping, Sequence
from pathlib import Path
from typing import Final

from pydantic import ValidationError
from pydantic_settings import SettingsError
from sqlalchemy.exc import ArgumentError, DBAPIError

from bot.credentials import UnusableCertificate
from manifest.details import Unusable, details
from manifest.package import build
from service import audit_check, figures, jobs, safe_keeping
from service.demo import Demo, Until
from service.doctor.command import look_over, refuse
from service.logs import configure
from service.processes import serve, work
from service.roster import UnusableRoster
from service.settings import DatabaseSettings, Settings, unknown_names
from store.schema import NewerSchema

NO_DATABASE: Final = (
    "SIPDESK_DATABASE_URL: that database cannot be opened. Check that the address is right, and that the database runs "
    "and lets this machine in. Characters such as @, : and / in a password are written %40, %3A and %2F."
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the service, more workers, the demo, the checks of set-up and audit, a backup, or makes the Teams app
    package. Returns the exit status."""
    chosen = _parser().parse_args(arguments)
    if chosen.command in _WITHOUT_SETTINGS:
        return _WITHOUT_SETTINGS[chosen.command](chosen)
    if unknown := unknown_names():
        print("\n".join(f"{name} is not a setting." for name in unknown), file=sys.stderr)
        return 2
    try:
        return _run(chosen)
    except (ValidationError, SettingsError, UnusableRoster, UnusableCertificate, NewerSchema) as error:
        print(_complaints(error), file=sys.stderr)
        return 2
    except (DBAPIError, ArgumentError):  # their texts quote the address, and a password with it
        print(NO_DATABASE, file=sys.stderr)
        return 2


def _demo(chosen: argparse.Namespace) -> int:
    until = Until.DONE if chosen.once else Until(chosen.until)
    return _until_told(Demo(until, stay=not chosen.once).run())


def _doctor(chosen: argparse.Namespace) -> int:
    """Settings that cannot be used are what it finds, not what it fails on."""
    complaints = [f"{name} is not a setting." for name in unknown_names()]
    settings: Settings | None = None
    try:
        settings = Settings()  # pyright: ignore[reportCallIssue] - its fields come from the environment
    except (ValidationError, SettingsError) as error:
        complaints += _complaints(error).splitlines()
    if settings is None or complaints:
        return refuse(complaints, json=chosen.json)
    configure("ERROR")
    return _until_told(look_over(settings, json=chosen.json))


def _audit(expect: str) -> int:
    settings = DatabaseSettings()
    configure(settings.log_level)
    return audit_check.verify(settings, expect=expect)


def _jobs(chosen: argparse.Namespace) -> int:
    settings = DatabaseSettings()
    configure(settings.log_level)
    return jobs.run(settings, chosen)


def _figures(chosen: argparse.Namespace) -> int:
    settings = DatabaseSettings()
    configure(settings.log_level)
    return figures.run(settings, chosen)


def _safe_keeping(chosen: argparse.Namespace) -> int:
    settings = DatabaseSettings()
    configure(settings.log_level)
    if chosen.command == safe_keeping.RESTORED:
        return safe_keeping.restored(settings)
    return safe_keeping.run(settings, chosen.command, chosen.file)


def _manifest(chosen: argparse.Namespace) -> int:
    try:
        checked = details(
            chosen.app_id,
            chosen.domain,
            version=chosen.version,
            organisation=chosen.organisation,
            privacy=chosen.privacy,
            terms=chosen.terms,
            sharepoint=chosen.sharepoint,
        )
        build(checked, chosen.out)
    except Unusable as reason:
        print(reason, file=sys.stderr)
        return 2
    print(f"{chosen.out} is ready for upload: version {checked.version} of the app {checked.app_id}.")
    return 0


_WITHOUT_SETTINGS: Final[Mapping[str, Callable[[argparse.Namespace], int]]] = {
    "manifest": _manifest,
    "demo": _demo,
    "doctor": _doctor,
}
"""Commands that need none, or say themselves what is wrong with them."""


def _run(chosen: argparse.Namespace) -> int:
    if chosen.command == "audit":
        return _audit(chosen.expect)
    if chosen.command == jobs.COMMAND:
        return _jobs(chosen)
    if chosen.command == figures.COMMAND:
        return _figures(chosen)
    if chosen.command in (*safe_keeping.COMMANDS, safe_keeping.RESTORED):
        return _safe_keeping(chosen)
    settings = Settings()  # pyright: ignore[reportCallIssue] - its fields come from the environment
    if getattr(chosen, "local", False) and not settings.local:
        print("--local needs SIPDESK_LOCAL=true and the settings that go with it.", file=sys.stderr)
        return 2
    configure(settings.log_level)
    return _until_told(serve(settings) if chosen.command == "serve" else work(settings))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="sipdesk", description="The SIP service in Microsoft Teams.")
    commands = parser.add_subparsers(dest="command", required=True)
    served = commands.add_parser("serve", help="answer Teams, run jobs, watch deadlines")
    served.add_argument("--local", action="store_true", help="against the sandbox on this machine")
    commands.add_parser("work", help="run jobs and watch deadlines only: one more worker, on PostgreSQL")
    demo = commands.add_parser("demo", help="the story of one report, with the sandbox in place of Microsoft 365")
    demo.add_argument("--once", action="store_true", help="end after the story")
    demo.add_argument("--until", choices=[until.value for until in Until], default=Until.DONE.value)
    looked = commands.add_parser("doctor", help="check settings, Microsoft 365 and the network, and say what to fix")
    looked.add_argument("--json", action="store_true", help="print the result as JSON")
    audited = commands.add_parser("audit", help="the audit").add_subparsers(dest="audit", required=True)
    verified = audited.add_parser("verify", help="check that no entry was changed, removed or inserted")
    verified.add_argument(
        "--expect", default="", metavar="HASH", help="a hash noted earlier, which must be in the chain"
    )
    for command, what in safe_keeping.COMMANDS.items():
        commands.add_parser(command, help=what).add_argument("file", type=Path, metavar="FILE")
    commands.add_parser(safe_keeping.RESTORED, help=safe_keeping.RESTORED_HELP)
    figures.add_to(commands.add_parser(figures.COMMAND, help=figures.HELP))
    jobs.add_to(commands.add_parser(jobs.COMMAND, help=jobs.HELP))
    _add_manifest(commands.add_parser("manifest", help="the Teams app package"))
    return parser


def _add_manifest(parser: argparse.ArgumentParser) -> None:
    built = parser.add_subparsers(dest="manifest", required=True).add_parser("build", help="make the zip to upload")
    built.add_argument("--app-id", required=True, metavar="GUID", help="the app id of the bot's registration")
    built.add_argument("--domain", required=True, metavar="HOST", help="where Teams reaches the service")
    built.add_argument("--out", required=True, type=Path, metavar="FILE.zip", help="the file to write")
    built.add_argument("--version", default="1.0.0", help="raise it with each upload; 1.0.0 if not given")
    built.add_argument("--organisation", default="SIP Desk", metavar="NAME", help="who offers the app")
    built.add_argument("--privacy", default="", metavar="URL", help="your privacy notice")
    built.add_argument("--terms", default="", metavar="URL", help="your terms of use")
    built.add_argument(
        "--sharepoint", default="", metavar="HOST", help="the host of the SIP site, whose links become cards"
    )


def _complaints(error: ValidationError | SettingsError | UnusableRoster | UnusableCertificate | NewerSchema) -> str:
    if isinstance(error, SettingsError):
        return _no_json(error)
    if isinstance(error, UnusableRoster | UnusableCertificate | NewerSchema):
        return str(error)
    lines: list[str] = []
    for fault in error.errors():
        name = "_".join(("SIPDESK", *(str(part).upper() for part in fault["loc"]))) if fault["loc"] else ""
        words = _WORDS.get(fault["type"], "{msg}").format(
            msg=fault["msg"].removeprefix("Value error, "), **fault.get("ctx", {})
        )
        lines.append(f"{name} {words}".strip())
    return "\n".join(lines)


_WORDS: Final[Mapping[str, str]] = {
    "missing": "is missing.",
    "less_than_equal": "must be {le:g} or less.",
    "greater_than_equal": "must be {ge:g} or more.",
    "greater_than": "must be more than {gt:g}.",
}
"""What is said in place of the library's words."""


def _no_json(error: SettingsError) -> str:
    """The library names the field in its sentence only."""
    field = str(error).partition('field "')[2].partition('"')[0]
    return f"SIPDESK_{field.upper()} is not JSON. docs/settings.md shows how it is written."


def _until_told(running: Coroutine[None, None, int]) -> int:
    """Runs until done, or until SIGTERM or Ctrl-C, which end it in order."""

    async def run() -> int:
        task = asyncio.ensure_future(running)
        for name in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(name, task.cancel)
        try:
            return await task
        except asyncio.CancelledError:
            return 0

    return asyncio.run(run())


if __name__ == "__main__":
    sys.exit(main())
