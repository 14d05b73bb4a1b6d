"""The Dockerfile, as far as it can be looked at without Docker; and its steps, carried out in a folder instead."""

import asyncio
import os
import shutil
import subprocess
import sys
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.deployment.dockerfile import ROOT, all_of, let_in, only, stages
from tests.support.house import a_sandbox, free_port, local_settings

INTO = "/opt/sip-desk"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_hadolint_finds_nothing() -> None:
    subprocess.run([Path(sys.executable).parent / "hadolint", ROOT / "Dockerfile"], check=True)


def test_what_runs_is_not_root_and_says_whether_it_lives() -> None:
    last = stages()[-1]
    assert int(only(last, "USER").words) >= 10000
    assert "/healthz" in only(last, "HEALTHCHECK").words
    assert only(last, "CMD").listed == ["sipdesk", "serve"]
    names = [one.name for one in last]
    assert "RUN" not in names[names.index("USER") :]
    assert only(last, "RUN").words.endswith(f"&& chmod 700 {only(last, 'WORKDIR').words}")


def test_the_last_stage_takes_what_was_made_and_nothing_else() -> None:
    _, build, last = stages()
    assert [one.words for one in all_of(last, "COPY")] == [f"--from=build {INTO} {INTO}"]
    assert only(build, "FROM").words == f"{only(last, 'FROM').words} AS build"


def test_everything_from_elsewhere_comes_with_its_hash() -> None:
    scripts, build, _ = stages()
    assert only(scripts, "RUN").words == "npm ci --omit=dev --ignore-scripts"  # each by its hash in package-lock.json
    installs = [one.words for one in all_of(build, "RUN") if " install " in one.words]
    with_hashes = [words for words in installs if "--require-hashes -r requirements-runtime.lock" in words]
    ours = [words for words in installs if "--no-deps --no-build-isolation ." in words]
    assert len(with_hashes) == len(ours) == 1
    assert len(installs) == 2


def test_the_image_is_made_of_the_packages_alone() -> None:
    packages = {name.removesuffix("*") for name in PROJECT["tool"]["setuptools"]["packages"]["find"]["include"]}
    files = {PROJECT["project"]["readme"], *PROJECT["project"]["license-files"]}
    npm = {"package.json", "package-lock.json", ".npmrc"}
    assert let_in() == packages | files | npm | {"pyproject.toml", "requirements-runtime.lock"}
    assert all((ROOT / name).exists() for name in let_in())


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """What `COPY . ./` would bring."""
    folder = tmp_path / "src"
    folder.mkdir()
    for name in let_in():
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, folder)
    return folder


@pytest.mark.long
@pytest.mark.timeout(1500)
async def test_its_steps_make_a_service_that_starts_and_is_found_healthy(source: Path, tmp_path: Path) -> None:
    """RUN, ENV, CMD and HEALTHCHECK are the Dockerfile’s own words; only the folders are others."""
    last, into, port = stages()[-1], tmp_path / "opt", free_port()
    around = {name: value for name, value in os.environ.items() if not name.startswith(("SIPDESK_", "PYTHON"))}
    around["PATH"] = f"{Path(sys.executable).parent}:{around['PATH']}"
    await asyncio.to_thread(_make, source, into, around)
    for package in ("setuptools", "pip", "pytest"):
        assert not list(into.glob(f"lib/python3*/site-packages/{package}"))
    given = dict(word.split("=", 1) for word in only(last, "ENV").words.split())
    env = around | given | {"PATH": f"{into}/bin:{around['PATH']}"}
    check = only(last, "HEALTHCHECK").listed
    async with a_sandbox(tmp_path, f"http://127.0.0.1:{port}", lambda: datetime.now(UTC)) as sandbox:
        ours = {**local_settings(tmp_path, sandbox.tenant, port), "host": "127.0.0.1"}
        env |= {f"SIPDESK_{name.upper()}": str(value) for name, value in ours.items()}
        assert await _status(*check, cwd=tmp_path, env=env) != 0
        service = await asyncio.create_subprocess_exec(*only(last, "CMD").listed, cwd=tmp_path, env=env)
        try:
            async with asyncio.timeout(120):
                while await _status(*check, cwd=tmp_path, env=env) != 0:
                    assert service.returncode is None
            async with sandbox.http.get(f"http://127.0.0.1:{port}/readyz") as reply:
                assert reply.status == 200
        finally:
            service.terminate()
        assert await asyncio.wait_for(service.wait(), 60) == 0


def _make(source: Path, into: Path, around: dict[str, str]) -> None:
    for step in all_of(stages()[1], "RUN"):
        subprocess.run(["sh", "-ec", step.words.replace(INTO, str(into))], cwd=source, env=around, check=True)
    subprocess.run(["du", "-sm", into], check=True)


async def _status(*command: str, cwd: Path, env: dict[str, str]) -> int:
    process = await asyncio.create_subprocess_exec(*command, cwd=cwd, env=env, stderr=asyncio.subprocess.DEVNULL)
    return await process.wait()
