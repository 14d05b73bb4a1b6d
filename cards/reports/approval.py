"""The headteacher's card: the report that waits for an answer (W1), then what was decided. The answer should take two
minutes on a phone, so the boxes to write in stay shut until their button opens them."""

from typing import Final

from cards.kit.confirming import asks_first
from cards.kit.elements import Json, bullets, buttons, card, execute, input_text, quote, status, text
from cards.kit.fitting import fitting
from cards.kit.folding import Fold, more, row
from cards.kit.lines import closed_card, link, person, why
from cards.kit.safe_text import capped, first_sentence
from cards.reports.actions import report_data
from cards.reports.by_phone import by_phone, denial
from cards.reports.changed import changes
from cards.reports.lines import (
    about,
    again,
    asked_before,
    correction,
    decided,
    filed_links,
    fingerprint,
    gaps,
    progress,
    readers,
    title_of,
    trouble,
    unanswered,
)
from cards.reports.outside import outside
from cards.reports.reopening import reopened_lines, version_before
from cards.reports.verbs import ReportCard, ReportVerb
from handbook.core.british_time import moment_words
from handbook.core.people import Person
from handbook.core.plain_words import and_list
from handbook.reports.approval import WORDS_AT_MOST, WROTE_IT, may_decide
from handbook.reports.dossier import Dossier
from handbook.reports.paper.boxes import without_label
from handbook.reports.paper.changes import Change, changes_between
from handbook.reports.paper.proforma import Contents
from handbook.reports.readers import may_read
from handbook.reports.report import Status

_LINE_AT_MOST: Final = 90
"""Letters of each of the three lines: the report is one press away."""
_ASKED_AT_MOST: Final = 90
"""The same of what was asked: the whole of it stands under *More*."""
_WHY = why("you are the headteacher of this school")


def three_lines(contents: Contents) -> tuple[str, str, str]:
    """The report in three lines, in its own words: good practice (P4), targets (P1), next visit (P3)."""
    practice = first_sentence(contents.texts.get("good_practice", ""))
    visit = first_sentence(without_label("next_visit", contents.texts.get("next_visit", "").strip()))
    return (
        f"Good practice: {practice}" if practice else "No good practice is recorded.",
        _targets(contents),
        f"Next visit: {visit}" if visit else "No next visit is recorded.",
    )


def _targets(contents: Contents) -> str:
    if not contents.targets:
        return "No targets are agreed."
    first = f"“{capped(contents.targets[0].text, 120, ' …')}”"
    count = len(contents.targets)
    return f"One agreed target: {first}" if count == 1 else f"{count} agreed targets, the first: {first}"


def approval_card(dossier: Dossier, viewer: Person, version: int, note: str = "") -> Json:
    """One version of a report for its headteacher: to answer, answered, or void because another took its place. `note`
    stands on top of a reminder while it waits."""
    report = dossier.report
    if viewer.id != report.headteacher_id or not may_read(dossier, viewer):
        return closed_card()
    if version != report.sent:
        return _void(dossier, version)
    if may_decide(dossier, viewer):
        return _waiting(dossier, viewer, note)
    return _answered(dossier, viewer)


def _waiting(dossier: Dossier, viewer: Person, note: str) -> Json:
    contents = dossier.shown.contents
    changed = changes_between(dossier.before.contents, contents) if dossier.before else ()
    differ = [*gaps(contents), *progress(contents)]
    return fitting(lambda part: _quoted(dossier, viewer, note, differ, changed, part))


def _quoted(
    dossier: Dossier, viewer: Person, note: str, differ: list[Json], changed: tuple[Change, ...], part: int
) -> Json:
    """What was found is the same however little fits, and long to find."""
    report, contents = dossier.report, dossier.shown.contents
    details = [
        about(dossier, ("Version", _version_words(dossier))),
        *differ,
        *unanswered(dossier.shown),
        *_asked_whole(dossier, viewer),
        *(changes(f"Changed since version {dossier.before.number}", changed, part) if dossier.before else []),
        *outside(contents, part),
        *readers(dossier),
        _WHY,
    ]
    draft = link("Open report", dossier.shown.draft.web_url) if dossier.shown.draft else []
    body = [
        *([text(note)] if note else []),
        status("Waiting for you", "nothing is approved until you answer", "accent"),
        person(dossier.sip.name, "your SIP"),
        *asked_before(dossier, viewer, _ASKED_AT_MOST),
        *correction(dossier.shown),
        bullets(three_lines(contents), line_at_most=_LINE_AT_MOST),
        *_to_look_at(dossier, changed),
        *trouble(dossier, viewer),
        *([] if draft else [text("The file is being made ready; a link to it will appear here.")]),
        *row([*draft, _approve(dossier)], [*_answers(dossier), *more(details)]),
    ]
    kind = ReportCard.REMINDER if note else ReportCard.APPROVAL
    return _card(dossier, report.sent, body, "waits for your answer", kind)


