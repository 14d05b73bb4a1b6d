"""The SIP's cards: what was found in the file they sent, and then how the report stands (W1)."""

from datetime import date

from cards.kit.elements import Json, bullets, card, execute, heading, quote, status, text
from cards.kit.fitting import fitting
from cards.kit.lines import closed_card, why
from cards.kit.safe_text import capped
from cards.reports.actions import report_data
from cards.reports.before_sending import before_sending, cleaned
from cards.reports.by_phone import by_phone, was_denied
from cards.reports.changed import changes
from cards.reports.lines import (
    about,
    again,
    asked_before,
    correction,
    decided,
    filed_links,
    gaps,
    progress,
    readers,
    sent_by,
    title_of,
    trouble,
    unanswered,
)
from cards.reports.outside import choices_from, form_line, head_facts, subheadings, to_place
from cards.reports.reopening import reopened_lines, version_before
from cards.reports.verbs import ReportCard, ReportVerb
from handbook.core.british_time import london_date, moment_words
from handbook.core.people import Person
from handbook.reports.approval import is_in_hand, may_send
from handbook.reports.arriving.clean_copy import may_send_clean
from handbook.reports.dossier import Dossier
from handbook.reports.paper.boxes_filled import filled_boxes, to_look_at
from handbook.reports.paper.changes import Change, changes_between
from handbook.reports.paper.frameworks import written_in
from handbook.reports.paper.proforma import Contents, SectionKind, Target
from handbook.reports.report import Status, Version

_HINTS = "These are hints, not conditions: you can send the report as it is."
_WHY = why("you are the School Improvement Partner who sent this report")


def arrived_card(dossier: Dossier, viewer: Person, version: int | None = None) -> Json:
    """The card of one version of a SIP's report (the newest unless told), as it stands now."""
    report = dossier.report
    version = report.latest if version is None else version
    if viewer.id != report.sip_id:
        return closed_card()
    if version == report.sent:
        return _sent(dossier, viewer)
    if version != report.latest:
        return _superseded(dossier, version)
    if is_in_hand(dossier, viewer):
        return _offered(dossier, viewer)
    return _set_aside(dossier) if dossier.newest.set_aside else _overtaken(dossier)


def _offered(dossier: Dossier, viewer: Person) -> Json:
    contents = dossier.newest.contents
    found = [*_found(contents, london_date(dossier.newest.received_at)), *gaps(contents), *progress(contents)]
    changed = changes_between(dossier.shown.contents, contents) if dossier.report.sent else ()
    return fitting(lambda part: _quoted(dossier, viewer, found, changed, part))


def _quoted(dossier: Dossier, viewer: Person, found: list[Json], changed: tuple[Change, ...], part: int) -> Json:
    """What was found is the same however little fits, and long to find."""
    contents = dossier.newest.contents
    body = [
        _checked(dossier, viewer),
        *_in_place_of(dossier, viewer, changed, part),
        _file(dossier, dossier.newest),
        *correction(dossier.newest),
        *form_line(contents),
        *cleaned(dossier.newest),
        *found,
        *unanswered(dossier.newest),
        *_overwritten(dossier.newest),
        *_framework(dossier.newest),
        *head_facts(contents, part),
        *subheadings(contents, part),
        *to_place(dossier, part),
        *before_sending(dossier.newest, part),
        *([text(_HINTS)] if may_send(dossier, viewer) else []),
        *trouble(dossier, viewer),
        _WHY,
    ]
    return _card(
        dossier, dossier.newest.number, body, _actions(dossier, viewer), "is checked. It waits for you to send it"
    )


def _checked(dossier: Dossier, viewer: Person) -> Json:
    words = "ready to send" if may_send(dossier, viewer) else "some of it is missing"
    return status("Checked", f"{words}. Nobody else has seen it.", "accent")


def _actions(dossier: Dossier, viewer: Person) -> list[Json]:
    data = {**report_data(dossier.report, dossier.newest.number), **choices_from(dossier.newest.contents)}
    head = dossier.headteacher.name
    send = execute("Send to headteacher", ReportVerb.SEND, data, style="positive", tooltip=f"Send to {head}")
    clean = execute(
        "Send a clean copy", ReportVerb.SEND_CLEAN, data, tooltip=f"Make a clean copy and send it to {head}"
    )
    return [
        *([send] if may_send(dossier, viewer) else []),
        *([clean] if may_send_clean(dossier, viewer) else []),
        execute("I will change it", ReportVerb.SET_ASIDE, data),
    ]


def _in_place_of(dossier: Dossier, viewer: Person, changed: tuple[Change, ...], part: int) -> list[Json]:
    """What a newer file changes, and what sending it does to the version that the headteacher has."""
    report = dossier.report
    if not report.sent:
        return []
    before = f"version {report.sent}, which {dossier.headteacher.name} has"
    return [
        text(f"Sending it takes the place of {before}."),
        *asked_before(dossier, viewer),
        *changes(f"Changed since version {report.sent}", changed, part),
    ]


