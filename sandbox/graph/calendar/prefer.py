"""What a caller of Outlook prefers: `outlook.timezone="…"`, `IdType="ImmutableId"`, `odata.maxpagesize=n`,
`outlook.body-content-type="text"`. Anything else is refused rather than ignored."""

import re
from dataclasses import dataclass

from aiohttp import web

from sandbox.graph.calendar.time_zones import zone_named
from sandbox.graph.errors import bad_request

_PART = re.compile(r'\s*([\w.-]+)\s*=\s*(?:"([^"]*)"|([^",\s]+))\s*(?:,|;|$)')
_LARGEST_PAGE = 1000


@dataclass(frozen=True, slots=True)
class Preferences:
    zone: str = "UTC"
    immutable: bool = False
    page: int | None = None
    text: bool = False
    applied: tuple[str, ...] = ()

    def mark(self, answer: web.Response) -> web.Response:
        if self.applied:
            answer.headers["Preference-Applied"] = ", ".join(self.applied)
        return answer


def read(request: web.Request) -> Preferences:
    given = ", ".join(request.headers.getall("Prefer", []))
    found: dict[str, str] = {}
    at = 0
    while at < len(given):
        part = _PART.match(given, at)
        if part is None:
            raise bad_request(f"The Prefer header cannot be read near '{given[at:]}'.", "BadRequest")
        found[part[1].lower()] = part[2] if part[2] is not None else part[3]
        at = part.end()
    for name in found:
        if name not in ("outlook.timezone", "idtype", "odata.maxpagesize", "outlook.body-content-type"):
            raise bad_request(f"The preference '{name}' is not supported here.", "BadRequest")
    return _preferences(found)


def _preferences(found: dict[str, str]) -> Preferences:
    zone = found.get("outlook.timezone", "UTC")
    zone_named(zone)
    id_type, body, page = found.get("idtype"), found.get("outlook.body-content-type"), found.get("odata.maxpagesize")
    if id_type not in (None, "ImmutableId") or body not in (None, "text", "html"):
        raise bad_request("IdType is ImmutableId, and a body's content type is text or html.", "BadRequest")
    if page is not None and not (page.isdecimal() and 1 <= int(page) <= _LARGEST_PAGE):
        raise bad_request(f"Invalid page size specified: '{page}'.", "BadRequest")
    applied = tuple(f'{name}="{value}"' for name, value in found.items() if name.startswith("outlook."))
    return Preferences(zone, id_type is not None, int(page) if page else None, body == "text", applied)
