"""The message extension's invokes (`composeExtension/…`), read, handed to the inbound port and answered in their
spelling.

They come from wherever somebody is: a chat of two people is called “personal” too, though we are not in it. So nothing
is taken from their conversation."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final, cast

from botbuilder.schema import Activity

from automations.engine.inbound.extension_port import (
    Asker,
    Asks,
    DialogCard,
    OpenedDialog,
    PastedLink,
    Results,
    Search,
    SentDialog,
)
from automations.engine.inbound.port import InboundPort, MessageAnswer
from bot import replies
from bot.person import NoPerson, person_of
from cards.kit.dialog_replies import dialog_message_reply, dialog_reply
from cards.kit.extension_replies import results_reply, search_message_reply

WORDS: Final = "words"
"""The name of the one parameter that the app package gives each search."""

_BOT: Final = re.compile(r"28:[0-9A-Za-z-]{1,64}")
_NAME_AT_MOST: Final = 64
_WORDS_AT_MOST: Final = 200
_URL_AT_MOST: Final = 4096
_PAGE: Final = 25
_SKIP_AT_MOST: Final = 100_000


class _Unreadable(Exception):
    """No client of ours can have sent this."""


def is_ours(activity: Activity) -> bool:
    return activity.name in _READERS


async def answered(inbound: InboundPort, activity: Activity) -> dict[str, Any]:
    """The body of the answer."""
    try:
        asks = _READERS[activity.name](_object(activity.value), activity)
        asker = Asker(person_of(activity), _chat_url(activity))
    except _Unreadable:
        await inbound.turned_away("unreadable", activity.name)
        return said(activity.name, replies.UNREADABLE_REQUEST)
    except NoPerson:
        await inbound.turned_away("no_person", activity.name)
        return said(activity.name, replies.NOBODY)
    return _body(activity.name, await inbound.asked(asker, asks))


def _body(name: str, answer: Results | DialogCard | MessageAnswer) -> dict[str, Any]:
    if isinstance(answer, Results):
        return results_reply([(one.title, one.line, one.card) for one in answer.found])
    if isinstance(answer, DialogCard):
        return dialog_reply(answer.title, answer.card, "small")
    return said(name, answer.text)


def said(name: str, text: str) -> dict[str, Any]:
    """One sentence; where a link was pasted, nobody asked for one, and nothing is shown."""
    if name == "composeExtension/queryLink":
        return results_reply(())
    return search_message_reply(text) if name == "composeExtension/query" else dialog_message_reply(text)


def _search(value: Mapping[str, Any], _: Activity) -> Search:
    options = _object(value.get("queryOptions"))
    skip, count = _number(options, "skip", 0), _number(options, "count", _PAGE)
    return Search(_command(value), _words(value.get("parameters")), skip, count)


def _pasted(value: Mapping[str, Any], _: Activity) -> PastedLink:
    url = value.get("url")
    if not isinstance(url, str):
        raise _Unreadable
    return PastedLink(url[:_URL_AT_MOST])  # longer ones are about nothing of ours


def _opened(value: Mapping[str, Any], activity: Activity) -> OpenedDialog:
    return OpenedDialog(_command(value), _text(activity.id, _NAME_AT_MOST))


def _sent(value: Mapping[str, Any], _: Activity) -> SentDialog:
    data = value.get("data")
    if not isinstance(data, dict):
        raise _Unreadable
    return SentDialog(_command(value), cast("Mapping[str, Any]", data))


_READERS: Final[Mapping[str, Callable[[Mapping[str, Any], Activity], Asks]]] = {
    "composeExtension/query": _search,
    "composeExtension/queryLink": _pasted,
    "composeExtension/fetchTask": _opened,
    "composeExtension/submitAction": _sent,
}


def _command(value: Mapping[str, Any]) -> str:
    return _text(value.get("commandId"), _NAME_AT_MOST)


def _words(parameters: object) -> str:
    """What was typed. Before that, Teams sends a parameter of its own, and some clients none."""
    if parameters is None:
        return ""
    if not isinstance(parameters, list):
        raise _Unreadable
    given = [_object(one) for one in cast("list[object]", parameters)]
    typed = next((one.get("value") for one in given if one.get("name") == WORDS), None)
    if not isinstance(typed, str | None):
        raise _Unreadable
    return (typed or "")[:_WORDS_AT_MOST]


def _number(options: Mapping[str, Any], name: str, otherwise: int) -> int:
    given = options.get(name, otherwise)
    if type(given) is not int or not 0 <= given <= _SKIP_AT_MOST:  # a bool is an int to isinstance
        raise _Unreadable
    return given


def _text(given: object, at_most: int) -> str:
    if not isinstance(given, str) or not 0 < len(given) <= at_most:
        raise _Unreadable
    return given


def _object(value: object) -> Mapping[str, Any]:
    if not isinstance(value, dict | None):
        raise _Unreadable
    return cast("Mapping[str, Any]", value or {})


def _chat_url(activity: Activity) -> str:
    """Opens, for whoever follows it, their own chat with the bot that was asked."""
    bot = activity.recipient.id
    return f"https://teams.microsoft.com/l/chat/0/0?users={bot}" if _BOT.fullmatch(bot) else ""
