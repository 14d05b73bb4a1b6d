"""One line of the board, for the Trust Advisor: what it is about, and which offers may help with a need, and why."""

from collections.abc import Mapping, Sequence
from typing import Final

from cards.good_practice.actions import introduction_data, line_data
from cards.good_practice.here import BECAUSE, back_to_board, here
from cards.good_practice.introduction import state_words
from cards.good_practice.verbs import PracticeVerb
from cards.kit.elements import (
    Json,
    buttons,
    card,
    container,
    execute,
    facts,
    heading,
    input_choice,
    input_text,
    quote,
    refresh,
    text,
)
from cards.kit.fitting import fitting
from cards.kit.folding import Fold, row
from cards.kit.lines import closed_card, why
from cards.kit.safe_text import capped
from handbook.core.people import Person, School
from handbook.good_practice.introduction import Introduction
from handbook.good_practice.line import PracticeLine, is_on_board, may_see_board
from handbook.good_practice.matching import Match
from handbook.good_practice.said import Part
from handbook.good_practice.tags import KEYS, OWN_AT_MOST, OWN_LENGTH, named, own_words

_TITLES: Final = {Part.OFFER: "An offer of good practice", Part.NEED: "A headteacher’s own need"}
_INTRODUCTIONS_AT_MOST: Final = 4


def line_card(
    line: PracticeLine,
    school: School,
    matches: Sequence[Match],
    introductions: Sequence[Introduction],
    schools: Mapping[str, str],
    viewer: Person,
) -> Json:
    """For the Trust Advisor, while it stands on the board. `introductions` are those in which it has a part, the newest
    first; `schools` are their names by URN."""
    if not may_see_board(viewer) or not is_on_board(line, school):
        return closed_card()
    about = f"About {'an offer' if line.is_offer else 'a need'} on the good practice board."
    title, again = _TITLES[line.part], refresh(PracticeVerb.LINE, line_data(line))
    return fitting(
        lambda parts: card(
            title, _body(line, school, matches, introductions, schools, parts), [], about, asks_again=again
        )
    )


def _body(
    line: PracticeLine,
    school: School,
    matches: Sequence[Match],
    introductions: Sequence[Introduction],
    schools: Mapping[str, str],
    parts: int,
) -> list[Json]:
    named_too = [("May be named at events", "yes" if line.may_be_named else "no")] if line.is_offer else []
    return [
        facts((("School", school.full_name), ("Topics", named(line.tags)), *named_too)),
        quote(capped(line.text, 600 // parts, " …"), "from the report"),
        *_introductions(line, introductions, schools),
        *([] if line.is_offer else _offers(line, matches, introductions, parts)),
        *row([back_to_board(line.part)], [_topics(line)]),
        why(BECAUSE),
    ]


def _introductions(line: PracticeLine, introductions: Sequence[Introduction], schools: Mapping[str, str]) -> list[Json]:
    if not introductions:
        return []
    shown = (_introduction(line, one, schools) for one in introductions[:_INTRODUCTIONS_AT_MOST])
    return [heading("Introductions"), *shown]


def _introduction(line: PracticeLine, introduction: Introduction, schools: Mapping[str, str]) -> Json:
    other = schools[introduction.need.urn if line.is_offer else introduction.offer.urn]
    opened = here("Open it", PracticeVerb.INTRODUCTION, introduction_data(introduction), f"With {other}")
    return container([text(f"With {other}: {state_words(introduction, schools)}"), buttons([opened])])


def _offers(
    line: PracticeLine, matches: Sequence[Match], introductions: Sequence[Introduction], parts: int
) -> list[Json]:
    if not matches:
        return [heading("Offers that may help"), text("No other school offers anything on these topics yet.")]
    asked = {one.offer.line_id for one in introductions if one.need.line_id == line.id}
    return [heading("Offers that may help"), *(_match(line, one, asked, parts) for one in matches)]


def _match(line: PracticeLine, match: Match, asked: set[str], parts: int) -> Json:
    tooltip = f"Asks both headteachers: {match.school.full_name}"
    introduce = here("Introduce", PracticeVerb.INTRODUCE, {"need": line.id, "offer": match.offer.id}, tooltip)
    return container(
        [
            text(match.school.full_name, bold=True),
            text(capped(match.offer.text, 300 // parts, " …")),
            text(match.reasons, muted=True),
            *([text("They were asked already: see above.")] if match.offer.id in asked else [buttons([introduce])]),
        ]
    )


def _topics(line: PracticeLine) -> Fold:
    known = list(KEYS.items())
    chosen = ",".join(KEYS[tag] for tag in line.tags if tag in KEYS)
    own = f"Topics of your own, with commas between ({OWN_AT_MOST} at most)"
    save = execute("Save the topics", PracticeVerb.TAG, line_data(line), style="positive", answered_here=True)
    room, written = OWN_AT_MOST * (OWN_LENGTH + 2), own_words(line.tags)
    items = [
        input_choice("topics", "Topics", "Please choose topics.", known, value=chosen, several=True),
        input_text("own_topics", own, "Please write fewer words.", at_most=room, multiline=False, value=written),
        buttons([save]),
    ]
    return Fold("topics_box", "Correct the topics …", items)
