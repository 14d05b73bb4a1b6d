"""Every kind of call that we make of Microsoft Graph, as it goes over the wire, with what it needs."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import unquote

from graph import calendar_requests, mail_requests, requests, subscription_requests
from graph.graph_request import GraphRequest
from graph.permissions import NEEDS, Need

_BASE: Final = "{+baseurl}"
_ROOMS: Final = (requests, calendar_requests, subscription_requests, mail_requests)


@dataclass(frozen=True, slots=True)
class Call:
    """`path` is below /v1.0, with its variables as Graph's pages spell them; `made_by` the function that makes it."""

    method: str
    path: str
    made_by: str
    need: Need


def every_call() -> tuple[Call, ...]:
    """In the order of the code. Raises LookupError for a kind of call whose permission nobody has declared."""
    sdk, known = _builders(), {(made.__module__, made.__qualname__): need for made, need in NEEDS.items()}
    return tuple(_calls([ask for room in _ROOMS for ask in room.EVERY_KIND], sdk, known))


def _calls(asks: Iterable[GraphRequest], sdk: Any, known: dict[tuple[str, str], Need | None]) -> Iterable[Call]:
    for ask in asks:
        maker = (ask.__module__, ask.__qualname__.partition(".")[0])
        if maker not in known:
            raise LookupError(f"{'.'.join(maker)} makes a call for which graph/permissions.py declares nothing")
        need = known[maker]
        if need is not None:
            request = ask(sdk)
            yield Call(request.http_method.value, _path(request.url_template), ".".join(maker), need)  # pyright: ignore[reportOptionalMemberAccess] - `asked` sets it


def _path(template: str | None) -> str:
    """`{+baseurl}/drives/{drive%2Did}/list{+query}` is `/drives/{drive-id}/list`."""
    return re.sub(r"\{\+query\}$", "", unquote(template or "").removeprefix(_BASE))


def _builders() -> Any:
    """Builders that reach nobody: there is no adapter behind them."""
    from kiota_abstractions.authentication.anonymous_authentication_provider import (  # noqa: PLC0415 - as above
        AnonymousAuthenticationProvider,
    )
    from msgraph.graph_request_adapter import GraphRequestAdapter  # noqa: PLC0415 - the SDK is imported when needed
    from msgraph.graph_service_client import GraphServiceClient  # noqa: PLC0415 - as above

    return GraphServiceClient(request_adapter=GraphRequestAdapter(AnonymousAuthenticationProvider()))
