"""`deployment/tenant/needs.psd1`: what the code needs of a tenant, as the script that sets one up reads it."""

from typing import Final

from graph.permissions import CALENDAR_OWNERS, CALENDARS, MAIL, OPTIONAL, PERMISSIONS, SITE_ROLE, Given
from handbook.reports.library import Library
from handbook.reports.library_columns import COLUMNS, Column
from pages.tab.token import SCOPE

TEAMS_CLIENTS: Final = ("1fec8e78-bce4-4aaf-ab1b-5451cc387264", "5e3ce6c0-2b1f-4285-8d4b-75ee78787346")
"""Microsoft's own ids of Teams on desktop and phone, and in a browser: they ask for the token that signs somebody in to
the overview, and nobody is asked to agree to that."""
VIEWS: Final = (
    (
        Library.REPORTS,
        "By school",
        ("DocIcon", "LinkFilename", "AcademicYear", "Term", "Status", "ApprovedAt"),
        '<GroupBy Collapse="TRUE"><FieldRef Name="School"/></GroupBy>'
        '<OrderBy><FieldRef Name="ApprovedAt" Ascending="FALSE"/></OrderBy>',
    ),
    (
        Library.REPORTS,
        "Not yet shared",
        ("DocIcon", "LinkFilename", "School", "LocalAuthority", "Term", "ApprovedAt"),
        '<Where><Eq><FieldRef Name="Status"/><Value Type="Text">Approved</Value></Eq></Where>',
    ),
    (
        Library.REPORTS,
        "Kept long enough",
        ("DocIcon", "LinkFilename", "School", "AcademicYear", "RetainUntil"),
        '<Where><Leq><FieldRef Name="RetainUntil"/><Value Type="DateTime"><Today/></Value></Leq></Where>',
    ),
    (
        Library.DRAFTS,
        "By SIP",
        ("DocIcon", "LinkFilename", "School", "AcademicYear", "Term", "Status"),
        '<GroupBy Collapse="TRUE"><FieldRef Name="SIP"/></GroupBy>',
    ),
)
"""Library, title, fields in order, and the query: views that people have asked SharePoint for."""


def tenant_needs(made: str) -> str:
    """PowerShell data, in ASCII: Windows PowerShell 5.1 reads a file without a mark as the machine's own code page."""
    consent = [one.name for one in PERMISSIONS if one.given is not Given.EXCHANGE]
    never = sorted({name for one in (*PERMISSIONS, *OPTIONAL) for name in one.never})
    source = "graph/permissions.py, handbook/reports/library_columns.py and service/tenant_needs.py"
    lines = [
        f"# {made.format(source=source).replace('`', '').replace('page', 'file')}",
        "@{",
        f"    Consent = {_list(consent)}",
        f"    Optional = {_list([one.name for one in OPTIONAL if one.given is not Given.EXCHANGE])}",
        f"    Never = {_list(never)}",
        f"    SiteRole = {_text(SITE_ROLE)}",
        f"    ExchangeRole = {_text(CALENDARS.name)}",
        f"    MailRole = {_text(MAIL.name)}",
        f"    CalendarsOf = {_list([one.listed for one in CALENDAR_OWNERS])}",
        f"    TabScope = {_text(SCOPE)}",
        f"    TabClients = {_list(TEAMS_CLIENTS)}",
        "    Libraries = @{",
        *(line for library in Library for line in _library(library)),
        "    }",
        "    Views = @(",
        *(_view(*view) for view in VIEWS),
        "    )",
        "}",
    ]
    return "\n".join(lines) + "\n"


def _library(library: Library) -> list[str]:
    return [f"        {library.value} = @(", *(_column(column) for column in COLUMNS[library]), "        )"]


def _column(column: Column) -> str:
    indexed = "$true" if column.indexed else "$false"
    return f"            @{{ Name = {_text(column.name)}; Kind = {_text(column.kind.value)}; Indexed = {indexed} }}"


def _view(library: Library, title: str, fields: tuple[str, ...], query: str) -> str:
    parts = (f"Library = {_text(library.value)}", f"Title = {_text(title)}", f"Fields = {_list(fields)}")
    return f"        @{{ {'; '.join((*parts, f'Query = {_text(query)}'))} }}"


def _list(words: list[str] | tuple[str, ...]) -> str:
    return f"@({', '.join(map(_text, words))})"


def _text(words: str) -> str:
    doubled = words.replace("'", "''")
    return f"'{doubled}'"
