"""`python -m sandbox --folder DIR`: runs the stand-in until it is told to end."""

import argparse
import asyncio
import json
import signal
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from sandbox.app import BOT, Settings, running
from sandbox.connector.teams import Manners
from sandbox.neighbours import is_loopback


def arguments(given: Sequence[str] | None = None) -> Settings:
    """Reads the command line. Ends with status 2 and a sentence where it makes no sense, or would open the stand-in to
    other machines without saying so."""
    parser = argparse.ArgumentParser("python -m sandbox", description="A stand-in for Microsoft 365 on this machine.")
    parser.add_argument("--folder", type=Path, required=True, help="where all state is kept")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (default %(default)s)")
    parser.add_argument("--port", type=int, default=8365, help="Graph, connector and pages; 0: any free one")
    parser.add_argument("--content-port", type=int, default=8366, help="downloads and uploads; 0: any free one")
    parser.add_argument("--bot", default=BOT, help="the bot's address (default %(default)s)")
    parser.add_argument("--bot-token", help="sent to the bot as a bearer token")
    parser.add_argument("--require-token", action="store_true", help="refuse a bot without the connector's token")
    parser.add_argument("--no-rate-limits", action="store_true", help="let the bot send as fast as it likes")
    parser.add_argument("--plain-pdf", action="store_true", help="make PDFs of the bare text, without LibreOffice")
    parser.add_argument("--i-know-this-is-a-stand-in", action="store_true", help="allow a host that others can reach")
    found = parser.parse_args(given)
    if not is_loopback(found.host) and not found.i_know_this_is_a_stand_in:
        parser.error(
            f"{found.host} can be reached from other machines, and nothing here is secured."
            " Add --i-know-this-is-a-stand-in if that is what you want."
        )
    return Settings(
        folder=found.folder,
        host=found.host,
        port=found.port,
        content_port=found.content_port,
        bot=found.bot,
        require_token=found.require_token,
        plain_pdf=found.plain_pdf,
        manners=Manners(rate_limits=not found.no_rate_limits, bot_token=found.bot_token),
    )


async def serve(settings: Settings) -> None:
    """Runs until SIGTERM or SIGINT; says in one line of JSON when and where it is ready."""
    end = asyncio.Event()
    for one in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(one, end.set)
    async with running(settings) as addresses:
        sys.stdout.write(json.dumps(asdict(addresses)) + "\n")
        sys.stdout.flush()
        await end.wait()


def main() -> int:
    """The command. A port that is in use ends it with status 1 and a sentence."""
    settings = arguments()
    try:
        asyncio.run(serve(settings))
    except OSError as why:
        sys.stderr.write(f"The stand-in cannot start: {why}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
