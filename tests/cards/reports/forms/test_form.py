"""The card of a form in the library says whose turn it is, and what to do."""

from dataclasses import replace

from cards.reports.forms.form import FormDossier, form_card
from handbook.core.people import Person, Role
from handbook.core.school_years import AcademicYear, Term
from handbook.reports.forms.form import ReportForm
from handbook.reports.paper.frameworks import OFSTED_2025
from handbook.reports.report import Status
from tests.support import builders as a
from tests.support.card_reading import links, verbs, words

SIP, HEAD = a.a_person(Role.SIP), a.a_person(Role.HEADTEACHER)
OPEN = ReportForm(
    "900001", AcademicYear(2026), Term.AUTUMN, SIP.id, is_open=True, item=a.a_filed_item("form.docx"), revision=1
)


def card(form: ReportForm, viewer: Person = SIP, status: Status | None = None) -> tuple[str, set[str], list[str]]:
    report = a.a_dossier(status).report if status else None
    shown = form_card(FormDossier(form, a.a_school(), OFSTED_2025, report), viewer)
    return words(shown), set(verbs(shown)) - {"form.show"}, list(links(shown))


def test_an_open_form_is_opened_and_finished() -> None:
    said, pressed, opens = card(OPEN)
    assert (pressed, opens) == ({"form.finish"}, ["Open the form"])
    assert "It asks for judgements by this framework" in said
    assert "It asks for judgements" not in card(replace(OPEN, term=Term.SPRING))[0]


def test_each_state_says_what_it_is() -> None:
    closed = replace(OPEN, is_open=False)
    assert "Being made" in card(replace(OPEN, item=None))[0]
    assert "Being read" in card(replace(OPEN, reading="x"))[0]
    assert "what you send is what I read last" in card(replace(OPEN, tag="t"))[0]
    assert "It opens again if the headteacher asks for a change" in card(closed, status=Status.SENT)[0]
    assert "that is not in what the headteacher has" in card(replace(closed, changed_since=True))[0]
    assert "Not begun" in card(ReportForm("900001", AcademicYear(2026), Term.AUTUMN))[0]


def test_one_that_is_gone_can_be_begun_again_and_nobody_else_reads_it() -> None:
    gone = replace(OPEN, is_open=False, item=None, trouble="I cannot find it.")
    assert card(gone)[1] == {"form.begin"}
    assert card(gone, status=Status.SENT)[1] == set()
    for viewer in (HEAD, a.a_person(Role.TRUST_ADVISOR), a.a_person(Role.SIP, id="other")):
        said, pressed, opens = card(OPEN, viewer)
        assert (pressed, opens) == (set(), [])
        assert "St Hilda" not in said
