"""A person's place at their Teams client: who they are, whether they have a chat to act in, and their line to the
bot."""

from dataclasses import dataclass
from http import HTTPStatus

from aiohttp import web

from sandbox.connector.activities import Activities
from sandbox.connector.bot_line import BotLine, Heard
from sandbox.connector.chats import Chats
from sandbox.connector.refusals import CannotPlay
from sandbox.connector.shapes import Object, text_of
from sandbox.connector.standing import Standings
from sandbox.trust import SandboxPerson, Trust


@dataclass(frozen=True, slots=True)
class Seats:
    trust: Trust
    chats: Chats
    standings: Standings
    activities: Activities
    bot: BotLine

    def person(self, request: web.Request) -> SandboxPerson:
        """The person in a request's path. Raises CannotPlay (404) for nobody."""
        person = self.trust.person(request.match_info["person"])
        if person is None:
            raise CannotPlay(404, "The trust has no such person.")
        return person

    def chat(self, request: web.Request) -> tuple[SandboxPerson, str]:
        """The person and the id of their chat. Raises CannotPlay (409) where Teams would not let them write."""
        person = self.person(request)
        if not self.standings.of(person).reachable:
            raise CannotPlay(409, "Without the app, or with the bot blocked, there is no chat to act in.")
        return person, self.chats.open(person.id)[0]

    async def deliver(self, *activities: Object) -> web.Response:
        """Answers with how the bot took the last of them; what the person did stands, whatever the bot says."""
        heard = Heard(None, None, 0)
        for activity in activities:
            heard = await self.bot.send(activity, accepted=lambda status, _: status < HTTPStatus.INTERNAL_SERVER_ERROR)
        taken = heard.status is not None and heard.status < HTTPStatus.BAD_REQUEST
        told = {"delivered": taken, "bot_status": heard.status, "tries": heard.tries}
        return web.json_response({"id": activities[-1]["id"], **told, "activity": activities[-1]})


def platform(body: Object) -> str:
    """The client that a request's body names: Web where it names none."""
    return text_of(body, "platform") or "Web"
