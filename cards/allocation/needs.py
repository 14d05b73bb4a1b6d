"""What a school wishes for and needs of its SIP (A1): a form for its headteacher, and for the Trust Advisor the
answers, their notes of the talk, and the list of all schools."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final

from cards.allocation.listing import Looking, look_for, looking_data, numbers, open_one, page_rows
from cards.allocation.needs_actions import needs_data
from cards.allocation.verbs import NeedsVerb
from cards.kit.elements import (
    Json,
    Tone,
    buttons,
    card,
    execute,
    facts,
    heading,
    input_choice,
    input_date,
    input_text,
    quote,
    refresh,
    status,
    text,
)
from cards.kit.lines import closed_card, why
from handbook.allocation.needs import LONGEST, Answers, SchoolNeeds, Wish, advises, may_say
from handbook.core.british_time import date_words, day_words, london_date
from handbook.core.people import Person, School
from handbook.core.plain_words import several
from handbook.core.school_years import AcademicYear
from handbook.good_practice.tags import KEYS, own_words
from handbook.sip_team.record import OfstedPosition, Phase, SchoolContext

NOTES_AT_MOST: Final = 5
_INTRO: Final = (
    "The Trust Advisor looks for the SIP who suits your school best. What you say here is read by the Trust Advisor; "
    "nothing of it is required."
)
_BECAUSE: Final = "you are the Trust Advisor, who allocates SIPs"


class NeedsStanding(StrEnum):
    """As the list says it."""

    ANSWERED = "answered"
    ASKED = "asked"
    NOT_ASKED = "not_asked"
    NO_HEADTEACHER = "no_headteacher"


_STANDS: Final[Mapping[NeedsStanding, tuple[str, Tone]]] = {
    NeedsStanding.ANSWERED: ("Answered", "good"),
    NeedsStanding.ASKED: ("Asked, no answer yet", "warning"),
    NeedsStanding.NOT_ASKED: ("Not asked yet", "emphasis"),
    NeedsStanding.NO_HEADTEACHER: ("No headteacher on the list", "attention"),
}


def standing(needs: SchoolNeeds, school: School) -> NeedsStanding:
    if needs.answered is not None:
        return NeedsStanding.ANSWERED
    if not school.headteacher_id:
        return NeedsStanding.NO_HEADTEACHER
    return NeedsStanding.ASKED if needs.asked_at is not None else NeedsStanding.NOT_ASKED


def needs_card(needs: SchoolNeeds, school: School, viewer: Person, answered_by: str = "") -> Json:
    """`answered_by` is who answered, in words."""
    if may_say(school, viewer):
        return _form(needs, school)
    return _for_advisor(needs, school, answered_by) if advises(viewer) else closed_card()


def _form(needs: SchoolNeeds, school: School) -> Json:
    answers, data = needs.answers, {**needs_data(needs), "revision": needs.revision}
    body = [
        _saved(needs),
        text(_INTRO),
        heading("Areas of focus this year"),
        *_focus(answers),
        heading("What you ask of your SIP"),
        input_choice(
            "wishes",
            "We would like",
            "Please tick what you would like.",
            [(one.words, one.value) for one in Wish],
            value=",".join(answers.wishes),
            several=True,
        ),
        _words("requests", "Anything else that you ask for", answers.requests),
        heading("Your school"),
        *_school(answers),
        _words("context", "More about your school’s situation", answers.context),
        _words("support", "What you would like support with", answers.support),
        buttons([execute("Save", NeedsVerb.SAY, data, style="positive")]),
        why("you are the headteacher of this school"),
    ]
    title = f"What your school needs of its SIP in {needs.year}: {school.full_name}"
    notification = f"What does your school need of its SIP in {needs.year}?"
    return card(title, body, [], notification, asks_again=refresh(NeedsVerb.SHOW, needs_data(needs)))


def _saved(needs: SchoolNeeds) -> Json:
    if needs.answered is None or needs.answered.at is None:
        return status("Your turn", "before SIPs are allocated", "accent")
    day = day_words(london_date(needs.answered.at))
    return status("Saved", f"on {day}. You can change it", "good")


def _focus(answers: Answers) -> list[Json]:
    chosen = ",".join(KEYS[one] for one in answers.focus if one in KEYS)
    choices = [(tag, key) for tag, key in KEYS.items()]
    return [
        input_choice(
            "focus", "Areas of focus", "Please tick your areas of focus.", choices, value=chosen, several=True
        ),
        input_text(
            "own_focus",
            "Others, with commas between",
            "Please shorten it.",
            at_most=200,
            multiline=False,
            value=own_words(answers.focus),
        ),
    ]


def _school(answers: Answers) -> list[Json]:
    return [
        input_choice(
            "phase",
            "Kind of school",
            "Please choose.",
            [(one.words, one.value) for one in Phase],
            value=answers.phase.value if answers.phase else "",
        ),
        input_choice(
            "contexts",
            "What is true of our school",
            "Please tick what is so.",
            [(one.words, one.value) for one in SchoolContext],
            value=",".join(answers.contexts),
            several=True,
        ),
        input_choice(
            "position",
            "Where it stands with Ofsted",
            "Please choose.",
            [(one.words, one.value) for one in OfstedPosition],
            value=answers.position.value if answers.position else "",
        ),
    ]


def _words(name: str, label: str, value: str) -> Json:
    return input_text(name, label, f"Please keep it below {LONGEST:,} characters.", at_most=LONGEST, value=value)


def _for_advisor(needs: SchoolNeeds, school: School, answered_by: str) -> Json:
    data, stands = needs_data(needs), standing(needs, school)
    word, tone = _STANDS[stands]
    ask = execute("Ask the headteacher", NeedsVerb.ASK, data, submits_inputs=False, answered_here=True)
    again = stands in (NeedsStanding.NOT_ASKED, NeedsStanding.ANSWERED) and school.headteacher_id
    body = [
        status(word, f"by {answered_by}" if stands is NeedsStanding.ANSWERED else school.full_name, tone),
        *answer_lines(needs.answers),
        *_notes(needs),
        heading("Note a talk with headteacher or governors"),
        input_date("talk_on", "Day of the talk", "Please choose a day."),
        input_text("with_whom", "Who with", "Please shorten it.", at_most=200, multiline=False),
        _words("talk", "What was said (only the Trust Advisor reads it)", ""),
        buttons(
            [
                execute("Note it", NeedsVerb.NOTE_TALK, data, answered_here=True),
                *([ask] if again else []),
                _back(needs.year),
            ]
        ),
        why(_BECAUSE),
    ]
    title = f"What {school.full_name} needs of its SIP in {needs.year}"
    return card(title, body, [], title, asks_again=refresh(NeedsVerb.SHOW, data))


def answer_lines(answers: Answers) -> list[Json]:
    """What a school has said, as the Trust Advisor reads it."""
    pairs = [
        ("Areas of focus", ", ".join(answers.focus)),
        ("Asks for", ", ".join(one.words for one in answers.wishes)),
        ("Kind of school", answers.phase.words if answers.phase else ""),
        ("It is", ", ".join(one.words for one in answers.contexts)),
        ("With Ofsted", answers.position.words if answers.position else ""),
    ]
    said = [(name, words) for name, words in pairs if words]
    quoted = (
        (answers.requests, "also asked for"),
        (answers.context, "its situation"),
        (answers.support, "support wanted"),
    )
    return [
        *([facts(said)] if said else [text("The school has not said anything yet.")]),
        *(quote(words, by) for words, by in quoted if words),
    ]


def _notes(needs: SchoolNeeds) -> list[Json]:
    shown = needs.notes[-NOTES_AT_MOST:]
    more = len(needs.notes) - len(shown)
    return [
        *([heading("Your notes of talks")] if shown else []),
        *(quote(one.words, f"with {one.with_whom}, {date_words(one.on)}") for one in reversed(shown)),
        *([text(f"{more} older notes are kept.", muted=True)] if more > 0 else []),
    ]


def needs_list_card(
    year: AcademicYear,
    counts: Mapping[NeedsStanding, int],
    shown: Sequence[tuple[SchoolNeeds, School]],
    looking: Looking,
    matching: int,
) -> Json:
    """`shown` is the page that is looked at, of the `matching` schools."""
    data: dict[str, str | int] = {"year": year.starts_in}
    total, left = sum(counts.values()), counts.get(NeedsStanding.NOT_ASKED, 0)
    rows = [_row(needs, school) for needs, school in shown]
    ask = execute(
        f"Ask {several(left, 'school')}",
        NeedsVerb.ASK_ALL,
        data,
        style="positive",
        submits_inputs=False,
        answered_here=True,
    )
    body = [
        numbers([(_STANDS[one][0], str(counts.get(one, 0))) for one in NeedsStanding] + [("All schools", str(total))]),
        *([buttons([ask])] if left else []),
        *look_for(NeedsVerb.LIST, data, [(_STANDS[one][0], one.value) for one in NeedsStanding], looking, "school"),
        *page_rows(NeedsVerb.LIST, data, rows, looking, matching, ("Schools", "No school is like that.")),
        *open_one(
            NeedsVerb.SHOW, data, "urn", "Open a school of this page", [(one.full_name, one.urn) for _, one in shown]
        ),
        why(_BECAUSE),
    ]
    title = f"What schools need of their SIPs in {year}"
    again = refresh(NeedsVerb.LIST, {**data, **looking_data(looking)})
    return card(title, body, [], f"{title}.", asks_again=again)


def _row(needs: SchoolNeeds, school: School) -> Json:
    word, tone = _STANDS[standing(needs, school)]
    talks = f" – {several(len(needs.notes), 'talk')} noted" if needs.notes else ""
    return status(word, f"{school.full_name}{talks}", tone)


def _back(year: AcademicYear) -> Json:
    data = {"year": year.starts_in, "page": 1}
    return execute("All schools", NeedsVerb.LIST, data, submits_inputs=False, answered_here=True)
