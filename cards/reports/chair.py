"""The governors' pack goes to the Chair of Governors (G1): the headteacher chooses whom, and the chair's own card."""

from collections.abc import Sequence
from typing import Final

from cards.kit.confirming import asks_first
from cards.kit.elements import Json, buttons, card, execute, input_choice, status, text
from cards.kit.lines import closed_card, link, why
from cards.reports.actions import report_data
from cards.reports.lines import about, again, title_of
from cards.reports.verbs import ReportCard, ReportVerb
from handbook.core.british_time import day_words, london_date
from handbook.core.people import Person
from handbook.reports.dossier import Dossier
from handbook.reports.governors.chair import may_read_pack, may_send_to_chair


def chair_button(dossier: Dossier, viewer: Person) -> list[Json]:
    """On the card of the governors' pack."""
    if not may_send_to_chair(dossier, viewer):
        return []
    data = report_data(dossier.report, dossier.report.sent)
    return [execute("Send to our Chair…", ReportVerb.CHAIR_FORM, data, submits_inputs=False)]


def has_chair(dossier: Dossier) -> list[Json]:
    chair = dossier.report.chair
    if chair is None:
        return []
    return [text(f"{chair.name} (Chair of Governors) got the pack from you on {day_words(london_date(chair.at))}.")]


def chair_form_card(dossier: Dossier, viewer: Person, chairs: Sequence[Person]) -> Json:
    """Which chair it goes to."""
    if not may_send_to_chair(dossier, viewer):
        return closed_card()
    title = f"To your Chair of Governors – {title_of(dossier)}"
    body = [
        text("They get the pack as you had it made, in Teams or by e-mail, and nothing else of the report."),
        *(_asks(dossier, chairs) if chairs else [text(_NOBODY)]),
        why("you share the approved report with your governors; nobody else does"),
    ]
    return card(title, body, [], title, asks_again=again(dossier, dossier.report.sent, ReportCard.GOVERNORS))


def _asks(dossier: Dossier, chairs: Sequence[Person]) -> list[Json]:
    data = report_data(dossier.report, dossier.report.sent)
    choices = [(f"{one.name} ({one.email})", one.id) for one in chairs]
    return [
        input_choice("chair", "Your Chair of Governors", "Please choose.", choices, searchable=True),
        buttons([asks_first(execute("Send it", ReportVerb.CHAIR_SEND, data, style="positive"))]),
    ]


_NOBODY: Final = "The service’s list has no Chair of Governors. Please ask the person who keeps it to add yours."


def chair_card(dossier: Dossier, viewer: Person) -> Json:
    """For the chair to whom the headteacher sent the pack."""
    chair = dossier.report.chair
    if chair is None or not may_read_pack(dossier.report, viewer):
        return closed_card()
    title = f"For governors – {title_of(dossier)}"
    when = day_words(london_date(chair.at))
    body = [
        status("Shared with you", f"{dossier.headteacher.name} (headteacher) sent you this on {when}", "good"),
        about(dossier),
        text("It is the pack for governors: half a page that says what the report comes to, and its sections."),
        why("the headteacher named you as the school’s Chair of Governors"),
    ]
    opens = link("Open the pack", chair.pdf.web_url)
    return card(title, body, opens, f"{title}: the pack is there for you.", asks_again=_again(dossier))


def _again(dossier: Dossier) -> Json:
    return again(dossier, dossier.report.sent, ReportCard.CHAIR)
