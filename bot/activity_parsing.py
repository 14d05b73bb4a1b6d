"""What a person did, read out of an activity: pressed a button, sent files, typed words. Nothing of it is believed."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from html import unescape
from typing import Any, cast

from botbuilder.schema import Activity, Attachment

from automations.engine.inbound.port import Click, SentFile
from automations.engine.ports import SentMessage
from bot.message_marks import SENDING, mark_in

_FILE = "application/vnd.microsoft.teams.file.download.info"
_HTML = "text/html"
_REPLY = "http://schema.skype.com/Reply"
_QUOTE_BEGINS, _QUOTE_ENDS = "<blockquote", "</blockquote>"
_MARKUP = re.compile(
    r"<at[^<>]*>[^<>]*</at>|<quoted[^<>]*>[^<>]*</quoted>|</?quoted[^<>]*>|<attachment[^<>]*></attachment>"
)
_TAG = re.compile(r"<at[^<>]*>[^<>]*</at>|</?[a-z][^<>]*>", re.IGNORECASE)


def executed(activity: Activity) -> Click | None:
    """The press on an Action.Execute, or the refresh of a card; None where it is no such thing."""
    value = _object(activity.value)
    action = _object(value.get("action"))
    verb = action.get("verb")
    data = action.get("data")
    if not isinstance(verb, str) or not verb or not isinstance(data, dict | None):
        return None
    given = _object(data)
    return Click(
        verb=verb,
        data={name: value for name, value in given.items() if name != SENDING},
        sending=mark_in(given),
        message=_message(activity),
        automatic=value.get("trigger") == "automatic",
        route="teams",
    )


def submitted(activity: Activity) -> Click | None:
    """The press on an Action.Submit, which carries its verb among the data; None where the message is none."""
    pressed = _pressed(_object(activity.value))
    return pressed and replace(pressed, message=_message(activity), route="teams_submit", activity_id=activity.id)


def in_dialog(activity: Activity) -> Click | None:
    """The press that opens a dialog, or one in it; None where it is no such thing. It names no message: the dialog has
    a card of its own, whatever the message below it shows."""
    pressed = _pressed(_object(_object(activity.value).get("data")))
    return pressed and replace(pressed, route="dialog")


def _pressed(values: Mapping[str, Any]) -> Click | None:
    """What an Action.Submit sends: its verb among the data."""
    verb = values.get("verb")
    if not isinstance(verb, str) or not verb:
        return None
    data = {name: given for name, given in values.items() if name not in ("verb", "msteams", SENDING)}
    return Click(verb=verb, data=data, sending=mark_in(values))


def files_in(activity: Activity) -> tuple[SentFile, ...]:
    """The files that were attached. Pictures and the HTML twin of the text are attachments too, and no files."""
    return tuple(
        SentFile(name=attachment.name, url=url, activity_id=activity.id)
        for attachment in activity.attachments or ()
        if attachment.content_type == _FILE and isinstance(url := _object(attachment.content).get("downloadUrl"), str)
    )


def words_in(activity: Activity) -> str:
    """What was typed, without the bot's own name, without what it answers to, and without letters that nobody sees."""
    html = next((_html(one) for one in activity.attachments or () if _REPLY in _html(one)), "")
    text = html or activity.text
    if _QUOTE_ENDS in text:
        before, _, after = text.rpartition(_QUOTE_ENDS)
        text = after if _typed(after) else before.partition(_QUOTE_BEGINS)[0]
    return _typed(unescape(_TAG.sub(" ", text)) if html else text)


def _typed(text: str) -> str:
    lines = _MARKUP.sub(" ", text).strip().splitlines()
    own = [line for line in lines if not line.lstrip().startswith(">")]  # a quote in Markdown
    seen = "".join(letter for letter in "\n".join(own or lines) if unicodedata.category(letter) != "Cf")
    return seen.replace("\N{NO-BREAK SPACE}", " ").strip()


def _html(attachment: Attachment) -> str:
    return attachment.content if attachment.content_type == _HTML and isinstance(attachment.content, str) else ""


def _message(activity: Activity) -> SentMessage | None:
    if not activity.reply_to_id:
        return None
    return SentMessage(activity.conversation.id, activity.reply_to_id, activity.service_url)


def _object(value: object) -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", value) if isinstance(value, dict) else {}
