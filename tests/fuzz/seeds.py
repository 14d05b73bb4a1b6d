"""Sound files and messages, made by code, of which others are made by changing them. Each is small: a change is then
more often where something is read."""

import inspect
import json
import re
import sys
import zipfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from handbook.core.school_years import AcademicYear, Term
from service.signed_links import SignedLinks
from tests.support import figure_files, list_files
from tests.support.echo_bots import echo_invoke
from tests.support.pdfs import a_pdf

TOKENS_AT: Final = datetime(2026, 11, 23, 10, tzinfo=UTC)
_READ_FROM_FIELDS: Final = re.compile(r"\bfields\.\w+\((?:\w+, )?\"(\w+)\"")
_PERSON: Final = ("Name", "Mail", "Office", "Schools", "Account")
_ROWS: Final = (
    (_PERSON, ("Ada Bell", "ada@x.example", "headteacher", "900001", ""), ("Jo Marsh", "jo@x.example", "SIP", "", "")),
    (("URN", "Name", "Local authority"), ("900002", "St Bede’s", "Fellshire")),
    (
        ("Local authority", "Half term", "First day", "Last day"),
        ("Fellshire", "Autumn", "02/09/2026", "18/12/2026"),
        ("Fellshire", "Spring", "05/01/2027", "26/03/2027"),
    ),
    (("Mail", "DBS review by"), ("jo@x.example", "01/09/2029")),
)


@cache
def reports() -> Sequence[bytes]:
    from documents.proforma import write_proforma  # noqa: PLC0415 - loads what writes Word
    from tests.documents import crafted  # noqa: PLC0415
    from tests.documents.more_parts import beside, part  # noqa: PLC0415

    filled = write_proforma(crafted.sample(), school=crafted.SCHOOL, headteacher="Ann Lee")
    plain = crafted.report(
        visit_notes=crafted.line("We looked at books.") + crafted.table(("a", "b"), ("c", "d")),
        targets=crafted.table(("Target", "Who", "By when"), ("Phonics", "Jo", "July")),
    )
    comment = part(
        '<w:comments><w:comment w:id="1" w:author="Jo"><w:p><w:r><w:t>x</w:t></w:r></w:p></w:comment></w:comments>'
    )
    blank = write_proforma(crafted.blank(Term.SPRING))
    return filled, plain, blank, beside(plain, rId90=("comments", "comments.xml", comment))


@cache
def application_forms() -> Sequence[bytes]:
    from documents.application_form import write_application_form  # noqa: PLC0415

    return (write_application_form(),)


@cache
def pdfs() -> Sequence[bytes]:
    return a_pdf(1), a_pdf(2, "Autumn"), a_pdf(1, password="p")


def _made(write: Callable[[Path], Path], name: str) -> bytes:
    with TemporaryDirectory() as folder:
        return write(Path(folder) / name).read_bytes()


@cache
def workbooks() -> Sequence[bytes]:
    made = [_made(lambda path, rows=rows: list_files.table(path, *rows), "l.xlsx") for rows in _ROWS]
    return *made, _merged(made[0])


def _merged(book: bytes) -> bytes:
    """With cells that are merged, and a formula."""
    from tests.documents.crafted import packed, parts_of  # noqa: PLC0415

    parts = parts_of(book)
    sheet = parts["xl/worksheets/sheet1.xml"]
    sheet = sheet.replace(b"</sheetData>", b'</sheetData><mergeCells count="1"><mergeCell ref="A2:B2"/></mergeCells>')
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(b"</row>", b'<c r="F1"><f>SUM(A1)</f><v>1</v></c></row>', 1)
    return packed(parts, zipfile.ZIP_DEFLATED)


@cache
def lists() -> Sequence[bytes]:
    made = [_made(lambda path, rows=rows: list_files.table(path, *rows), "l.csv") for rows in _ROWS]
    gias = _made(lambda path: list_files.gias(path, {}, {"URN": "900002"}), "g.csv")
    return *made, gias, made[0].decode().encode("utf-16"), made[1].replace(b",", b";")


