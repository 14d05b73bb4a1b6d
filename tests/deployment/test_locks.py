"""What a server installs is part of what is tested, with the same hashes, and nothing of the developers' beside it."""

import re
import tomllib

import pytest

from tests.deployment.dockerfile import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = (
    "requirements.lock",
    "requirements-runtime.lock",
    "requirements-bench.lock",
    "requirements-otel.lock",
    "requirements-supply.lock",
)


def locked(name: str) -> dict[str, tuple[str, frozenset[str]]]:
    """Each package's version and hashes."""
    text = (ROOT / name).read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=[a-z0-9])", text)[1:]
    found = [re.match(r"([a-z0-9-]+)(?:\[[^\]]+\])?==(\S+)", block) for block in blocks]
    hashes = [frozenset(re.findall(r"sha256:[0-9a-f]{64}", block)) for block in blocks]
    return {one[1]: (one[2], of_it) for one, of_it in zip(found, hashes, strict=True) if one}


def names(requirements: list[str]) -> set[str]:
    return {match[0].lower() for one in requirements if (match := re.match(r"[\w-]+", one))}


def test_a_server_installs_what_is_tested() -> None:
    tested, runs, measured, *_ = (locked(name) for name in LOCKS)
    assert runs.items() <= tested.items()
    shared = measured.keys() & tested.keys()
    assert {name: measured[name] for name in shared} == {name: tested[name] for name in shared}


def test_what_only_the_bench_needs_is_installed_by_nobody_else() -> None:
    tested, runs, measured, *_ = (locked(name) for name in LOCKS)
    only = names(PROJECT["dependency-groups"]["bench"])
    assert only <= measured.keys()
    assert not only & (tested.keys() | runs.keys())


def test_who_wants_traces_installs_what_every_server_does_and_what_sends_them() -> None:
    runs, watched = locked("requirements-runtime.lock"), locked("requirements-otel.lock")
    assert runs.items() <= watched.items()
    assert names(PROJECT["project"]["optional-dependencies"]["otel"]) <= watched.keys()
    more = {name for name in watched.keys() - runs.keys() if not name.startswith("opentelemetry")}
    assert more <= {"googleapis-common-protos", "protobuf"}


def test_a_server_installs_all_that_the_service_needs_and_nothing_of_the_developers() -> None:
    runs, groups = locked("requirements-runtime.lock"), PROJECT["dependency-groups"]
    needed = names(PROJECT["project"]["dependencies"]) | names(groups["build"])
    developers = names([one for one in groups["dev"] if isinstance(one, str)]) - needed
    assert needed <= runs.keys()
    brought = {"microsoft-kiota-serialization-json", "python-dateutil", "requests"}  # by what the service needs
    assert not runs.keys() & developers - brought


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_has_hashes_and_no_host_is_named(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert all(hashes for _, hashes in locked(name).values())
    assert len(locked(name)) == len(re.findall(r"^[a-z0-9]\S*==", text, re.MULTILINE))
    assert "://" not in text
    assert "--index" not in text
