"""The message extension, as the manifest names it. Ids and the name of the parameter are what the bot reads; what a
command does is said once, here, to people and to administrators."""

from typing import Final

SEARCHES: Final = {
    "reports": ("Reports", "Approved reports that are open to you; put one into the chat as a card"),
    "visits": ("Visits", "Your visits, what comes next first"),
    "schools": ("Schools", "The schools that you work with"),
    "faq": ("Questions and answers", "What schools have asked the service, with the answers"),
}
"""Titles and descriptions by id. Teams takes ten commands in all, of 32 and 128 characters."""

ACTION: Final = ("raise", "Raise a concern", "Goes on in your private chat with SIP Desk: nothing is said here")
PARAMETER: Final = "words"
_SOUGHT_BY: Final = {"faq": "Words of the question"}


def extension(app_id: str, site: str) -> dict[str, object]:
    """`site` is the host whose links may be shown as cards; nothing is asked about links where it is empty."""
    commands = [_search(name, *words) for name, words in SEARCHES.items()]
    handlers = [{"type": "link", "value": {"domains": [site]}}] if site else []
    return {
        "botId": app_id,
        "commands": [*commands, _action(*ACTION)],
        **({"messageHandlers": handlers} if handlers else {}),
    }


def _search(name: str, title: str, description: str) -> dict[str, object]:
    parameter = {
        "name": PARAMETER,
        "title": "Search",
        "description": _SOUGHT_BY.get(name, "School, town, URN, term or year"),
        "inputType": "text",
    }
    return {
        "id": name,
        "type": "query",
        "context": ["compose", "commandBox"],
        "title": title,
        "description": description,
        "initialRun": True,
        "parameters": [parameter],
    }


def _action(name: str, title: str, description: str) -> dict[str, object]:
    """Not offered on messages: what others wrote would be sent to us with it."""
    return {
        "id": name,
        "type": "action",
        "context": ["compose", "commandBox"],
        "title": title,
        "description": description,
        "fetchTask": True,
    }
