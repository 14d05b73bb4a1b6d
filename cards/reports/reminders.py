"""When a report is not answered: the headteacher's reminder, and a word to the Trust Advisor, without contents (W2)."""

from cards.kit.elements import Json, card, facts, status, text
from cards.kit.lines import closed_card, why
from cards.reports.approval import approval_card
from cards.reports.by_phone import record_box, was_denied
from cards.reports.lines import again, title_of, trouble
from cards.reports.verbs import ReportCard
from handbook.core.british_time import day_words, london_date
from handbook.core.people import Person, Role
from handbook.reports.dossier import Dossier
from handbook.reports.report import Status


def reminder_card(dossier: Dossier, viewer: Person, version: int) -> Json:
    """The card that waits, with a kind word on top. All reminders say the same, so every copy is true."""
    since = f" since {_since(dossier)}" if dossier.report.sent_at else ""
    note = f"A kind reminder: this report has waited for you{since}. If something needs to change, please ask for it."
    return approval_card(dossier, viewer, version, note)


def waits_card(dossier: Dossier, viewer: Person) -> Json:
    """That a report waits, since when and for whom: no contents and no link, because it is not approved (W2)."""
    if not viewer.is_a(Role.TRUST_ADVISOR) or not dossier.report.sent:
        return closed_card()
    report, school, title = dossier.report, dossier.school, title_of(dossier)
    body = [
        *_stands(dossier),
        facts(
            (
                ("School", f"{school.full_name} (URN {school.urn})"),
                ("Term", f"{report.term.value} {report.year}"),
                ("SIP", dossier.sip.name),
                ("Headteacher", dossier.headteacher.name),
            )
        ),
        *was_denied(dossier),
        *trouble(dossier, viewer),
        *record_box(dossier, viewer),
        text("You will see the report itself once the headteacher has approved it."),
        why("you are the Trust Advisor, and a report waits for its headteacher"),
    ]
    again_ = again(dossier, report.sent, ReportCard.WAITS)
    return card(title, body, [], f"{title}: how it stands with the headteacher.", asks_again=again_)


def _stands(dossier: Dossier) -> list[Json]:
    if dossier.report.status is not Status.SENT:
        return [status("Answered", "this report no longer waits for the headteacher", "good")]
    return [status("Waiting", f"for {dossier.headteacher.name} (headteacher) since {_since(dossier)}", "warning")]


def _since(dossier: Dossier) -> str:
    return day_words(london_date(dossier.report.sent_at)) if dossier.report.sent_at else "some time"
