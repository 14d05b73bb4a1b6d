"""The documents that stand behind somebody's records: theirs as they are, all others for an officer to see first."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from handbook.subject_access.plain import author_of
from service.subject_access.gather import Gathered

_SHA256: Final = re.compile(r"[0-9a-f]{64}")
HOLD_FILES: Final = frozenset(("report_versions", "handed_files", "file_questions", "applications"))
"""In other tables a fingerprint is of words, or of a file that was never kept."""
_SENDERS: Final = ("person_id", "sent_by_id", "by_id", "applicant_id")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file that a record names. `theirs`: they sent it, or it was sent to them to be approved."""

    sha256: str
    name: str
    what: str
    theirs: bool


def wanted_files(found: Gathered) -> list[Wanted]:
    """Each file once; theirs where any record says so."""
    reports = {str(row["id"]): row for row in found.rows("reports")}
    files: dict[str, Wanted] = {}
    for held in (one for one in found.held if one.table in HOLD_FILES):
        for sha256, of in _named(held.row):
            theirs = _is_theirs(found, reports, held.table, {**held.row, **of})
            name = str(of.get("file_name") or of.get("name") or f"{held.table}-{sha256[:8]}")
            known = files.get(sha256)
            if known is None or (theirs and not known.theirs):
                files[sha256] = Wanted(sha256, name, held.kind.title, theirs)
    return list(files.values())


def _is_theirs(found: Gathered, reports: Mapping[str, Mapping[str, Any]], table: str, row: Mapping[str, Any]) -> bool:
    ids = found.subject.ids
    if table == "report_versions":
        report = reports.get(str(row["report_id"]), {})
        sent = int(row["number"]) <= int(report.get("sent") or 0)
        return report.get("sip_id") in ids or (report.get("headteacher_id") in ids and sent)
    return author_of(row) in ids or any(row.get(one) in ids for one in _SENDERS)


def _named(value: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    match value:
        case Mapping():
            pairs: Mapping[str, Any] = value  # pyright: ignore[reportUnknownVariableType]
            sha256 = pairs.get("sha256")
            if isinstance(sha256, str) and _SHA256.fullmatch(sha256):
                yield sha256, pairs
            for one in pairs.values():
                yield from _named(one)
        case list():
            for one in value:  # pyright: ignore[reportUnknownVariableType]
                yield from _named(one)
        case _:
            return