def _asked_whole(dossier: Dossier, viewer: Person) -> list[Json]:
    """Where its beginning alone stands above."""
    whole = asked_before(dossier, viewer)
    return whole if whole != asked_before(dossier, viewer, _ASKED_AT_MOST) else []


def _to_look_at(dossier: Dossier, changed: tuple[Change, ...]) -> list[Json]:
    """What a headteacher must not pass over, counted: it stands under *More*."""
    shown = dossier.shown
    since = f" since version {dossier.before.number}" if dossier.before else ""
    counts = [
        (len(shown.contents.gaps), "judgement that differs", "judgements that differ"),
        (len(shown.contents.unclear), "judgement to check", "judgements to check"),
        (len(shown.unanswered), "agreement not mentioned", "agreements not mentioned"),
        (len(shown.contents.outside), "part outside the form", "parts outside the form"),
        (len(changed), f"change{since}", f"changes{since}"),
    ]
    found = [f"{count} {one if count == 1 else many}" for count, one, many in counts if count]
    return [text(f"Under “More”: {and_list(found)}.", bold=True)] if found else []


def _approve(dossier: Dossier) -> Json:
    data, tooltip = report_data(dossier.report, dossier.report.sent), f"Approve as it is: {title_of(dossier)}"
    return asks_first(
        execute("Approve", ReportVerb.APPROVE, data, style="positive", submits_inputs=False, tooltip=tooltip)
    )


def _answers(dossier: Dossier) -> list[Fold]:
    data = report_data(dossier.report, dossier.report.sent)
    view = input_text(
        "view",
        "Our view: filed with the report, for all who read it",
        "Please write the school’s view, or press Approve without it.",
        at_most=WORDS_AT_MOST,
    )
    comment = input_text(
        "comment",
        "What should change? Your SIP reads it now, and later all who read the report",
        "Please write what should change.",
        at_most=WORDS_AT_MOST,
    )
    with_view = asks_first(execute("Approve with this view", ReportVerb.APPROVE_WITH_VIEW, data))
    return [
        Fold("view_box", "Approve and add our view", [view, buttons([with_view])]),
        Fold(
            "comment_box",
            "Ask for a change",
            [comment, buttons([execute("Send this comment", ReportVerb.ASK_CHANGE, data)])],
        ),
    ]


def _version_words(dossier: Dossier) -> str:
    report = dossier.report
    by = f" by {dossier.sent_by}" if report.sent_by and report.sent_by.deputy_id else ""
    sent = f", sent{by} on {moment_words(report.sent_at)}" if report.sent_at else ""
    return f"{report.sent} ({dossier.shown.file_name}){sent}"


def _void(dossier: Dossier, version: int) -> Json:
    body = [
        status(f"Replaced by version {dossier.report.sent}", "you can no longer answer this one", "emphasis"),
        text(f"This card was about version {version}. Please look at the card of version {dossier.report.sent}."),
        _WHY,
    ]
    return _card(dossier, version, body, "has a newer version")


def _answered(dossier: Dossier, viewer: Person) -> Json:
    report = dossier.report
    details: list[Json] = []
    if report.status is Status.SENT:
        stands, lines = "waits for somebody else’s answer", [status("Not yours to answer", WROTE_IT, "warning")]
    elif report.status is Status.CHANGE_ASKED and report.reopening and not report.asked_change:
        stands, lines = "was reopened", reopened_lines(dossier)
        details = readers(dossier)
    elif report.status is Status.CHANGE_ASKED:
        stands, lines = "went back to your SIP", _change_asked(dossier)
    else:
        stands, lines = "is approved", decided(dossier)
        details = [*readers(dossier), fingerprint(dossier)]
    body = [
        *lines,
        *denial(dossier, viewer),
        *trouble(dossier, viewer),
        *row(
            [*filed_links(dossier, viewer), *version_before(dossier, viewer)],
            more([about(dossier, ("Version", _version_words(dossier))), *details, _WHY]),
        ),
    ]
    return _card(dossier, report.sent, body, stands)


def _change_asked(dossier: Dossier) -> list[Json]:
    words = f"your words have gone to {dossier.sip.name}. Nothing is approved; the new version comes to you here"
    by = dossier.change_asked_by if dossier.others else "you"
    if dossier.report.phone is not None:
        return [status("Change asked", words, "warning"), *by_phone(dossier)]
    return [status("Change asked", words, "warning"), quote(dossier.report.asked_change, by)]


def _card(
    dossier: Dossier,
    version: int,
    body: list[Json],
    stands: str,
    kind: ReportCard = ReportCard.APPROVAL,
) -> Json:
    title = title_of(dossier)
    return card(title, body, [], f"{title} {stands}.", asks_again=again(dossier, version, kind))
