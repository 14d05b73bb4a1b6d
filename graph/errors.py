"""What Graph and the wire can answer, said once in the words of `handbook.core.external_errors`. The text of every
error is codes and a request id for Microsoft's support: no name, no file, no content. So the original error is never
chained to it."""

import re
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from handbook.core.external_errors import (
    Conflict,
    ExternalError,
    Forbidden,
    Locked,
    NoRoom,
    NotFound,
    NoToken,
    Rejected,
    SignInRefused,
    Unavailable,
)

if TYPE_CHECKING:
    from kiota_abstractions.api_error import APIError

NOT_NOW = frozenset({408, 412, 429, 500, 502, 503, 504, 509})
UNANNOUNCED_503_S = 30.0  # SharePoint's 503 without Retry-After asks for at least this
_BY_STATUS: dict[int, type[ExternalError]] = {
    401: SignInRefused,
    403: Forbidden,
    404: NotFound,
    410: NotFound,
    409: Conflict,
    423: Locked,
    507: NoRoom,
}
_CHANGED = frozenset({"resourceModified"})
"""With 409 as with 412: two wrote at once. Both may try again."""
_CODE = re.compile(r"[A-Za-z0-9_.-]{1,80}")


def answered(status: int, headers: Mapping[str, str], code: str | None = None) -> ExternalError:
    """The error for a reply of this status. A 5xx may come after the work was done."""
    said = code if code and _CODE.fullmatch(code) else "no code"
    text = f"{status} {said} (request-id {headers.get('request-id', 'none')})"
    if status in NOT_NOW or code in _CHANGED:
        error = Unavailable(text, _wait(status, headers))
    else:
        error = _BY_STATUS.get(status, Rejected)(text)
    error.status, error.code = status, said
    return error


@contextmanager
def translated() -> Generator[None]:
    """Turns whatever the SDK, the HTTP client or the credential raises inside into a `ExternalError`."""
    import httpx  # noqa: PLC0415 - the SDK and its client are imported when first needed, never at start-up
    from azure.core.exceptions import AzureError, ClientAuthenticationError  # noqa: PLC0415 - as above
    from kiota_abstractions.api_error import APIError  # noqa: PLC0415 - as above

    try:
        yield
    except APIError as error:
        raise answered(error.response_status_code or 500, error.response_headers or {}, _code(error)) from None
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise Unavailable(type(error).__name__) from None
    except ClientAuthenticationError as error:
        raise NoToken(f"no token: {_sign_in_code(error)}") from None
    except AzureError as error:
        raise Unavailable(f"no token: {type(error).__name__}") from None


def _code(error: "APIError") -> str | None:
    """Graph's own code. A reply that is no JSON (a gateway's page) has none."""
    main = getattr(error, "error", None)
    code = getattr(main, "code", None)
    return code if isinstance(code, str) else None


def _sign_in_code(error: Exception) -> str:
    """Entra's code out of a text that may name tenant, app and person."""
    found = re.search(r"AADSTS\d+", str(error))
    return found.group() if found else type(error).__name__


def _wait(status: int, headers: Mapping[str, str]) -> float | None:
    said = headers.get("retry-after")
    if said is None:
        return UNANNOUNCED_503_S if status == 503 else None
    try:
        return max(0.0, float(said))
    except ValueError:
        return _until(said, headers)


def _until(date: str, headers: Mapping[str, str]) -> float | None:
    """Seconds from the reply's own `Date` to the date asked for, so that a wrong clock here does no harm."""
    try:
        answered_at = headers.get("date")
        start = parsedate_to_datetime(answered_at) if answered_at else datetime.now(UTC)
        return max(0.0, (parsedate_to_datetime(date) - start).total_seconds())
    except (ValueError, TypeError):  # no date at all, or one without a zone
        return None
