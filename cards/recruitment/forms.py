"""The forms over an application. Each opens over its card, and comes back with what was typed where it is refused."""

from collections.abc import Callable, Mapping
from datetime import date, time
from typing import Final

from cards.kit.elements import Json, card, execute, input_choice, input_date, input_text, text
from cards.kit.lines import closed_card, why
from cards.recruitment.actions import ApplicationForm as F
from cards.recruitment.actions import application_data, evidence_name, versioned
from cards.recruitment.seen import ApplicationSeen
from cards.recruitment.standing import because
from cards.recruitment.verbs import RecruitmentVerb as V
from handbook.core.refusal import allows
from handbook.recruitment.application import REASON_AT_MOST, ConditionKind, ConditionState
from handbook.recruitment.board import check_may_vote, conflict_of
from handbook.recruitment.criteria import EVIDENCE_AT_MOST, Criterion, asked
from handbook.recruitment.interview import PLACE_AT_MOST
from handbook.recruitment.outcome import check_may_file
from handbook.recruitment.sight import Part
from handbook.recruitment.writing import check_may_withdraw, may_write
from handbook.sip_team.record import SipKind

Typed = Mapping[str, str]
_ABOUT: Final = "A form about an application."
_HOURS: Final = tuple(range(8, 18))
_NOBODY: Final = "Nobody is on the list who could be chosen."


def form_card(form: F, seen: ApplicationSeen, typed: Typed | None = None, no: str = "") -> Json:
    """`typed` is what was sent last and not taken, by the names of its boxes, and `no` says why."""
    title, render, may = _FORMS[form]
    if not (seen.parts and may(seen)):
        return closed_card()
    said = [text(no, bold=True)] if no else []
    body, actions = render(seen, typed or {})
    back = execute("Back", V.SHOW, application_data(seen.application), submits_inputs=False)
    return card(title, [*said, *body, why(because(seen))], [*actions, back], _ABOUT)


def external_card(typed: Typed | None = None, no: str = "") -> Json:
    """The Trust Advisor enters somebody who is not on the list, or is no headteacher of the trust."""
    before = typed or {}
    kinds = [(kind.words, kind.value) for kind in (SipKind.RETIRED_HEAD, SipKind.CONSULTANT)]
    body = [
        *([text(no, bold=True)] if no else []),
        text("You enter the form for somebody who is not in Teams here, or send me theirs as a Word file."),
        input_text("name", "Name", "Please give the name.", at_most=100, multiline=False, value=before.get("name", "")),
        input_text("email", "E-mail address", "Please give the address.", at_most=254, multiline=False,
                   value=before.get("email", "")),
        input_choice("kind", "What they are", "Please choose.", kinds, value=before.get("kind") or kinds[0][1]),
    ]  # fmt: skip
    actions = [
        execute("Begin", V.EXTERNAL, {}, style="positive"),
        execute("Back", V.LIST, {}, submits_inputs=False),
    ]
    return card("An external applicant", [*body, why("you are the Trust Advisor")], actions, _ABOUT)


_Rendered = tuple[list[Json], list[Json]]


def _eligibility(seen: ApplicationSeen, typed: Typed) -> _Rendered:
    one = seen.application
    years = typed.get("years", str(one.evidence.years or ""))
    label = "For how many years have you been a headteacher?"
    boxes = [input_text("years", label, "Please give a number.", at_most=3, multiline=False, value=years)]
    for criterion in Criterion:
        if criterion is Criterion.IN_POST:
            boxes.append(text("At least one of these as well. Leave empty what does not apply to you.", bold=True))
        name = evidence_name(criterion)
        wanted = f"Evidence: {asked(criterion)}"
        value = typed.get(name, one.evidence.said.get(criterion, ""))
        boxes.append(input_text(name, wanted, "Please shorten it.", at_most=EVIDENCE_AT_MOST, value=value))
    first = text("The first two are both needed.", bold=True)
    say = text("Give evidence for each that you meet: when, where, and who can confirm it.")
    return [say, first, *boxes], [execute("See whether I am eligible", V.ELIGIBILITY, application_data(one),
                                          style="positive")]  # fmt: skip


def _reason(label: str, typed: Typed) -> Json:
    return input_text("reason", label, "Please shorten it.", at_most=REASON_AT_MOST, value=typed.get("reason", ""))