@cache
def figures() -> Sequence[bytes]:
    return (_made(lambda path: figure_files.ks2(path, figure_files.SCHOOL), "f.csv"),)


def _json(*found: object) -> tuple[bytes, ...]:
    return tuple(json.dumps(one).encode() for one in found)


_PRESS: Final[dict[str, Any]] = echo_invoke()
_FILE: Final = {
    "contentType": "application/vnd.microsoft.teams.file.download.info",
    "name": "report.docx",
    "content": {"downloadUrl": "https://t.example/a", "uniqueId": "1", "fileType": "docx"},
}
_HTML: Final = {"contentType": "text/html", "content": "<p>help &amp; <b>more</b></p><blockquote>before</blockquote>"}
ACTIVITIES: Final = _json(
    _PRESS,
    _PRESS | {"type": "message", "name": "", "text": "<at>SIP Desk</at> my reports", "attachments": [_FILE, _HTML]},
    _PRESS | {"type": "message", "value": {"verb": "echo", "data": "x", "version": 1}},
    _PRESS | {"name": "task/submit", "value": {"data": {"verb": "echo", "msteams": {}}, "context": {"theme": "dark"}}},
    _PRESS | {"type": "conversationUpdate", "membersAdded": [{"id": "29:a", "aadObjectId": "b"}], "value": None},
)
_NOTICE: Final = {
    "subscriptionId": "s-1",
    "clientState": "a-secret",
    "changeType": "updated",
    "resource": "users/a/events/b",
    "resourceData": {"id": "AAMk=", "@odata.etag": 'W/"1"', "@odata.type": "#Microsoft.Graph.Event"},
}
NOTICES: Final = _json({"value": [_NOTICE, _NOTICE | {"lifecycleEvent": "missed", "resourceData": None}]})
FILTERS: Final = (
    b"id eq 'a'",
    b"(id eq 'a' or on eq true) and name/any(x:x eq 'b')",
    b"fields/Urn eq '900001' and displayName eq 'O''Brien' or mail eq null",
)
QUERIES: Final = (
    b"$select=id,name&$top=5&$orderby=name",
    b"$expand=fields($select=A,B),driveItem&$filter=id%20eq%20'a'&$skiptoken=ZnJvbToxMA==",
    b"$expand=singleValueExtendedProperties($filter=id eq 'x')",
)
_SOME: Final[Sequence[Any]] = (1, "a-1", "2026-12-01", "09:00-12:00", "Autumn", "900001", "words", 2026, "yes", True)


@cache
def presses() -> Sequence[bytes]:
    """Of each button, with every key that its cards' module reads, each with a value that some key would have."""
    from cards.actions import READERS  # noqa: PLC0415

    made: list[object] = []
    for place, (verb, reader) in enumerate(READERS.items()):
        found = inspect.getsource(sys.modules[reader.__module__])
        keys = sorted(set(_READ_FROM_FIELDS.findall(found)))[:50]
        data = {key: _SOME[(place + at) % len(_SOME)] for at, key in enumerate(keys)}
        made.append({"verb": str(verb), "data": data | {"year": 2026, "urn": "900001", "revision": 1, "version": 1}})
    return _json(*made)


@cache
def links() -> SignedLinks:
    return SignedLinks("a secret that is long enough to sign", "https://sipdesk.example")


@cache
def tokens() -> Sequence[bytes]:
    found, until, year = links(), TOKENS_AT + timedelta(days=1), AcademicYear(2026)
    urls = (
        found.calendar_file("p", "v", until),
        found.celebration_list("p", until),
        found.membership_sheet("p", year, until),
        found.training_file(until),
        found.skills_files("p", year, until)[0],
    )
    return tuple(one.rpartition("/")[2].rpartition(".")[0].encode() for one in urls)
