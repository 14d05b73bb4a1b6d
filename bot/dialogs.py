"""Dialogs: a button opens a card of its own over the chat (`task/fetch`), and what is pressed there is answered there
(`task/submit`). Both are clicks to the inbound port; only their spelling is another."""

import json
from typing import Any, Final

from botbuilder.schema import Activity

from automations.engine.inbound.port import CardAnswer, Click, InboundPort
from bot import replies
from bot.activity_parsing import in_dialog
from bot.person import NoPerson, is_personal, sender_of
from cards.kit.dialog_replies import OPENER, dialog_message_reply, dialog_reply
from cards.kit.folding import as_asked

TITLE: Final = "SIP Desk"
"""Of every dialog; what it is about is the heading of its card."""
_FETCH: Final = "task/fetch"
_OURS: Final = frozenset((_FETCH, "task/submit"))


def is_ours(activity: Activity) -> bool:
    return activity.name in _OURS


async def answered(inbound: InboundPort, activity: Activity) -> dict[str, Any]:
    """The body of the answer: a card in the dialog, or a sentence in its place."""
    click = in_dialog(activity)
    if click is None:
        return said(replies.UNREADABLE)
    if not is_personal(activity):
        return said(replies.PERSONAL_ONLY)
    try:
        sender = sender_of(activity)
    except NoPerson:
        await inbound.turned_away("no_person", activity.name)
        return said(replies.NOBODY)
    answer = await inbound.clicked(sender, click)
    if not isinstance(answer, CardAnswer):
        return said(answer.text)
    return dialog_reply(TITLE, as_asked(answer.card, click.data), opener=_opener(activity, click))


def _opener(activity: Activity, click: Click) -> str:
    """The press that opened the dialog: this one, or the one that it was made in."""
    if activity.name == _FETCH:
        return json.dumps({"verb": click.verb, **click.data})
    return str(click.data.get(OPENER, ""))


def said(text: str) -> dict[str, Any]:
    return dialog_message_reply(text)
