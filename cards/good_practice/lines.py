"""What a headteacher decides: which lines of an approved report stand on the Trust Advisor's board, and which are taken
off again (W3, P4, P5)."""

from collections.abc import Sequence
from typing import Final

from cards.good_practice.actions import lines_data
from cards.good_practice.verbs import PracticeVerb
from cards.kit.elements import Json, buttons, card, execute, heading, input_choice, refresh, text
from cards.kit.fitting import fitting
from cards.kit.lines import closed_card, why
from cards.kit.safe_text import capped
from cards.reports.lines import report_title
from handbook.core.people import Person, School
from handbook.good_practice.consent import ABOUT_NAMES, ABOUT_NEEDS, ABOUT_OFFERS, Proposal, may_decide
from handbook.good_practice.line import PracticeLine
from handbook.good_practice.said import WORDS_AT_MOST, Part, SaidLine
from handbook.good_practice.tags import named

LINES_AT_MOST: Final = 12
"""How many lines of a school are shown to be taken off, on one card."""
_NOTHING: Final = "This report has no lines for the board: it says nothing of good practice or of your own needs."
_WHY: Final = "you are the headteacher of this school"


def report_lines_card(proposed: Proposal, viewer: Person) -> Json:
    """For the school's headteacher: the lines of a report, with a tick at each that stands on the board."""
    if not may_decide(proposed.report, proposed.school, viewer):
        return closed_card()
    return fitting(lambda parts: _report_lines(proposed, parts))


def _report_lines(proposed: Proposal, parts: int) -> Json:
    offers, needs = proposed.of_part(Part.OFFER), proposed.of_part(Part.NEED)
    report = proposed.report
    save = execute("Save", PracticeVerb.DECIDE, lines_data(report), style="positive")
    body = [
        text(report_title(report, proposed.school)),
        *([text(_count(proposed), bold=True)] if offers or needs else []),
        *(_offers(proposed, offers, parts) if offers else []),
        *(_needs(proposed, needs, parts) if needs else []),
        *([buttons([save])] if offers or needs else [text(_NOTHING)]),
        text("You can change this at any time: type “my good practice”.", muted=True),
        why(_WHY),
    ]
    title = "What may the Trust Advisor’s board show?"
    again = refresh(PracticeVerb.LINES, {"report": report.id})
    return card(title, body, [], "About the good practice in an approved report.", asks_again=again)


def _count(proposed: Proposal) -> str:
    shown = sum(map(proposed.is_shown, proposed.said))
    return (
        f"{shown or 'None'} of {len(proposed.said)} {'line' if len(proposed.said) == 1 else 'lines'} on the board now."
    )


def _offers(proposed: Proposal, offers: Sequence[tuple[str, SaidLine]], parts: int) -> list[Json]:
    pupil = any(said.names_pupil for _, said in offers)
    caution = "A line that seems to name a pupil is shown only if you tick it; please do not."
    return [
        heading("Good practice in your school"),
        text(ABOUT_OFFERS),
        *([text(caution)] if pupil else []),
        *_numbered(offers, parts),
        _ticks("offers", "Show on the board", offers, [key for key, _ in offers if proposed.is_shown(key)]),
        _ticks("named", ABOUT_NAMES, offers, [key for key, _ in offers if proposed.is_named(key)]),
    ]


def _needs(proposed: Proposal, needs: Sequence[tuple[str, SaidLine]], parts: int) -> list[Json]:
    return [
        heading("Your own training and wellbeing"),
        text(ABOUT_NEEDS),
        *_numbered(needs, parts),
        _ticks("needs", "Show to the Trust Advisor", needs, [key for key, _ in needs if proposed.is_ticked(key)]),
    ]


def _numbered(lines: Sequence[tuple[str, SaidLine]], parts: int) -> list[Json]:
    words = (capped(said.words, WORDS_AT_MOST // parts, " …") for _, said in lines)
    return [text(f"Line {number}: {one}") for number, one in enumerate(words, 1)]


def _ticks(name: str, label: str, lines: Sequence[tuple[str, SaidLine]], ticked: Sequence[str]) -> Json:
    choices = [(f"Line {number}: {capped(said.words, 60, ' …')}", key) for number, (key, said) in enumerate(lines, 1)]
    return input_choice(name, label, "Please tick or untick lines.", choices, value=",".join(ticked), several=True)


def school_lines_card(school: School, lines: Sequence[PracticeLine], viewer: Person) -> Json:
    """For the headteacher of the school: its lines that stand on the board, to be taken off."""
    if viewer.id != school.headteacher_id:
        return closed_card()
    return fitting(lambda parts: _school_lines(school, lines, parts))


def _school_lines(school: School, lines: Sequence[PracticeLine], parts: int) -> Json:
    shown, more = lines[:LINES_AT_MOST], len(lines) - LINES_AT_MOST
    off = execute("Take these off the board", PracticeVerb.WITHDRAW, {"urn": school.urn})
    body = [
        text(school.full_name),
        *([] if shown else [text("Nothing of your school is on the Trust Advisor’s board.")]),
        *(_whole(line, number, parts) for number, line in enumerate(shown, 1)),
        *([text(f"{more} more are on the board: use the cards of their reports.")] if more > 0 else []),
        *([_withdraw(shown), buttons([off])] if shown else []),
        why(_WHY),
    ]
    title = "Your school on the good practice board"
    again = refresh(PracticeVerb.MINE, {"urn": school.urn})
    return card(title, body, [], "What the board shows of your school.", asks_again=again)


def _withdraw(lines: Sequence[PracticeLine]) -> Json:
    choices = [
        (f"Line {number}: {'offer' if line.is_offer else 'need'}, {named(line.tags)}", line.id)
        for number, line in enumerate(lines, 1)
    ]
    return input_choice("withdraw", "Take off the board", "Please choose lines.", choices, several=True)


def _whole(line: PracticeLine, number: int, parts: int) -> Json:
    event = " Your school may be named with it at events." if line.may_be_named else ""
    return text(f"Line {number}: {capped(line.text, WORDS_AT_MOST // parts, ' …')}{event}")
