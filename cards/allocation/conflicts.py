"""Conflicts of interest and prior affiliations (A2): each SIP's own card, and for the Trust Advisor all SIPs and what
each has declared. No school reads any of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from cards.allocation.listing import ROWS_AT_MOST, Looking, look_for, looking_data, numbers, open_one, page_rows
from cards.allocation.verbs import ConflictVerb
from cards.kit.elements import (
    Json,
    Tone,
    buttons,
    card,
    container,
    execute,
    heading,
    input_choice,
    input_date,
    input_text,
    refresh,
    reveal,
    status,
    text,
)
from cards.kit.lines import box, capital, closed_card, why
from cards.kit.safe_text import capped
from handbook.allocation.conflicts.conflict import DECLARABLE, Conflict, Origin, may_lift
from handbook.allocation.conflicts.declarations import Declaration, DeclarationStanding, standing
from handbook.allocation.needs import LONGEST, advises
from handbook.core.british_time import date_words, day_words, london_date
from handbook.core.people import Person
from handbook.core.plain_words import several
from handbook.core.school_years import AcademicYear

_BECAUSE: Final = "you are the Trust Advisor, who allocates SIPs"
_STANDS: Final[Mapping[DeclarationStanding, tuple[str, Tone]]] = {
    DeclarationStanding.DECLARED: ("Declared", "good"),
    DeclarationStanding.ASKED: ("Asked, no answer yet", "warning"),
    DeclarationStanding.NEVER: ("Not asked this year", "attention"),
}


@dataclass(frozen=True, slots=True)
class ConflictSeen:
    """A conflict with the name of its school, and whether it bars today."""

    conflict: Conflict
    school: str
    bars: bool


def declaration_card(
    declaration: Declaration, seen: Sequence[ConflictSeen], schools: Sequence[tuple[str, str]], viewer: Person
) -> Json:
    """A SIP's own; `schools` are those of the trust, as (name, URN)."""
    if viewer.id != declaration.sip_id:
        return closed_card()
    sip, year = {"sip": declaration.sip_id}, declaration.year
    all_said = execute(
        "This is complete",
        ConflictVerb.ALL_DECLARED,
        {**sip, "year": year.starts_in},
        style="positive",
        submits_inputs=False,
    )
    shown = seen[-ROWS_AT_MOST:]
    ongoing = [one for one in shown if one.conflict.origin is Origin.DECLARED and one.conflict.last_on is None]
    body = [
        _declared(declaration),
        text(
            "Anything that ties you to a school, or did in the last years: a post, governors, family or friends, paid "
            "work. You are not proposed to that school. You and the Trust Advisor read this; no school does."
        ),
        heading("On record"),
        *([_row(one) for one in shown] or [text("Nothing is on record.")]),
        *([text(f"{len(seen) - len(shown)} older ones are on record.")] if len(seen) > len(shown) else []),
        buttons(
            [
                *([] if declaration.declared_at else [all_said]),
                reveal("Add one", "add_box", ["over_box"]),
                *_over(ongoing),
            ]
        ),
        box("add_box", _form(sip, schools)),
        *_over_box(ongoing),
        why("you are a School Improvement Partner"),
    ]
    title = f"Your conflicts of interest, {year}"
    again = refresh(ConflictVerb.MINE, sip)
    return card(title, body, [], f"Please look through your conflicts of interest for {year}.", asks_again=again)


def _declared(declaration: Declaration) -> Json:
    if declaration.declared_at is not None:
        day = day_words(london_date(declaration.declared_at))
        return status("Declared", f"on {day}. You can add to it at any time", "good")
    return status("Your turn", f"add what is missing, then say that it is complete for {declaration.year}", "accent")


def _row(one: ConflictSeen) -> Json:
    conflict = one.conflict
    return container(
        [
            text(f"{one.school}: {conflict.kind.words}{days_words(conflict)}", bold=True),
            text(f"{_said_by(conflict)}. {_bars(one)}"),
            *([text(capped(f"“{conflict.words}”", 200, " …"))] if conflict.words else []),
        ]
    )


