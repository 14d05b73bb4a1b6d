"""Playing a person at a Teams client: writing, sending a file, installing and blocking."""

from aiohttp import BodyPartReader, web

from sandbox.connector.channels import channel_of
from sandbox.connector.chat_files import ChatFiles
from sandbox.connector.extension import Extension
from sandbox.connector.refusals import CannotPlay, read_object
from sandbox.connector.saying import say
from sandbox.connector.seats import Seats, platform
from sandbox.connector.shapes import text_of
from sandbox.connector.standing import Standing
from sandbox.trust import SandboxPerson


class Playing:
    """Each call answers when the bot has, or when Teams would have given up on it. `platform` in a body says which
    client the person sits at (Web, Windows, Mac, iOS or Android)."""

    def __init__(self, seats: Seats, extension: Extension, files: ChatFiles) -> None:
        self._seats = seats
        self._extension = extension
        self._files = files

    def routes(self) -> list[web.RouteDef]:
        acts = (self.message, self.file, self.install, self.uninstall, self.block, self.unblock)
        return [web.post(f"/play/{{person}}/{act.__name__}", act) for act in acts]

    async def message(self, request: web.Request) -> web.Response:
        """`{"text"}`: the person writes to the bot; or with `?channel=` into the channel, where the bot only hears of
        what mentions it (`@SIP Desk`). A link to the trust's SharePoint may bring a card with it."""
        person, chat = self._seats.chat(request)
        body = await read_object(request)
        text = text_of(body, "text")
        if not text.strip():
            raise CannotPlay(422, "A message needs a text.")
        cards = await self._extension.cards_for_links(person, chat, body)
        return await say(self._seats, person, chat, platform(body), text=text, attachments=cards)

    async def file(self, request: web.Request) -> web.Response:
        """A file as multipart, or as raw bytes with `?name=`: the person sends it to the bot."""
        person, chat = self._seats.chat(request)
        if channel_of(chat) is not None:
            raise CannotPlay(409, "A bot takes files in personal chats only.")
        name, data = await _upload(request)
        if not name:
            raise CannotPlay(422, "A file needs a name.")
        return await say(self._seats, person, chat, "Web", attachments=[self._files.keep(person, name, data)])

    async def install(self, request: web.Request) -> web.Response:
        """The person gets the app; the bot hears of it."""
        person, chat = self._set_installed(request, installed=True)
        return await self._seats.deliver(*self._seats.activities.added(person, chat))

    async def uninstall(self, request: web.Request) -> web.Response:
        """The person takes the app out; the bot hears of it, and the chat stays."""
        person, chat = self._set_installed(request, installed=False)
        return await self._seats.deliver(*self._seats.activities.removed(person, chat))

    def _set_installed(self, request: web.Request, *, installed: bool) -> tuple[SandboxPerson, str]:
        person = self._seats.person(request)
        if self._seats.standings.of(person).installed is installed:
            raise CannotPlay(409, "The app is installed already." if installed else "The app is not installed.")
        self._seats.standings.set(person, Standing(installed))
        return person, self._seats.chats.open(person.id)[0]

    async def block(self, request: web.Request) -> web.Response:
        """The person blocks the bot; Teams does not tell it."""
        return self._set_blocked(request, blocked=True)

    async def unblock(self, request: web.Request) -> web.Response:
        return self._set_blocked(request, blocked=False)

    def _set_blocked(self, request: web.Request, *, blocked: bool) -> web.Response:
        person = self._seats.person(request)
        self._seats.standings.set(person, Standing(self._seats.standings.of(person).installed, blocked))
        return web.json_response({"blocked": blocked})


async def _upload(request: web.Request) -> tuple[str, bytes]:
    if not request.content_type.startswith("multipart/"):
        return request.query.get("name", ""), await request.read()
    async for part in await request.multipart():
        if isinstance(part, BodyPartReader) and part.filename:
            return part.filename, bytes(await part.read(decode=False))
    return "", b""
