"""From the SIP's file to the headteacher's decision (W1). Approval is bound to one version of one file."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from handbook.core.done_by import DoneBy
from handbook.core.people import Person, Role
from handbook.core.plain_words import several
from handbook.core.refusal import Refused
from handbook.reports.dossier import Dossier
from handbook.reports.moves import MOVES, Move
from handbook.reports.paper.proforma import Contents
from handbook.reports.report import AskedChange, Decision, Report, Status, Version

WORDS_AT_MOST: Final = 2000
"""How much a headteacher may write as a comment or a view, in characters."""
WROTE_IT: Final = (
    "You had a hand in this report as its SIP, so somebody else must answer it. Please ask the Trust Advisor to record "
    "who stands in for you."
)


@dataclass(frozen=True, slots=True)
class SetReportAside:
    """The SIP will change the report before it goes to the headteacher."""

    report_id: str
    version: int


@dataclass(frozen=True, slots=True)
class SendReport:
    """The SIP sends this version to the headteacher (W1). `choices`: what the card's boxes say of words in no section,
    as in `PlaceWords`."""

    report_id: str
    version: int
    choices: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ApproveReport:
    """The headteacher approves this version, with the school's own view where `with_view` (W1)."""

    report_id: str
    version: int
    with_view: bool = False
    view: str = ""


@dataclass(frozen=True, slots=True)
class AskForChange:
    """The headteacher asks the SIP to change something; a comment is needed."""

    report_id: str
    version: int
    comment: str


@dataclass(frozen=True, slots=True)
class TellGovernors:
    """The headteacher has shared the approved report with the governors (G1)."""

    report_id: str
    version: int


def check_may_receive(report: Report, person: Person) -> None:
    """A SIP may send files for their own schools until the report is approved. Raises Refused."""
    if person.id != report.sip_id:
        raise Refused("not_yours", "This report belongs to another School Improvement Partner.", "W1")
    if (report.status, Move.RECEIVE) not in MOVES:
        raise Refused(
            "not_now",
            f"The {report.title} has been approved already, so a new version cannot take its place. "
            "Please speak to the Trust Advisor if it must be corrected.",
            "W1",
        )


def check_may_send(dossier: Dossier, person: Person, version: int) -> None:
    """Raises Refused unless this SIP may send this version to the headteacher now. What is still tracked or commented
    would stand in what is approved and filed, and is never taken out silently."""
    check_in_hand(dossier, person, version)
    if not dossier.newest.contents.is_clean:
        raise Refused("not_clean", f"{unclean_words(dossier.newest.contents)}: accept or delete them first.", "W1")


def check_in_hand(dossier: Dossier, person: Person, version: int) -> None:
    """Raises Refused unless this version lies before this SIP, who has not said yet what becomes of it."""
    report = dossier.report
    _check_sip(report, person)
    _check_status(report, Move.SEND)
    if version != report.latest or version <= report.sent:
        raise Refused("stale", "You have sent me a newer file since. Please use the card of that one.", "W1")
    if dossier.newest.set_aside:
        raise Refused("not_now", "You said that you would change this report. Send me the new file when it is ready.")


def check_may_set_aside(dossier: Dossier, person: Person, version: int) -> None:
    """Raises Refused unless this SIP may still say "I will change it" about this version."""
    check_in_hand(dossier, person, version)


def check_may_decide(dossier: Dossier, person: Person, version: int, move: Move = Move.APPROVE) -> None:
    """Raises Refused unless this headteacher may approve, or ask for a change of, this version now. Who had a hand in a
    report and leads the school now, answers it not: who stands in for them does."""
    report = dossier.report
    if person.id != report.headteacher_id:
        raise Refused("not_yours", f"Only the headteacher of {dossier.school.name} can answer this.", "W1")
    if wrote_it(dossier, person):
        raise Refused("not_yours", WROTE_IT, "W1")
    if version != report.sent and report.status in (Status.SENT, Status.CHANGE_ASKED):
        raise Refused("stale", "There is a newer version. Please answer that one.", "W1")
    _check_status(report, move)


