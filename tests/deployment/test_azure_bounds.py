"""What the Azure files keep out: requests without end, other networks, and the service from what is the
administrator's. nginx and PostgreSQL themselves carry out what is Azure's to carry out."""

import asyncio
import os
import shutil
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import aiohttp
import psycopg
import pytest
from aiohttp import web

from store.database import Database
from tests.deployment.dockerfile import ROOT
from tests.deployment.test_azure import FILES, containers, parsed
from tests.support.house import free_port
from tests.support.postgresql import PostgreSQL

AZURE = ROOT / "deployment" / "azure"


def test_the_vault_and_the_share_are_reached_from_the_service_and_named_addresses_alone() -> None:
    subnets = parsed()["network"]["resources"]["network"]["config"]["properties"]["subnets"]
    served = {one["service"] for subnet in subnets for one in subnet["properties"].get("serviceEndpoints", [])}
    assert served == {"Microsoft.KeyVault", "Microsoft.Storage"}
    for file, name in (("vault", "vault"), ("service", "storage")):
        rules = parsed()[file]["resources"][name]["config"]["properties"]["networkAcls"]
        assert (rules["defaultAction"], len(rules["virtualNetworkRules"])) == ("Deny", 1)
        assert "for address in administratorAddresses" in FILES[file]
    assert FILES["main"].count("subnetId: network.outputs.serviceSubnetId") == 2


def test_only_the_proxy_is_reached_from_outside_and_it_counts() -> None:
    app = parsed()["service"]["resources"]["app"]["config"]["properties"]
    assert "listen 8080;" in (AZURE / "proxy.conf").read_text(encoding="utf-8")
    assert app["configuration"]["ingress"]["targetPort"] == 8080
    assert containers()["proxy"]["volumeMounts"] == [{"volumeName": "proxy", "mountPath": "/proxy"}]
    assert containers()["proxy"]["command"][-1] == "/proxy/nginx.conf"
    assert "value: loadTextContent('proxy.conf')" in FILES["service"]


async def test_requests_are_counted_by_the_address_that_azure_saw_whatever_they_say(tmp_path: Path) -> None:
    if shutil.which("nginx") is None:
        pytest.skip("nginx was not found")
    port, behind = free_port(), free_port()
    words = (AZURE / "proxy.conf").read_text(encoding="utf-8")
    user = "user root;\n" if os.geteuid() == 0 else ""  # its workers write into the test's own folder
    for theirs, ours in {
        "/tmp/": f"{tmp_path}/",  # noqa: S108 - the container's own
        "listen 8080;": f"listen 127.0.0.1:{port};",
        "127.0.0.1:3978": f"127.0.0.1:{behind}",
        "/dev/stderr": f"{tmp_path}/error.log",
    }.items():
        assert theirs in words
        words = words.replace(theirs, ours)
    (tmp_path / "nginx.conf").write_text(f"{user}daemon off;\n{words}", encoding="utf-8")

    async def say(request: web.Request) -> web.Response:
        await request.read()
        return web.Response(text=f"{request.host} {request.headers['X-Forwarded-For']}")

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", say)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", behind).start()
    nginx = await asyncio.create_subprocess_exec("nginx", "-p", tmp_path, "-c", tmp_path / "nginx.conf")
    try:
        async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as http:

            async def asked(seen: str, path: str = "/mail/abc", data: bytes = b"") -> tuple[int, str]:
                headers = {"X-Forwarded-For": seen, "Host": "sip.example"}
                async with http.post(path, data=data, headers=headers) as reply:
                    return reply.status, await reply.text() if reply.status == 200 else ""

            async with asyncio.timeout(20):
                while True:
                    try:
                        assert await asked("192.0.2.9", "/readyz") == (200, "sip.example 192.0.2.9")
                        break
                    except aiohttp.ClientConnectionError:
                        assert nginx.returncode is None, (tmp_path / "error.log").read_text()
                        await asyncio.sleep(0.02)
            statuses = [(await asked(f"198.51.100.{number}, 192.0.2.1"))[0] for number in range(60)]
            assert (statuses[:20], statuses[-1]) == ([200] * 20, 429)
            assert (await asked("192.0.2.2"))[0] == 200
            assert (await asked("192.0.2.3", "/api/messages", b"x" * (256 * 1024 + 1)))[0] == 413
    finally:
        nginx.terminate()
        await nginx.wait()
        await runner.cleanup()


def test_the_service_has_a_login_of_its_own_and_no_more_than_it_needs(postgresql: PostgreSQL) -> None:
    """As an administrator who is none of the whole server, as on Azure; and once more, with another password."""
    name = f"t{uuid4().hex}"
    postgresql.run("CREATE ROLE sipdesk LOGIN CREATEROLE CREATEDB")
    postgresql.run(f'CREATE DATABASE "{name}" OWNER sipdesk TEMPLATE template0')
    as_administrator = postgresql.url(name).replace("postgres@", "sipdesk@")
    try:
        for password in ("first' word", "second"):
            around = {**os.environ, "ADMINISTRATOR_URL": as_administrator, "SERVICE_PASSWORD": password}
            subprocess.run([sys.executable, AZURE / "make_login.py"], env=around, check=True)
        as_service = postgresql.url(name).replace("postgres@", "sipdesk_service@")
        database = Database(as_service)
        database.migrate()
        assert database.schema_is_current()
        database.close()
        with psycopg.connect(as_service, autocommit=True) as server:
            server.execute("CREATE SCHEMA dbos")
            for barred in (
                "CREATE ROLE another",
                "CREATE DATABASE another",
                "ALTER ROLE sipdesk PASSWORD 'x'",
                "SELECT rolpassword FROM pg_authid",
                "COPY (SELECT 1) TO PROGRAM 'true'",
                f'DROP DATABASE "{name}"',
            ):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    server.execute(barred)
    finally:
        postgresql.drop(name)
        postgresql.run("DROP ROLE IF EXISTS sipdesk_service")
        postgresql.run("DROP ROLE sipdesk")


def test_the_administrators_password_is_given_to_the_job_that_makes_the_login_alone() -> None:
    taken = [line for line in FILES["main"].splitlines() if "databasePassword" in line]
    assert [line.split(":")[0].strip() for line in taken] == [
        "param databasePassword string",
        "password",
        "administratorUrl",
    ]
    assert "sipdesk_service:${uriComponent(servicePassword)}" in FILES["main"]
    job = parsed()["login"]["resources"]["job"]["config"]["properties"]
    assert job["configuration"]["triggerType"] == "Manual"
    assert "loadTextContent('make_login.py')" in FILES["login"]
