"""What stands around the year's reports of a school in one PDF: the page in front that says what is in it, and a copy
of a report without the headteacher's own CPD and wellbeing (P5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from documents.form import one_line
from documents.governors_pack import sections_of
from documents.house_style import TEXT_WIDTH
from documents.page_parts import cell, facts, header_row, heading, paragraph, row, run, table
from documents.paper import paper
from documents.school_words import TITLE, school_words
from documents.word_xml import Node
from handbook.core.british_time import date_words, london_date
from handbook.core.people import School
from handbook.core.school_years import AcademicYear, Term
from handbook.reports.dossier import Dossier
from handbook.reports.governors.pack import left_out
from handbook.reports.paper.proforma import Contents
from handbook.reports.report import Decision

WITHOUT = "This copy is without the headteacher’s own CPD and wellbeing, which are theirs to show."
_WIDTHS = (1600, TEXT_WIDTH - 7300, 2300, 2200, 1200)
_HEADER = ("Report", "SIP", "Headteacher", "Approved on", "PDF page")


@dataclass(frozen=True, slots=True)
class Bound:
    """One report of the year: the page that it begins on, what stands in it and not in this copy, and whether what
    the school said stands at its end."""

    term: Term
    sip: str
    headteacher: str
    approved_on: date
    page: int
    left_out: tuple[str, ...] = ()
    has_words: bool = False


def write_year_front(
    *, school: School, year: AcademicYear, bound: Sequence[Bound], lacks: Sequence[str], asked_on: date
) -> bytes:
    """The page in front as .docx; it is one page long. The same arguments give the same bytes."""
    name = one_line(school.full_name)
    absent = [heading("Not in it"), *_bullets(lacks)] if lacks else []
    return paper(
        title=f"SIP reports {year}: {name}",
        subject="The year’s reports of a School Improvement Partner",
        running_head=("SIP reports of the year", name),
        running_foot=str(year),
        body=[
            paragraph(run("SIP reports of the year"), style="Title"),
            paragraph(run(f"{name}, {year}"), style="Subtitle"),
            facts(
                "The school",
                [
                    ("School", run(f"{name} (URN {school.urn})")),
                    ("Local authority", run(one_line(school.local_authority))),
                    ("Academic year", run(str(year))),
                    ("Put together on", run(date_words(asked_on))),
                ],
            ),
            heading("What is in it"),
            _contents(bound),
            *_left_out(bound),
            *_views(bound),
            *absent,
        ],
    )


def write_report_copy(dossier: Dossier, decision: Decision) -> bytes:
    """An approved report without the headteacher's own part as .docx. The same arguments give the same bytes."""
    report, school = dossier.report, dossier.school
    name, when = one_line(school.full_name), f"{report.term} {report.year}"
    return paper(
        title=f"SIP report: {name}, {when}",
        subject="School Improvement Partner report, without the headteacher’s own CPD and wellbeing",
        running_head=("School Improvement Partner report", name),
        running_foot=when,
        body=[
            paragraph(run("School Improvement Partner report"), style="Title"),
            paragraph(run(when), style="Subtitle"),
            paragraph(run(WITHOUT), style="Hint"),
            facts(
                "The report",
                [
                    ("School", run(f"{name} (URN {school.urn})")),
                    ("School Improvement Partner", run(one_line(dossier.sip.name))),
                    ("Headteacher", run(one_line(dossier.approved_by))),
                    ("Approved on", run(date_words(london_date(decision.at)))),
                ],
            ),
            *sections_of(dossier.shown.contents, with_wellbeing=False),
            *school_words(dossier, decision),
        ],
    )


def parts_left_out(contents: Contents) -> tuple[str, ...]:
    """What `write_report_copy` leaves out of a report, by name."""
    return tuple(dict.fromkeys(one_line(part)[:80] for part in left_out(contents, False)))


def _contents(bound: Sequence[Bound]) -> Node:
    rows = [
        row(
            *(
                cell(width, paragraph(run(words), style="TableText"))
                for width, words in zip(
                    _WIDTHS,
                    (
                        f"{one.term.value} term",
                        one_line(one.sip),
                        one_line(one.headteacher),
                        date_words(one.approved_on),
                        str(one.page),
                    ),
                    strict=True,
                )
            )
        )
        for one in bound
    ]
    return table("What is in it", _WIDTHS, [header_row(_HEADER, _WIDTHS), *rows], headed=True)


def _left_out(bound: Sequence[Bound]) -> list[Node]:
    lines = [f"{one.term.value} term: {_some(one.left_out)}." for one in bound if one.left_out]
    return [heading("Left out, but in the filed report"), *_bullets(lines)] if lines else []


def _views(bound: Sequence[Bound]) -> list[Node]:
    """What the school said stands behind what was approved and never inside it."""
    lines = [f"{one.term.value} term: what the school said stands at the end of it." for one in bound if one.has_words]
    return [heading(TITLE), *_bullets(lines)] if lines else []


def _some(names: Sequence[str], at_most: int = 5) -> str:
    more = len(names) - at_most
    return "; ".join(names[:at_most]) + (f"; and {more} more" if more > 0 else "")


def _bullets(lines: Sequence[str]) -> list[Node]:
    return [paragraph(run(line), style="ListBullet") for line in lines]
