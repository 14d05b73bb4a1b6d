"""The Trust Advisor's card of an approved report (W2, W3), and the card of those it is shared with (W4, W5)."""

from typing import Final

from cards.kit.confirming import asks_first
from cards.kit.elements import Json, bullets, card, execute, heading, status, text
from cards.kit.folding import short_card
from cards.kit.lines import closed_card, why
from cards.kit.safe_text import capped
from cards.reports.actions import report_data
from cards.reports.agreements.actions import agreement_data
from cards.reports.agreements.lines import agreement_words
from cards.reports.lines import (
    about,
    again,
    decided,
    filed_links,
    gaps,
    own_part_left_out,
    progress,
    readers,
    school_words,
    title_of,
    trouble,
    unread,
)
from cards.reports.reopening import reopen_box, reopen_button, reopened_card
from cards.reports.verbs import ReportCard, ReportVerb
from handbook.core.british_time import moment_words
from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from handbook.reports.agreements.agreement import may_ask
from handbook.reports.approval import diocese
from handbook.reports.dossier import Dossier
from handbook.reports.governors.pack import has_wellbeing, may_have_own_part
from handbook.reports.paper.wellbeing import shared_needs
from handbook.reports.readers import is_shared_with, may_read
from handbook.reports.sharing import may_offer_sharing


def report_card(dossier: Dossier, viewer: Person, refused: Refused | None = None) -> Json:
    """An approved report for the Trust Advisor, with **Share with DSO and local authority** while that is open.
    `refused` is the answer to a press that a rule turned down."""
    if viewer.is_a(Role.TRUST_ADVISOR) and dossier.report.reopening:
        return reopened_card(dossier, ReportCard.REPORT, "you are the Trust Advisor, and had read it", viewer)
    if not viewer.is_a(Role.TRUST_ADVISOR) or not may_read(dossier, viewer):
        return closed_card()
    title = title_of(dossier)
    done = "handed it in" if dossier.report.external_sip else "approved it"
    body = [
        *([status("Not shared", refused.reason, "warning")] if refused else []),
        text(f"URN {dossier.school.urn}", muted=True),
        *decided(dossier),
        text(agreement_words(dossier.agreement)),
        *(unread() if dossier.is_document_only else _good_practice(dossier)),
        *_gaps_counted(dossier),
        *trouble(dossier, viewer),
        *reopen_box(dossier, viewer),
    ]
    details = [
        about(dossier, ("Headteacher", dossier.headteacher.name)),
        *([text(_COPY)] if may_have_own_part(dossier) else []),
        *gaps(dossier.shown.contents),
        *progress(dossier.shown.contents),
        *readers(dossier),
        why(f"you are the Trust Advisor, and the headteacher has {done}"),
    ]
    actions = [
        *filed_links(dossier, viewer),
        *_sharing_buttons(dossier, viewer),
        *reopen_button(dossier, viewer),
    ]
    again_ = again(dossier, dossier.report.sent, ReportCard.REPORT)
    summary = f"{title} is {_done(dossier)} by the headteacher."
    return short_card(title, body, actions, summary, details=details, asks_again=again_)


def shared_report_card(dossier: Dossier, viewer: Person) -> Json:
    """A report for the school's diocesan officer and local authority, once the Trust Advisor has shared it."""
    if not is_shared_with(dossier.report, viewer):
        return closed_card()
    title = title_of(dossier)
    body = [
        *_shared_by(dossier),
        *school_words(dossier),
        about(dossier, ("Headteacher", dossier.headteacher.name)),
        *own_part_left_out(dossier, viewer),
        text(agreement_words(dossier.agreement)),
        why(f"you are the {viewer.office_words} of this school, and it agreed to share its reports"),
    ]
    again_ = again(dossier, dossier.report.sent, ReportCard.SHARED)
    return card(title, body, filed_links(dossier, viewer), f"{title} has been shared with you.", asks_again=again_)


def _done(dossier: Dossier) -> str:
    return "handed in" if dossier.report.external_sip else "approved"


def _sharing_buttons(dossier: Dossier, viewer: Person) -> list[Json]:
    if not may_offer_sharing(dossier, viewer):
        return []
    share = execute(
        "Share with DSO and local authority",
        ReportVerb.SHARE,
        report_data(dossier.report, dossier.report.sent),
        style="positive",
        tooltip=f"Share with {diocese(dossier)} and {dossier.la_officer.name}",
    )
    ask = execute("Ask the school", ReportVerb.AGREEMENT_ASK, agreement_data(dossier.agreement))
    return [asks_first(share), *([ask] if may_ask(dossier.agreement, viewer) else [])]


_COPY: Final = (
    "The Diocesan Schools Officer and the local authority open a copy without the headteacher’s own CPD and wellbeing, "
    "which are theirs to show."
)


def _gaps_counted(dossier: Dossier) -> list[Json]:
    differ = len(dossier.shown.contents.gaps)
    said = "1 judgement differs" if differ == 1 else f"{differ} judgements differ"
    return [text(f"Under “More”: {said} between school and SIP.", bold=True)] if differ else []


def _good_practice(dossier: Dossier) -> list[Json]:
    """What the Trust Advisor collects (W3). A headteacher's own needs are read in the report, not in a chat."""
    contents = dossier.shown.contents
    practice = contents.for_others().texts.get("good_practice", "").strip()
    lines = [heading("Good practice to share"), text(capped(practice) if practice else "None is recorded.")]
    if needs := shared_needs(contents):
        lines += [heading("CPD that the headteacher wants you to know of"), bullets(needs)]
    if has_wellbeing(contents):
        lines.append(text("It also has a section on the headteacher’s own CPD and wellbeing. Please read it there."))
    return lines


def _shared_by(dossier: Dossier) -> list[Json]:
    shared_at = dossier.report.shared_at
    when = f" on {moment_words(shared_at)}" if shared_at else ""
    return [status("Shared", f"with you by {dossier.trust_advisor.name} (Trust Advisor){when}", "good")]
