"""A report that the Trust Advisor reopened: the button with its reason, and what everybody who had it reads then."""

from cards.kit.confirming import asks_first
from cards.kit.elements import Json, buttons, card, execute, input_text, quote, reveal, status, text
from cards.kit.lines import box, link, why
from cards.reports.actions import report_data
from cards.reports.lines import about, again, readers, title_of, trouble
from cards.reports.verbs import ReportCard, ReportVerb
from handbook.core.british_time import moment_words
from handbook.core.people import Person, Role
from handbook.reports.approval import WORDS_AT_MOST
from handbook.reports.dossier import Dossier
from handbook.reports.reopening import may_reopen
from handbook.reports.report import Status


def reopen_button(dossier: Dossier, viewer: Person) -> list[Json]:
    return [reveal("Reopen…", "reopen_box")] if may_reopen(dossier, viewer) else []


def reopen_box(dossier: Dossier, viewer: Person) -> list[Json]:
    """What the button opens."""
    if not may_reopen(dossier, viewer):
        return []
    reason = input_text(
        "reopen_reason",
        "Why must it be corrected? Everybody who had the report reads this",
        "Please write why.",
        at_most=WORDS_AT_MOST,
    )
    data = report_data(dossier.report, dossier.report.sent)
    return [box("reopen_box", [reason, buttons([asks_first(execute("Reopen it", ReportVerb.REOPEN, data))])])]


def reopened_lines(dossier: Dossier) -> list[Json]:
    """Who reopened it, why, and what comes next; nothing where it is not reopened."""
    one = dossier.report.reopening
    if one is None:
        return []
    now = {
        Status.SENT: f"Version {dossier.report.sent} waits for {dossier.headteacher.name} (headteacher).",
        Status.CHANGE_ASKED: f"{dossier.sip.name} (SIP) writes a new version, which the headteacher then answers.",
    }
    words = f"by {one.by} (Trust Advisor) on {moment_words(one.at)}. Version {one.version} no longer stands"
    return [status("Reopened", words, "warning"), quote(one.reason, one.by), text(now[dossier.report.status])]


def version_before(dossier: Dossier, viewer: Person) -> list[Json]:
    """The PDF of the version that stood: whole for its SIP, the Trust Advisor and the headteacher who approved it; for
    another headteacher the copy without that one's own part, where there is one."""
    one, report = dossier.report.reopening, dossier.report
    if one is None or one.filed is None:
        return []
    approved_by = one.decision.by_id if one.decision else ""
    whole = viewer.is_a(Role.TRUST_ADVISOR) or viewer.id in (report.sip_id, approved_by)
    pdf = one.filed.pdf if whole else one.filed.copy_pdf
    return link(f"Open version {one.version}", pdf.web_url) if pdf else []


def reopened_card(dossier: Dossier, kind: ReportCard, because: str, viewer: Person) -> Json:
    """In the place of a card of what was approved."""
    title = title_of(dossier)
    body = [*reopened_lines(dossier), about(dossier), *readers(dossier), *trouble(dossier, viewer), why(because)]
    again_ = again(dossier, dossier.report.sent, kind)
    return card(title, body, version_before(dossier, viewer), f"{title} was reopened.", asks_again=again_)