def wrote_it(dossier: Dossier, person: Person) -> bool:
    """Whether the headteacher whose answer a report waits for had a hand in it, and nobody stands in for them here."""
    return person.id in dossier.report.authors and not dossier.deputy_id


def check_may_tell_governors(dossier: Dossier, person: Person) -> None:
    """Raises Refused unless this headteacher may tick that governors have the approved report (G1)."""
    report = dossier.report
    if person.id != report.headteacher_id:
        raise Refused("not_yours", f"Only the headteacher of {dossier.school.name} can share it with governors.", "G1")
    _check_status(report, Move.TELL_GOVERNORS)
    if report.governors_told_at:
        raise Refused("stale", "This has been ticked already.", "G1")


def may_send(dossier: Dossier, person: Person) -> bool:
    return _allows(lambda: check_may_send(dossier, person, dossier.report.latest))


def is_in_hand(dossier: Dossier, person: Person) -> bool:
    return _allows(lambda: check_in_hand(dossier, person, dossier.report.latest))


def unclean_words(contents: Contents) -> str:
    """2 tracked changes and 1 comment."""
    counts = ((len(contents.tracked), "tracked change"), (len(contents.comments), "comment"))
    return " and ".join(several(count, what) for count, what in counts if count)


def may_decide(dossier: Dossier, person: Person) -> bool:
    return _allows(lambda: check_may_decide(dossier, person, dossier.report.sent))


def may_tell_governors(dossier: Dossier, person: Person) -> bool:
    return _allows(lambda: check_may_tell_governors(dossier, person))


def received(report: Report, version: Version) -> Report:
    """The report after a new file came."""
    return replace(report, status=MOVES[report.status, Move.RECEIVE], latest=version.number)


def sent(dossier: Dossier, command: SendReport, person: Person, now: datetime, deputy_id: str = "") -> Report:
    """The headteacher is asked, and everything about an earlier version is over. `deputy_id` is who stands in for
    `person`, here and below. Raises Refused."""
    check_may_send(dossier, person, command.version)
    return replace(
        dossier.report,
        status=MOVES[dossier.report.status, Move.SEND],
        sent=command.version,
        sent_before=dossier.report.sent,
        sent_at=now,
        sent_by=DoneBy(person.id, deputy_id, now),
        asked_change="",
        change_asked_by=None,
        reminders=0,
        waits_told_at=None,
        trouble="",
        phone=None,
        phone_denied_at=None,
    )


def approved(
    dossier: Dossier, command: ApproveReport, person: Person, now: datetime, route: str, deputy_id: str = ""
) -> Report:
    """The headteacher's yes to exactly this version. Raises Refused."""
    check_may_decide(dossier, person, command.version)
    view = _words(command.view, "view")
    if command.with_view and not view:
        raise Refused("missing", "Please write the school’s view in the box, or press Approve without it.", "W1")
    decision = Decision(person.id, now, route, view if command.with_view else "", deputy_id)
    return replace(dossier.report, status=Status.APPROVED, decision=decision, trouble="")


def change_asked(dossier: Dossier, command: AskForChange, person: Person, now: datetime, deputy_id: str = "") -> Report:
    """The report goes back to the SIP with what the headteacher wrote. Raises Refused."""
    check_may_decide(dossier, person, command.version, Move.ASK_FOR_CHANGE)
    comment = _words(command.comment, "comment")
    if not comment:
        raise Refused("missing", "Please write what should change, so that your SIP knows what to do.", "W1")
    report = replace(dossier.report, status=Status.CHANGE_ASKED)
    return with_asked(report, comment, DoneBy(person.id, deputy_id, now), now)


