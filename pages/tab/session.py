"""The session of somebody in the tab: signed by the service, short, and kept nowhere. It comes as a cookie, or, where a
browser keeps no cookies of pages in frames, in a header."""

import hashlib
import hmac
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

import jwt
from aiohttp import web

HEADER: Final = "X-SIP-Desk-Session"
LASTS: Final = timedelta(hours=1)
SHEET_LASTS: Final = timedelta(minutes=30)
_SESSION, _SHEET = "tab session", "tab sheet"


class Sessions:
    """`secret` is one that the service has anyway; the key is derived from it for this use alone. `is_local`: pages
    come without https, on this machine only."""

    def __init__(self, secret: str, *, is_local: bool) -> None:
        self._key = hmac.new(secret.encode(), b"sip-desk tab", hashlib.sha256).digest()
        self._is_local = is_local
        self._cookie = "sip-desk-tab" if is_local else "__Host-sip-desk-tab"

    def begun(self, person_id: str, now: datetime) -> str:
        return self._made(_SESSION, person_id, now + LASTS)

    def sheet_key(self, person_id: str, now: datetime) -> str:
        """Stands in the address of a workbook, since a download carries no header; good for that alone."""
        return self._made(_SHEET, person_id, now + SHEET_LASTS)

    def person_of(self, request: web.Request, now: datetime) -> str | None:
        """Whose session a request comes in, the header's first."""
        given = (request.headers.get(HEADER), request.cookies.get(self._cookie))
        found = (self._read(_SESSION, token, now) for token in given if token)
        return next((one for one in found if one), None)

    def person_of_sheet(self, key: str, now: datetime) -> str | None:
        return self._read(_SHEET, key, now)

    def cookie(self, token: str) -> str:
        """The header that sets it: for a page in Teams' frame, and for no other site that frames us."""
        cross = "SameSite=Lax" if self._is_local else "Secure; SameSite=None; Partitioned"
        return f"{self._cookie}={token}; Path=/; Max-Age={int(LASTS.total_seconds())}; HttpOnly; {cross}"

    def _made(self, audience: str, person_id: str, until: datetime) -> str:
        claims = {"aud": audience, "sub": person_id, "exp": int(until.timestamp())}
        return jwt.encode(claims, self._key, "HS256")

    def _read(self, audience: str, token: str, now: datetime) -> str | None:
        wanted = {"verify_exp": False, "require": ["aud", "sub", "exp"]}
        try:
            claims = jwt.decode(token, self._key, ["HS256"], audience=audience, options=wanted)  # pyright: ignore[reportArgumentType] - its types know no mapping built before
        except (jwt.PyJWTError, RecursionError, UnicodeError):
            return None
        return str(claims["sub"]) if claims["exp"] > now.timestamp() else None


def is_from_our_page(request: web.Request) -> bool:
    """Whether what changes something was sent by a page of ours: a cookie goes along wherever it was sent from."""
    if HEADER in request.headers:
        return True  # no other site may send that header
    origin = request.headers.get("Origin", "")
    return bool(origin) and urlsplit(origin).netloc == request.host
