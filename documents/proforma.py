"""Writing the report proforma (P1-P5) as a Word document, blank or filled."""

from collections.abc import Sequence
from dataclasses import replace

from documents.controls import choice, grade, text_block, text_line
from documents.figure_annex import NO_ANNEX, Annex
from documents.form import (
    AGENDA_GUIDE,
    CELL_PROMPT,
    COMMENT_HEADING,
    HEAD,
    JUDGEMENT_HEADER,
    SECTION_HINTS,
    SECTION_PROMPTS,
    TARGET_HEADER,
    TITLE,
    Field,
    agenda_heading,
    framework_line,
    judgement_line,
    one_line,
    section_tag,
    subtitle,
    target_line,
    tidy,
)
from documents.house_style import TEXT_WIDTH
from documents.page_parts import cell, header_row, heading, kept_together, label_cell, paragraph, row, run, table
from documents.paper import paper
from documents.word_xml import Node
from handbook.core.people import School
from handbook.core.school_years import Term
from handbook.reports.paper.frameworks import (
    CATHOLIC,
    OFSTED_2025,
    Area,
    Framework,
    Scale,
    form_areas,
    scales_for,
    written_in,
)
from handbook.reports.paper.proforma import SECTIONS, Contents, Judgement, SectionKind, Target
from handbook.visits.agenda import AGENDA

TARGET_ROWS = 5
VISIT_ON = "Date of visit"
_HEAD_WIDTHS = (3000, TEXT_WIDTH - 3000)
_JUDGEMENT_WIDTHS = (4038, 2800, 2800)
_TARGET_WIDTHS = (3238, 2600, 1900, 1900)


def write_proforma(
    contents: Contents,
    *,
    school: School | None = None,
    headteacher: str = "",
    framework: Framework = OFSTED_2025,
    annex: Annex = NO_ANNEX,
    visit_on: str = "",
) -> bytes:
    """The proforma as .docx, with what `contents` holds filled in and a prompt wherever it holds nothing. `school`
    fills the head where `contents` leaves it empty. Where `contents` judges nothing yet, the areas and grades are those
    of `framework`; else they stay those that it was written in. The sections of the first visit (P2) stand in the
    autumn form (and where the term is not known); in spring and summer only those that have text. `annex` stands
    at its end. The same arguments give the same bytes."""
    known = _with_school(contents, school)
    when = " ".join(str(part) for part in (known.term, known.academic_year) if part)
    where = ", ".join(filter(None, (one_line(known.school_name), one_line(known.town))))
    return paper(
        title=": ".join(filter(None, (TITLE, ", ".join(filter(None, (where, when)))))),
        subject="Report of a School Improvement Partner’s visit",
        running_head=(TITLE, where),
        running_foot=when or "Report proforma",
        body=[
            paragraph(run(TITLE), style="Title"),
            paragraph(run(subtitle(str(known.term or ""), str(known.academic_year or ""))), style="Subtitle"),
            _head(known, one_line(headteacher), one_line(visit_on)),
            *_agenda(known.term),
            *(part for kind in SECTIONS if _stands(kind, known) for part in _section(kind, known, framework)),
            *annex.body,
        ],
        pictures=annex.pictures,
    )


def _with_school(contents: Contents, school: School | None) -> Contents:
    if school is None:
        return contents
    return replace(
        contents,
        school_name=contents.school_name or school.name,
        urn=contents.urn or school.urn,
        town=contents.town or school.town,
    )


def _head(contents: Contents, headteacher: str, visit_on: str) -> Node:
    values = {
        "school": contents.school_name,
        "town": contents.town,
        "urn": contents.urn,
        "year": str(contents.academic_year or ""),
        "term": str(contents.term or ""),
        "sip": contents.sip_name,
        "headteacher": headteacher,
    }
    label_width, value_width = _HEAD_WIDTHS
    rows = [
        row(
            label_cell(label_width, field.labels[0]),
            cell(value_width, paragraph(_head_control(field, one_line(values[field.key])), style="TableText")),
        )
        for field in HEAD
    ]
    if visit_on:
        day = text_line("sip:visit_on", VISIT_ON, visit_on, CELL_PROMPT)
        rows.append(row(label_cell(label_width, VISIT_ON), cell(value_width, paragraph(day, style="TableText"))))
    return table("The school and the visit", _HEAD_WIDTHS, rows, headed=False)


def _head_control(field: Field, value: str) -> Node:
    if field.key == "term":
        return choice(field.tag, field.labels[0], value, field.prompt, tuple(Term))
    return text_line(field.tag, field.labels[0], value, field.prompt)


