"""The two processes of the demo: the sandbox in place of Microsoft 365, and the service."""

import asyncio
import json
import os
import shlex
import shutil
import signal
import socket
import sys
from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

import aiohttp

from service.demo_membership import lay_membership
from service.demo_samples import lay_ready
from service.demo_team import lay_team

_START_WITHIN = 60.0
TAKE_BACK_SECONDS = 20
"""Long enough to be seen on the page, and no longer than a visitor likes to wait."""


@dataclass(frozen=True, slots=True)
class Ports:
    """Where the demo listens on this machine."""

    bot: int = 3978
    sandbox: int = 8365
    content: int = 8366


class House:
    """Starts both processes with empty state in `folder`, and ends them when the block is left."""

    def __init__(self, folder: Path, ports: Ports) -> None:
        self.folder = folder
        self.ports = ports
        self.bot_url = f"http://127.0.0.1:{ports.bot}"
        self.sandbox_url = f"http://127.0.0.1:{ports.sandbox}"
        self.tenant: dict[str, Any] = {}
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        self._check_ports()
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.http = await self._stack.enter_async_context(aiohttp.ClientSession())
        try:
            await self._start_sandbox()
            await self._start_service()
        except BaseException:
            await self._stack.aclose()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    def _check_ports(self) -> None:
        for port in (self.ports.bot, self.ports.sandbox, self.ports.content):
            try:
                socket.create_server(("127.0.0.1", port)).close()
            except OSError as error:
                raise SystemExit(f"Port {port} is in use. Is another demo running? End it first.") from error

    async def _start_sandbox(self) -> None:
        ports = self.ports
        await self._run(
            "sandbox", {}, "-m", "sandbox", "--folder", str(self.folder / "microsoft365"), "--port", str(ports.sandbox),
            "--content-port", str(ports.content), "--bot", f"{self.bot_url}/api/messages",
        )  # fmt: skip
        self.tenant = await self._answer_of(f"{self.sandbox_url}/tenant.json")
        roster = await self._answer_of(f"{self.sandbox_url}/roster.json")
        (self.folder / "roster.json").write_text(json.dumps(roster), encoding="utf-8")
        await asyncio.to_thread(lay_ready, self.folder / "microsoft365" / "samples", roster)

    async def _start_service(self) -> None:
        (self.folder / "service.env").write_text(env_lines(self.service_settings()), encoding="utf-8")
        await self._run("service", self.service_settings(), "-m", "service", "serve", "--local")
        await self._answer_of(f"{self.bot_url}/readyz")
        database_url = self.service_settings()["SIPDESK_DATABASE_URL"]
        await asyncio.to_thread(lay_team, database_url, datetime.now(UTC))
        await asyncio.to_thread(lay_membership, database_url)

    async def stay(self) -> None:
        """Until cancelled. When somebody resets the sandbox, the service begins again too, with empty records."""
        never = aiohttp.ClientTimeout(total=None)
        while True:
            try:
                async with self.http.get(f"{self.sandbox_url}/events", timeout=never) as events:
                    async for line in events.content:
                        if b'"kind": "reset"' in line:
                            await self._begin_again()
            except aiohttp.ClientConnectionError:
                await asyncio.sleep(1)

    async def _begin_again(self) -> None:
        await _end(self._watched[1])
        for file in self.folder.glob("sipdesk.db*"):
            file.unlink()
        await self._start_service()

    def service_settings(self) -> dict[str, str]:
        """What the service needs to work against the sandbox."""
        site = self.tenant["site"]
        return {
            "SIPDESK_LOCAL": "true",
            "SIPDESK_PORT": str(self.ports.bot),
            "SIPDESK_DATABASE_URL": f"sqlite:///{self.folder / 'sipdesk.db'}",
            "SIPDESK_CLOCK_FILE": str(self.folder / "microsoft365" / "clock.json"),
            "SIPDESK_CLOCK_SECONDS": "1",
            "SIPDESK_TAKE_BACK_SECONDS": str(TAKE_BACK_SECONDS),
            "SIPDESK_ROSTER": str(self.folder / "roster.json"),
            "SIPDESK_TENANT_ID": self.tenant["tenant_id"],
            "SIPDESK_CONNECTOR_URL": self.tenant["connector"],
            "SIPDESK_GRAPH_URL": self.tenant["graph"],
            "SIPDESK_GRAPH_CREDENTIAL": "token",
            "SIPDESK_GRAPH_TOKEN": self.tenant["service_token"],
            "SIPDESK_MAILBOX": self.tenant["mailbox"],
            "SIPDESK_SITE": f"{site['host']}:{site['path']}",
            "SIPDESK_PUBLIC_URL": self.bot_url,
            "SIPDESK_TAB_APP_ID": self.tenant["bot_app_id"],
            "SIPDESK_ENTRA_URL": self.tenant["entra"],
        }

    async def _run(self, name: str, settings: Mapping[str, str], *command: str) -> None:
        """Starts one of our own modules; its output goes to a file beside its state."""
        clean = {key: value for key, value in os.environ.items() if not key.startswith("SIPDESK_")}
        log = self._stack.enter_context((self.folder / f"{name}.log").open("wb"))
        process = await asyncio.create_subprocess_exec(
            sys.executable, *command, env=clean | dict(settings), stdout=log, stderr=log, start_new_session=True
        )
        self._stack.push_async_callback(_end, process)
        self._watched = (name, process)

    async def _answer_of(self, url: str) -> Any:
        """The JSON at an address, as soon as the process that was started last answers there."""
        name, process = self._watched
        async with asyncio.timeout(_START_WITHIN):
            while True:
                if process.returncode is not None:
                    words = (self.folder / f"{name}.log").read_text(encoding="utf-8").strip().splitlines()
                    raise SystemExit(f"The {name} did not start: {words[-1] if words else 'it said nothing'}")
                try:
                    async with self.http.get(url) as reply:
                        if reply.status == 200:
                            return await reply.json()
                except aiohttp.ClientConnectionError:
                    pass
                await asyncio.sleep(0.05)


def env_lines(settings: Mapping[str, str]) -> str:
    """For a shell to read, so that other commands can be tried on the demo too."""
    return "".join(f"export {key}={shlex.quote(value)}\n" for key, value in settings.items())


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(process.wait(), 15)
        except TimeoutError:
            process.kill()
            await process.wait()
