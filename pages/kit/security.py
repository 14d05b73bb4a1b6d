"""What the browser is told about a page: what it may load, who may show it in a frame, that nobody keeps it."""

from collections.abc import Mapping
from secrets import token_urlsafe
from typing import Final

TEAMS: Final = (
    "https://teams.microsoft.com",
    "https://*.teams.microsoft.com",
    "https://*.cloud.microsoft",
    "https://*.microsoft365.com",
    "https://*.office.com",
)
"""Where Teams, and Microsoft 365 around it, show an app's page in a frame."""

_NOBODY: Final = "'none'"
_ALWAYS: Final = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}


def fresh_nonce() -> str:
    """One for each answer: only scripts that carry it are run."""
    return token_urlsafe(18)


def headers(nonce: str, framed_by: tuple[str, ...] = ()) -> Mapping[str, str]:
    """Of an answer whose scripts, and styles within the page, carry `nonce`. `framed_by` are the origins that may show
    it in a frame; nobody may unless they are named."""
    policy = (
        "default-src 'none'",
        f"script-src 'nonce-{nonce}'",
        f"style-src 'self' 'nonce-{nonce}'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        f"frame-ancestors {' '.join(framed_by or (_NOBODY,))}",
    )
    framing = {} if framed_by else {"X-Frame-Options": "DENY"}
    return _ALWAYS | framing | {"Content-Security-Policy": "; ".join(policy)}
