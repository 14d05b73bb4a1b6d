"""A link of one's own to a file, as a card."""

from cards.kit.elements import Json, card, is_https, open_url, text
from cards.kit.lines import why


def link_card(title: str, words: str, button: str, url: str, because: str) -> Json:
    """The link, or why there is none. Teams opens https only; the sandbox's address is shown in words."""
    if not url:
        no = "SIP Desk has no public address, so it cannot offer downloads. Please tell the person looking after it."
        return card(title, [text(no), why(because)], [], title)
    opens = [open_url(button, url)] if is_https(url) else []
    return card(title, [text(words), *([] if opens else [text(url)]), why(because)], opens, title)
