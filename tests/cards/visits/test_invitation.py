"""What stands in people's calendars."""

from dataclasses import replace

from cards.visits.invitation import invitation_html, subject
from handbook.visits.visit import VisitStatus
from tests.support import visit_builders as v


def test_it_says_what_for_with_whom_and_what_about() -> None:
    dossier = v.a_visit_dossier(VisitStatus.BOOKED)
    assert subject(dossier) == "Spring visit: St Hilda’s Catholic Primary School, Northbeck"
    body = invitation_html(dossier)
    assert "Samir Pell (School Improvement Partner) visits Hanna Tilling (headteacher)" in body
    assert "<p>Agenda</p><ul><li>Progress on the actions agreed last time</li>" in body


def test_an_empty_agenda_leaves_no_empty_list() -> None:
    assert "<ul>" not in invitation_html(v.a_visit_dossier(VisitStatus.BOOKED, agenda=(), information=()))


def test_nothing_that_was_said_about_the_visit_stands_there() -> None:
    """Calendars are open to more people than cards."""
    secret = "zygomorphic"
    said = v.a_visit_dossier(VisitStatus.MOVE_ASKED, reason=secret, trouble=secret, information=(secret,))
    assert said.visit.asked
    said = replace(said, visit=replace(said.visit, asked=replace(said.visit.asked, reason=secret)))
    assert secret not in invitation_html(said) + subject(said)


def test_peoples_words_are_words() -> None:
    nasty = '<script>alert("1")</script> & <a href="http://x.example">here</a>\r\n\x00'
    dossier = v.a_visit_dossier(VisitStatus.BOOKED, agenda=(nasty,), information=(nasty,))
    dossier = replace(dossier, school=replace(dossier.school, name=nasty), sip=replace(dossier.sip, name=nasty))
    body = invitation_html(dossier)
    assert "<script" not in body
    assert "<a " not in body
    assert "&lt;script&gt;alert(&quot;1&quot;)" in body
    assert subject(dossier).isprintable()


def test_the_same_record_gives_the_same_words() -> None:
    """A delta query of calendars compares them."""
    dossier = v.a_visit_dossier(VisitStatus.BOOKED)
    assert invitation_html(dossier) == invitation_html(v.a_visit_dossier(VisitStatus.BOOKED))