def with_asked(report: Report, words: str, by: DoneBy, at: datetime, *, by_phone: bool = False) -> Report:
    """The report with a change that was asked for, of the version that was sent."""
    asked = AskedChange(report.sent, words, by, at, by_phone)
    changes = (*report.asked_changes, asked)
    return replace(report, asked_change=words, change_asked_by=by, asked_changes=changes, trouble="")


def governors_told(dossier: Dossier, command: TellGovernors, person: Person, now: datetime) -> Report:
    """The headteacher ticked *Shared with governors* about the version that they approved. Raises Refused."""
    check_may_tell_governors(dossier, person)
    if command.version != dossier.report.sent:
        raise Refused("stale", "This is not the version that was approved. Here is how it stands now.", "G1")
    return replace(dossier.report, governors_told_at=now)


def audience(dossier: Dossier) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who has seen the report so far, and who will see it next and when (W1, W2, W4, W5), as people say it."""
    sip = f"{dossier.sip.name} ({Role.SIP.words})"
    head = f"{dossier.headteacher.name} ({Role.HEADTEACHER.words})"
    advisor = f"{dossier.trust_advisor.name} ({Role.TRUST_ADVISOR.words})"
    authority = f"{dossier.la_officer.name} ({dossier.school.local_authority} local authority)"
    status, external = dossier.report.status, dossier.report.external_sip
    wrote = () if external else (sip,)
    if status is Status.DRAFTED:
        return (sip,), (f"{head}, when the SIP sends it",)
    if status in (Status.SENT, Status.CHANGE_ASKED):
        before = (f"{advisor}, the version before",) if dossier.report.reopening else ()
        return (sip, head, *before), (f"{advisor}, only after the headteacher approves",)
    if status is Status.SHARED:
        return _audience_outside((*wrote, head, advisor), dossier)
    seen = (*wrote, head, advisor) if status is Status.FILED else (*wrote, head)
    ahead = () if status is Status.FILED else (advisor,)
    if dossier.agreement.allows_sharing:
        return seen, (*ahead, f"{diocese(dossier)} and {authority}, when the Trust Advisor shares it")
    return seen, (*ahead, f"{diocese(dossier)} and {authority}, only if the school signs a sharing agreement")


def _audience_outside(seen: tuple[str, ...], dossier: Dossier) -> tuple[tuple[str, ...], tuple[str, ...]]:
    report = dossier.report
    inside = [one for one in report.shared_with if one.id in report.let_in]
    ahead = (reader_words(dossier, one) for one in report.shared_with if one not in inside)
    words = (reader_words(dossier, one) for one in inside)
    return (*seen, *words), tuple(f"{one}, once it is open to them" for one in ahead)


def reader_words(dossier: Dossier, reader: Person) -> str:
    """Somebody outside the trust with whom it was shared, by name and office as they were then."""
    authority = f"{dossier.school.local_authority} local authority"
    return f"{reader.name} ({authority if reader.is_a(Role.LA_OFFICER) else reader.role.words})"


def diocese(dossier: Dossier) -> str:
    """The school's Diocesan Schools Officer as people say it; by office where the service's list names none."""
    return f"{dossier.dso.name} ({Role.DSO.words})" if dossier.dso else f"the {Role.DSO.words}"


def _check_sip(report: Report, person: Person) -> None:
    if person.id != report.sip_id:
        raise Refused("not_yours", "This report belongs to another School Improvement Partner.", "W1")


def _check_status(report: Report, move: Move) -> None:
    if (report.status, move) not in MOVES:
        raise Refused("stale", "This report has moved on since the card was sent. Here is how it stands now.", "W1")


def _words(text: str, what: str) -> str:
    words = text.strip()
    if len(words) > WORDS_AT_MOST:
        raise Refused("missing", f"Please keep the {what} below {WORDS_AT_MOST:,} characters.")
    return words


def _allows(check: Callable[[], None]) -> bool:
    try:
        check()
    except Refused:
        return False
    return True
