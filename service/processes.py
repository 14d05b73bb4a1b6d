"""The long-running commands."""

import asyncio
import gc

import structlog
from aiohttp import web

from service.clock import clock_of
from service.settings import Settings
from service.web import server
from service.wiring import Service

log = structlog.get_logger()


async def serve(settings: Settings) -> int:
    """Answers Teams, carries out jobs and watches the clock, until cancelled."""
    runner = server(_service(settings))
    await runner.setup()
    try:
        site = web.TCPSite(runner, settings.host, settings.port)
        await site.start()
        log.info("serving", host=settings.host, port=settings.port, local=settings.local)
        await asyncio.Event().wait()
    finally:
        await runner.cleanup()
    return 0


async def work(settings: Settings) -> int:
    """Carries out jobs and watches the clock, beside other processes on the same PostgreSQL, until cancelled."""
    service = _service(settings)
    if service.database.is_sqlite:
        log.error("one_process_only", reason="SQLite serves one process; more workers need PostgreSQL")
        return 2
    await service.start()
    try:
        log.info("working", worker=settings.worker)
        await asyncio.Event().wait()
    finally:
        await service.stop()
    return 0


def _service(settings: Settings) -> Service:
    """What it has loaded is not looked through for garbage again: that would hold up a click for a fifth of a second
    now and then."""
    return Service(settings, clock_of(settings), settled=gc.freeze)
