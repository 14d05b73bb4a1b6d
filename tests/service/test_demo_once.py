"""`sipdesk demo --once` as people run it: it ends well, and writes where it may and for its user alone."""

import json
import os
import subprocess
import sys
from dataclasses import astuple
from pathlib import Path

import pytest

from tests.deployment.dockerfile import ROOT
from tests.support.house import Ports

ON_PORTS = """
import sys
import service.demo
from service.__main__ import run
ports = service.demo.Ports(*map(int, sys.argv.pop(1).split(",")))
service.demo.Ports = lambda: ports
sys.exit(run())
"""
NOTES_WRITES = """
import os, sys

def note(event, args, known=os.O_WRONLY | os.O_RDWR | os.O_CREAT):
    if event == "open" and isinstance(args[0], (str, bytes)) and isinstance(args[2], int) and args[2] & known:
        path = os.path.abspath(os.fsdecode(args[0]))
    elif event in ("os.mkdir", "os.rename", "os.symlink", "os.link", "sqlite3.connect"):
        path = os.path.abspath(os.fsdecode(args[1] if event == "os.rename" else args[0]))
    else:
        return
    if path != {notes!r} and path not in ("/dev/null", "/dev/tty") and not path.startswith("/proc/self/"):
        whose = " ".join(sys.orig_argv[1:3]) if sys.orig_argv[1:2] == ["-m"] else "other"
        os.write(notes, (whose + "\\t" + path + "\\n").encode())

notes = os.open({notes!r}, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
sys.addaudithook(note)
"""


@pytest.mark.long
def test_the_demo_plays_its_story_to_the_end_and_writes_in_its_own_folder_alone(tmp_path: Path) -> None:
    """In 12 s of processor time and 40 of the clock: by `make demo-once`, and in CI."""
    place, notes, temporary = tmp_path / "here", tmp_path / "notes", tmp_path / "tmp"
    for folder in (place, temporary, tmp_path / "hook"):
        folder.mkdir()
    (tmp_path / "hook" / "sitecustomize.py").write_text(NOTES_WRITES.replace("{notes!r}", repr(str(notes))))
    clean = {name: value for name, value in os.environ.items() if not name.startswith("SIPDESK_")}
    around = {"PYTHONPATH": f"{tmp_path / 'hook'}:{ROOT}", "TMPDIR": str(temporary), "PYTHONDONTWRITEBYTECODE": "1"}
    ports = ",".join(map(str, astuple(Ports.kept())))
    os.umask(umask := os.umask(0o022))
    assert umask != 0o077, "else nothing is shown"
    done = subprocess.run(
        [sys.executable, "-c", ON_PORTS, ports, "demo", "--once"],
        cwd=place, env=clean | around, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    assert "Open the report:" in done.stdout
    written = [line.split("\t") for line in notes.read_text(encoding="utf-8").splitlines()]
    assert {whose for whose, _ in written} >= {"-m service", "-m sandbox"}
    own = (str(place), str(temporary))
    beside = {path for _, path in written if not path.startswith(own) and "__pycache__" not in path}
    assert beside == set()
    open_to_others = [path for path in place.rglob("*") if path.stat().st_mode & 0o077]
    assert open_to_others == []
    lines = (place / ".sipdesk/demo/service.log").read_text(encoding="utf-8").splitlines()
    assert [line for line in map(json.loads, lines) if line["level"] in ("error", "critical")] == []
