"""Where a blank form is fetched (M5)."""

from collections.abc import Mapping

from cards.kit.elements import Json, bullets, card, is_https, open_url, text
from cards.kit.lines import why
from handbook.core.school_years import Term
from handbook.reports.paper.frameworks import Framework

_TITLE = "A blank form"


def blank_form_card(links: Mapping[Term, str], framework: Framework) -> Json:
    """The address of each term's form, or why there is none."""
    because = why("you asked for a blank form")
    if not links:
        words = "SIP Desk has no public address, so it cannot offer downloads. Please tell the person looking after it."
        return card(_TITLE, [text(words), because], [], "About the blank form that you asked for.")
    body = [
        text("A Word document for each term. You may pass these links on: the forms hold nothing about anybody."),
        text(f"Judgements: {framework.name}."),
    ]
    buttons = [open_url(f"{term} form (.docx)", url) for term, url in links.items() if is_https(url)]
    in_words = [] if buttons else [bullets([f"{term}: {url}" for term, url in links.items()])]
    return card(_TITLE, [*body, *in_words, because], buttons, "The blank form that you asked for.")
