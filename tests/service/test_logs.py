"""What the service logs: one JSON object a line, which those who watch it can count, and no word of anybody."""

import json
import re
import subprocess
import sys
from typing import Any, Final

from service.logs import told_of
from tests.deployment.dockerfile import ROOT

ALERT: Final = ROOT / "deployment" / "azure" / "watching.bicep"
SERVING: Final = """
import asyncio
from aiohttp import web
from service import web as ours
from service.logs import configure

async def fails(_):
    raise ValueError("zygomorphic words")

async def main():
    app = web.Application()
    app.router.add_get("/", fails)
    ours.application = lambda service: app
    runner = ours.server(None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    reader, writer = await asyncio.open_connection(*runner.addresses[0])
    for request in REQUESTS:
        reader, writer = await asyncio.open_connection(*runner.addresses[0])
        writer.write(request)
        await reader.read()
        writer.close()
    await runner.cleanup()

configure("INFO")
asyncio.run(main())
"""


def logged(*command: str) -> tuple[str, list[dict[str, Any]]]:
    """What a process says on standard output and, line by line, on standard error: each line is an object."""
    ended = subprocess.run(
        [sys.executable, *command], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    return ended.stdout, [json.loads(line) for line in ended.stderr.splitlines()]


def after(*requests: bytes) -> list[dict[str, Any]]:
    """What is logged when these come in, and the handler of "/" fails."""
    _, lines = logged("-c", f"REQUESTS = {requests!r}\n{SERVING}")
    return lines


def levels_of_the_alert() -> set[str]:
    found = re.search(r"where tostring\(entry\.level\) in \(([^)]*)\)", ALERT.read_text(encoding="utf-8"))
    assert found
    return {level.strip().strip('"') for level in found[1].split(",")}


def test_an_error_that_nobody_caught_is_one_line_that_the_alert_counts() -> None:
    [line] = after(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    assert line["level"] in levels_of_the_alert()
    assert (line["logger"], line["error"]) == ("aiohttp.server", "ValueError")
    assert line["at"][-1].startswith("<string>:")
    assert "zygomorphic" not in json.dumps(line)


def test_what_a_stranger_garbles_calls_nobody_and_is_quoted_nowhere() -> None:
    lines = after(
        b"GET / HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer zygomorphic\x00\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nAuthorization : Bearer zygomorphic\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + b"zygomorphic" * 2000 + b"\r\n\r\n",
        b"GET /zygomorphic?token=zygomorphic HTTP/9\r\n\r\n",
        b"zygomorphic\r\n\r\n",
    )
    for line in lines:
        assert line["level"] not in levels_of_the_alert()
        assert "zygomorphic" not in json.dumps(line)


def test_no_word_of_anybody_reaches_the_log_through_an_exception_or_a_library() -> None:
    said, lines = logged("-m", "tests.service.failing_inputs")
    assert re.fullmatch(r"(\d+) failed of \1", said), said
    everything = json.dumps(lines)
    assert "zygo" not in everything
    assert "second line" not in everything
    ours = [line for line in lines if line["event"] == "failed"]
    assert all(line["error"] and line["at"] for line in ours)
    assert {line["level"] for line in ours} == {"error"} <= levels_of_the_alert()
    assert any(line["error"] == "ValueError" and line.get("because") == ["KeyError"] for line in ours)
    assert any(line["error"] == "IntegrityError" and "SQLITE" in line["because"][0] for line in ours)
    assert any(line["error"] == "FileNotFoundError ENOENT" for line in ours)
    libraries = [line for line in lines if line.get("logger") == "dbos"]
    assert {line["event"] for line in libraries} >= {"It failed", 'A "quote" and a \\ in it'}
    [told] = [line for line in lines if line["event"] == "told"]
    assert (told["where"], told["header"], told["what"]) == ("see postgresql://…", "Authorization: Bearer …", "object")
    assert [line["event"] for line in lines[-4:]].count("uncaught") == 2
    assert lines[-1]["error"] == "RuntimeError"


def test_what_an_error_came_from_is_told_by_its_kind() -> None:
    try:
        try:
            raise KeyError("zygomorphic")
        except KeyError:
            raise ValueError("zygomorphic") from None
    except ValueError as error:
        told = told_of(error)
    assert told["error"] == "ValueError"
    assert "because" not in told
