"""Searching while somebody types into a card's Input.ChoiceSet (`choices.data`)."""

from typing import Any

from aiohttp import web

from sandbox.connector.refusals import CannotPlay
from sandbox.connector.seats import Seats
from sandbox.connector.shapes import Object, a_list, an_object, text_of

MOST = 15
"""As many choices as Teams shows."""

_ANSWER = "application/vnd.microsoft.search.searchResponse"
_PEOPLE = "graph.microsoft.com/users"


class Typeahead:
    def __init__(self, seats: Seats) -> None:
        self._seats = seats

    def routes(self) -> list[web.RouteDef]:
        return [web.post("/play/{person}/search", self.search)]

    async def search(self, request: web.Request) -> web.Response:
        """`{"activity_id", "dataset", "query"}`: answers with the `results` (`title`, `value`) that a client shows. The
        people of the organisation are known to Teams itself: for them the bot is not asked."""
        pressed = await self._seats.pressed(request)
        dataset, query = text_of(pressed.body, "dataset"), text_of(pressed.body, "query")
        if not dataset:
            raise CannotPlay(422, "A search needs a dataset.")
        if dataset.partition("?")[0] == _PEOPLE:
            return web.json_response({"shows": "results", "results": self._people(query)})
        value = {"queryText": query, "queryOptions": {"skip": 0, "top": MOST}, "dataset": dataset}
        return await self._seats.ask_bot("application/search", pressed, value, _results)

    def _people(self, query: str) -> list[Object]:
        found = (one for one in self._seats.trust.people if query.lower() in one.name.lower())
        return [{"title": one.name, "value": one.id} for one in found][:MOST]


def _results(status: int, body: Any) -> Object | None:
    reply = an_object(body)
    if status != 200 or reply.get("type") != _ANSWER:
        return None
    found = map(an_object, a_list(an_object(reply.get("value")).get("results")))
    shown = [{"title": text_of(one, "title"), "value": text_of(one, "value")} for one in found]
    return {"shows": "results", "results": [one for one in shown if all(one.values())][:MOST]}