def _withdraw(seen: ApplicationSeen, typed: Typed) -> _Rendered:
    words = "Nothing more is decided about it then. An interview that is fixed is called off."
    press = execute("Withdraw the application", V.WITHDRAW, application_data(seen.application), style="destructive")
    return [text(words), _reason("Why? (optional; the Trust Advisor reads it)", typed)], [press]


def _return(seen: ApplicationSeen, typed: Typed) -> _Rendered:
    data = {**versioned(seen.application), "eligible": 1}
    return [_reason("What should be changed or added?", typed)], [execute("Send it back", V.RETURN, data)]


def _ineligible(seen: ApplicationSeen, typed: Typed) -> _Rendered:
    data = {**versioned(seen.application), "eligible": 0}
    words = _reason("What is not shown? The applicant reads it.", typed)
    return [words], [execute("Not eligible yet", V.RETURN, data, style="destructive")]


def _present(seen: ApplicationSeen, _typed: Typed) -> _Rendered:
    one = seen.application
    can = [(each.name, each.id) for each in seen.board if not conflict_of(one, each, seen.chairs)]
    known = [f"{each.name}: {conflict_of(one, each, seen.chairs)}." for each in seen.board
             if conflict_of(one, each, seen.chairs)]  # fmt: skip
    label = "Who takes no part, because of a conflict of interest?"
    box = [input_choice("aside", label, "Please choose.", can, several=True)] if can else [text(_NOBODY)]
    words = "Each of the others gets the application, and decides once."
    return [text(words), *map(text, known), *box], [
        execute("Put to the Board", V.PRESENT, versioned(one), style="positive")
    ]


def _vote(seen: ApplicationSeen, typed: Typed) -> _Rendered:
    data = application_data(seen.application)
    words = "You decide once, and cannot change it. The applicant does not see who decided how."
    return [text(words), _reason("In a few words (needed for a no)", typed)], [
        execute("Approve", V.VOTE, {**data, "approves": 1}, style="positive"),
        execute("Do not approve", V.VOTE, {**data, "approves": 0}, style="destructive"),
    ]


def _aside(seen: ApplicationSeen, typed: Typed) -> _Rendered:
    words = "You then take no part, and no longer see the application."
    press = execute("Step aside", V.ASIDE, application_data(seen.application), style="destructive")
    return [text(words), _reason("What ties you to the applicant?", typed)], [press]


def _interview(seen: ApplicationSeen, typed: Typed) -> _Rendered:
    if not seen.may_sit:
        return [text(_NOBODY)], []
    last = seen.application.interview
    people = [(f"{each.name} ({each.office_words})", each.id) for each in seen.may_sit]
    known = {each.id for each in seen.may_sit}
    before = typed.get("panel") or ",".join(each for each in (last.panel if last else ()) if each in known)
    place = typed.get("place", last.place if last else "")
    body = [
        text("At least one member of the Trust Board and one Diocesan Schools Officer. All are invited in Outlook."),
        input_date("meet_on", "Day", "Please choose the day.", value=_day(typed)),
        input_choice("meet_at", "Time", "Please choose the time.", _times(), value=typed.get("meet_at") or _TEN),
        input_text("place", "Place", "Please shorten it.", at_most=PLACE_AT_MOST, multiline=False, value=place),
        input_choice("panel", "Panel", "Please choose the panel.", people, value=before, several=True),
    ]
    return body, [execute("Fix the interview", V.INTERVIEW, versioned(seen.application), style="positive")]


def _day(typed: Typed) -> date | None:
    return date.fromisoformat(typed["meet_on"]) if "meet_on" in typed else None


def _times() -> list[tuple[str, str]]:
    hours = ((time(hour), time(hour + 1)) for hour in _HOURS)
    return [(f"{first:%H:%M} to {last:%H:%M}", f"{first:%H:%M}-{last:%H:%M}") for first, last in hours]


_TEN: Final = "10:00-11:00"


def _call_off(seen: ApplicationSeen, typed: Typed) -> _Rendered:
    words = "Another interview can be fixed afterwards. Everyone who was invited is told."
    press = execute("No interview", V.CALL_OFF, versioned(seen.application), style="destructive")
    return [text(words), _reason("Why? The applicant reads it.", typed)], [press]


