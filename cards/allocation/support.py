"""Who else supports a school, and the SIP's part in it (O1): headteacher and SIP see and change the same card."""

from collections.abc import Mapping, Sequence

from cards.allocation.needs_actions import support_data
from cards.allocation.verbs import SupportVerb
from cards.kit.elements import (
    Json,
    bullets,
    buttons,
    card,
    execute,
    heading,
    input_choice,
    input_date,
    input_text,
    quote,
    refresh,
    reveal,
    status,
    text,
)
from cards.kit.lines import box, closed_card, why
from handbook.allocation.needs import LONGEST
from handbook.allocation.other_support import (
    BODIES_AT_MOST,
    OtherSupport,
    SupportBody,
    SupportKind,
    may_agree,
    may_see,
    takes_part,
)
from handbook.core.british_time import date_words
from handbook.core.done_by import DoneBy, stood_in
from handbook.core.people import Person, School


def support_card(support: OtherSupport, school: School, viewer: Person, names: Mapping[str, str]) -> Json:
    """`names` are those of who wrote and agreed, by id."""
    if not may_see(school, viewer):
        return closed_card()
    changes = takes_part(school, viewer)
    body = [
        _stands(support, school, viewer),
        heading("Who else supports the school"),
        bullets([body_words(one) for one in support.present], BODIES_AT_MOST)
        if support.present
        else text("Nobody else is named."),
        *_ended(support),
        heading("The SIP’s part in it"),
        quote(support.role, _role_by(support, names)) if support.role else text("Nothing is agreed yet."),
        *(_changes(support, school, viewer) if changes else []),
        why(_reason(school, viewer)),
    ]
    title = f"Other support: {school.full_name}"
    again = refresh(SupportVerb.SHOW, {"urn": support.urn})
    return card(title, body, [], "Who else supports the school, and the SIP’s part in it.", asks_again=again)


def body_words(body: SupportBody) -> str:
    """One line: who, of what sort, whom to ask, since when."""
    contact = f"; ask the {body.contact}" if body.contact else ""
    return f"{body.name} ({body.kind.words}{contact}){f', since {date_words(body.since)}' if body.since else ''}"


def support_lines(support: OtherSupport) -> list[Json]:
    """As the pack of a visit has it; nothing where nobody else supports the school."""
    if not support.present and not support.role:
        return []
    agreed = "" if support.agreed_by else " (not agreed yet)"
    role = [text(f"Your part in it{agreed}: {support.role}")] if support.role else []
    return [heading("Who else supports the school"), *_bodies(support.present), *role]


def _bodies(found: Sequence[SupportBody]) -> list[Json]:
    return [bullets([body_words(one) for one in found], BODIES_AT_MOST)] if found else []


def _stands(support: OtherSupport, school: School, viewer: Person) -> Json:
    if may_agree(support, school, viewer):
        return status("Your turn", "do you agree on the SIP’s part?", "accent")
    if support.role and support.agreed_by is None:
        return status("Waiting", "the other of the two has not agreed on the SIP’s part yet", "warning")
    if support.role:
        return status("Agreed", "headteacher and SIP agree on the SIP’s part", "good")
    return status("Open", "headteacher and SIP name who else supports the school, and the SIP’s part", "emphasis")


def _role_by(support: OtherSupport, names: Mapping[str, str]) -> str:
    agreed = f"; agreed by {_called(support.agreed_by, names)}" if support.agreed_by else "; not agreed yet"
    return f"{_called(support.role_by, names)}{agreed}"


def _called(by: DoneBy | None, names: Mapping[str, str]) -> str:
    if by is None:
        return ""
    return stood_in(names.get(by.deputy_id, ""), names.get(by.holder_id, "somebody who has left"))


def _ended(support: OtherSupport) -> list[Json]:
    over = [one for one in support.bodies if one.ended_on is not None]
    lines = [f"{one.name}, until {date_words(one.ended_on)}" for one in over if one.ended_on]
    return [text("Over", bold=True), bullets(lines[-BODIES_AT_MOST:], BODIES_AT_MOST)] if lines else []


def _changes(support: OtherSupport, school: School, viewer: Person) -> list[Json]:
    data = support_data(support)
    agree = execute("I agree", SupportVerb.AGREE, data, style="positive", submits_inputs=False)
    opens = [
        *([agree] if may_agree(support, school, viewer) else []),
        reveal("Name one", "name_box", ("end_box", "role_box")),
        *([reveal("One is over", "end_box", ("name_box", "role_box"))] if support.present else []),
        reveal("Write the SIP’s part", "role_box", ("name_box", "end_box")),
    ]
    return [
        buttons(opens),
        box("name_box", _name_box(data)),
        *([box("end_box", _end_box(support, data))] if support.present else []),
        box("role_box", _role_box(support, data)),
    ]


def _name_box(data: Mapping[str, str | int]) -> list[Json]:
    short = "Please shorten it."
    return [
        input_text("body", "Name of the body", short, at_most=120, multiline=False),
        input_choice("body_kind", "What it is", "Please choose.", [(one.words, one.value) for one in SupportKind]),
        input_text("contact", "Who to ask there (their role, no name)", short, at_most=120, multiline=False),
        input_date("since", "Since, if you know", "Please choose a day."),
        buttons([execute("Save the body", SupportVerb.NAME, data, style="positive")]),
    ]


def _end_box(support: OtherSupport, data: Mapping[str, str | int]) -> list[Json]:
    choices = [(one.name, str(one.number)) for one in support.present]
    return [
        input_choice("which", "Which one", "Please choose one.", choices),
        input_date("ended_on", "Last day", "Please choose the last day."),
        buttons([execute("Save the last day", SupportVerb.END, data)]),
    ]


def _role_box(support: OtherSupport, data: Mapping[str, str | int]) -> list[Json]:
    return [
        input_text(
            "role",
            "What the SIP does in it, and what not",
            f"Please keep it below {LONGEST:,} characters.",
            at_most=LONGEST,
            value=support.role,
        ),
        buttons([execute("Save the SIP’s part", SupportVerb.ROLE, data, style="positive")]),
    ]


def _reason(school: School, viewer: Person) -> str:
    if viewer.id == school.headteacher_id:
        return "you are the headteacher of this school"
    return "you are its School Improvement Partner" if viewer.id == school.sip_id else "you are the Trust Advisor"
