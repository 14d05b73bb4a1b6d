"""The units, as systemd's own programs find them, and the settings that go with them."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from service.settings import Settings
from tests.deployment.dockerfile import ROOT

UNITS = ROOT / "deployment" / "systemd"
EXPOSED_AT_MOST = 20
"""Of 100: what `systemd-analyze security` calls the exposure of a service, ten times over."""

systemd = pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze was not found")


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """The units beside programs that are there, for systemd looks for them."""
    program = tmp_path / "bin" / "sipdesk"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o755)
    for unit in UNITS.glob("sip-desk*"):
        words = unit.read_text(encoding="utf-8").replace("/opt/sip-desk", str(tmp_path))
        (tmp_path / unit.name).write_text(words, encoding="utf-8")
    return tmp_path


@systemd
def test_systemd_finds_nothing_wrong_with_them(units: Path) -> None:
    names = [units / unit.name for unit in UNITS.glob("sip-desk*")]
    assert len(names) == 3
    done = subprocess.run(["systemd-analyze", "verify", *names], check=False, capture_output=True, text=True)
    ours = [line for line in done.stderr.splitlines() if "sip-desk" in line]
    assert (done.returncode, ours) == (0, [])


@systemd
@pytest.mark.parametrize("name", ["sip-desk.service", "sip-desk-backup.service"])
def test_little_is_open_to_them(units: Path, name: str) -> None:
    looked = ("systemd-analyze", "security", "--offline=yes", f"--threshold={EXPOSED_AT_MOST}", "--no-pager")
    done = subprocess.run([*looked, units / name], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-400:] + done.stderr


def test_the_settings_beside_them_are_settings_and_make_a_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = (UNITS / "env.example").read_text(encoding="utf-8")
    pem = tmp_path / "graph.pem"
    pem.touch()
    (tmp_path / ".env").write_text(words.replace("/etc/sip-desk/graph.pem", str(pem)), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    settings = Settings()  # type: ignore[call-arg] - from the file
    assert settings.database_url == "sqlite:////var/lib/sip-desk/sipdesk.db"
    assert settings.roster is None, "the list lives in the database"
    given = re.findall(r"^SIPDESK_(\w+)=", words, re.MULTILINE)
    assert {name.lower() for name in given} <= Settings.model_fields.keys()


def test_the_service_may_write_where_its_database_is_and_the_backup_where_backups_go() -> None:
    service = (UNITS / "sip-desk.service").read_text(encoding="utf-8")
    backup = (UNITS / "sip-desk-backup.service").read_text(encoding="utf-8")
    assert "StateDirectory=sip-desk\n" in service  # /var/lib/sip-desk
    assert "ReadWritePaths=/var/lib/sip-desk /var/backups/sip-desk\n" in backup
    assert 'backup "/var/backups/sip-desk/$(date' in backup


def test_what_reads_files_may_bound_itself() -> None:
    """Allowed again after all that alters resources was taken out: else the bounds would silently not be there."""
    lines = (UNITS / "sip-desk.service").read_text(encoding="utf-8").splitlines()
    filters = [line for line in lines if line.startswith("SystemCallFilter=")]
    locks = "landlock_create_ruleset landlock_add_rule landlock_restrict_self"
    assert filters[-1] == f"SystemCallFilter=setrlimit prlimit64 {locks}"
