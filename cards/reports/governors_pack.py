"""The governors' pack: the report reaches governors from their headteacher and from nobody else (G1)."""

from typing import Final

from cards.kit.confirming import asks_first
from cards.kit.elements import (
    Json,
    bullets,
    buttons,
    card,
    execute,
    heading,
    input_choice,
    input_text,
    status,
    text,
)
from cards.kit.folding import Fold, more, row
from cards.kit.lines import closed_card, link, why
from cards.kit.safe_text import capped
from cards.reports.actions import report_data
from cards.reports.approval import three_lines
from cards.reports.chair import chair_button, has_chair
from cards.reports.lines import about, again, filed_pdf, title_of, trouble, unread
from cards.reports.reopening import reopened_card
from cards.reports.verbs import ReportCard, ReportVerb
from handbook.core.british_time import day_words, london_date
from handbook.core.people import Person
from handbook.reports.approval import may_tell_governors
from handbook.reports.dossier import Dossier
from handbook.reports.governors.pack import (
    STANDING_ITEM,
    agenda_line,
    has_wellbeing,
    left_out,
    may_make_pack,
    may_show_own,
)
from handbook.reports.paper.wellbeing import is_surely_without_wellbeing
from handbook.reports.report import GovernorsPack, has_words
from handbook.visits.governors_feedback import FeedbackOn, may_ask_for_feedback
from handbook.visits.words import WORDS_AT_MOST

_ON: Final = (
    ("Progress against the school development plan", FeedbackOn.DEVELOPMENT_PLAN.value),
    ("Progress against the school’s self-evaluation", FeedbackOn.SELF_EVALUATION.value),
    ("Both", FeedbackOn.BOTH.value),
)
_NOT_SURE = (
    "I found no section on your own CPD and wellbeing, but the report may mention it elsewhere. Please check before "
    "you share it."
)


def governors_card(dossier: Dossier, viewer: Person) -> Json:
    """The pack for governors, a line for their agenda, and a tick once they have it."""
    report = dossier.report
    if viewer.id == report.headteacher_id and report.reopening:
        return reopened_card(dossier, ReportCard.GOVERNORS, "you had it for your governors", viewer)
    if viewer.id != report.headteacher_id or report.decision is None:
        return closed_card()
    body = [
        *_governors_state(dossier),
        *([] if dossier.is_document_only else [*_made(report.governors_pack), *_unsure(dossier), *has_chair(dossier)]),
        text(f"For the agenda: {agenda_line(report)}"),
        *_was_asked(dossier),
        *trouble(dossier, viewer),
        *row(_buttons(dossier, viewer), [*_feedback(dossier, viewer), *more(_details(dossier, viewer))]),
    ]
    title = f"For your governors – {title_of(dossier)}"
    again_ = again(dossier, report.sent, ReportCard.GOVERNORS)
    return card(title, body, [], f"{title}: PDF and a line for the agenda.", asks_again=again_)


def _details(dossier: Dossier, viewer: Person) -> list[Json]:
    makes = _makes(dossier, viewer)
    actions = [*_opens(dossier, viewer)[2:], *(makes if dossier.report.governors_pack else makes[1:])]
    return [
        about(dossier),
        *([] if dossier.is_document_only else _pack(dossier)),
        heading("In three lines"),
        *(unread() if dossier.is_document_only else [bullets(three_lines(dossier.shown.contents))]),
        text(f"As a standing item of every agenda: {STANDING_ITEM}"),
        *([buttons(actions)] if actions else []),
        why("you share the approved report with your governors; nobody else does"),
    ]


def _governors_state(dossier: Dossier) -> list[Json]:
    report = dossier.report
    if report.governors_told_at:
        day = day_words(london_date(report.governors_told_at))
        return [status("Shared with governors", f"you ticked this on {day}", "good")]
    if report.filed is None:
        return [status("Being made ready", "the PDF will appear here in a moment", "accent")]
    return [status("Ready", "the approved report can go to your governors when you wish", "accent")]


