"""The routes of the pages behind a letter. Opening one (GET, HEAD) changes nothing: programs that look at links do so
before people. Whatever is wrong with a link, one page says it in the same words."""

from collections.abc import Awaitable, Callable, Mapping
from secrets import token_urlsafe
from typing import Any, Final, cast
from urllib.parse import quote

from aiohttp import web

from automations.mail.page import MailPages, Opened
from handbook.core import outside_json
from handbook.core.refusal import Refused
from handbook.mail import links as rules
from handbook.reports.library import FiledItem
from pages.kit.page import page
from pages.kit.sent_form import sent_form
from pages.mail.card import parts

MAIL_PAGE: Final = "/mail/{key:[^/]{1,300}}"
CODE_PAGE: Final = f"{MAIL_PAGE}/code"
ENTER: Final = f"{MAIL_PAGE}/enter"
DOCUMENT: Final = f"{MAIL_PAGE}/document"
COOKIE: Final = "sipdesk_mail"
GONE: Final = (
    "It may be too old, it may have been used already, or the address may be incomplete.",
    "If something still waits for you, SIP Desk will write to you again. You can also ask the Trust Advisor.",
)
_TYPES: Final = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
_FIELDS_AT_MOST: Final = 60
_PARTS_AT_MOST: Final = 4000

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class MailDoor:
    """`content` reads a document out of the trust's library. `secure`: people reach the pages by https alone."""

    def __init__(self, pages: MailPages, content: Callable[[FiledItem], Awaitable[bytes]], *, secure: bool) -> None:
        self._pages = pages
        self._content = content
        self._secure = secure

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get(MAIL_PAGE, _usable(self.show)),
            web.post(MAIL_PAGE, _usable(self.press)),
            web.get(CODE_PAGE, _usable(self.ask)),
            web.post(CODE_PAGE, _usable(self.send_code)),
            web.post(ENTER, _usable(self.enter)),
            web.get(DOCUMENT, _usable(self.document)),
        ]

    async def show(self, request: web.Request) -> web.Response:
        return self._shown(request, await self._opened(request))

    async def ask(self, request: web.Request) -> web.Response:
        """Where a code is entered."""
        opened = await self._opened(request)
        return _code_page(request, opened)

    async def send_code(self, request: web.Request) -> web.Response:
        await self._pages.ask_for_code(_key(request))
        raise web.HTTPSeeOther(f"/mail/{_key(request)}/code")

    async def enter(self, request: web.Request) -> web.Response:
        await self._opened(request)  # before anything is read of what a stranger sends
        form, key, session = await sent_form(request), _key(request), token_urlsafe(32)
        link = await self._pages.enter_code(key, form.get("code", "")[:40], session)
        opened = await self._pages.opened(key, session)
        if not opened.is_proved:
            return _code_page(request, opened, max(0, rules.TRIES - link.tries))
        answer = web.HTTPSeeOther(f"/mail/{key}")
        answer.set_cookie(
            COOKIE,
            session,
            path=f"/mail/{key}",
            max_age=int(rules.SESSION_LASTS.total_seconds()),
            httponly=True,
            secure=self._secure,
            samesite="Lax",
        )
        raise answer

    async def press(self, request: web.Request) -> web.Response:
        """A button of the card, and what stands in its boxes."""
        await self._opened(request)  # as above
        form = await sent_form(request)
        verb, data = _pressed(form.pop("press", ""))
        typed = dict(list(form.items())[:_FIELDS_AT_MOST])
        try:
            pressed = await self._pages.pressed(_key(request), _session(request), verb, {**typed, **data})
        except Refused as no:
            if no.code == "no_code":
                raise web.HTTPSeeOther(f"/mail/{_key(request)}/code") from None
            opened = await self._opened(request)  # where the link cannot be used, that is what is said
            return self._shown(request, opened, problem=no.reason, typed=typed)
        opened = await self._opened(request)
        problem = pressed.problem
        return self._shown(request, opened, pressed.card, problem, typed if problem else {}, done=not problem)

    async def document(self, request: web.Request) -> web.Response:
        try:
            file = await self._pages.file(_key(request), _session(request))
        except Refused as no:
            if no.code == "no_code":
                raise web.HTTPSeeOther(f"/mail/{_key(request)}/code") from None
            raise
        data = file.data if isinstance(file.data, bytes) else await self._content(file.data)
        named = f"attachment; filename*=UTF-8''{quote(file.name, safe='')}"
        kind = _TYPES.get(file.name.rpartition(".")[2].lower(), "application/octet-stream")
        kept = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff"}
        return web.Response(body=data, content_type=kind, headers={"Content-Disposition": named, **kept})

    async def _opened(self, request: web.Request) -> Opened:
        return await self._pages.opened(_key(request), _session(request))

    def _shown(
        self,
        request: web.Request,
        opened: Opened,
        card: Mapping[str, Any] | None = None,
        problem: str = "",
        typed: Mapping[str, str] | None = None,
        *,
        done: bool = False,
    ) -> web.Response:
        def offers(verb: str, data: Mapping[str, Any]) -> bool:
            return opened.is_proved and self._pages.offers(opened.link, verb, data)

        shown = card or opened.card
        values = {
            "title": "Something waits for you",
            "here": f"/mail/{_key(request)}",
            "opened": opened,
            "parts": parts(shown, offers, typed) if shown else [],
            "problem": problem,
            "is_done": done and opened.link.ended_at is not None,
        }
        return page("mail/card.html", values)


def _usable(handler: Handler) -> Handler:
    """The one page, where the link cannot be used."""

    async def answer(request: web.Request) -> web.StreamResponse:
        try:
            return await handler(request)
        except Refused:
            return page("kit/sentence.html", {"title": rules.NO_USE.rstrip("."), "sentences": GONE}, status=404)

    return answer


def _code_page(request: web.Request, opened: Opened, tries: int | None = None) -> web.Response:
    """`tries` are those that are left after a wrong one."""
    values = {
        "title": "Enter your code",
        "here": f"/mail/{_key(request)}",
        "address": _veiled(opened.person.email),
        "is_asked": opened.link.codes > 0,
        "minutes": int(rules.CODE_LASTS.total_seconds() // 60),
        "tries": tries,
    }
    return page("mail/code.html", values)


def _veiled(address: str) -> str:
    """Enough for its owner to know it again."""
    name, _, host = address.partition("@")
    return f"{name[:1]}…@{host}"


def _key(request: web.Request) -> str:
    return quote(request.match_info["key"], safe="")


def _session(request: web.Request) -> str:
    return request.cookies.get(COOKIE, "")


def _pressed(value: str) -> tuple[str, Mapping[str, Any]]:
    """What a button sends: read as a button in Teams is, and believed as little."""
    try:
        said = outside_json.read(value.encode(), _PARTS_AT_MOST)
        outside_json.check(said)
        verb, data = said["verb"], said["data"]
    except (ValueError, TypeError, KeyError):
        return "", {}
    is_button = isinstance(verb, str) and isinstance(data, dict)
    return (verb, cast("dict[str, Any]", data)) if is_button else ("", {})
