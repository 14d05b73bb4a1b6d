"""What a school's record holds beside files, as tables of words: each a header and its rows."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from handbook.core.british_time import london_date, moment_words
from handbook.data.dossier import FigureDossier
from handbook.data.figures import Missing, figure_words
from handbook.data.measures import Group, Topic
from handbook.data.small_numbers import shown
from handbook.half_days.entitlement import EntitlementLine, HalfDayAccount
from handbook.reports.agreements.agreement import SharingAgreement
from handbook.reports.dossier import Dossier
from handbook.visits.dossier import VisitDossier

Table = tuple[tuple[str, ...], list[tuple[str, ...]]]
_NOT_THERE = (Missing.NO_FILE, Missing.NOT_IN_FILE)


def reports_table(dossiers: Iterable[Dossier]) -> Table:
    header = (
        *("Year", "Term", "Status", "SIP", "Headteacher", "Version sent", "Sent", "Approved"),
        *("SHA-256 of the approved file", "Governors told", "Shared", "Filed at"),
    )
    return header, [_report(one) for one in dossiers]


def _report(dossier: Dossier) -> tuple[str, ...]:
    report, decision = dossier.report, dossier.report.decision
    filed = report.filed.document.web_url if report.filed else ""
    return (
        str(report.year),
        report.term.value,
        report.status.value.replace("_", " "),
        dossier.sip.name,
        dossier.headteacher.name,
        str(report.sent or ""),
        _at(report.sent_at),
        _at(decision.at if decision else None),
        dossier.shown.sha256 if decision else "",
        _at(report.governors_told_at),
        _at(report.shared_at),
        filed,
    )


def visits_table(dossiers: Iterable[VisitDossier]) -> Table:
    header = ("Year", "For", "When", "Status", "SIP", "Headteacher", "Agenda")
    rows = [
        (
            str(one.visit.year),
            one.visit.purpose.words,
            one.visit.half_day.words if one.visit.half_day else "",
            one.visit.status.value.replace("_", " "),
            one.sip.name,
            one.headteacher.name,
            "; ".join(one.visit.agenda),
        )
        for one in dossiers
    ]
    return header, rows


def half_days_table(accounts: Iterable[HalfDayAccount]) -> Table:
    header = ("Year", "Half-days", "Allowed", "Held", "Planned", "Left")
    return header, [
        (str(one.year), name, *map(str, (line.allowed, line.held, line.planned, line.remaining)))
        for one in accounts
        for name, line in _lines(one)
    ]


def _lines(own: HalfDayAccount) -> Sequence[tuple[str, EntitlementLine]]:
    return (
        *((f"{term.value} visit", line) for term, line in own.termly),
        ("led by the school", own.school_led),
        ("preparation", own.preparation),
        *((extra.name, line) for extra, line in own.extras),
    )


def agreements_table(agreements: Iterable[SharingAgreement]) -> Table:
    header = ("Agreement", "Status", "Asked", "Answered", "Signed as", "Text")
    rows = [
        (
            one.called.name,
            one.status.value.replace("_", " "),
            _at(one.asked_at),
            _at(one.answered_at),
            one.typed_name,
            one.text_version,
        )
        for one in agreements
    ]
    return header, rows


def figures_table(dossier: FigureDossier) -> Table:
    """As they may be shown: what is about few pupils says why it is not there (D1)."""
    years = sorted({one.year for one in dossier.sets})
    rows: list[tuple[str, ...]] = []
    for year in years:
        for topic in Topic:
            for group in Group:
                figure = shown(dossier.sets, year, topic, group).figure
                if figure.missing not in _NOT_THERE:
                    rows.append((str(year), topic.words, group.words, figure_words(figure, topic.unit)))
    return ("Year", "Figure", "Pupils", "Value, or why there is none"), rows


def _at(moment: datetime | None) -> str:
    return f"{london_date(moment).isoformat()} ({moment_words(moment)})" if moment else ""