def _view(seen: ApplicationSeen, typed: Typed) -> _Rendered:
    data = application_data(seen.application)
    words = "You file it once. Then you see what the others think, and they see yours once they have filed theirs."
    return [text(words), _reason("What do you think?", typed)], [
        execute("I would appoint", V.VIEW, {**data, "recommends": 1}, style="positive"),
        execute("I would not", V.VIEW, {**data, "recommends": 0}, style="destructive"),
    ]


def _outcome(seen: ApplicationSeen, typed: Typed) -> _Rendered:
    data = versioned(seen.application)
    words = "The outcome of the panel. A successful applicant is appointed once references and DBS check are in order."
    return [text(words), _reason("In a few words (needed where not successful)", typed)], [
        execute("Successful", V.OUTCOME, {**data, "chosen": 1}, style="positive"),
        execute("Not successful", V.OUTCOME, {**data, "chosen": 0}, style="destructive"),
    ]


def _conditions(seen: ApplicationSeen, _typed: Typed) -> _Rendered:
    """A button for each state in which a condition is not now."""
    data, now = versioned(seen.application), {each.kind: each.state for each in seen.application.conditions}
    titles = {ConditionState.MET: "{} in order", ConditionState.NOT_MET: "{} not in order"}
    presses = [
        execute(words.format(_SHORT[kind]), V.CONDITION, {**data, "condition": kind.value, "state": state.value})
        for kind in ConditionKind
        for state, words in titles.items()
        if now.get(kind) is not state
    ]
    lines = [text(f"{_SHORT[kind]}: {state.words}.") for kind, state in now.items()]
    return [text("No certificate and no reference is kept here: only whether each is in order."), *lines], presses


_SHORT: Final = {ConditionKind.REFERENCES: "References", ConditionKind.DBS: "DBS check"}


def _end(seen: ApplicationSeen, typed: Typed) -> _Rendered:
    press = execute("End the application", V.END, versioned(seen.application), style="destructive")
    return [text("A condition is not met. Nobody is appointed then."), _reason("In a few words", typed)], [press]


def _name_sip(seen: ApplicationSeen, _typed: Typed) -> _Rendered:
    if not seen.sips:
        return [text("Nobody new is a SIP on the list. Please add them first: type “people”.")], []
    people = [(each.name, each.id) for each in seen.sips]
    likely = next((each.id for each in seen.sips if each.email.casefold() == seen.application.email.casefold()), "")
    body = [input_choice("sip", "Who are they on the list?", "Please choose.", people, value=likely, searchable=True)]
    return body, [execute("Name them", V.NAME_SIP, versioned(seen.application), style="positive")]


def _of_advisor(seen: ApplicationSeen) -> bool:
    return seen.is_a(Part.ADVISOR)


def _allowed(check: Callable[[ApplicationSeen], object]) -> Callable[[ApplicationSeen], bool]:
    return lambda seen: allows(lambda: check(seen))


_FORMS: Final[
    Mapping[F, tuple[str, Callable[[ApplicationSeen, Typed], _Rendered], Callable[[ApplicationSeen], bool]]]
] = {
    F.ELIGIBILITY: ("Are you eligible?", _eligibility, lambda seen: may_write(seen.application, seen.viewer)),
    F.WITHDRAW: ("Withdraw", _withdraw, _allowed(lambda seen: check_may_withdraw(seen.application, seen.viewer))),
    F.RETURN: ("Send it back", _return, _of_advisor),
    F.INELIGIBLE: ("Not eligible yet", _ineligible, _of_advisor),
    F.PRESENT: ("Put to the Trust Board", _present, _of_advisor),
    F.VOTE: ("Your decision", _vote, _allowed(lambda seen: check_may_vote(seen.application, seen.viewer, seen.chairs))),
    F.ASIDE: (
        "A conflict of interest",
        _aside,
        _allowed(lambda seen: check_may_vote(seen.application, seen.viewer, seen.chairs)),
    ),
    F.INTERVIEW: ("The interview", _interview, _of_advisor),
    F.CALL_OFF: ("No interview", _call_off, _of_advisor),
    F.VIEW: ("Your view", _view, _allowed(lambda seen: check_may_file(seen.application, seen.viewer))),
    F.OUTCOME: ("The outcome", _outcome, _of_advisor),
    F.CONDITIONS: ("References and DBS check", _conditions, _of_advisor),
    F.END: ("End the application", _end, _of_advisor),
    F.NAME_SIP: ("Their place on the list", _name_sip, _of_advisor),
}
