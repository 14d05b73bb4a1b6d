"""What stands in a report outside the sections of the form: for its SIP, who says where it belongs, and for its
headteacher, who approves it with the rest."""

from collections.abc import Sequence
from typing import Final

from cards.kit.elements import Json, bullets, buttons, execute, facts, heading, input_choice, text
from cards.kit.lines import capital
from cards.kit.safe_text import capped
from cards.reports.actions import place_input, report_data
from cards.reports.verbs import ReportVerb
from handbook.reports.dossier import Dossier
from handbook.reports.paper.passages import LEFT_OUT, OF_ITS_OWN, Passage
from handbook.reports.paper.proforma import SECTIONS, Contents, Form

_ASKED_AT_ONCE: Final = 5
"""Passages with a box each on one card; the others follow once these have their place."""
_FACTS_AT_MOST: Final = 6
_TITLES: Final = {kind.key: kind.title for kind in SECTIONS}


def form_line(contents: Contents) -> list[Json]:
    """That it is on another form than the service's own."""
    if contents.form is not Form.OTHER:
        return []
    name = f" (“{capped(contents.form_name, 100, ' …')}”)" if contents.form_name else ""
    words = (
        f"This report is on another form{name}. I read it by the headings that I know. It is sent, "
        "approved and filed as any other."
    )
    return [text(words)]


def head_facts(contents: Contents, part: int = 1) -> list[Json]:
    """What people added to the head of the form. `part` is as with `fitting`."""
    if not contents.facts:
        return []
    more = len(contents.facts) - _FACTS_AT_MOST
    rest = [text(f"and {more} more, in the report")] if more > 0 else []
    shown = contents.facts[:_FACTS_AT_MOST]
    told = [(capped(label, 60 // part, " …"), capped(value, 120 // part, " …")) for label, value in shown]
    return [heading("Also at the top"), facts(told), *rest]


def subheadings(contents: Contents, part: int = 1) -> list[Json]:
    """Headings that people put into a section of ours."""
    if not contents.subheadings:
        return []
    named = [(capped(title, 100 // part, " …"), _TITLES.get(key, key)) for key, title in contents.subheadings]
    lines = [f"{title} (in “{section}”)" for title, section in named]
    return [heading("Headings that were added"), bullets(lines)]


def outside(contents: Contents, part: int = 1) -> list[Json]:
    """For the headteacher: sections that were added, and other words, with how each begins."""
    if not contents.outside:
        return []
    lines = [f"{_name(one, part)}: {_begins(one, 320 // part)}" for one in contents.outside]
    return [heading("Also in the report"), bullets(lines, 6, 480)]


def to_place(dossier: Dossier, part: int = 1) -> list[Json]:
    """For the SIP, in reading order: what stands in no section, with a box for where it belongs, and what was chosen
    already."""
    contents, version = dossier.newest.contents, dossier.newest.number
    open_ones = _open(contents)
    placed = [f"{_name(one, part)}: {_chosen(one)}" for one in contents.unplaced if one.belongs]
    lines = [heading("What you said of other words"), bullets(placed)] if placed else []
    if not open_ones:
        return lines
    asked = open_ones[: max(_ASKED_AT_ONCE // part, 1)]
    more = len(open_ones) - len(asked)
    rest = [text(f"{more} more will be asked about once these have their place.")] if more else []
    data = {**report_data(dossier.report, version), **choices_from(contents)}
    return [
        *lines,
        heading(f"In no section of the form: {len(open_ones)}"),
        text(
            "Where does it belong? It stays in the report in any case. The choice is kept for your next version, "
            "also where you send the report at once."
        ),
        *(element for number, one in asked for element in _question(number, one, part)),
        *rest,
        buttons(
            [
                execute("Keep these choices", ReportVerb.PLACE, data),
                *_always(asked, data),
            ]
        ),
    ]


def choices_from(contents: Contents) -> dict[str, int]:
    """What a button of the SIP's card carries, so that the boxes on the card are read with it."""
    asked = _open(contents)
    return {"from": asked[0][0]} if asked else {}


def _open(contents: Contents) -> list[tuple[int, Passage]]:
    return [(number, one) for number, one in enumerate(contents.unplaced) if not one.is_comment and not one.belongs]


def _always(asked: Sequence[tuple[int, Passage]], data: dict[str, str | int]) -> list[Json]:
    """Only a heading is known again in another report."""
    if not any(one.title for _, one in asked):
        return []
    return [execute("Always so under these headings", ReportVerb.PLACE_ALWAYS, data)]


def _question(number: int, passage: Passage, part: int) -> list[Json]:
    suggested = OF_ITS_OWN if passage.title else passage.near
    own = [("a section of its own", OF_ITS_OWN)] if passage.title else []
    choices = [*own, *((kind.title, kind.key) for kind in SECTIONS), ("leave out of the summary", LEFT_OUT)]
    near = f", near “{_TITLES[passage.near]}”" if passage.near in _TITLES and not passage.title else ""
    return [
        text(f"{_name(passage, part)}{near}: {_begins(passage, 500 // part)}"),
        input_choice(
            place_input(number),
            f"Belongs to ({capped(_name(passage, part), 60, ' …')})",
            "Please choose where these words belong.",
            choices,
            value=suggested,
        ),
    ]


def _chosen(passage: Passage) -> str:
    said = {LEFT_OUT: "left out of the summary", OF_ITS_OWN: "a section of its own"}
    return said.get(passage.belongs) or f"belongs to “{_TITLES[passage.belongs]}”"


def _name(passage: Passage, part: int) -> str:
    if not passage.title:
        return capital(passage.where)
    return f"{capped(passage.title, 100 // part, ' …')} (a section that was added)"


def _begins(passage: Passage, at_most: int) -> str:
    words = " ".join(passage.text.split())
    return f"“{capped(words, at_most, ' …')}”" if words else "nothing stands under it"
