"""Every card of concerns and complaints: each stage in front of each of its readers and of one who is none, every form,
and what is shown before it is sent."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from cards.cases.document import case_link_card
from cards.cases.forms import BoxKind, Choices, Form, Values
from cards.cases.list import case_list_card
from cards.cases.notice import case_notice_card
from cards.cases.offers import StepOffer, offers
from cards.cases.preview import form_card, preview_card
from cards.cases.question import (
    begin_button,
    beginning_card,
    beginning_of,
    begun_title,
    contacts_card,
    ladders_of,
    question_card,
    records_card,
)
from cards.cases.record import CaseView, case_card, part_card
from cards.cases.verbs import CaseVerb
from cards.kit.half_days import half_choices
from handbook.cases.case import Case, Ladder, Stage, Words, parts_for, readers_of
from handbook.cases.complaint_steps import About
from handbook.cases.safeguarding import SafeguardingContacts
from handbook.cases.words import PART_AT_MOST
from handbook.core.half_days import SchoolHours
from handbook.core.people import Person, Role
from tests.support import builders as a
from tests.support.case_builders import a_complaint, a_concern
from tests.support.case_people import NOW, SCHOOL, SIP, actor

Json = dict[str, Any]
EVERYBODY: Final = tuple(a.a_person(role) for role in Role)
CONCERN: Final = (
    Stage.NOT_TALKED,
    Stage.TO_TALK,
    Stage.TALK_WAIVED,
    Stage.TALKED,
    Stage.WITH_TRUST_ADVISOR,
    Stage.WITHOUT_DSO,
    Stage.WITH_DSO,
    Stage.WITH_DIRECTOR,
)
COMPLAINT: Final = (Stage.PREPARING, Stage.TALKED_TO_SIP, Stage.WITH_TRUST_ADVISOR, Stage.WITH_CHAIR)
CONTACTS: Final = SafeguardingContacts(
    "Ada Brook", "0151 496 0001", "safe@school.example", "Fellshire", "0151 496 0002", "0151 496 0003"
)
CHOICES: Final[Choices] = {
    "notes": [("Let them read what I prepared too", "yes")],
    "place": [("Talked about it (item 427), read by you and Hilary Croft", "1")],
    "half": half_choices(SchoolHours()),
    "invite": [("Samir Pell (School Improvement Partner)", SIP.id)],
    "meeting": [("Tuesday 1 December 2026, 09:00 to 12:00", "m1")],
    "to": [("Samir Pell as School Improvement Partner", f"sip:{SIP.id}")],
}


def case_cards(words: str = "") -> Iterator[tuple[str, Json, Person]]:
    """Each with its name and its viewer; `words` stand in every text, where given."""
    words, forms = _short_enough(words), set[CaseVerb]()
    for name, case in the_cases(words):
        for viewer in EVERYBODY:
            yield from _of_case(name, case, viewer, forms)
    yield from _beginnings(words)
    yield from _lists(words)


def the_cases(words: str = "") -> Iterator[tuple[str, Case]]:
    for stage in CONCERN:
        yield f"concern {stage}", _worded(a_concern(stage), words)
    yield "concern untold", _worded(a_concern(Stage.WITH_DIRECTOR, tell=False), words)
    for stage in COMPLAINT:
        yield f"complaint {stage}", _worded(a_complaint(stage), words)
    yield "complaint about the advisor", _worded(a_complaint(Stage.WITH_CHAIR, About.TRUST_ADVISOR), words)


def filled_in(form: Form, words: str = "") -> Values:
    """What somebody could write in a form."""
    long, line = words or "Two lessons were seen, and books.", (words or "It is the second year.")[:500]
    values = {BoxKind.WORDS: long, BoxKind.LINE: line, BoxKind.DAY: "2027-01-11"}
    return {
        box.name: values.get(box.kind) or (box.choices or CHOICES[box.name])[0][1]  # a choice is one of those offered
        for box in form.boxes
    }


def _short_enough(words: str) -> str:
    """All four texts of a part together are as long as they may be."""
    return words.encode()[: PART_AT_MOST // 4].decode(errors="ignore")


def _worded(case: Case, words: str) -> Case:
    if not words:
        return case
    said = Words(words, words, words, words)
    parts = tuple(replace(part, words=said, why=words[:500]) if part.words.all else part for part in case.parts)
    return replace(case, parts=parts)


def _of_case(name: str, case: Case, viewer: Person, forms: set[CaseVerb]) -> Iterator[tuple[str, Json, Person]]:
    own = f"{name} · {viewer.name}"
    if viewer.id not in readers_of(case):
        yield f"notice {own}", case_notice_card(case.id, may_read=False), viewer
        return
    view = CaseView(case, SCHOOL, actor(viewer), NOW)
    yield f"notice {own}", case_notice_card(case.id, may_read=True), viewer
    yield f"record {own}", case_card(view, [one.form for one in offers(view)]), viewer
    yield f"part {own}", part_card(view, 1), viewer
    for offer in offers(view):
        if offer.form.verb not in forms:  # a form is the same for everybody
            forms.add(offer.form.verb)
            yield from _of_offer(own, view, offer, case)


def _of_offer(name: str, view: CaseView, offer: StepOffer, case: Case) -> Iterator[tuple[str, Json, Person]]:
    viewer, form = view.actor.person, offer.form
    yield f"form {form.verb} {name}", form_card(view.title, form, offer.data, CHOICES, {}), viewer
    if form.previewed:
        longest = max((part.words.facts for part in case.parts), key=len)
        yield f"preview {form.verb} {name}", _preview(view, offer, filled_in(form, longest)), viewer


def _preview(view: CaseView, offer: StepOffer, values: Values) -> Json:
    part = replace(view.parts[0], opens=(view.parts[0].number,))
    read_by = [(["Hilary Croft", "Samir Pell"], part, view.reading)]
    pupils = ["Jacob Smith"] if offer.form.verb == CaseVerb.CASE_ADD else []
    return preview_card(view.title, offer.form, offer.data, CHOICES, values, read_by, pupils)


def _beginnings(words: str) -> Iterator[tuple[str, Json, Person]]:
    for viewer in EVERYBODY:
        for ladder in ladders_of(viewer):
            yield from _beginning(ladder, viewer, words)


def _beginning(ladder: Ladder, viewer: Person, words: str) -> Iterator[tuple[str, Json, Person]]:
    other = replace(SCHOOL, urn="900002", name="St Bega’s Catholic Primary School")
    many = [replace(SCHOOL, urn=f"9000{number}") for number in range(10, 24)]
    for schools in ([], [SCHOOL], [SCHOOL, other], many):
        yield f"question {len(schools)} · {viewer.name}", question_card(ladder, schools, viewer), viewer
    known = [(SCHOOL, CONTACTS), (other, SafeguardingContacts("", "", "", "", "", ""))]
    yield f"contacts · {viewer.name}", contacts_card(known, viewer, ladder), viewer
    yield f"beginning · {viewer.name}", beginning_card(ladder, SCHOOL, viewer), viewer
    yield from _first_forms(ladder, viewer, words)


def _first_forms(ladder: Ladder, viewer: Person, words: str) -> Iterator[tuple[str, Json, Person]]:
    verbs = {
        Ladder.CONCERN: (CaseVerb.CONCERN_RAISE, CaseVerb.CONCERN_RAISE_UNTALKED),
        Ladder.COMPLAINT: (CaseVerb.COMPLAINT_PREPARE, CaseVerb.COMPLAINT_MAKE, CaseVerb.COMPLAINT_ABOUT_ADVISOR),
    }
    data: dict[str, str | int] = {"school": SCHOOL.urn}
    for verb in verbs[ladder]:
        form = beginning_of(verb)
        assert form
        title = begun_title(form, SCHOOL)
        yield f"form {verb} · {viewer.name}", form_card(title, form, data, {}, {}), viewer
        preview = preview_card(title, form, data, {}, filled_in(form, words), [], [])
        yield f"preview {verb} · {viewer.name}", preview, viewer


def _lists(words: str) -> Iterator[tuple[str, Json, Person]]:
    cases = [case for _, case in the_cases(words)]
    for viewer in EVERYBODY:
        own = [CaseView(case, SCHOOL, actor(viewer), NOW) for case in cases if parts_for(case, [viewer.id])]
        begins = [begin_button(ladder) for ladder in ladders_of(viewer)]
        yield f"records · {viewer.name}", case_list_card(own, begins), viewer
    yield "records, asked for", records_card(), SIP
    until = NOW + timedelta(minutes=10)
    for url in ("https://sip.trust.example/records/k", "http://127.0.0.1/records/k", ""):
        yield f"document {url[:5]}", case_link_card(url, until), SIP
