"""The fictional trust as the spreadsheets that somebody would have of it."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from handbook.core.people import Role
from spreadsheets.list_columns import ROLES
from tests.support import list_files as files

PEOPLE_HEAD = ("Name", "Mail", "Office", "Schools", "Account")
_HOLDERS = {
    Role.HEADTEACHER: "headteacher_id",
    Role.SIP: "sip_id",
    Role.DSO: "dso_id",
    Role.LA_OFFICER: "la_officer_id",
}


def row_of(person: Mapping[str, Any], schools: Sequence[Mapping[str, Any]], asked_as: str = "mail") -> tuple[str, ...]:
    role = Role(person["role"])
    urns = [one["urn"] for one in schools if role in _HOLDERS and one.get(_HOLDERS[role]) == person["id"]]
    return person["name"], person[asked_as], ROLES[role][0], "; ".join(urns)


def schools_file(folder: Path, roster: Mapping[str, Any]) -> Path:
    head = ("Local authority", "Name", "URN", "Town")
    rows = ((one["local_authority"], one["name"], one["urn"], one["town"]) for one in roster["schools"])
    return files.table(folder / "schools.csv", head, *rows)


def people_file(folder: Path, roster: Mapping[str, Any]) -> Path:
    rows = (row_of(one, roster["schools"]) for one in roster["people"])
    return files.table(folder / "people.xlsx", PEOPLE_HEAD, *rows)


def terms_file(folder: Path, roster: Mapping[str, Any]) -> Path:
    rows = [
        (authority["name"], one["term"], one["first_on"], one["last_on"])
        for authority in roster["local_authorities"]
        for one in authority["sessions"]
    ]
    return files.table(folder / "terms.csv", ("Local authority", "Half term", "First day", "Last day"), *rows)


def checks_file(folder: Path, roster: Mapping[str, Any]) -> Path:
    days = ("recruitment_checked_on", "dbs_checked_on", "dbs_review_by")
    rows = [(one["mail"], *(one["checks"][day] for day in days)) for one in roster["people"] if one.get("checks")]
    head = ("Mail", "Recruitment checks on", "DBS check on", "DBS review by")
    return files.table(folder / "checks.xlsx", head, *rows)