def _agenda(term: Term | None) -> list[Node]:
    """The suggested annual schedule (P2, V4): of this term, or of all three while the term is not known."""
    parts = [
        heading(agenda_heading(str(term or ""))),
        paragraph(run(AGENDA_GUIDE), style="Hint"),
    ]
    for each in (term,) if term else tuple(Term):
        if term is None:
            parts.append(heading(each, 2))
        parts += [paragraph(run(item), style="ListBullet") for item in AGENDA[each]]
    return parts


def _stands(kind: SectionKind, contents: Contents) -> bool:
    has_judgements = kind.key == "judgements" and bool(contents.judgements)
    return kind in contents.expected or bool(contents.sections.get(kind.key, "").strip()) or has_judgements


def _section(kind: SectionKind, contents: Contents, framework: Framework) -> list[Node]:
    text = tidy(contents.sections.get(kind.key, ""))
    parts = [heading(kind.title)]
    if kind.key in SECTION_HINTS:
        parts.append(paragraph(run(SECTION_HINTS[kind.key]), style="Hint"))
    if kind.key == "judgements":
        text = _without(text, [judgement_line(judgement) for judgement in contents.judgements])
        by = written_in(judgement.area for judgement in contents.judgements) or framework
        parts += [
            paragraph(run(framework_line(by)), style="Hint"),
            _judgements(contents, by),
            heading(COMMENT_HEADING, 2),
        ]
    if kind.key == "targets":
        text = _without(text, [target_line(target) for target in contents.targets])
        parts.append(_targets(contents))
        if not text:
            return parts
    return [*parts, text_block(section_tag(kind.key), kind.title, text, SECTION_PROMPTS[kind.key])]


def _without(text: str, rows: list[str]) -> str:
    """The section's text less the lines that its table says already."""
    return tidy("\n".join(line for line in text.split("\n") if line not in rows))


def _judgements(contents: Contents, framework: Framework) -> Node:
    """The areas of the framework, then those that the report judges beside them."""
    areas = form_areas(framework)
    place = {each.area: _place(each.area, areas, framework) for each in contents.judgements}
    unjudged = tuple(Judgement(area.name, "", "") for at, area in enumerate(areas) if at not in place.values())
    place |= {area.name: at for at, area in enumerate(areas)}
    every = sorted(contents.judgements + unjudged, key=lambda judgement: place[judgement.area])
    area_width, *widths = _JUDGEMENT_WIDTHS
    rows = [
        row(
            label_cell(area_width, one_line(judgement.area)),
            *(
                cell(width, paragraph(_grade(f"sip:judgement:{number}:{key}", title, said, scales), style="TableText"))
                for width, key, title, said in zip(
                    widths, ("school", "sip"), JUDGEMENT_HEADER[1:], (judgement.school, judgement.sip), strict=True
                )
            ),
        )
        for number, judgement in enumerate(every, 1)
        for scales in (scales_for(judgement.area, framework),)
    ]
    header = header_row(JUDGEMENT_HEADER, _JUDGEMENT_WIDTHS)
    return table(
        "Judgements of the school and of its SIP", _JUDGEMENT_WIDTHS, kept_together([header, *rows]), headed=True
    )


def _place(name: str, areas: tuple[Area, ...], framework: Framework) -> int:
    known = framework.area(name) or CATHOLIC.area(name)
    return areas.index(known) if known in areas else len(areas)


def _grade(tag: str, title: str, said: str, scales: tuple[Scale, ...]) -> Node:
    """The grades of an area are offered, and other words are taken."""
    text = tidy(said)
    if "\n" in text:
        return text_line(tag, title, text, CELL_PROMPT)
    return grade(tag, title, text, CELL_PROMPT, [each for scale in scales for each in scale.grades])


def _targets(contents: Contents) -> Node:
    """Always one row more than is filled, so that there is room for another."""
    blank = max(TARGET_ROWS - len(contents.targets), 1)
    rows = [
        row(*_fillable(f"sip:target:{number}", _TARGET_WIDTHS, _target_places(target)))
        for number, target in enumerate((*contents.targets, *[Target("", "", "", "")] * blank), 1)
    ]
    header = header_row(TARGET_HEADER, _TARGET_WIDTHS)
    return table("Agreed targets", _TARGET_WIDTHS, [header, *rows], headed=True)


def _target_places(target: Target) -> dict[str, tuple[str, str]]:
    values = (target.text, target.measure, target.owner, target.due)
    return dict(zip(("text", "measure", "owner", "due"), zip(TARGET_HEADER, values, strict=True), strict=True))


def _fillable(prefix: str, widths: Sequence[int], places: dict[str, tuple[str, str]]) -> list[Node]:
    return [
        cell(width, paragraph(text_line(f"{prefix}:{key}", title, tidy(value), CELL_PROMPT), style="TableText"))
        for width, (key, (title, value)) in zip(widths, places.items(), strict=True)
    ]
