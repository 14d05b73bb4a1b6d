"""The fictional trust that the sandbox plays, as `trust.json` describes it. Nobody and no school in it is real.

Keys of the file:

- `name`, `tenant_id`, `app_id` (the bot and service), `catalogue_app_id` (the app in the trust's catalogue of
  Teams), `looking_in_app_id` (a second app that only reads), `host` and `site_path` (the one SharePoint site),
  `site_name`, `service_mailbox` (the address of a shared mailbox that the service may send from).
- `team`: the one team that has the app, with one channel: `id`, `name`, `channel_id`, `channel_name`, `member_ids`.
- `people`: `id` (Entra object id, lower case), `name`, `given_name`, `surname`, `upn` (sign-in name), `mail` (SMTP, not
  always the UPN), `job_title`, `role` (trust_advisor, sip, headteacher, chair_of_governors, dso, director,
  board_member, chair_of_trust_board, la_officer), and `teams: false` for who does not have the app in Teams at first
  start, and `mailbox: false` for who has no Exchange mailbox in this tenant, and `aliases`, other addresses of the same
  mailbox. SIPs have `checks`: dates alone.
- `schools`: `urn` (six digits starting with 9, so none is real), `name`, `town`, `local_authority` (by name),
  `postcode`, `headteacher_id`, `sip_id`, `dso_id`, `la_officer_id`; where there is one `chair_of_governors_id`,
  `sessions` (the school's own, in place of all of its authority's), `closed` (dates without pupils: INSET), `place`
  (degrees, as fictional as the rest), `hours` and `prefers` (weekdays, 0 is Monday, and halves of days), and
  `safeguarding` (its lead: `name`, `phone`, `mail`). Telephone numbers are of Ofcom's range for fiction.
- `local_authorities`: `name`, `sessions` of 2025/26 to 2033/34: half terms of `first_on`, `last_on` (both included,
  ISO dates) and `term` (Autumn, Spring, Summer); `safeguarding` (`name`, `phone`, `out_of_hours_phone`).

`people`, `schools` and `local_authorities` are at the same time the roster that the service can be given.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

PACKAGED = Path(__file__).with_name("trust.json")


@dataclass(frozen=True, slots=True)
class SandboxPerson:
    """Somebody of the trust with their Microsoft 365 account. `teams` says whether an admin gave them the app,
    `mailbox` whether they have a calendar in this tenant."""

    id: str
    name: str
    given_name: str
    surname: str
    upn: str
    mail: str
    job_title: str
    role: str
    teams: bool = True
    mailbox: bool = True
    checks: Mapping[str, str] | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Team:
    """A team in Teams with the one channel that every team has. The app is in it from the first day."""

    id: str
    name: str
    channel_id: str
    channel_name: str
    member_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trust:
    """One tenant: its people, its SharePoint site and the app registration of the service. `schools` and
    `local_authorities` are as in the file, for who reads them as a roster."""

    name: str
    tenant_id: str
    app_id: str
    catalogue_app_id: str
    looking_in_app_id: str
    host: str
    site_path: str
    site_name: str
    service_mailbox: str
    team: Team
    people: tuple[SandboxPerson, ...]
    schools: tuple[dict[str, Any], ...]
    local_authorities: tuple[dict[str, Any], ...]

    @classmethod
    def load(cls, path: Path | None = None) -> "Trust":
        """Reads a trust from a file like the packaged one, which is the default. Raises ValueError or TypeError for a
        file that is not of this shape."""
        found: dict[str, Any] = json.loads((path or PACKAGED).read_text(encoding="utf-8"))
        member_ids = tuple(found["team"].pop("member_ids"))
        found["team"] = Team(**found["team"], member_ids=member_ids)
        found["people"] = tuple(_person(person) for person in found["people"])
        found["schools"] = tuple(found["schools"])
        found["local_authorities"] = tuple(found["local_authorities"])
        return cls(**found)

    def person(self, person_id: str) -> SandboxPerson | None:
        """The person with this Entra object id, in whatever case it is written."""
        wanted = person_id.lower()
        return next((person for person in self.people if person.id == wanted), None)

    def school_of(self, person_id: str) -> dict[str, Any] | None:
        """The one school whose headteacher or chair of governors this is."""
        posts = ("headteacher_id", "chair_of_governors_id")
        return next((school for school in self.schools if person_id in (school.get(post) for post in posts)), None)

    def roster(self) -> dict[str, Any]:
        """People, schools and local authorities as they stand in the file."""
        return {
            "people": [_without_defaults(person) for person in self.people],
            "schools": list(self.schools),
            "local_authorities": list(self.local_authorities),
        }


def _person(said: dict[str, Any]) -> SandboxPerson:
    others = {key: value for key, value in said.items() if key != "aliases"}
    return SandboxPerson(**others, aliases=tuple(said.get("aliases", ())))


def _without_defaults(person: SandboxPerson) -> dict[str, Any]:
    said = {key.name: value for key in fields(person) if (value := getattr(person, key.name)) != key.default}
    return said | ({"aliases": list(person.aliases)} if person.aliases else {})
