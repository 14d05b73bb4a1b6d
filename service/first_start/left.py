"""What is left to do, in the order in which it is done: each with the command, or the page that says how."""

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from handbook.schools.trust_list import TrustList
from service.doctor.finding import Checked, Light
from service.doctor.report import WIDTH
from service.first_start.imports import KINDS, lacking

_BY_IMPORT: Final = frozenset(("database", "roster", "term_dates"))
"""What the doctor says of a list that is not there yet is said by the import that brings it."""
_NEEDS_RUNNING: Final = frozenset(("door", "calls"))
_NEEDS_APP: Final = "bot"


@dataclass(frozen=True, slots=True)
class Step:
    """`what` is a sentence; `how` are commands to paste, or pages."""

    what: str
    how: tuple[str, ...] = ()


def steps_left(values: Mapping[str, str], known: TrustList, checked: Sequence[Checked]) -> list[Step]:
    """`values` are the settings, without what their names begin with."""
    missing = list(lacking(known))
    found = {one.key: one for one in checked}
    told = [
        one
        for one in checked
        if one.key not in (_BY_IMPORT if missing else frozenset[str]()) | _NEEDS_RUNNING | {_NEEDS_APP}
    ]
    return [
        *(_import_of(kind) for kind in missing),
        *_of_doctor(told),
        *_to_run(values, found),
        *_in_teams(values, found),
        Step("Have backups made, and restore one once.", ("docs/deployment.md",)),
    ]


def lines(steps: Iterable[Step]) -> list[str]:
    told: list[str] = []
    for number, step in enumerate(steps, start=1):
        told += textwrap.wrap(
            step.what, WIDTH, initial_indent=f"{number:>2}. ", subsequent_indent="    ", break_on_hyphens=False
        )
        told += [f"      {one}" for one in step.how]
    return told


def _import_of(kind: str) -> Step:
    file, filled = f"{kind}.xlsx", " --filled" if kind == "checks" else ""
    how = (f"sipdesk template {kind}{filled} > {file}", f"sipdesk import {kind} {file} --apply")
    return Step(f"Import {KINDS[kind]}.", (*how, "docs/an-afternoon.md"))


def _of_doctor(checked: Iterable[Checked]) -> Iterator[Step]:
    """What is red comes before what is amber; what could not be looked at is seen in its turn."""
    for light in (Light.RED, Light.AMBER):
        for one in checked:
            if one.finding.light is light and one.finding.fix:
                what = f"{one.title}: {one.finding.says} {one.finding.fix.rstrip(':')}"
                yield Step(what if what.endswith(".") else f"{what}.", one.finding.commands)


def _to_run(values: Mapping[str, str], found: Mapping[str, Checked]) -> Iterator[Step]:
    address = values.get("PUBLIC_URL", "")
    if not address:
        yield Step(
            "Choose the https address at which Teams reaches the service, and say it.",
            ("sipdesk init --public-url https://…", "docs/deployment.md"),
        )
    if not all(found[key].finding.light is Light.GREEN for key in _NEEDS_RUNNING if key in found):
        if values.get("LOCAL"):
            yield Step("Start the service.", ("sipdesk serve --local",))
        else:
            yield Step("Run the service, with the proxy before it.", ("docs/deployment.md",))
    if address and not values.get("LOCAL"):
        yield Step(f"In the bot’s registration, the messaging endpoint is {address}/api/messages.", ("docs/tenant.md",))


def _in_teams(values: Mapping[str, str], found: Mapping[str, Checked]) -> Iterator[Step]:
    bot = found.get(_NEEDS_APP)
    if values.get("LOCAL") or (bot and bot.finding.light is Light.GREEN):
        return
    host = urlsplit(values.get("PUBLIC_URL", "")).hostname or "HOST"
    app_id = values.get("BOT_APP_ID", "GUID")
    sharepoint = values.get("SITE", "").partition(":")[0]
    command = f"sipdesk manifest build --app-id {app_id} --domain {host} --sharepoint {sharepoint} --out sip-desk.zip"
    yield Step(
        "Make the app package, upload it, and give it to people: they can be written to only then.",
        (command, "docs/app-package.md"),
    )
