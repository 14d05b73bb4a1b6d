"""What an import would do, for who sent the file: read first, then pressed (M1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from cards.kit.elements import Json, bullets, card, execute, facts, heading, refresh, status, text
from cards.kit.lines import closed_card, why
from cards.schools.verbs import SchoolsVerb
from handbook.core.people import Person
from handbook.schools.list_import import KEPT_FOR, ImportStatus, ListImport

_SHOWN: Final = 12
_WHY = why("you sent me this file")
_STAYS: Final = "People who are not in the file stay on the list as they are."


@dataclass(frozen=True, slots=True)
class ImportSeen:
    """What an import would do to the list of this revision: line by line, and what would be lacking then. `unsound`
    says why the list cannot be so."""

    list_revision: int = 0
    lines: Sequence[str] = ()
    lacks: Sequence[str] = ()
    unsound: str = ""


def list_import_card(one: ListImport, viewer: Person, seen: ImportSeen, no: str = "") -> Json:
    """As it stands now; `no` says why it could not be imported."""
    if viewer.id != one.person_id:
        return closed_card()
    body = [*([status("Not possible", no, "attention")] if no else []), *_body(one, seen)]
    again = refresh(SchoolsVerb.SHOW, {"import": one.id})
    about = facts((("File", one.file_name), ("Read", one.read)))
    notification = "This is what your file would change. Nothing is imported yet."
    return card("Import into the list", [*body, about, _WHY], _actions(one, seen), notification, asks_again=again)


def _body(one: ListImport, seen: ImportSeen) -> list[Json]:
    if one.status is ImportStatus.APPLIED:
        return [status("Imported", "the list says so now.", "good")]
    if one.status is ImportStatus.LEFT:
        return [status("Not imported", "nothing of this file was kept.", "emphasis")]
    if one.faults:
        told = status("Not possible yet", "please correct these cells, and send me the file again.", "warning")
        return [told, *_some("Cells that cannot be taken", one.faults)]
    if not seen.lines and not seen.unsound:
        return [status("Nothing to change", "the list says all of this already.", "good"), *_some("", one.notes)]
    stands = status("To be decided", f"nothing is imported yet. I keep the file for {KEPT_FOR.days} days.", "warning")
    return [
        status("Not possible", seen.unsound, "attention") if seen.unsound else stands,
        *_some("What would change", seen.lines),
        *_some("What would be lacking", seen.lacks),
        *_some("To know", one.notes),
        text(_STAYS, muted=True),
    ]


def _some(title: str, lines: Sequence[str]) -> list[Json]:
    if not lines:
        return []
    return [*([heading(title)] if title else []), bullets(lines, _SHOWN)]


def _actions(one: ListImport, seen: ImportSeen) -> list[Json]:
    if one.status is not ImportStatus.SHOWN:
        return []
    leave = execute("Leave it", SchoolsVerb.LEAVE, {"import": one.id})
    if one.faults or seen.unsound or not seen.lines:
        return [leave]
    data: dict[str, str | int] = {"import": one.id, "list": seen.list_revision}
    return [execute("Import", SchoolsVerb.APPLY, data), leave]
