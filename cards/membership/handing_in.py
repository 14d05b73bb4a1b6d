"""A report by an external SIP is handed in (M4): what the headteacher decides about a file that they sent, and how to
hand one in, with what an external SIP may have (M5)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from cards.kit.elements import (
    Json,
    bullets,
    card,
    execute,
    facts,
    heading,
    input_choice,
    input_text,
    refresh,
    status,
    text,
)
from cards.kit.fitting import fitting
from cards.kit.lines import capital, closed_card, why
from cards.kit.safe_text import capped
from cards.membership.verbs import MembershipVerb
from cards.reports.approval import three_lines
from handbook.core.people import Person
from handbook.core.school_years import AcademicYear, Term
from handbook.membership.handing_in import KEPT_FOR, HandedFile, Led, Period, likely_period, periods
from handbook.membership.membership import Membership, RefundStatus
from handbook.membership.overview import REFUND_WORDS
from handbook.membership.working import NAME_AT_MOST
from handbook.reports.paper.proforma import Contents, Form
from handbook.reports.report import Report

_WHY: Final = why("you sent me this file")
_TITLE: Final = "Is this the report by your SIP?"
_PUPILS_AT_MOST: Final = 5


@dataclass(frozen=True, slots=True)
class FileAround:
    """What the card of a file looks at besides: the schools of whoever sent it that have an external SIP, the reports
    that there are of them, and the SIPs’ names as they are known."""

    today: date
    led: Sequence[Led] = ()
    reports: Sequence[Report] = ()
    names: Mapping[str, str] = field(default_factory=dict[str, str])


def handed_file_card(one: HandedFile, viewer: Person, around: FileAround) -> Json:
    """For who sent the file, as it now stands."""
    if viewer.id != one.person_id:
        return closed_card()
    if one.let_go:
        words = "you said that it is not the report, or did not answer. I have kept nothing of this file."
        return _card(one, [status("Not kept", words, "emphasis")], [])
    if one.report_id:
        words = "you have handed it in. The report has a card of its own."
        return _card(one, [status("Handed in", words, "good")], [])
    return fitting(lambda part: _open(one, around, part))


def _open(one: HandedFile, around: FileAround, part: int) -> Json:
    let_go = execute("It is another file", MembershipVerb.LET_GO, {"file": one.id}, submits_inputs=False)
    if not around.led:
        return _card(one, [status("Not possible", "your school has a SIP of the trust", "attention")], [let_go])
    asks: list[Json] = _asks(one, around)
    data: dict[str, str | int] = {"file": one.id}
    if len(around.led) == 1:
        data["urn"] = around.led[0].school.urn
    body = [
        status("To be decided", "nobody else has seen this file", "warning"),
        *_read(one.contents, part),
        *_there(around),
        *asks,
        text(
            "Handing it in approves it. It is filed as it is and goes to the Trust Advisor, who may share it with the "
            "Diocesan Schools Officer and the local authority if your school has signed the sharing agreement."
        ),
        text(f"Without an answer I keep the file for {KEPT_FOR.days} days."),
    ]
    return _card(one, body, [execute("Hand in and approve", MembershipVerb.HAND_IN, data, style="positive"), let_go])


def _read(contents: Contents, part: int) -> list[Json]:
    """What was read in it, where it is on our form."""
    if contents.form is not Form.OURS:
        return [text("It is not on the trust’s form, so I take it as the document it is, and read nothing in it.")]
    lines = [text("It is on the trust’s form."), bullets(three_lines(contents))]
    if contents.pupils:
        found = ", ".join(f"“{capped(one, 60 // part, ' …')}”" for one in contents.pupils[:_PUPILS_AT_MOST])
        lines.append(status("Please look again", f"is {found} a pupil? A report names none", "warning"))
    return lines


def _there(around: FileAround) -> list[Json]:
    """Which reports there are already: another file takes the place of the one of its term."""
    schools = {one.school.urn: one.school.full_name for one in around.led}
    there = [one for one in around.reports if one.external_sip and (one.year, one.term) in periods(around.today)]
    lines = [f"{schools[one.urn]}: {one.term.value} {one.year}" for one in there]
    if not lines:
        return []
    told = "Handed in already. If you choose one of these terms, this file takes its place, and the other is closed:"
    return [text(told), bullets(lines)]


def _asks(one: HandedFile, around: FileAround) -> list[Json]:
    contents = one.contents
    urn = contents.urn if contents.urn in {of.school.urn for of in around.led} else around.led[0].school.urn
    there = {(report.year, report.term): report for report in around.reports if report.urn == urn}
    chosen = likely_period(contents, around.today, there)
    terms = [(f"{term.value} {year}", period_word((year, term))) for year, term in periods(around.today)]
    schools = [(of.school.full_name, of.school.urn) for of in around.led]
    name = around.names.get(urn, "") or contents.sip_name
    return [
        *([input_choice("urn", "School", "Please choose the school.", schools, value=urn)] if len(schools) > 1 else []),
        input_choice("period", "Of which term is it?", "Please choose the term.", terms, value=period_word(chosen)),
        input_text(
            "sip_name",
            "Who is the SIP that wrote it?",
            "Please write the SIP’s name.",
            at_most=NAME_AT_MOST,
            multiline=False,
            value=name[:NAME_AT_MOST],
        ),
    ]


def _card(one: HandedFile, body: list[Json], actions: list[Json]) -> Json:
    again = refresh(MembershipVerb.SHOW_FILE, {"file": one.id})
    about = facts((("File", one.file_name),))
    return card(
        _TITLE, [about, *body, _WHY], actions, "I have a question about the file that you sent.", asks_again=again
    )


def period_word(period: Period) -> str:
    return f"{period[0].starts_in}-{period[1].value}"


@dataclass(frozen=True, slots=True)
class OwnSip:
    """A school that somebody leads, whose SIP it has, and the terms of which a report is here."""

    led: Led
    membership: Membership
    received: frozenset[Term]


def our_sip_card(schools: Sequence[OwnSip], viewer: Person, year: AcademicYear) -> Json:
    """For a headteacher: whose SIP the school has, what is handed in, and what an external SIP may have."""
    external = [one for one in schools if any(spell.provision.is_external for spell in one.membership.spells)]
    body = [element for one in schools for element in _school(one)]
    actions: list[Json] = []
    if external:
        body += [
            heading("Hand in a report by your SIP"),
            text(
                "Send me the file here, as Word or PDF. I ask you of which term it is. Handing it in approves it; then "
                "it is filed, and goes to the Trust Advisor."
            ),
            heading("For your SIP"),
            text("They need no account. You can pass on the trust’s blank form and the dates of its training."),
        ]
        actions = [
            execute("Blank form", MembershipVerb.FORM, {}, submits_inputs=False),
            execute("Invitation to training", MembershipVerb.INVITE, {}, submits_inputs=False),
        ]
    body.append(why("you are a headteacher, or stand in for one"))
    again = refresh(MembershipVerb.OUR_SIP, {})
    return card(f"Our SIP, {year}", body, actions, "Whose SIP your school has, and its reports.", asks_again=again)


def _school(one: OwnSip) -> list[Json]:
    membership, school = one.membership, one.led.school
    whose = (
        capital(membership.provision.words) if membership.provision else "Not known yet: please ask the Trust Advisor"
    )
    received = ", ".join(term.value for term in Term if term in one.received)
    refund = membership.refund is not RefundStatus.NONE
    return [
        heading(school.full_name),
        facts(
            (
                ("SIP", whose),
                *([("Reports handed in", received or "none yet")] if membership.is_refundable else []),
                *([("Refund of the fee", REFUND_WORDS[membership.refund])] if refund else []),
            )
        ),
    ]


def invitation_card(words: str, url: str) -> Json:
    """What the headteacher passes on to an external SIP (M5): words to copy, and a calendar file. `words` is empty
    where no training is planned."""
    title = "Invitation to training for your SIP"
    because = why("you asked for an invitation to pass on")
    if not words:
        none = "No training is planned yet. Please ask again later, or ask the Trust Advisor."
        return card(title, [text(none), because], [], title)
    body = [text("Copy these words, and send them to your SIP:"), *(text(line) for line in words.splitlines())]
    if url:
        body.append(text(f"For their calendar (.ics): {url}"))
    return card(title, [*body, because], [], title)