def _found(contents: Contents, on: date) -> list[Json]:
    """As it was on the day when the file came."""
    loose = [_lacking(target, lacks) for target, lacks in contents.loose_targets(on)]
    filled, unclear = filled_boxes(contents), to_look_at(contents, on)
    boxes = [f"Boxes and tables filled: {filled.count} of {filled.of}"] if filled else []
    return [
        heading("What I found"),
        bullets(
            (
                f"Sections filled: {len(contents.filled)} of {len({*contents.filled, *contents.expected})}",
                f"Agreed targets: {len(contents.targets)}",
                *boxes,
            )
        ),
        *([heading("Sections missing"), _sections(contents.missing)] if contents.missing else []),
        *([heading("Boxes not filled"), text(capped("; ".join(filled.empty)))] if filled and filled.empty else []),
        *([heading("Please look at"), bullets(unclear)] if unclear else []),
        *([heading("Targets to look at"), bullets(loose)] if loose else []),
    ]


def _overwritten(version: Version) -> list[Json]:
    """The context of the year is that of its first visit (P2)."""
    lines = [f"{one.label}: “{one.said}” here, “{one.kept}” in the autumn report" for one in version.overwritten]
    hint = text("The context of the first visit holds for the year. Please put what is new under “About the school”.")
    return [heading("Other context than at the first visit"), bullets(lines), hint] if lines else []


def _framework(version: Version) -> list[Json]:
    """By which framework the school and its SIP have said that they judge (P2)."""
    written = written_in(one.area for one in version.contents.judgements)
    if not version.framework_chosen or written is None:
        return []
    differs = f"The judgements are by “{written.name}”. For this school “{version.framework_chosen}” was chosen."
    hint = "If the school has changed, type “framework”; if the form was an old one, type “blank form”."
    return [heading("Another framework than was chosen"), text(f"{differs} {hint}")]


def _sections(kinds: tuple[SectionKind, ...]) -> Json:
    return text("; ".join(kind.title for kind in kinds))


def _lacking(target: Target, lacks: tuple[str, ...]) -> str:
    *most, last = lacks
    needs = f"{', '.join(most)} and {last}" if most else last
    return f"“{capped(target.text, 90, ' …')}” still needs {needs}"


def _sent(dossier: Dossier, viewer: Person) -> Json:
    report = dossier.report
    states = {Status.SENT: _waiting, Status.CHANGE_ASKED: _change_asked}
    lines = states[report.status](dossier) if report.status in states else decided(dossier)
    asked = asked_before(dossier, viewer) if report.status is Status.SENT else []
    newer = [text(f"You have sent me version {report.latest} since; it has its own card.")]
    body = [
        *lines,
        *asked,
        *(newer if report.latest > report.sent else []),
        _file(dossier, dossier.shown),
        *cleaned(dossier.shown),
        *readers(dossier),
        *trouble(dossier, viewer),
        _WHY,
    ]
    links = [*filed_links(dossier, viewer), *version_before(dossier, viewer)]
    return _card(dossier, report.sent, body, links, _STANDS[report.status])


_STANDS = {
    Status.SENT: "waits for the headteacher",
    Status.CHANGE_ASKED: "has come back with a comment",
    Status.APPROVED: "is approved",
    Status.FILED: "is approved and filed",
    Status.SHARED: "is approved, filed and shared",
}


def _waiting(dossier: Dossier) -> list[Json]:
    since = f" since {moment_words(dossier.report.sent_at)}" if dossier.report.sent_at else ""
    return [
        status("Waiting", f"with {dossier.headteacher.name} (headteacher){since}", "accent"),
        *was_denied(dossier),
        *sent_by(dossier),
    ]


def _change_asked(dossier: Dossier) -> list[Json]:
    if dossier.report.reopening and not dossier.report.asked_change:
        return [*reopened_lines(dossier), text("Please send me the new version here when it is ready.")]
    head = dossier.change_asked_by
    return [
        status("Change asked", f"{head} would like something changed before approving", "warning"),
        *(by_phone(dossier) or [quote(dossier.report.asked_change, head)]),
        text("Please send me the new version here when it is ready."),
    ]


def _set_aside(dossier: Dossier) -> Json:
    body = [
        status("Set aside", "you said that you would change it. This file will not be sent.", "emphasis"),
        text("Please send me the new file here when it is ready."),
        _file(dossier, dossier.newest),
        _WHY,
    ]
    return _card(dossier, dossier.newest.number, body, [], "is set aside until you send a new file")


def _superseded(dossier: Dossier, version: int) -> Json:
    body = [
        status("Replaced", f"you have sent me a newer file since. Version {version} will not be sent.", "emphasis"),
        text(f"Please use the card of version {dossier.report.latest}."),
        _WHY,
    ]
    return _card(dossier, version, body, [], f"has a newer version than {version}")


def _overtaken(dossier: Dossier) -> Json:
    """The headteacher answered an earlier version while this file lay here unsent."""
    words = f"the headteacher has since approved version {dossier.report.sent}. This file will not be sent."
    body = [
        status("Not used", words, "emphasis"),
        text("Please speak to the Trust Advisor if the approved report must be corrected."),
        _WHY,
    ]
    return _card(dossier, dossier.report.latest, body, [], "was approved in an earlier version")


def _file(dossier: Dossier, version: Version) -> Json:
    return about(dossier, ("File", version.file_name), ("Version", str(version.number)))


def _card(dossier: Dossier, version: int, body: list[Json], actions: list[Json], stands: str) -> Json:
    title = title_of(dossier)
    return card(title, body, actions, f"{title} {stands}.", asks_again=again(dossier, version, ReportCard.ARRIVAL))
