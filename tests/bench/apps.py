"""The baselines, each a server of its own: `python -m tests.bench.apps stock|tuned|bare PORT`."""

import sys

from aiohttp import web

from tests.support.echo_bots import echo_card, stock_echo_app, tuned_echo_app


def bare_app() -> web.Application:
    """An aiohttp handler that reads JSON and answers a card."""

    async def messages(request: web.Request) -> web.Response:
        words = (await request.json())["value"]["action"]["data"]["words"]
        return web.json_response({"statusCode": 200, "value": echo_card(words)})

    app = web.Application()
    app.router.add_post("/api/messages", messages)
    return app


if __name__ == "__main__":
    apps = {"stock": stock_echo_app, "tuned": tuned_echo_app, "bare": bare_app}
    web.run_app(apps[sys.argv[1]](), host="127.0.0.1", port=int(sys.argv[2]), print=None, access_log=None)
