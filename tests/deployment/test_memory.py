"""The bench measures memory as a deployment has it."""

from pathlib import Path

import pytest

from tests.bench.servers import DEPLOYED

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("file", ["Dockerfile", "deployment/systemd/sip-desk.service"])
@pytest.mark.parametrize(("name", "value"), DEPLOYED.items())
def test_what_the_bench_sets_is_set_by(file: str, name: str, value: str) -> None:
    assert f"{name}={value}" in (ROOT / file).read_text(encoding="utf-8")
