"""Lines that several cards of a report have in common: what it is about, who sees it, how it was decided."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from cards.kit.elements import (
    LINES_AT_MOST,
    Json,
    bullets,
    buttons,
    execute,
    facts,
    heading,
    quote,
    refresh,
    status,
    table,
    text,
)
from cards.kit.lines import capital, link
from cards.kit.safe_text import capped
from cards.reports.actions import report_data
from cards.reports.by_phone import by_phone
from cards.reports.verbs import ReportCard, ReportVerb
from handbook.core.british_time import moment_words
from handbook.core.people import Person, School
from handbook.core.plain_words import several
from handbook.reports.approval import audience, reader_words
from handbook.reports.dossier import Dossier
from handbook.reports.filing import other_names
from handbook.reports.governors.pack import left_out
from handbook.reports.library import FiledItem
from handbook.reports.paper.proforma import Contents, Judgement
from handbook.reports.paper.statuses import ActionStatus, action_status, closes_gap
from handbook.reports.report import AskedChange, Report, Version
from handbook.reports.sharing import gets_whole
from handbook.reports.taking_up import given_up, may_take_up_again


def title_of(dossier: Dossier) -> str:
    """Autumn 2026/27 SIP report: St Hilda’s, Northbeck."""
    return report_title(dossier.report, dossier.school)


def report_title(report: Report, school: School) -> str:
    """The same, where no more of a report was loaded than its record."""
    return f"{capital(report.title)}: {school.full_name}"


def about(dossier: Dossier, *more: tuple[str, str]) -> Json:
    """School, term and SIP, and what else is given."""
    report, school = dossier.report, dossier.school
    return facts(
        (
            ("School", f"{school.full_name} (URN {school.urn})"),
            ("Term", f"{report.term.value} {report.year}"),
            ("SIP", dossier.sip.name),
            *more,
        )
    )


def correction(version: Version) -> list[Json]:
    """What the SIP had to say of a file whose head says otherwise."""
    return [text(version.correction)] if version.correction else []


def unanswered(version: Version) -> list[Json]:
    """What was agreed before and is passed over in this report (P3). It stays open."""
    if not version.unanswered:
        return []
    return [heading("Agreed before, and not mentioned in this report"), bullets(version.unanswered)]


def gaps(contents: Contents) -> list[Json]:
    """Where the school and its SIP judge differently (P2), and where a reader has to see whether they do; nothing when
    they agree."""
    return [
        *_judged("Where the judgements differ", contents.gaps),
        *_judged("Please check: do these judgements differ?", contents.unclear),
    ]


def progress(contents: Contents) -> list[Json]:
    """How the actions agreed before stand, and which gaps stay open, in words (V4, P2); nothing where none was asked
    about."""
    told = [action_status(row["status"]) for row in contents.rows.get("action", ())]
    counts = [f"{count} {status.value}" for status in ActionStatus if (count := told.count(status))]
    gap_rows = contents.rows.get("gap", ())
    lines = [f"Actions: {', '.join(counts)}"] if counts else []
    for words, closed in (("Gaps closed", True), ("Gaps that stay open", False)):
        areas = [row["area"] for row in gap_rows if row["area"] and closes_gap(row["status"]) is closed]
        lines += [f"{words}: {', '.join(areas)}"] if areas else []
    return [heading("What was agreed before"), bullets(lines)] if lines else []


def _judged(title: str, judgements: Sequence[Judgement]) -> list[Json]:
    rows = [(one.area, one.school, one.sip) for one in judgements]
    more = [text(f"and {len(rows) - LINES_AT_MOST} more, in the report")] if len(rows) > LINES_AT_MOST else []
    return [heading(title), table(("Area", "School", "SIP"), rows), *more] if rows else []


def readers(dossier: Dossier) -> list[Json]:
    """Who has seen the report, and who will see it next."""
    seen, ahead = audience(dossier)
    ahead_lines = [heading("Next"), bullets(ahead)] if ahead else []
    return [heading("Seen so far"), bullets([*seen, *_seen_before(dossier)]), *ahead_lines]


def trouble(dossier: Dossier, viewer: Person) -> list[Json]:
    """What could not be done as promised, if anything; and **Try again** for whoever may have it taken up again."""
    stopped = list(dict.fromkeys(step.words for step in given_up(dossier)))
    words = dossier.report.trouble or " ".join([*stopped, "I have stopped trying."] if stopped else [])
    if not words or words.startswith(f"{viewer.name} could not be reached"):  # whoever reads it was reached after all
        return []
    lines = [status("Not everything has worked", words, "attention")]
    return [*lines, *_try_again(dossier)] if may_take_up_again(dossier, viewer) else lines


def _try_again(dossier: Dossier) -> list[Json]:
    report = dossier.report
    data = report_data(report, report.sent or report.latest)
    press = execute(
        "Try again", ReportVerb.TAKE_UP, data, submits_inputs=False, tooltip=f"Try again: {title_of(dossier)}"
    )
    return [text("Once the cause is fixed, press “Try again”. Nobody needs to do anything else."), buttons([press])]


def decided(dossier: Dossier) -> list[Json]:
    """The approval, the school's view and what followed; nothing before."""
    report = dossier.report
    if report.decision is None:
        return []
    word = "Handed in" if report.external_sip else "Approved"
    when = f"by {_approved_by(dossier)} on {moment_words(report.decision.at)}"
    lines = [status(word, when, "good"), *_by_external(dossier), *school_words(dossier), *by_phone(dossier)]
    return [*lines, bullets(_followed(dossier, report.shared_at))]


def _approved_by(dossier: Dossier) -> str:
    decision = dossier.report.decision
    return dossier.approved_by if decision and decision.by_id == dossier.headteacher.id else "the headteacher"


