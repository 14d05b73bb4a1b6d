"""One school of the proposal for the trust (A2): whom it is to have and why, why not somebody else, and what the Trust
Advisor can settle. Their private note stands here and nowhere else."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from cards.allocation.actions import run_data
from cards.allocation.needs import answer_lines
from cards.allocation.run import BECAUSE
from cards.allocation.verbs import ConflictVerb, NeedsVerb, RunVerb
from cards.kit.elements import (
    Json,
    bullets,
    buttons,
    card,
    execute,
    facts,
    heading,
    input_choice,
    input_text,
    refresh,
    reveal,
    status,
    text,
)
from cards.kit.lines import box, why
from cards.kit.safe_text import capped
from handbook.allocation.needs import LONGEST, SchoolNeeds
from handbook.allocation.personality import LEANINGS, PersonalityNote
from handbook.allocation.run import AllocationRun
from handbook.core.people import School

REASONS_AT_MOST: Final = 6


@dataclass(frozen=True, slots=True)
class Weighed:
    """A SIP weighed for a school: the score and up to six reasons, the last of them private; `why_not` says why it is
    not them, empty of whom it is."""

    sip_id: str
    name: str
    score: int
    reasons: Sequence[str]
    why_not: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """A school of a run with all that its card looks at. `chosen` is whom it is to have, `asked` who was asked about;
    `sips` are all of the trust, as (name, id). `because` says why nobody else was looked for, or why it has nobody.
    `notes` are the Trust Advisor's own about its headteacher, and `waits` says that the school is being asked
    already."""

    run: AllocationRun
    school: School
    needs: SchoolNeeds
    now: str
    sips: Sequence[tuple[str, str]]
    chosen: Weighed | None = None
    asked: Weighed | None = None
    because: str = ""
    alternates: Sequence[str] = ()
    notes: Sequence[PersonalityNote] = ()
    waits: bool = False


def placement_card(placed: Placed) -> Json:
    run, school = placed.run, placed.school
    data = {**run_data(run), "urn": school.urn}
    asked_id = placed.asked.sip_id if placed.asked else ""
    body = [
        _stands(placed),
        facts(
            (
                ("SIP now", placed.now or "nobody"),
                ("Next best", ", ".join(placed.alternates) or "nobody"),
            )
        ),
        *(_weighed(placed.chosen, "Why") if placed.chosen else []),
        *(_weighed(placed.asked, "What about") if placed.asked else []),
        *_choose(placed, data),
        *_folds(placed, data, asked_id),
        why(BECAUSE),
    ]
    shows = RunVerb.WHY_NOT if asked_id else RunVerb.SCHOOL
    again = refresh(shows, {**data, "sip": asked_id} if asked_id else data)
    return card(
        f"A SIP for {school.full_name}", body, [], "One school of the proposal for the trust.", asks_again=again
    )


def _stands(placed: Placed) -> Json:
    if placed.waits:
        return status("Being asked", "headteacher and Chair of Governors are asked about a SIP already", "accent")
    if placed.chosen is None:
        return status("No SIP", capped(placed.because, 400, " …") or "nobody has room", "attention")
    name = placed.chosen.name
    because = f" – {placed.because}" if placed.because else ""
    if placed.school.urn in placed.run.locked:
        return status("Settled by you", f"{name}{because}", "emphasis")
    if placed.chosen.sip_id == placed.school.sip_id:
        return status("Keeps its SIP", f"{name}{because}", "good")
    return status("Another SIP", f"{name}{because}", "warning")


def _weighed(one: Weighed, how: str) -> list[Json]:
    title = f"{how} {one.name}{'?' if how != 'Why' else ''}"
    return [
        heading(f"{title} – {one.score} of 100"),
        *(text(line) for line in one.why_not),
        bullets(list(one.reasons), REASONS_AT_MOST, 300),
    ]


def _choose(placed: Placed, data: dict[str, str | int]) -> list[Json]:
    """One of all SIPs, to ask about or to settle."""
    about = placed.asked or placed.chosen
    chosen = about.sip_id if about else ""
    known = chosen if any(sip_id == chosen for _, sip_id in placed.sips) else ""
    unlock = execute("Leave it open again", RunVerb.UNLOCK, data, submits_inputs=False, answered_here=True)
    settle = execute("Settle this one", RunVerb.LOCK, data, answered_here=True)
    propose = execute("Ask the school now", RunVerb.PROPOSE, data, answered_here=True)
    back = execute(
        "Back to the proposal",
        RunVerb.SHOW,
        {**run_data(placed.run), "page": 1},
        submits_inputs=False,
        answered_here=True,
    )
    if not placed.sips:
        return [buttons([back])]
    return [
        input_choice("sip", "Choose a SIP", "Please choose a SIP.", placed.sips, value=known),
        buttons(
            [
                execute("Why not this one?", RunVerb.WHY_NOT, data, answered_here=True),
                *([] if placed.waits else [settle, propose]),
                *([unlock] if placed.school.urn in placed.run.locked else []),
                back,
            ]
        ),
    ]


def _folds(placed: Placed, data: dict[str, str | int], asked_id: str) -> list[Json]:
    needs = {"urn": placed.needs.urn, "year": placed.needs.year.starts_in}
    about = placed.asked or placed.chosen
    opens = [
        reveal("What the school needs", "needs_box", ["private_box"]),
        *([reveal("Your private note", "private_box", ["needs_box"])] if about else []),
        execute("Wishes and talks", NeedsVerb.SHOW, needs, submits_inputs=False, answered_here=True),
        *(
            [
                execute(
                    "Conflicts of interest",
                    ConflictVerb.OF_SIP,
                    {"sip": about.sip_id},
                    submits_inputs=False,
                    answered_here=True,
                )
            ]
            if about
            else []
        ),
    ]
    return [
        buttons(opens),
        box("needs_box", answer_lines(placed.needs.answers)),
        *([box("private_box", _private(placed, about, data))] if about else []),
    ]


def _private(placed: Placed, about: Weighed, data: dict[str, str | int]) -> list[Json]:
    note = next((one for one in placed.notes if one.sip_id == about.sip_id), None)
    choices = [(words, str(weight)) for weight, words in LEANINGS.items()]
    return [
        text(f"How {about.name} and the headteacher would get on. Only you ever read this."),
        input_choice("leaning", "They", "Please choose.", choices, value=str(note.weight if note else 0)),
        input_text(
            "private",
            "In your words",
            f"Please keep it below {LONGEST:,} characters.",
            at_most=LONGEST,
            value=note.words if note else "",
        ),
        buttons([execute("Save my note", RunVerb.PRIVATE, {**data, "about": about.sip_id}, answered_here=True)]),
    ]
