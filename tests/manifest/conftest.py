"""A package, built as an administrator builds it."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from service.__main__ import main

APP_ID = "0d6f2c1e-7a55-4c3b-9f0e-2b1a4c5d6e7f"
ARGUMENTS = {"--app-id": APP_ID, "--domain": "sip.example.org"}

Build = Callable[..., int]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "sip-desk.zip"


@pytest.fixture
def build(out: Path) -> Build:
    """Runs the command with changed or further arguments; returns its exit status."""

    def run(**changes: str) -> int:
        given = (
            ARGUMENTS | {"--out": str(out)} | {f"--{name.replace('_', '-')}": text for name, text in changes.items()}
        )
        return main(["manifest", "build", *(word for pair in given.items() for word in pair)])

    return run


def files_in(package: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package.read_bytes())) as zipped:
        assert zipped.testzip() is None
        return {name: zipped.read(name) for name in zipped.namelist()}


def manifest_in(package: Path) -> dict[str, Any]:
    return json.loads(files_in(package)["manifest.json"])
