"""What the school said of a report stands at the end of what is made of it, with who and when."""

from dataclasses import replace
from io import BytesIO

import docx

from documents.governors_pack import write_governors_pack
from documents.headteachers_view import write_headteachers_view
from documents.year_reports import write_report_copy
from handbook.reports.by_phone import Said
from handbook.reports.dossier import Dossier
from handbook.reports.report import Decision, Status
from tests.support import builders as a
from tests.support.phone_calls import call

ASKED = "Please say more about writing."
VIEW = "We judge writing as good.\n• Our books show it."


def decision_of(dossier: Dossier) -> Decision:
    assert dossier.report.decision
    return dossier.report.decision


def read(data: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(BytesIO(data)).paragraphs)


def every_paper(dossier: Dossier) -> tuple[str, str, str]:
    decision = decision_of(dossier)
    return (
        read(write_headteachers_view(dossier, decision, "report.docx")),
        read(write_report_copy(dossier, decision)),
        read(write_governors_pack(dossier, decision, with_wellbeing=False)),
    )


def after_a_change(view: str) -> Dossier:
    return a.approve(a.send_on(a.receive_again(a.a_dossier(Status.CHANGE_ASKED, comment=ASKED))), view)


def test_the_view_and_what_was_asked_are_quoted_whole_in_each() -> None:
    for said in every_paper(after_a_change(VIEW)):
        assert "We judge writing as good.\nOur books show it.\nWritten by Hanna Tilling, 27 November 2026" in said
        assert f"{ASKED}\nAsked by Hanna Tilling about version 1, 24 November 2026" in said


def test_the_pack_names_them_in_short() -> None:
    packs = [every_paper(each)[2] for each in (after_a_change(VIEW), after_a_change(""), a.a_dossier(Status.FILED))]
    assert (
        "The school added its own view and asked for 1 change before approving it: see the end of this pack."
        in packs[0]
    )
    assert "The school asked for 1 change before approving it: see the end" in packs[1]
    assert "see the end of this pack" not in packs[2]
    with_view = a.a_dossier(Status.FILED, view=VIEW)
    assert "The school added its own view: see the end of this pack." in every_paper(with_view)[2]


def test_what_was_said_on_the_telephone_says_so() -> None:
    said = call(a.a_dossier(Status.SENT), Said.CHANGE)
    dossier = a.approve(a.send_on(a.receive_again(said)))
    assert "Said on the telephone by Hanna Tilling about version 1" in every_paper(dossier)[0]


def test_where_the_school_said_nothing_there_is_nothing() -> None:
    for said in every_paper(a.a_dossier(Status.FILED))[1:]:
        assert "The school’s view" not in said
        assert "asked to have changed" not in said


def test_the_same_arguments_give_the_same_bytes() -> None:
    dossier = after_a_change(VIEW)
    first, again = (write_headteachers_view(one, decision_of(one), "r") for one in (dossier, replace(dossier)))
    assert first == again
