"""The script that sets a tenant up. No PowerShell runs here: it is read, and held against the code."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import tree_sitter_powershell
from tree_sitter import Language, Node, Parser

from graph.permissions import CALENDAR_OWNERS, CALENDARS, MAIL, OPTIONAL, PERMISSIONS, SITE_ROLE, Given
from handbook.reports.library import Library
from handbook.reports.library_columns import COLUMNS, ColumnKind
from manifest.contents import resource
from manifest.details import details as manifest_details
from pages.tab.token import SCOPE
from service.doctor import busy_times, finding, mail, microsoft, outlook, people, site, teams
from service.doctor.examination import CHECKS
from service.pages import ROOT
from service.settings import Settings
from service.tenant_needs import TEAMS_CLIENTS, VIEWS
from tests.graph.test_requests import contract

__all__ = ["contract"]
FOLDER = ROOT / "deployment" / "tenant"
FILES = ("Set-SipDeskTenant.ps1", "needs.psd1", "tenant.example.psd1")
CHANGES = re.compile(r"(New|Set|Add|Grant|Remove|Send)-")
OURS = re.compile(r"(Set|Add)-(Registration|Certificate|SignIn|Consent|Site|Libraries|Column|Views|Calendars|"
                  r"CalendarGroup|Scope|Assignment|Mail|ExchangePrincipal|Bot|Policy|Retention)")  # fmt: skip
HARMLESS = {"Set-StrictMode", "New-Object"}
PAGES_OF_THEIR_OWN = {"/sites/x/permissions/x"}  # site-get-permission and site-update-permission, not in the list
OF_SHAREPOINT = {"DocIcon", "LinkFilename"}


def tree(name: str) -> Node:
    parser = Parser(Language(tree_sitter_powershell.language()))
    return parser.parse((FOLDER / name).read_bytes()).root_node


def words(node: Node) -> str:
    return (node.text or b"").decode()


def below(node: Node, kind: str) -> Iterator[Node]:
    for child in node.children:
        if child.type == kind:
            yield child
        yield from below(child, kind)


def commands(node: Node) -> Iterator[tuple[str, Node]]:
    for command in below(node, "command"):
        name = command.child_by_field_name("command_name")
        if name is not None:
            yield words(name), command


def is_within(node: Node, of: str) -> bool:
    """Whether it stands in what is given to a call of this command."""
    parent = node.parent
    while parent is not None:
        if parent.type == "command" and words(parent).startswith(of):
            return True
        parent = parent.parent
    return False


def text(name: str) -> str:
    return (FOLDER / name).read_text(encoding="ascii")


def steps() -> set[str]:
    [listed] = re.findall(r"ValidateSet\(([^)]*)\)", text(FILES[0]))
    return set(re.findall(r"'(\w+)'", listed))


@pytest.mark.parametrize("name", FILES)
def test_it_is_powershell_and_plain_ascii(name: str) -> None:
    root = tree(name)
    assert not root.has_error, [words(node)[:80] for node in below(root, "ERROR")]
    assert text(name), "Windows PowerShell 5.1 reads ASCII alike on every machine"
    assert max(map(len, text(FILES[0]).splitlines())) <= 120


def test_a_fault_of_syntax_would_be_found() -> None:
    parser = Parser(Language(tree_sitter_powershell.language()))
    assert parser.parse(
        text(FILES[0]).replace("function Set-Bot {", "function Set-Bot", 1).encode()
    ).root_node.has_error


def test_with_whatif_nothing_is_changed() -> None:
    """Whatever changes something stands in the block of an `Invoke-Change`, which asks ShouldProcess first."""
    root = tree(FILES[0])
    assert "$Cmdlet.ShouldProcess($What)" in text(FILES[0])
    changing = [
        (name, command)
        for name, command in commands(root)
        if CHANGES.match(name) and name not in HARMLESS and not OURS.fullmatch(name)
    ]
    assert len(changing) > 20
    assert [words(command) for _, command in changing if not is_within(command, "Invoke-Change")] == []


def test_what_it_calls_its_own_is_its_own() -> None:
    made = set(re.findall(r"^function ([\w-]+)", text(FILES[0]), re.MULTILINE))
    assert {name for name, _ in commands(tree(FILES[0])) if OURS.fullmatch(name)} <= made


def test_only_the_two_ways_through_graph_write() -> None:
    """`Invoke-MgGraphRequest` with another method than GET stands in `Send-Graph` and `Remove-Graph` alone."""
    wrote = re.findall(r"^function ([\w-]+)[^\n]*\n(?:(?!^})[\s\S])*?Invoke-MgGraphRequest -Method (\S+)",
                       text(FILES[0]), re.MULTILINE)  # fmt: skip
    reading = {"Read-Graph": "GET", "Read-GraphList": "GET"}
    assert dict(wrote) == {**reading, "Send-Graph": "$Method", "Remove-Graph": "DELETE"}


def test_what_is_needed_is_what_the_code_needs() -> None:
    needs = text("needs.psd1")

    def listed(key: str) -> list[str]:
        [found] = re.findall(rf"^    {key} = @\(([^)]*)\)", needs, re.MULTILINE)
        return re.findall(r"'([^']*)'", found)

    assert listed("Consent") == [one.name for one in PERMISSIONS if one.given is not Given.EXCHANGE]
    assert listed("Optional") == [one.name for one in OPTIONAL if one.given is not Given.EXCHANGE]
    assert set(listed("Never")) == {name for one in (*PERMISSIONS, *OPTIONAL) for name in one.never}
    assert f"SiteRole = '{SITE_ROLE}'" in needs
    assert f"TabScope = '{SCOPE}'" in needs
    assert listed("TabClients") == list(TEAMS_CLIENTS)
    assert f"ExchangeRole = '{CALENDARS.name}'" in needs
    assert f"MailRole = '{MAIL.name}'" in needs
    assert listed("CalendarsOf") == [one.listed for one in CALENDAR_OWNERS]
    for library in Library:
        [block] = re.findall(rf"^        {library.value} = @\(\n(.*?)^        \)", needs, re.MULTILINE | re.DOTALL)
        found = re.findall(r"Name = '(\w+)'; Kind = '([^']+)'; Indexed = \$(true|false)", block)
        assert found == [(one.name, one.kind.value, str(one.indexed).lower()) for one in COLUMNS[library]]


def test_every_kind_of_column_is_one_that_it_can_make() -> None:
    [switch] = re.findall(r"switch \(\$Column\.Kind\) \{(.*?)\n        \}", text(FILES[0]), re.DOTALL)
    assert re.findall(r"^\s+'([^']+)' \{", switch, re.MULTILINE) == [kind.value for kind in ColumnKind]


def test_views_show_columns_that_are_there() -> None:
    for library, title, fields, query in VIEWS:
        known = {column.name: column for column in COLUMNS[library]}
        assert set(fields) <= known.keys() | OF_SHAREPOINT, title
        filtered = re.findall(r"<(?:Eq|Leq|GroupBy[^>]*)><FieldRef Name=\"(\w+)\"", query)
        assert filtered
        assert all(known[name].indexed for name in filtered), f"{title} fails beyond 5,000 files"


@pytest.mark.parametrize(("variable", "file"), [("Tenant", "tenant.example.psd1"), ("Needs", "needs.psd1")])
def test_it_reads_what_its_data_files_hold_and_all_of_it(variable: str, file: str) -> None:
    read = set(re.findall(rf"\${variable}\.(\w+)", text(FILES[0])))
    if variable == "Tenant":  # those whose calendars are opened are named by needs.psd1
        assert "foreach ($key in $Needs.CalendarsOf) { $Tenant[$key] }" in text(FILES[0])
        read |= {one.listed for one in CALENDAR_OWNERS}
        read |= set(re.findall(r"\$Tenant\['(\w+)'\]", text(FILES[0])))  # what an older file need not have
    assert read == set(re.findall(r"^    (\w+) += ", text(file), re.MULTILINE))


def test_its_libraries_are_those_of_the_settings() -> None:
    example = text("tenant.example.psd1")
    for key, field in (("ReportsLibrary", "reports_library"), ("DraftsLibrary", "drafts_library")):
        assert re.search(rf"{key} += '{Settings.model_fields[field].default}'", example)


def test_people_sign_in_to_the_overview_by_the_uri_that_the_app_package_names() -> None:
    by_hand = (ROOT / "docs" / "tenant.md").read_text(encoding="utf-8")
    details = manifest_details("00000000-0000-4000-8000-000000000001", "h.example", version="1.0.0", organisation="T")
    host, app_id = "$(([Uri] $Tenant.PublicUrl).Host)", "$($App.appId)"
    assert resource(details).replace("h.example", host).replace(details.app_id, app_id) in text(FILES[0])
    assert all(words in by_hand for words in (SCOPE, *TEAMS_CLIENTS, "api://"))


def test_every_step_is_there_and_explained() -> None:
    page = (ROOT / "docs" / "tenant.md").read_text(encoding="utf-8")
    [switch] = re.findall(r"switch \(\$one\) \{(.*?)\n    \}", text(FILES[0]), re.DOTALL)
    assert set(re.findall(r"'(\w+)' \{", switch)) == steps()
    for step in steps():
        assert f"-Step {step}" in page or f"`{step}`" in page


def test_the_page_lists_every_column_and_view() -> None:
    page = (ROOT / "docs" / "tenant.md").read_text(encoding="utf-8")
    drafts = {column.name for column in COLUMNS[Library.DRAFTS]}
    for column in COLUMNS[Library.REPORTS]:
        indexed, both = ("yes" if known else "no" for known in (column.indexed, column.name in drafts))
        assert f"| `{column.name}` | {column.kind.value} | {indexed} | yes | {both} |\n" in page
    assert len(re.findall(r"^\| `\w+` \|", page, re.MULTILINE)) == len(COLUMNS[Library.REPORTS])
    for _, title, fields, _ in VIEWS:
        shown = ", ".join(f"`{name}`" for name in fields if name not in OF_SHAREPOINT)
        assert f"| {title} | name, {shown} |" in page


def test_the_page_asks_for_what_the_code_needs() -> None:
    page = (ROOT / "docs" / "tenant.md").read_text(encoding="utf-8")
    for one in (*PERMISSIONS, *OPTIONAL):
        assert one.name in page
    assert f'"roles": ["{SITE_ROLE}"]' in page


def test_every_check_of_the_doctor_is_explained() -> None:
    page = (ROOT / "docs" / "doctor.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([^|]+) \| [^|]+ \| [^|]+ \|$", page, re.MULTILINE)
    assert rows[2:] == [check.title for check in CHECKS]


def test_the_doctor_sends_nobody_to_a_step_that_is_not_there() -> None:
    modules = (busy_times, mail, microsoft, outlook, people, site, teams)
    sources = "".join(Path(module.__file__ or "").read_text("utf-8") for module in modules)
    named = set(re.findall(r'tenant_script\("(\w+)"\)', sources))
    assert named
    assert named <= steps()
    assert (FOLDER / finding.tenant_script("Site").split()[0]).is_file()


def test_what_it_asks_of_sites_is_what_graph_publishes(contract: object) -> None:
    asked = re.findall(r'(?:Send-Graph (POST|PATCH)|(Read)-Graph(?:List)?) "(/sites/[^"?]*)"', text(FILES[0]))
    assert len(asked) >= 9
    for method, read, path in asked:
        plain = re.sub(r"\$\(\$Tenant\.SiteHost\):\$\(\$Tenant\.SitePath\)", "host:/sites/SIP", path)
        plain = re.sub(r"\$\([^)]*\)", "x", plain)
        published = contract.match(method or ("GET" if read else ""), plain)  # type: ignore[attr-defined] - by path
        assert published or plain in PAGES_OF_THEIR_OWN, plain