def _said_by(conflict: Conflict) -> str:
    return "Declared by you" if conflict.origin is Origin.DECLARED else capital(conflict.origin.words)


def days_words(conflict: Conflict) -> str:
    """From when until when, as far as it is known."""
    first = f", since {date_words(conflict.first_on)}" if conflict.first_on else ""
    if conflict.last_on is None:
        return first
    return (
        f"{first.replace('since', 'from')} until {date_words(conflict.last_on)}" if first else _until(conflict.last_on)
    )


def _until(day: date) -> str:
    return f", until {date_words(day)}"


def _bars(one: ConflictSeen) -> str:
    if one.conflict.lifted is not None and not one.bars:
        return "Lifted by the Trust Advisor with a reason."
    return "It keeps you from this school." if one.bars else "It is over, and keeps you from no school."


def _form(sip: Mapping[str, str], schools: Sequence[tuple[str, str]]) -> list[Json]:
    if not schools:
        return [text("The list names no schools yet.")]
    return [
        input_choice("urn", "School", "Please choose a school.", schools, searchable=True),
        input_choice("kind", "What ties you to it", "Please choose.", [(one.words, one.value) for one in DECLARABLE]),
        input_date("first_on", "Since, if you know", "Please choose a day."),
        input_date("last_on", "Until, if it is over", "Please choose a day."),
        input_text("words", "More (optional)", f"Please keep it below {LONGEST:,} characters.", at_most=LONGEST),
        buttons([execute("Put it on record", ConflictVerb.DECLARE, sip, style="positive")]),
    ]


def _over(ongoing: Sequence[ConflictSeen]) -> list[Json]:
    return [reveal("One is over", "over_box", ["add_box"])] if ongoing else []


def _over_box(ongoing: Sequence[ConflictSeen]) -> list[Json]:
    if not ongoing:
        return []
    choices = [(f"{one.school}: {one.conflict.kind.words}", one.conflict.id) for one in ongoing]
    items = [
        input_choice("conflict", "Which one", "Please choose one.", choices),
        input_date("over_on", "Last day", "Please choose the last day."),
        buttons([execute("Save the last day", ConflictVerb.END, {})]),
    ]
    return [box("over_box", items)]


def conflicts_card(
    year: AcademicYear,
    counts: Mapping[DeclarationStanding, int],
    shown: Sequence[tuple[Declaration, Person, int]],
    looking: Looking,
    matching: int,
) -> Json:
    """All SIPs, for the Trust Advisor; the number is of the conflicts on record of each."""
    left = counts.get(DeclarationStanding.NEVER, 0)
    ask = execute(
        f"Ask {several(left, 'SIP')}",
        ConflictVerb.ASK_ALL,
        {"year": year.starts_in},
        style="positive",
        submits_inputs=False,
        answered_here=True,
    )
    rows = [_sip(*one) for one in shown]
    choices = [(_STANDS[one][0], one.value) for one in DeclarationStanding]
    body = [
        numbers([(_STANDS[one][0], str(counts.get(one, 0))) for one in DeclarationStanding]),
        *([buttons([ask]), text("From then on every SIP is asked each school year.", muted=True)] if left else []),
        *look_for(ConflictVerb.LIST, {}, choices, looking, "SIP"),
        *page_rows(ConflictVerb.LIST, {}, rows, looking, matching, ("SIPs", "No SIP is like that.")),
        *open_one(
            ConflictVerb.OF_SIP, {}, "sip", "Open a SIP of this page", [(sip.name, sip.id) for _, sip, _ in shown]
        ),
        why(_BECAUSE),
    ]
    title = f"Conflicts of interest, {year}"
    return card(title, body, [], f"{title}.", asks_again=refresh(ConflictVerb.LIST, looking_data(looking)))


