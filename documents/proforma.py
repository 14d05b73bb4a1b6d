"""Writing the report proforma (P1-P5) as a Word document, blank or filled."""

from collections.abc import Sequence
from dataclasses import replace

from documents.controls import choice, grade, text_block, text_line
from documents.figure_annex import NO_ANNEX, Annex
from documents.form import (
    AGENDA_GUIDE,
    CELL_PROMPT,
    COMMENT_HEADING,
    GAP_TITLE,
    HEAD,
    JUDGEMENT_HEADER,
    SCHEDULE_HEADER,
    SECTION_HINTS,
    SECTION_PROMPTS,
    TARGET_HEADER,
    TITLE,
    Field,
    agenda_heading,
    framework_line,
    one_line,
    section_tag,
    subtitle,
    tidy,
)
from documents.form_lines import lines_of_section, without_lines
from documents.house_style import TEXT_WIDTH
from documents.page_parts import cell, header_row, heading, kept_together, label_cell, paragraph, row, run, table
from documents.paper import paper
from documents.proforma_parts import box_rows, section_parts
from documents.word_xml import Node
from handbook.core.people import School
from handbook.core.school_years import Term
from handbook.reports.paper.boxes import GAP_MARKS, boxes_of
from handbook.reports.paper.boxes import HEAD as AT_THE_TOP
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
from handbook.visits.agenda import AGENDA, INFORMATION

TARGET_ROWS = 5
_HEAD_WIDTHS = (3000, TEXT_WIDTH - 3000)
_SCHEDULE_WIDTHS = (1238, 4200, 4200)
_JUDGEMENT_WIDTHS = (3538, 2400, 2400, 1300)
_TARGET_WIDTHS = (3238, 2600, 1900, 1900)


def write_proforma(
    contents: Contents,
    *,
    school: School | None = None,
    headteacher: str = "",
    framework: Framework = OFSTED_2025,
    annex: Annex = NO_ANNEX,
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
            _head(known, one_line(headteacher)),
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


def _head(contents: Contents, headteacher: str) -> Node:
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
    rows += box_rows(boxes_of(AT_THE_TOP), contents, TEXT_WIDTH)
    return table("The school and the visit", _HEAD_WIDTHS, rows, headed=False)


def _head_control(field: Field, value: str) -> Node:
    if field.key == "term":
        return choice(field.tag, field.labels[0], value, field.prompt, tuple(Term))
    return text_line(field.tag, field.labels[0], value, field.prompt)


def _agenda(term: Term | None) -> list[Node]:
    """The suggested annual schedule (P2, V4, V5): of the whole year at its first visit, then of this term."""
    terms = tuple(Term) if term in (Term.AUTUMN, None) else (term,)
    rows = [
        row(
            label_cell(_SCHEDULE_WIDTHS[0], each),
            *(
                cell(width, *(paragraph(run(item), style="ListBulletTable") for item in items))
                for width, items in zip(_SCHEDULE_WIDTHS[1:], (AGENDA[each], INFORMATION[each]), strict=True)
            ),
        )
        for each in terms
    ]
    title = agenda_heading("" if len(terms) > 1 else str(term))
    schedule = table(title, _SCHEDULE_WIDTHS, [header_row(SCHEDULE_HEADER, _SCHEDULE_WIDTHS), *rows], headed=True)
    return [heading(title), paragraph(run(AGENDA_GUIDE), style="Hint"), schedule]


def _stands(kind: SectionKind, contents: Contents) -> bool:
    said = bool(contents.sections.get(kind.key, "").strip())
    return kind in contents.expected or said or bool(lines_of_section(contents, kind.key))


def _section(kind: SectionKind, contents: Contents, framework: Framework) -> list[Node]:
    text = without_lines(contents, kind.key)
    parts = [heading(kind.title)]
    if kind.key in SECTION_HINTS:
        parts.append(paragraph(run(SECTION_HINTS[kind.key]), style="Hint"))
    if kind.key == "judgements":
        by = written_in(judgement.area for judgement in contents.judgements) or framework
        parts += [
            paragraph(run(framework_line(by)), style="Hint"),
            _judgements(contents, by),
            heading(COMMENT_HEADING, 2),
        ]
    if kind.key == "targets":
        parts.append(_targets(contents))
        if not text:
            return parts
    parts += section_parts(kind, contents)
    return [*parts, text_block(section_tag(kind.key), kind.title, text, SECTION_PROMPTS[kind.key])]


def _judgements(contents: Contents, framework: Framework) -> Node:
    """The areas of the framework, then those that the report judges beside them."""
    areas = form_areas(framework)
    place = {each.area: _place(each.area, areas, framework) for each in contents.judgements}
    unjudged = tuple(Judgement(area.name, "", "") for at, area in enumerate(areas) if at not in place.values())
    place |= {area.name: at for at, area in enumerate(areas)}
    every = sorted(contents.judgements + unjudged, key=lambda judgement: place[judgement.area])
    area_width, *widths, gap_width = _JUDGEMENT_WIDTHS
    rows = [
        row(
            label_cell(area_width, one_line(judgement.area)),
            *(
                cell(width, paragraph(_grade(f"sip:judgement:{number}:{key}", title, said, scales), style="TableText"))
                for width, key, title, said in zip(
                    widths, ("school", "sip"), JUDGEMENT_HEADER[1:], (judgement.school, judgement.sip), strict=True
                )
            ),
            cell(gap_width, paragraph(_gap(f"sip:judgement:{number}:gap", judgement.gap), style="TableText")),
        )
        for number, judgement in enumerate(every, 1)
        for scales in (scales_for(judgement.area, framework),)
    ]
    header = header_row((*JUDGEMENT_HEADER, GAP_TITLE), _JUDGEMENT_WIDTHS)
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


def _gap(tag: str, said: str) -> Node:
    return grade(tag, GAP_TITLE, one_line(said), CELL_PROMPT, GAP_MARKS)


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
