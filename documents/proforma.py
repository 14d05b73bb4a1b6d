"""Writing the report proforma (P1-P5) as a Word document, blank or filled: what goes into which place of its form."""

from dataclasses import replace

from documents.figure_annex import NO_ANNEX, Annex
from documents.filling import Filling, Row, fill
from documents.form import HEAD, framework_line, one_line, section_tag, tidy
from documents.form_lines import lines_of_section, without_lines
from documents.form_tags import box_tag
from documents.term_forms import OUR_FORMS, TermForms
from handbook.core.people import School
from handbook.reports.paper.boxes import BOXES, TABLES, TableKind, TableRow
from handbook.reports.paper.frameworks import CATHOLIC, OFSTED_2025, Area, Framework, form_areas, scales_for, written_in
from handbook.reports.paper.proforma import SECTIONS, Contents, Judgement, SectionKind, Target

TARGET_ROWS = 3
TARGETS_NOTE = "targets_note"
"""What is said of the targets beside their table; it stands only where there is something."""


def write_proforma(
    contents: Contents,
    *,
    school: School | None = None,
    headteacher: str = "",
    framework: Framework = OFSTED_2025,
    annex: Annex = NO_ANNEX,
    forms: TermForms = OUR_FORMS,
) -> bytes:
    """The proforma as .docx, with what `contents` holds filled in and a prompt wherever it holds nothing. `school`
    fills the head where `contents` leaves it empty. Where `contents` judges nothing yet, the areas and grades are those
    of `framework`; else they stay those that it was written in. The sections of the first visit (P2) stand in the
    autumn form (and where the term is not known); in spring and summer only those that have text. `annex` stands
    at its end. The same arguments give the same bytes."""
    known = _with_school(contents, school)
    by = written_in(judgement.area for judgement in known.judgements) or framework
    where = ", ".join(filter(None, (one_line(known.school_name), one_line(known.town))))
    when = " ".join(str(part) for part in (known.term, known.academic_year) if part)
    texts = {section_tag(kind.key): without_lines(known, kind.key) for kind in SECTIONS}
    rows = {kind.key: _rows(kind, known) for kind in TABLES}
    parts = {kind.key for kind in SECTIONS if _stands(kind, known)} | {key for key, each in rows.items() if each}
    if texts[section_tag("targets")]:
        parts.add(TARGETS_NOTE)
    filling = Filling(
        about=", ".join(filter(None, (where, when))),
        texts=_head(known, headteacher) | {box_tag(box): tidy(known.boxes.get(box.key, "")) for box in BOXES} | texts,
        rows={"judgements": _judgements(known, by), "targets": _targets(known), **rows},
        again={
            "where": where,
            "when": when,
            "year": str(known.academic_year or ""),
            "framework": framework_line(by),
        },
        parts=frozenset(parts),
        annex=annex,
    )
    return fill(forms.of(known.term), filling)


def _with_school(contents: Contents, school: School | None) -> Contents:
    if school is None:
        return contents
    return replace(
        contents,
        school_name=contents.school_name or school.name,
        urn=contents.urn or school.urn,
        town=contents.town or school.town,
    )


def _head(contents: Contents, headteacher: str) -> dict[str, str]:
    values = {
        "school": contents.school_name,
        "town": contents.town,
        "urn": contents.urn,
        "year": str(contents.academic_year or ""),
        "term": str(contents.term or ""),
        "sip": contents.sip_name,
        "headteacher": headteacher,
    }
    return {field.tag: one_line(values[field.key]) for field in HEAD}


def _stands(kind: SectionKind, contents: Contents) -> bool:
    said = bool(contents.sections.get(kind.key, "").strip())
    return kind in contents.expected or said or bool(lines_of_section(contents, kind.key))


def _rows(kind: TableKind, contents: Contents) -> list[Row]:
    """Those that are filled, then what the form gives or blank ones, and always one more than is filled."""
    filled = list(contents.rows.get(kind.key, ()))
    first = kind.columns[0].key
    said = {each[first] for each in filled}
    given = [TableRow({first: name}) for name in kind.given if name not in said]
    blank = max(kind.blank - len(filled), 1) if kind.blank else 0
    rows = (*filled, *given, *[TableRow()] * blank)
    return [Row({key: tidy(value) for key, value in each.values.items()}) for each in rows]


def _judgements(contents: Contents, framework: Framework) -> list[Row]:
    """The areas of the framework, then those that the report judges beside them. The grades of an area are offered, and
    other words are taken."""
    areas = form_areas(framework)
    place = {each.area: _place(each.area, areas, framework) for each in contents.judgements}
    unjudged = tuple(Judgement(area.name, "", "") for at, area in enumerate(areas) if at not in place.values())
    place |= {area.name: at for at, area in enumerate(areas)}
    every = sorted(contents.judgements + unjudged, key=lambda judgement: place[judgement.area])
    return [_judgement(each, framework) for each in every]


def _judgement(judgement: Judgement, framework: Framework) -> Row:
    grades = tuple(grade for scale in scales_for(judgement.area, framework) for grade in scale.grades)
    texts = {"area": one_line(judgement.area), "school": tidy(judgement.school), "sip": tidy(judgement.sip)}
    return Row(texts | {"gap": one_line(judgement.gap)}, {"school": grades, "sip": grades})


def _place(name: str, areas: tuple[Area, ...], framework: Framework) -> int:
    known = framework.area(name) or CATHOLIC.area(name)
    return areas.index(known) if known in areas else len(areas)


def _targets(contents: Contents) -> list[Row]:
    """Always one row more than is filled, so that there is room for another."""
    blank = max(TARGET_ROWS - len(contents.targets), 1)
    return [_target(target) for target in (*contents.targets, *[Target("", "", "", "")] * blank)]


def _target(target: Target) -> Row:
    return Row({key: tidy(getattr(target, key)) for key in ("text", "measure", "owner", "due")})
