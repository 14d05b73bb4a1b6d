"""Reading what the bot answers to its message extension: what the person would see of it."""

from typing import Any

from sandbox.connector.accepting import CARD, check_message
from sandbox.connector.refusals import Refused
from sandbox.connector.shapes import Object, a_list, an_object, text_of

_PREVIEWS = frozenset({"application/vnd.microsoft.card.hero", "application/vnd.microsoft.card.thumbnail"})
_OTHERS = frozenset({*_PREVIEWS, "application/vnd.microsoft.teams.card.o365connector"})
_LAYOUTS = frozenset({"list", "grid"})
LINK_VERSIONS = frozenset({"1.0", "1.1", "1.2", "1.3"})
"""A card that stands in for a link is shown up to here."""


def results_for(status: int, body: Any) -> Object | None:
    """`shows` is "results", with what each is chosen by and what is then sent, or "message". None for an answer that
    Teams cannot read, which it takes for no answer at all."""
    reply = an_object(an_object(body).get("composeExtension"))
    if status != 200:
        return None
    if reply.get("type") == "message" and text_of(reply, "text"):
        return {"shows": "message", "text": reply["text"]}
    if reply.get("type") != "result" or reply.get("attachmentLayout") not in _LAYOUTS:
        return None
    found = [_result(an_object(one)) for one in a_list(reply.get("attachments"))]
    shown = [one for one in found if one is not None]
    return {"shows": "results", "results": shown} if len(shown) == len(found) else None


def unfolded(status: int, body: Any) -> Object | None:
    """The same for a link: only the first result is used, and only where its card is old enough."""
    shown = results_for(status, body)
    if shown is None or shown["shows"] != "results":
        return None
    first = shown["results"][:1]
    versions = [text_of(an_object(one["sent"].get("content")), "version") for one in first]
    return {"shows": "results", "results": first} if LINK_VERSIONS.issuperset(versions) else None


def _result(attachment: Object) -> Object | None:
    """An Adaptive Card needs a preview beside it; other cards are previews of themselves."""
    kind = attachment.get("contentType")
    preview = an_object(attachment.get("preview")) or (attachment if kind in _PREVIEWS else {})
    shown = an_object(preview.get("content"))
    if kind not in (CARD, *_OTHERS) or preview.get("contentType") not in _PREVIEWS or not text_of(shown, "title"):
        return None
    sent = {key: attachment[key] for key in ("contentType", "content") if key in attachment}
    try:
        check_message({"attachments": [sent]})
    except Refused:
        return None
    return {"title": shown["title"], "text": text_of(shown, "text"), "sent": sent}
