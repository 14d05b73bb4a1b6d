"""Reports on other forms than ours (M4): read by the titles that they have, and the rest shown."""

import pytest

from documents.reading import read_counted
from documents.unreadable import UnreadableDocument
from handbook.core.school_years import AcademicYear, Term
from handbook.reports.paper.proforma import Contents, Form, Judgement, Target
from tests.documents.crafted import document, heading, line, table

HEAD = table(("School", "St Brigid’s Catholic Primary School"), ("URN", "990123"), ("Term", "Autumn 2026/27"))


def read(*body: str) -> Contents:
    contents, words = read_counted(document(*body))
    assert words.missed == 0
    return contents


def test_a_record_of_visit_with_headings_of_its_own() -> None:
    contents = read(
        line("Record of Visit (RoV)"),
        HEAD,
        heading("Purposes of the visit"),
        line("Summer outcomes."),
        heading("Self-evaluation grades"),
        table(("Aspect", "School grade", "SIP grade", "Evidence"), ("Early years", "2", "3", "baseline")),
        heading("Capacity to improve"),
        line("Good."),
        heading("Agreed actions"),
        table(("Action", "By whom", "By when", "Success criteria"), ("Read daily", "English lead", "12 Feb", "80%")),
    )
    assert (contents.form, contents.form_name) == (Form.OTHER, "Record of Visit (RoV)")
    assert (contents.urn, contents.term, contents.academic_year) == ("990123", Term.AUTUMN, AcademicYear(2026))
    assert contents.judgements == (Judgement("Early years", "2", "3", (("Evidence", "baseline"),)),)
    assert contents.targets == (Target("Read daily", "80%", "English lead", "12 Feb"),)
    assert contents.sections["visit_notes"] == "Summer outcomes."
    assert [(one.title, one.text) for one in contents.unplaced] == [("Capacity to improve", "Good.")]


def test_a_table_of_two_parts() -> None:
    contents = read(
        table(
            ("School", "St Brigid’s"),
            ("Section 1: BEFORE the visit", ""),
            ("Progress since last visit", "Phonics groups meet."),
            ("Self-evaluation", "Good overall"),
            ("Section 2: DURING the visit", ""),
            ("Good practice to share", "Read it, show it."),
            ("Agreed targets", "80% read daily by Feb (HT)"),
        )
    )
    assert contents.form is Form.OTHER
    assert contents.sections == {
        "progress": "Phonics groups meet.",
        "judgements": "Good overall",
        "good_practice": "Read it, show it.",
        "targets": "80% read daily by Feb (HT)",
    }
    assert [one.text for one in contents.targets] == ["80% read daily by Feb (HT)"]
    assert [one.title for one in contents.unplaced if one.title] == ["Section 2: DURING the visit"]


def test_notes_with_numbered_lines_for_headings() -> None:
    contents = read(
        line("Notes of Visit"),
        line("School: St Brigid’s | URN: 990123"),
        line("Term: Autumn 2026"),
        line("1. Focus of visit"),
        line("Writing."),
        line("2. Strengths"),
        line("Phonics."),
        line("3. Actions"),
        line("Check books by February."),
        line("Evidence: six books"),
    )
    assert contents.sections == {"visit_notes": "Writing.\nsix books", "targets": "Check books by February."}
    assert [(one.title, one.text) for one in contents.unplaced] == [("2. Strengths", "Phonics.")]
    assert (contents.form_name, contents.urn) == ("Notes of Visit", "990123")


def test_a_form_with_some_of_our_titles_is_another_form_all_the_same() -> None:
    titles = ("Context", "Last inspection", "Evaluation areas", "Good practice", "Headteacher wellbeing and CPD")
    ours = ("Agreed targets", "Next visit", "Good practice to share")
    contents = read(HEAD, *(heading(title) + line(f"Of {title}.") for title in (*titles, *ours)))
    assert contents.form is Form.OTHER
    assert contents.form_name == ""
    assert contents.sections["good_practice"] == "Of Good practice.\nOf Good practice to share."
    assert contents.sections["headteacher"] == "Of Headteacher wellbeing and CPD."
    assert contents.unplaced == ()


def test_other_documents_are_turned_away() -> None:
    for body in (
        (line("Dear all, thank you."),),
        (heading("Minutes"), line("Present: all."), heading("Actions"), line("None."), heading("Evidence")),
        (HEAD, heading("Minutes"), line("None.")),
    ):
        with pytest.raises(UnreadableDocument, match="headings of the report proforma"):
            read(*body)


def test_headings_of_ours_without_words_beside_them_head_nothing_longer() -> None:
    long = "The good practice that we would like to share with other schools of the trust when they next come to see us"
    contents = read(HEAD, heading("Context"), line("Small."), heading("Evidence"), line(long), heading("1."))
    assert contents.sections["visit_notes"] == long
    assert [one.title for one in contents.unplaced] == ["1."]
