"""Where a blank form is fetched (M5)."""

from collections.abc import Mapping, Sequence

from cards.kit.elements import (
    Json,
    bullets,
    buttons,
    card,
    execute,
    heading,
    input_choice,
    is_https,
    open_url,
    text,
)
from cards.kit.lines import why
from cards.reports.actions import FORM_FOR
from cards.reports.verbs import ReportVerb
from handbook.core.school_years import Term
from handbook.reports.paper.frameworks import Framework

_TITLE = "A blank form"


def blank_form_card(links: Mapping[Term, str], framework: Framework, to_begin: Sequence[tuple[str, str]] = ()) -> Json:
    """The address of each term's form, or why there is none; and for a SIP, of which school they begin one in the
    library."""
    because = why("you asked for a blank form")
    if not links:
        words = "SIP Desk has no public address, so it cannot offer downloads. Please tell the person looking after it."
        return card(_TITLE, [text(words), *_begins(to_begin), because], [], "About the blank form that you asked for.")
    body = [
        text("A Word document for each term. You may pass these links on: the forms hold nothing about anybody."),
        text(f"Judgements: {framework.name}."),
    ]
    opens = [open_url(f"{term} form (.docx)", url) for term, url in links.items() if is_https(url)]
    in_words = [] if opens else [bullets([f"{term}: {url}" for term, url in links.items()])]
    return card(_TITLE, [*body, *in_words, *_begins(to_begin), because], opens, "The blank form that you asked for.")


def _begins(to_begin: Sequence[tuple[str, str]]) -> list[Json]:
    if not to_begin:
        return []
    return [
        heading("Write it in the library"),
        text("The form of your school, with what is known filled in. It is yours to write until you send the report."),
        input_choice(FORM_FOR, "School and term", "Please choose the school and term.", to_begin, searchable=True),
        buttons([execute("Begin it", ReportVerb.FORM_BEGIN, {}, style="positive")]),
    ]
