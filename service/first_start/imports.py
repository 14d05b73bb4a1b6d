"""The lists come in one after the other: each is shown as it would be once those before it are in. All are imported
when somebody says yes, and none before."""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from handbook.core.external_errors import ExternalError
from handbook.core.people import Role
from handbook.core.refusal import Refused
from handbook.schools.lacks import lacks
from handbook.schools.trust_list import TrustList
from service.first_start.asking import Asker, is_sure
from service.import_shown import Shown, fault_lines
from service.importing import apply, listed, not_asked, show
from spreadsheets.schools import WhichSchools
from spreadsheets.unusable import UnusableFile
from store.database import Database

KINDS: Final = {
    "schools": "your schools: the DfE’s file of all schools, or a list of your own",
    "terms": "term dates and INSET days",
    "people": "people: names, offices, addresses",
    "checks": "the checks on SIPs",
    "training": "the training of SIPs",
    "agreements": "agreements that schools have signed on paper",
}
"""In the order in which they need each other."""
ASKED_FOR: Final = ("schools", "terms", "people", "checks")
_WAYS: Final = {"d": "diocese", "t": "trust", "u": "urns", "a": "all"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """`is_done`: nothing is left of what was given. `after` is the list as it is now."""

    is_done: bool
    after: TrustList


def lacking(known: TrustList) -> Iterator[str]:
    """The kinds of lists of which the trust’s list has nothing yet."""
    sips = [one for one in known.people.values() if one.person.is_a(Role.SIP)]
    if not known.schools:
        yield "schools"
    if not known.authorities and not any(one.sessions for one in known.schools.values()):
        yield "terms"
    if not known.people:
        yield "people"
    if not known.people or any(one.checks is None for one in sips):
        yield "checks"


def files_of(chosen: argparse.Namespace, asker: Asker, known: TrustList) -> dict[str, Path]:
    """By flags; and where somebody can be asked, for those lists of which nothing is there yet."""
    files = {kind: getattr(chosen, kind) for kind in KINDS if getattr(chosen, kind) is not None}
    for kind in lacking(known):
        if kind not in files and kind in ASKED_FOR and asker.is_there:
            path = _asked_for(asker, kind)
            if path is not None:
                files[kind] = path
    return {kind: files[kind] for kind in KINDS if kind in files}


def _asked_for(asker: Asker, kind: str) -> Path | None:
    print(f"\nWhich file has {KINDS[kind]}?\n  (a .csv or .xlsx; Enter: later)")
    while said := asker.ask("> "):
        path = Path(said.strip("\"'")).expanduser()
        if path.is_file():
            return path
        print("Please write the path of a file that is there.")
    return None


def run_imports(
    database: Database, chosen: argparse.Namespace, files: dict[str, Path], asker: Asker, *, sure: bool
) -> Outcome:
    """Shows all, asks once, imports all."""
    known = listed(database)
    planned: list[Shown] = []
    all_read = True
    for kind, file in files.items():
        print()
        shown = _shown(database, _as_import(chosen, kind, file), known, asker)
        if shown is None or shown.faults:
            all_read = False
            print(f"Please correct {file.name}, and run sipdesk init again.", file=sys.stderr)
            break
        known = shown.after
        planned.append(shown)
    if planned and (missing := lacks(known, known.schools)):
        print("\n".join(("", *missing)))
    commands = [shown.command for shown in planned if shown.command is not None]
    is_done = _import_all(database, commands, asker, sure=sure)
    if files and not commands and all_read:
        print("Nothing of this changes anything.")
    return Outcome(is_done and all_read, listed(database))


def _import_all(database: Database, commands: Sequence[Callable[[], object]], asker: Asker, *, sure: bool) -> bool:
    """Whether all were, if somebody says yes."""
    if not commands:
        return True
    if not is_sure(asker, "\nImport all of this?", said=sure):
        print("Nothing was imported." + ("" if asker.is_there else " Run it again with --yes to import this."))
        return False
    try:
        for command in commands:
            apply(database, command())
    except Refused as no:
        print(no, file=sys.stderr)
        return False
    print("Imported.")
    return True


def _shown(database: Database, one: argparse.Namespace, known: TrustList, asker: Asker) -> Shown | None:
    """None where the file cannot be taken, which is said. Which schools of a file are the trust's is asked until there
    are some."""
    was_asked = False
    while True:
        try:
            shown = show(database, one, known)
        except ExternalError as no:
            print(not_asked(no), file=sys.stderr)
            return None
        except UnusableFile as no:
            may_ask = asker.is_there and (was_asked or isinstance(no, WhichSchools))
            if was_asked or not may_ask:
                print("\n".join(no.lines), file=sys.stderr)
            if not may_ask:
                return None
            one, was_asked = _which(one, asker), True
        else:
            print("\n".join((*shown.changes, *shown.absent)))
            if shown.faults:
                print("\n".join(fault_lines(shown.faults)), file=sys.stderr)
            return shown


def _which(one: argparse.Namespace, asker: Asker) -> argparse.Namespace:
    print(
        f"{one.file.name} holds more schools than yours. How are yours known in it?\n"
        "  (d: by a diocese, t: by a trust, u: by a file of URNs, a: all of them are yours)"
    )
    way = ""
    while way not in _WAYS:
        way = asker.ask("> ").lower()[:1]
    said: object = way == "a" or asker.ask("The path of that file> " if way == "u" else "Its whole name, or its code> ")
    nothing = {"diocese": "", "trust": "", "urns": None, "all": False}
    return argparse.Namespace(**{**vars(one), **nothing, _WAYS[way]: Path(str(said)) if way == "u" else said})


def _as_import(chosen: argparse.Namespace, kind: str, file: Path) -> argparse.Namespace:
    """As `sipdesk import` takes it; nobody leaves the list by a first start."""
    which = {name: getattr(chosen, name) for name in ("urns", "diocese", "trust", "groups", "links", "where", "all")}
    return argparse.Namespace(kind=kind, file=file, leavers=False, yes=False, **which)
