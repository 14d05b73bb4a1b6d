"""The pack for governors: half a page of what the report comes to, and its sections as they were approved (G1)."""

from documents.form import JUDGEMENT_HEADER, TARGET_HEADER, judgement_line, one_line, target_line, tidy
from documents.page_parts import cell, facts, header_row, heading, paragraph, paragraphs, row, run, table
from documents.paper import paper
from documents.school_words import school_words
from documents.word_xml import Node
from handbook.core.british_time import date_words, london_date
from handbook.core.plain_words import and_list, several
from handbook.reports.dossier import Dossier
from handbook.reports.governors.pack import STANDING_ITEM, agenda_line, pack_sections
from handbook.reports.paper.boxes import without_label
from handbook.reports.paper.proforma import Contents, SectionKind
from handbook.reports.report import Decision, Report

_JUDGEMENTS = (3838, 2900, 2900)
_TARGETS = (3638, 2400, 1800, 1800)


def write_governors_pack(dossier: Dossier, decision: Decision, *, with_wellbeing: bool) -> bytes:
    """The pack as .docx. The headteacher's own CPD and wellbeing is in it only where they want it. The same arguments
    give the same bytes."""
    report, school = dossier.report, dossier.school
    contents = dossier.shown.contents if with_wellbeing else dossier.shown.contents.for_others()
    when = f"{report.term} {report.year}"
    known = [
        ("School", f"{one_line(school.full_name)} (URN {school.urn})"),
        ("Visit", when),
        ("School Improvement Partner", one_line(dossier.sip.name)),
        ("Headteacher", one_line(dossier.approved_by)),
        ("Approved on", date_words(london_date(decision.at))),
    ]
    return paper(
        title=f"For governors: {one_line(school.full_name)}, {when}",
        subject="School Improvement Partner report, for the governing body",
        running_head=("For governors", one_line(school.full_name)),
        running_foot=when,
        body=[
            paragraph(run("For governors"), style="Title"),
            paragraph(run(f"School Improvement Partner report, {when}"), style="Subtitle"),
            facts("The report", [(label, run(words)) for label, words in known]),
            heading("In short"),
            *(paragraph(run(line), style="ListBullet") for line in (*_in_short(contents), *_said(report))),
            heading("For the agenda"),
            paragraph(run(agenda_line(report)), style="ListBullet"),
            paragraph(run(f"As a standing item: {STANDING_ITEM}"), style="ListBullet"),
            *sections_of(contents, with_wellbeing=with_wellbeing),
            *school_words(dossier, decision),
        ],
    )


def sections_of(contents: Contents, *, with_wellbeing: bool) -> list[Node]:
    """The report's sections as they were approved, with the headteacher's own or without."""
    return [part for kind in pack_sections(contents, with_wellbeing) for part in _section(kind, contents)]


def _in_short(contents: Contents) -> list[str]:
    """What governors ask first: where the school and its SIP agree, what is worked on, and what comes next."""
    judged = [each for each in contents.judgements if each.school or each.sip]
    gaps = [one_line(each.area) for each in contents.gaps]
    lines: list[str] = []
    if judged:
        differ = f"They differ on {and_list(gaps)}." if gaps else "They differ on none of them."
        lines.append(f"{several(len(judged), 'area')} judged by the school and its SIP. {differ}")
    if contents.targets:
        first = "; ".join(one_line(target.text) for target in contents.targets[:3] if target.text)
        lines.append(f"{several(len(contents.targets), 'target')} agreed: {first}.".replace("..", "."))
    for key, name in (("good_practice", "Good practice"), ("next_visit", "Next visit")):
        if text := without_label(key, contents.texts.get(key, "").strip()):
            lines.append(f"{name}: {one_line(text.splitlines()[0])}")
    return lines or ["The report has no judgement, target or next visit written down."]


def _said(report: Report) -> list[str]:
    """That the school said something of the report, which stands at the end of the pack."""
    view = "its own view" if report.decision and report.decision.view else ""
    asked = several(len(report.asked_changes), "change") if report.asked_changes else ""
    words = and_list([one for one in (view, f"asked for {asked} before approving it" if asked else "") if one])
    return [f"The school {'added ' if view else ''}{words}: see the end of this pack."] if words else []


def _section(kind: SectionKind, contents: Contents) -> list[Node]:
    text = tidy(contents.texts[kind.key])
    if kind.key == "judgements" and contents.judgements:
        rows = [(one_line(each.area), one_line(each.school), one_line(each.sip)) for each in contents.judgements]
        return [
            heading(kind.title),
            _table(kind.title, JUDGEMENT_HEADER, _JUDGEMENTS, rows),
            *_beside(text, [judgement_line(each) for each in contents.judgements if not each.more]),
        ]
    if kind.key == "targets" and contents.targets:
        rows = [tuple(map(one_line, (each.text, each.measure, each.owner, each.due))) for each in contents.targets]
        return [
            heading(kind.title),
            _table(kind.title, TARGET_HEADER, _TARGETS, rows),
            *_beside(text, [target_line(each) for each in contents.targets if not each.more]),
        ]
    return [heading(kind.title), *paragraphs(text)]


def _table(name: str, header: tuple[str, ...], widths: tuple[int, ...], rows: list[tuple[str, ...]]) -> Node:
    lines = [
        row(*(cell(width, paragraph(run(words), style="TableText")) for width, words in zip(widths, each, strict=True)))
        for each in rows
    ]
    return table(name, widths, [header_row(header, widths), *lines], headed=True)


def _beside(text: str, rows: list[str]) -> list[Node]:
    """The section's text less the lines that its table says whole."""
    left = tidy("\n".join(line for line in text.split("\n") if line not in rows))
    return paragraphs(left) if left else []
