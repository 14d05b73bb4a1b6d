"""What lies in SharePoint and in calendars about somebody: asked of Microsoft 365 by what our records say is there, and
by the columns of every file in the two libraries."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from automations.engine.ports import Calendars
from graph.libraries import SharePointLibraries
from handbook.core.external_errors import ExternalError
from handbook.reports.library import FiledItem, Library
from handbook.subject_access.subject import Relation, Seeker

ENTRIES_AT_MOST: Final = 400
"""Calendar entries that are asked for, the newest first."""
_COLUMNS: Final = frozenset(
    (
        "web_url", "FileLeafRef", "Title", "School", "URN", "AcademicYear", "Term", "SIP", "Status", "LocalAuthority",
        "ApprovedBy", "ApprovedAt", "SharedWith", "RetainUntil", "Modified",
    )
)  # fmt: skip


@dataclass(slots=True)
class Outside:
    """What was found, where was looked, and what could not be."""

    columns: list[tuple[Relation, Mapping[str, Any]]] = field(default_factory=list[tuple[Relation, Mapping[str, Any]]])
    entries: list[tuple[Relation, Mapping[str, Any]]] = field(default_factory=list[tuple[Relation, Mapping[str, Any]]])
    searched: list[str] = field(default_factory=list[str])
    missed: list[str] = field(default_factory=list[str])


async def look_outside(
    libraries: SharePointLibraries,
    calendars: Calendars,
    seeker: Seeker,
    rows: Iterable[Mapping[str, Any]],
    visits: Iterable[Mapping[str, Any]],
) -> Outside:
    """`rows` are the records about them, which say what was filed; `visits` those that stand in a calendar."""
    found = Outside()
    ours = {item.web_url for row in rows for item in filed_items(row)}
    for library in Library:
        await _in_library(libraries, library, seeker, ours, found)
    await _in_calendars(calendars, list(visits), found)
    return found


async def _in_library(
    libraries: SharePointLibraries, library: Library, seeker: Seeker, ours: set[str], found: Outside
) -> None:
    called = f"the SharePoint library of {library.value}"
    try:
        entries = await libraries.columns_of_all(library)
    except ExternalError:
        found.missed.append(f"{called.capitalize()}: Microsoft 365 could not be reached. Run the command again.")
        return
    for entry in entries:
        shown = {key: value for key, value in entry.items() if key in _COLUMNS and value}
        relation = Relation.ABOUT if entry.get("web_url") in ours else seeker.relation(shown)
        if relation is not None:
            found.columns.append((relation, shown))
    found.searched.append(f"The columns of all {len(entries)} entries in {called}.")


async def _in_calendars(calendars: Calendars, visits: list[Mapping[str, Any]], found: Outside) -> None:
    newest = sorted(visits, key=lambda one: str(one.get("on_day")), reverse=True)[:ENTRIES_AT_MOST]
    unread = 0
    for visit in newest:
        try:
            entry = await calendars.entry(str(visit["sip_id"]), str(visit["event_id"]))
        except ExternalError:
            unread += 1
            continue
        found.entries.append((Relation.ABOUT, _entry(asdict(entry))))
    found.searched.append(f"{len(found.entries)} entries in calendars that the service made for visits of theirs.")
    if unread:
        found.missed.append(
            f"{unread} entries in calendars that are named in a record, and were no longer there or could not be read."
        )
    if len(visits) > len(newest):
        found.missed.append(f"{len(visits) - len(newest)} older entries in calendars: the visits themselves are shown.")


def _entry(entry: Mapping[str, Any]) -> Mapping[str, Any]:
    period, invited = entry["period"], [one.get("email") or one.get("name") for one in entry["invited"]]
    return {
        "subject": entry["subject"],
        "from": period["start"].isoformat(),
        "until": period["end"].isoformat(),
        "location": entry["location"],
        "invited": [one for one in invited if one],
        "cancelled": entry["cancelled"],
    }


def filed_items(value: Any) -> Iterator[FiledItem]:
    """Every file in a library that a record names."""
    match value:
        case {"library": str(library), "item_id": str(), "list_item_id": str(), "name": str(), "web_url": str()}:
            of: Mapping[str, Any] = value  # pyright: ignore[reportUnknownVariableType]
            yield FiledItem(
                Library(library), of["item_id"], of["list_item_id"], of["name"], of["web_url"], int(of.get("size") or 0)
            )
        case Mapping():
            for one in value.values():  # pyright: ignore[reportUnknownVariableType,reportUnknownMemberType]
                yield from filed_items(one)
        case list():
            for one in value:  # pyright: ignore[reportUnknownVariableType]
                yield from filed_items(one)
        case _:
            return
