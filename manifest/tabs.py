"""Personal tabs: pages of the service that stand beside the chat in the app."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_CHAT: Final = {"entityId": "conversations", "scopes": ["personal"]}
"""The bot's chat: Teams' own name for it. Named first, it stays what the app opens with."""


@dataclass(frozen=True, slots=True)
class Tab:
    """`id` names it in links to it, for ever; `path` is where the service serves it, and begins with a slash."""

    id: str
    name: str
    path: str


TABS: Final[Sequence[Tab]] = (Tab("overview", "Overview", "/tab"),)


def static_tabs(domain: str, tabs: Sequence[Tab]) -> dict[str, object]:
    """What the manifest says of them; nothing where there is none."""
    if not tabs:
        return {}
    return {"staticTabs": [_CHAT, *(_tab(domain, tab) for tab in tabs)]}


def _tab(domain: str, tab: Tab) -> dict[str, object]:
    url = f"https://{domain}{tab.path}"
    return {"entityId": tab.id, "name": tab.name, "contentUrl": url, "websiteUrl": url, "scopes": ["personal"]}
