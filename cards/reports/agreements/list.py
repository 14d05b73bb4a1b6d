"""How the agreements of all schools stand, for the Trust Advisor: in words and in colours, page by page; and all that
have not answered asked in one press (W4, W5, D1)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from cards.kit.elements import (
    Json,
    Tone,
    bullets,
    buttons,
    card,
    execute,
    heading,
    input_choice,
    input_text,
    refresh,
    status,
    text,
)
from cards.kit.lines import capital, why
from cards.reports.agreements.actions import ALL, NOT_ANSWERED, ShowAgreements, list_data
from cards.reports.agreements.lines import on
from cards.reports.agreements.verbs import AgreementVerb
from handbook.core.people import School
from handbook.core.plain_words import several
from handbook.reports.agreements.agreement import SharingAgreement
from handbook.reports.agreements.standing import LIGHTS, WRITES, AskOutcome, AskRound, Light, Standing
from handbook.reports.agreements.texts import NAMES, AgreementKind

ROWS_AT_MOST: Final = 8


@dataclass(frozen=True, slots=True)
class Row:
    """A school in the list. `waited` is in school days, None where nothing waits or that is not known."""

    school: School
    agreement: SharingAgreement
    standing: Standing
    waited: int | None = None


_TONES: Final[Mapping[Light, Tone]] = {Light.GREEN: "good", Light.AMBER: "warning", Light.RED: "attention"}
WORDS: Final = {
    Standing.SIGNED: "Signed",
    Standing.TEXT_CHANGED: "Signed, text changed since",
    Standing.NEW_YEAR: "Signed in an earlier school year",
    Standing.WAITING: "Asked",
    Standing.NEVER_ASKED: "Never asked",
    Standing.DECLINED: "Declined",
    Standing.WITHDRAWN: "Withdrawn",
    Standing.NO_HEADTEACHER: "No headteacher",
}


def agreements_card(
    found: Sequence[tuple[School, Standing]], shown: Sequence[Row], asked: ShowAgreements, matching: int
) -> Json:
    """`found` are all schools; `shown` is the page that was asked for, of the `matching` ones."""
    names = NAMES[asked.kind]
    counts = Counter(standing for _, standing in found)
    rows = [(WORDS[one], counts[one]) for one in Standing if counts[one]]
    body = [
        _numbers([*rows, ("All schools", len(found))]),
        *_sought(asked),
        *_page(shown, asked, matching),
        why("you are the Trust Advisor, who asks schools for it"),
    ]
    title = capital(names.plural)
    again = refresh(AgreementVerb.LIST, list_data(asked))
    return card(title, body, _actions(asked), f"{title} of all schools.", asks_again=again)


def ask_all_card(kind: AgreementKind, counts: Mapping[AskOutcome, int], number: int) -> Json:
    """How many would be asked, before anybody is. `number` is of the round that the press begins."""
    names, writes = NAMES[kind], sum(counts.get(one, 0) for one in WRITES)
    data = list_data(ShowAgreements(kind))
    words = f"{several(writes, 'school')} would get a message about the {names.name}. Nobody has been asked yet."
    body = [
        text(words if writes else "There is nobody to ask now."),
        _numbers([*_counted(counts), ("All schools", sum(counts.values()))]),
        text("Schools that have declined or withdrawn are not asked again here: you can ask one on its own card."),
        why("you are the Trust Advisor, who asks schools for it"),
    ]
    ask = execute(
        f"Ask {several(writes, 'school')}",
        AgreementVerb.ASK_ALL,
        {"kind": kind.value, "number": number},
        style="positive",
    )
    back = execute("Back to the list", AgreementVerb.LIST, data)
    title = f"Ask all who have not answered: {names.plural}"
    again = refresh(AgreementVerb.PREVIEW_ALL, {"kind": kind.value})
    return card(title, body, [*([ask] if writes else []), back], f"{title}?", asks_again=again)


def round_card(of_round: AskRound) -> Json:
    """What became of it: each school that was on the list is counted once."""
    names, done = NAMES[of_round.kind], not of_round.left
    still = [("Still to come", len(of_round.left))] if of_round.left else []
    stands = (
        status("Done", f"all {of_round.total} schools were gone through", "good")
        if done
        else status("Under way", "messages go out one after the other", "accent")
    )
    body = [
        stands,
        _numbers([*_counted(of_round.counts), *still, ("All schools", of_round.total)]),
        text("You are told by name who Teams cannot reach. The list says who has answered."),
        why("you asked all schools that had not answered"),
    ]
    back = execute("Back to the list", AgreementVerb.LIST, list_data(ShowAgreements(of_round.kind)))
    how_far = execute("How far is it?", AgreementVerb.SHOW_ROUND, {"round": of_round.id})
    title = f"Asked{on(of_round.begun_at)}: {names.plural}"
    again = refresh(AgreementVerb.SHOW_ROUND, {"round": of_round.id})
    return card(title, body, [back] if done else [how_far, back], f"{title}. What became of it.", asks_again=again)


_OUTCOMES: Final = {
    AskOutcome.ASKED: "Asked for the first time",
    AskOutcome.ASKED_AGAIN: "Asked again: text, school year or headteacher is new",
    AskOutcome.REMINDED: "Reminded: asked before, no answer",
    AskOutcome.ANSWERED: "Left: signed",
    AskOutcome.SAID_NO: "Left: declined or withdrawn",
    AskOutcome.TOLD_TODAY: "Left: had a message today",
    AskOutcome.NO_HEADTEACHER: "Left: no headteacher on the list",
    AskOutcome.GONE: "Left: no longer on the list",
}
"""What is announced, and what was done, in the same words."""


def _counted(counts: Mapping[AskOutcome, int]) -> list[tuple[str, int]]:
    return [(words, counts[one]) for one, words in _OUTCOMES.items() if counts.get(one)]


def _numbers(rows: Sequence[tuple[str, int]]) -> Json:
    """Line by line: two columns would cut these words on a phone."""
    return bullets([f"{words}: {count}" for words, count in rows], at_most=len(rows))


def _sought(asked: ShowAgreements) -> list[Json]:
    choices = [("All schools", ALL), ("Not answered, or out of date", NOT_ANSWERED)]
    choices += [(WORDS[one], one.value) for one in Standing]
    press = execute("Show", AgreementVerb.LIST, {"kind": asked.kind.value, "page": 1})
    return [
        heading("Look for"),
        input_choice("show", "Show", "Please choose.", choices, value=asked.show or ALL),
        input_text(
            "find", "Part of a school’s name", "Please shorten it.", at_most=60, multiline=False, value=asked.find
        ),
        buttons([press]),
    ]


def _page(shown: Sequence[Row], asked: ShowAgreements, matching: int) -> list[Json]:
    if not shown:
        return [heading("Schools"), text("No school is like that.")]
    first = (asked.page - 1) * ROWS_AT_MOST + 1
    title = f"Schools {first} to {first + len(shown) - 1} of {matching}"
    turn = [
        *([_turn("Previous", asked, asked.page - 1)] if asked.page > 1 else []),
        *([_turn("Next", asked, asked.page + 1)] if first + len(shown) <= matching else []),
    ]
    schools = [(row.school.full_name, row.school.urn) for row in shown]
    return [
        heading(title),
        *(_row(row) for row in shown),
        *([buttons(turn)] if turn else []),
        input_choice("urn", "Open a school of this page", "Please choose a school.", schools),
        buttons([execute("Open", AgreementVerb.OPEN, {"kind": asked.kind.value})]),
    ]


def _turn(title: str, asked: ShowAgreements, page: int) -> Json:
    return execute(title, AgreementVerb.LIST, list_data(asked, page=page), submits_inputs=False)


def _row(row: Row) -> Json:
    return status(WORDS[row.standing], f"{row.school.full_name}{_detail(row)}", _TONES[LIGHTS[row.standing]])


def _detail(row: Row) -> str:
    agreement, standing = row.agreement, row.standing
    days = f"{row.waited} school {'day' if row.waited == 1 else 'days'}"
    waits = f"waiting {days}" if row.waited is not None else "no answer yet"
    if standing is Standing.WAITING:
        return f" – {waits}"
    if standing in (Standing.TEXT_CHANGED, Standing.NEW_YEAR):
        again = f"asked again, {waits}" if agreement.asked_again else "not asked again yet"
        return f" – text {agreement.text_version}, {agreement.signed_for}; it holds; {again}"
    if standing is Standing.SIGNED:
        paper = " on paper" if agreement.signature and agreement.signature.paper else ""
        return f" – text {agreement.text_version}{paper}, by {agreement.typed_name}"
    if standing in (Standing.DECLINED, Standing.WITHDRAWN):
        return f" –{on(agreement.answered_at)}"
    return ""


def _actions(asked: ShowAgreements) -> list[Json]:
    other = next(kind for kind in AgreementKind if kind is not asked.kind)
    kind = {"kind": asked.kind.value}
    return [
        execute("Ask all who have not answered…", AgreementVerb.PREVIEW_ALL, kind, submits_inputs=False),
        execute("The text…", AgreementVerb.SHOW_TEXT, {**kind, "version": ""}, submits_inputs=False),
        execute(
            capital(NAMES[other].plural), AgreementVerb.LIST, list_data(ShowAgreements(other)), submits_inputs=False
        ),
    ]
