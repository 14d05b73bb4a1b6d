"""Reading a bot's answer to a press of a button: what the person would see of it."""

from typing import Any

from sandbox.connector.accepting import CARD, fault_of_card
from sandbox.connector.shapes import Object, an_object, text_of

MESSAGE = "application/vnd.microsoft.activity.message"
ERROR = "application/vnd.microsoft.error"
SIGN_IN = "application/vnd.microsoft.activity.loginRequest"
OTHER_ERRORS = frozenset({f"{ERROR}.inccorectAuthCode", f"{ERROR}.preconditionFailed"})  # spelt as Teams spells it
UNREACHABLE = "Unable to reach app. Please try again."


def shown_for(status: int, body: Any) -> Object | None:
    """What the person sees: `shows` is "card", "message" or "error". None for an answer that Teams cannot read, which
    it takes for no answer at all."""
    reply = an_object(body)
    code, kind, value = reply.get("statusCode"), reply.get("type"), reply.get("value")
    if status != 200 or not isinstance(code, int):
        return None
    if code == 200:
        return _good(kind, value)
    if kind == ERROR and isinstance(value, dict):
        found = an_object(value)  # pyright: ignore[reportUnknownArgumentType] -- a JSON object
        return {"shows": "error", "code": found.get("code"), "text": text_of(found, "message")}
    if (code, kind) == (401, SIGN_IN) or kind in OTHER_ERRORS:
        return {"shows": "error", "code": kind, "text": "Something went wrong."}
    return None


def _good(kind: object, value: Any) -> Object | None:
    if kind == CARD and fault_of_card(value) is None:
        return {"shows": "card", "card": value}
    if kind == MESSAGE and isinstance(value, str) and value:
        return {"shows": "message", "text": value}
    return None
