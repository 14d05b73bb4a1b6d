"""How somebody comes to the document of a case: a link that works once."""

from datetime import datetime
from typing import Final

from cards.kit.elements import Json, card, is_https, open_url, text
from cards.kit.lines import why
from handbook.core.british_time import moment_words

_TITLE: Final = "Your document"


def case_link_card(url: str, until: datetime) -> Json:
    """The link, or why there is none. Teams opens https only; the sandbox's address is shown in words."""
    because = why("you asked for it")
    if not url:
        words = "SIP Desk has no public address, so it cannot offer downloads. Please tell the person looking after it."
        return card(_TITLE, [text(words), because], [], _TITLE)
    words = f"You can download it once, until {moment_words(until)}. Please keep it where only you can read it."
    button = [open_url("Download it", url)] if is_https(url) else []
    return card(_TITLE, [text(words), *([] if button else [text(url)]), because], button, _TITLE)
