"""D1–D3: a school's figures at the end of its report, which are the form's and not what somebody wrote."""

import re
import zipfile
from dataclasses import replace
from functools import cache
from io import BytesIO

import pytest

from documents.figure_annex import TITLE, figure_annex
from documents.figure_control import is_untouched
from documents.proforma import write_proforma
from documents.reading import read_counted
from handbook.core.school_years import Term
from handbook.data.pictures import pictures
from handbook.reports.agreements.agreement import AgreementStatus
from tests.support import builders as a
from tests.support.figures import three_years, whole_story

CONTENTS = a.a_contents()


@cache
def report() -> bytes:
    return write_proforma(CONTENTS, annex=figure_annex(whole_story()))


def part(data: bytes, name: str) -> str:
    return zipfile.ZipFile(BytesIO(data)).read(name).decode()


def changed(data: bytes, before: str, after: str) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(packed, "w") as new:
        for one in old.namelist():
            content = old.read(one)
            if one == "word/document.xml":
                assert before.encode() in content
                content = content.replace(before.encode(), after.encode(), 1)
            new.writestr(one, content)
    return packed.getvalue()


def test_each_picture_has_its_alternative_text_a_sentence_and_a_table() -> None:
    document = part(report(), "word/document.xml")
    found = pictures(whole_story())
    assert re.findall(r'<wp:docPr [^>]*descr="([^"]*)"', document) == [one.alt_text for one in found]
    words = re.sub("<[^>]+>", "|", document)
    for one in found:
        assert one.sentence in words
        for row in one.table:
            assert all(cell in words for cell in row)
    assert document.count('<w:tblCaption w:val="Pupils at the expected standard') == 2
    names = [one for one in zipfile.ZipFile(BytesIO(report())).namelist() if one.startswith("word/media/")]
    assert len(names) == 4
    relations = part(report(), "word/_rels/document.xml.rels")
    assert all(f'Id="{one}"' in relations for one in re.findall(r'r:embed="([^"]+)"', document))
    assert 'w:lock w:val="contentLocked"' in document


def test_the_same_figures_give_the_same_bytes() -> None:
    assert write_proforma(CONTENTS, annex=figure_annex(whole_story())) == report()


def test_untouched_they_are_the_forms_words_and_what_the_sip_wrote_is_read_as_without_them() -> None:
    plain, without = read_counted(write_proforma(CONTENTS))
    read, count = read_counted(report())
    assert read == plain
    assert (count.placed, count.shown, count.missed) == (without.placed, 0, 0)
    assert count.form > without.form


@pytest.mark.parametrize(("before", "after"), [("64.5% of 22", "94.5% of 22"), ("62.0% of 16", "62.0% of 16. My note")])
def test_changed_by_somebody_they_are_shown(before: str, after: str) -> None:
    read, count = read_counted(changed(report(), f">{before}<", f">{after}<"))
    (passage,) = read.unplaced
    assert passage.title == TITLE
    assert after in passage.text
    assert count.missed == 0


def test_cut_into_other_runs_by_word_they_are_untouched_still() -> None:
    cut = changed(report(), ">64.5% of 22<", ">64.5% o</w:t></w:r><w:r><w:t>f 22<")
    assert read_counted(cut)[0].unplaced == ()


def test_another_control_is_not_taken_for_them() -> None:
    (control,) = figure_annex(whole_story()).body
    tag = re.findall(r"sip:figures:\w+", part(report(), "word/document.xml"))[0]
    assert is_untouched(tag, control)
    assert not is_untouched("sip:section:targets", control)


@pytest.mark.parametrize("status", list(AgreementStatus))
def test_without_the_agreement_there_are_none(status: AgreementStatus) -> None:
    assert bool(figure_annex(three_years(status)).body) is (status is AgreementStatus.SIGNED)


def test_where_there_are_no_figures_the_form_is_as_ever() -> None:
    nothing = figure_annex(replace(three_years(), sets=()))
    assert write_proforma(CONTENTS, annex=nothing) == write_proforma(CONTENTS)
    attended = replace(three_years(), sets=three_years().sets[-1:])
    written = write_proforma(a.a_contents(term=Term.SPRING), annex=figure_annex(attended))
    assert "Progress since" not in part(written, "word/document.xml")