def _pack(dossier: Dossier) -> list[Json]:
    """What a pack is, and what this one leaves out."""
    pack, contents = dossier.report.governors_pack, dossier.shown.contents
    lines = [text("The pack is half a page that says what the report comes to, and its sections, as Word and PDF.")]
    if has_words(dossier.report):
        lines.append(text("What your school said of the report stands at its end, with who and when."))
    out = left_out(contents, pack is not None and pack.with_wellbeing)
    if out:
        lines += [text("Left out, but in the report itself:"), bullets([capped(one, 80, " …") for one in out])]
    return lines


def _unsure(dossier: Dossier) -> list[Json]:
    """Silence would say that there is nothing."""
    contents = dossier.shown.contents
    unsure = not has_wellbeing(contents) and not is_surely_without_wellbeing(contents)
    return [text(_NOT_SURE)] if unsure else []


def _made(pack: GovernorsPack | None) -> list[Json]:
    if pack is None:
        return []
    if pack.document is None:
        return [status("Being made", "the pack will appear here in a moment", "accent")]
    words = "with your own CPD and wellbeing" if pack.with_wellbeing else "without your own CPD and wellbeing"
    return [status("Made", words, "good")]


def _was_asked(dossier: Dossier) -> list[Json]:
    """Governors can hear it from the SIP too, at one of the school's own half-days (G2)."""
    report = dossier.report
    if not report.feedback_asked_at:
        return []
    day = day_words(london_date(report.feedback_asked_at))
    words = f"on {day} you asked {dossier.sip.name} to feed back to governors. “our visits” shows where it stands"
    return [status("Asked", words, "good")]


def _feedback(dossier: Dossier, viewer: Person) -> list[Fold]:
    report = dossier.report
    if not may_ask_for_feedback(dossier, viewer):
        return []
    ask = execute("Ask my SIP", ReportVerb.FEEDBACK, report_data(report, report.sent))
    items = [
        text("It takes one of the half-days led by your school. Your SIP offers half-days, and you pick one."),
        input_choice("feedback_on", "Feedback on", "Please choose one.", _ON, value=FeedbackOn.DEVELOPMENT_PLAN.value),
        input_text(
            "feedback_words",
            "When do your governors meet, and what should your SIP know? (optional)",
            f"Please keep it below {WORDS_AT_MOST} characters.",
            at_most=WORDS_AT_MOST,
        ),
        buttons([ask]),
    ]
    return [Fold("feedback_box", "Ask my SIP to feed back to governors", items)]


def _buttons(dossier: Dossier, viewer: Person) -> list[Json]:
    """The first things to open and to have made; the others are among the details."""
    report = dossier.report
    tick = execute("Shared with governors", ReportVerb.GOVERNORS, report_data(report, report.sent), style="positive")
    return [
        *_opens(dossier, viewer)[:2],
        *([] if report.governors_pack else _makes(dossier, viewer)[:1]),
        *chair_button(dossier, viewer),
        *([asks_first(tick)] if may_tell_governors(dossier, viewer) else []),
    ]


def _opens(dossier: Dossier, viewer: Person) -> list[Json]:
    pack, pdf = dossier.report.governors_pack, filed_pdf(dossier, viewer)
    found = [
        ("Open the pack", pack.pdf if pack else None),
        ("Open the report", pdf),
        ("Open the pack in Word", pack.document if pack else None),
    ]
    return [each for title, item in found if item for each in link(title, item.web_url)]


def _makes(dossier: Dossier, viewer: Person) -> list[Json]:
    data = report_data(dossier.report, dossier.report.sent)
    return [
        execute(title, ReportVerb.GOVERNORS_PACK, {**data, "wellbeing": word})
        for word, title in _offers(dossier, viewer)
    ]


def _offers(dossier: Dossier, viewer: Person) -> list[tuple[str, str]]:
    """The packs that are not there yet: with the headteacher's own part only where the report has one."""
    if not may_make_pack(dossier, viewer):
        return []
    pack = dossier.report.governors_pack
    has_own = has_wellbeing(dossier.shown.contents) and may_show_own(dossier, viewer)
    offers = [("out", "Make the pack"), *([("in", "Make it with my CPD and wellbeing")] if has_own else [])]
    there = None if pack is None else "in" if pack.with_wellbeing else "out"
    return [(word, title) for word, title in offers if word != there]