def school_words(dossier: Dossier) -> list[Json]:
    """What the school said of the report, as it was written: its view, and what its headteacher asked to have changed.
    For cards of those who may read the report."""
    decision, asked = dossier.report.decision, dossier.report.asked_changes
    view: list[Json] = []
    if decision and decision.view:
        by = f"the school’s view, written by {_approved_by(dossier)}, {moment_words(decision.at)}"
        view = [quote(decision.view, by)]
    more = [text(f"and {several(len(asked) - _ASKED_SHOWN, 'request')} before, in the PDF")]
    shown = [quote(capped(one.words, 300, " …"), _asked_by(dossier, one)) for one in asked[-_ASKED_SHOWN:]]
    return [*view, *shown, *(more if len(asked) > _ASKED_SHOWN else [])]


_ASKED_SHOWN: Final = 3


def _asked_by(dossier: Dossier, asked: AskedChange) -> str:
    how = "said on the telephone" if asked.by_phone else "asked"
    return f"{how} about version {asked.version} by {dossier.asked_by(asked)}, {moment_words(asked.at)}"


def asked_before(dossier: Dossier, viewer: Person, at_most: int = 300) -> list[Json]:
    """What was asked before the version in question, above what it changes, in so many letters at most."""
    asked = dossier.report.asked_changes
    if not asked:
        return []
    last = asked[-1]
    own = last.by.holder_id == viewer.id and not last.by.deputy_id
    who = "You" if own else dossier.asked_by(last)
    return [text(f"{who} asked: “{capped(last.words, at_most, ' …')}”")]


def _by_external(dossier: Dossier) -> list[Json]:
    """A report by a SIP who is none of the trust's (M4)."""
    report = dossier.report
    if not report.external_sip:
        return []
    lines = [text(f"It is by {report.external_sip}, who is not a SIP of the trust. Handing it in approved it.")]
    if report.replaced:
        lines.append(text("A file that was handed in before it was the wrong one: it is closed to everybody."))
    return lines


def unread() -> list[Json]:
    """In the place of what would be told of a report, where nothing was read in it."""
    return [text("It is on its SIP’s own form. I have not read it: please open it.")]


def sent_by(dossier: Dossier) -> list[Json]:
    """Who sent it, where somebody stood in for the SIP."""
    done = dossier.report.sent_by
    return [text(f"Sent by {dossier.sent_by}.")] if done and done.deputy_id else []


def fingerprint(dossier: Dossier) -> Json:
    """Which file exactly was approved (W1)."""
    shown = dossier.shown
    file = f"version {shown.number}, {shown.file_name}"
    return text(f"The file approved is {file}, with the fingerprint (SHA-256) {shown.sha256}.", muted=True)


def filed_links(dossier: Dossier, viewer: Person) -> list[Json]:
    """Buttons to the filed report and its PDF, once there; or to the copy that is for others."""
    titles = zip(("Open report", "Open PDF"), _filed_for(dossier, viewer), strict=False)
    return [each for title, item in titles for each in link(title, item.web_url)]


def filed_pdf(dossier: Dossier, viewer: Person) -> FiledItem | None:
    """The PDF that somebody opens, once it is there."""
    return next(iter(_filed_for(dossier, viewer)[:2][::-1]), None)


def _filed_for(dossier: Dossier, viewer: Person) -> tuple[FiledItem, ...]:
    filed = dossier.report.filed
    if filed is None:
        return ()
    return filed.whole if gets_whole(dossier, viewer) else filed.for_others


def own_part_left_out(dossier: Dossier, viewer: Person) -> list[Json]:
    """What the copy that somebody opens has not, by name."""
    filed = dossier.report.filed
    if filed is None or filed.copy is None or gets_whole(dossier, viewer):
        return []
    names = [capped(one, 80, " …") for one in left_out(dossier.shown.contents, with_wellbeing=False)]
    return [text("This is a copy. Left out, as it is or may be the headteacher’s own:"), bullets(names)]


def again(dossier: Dossier, version: int, kind: ReportCard) -> Json:
    """How a card of this report asks for its present state."""
    return refresh(ReportVerb.SHOW_REPORT, {**report_data(dossier.report, version), "card": kind.value})


def _followed(dossier: Dossier, shared_at: datetime | None) -> list[str]:
    report = dossier.report
    if report.filed is None:
        return ["Filing is under way; links to the report and its PDF will appear here."]
    lines = ["Filed in the library of approved reports."]
    for name, item in other_names(dossier).items():
        lines.append(f"There was already another file called “{name}”, so this one is “{item.name}”.")
    if report.governors_told_at:
        lines.append(f"Shared with governors on {moment_words(report.governors_told_at)}.")
    if shared_at:
        whom = " and ".join(reader_words(dossier, one) for one in report.shared_with)
        lines.append(f"Shared with {whom} on {moment_words(shared_at)}.")
    lines += _ended(dossier)
    return lines


def _seen_before(dossier: Dossier) -> list[str]:
    """With whom it was shared until the school withdrew."""
    report = dossier.report
    still = [f"{reader_words(dossier, one)}, until it is closed to them" for one in report.closing]
    return [*(f"{reader_words(dossier, one)}, until it was closed to them" for one in report.closed_to), *still]


def _ended(dossier: Dossier) -> list[str]:
    """From whom it was taken back, since the school withdrew."""
    report = dossier.report
    when = f" on {moment_words(report.sharing_ended_at)}" if report.sharing_ended_at else ""
    closing, closed = (
        " and ".join(reader_words(dossier, one) for one in those) for those in (report.closing, report.closed_to)
    )
    return [
        *([f"The school withdrew{when}: it is being closed to {closing}."] if closing else []),
        *([f"The school withdrew{when}: it is closed to {closed}."] if closed else []),
    ]
