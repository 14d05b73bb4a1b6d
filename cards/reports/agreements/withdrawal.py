"""Before an agreement is withdrawn, the headteacher reads who loses what (W5, D1)."""

from collections.abc import Sequence
from typing import Final

from cards.kit.elements import LINES_AT_MOST, Json, bullets, card, execute, facts, heading, refresh, text
from cards.kit.lines import why
from cards.reports.agreements.actions import agreement_data
from cards.reports.agreements.lines import people_words
from cards.reports.agreements.verbs import AgreementVerb
from cards.reports.verbs import ReportVerb
from handbook.core.people import Person, School
from handbook.reports.agreements.agreement import SharingAgreement
from handbook.reports.agreements.texts import AgreementKind
from handbook.reports.report import Report

_LINE: Final = 500
"""Letters in a line: it names all reports of one reader."""


def withdrawal_card(
    agreement: SharingAgreement, school: School, shared: Sequence[Report], readers: Sequence[Person]
) -> Json:
    """`shared` are the reports that are open outside the trust, or about to be; `readers` who sees the figures."""
    name = agreement.called.name
    of_kind = {AgreementKind.SHARING: lambda: _of_sharing(shared), AgreementKind.DATA: lambda: _of_figures(readers)}
    body = [
        text(f"Nothing has changed yet. If you withdraw the {name}, this follows."),
        facts((("School", f"{school.full_name} (URN {school.urn})"),)),
        *of_kind[agreement.kind](),
        text("Your SIP service does not depend on it. You can sign again at any time."),
        why("you are the headteacher, and only you can answer for the school"),
    ]
    title = f"Withdraw the {name}? {school.full_name}"
    again = refresh(AgreementVerb.PREVIEW_WITHDRAWAL, agreement_data(agreement))
    return card(title, body, _choices(agreement, shared), f"{title} Who loses what.", asks_again=again)


def _choices(agreement: SharingAgreement, shared: Sequence[Report]) -> list[Json]:
    data = agreement_data(agreement)
    keep = execute("Keep the agreement", ReportVerb.SHOW_AGREEMENT, data)
    if agreement.kind is AgreementKind.SHARING and shared:
        close = execute("Withdraw, and close what was shared", ReportVerb.AGREEMENT_WITHDRAW, {**data, "close": 1})
        leave = execute("Withdraw; what was shared stays open", ReportVerb.AGREEMENT_WITHDRAW, {**data, "close": 0})
        return [close, leave, keep]
    return [execute("Withdraw", ReportVerb.AGREEMENT_WITHDRAW, {**data, "close": 0}), keep]


def _of_sharing(shared: Sequence[Report]) -> list[Json]:
    new = "From now on, no report is shared with the Diocesan Schools Officer or the local authority."
    if not shared:
        return [text(new), text("No report of your school is shared outside the trust now, so nobody loses anything.")]
    rows = [f"{people_words([one])}: {_titles(one, shared)}" for one in _outside(shared)]
    names = " and ".join(one.name for one in _outside(shared))
    return [
        text(new),
        heading("Who can open what now"),
        bullets(rows, line_at_most=_LINE),
        text(
            "You choose whether that stays open or is closed. If it is closed, they can no longer open the "
            "files in SharePoint. You, your SIP and the Trust Advisor still can."
        ),
        text(f"Whatever {names} have downloaded, printed or passed on cannot be taken back: please ask them."),
    ]


def _of_figures(readers: Sequence[Person]) -> list[Json]:
    rows = [f"{people_words([one])}: no longer see your school’s figures" for one in readers]
    return [
        heading("Who loses what"),
        bullets(rows),
        text("New reports have no figures. Figures in reports that are approved already stay there."),
        text("Anyone who has printed or passed on your figures still has them: that cannot be taken back."),
    ]


def _outside(shared: Sequence[Report]) -> list[Person]:
    found = {one.id: one for report in shared for one in report.shared_with}
    return list(found.values())


def _titles(person: Person, shared: Sequence[Report]) -> str:
    titles = [report.title for report in shared if person.id in {one.id for one in report.shared_with}]
    more = f" and {len(titles) - LINES_AT_MOST} more" if len(titles) > LINES_AT_MOST else ""
    return f"{'; '.join(titles[:LINES_AT_MOST])}{more}"
