"""Before anything is typed about a concern or a problem: is it about the safety of a child? Then this is no place for
it, and nothing is kept of the question."""

from collections.abc import Sequence
from typing import Final

from cards.cases import complaint_forms, concern_forms
from cards.cases.forms import Form
from cards.cases.record import list_button
from cards.cases.verbs import CaseVerb
from cards.kit.elements import Json, card, container, execute, heading, input_choice, text
from cards.kit.lines import why
from handbook.cases.case import Ladder
from handbook.cases.safeguarding import IMMEDIATE_DANGER, QUESTION, SafeguardingContacts
from handbook.core.people import Person, Role, School

_TITLES: Final = {Ladder.CONCERN: "A concern about a school", Ladder.COMPLAINT: "A problem with the service"}
_NOTIFICATION: Final = "A question before we begin."
_LADDER_OF: Final = {Role.SIP: Ladder.CONCERN, Role.HEADTEACHER: Ladder.COMPLAINT}
_BEGINNINGS: Final = {
    Ladder.CONCERN: (concern_forms.RAISE, concern_forms.RAISE_UNTALKED),
    Ladder.COMPLAINT: (complaint_forms.PREPARE, complaint_forms.MAKE, complaint_forms.ABOUT_TRUST_ADVISOR),
}
_FIRST: Final = {
    Ladder.CONCERN: "The first step is to talk with the headteacher. Have you?",
    Ladder.COMPLAINT: "Most things are settled by talking to your SIP, and I can help you prepare. If that is not "
    "appropriate or not possible, you can go straight to the Trust Advisor. If it is about the Trust Advisor, it goes "
    "to the Chair of the Trust Board.",
}


def ladders_of(person: Person) -> tuple[Ladder, ...]:
    """What somebody can begin: whoever is a SIP and a headteacher both, each about schools of their own."""
    return tuple(ladder for role, ladder in _LADDER_OF.items() if person.is_a(role))


def question_card(ladder: Ladder, schools: Sequence[School], viewer: Person) -> Json:
    """The question, and whose school it is about. `schools` are those of this SIP or headteacher."""
    if not schools:
        words = "There is no school of yours on the service’s list. Please speak to the Trust Advisor."
        return card(_TITLES[ladder], [text(words), _why(ladder, viewer)], [], words)
    data: dict[str, str | int] = {"ladder": ladder.value}
    if len(schools) == 1:
        data["school"] = schools[0].urn
    body = [
        text(QUESTION, bold=True),
        text("Whatever you answer, nothing is kept until you write something and send it."),
        *_which(schools),
        _why(ladder, viewer),
    ]
    yes = execute("Yes", CaseVerb.CASE_AT_RISK, data, style="destructive", answered_here=True)
    no = execute("No", CaseVerb.CASE_NO_RISK, data, answered_here=True)
    return card(_TITLES[ladder], body, [yes, no], _NOTIFICATION)


def contacts_card(found: Sequence[tuple[School, SafeguardingContacts]], viewer: Person, ladder: Ladder) -> Json:
    """Whom to call. The service keeps nothing of it, and stops here."""
    body = [
        text(IMMEDIATE_DANGER, bold=True),
        text("Please speak to these people now. This service is not for safeguarding, and has kept nothing."),
        *(_contacts(school, contacts) for school, contacts in found),
        _why(ladder, viewer),
    ]
    return card("Please make these calls now", body, [], "Who to call.")


def beginning_card(ladder: Ladder, school: School, viewer: Person) -> Json:
    """How to begin, now that no child is at risk."""
    body = [text(f"It is about {school.full_name}."), text(_FIRST[ladder]), _why(ladder, viewer)]
    return card(_TITLES[ladder], body, [_opens(form, school) for form in _BEGINNINGS[ladder]], "How to begin.")


def begin_button(ladder: Ladder) -> Json:
    """What a list of cases, or a help card, begins with."""
    data = {"ladder": ladder.value}
    return execute(_TITLES[ladder], CaseVerb.CASE_BEGIN, data, submits_inputs=False, answered_here=True)


def records_card() -> Json:
    """What stands in a chat for whoever typed that they want their records: no word of them."""
    body = [text("It opens for you alone. Nothing of it stays in this chat."), why("you asked for it")]
    return card("Your records", body, [list_button("Open the list")], "Your records: open the list.")


def beginning_of(verb: str) -> Form | None:
    """The form with which a case begins, by its verb."""
    return next((form for forms in _BEGINNINGS.values() for form in forms if form.verb == verb), None)


def ladder_of(form: Form) -> Ladder:
    return next(ladder for ladder, forms in _BEGINNINGS.items() if form in forms)


def begun_title(form: Form, school: School) -> str:
    return f"{_TITLES[ladder_of(form)]}: {school.full_name}"


def _opens(form: Form, school: School) -> Json:
    data = {"school": school.urn, "form": form.verb.value}
    return execute(form.title, CaseVerb.CASE_FORM, data, submits_inputs=False, answered_here=True)


def _contacts(school: School, contacts: SafeguardingContacts) -> Json:
    told = (
        ("Safeguarding lead", contacts.school_lead),
        ("Telephone", contacts.school_phone),
        ("E-mail", contacts.school_email),
        ("Local authority", contacts.authority or school.local_authority),
        ("Its number", contacts.authority_phone),
        ("Out of hours", contacts.authority_out_of_hours),
    )
    unknown = "not on the service’s list: please ask the school, or its local authority"
    lines = [text(f"{name}: {words or unknown}") for name, words in told]  # a table would cut long ones off on phones
    return container([heading(school.full_name), *lines])


def _which(schools: Sequence[School]) -> list[Json]:
    if len(schools) == 1:
        return [text(f"It is about {schools[0].full_name}.")]
    choices = [(school.full_name, school.urn) for school in schools]
    return [input_choice("school", "Which school?", "Please choose the school.", choices, searchable=len(choices) > 12)]


def _why(ladder: Ladder, viewer: Person) -> Json:
    return why(f"the service knows you as {viewer.office_words}")