def _sip(declaration: Declaration, sip: Person, count: int) -> Json:
    word, tone = _STANDS[standing(declaration)]
    return status(word, f"{sip.name} – {count} on record" if count else f"{sip.name} – nothing on record", tone)


def conflicts_of_card(
    sip: Person,
    declaration: Declaration,
    seen: Sequence[ConflictSeen],
    names: Mapping[str, str],
    viewer: Person,
    page: int = 1,
) -> Json:
    """What ties one SIP to schools, for the Trust Advisor. `names` are those of who lifted, by id."""
    if not advises(viewer):
        return closed_card()
    first = (page - 1) * ROWS_AT_MOST
    shown = seen[first : first + ROWS_AT_MOST]
    to_lift = [one for one in shown if one.bars and may_lift(one.conflict, viewer)]
    lifted = [one for one in shown if one.conflict.lifted is not None]
    word, tone = _STANDS[standing(declaration)]
    turn = [
        *([_turn("Previous", sip, page - 1)] if page > 1 else []),
        *([_turn("Next", sip, page + 1)] if first + len(shown) < len(seen) else []),
    ]
    back = execute("All SIPs", ConflictVerb.LIST, {"page": 1}, submits_inputs=False, answered_here=True)
    body = [
        status(word, f"for {declaration.year}", tone),
        *([_row_for_advisor(one, names) for one in shown] or [text("Nothing is on record.")]),
        *_lift(to_lift),
        *_restore(lifted),
        buttons([*turn, back]),
        why(_BECAUSE),
    ]
    title = f"Conflicts of interest: {sip.name}"
    again = refresh(ConflictVerb.OF_SIP, {"sip": sip.id, "page": page})
    return card(title, body, [], "Conflicts of interest of a SIP.", asks_again=again)


def _turn(title: str, sip: Person, page: int) -> Json:
    data = {"sip": sip.id, "page": page}
    return execute(title, ConflictVerb.OF_SIP, data, submits_inputs=False, answered_here=True)


def _row_for_advisor(one: ConflictSeen, names: Mapping[str, str]) -> Json:
    conflict, lifted = one.conflict, one.conflict.lifted
    tie = f"{one.school}: {conflict.kind.words}{days_words(conflict)}"
    words = [text(capped(f"“{conflict.words}”", 200, " …"))] if conflict.words else []
    by = names.get(lifted.by_id, "the Trust Advisor") if lifted else ""
    reason = f"Lifted by {by} on {date_words(london_date(lifted.at))}: “{lifted.reason}”" if lifted else ""
    stands = "Bars the allocation" if one.bars else "Does not bar"
    return container(
        [
            text(tie, bold=True),
            text(f"{stands}: {conflict.origin.words}."),
            *words,
            *([text(capped(reason, 300, " …"))] if reason else []),
        ]
    )


def _lift(to_lift: Sequence[ConflictSeen]) -> list[Json]:
    if not to_lift:
        return []
    choices = [(f"{one.school}: {one.conflict.kind.words}", one.conflict.id) for one in to_lift]
    return [
        heading("Lift one"),
        input_choice("conflict", "Which one", "Please choose one.", choices),
        input_text(
            "lift_reason",
            "Why it does not matter here (this stays on record)",
            f"Please keep it below {LONGEST:,} characters.",
            at_most=LONGEST,
        ),
        buttons([execute("Lift it", ConflictVerb.LIFT, {}, style="destructive", answered_here=True)]),
    ]


def _restore(lifted: Sequence[ConflictSeen]) -> list[Json]:
    if not lifted:
        return []
    choices = [(f"{one.school}: {one.conflict.kind.words}", one.conflict.id) for one in lifted]
    return [
        input_choice("lifted", "Lifted ones", "Please choose one.", choices),
        buttons([execute("Let it bar again", ConflictVerb.RESTORE, {}, answered_here=True)]),
    ]
