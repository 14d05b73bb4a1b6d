"""What is given changed files and messages: every place where something is read that anybody may have sent. Each says
how it ended in a word; whatever it raises is a fault."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, Final

from documents.as_it_is import check_pdf, is_pdf
from documents.unreadable import UnreadableDocument
from tests.fuzz import changed
from tests.fuzz.seeds import (
    ACTIVITIES,
    FILTERS,
    NOTICES,
    QUERIES,
    TOKENS_AT,
    application_forms,
    figures,
    links,
    lists,
    pdfs,
    presses,
    reports,
    tokens,
    workbooks,
)


@dataclass(frozen=True, slots=True)
class Target:
    """`seeds` are sound; `change` makes others of them."""

    name: str
    seeds: Callable[[], Sequence[bytes]]
    change: changed.Change
    reads: Callable[[bytes], str]

    def an_input(self, random: Random, more: Sequence[bytes] = ()) -> bytes:
        return self.change(random, random.choice((*self.seeds(), *more)))


def _document(read: Callable[[bytes], object]) -> Callable[[bytes], str]:
    def reads(data: bytes) -> str:
        try:
            read(data)
        except UnreadableDocument as no:
            return no.code
        return "read"

    return reads


def _report(data: bytes) -> None:
    from documents.reading import read_warily  # noqa: PLC0415 - each target loads what it needs

    read_warily(data)


def _cleaned(data: bytes) -> None:
    """What comes of it can be read again, or was refused before."""
    from documents.clean_copy import clean_copy, without_unfilled  # noqa: PLC0415
    from documents.package import open_package  # noqa: PLC0415

    open_package(without_unfilled(data))
    open_package(clean_copy(data))


def _application(data: bytes) -> None:
    from documents.application_form import read_application_form  # noqa: PLC0415

    json.dumps(read_application_form(data)).encode()


def _pdf(data: bytes) -> str:
    from documents.binding_apart import _pages  # noqa: PLC0415 # pyright: ignore[reportPrivateUsage]

    if is_pdf(data):
        try:
            check_pdf(data)
        except UnreadableDocument as no:
            return no.code
    return f"{min(_pages(data), 3)} pages"


@cache
def _folder() -> TemporaryDirectory[str]:
    return TemporaryDirectory()


def _written(data: bytes) -> Path:
    path = Path(_folder().name) / ("list.xlsx" if data.startswith(b"PK") else "list.csv")
    path.write_bytes(data)
    return path


def _list(data: bytes) -> str:
    from spreadsheets.reading_apart import _READ, read_sheet  # noqa: PLC0415 # pyright: ignore[reportPrivateUsage]
    from tests.support.lists import TEXTS, a_list  # noqa: PLC0415

    found = read_sheet(_written(data), a_list(), TEXTS)
    assert _READ.validate_json(_READ.dump_json(found)) == found
    return " ".join((found.unusable or found.kind).split()[-3:])


def _figures(data: bytes) -> str:
    from handbook.core.school_years import AcademicYear  # noqa: PLC0415
    from spreadsheets.figures import read_figures  # noqa: PLC0415
    from spreadsheets.row_places import Known  # noqa: PLC0415
    from spreadsheets.unusable import UnusableFile  # noqa: PLC0415

    try:
        read_figures(_written(data), Known({"900001": "St Hilda’s"}), AcademicYear(2018), None)
    except UnusableFile as no:
        return " ".join(no.reason.split()[-3:])
    return "read"


def _activity(data: bytes) -> str:
    from bot import activity_parsing, incoming, person  # noqa: PLC0415

    try:
        activity = incoming.activity_from(incoming.parse(data))
    except incoming.Unreadable as no:
        return no.reason
    person.tenants_of(activity)
    click = activity_parsing.executed(activity) or activity_parsing.submitted(activity)
    activity_parsing.in_dialog(activity)
    activity_parsing.files_in(activity)
    activity_parsing.words_in(activity).encode()
    try:
        person.sender_of(activity)
    except person.NoPerson:
        return "nobody"
    return "pressed" if click else "said"


def _pressed(data: bytes) -> str:
    from cards import actions  # noqa: PLC0415
    from handbook.core import outside_json  # noqa: PLC0415
    from handbook.core.refusal import Refused  # noqa: PLC0415

    try:
        press: Any = outside_json.read(data)
        outside_json.check(press)
    except outside_json.NotReadable as no:
        return str(no)
    if not isinstance(press, dict) or not isinstance(press.get("verb"), str) or not isinstance(press.get("data"), dict):
        return "no press"
    actions.written(press["verb"], press["data"])
    try:
        return type(actions.read(press["verb"], press["data"])).__name__
    except Refused as no:
        return no.code


def _notices(data: bytes) -> str:
    from graph.notices import notices  # noqa: PLC0415

    try:
        return f"{min(3, len(notices(data)))} notices"
    except ValueError as no:
        return str(no)


def _as_an_address_says(data: bytes) -> str:
    """Halves of letters among it."""
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return data.decode("utf-8", "surrogateescape")


def _token(data: bytes) -> str:
    from handbook.core.refusal import Refused  # noqa: PLC0415
    from pages.tab.session import Sessions  # noqa: PLC0415

    found, token = links(), _as_an_address_says(data)
    ended = ""
    assert not Sessions("a secret that is long enough to sign", is_local=True).person_of_sheet(token, TOKENS_AT)
    for read in (found.read, found.read_celebrations, found.read_memberships, found.read_skills, found.check_training):
        try:
            read(token, TOKENS_AT)
        except Refused as no:
            ended = no.code
        else:
            assert data in tokens(), "a token that was changed was taken"
            return "taken"
    return ended


def _filter(data: bytes) -> str:
    from sandbox.graph.errors import GraphError  # noqa: PLC0415
    from sandbox.graph.filters import Filter  # noqa: PLC0415

    try:
        return str(Filter(data.decode("utf-8", "replace")).test({"id": "a", "name": ["b", "c"], "on": True}))
    except GraphError as no:
        return str(no.args[:1])[:20]


def _query(data: bytes) -> str:
    from sandbox.graph import odata  # noqa: PLC0415
    from sandbox.graph.errors import GraphError  # noqa: PLC0415

    known = ("select", "expand", "filter", "top", "skiptoken", "orderby")
    try:
        options = odata.read(data.decode("utf-8", "replace"), known)
        odata.page(range(50), options, 10)
        odata.selected({"id": "a"}, options, ("id", "name"))
        odata.next_link("https://g.example/x", options, "t")
    except GraphError as no:
        return str(no.args[:1])[:20]
    return "read"


TARGETS: Final = (
    Target("reports in Word", reports, changed.zip_changed, _document(_report)),
    Target("clean copies of them", reports, changed.zip_changed, _document(_cleaned)),
    Target("application forms", application_forms, changed.zip_changed, _document(_application)),
    Target("PDFs", pdfs, changed.bytes_changed, _pdf),
    Target("lists in Excel", workbooks, changed.zip_changed, _list),
    Target("lists in CSV", lists, changed.text_changed, _list),
    Target("figures in CSV", figures, changed.text_changed, _figures),
    Target("activities of Teams", lambda: ACTIVITIES, changed.json_changed, _activity),
    Target("presses and inputs of cards", presses, changed.json_changed, _pressed),
    Target("Graph’s notices", lambda: NOTICES, changed.json_changed, _notices),
    Target("tokens of links", tokens, changed.bytes_changed, _token),
    Target("the sandbox’s $filter", lambda: FILTERS, changed.text_changed, _filter),
    Target("the sandbox’s other options", lambda: QUERIES, changed.text_changed, _query),
)
