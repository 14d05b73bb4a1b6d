"""Somebody applies to become a School Improvement Partner (R1-R3): begins, shows that they are eligible, writes the
form, sends it, and may withdraw at any time before the decision."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from handbook.core.people import Person, Role, School
from handbook.core.refusal import Refused, allows
from handbook.recruitment.application import (
    NO_SUCH_APPLICATION,
    WRITING,
    Application,
    check_advisor,
    check_version,
    is_applicant,
    moved,
    not_now,
    reason_in,
)
from handbook.recruitment.criteria import Criterion, evidence_in, is_eligible, met
from handbook.recruitment.form import check_is_complete, with_answers
from handbook.recruitment.moves import ApplicationMove, ApplicationStatus, Route
from handbook.sip_team.record import SipKind

_S, _M = ApplicationStatus, ApplicationMove


@dataclass(frozen=True, slots=True)
class BeginApplication:
    """A serving headteacher begins."""


@dataclass(frozen=True, slots=True)
class BeginExternal:
    """The Trust Advisor begins for somebody who is not on the trust's list."""

    name: str
    email: str
    kind: SipKind


@dataclass(frozen=True, slots=True)
class StateEligibility:
    """Years as they were typed, and evidence for each criterion."""

    application_id: str
    years: str
    said: Mapping[Criterion, str]


@dataclass(frozen=True, slots=True)
class SaveStep:
    """What was written so far. `then` is the step that is shown next; 0: the application itself."""

    application_id: str
    answers: Mapping[str, str]
    then: int = 0


@dataclass(frozen=True, slots=True)
class SubmitApplication:
    application_id: str
    version: int


@dataclass(frozen=True, slots=True)
class WithdrawApplication:
    application_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReturnApplication:
    """The Trust Advisor wants something changed before the Board reads it; or finds that eligibility is not shown."""

    application_id: str
    version: int
    words: str
    is_eligible: bool = True


def check_may_write(application: Application, person: Person) -> None:
    """Raises Refused unless somebody may still change the form: whoever applies, or the Trust Advisor who enters it for
    somebody who is not on the list."""
    writes = person.id == application.applicant_id and person.is_a(Role.HEADTEACHER)
    if not (writes or (application.route is Route.EXTERNAL and person.is_a(Role.TRUST_ADVISOR))):
        raise Refused("not_yours", NO_SUCH_APPLICATION, "R3")
    if application.status not in WRITING:
        raise not_now(application)


def may_write(application: Application, person: Person) -> bool:
    return allows(lambda: check_may_write(application, person))


def begun(person: Person, schools: Iterable[School], before: Iterable[Application], now: datetime, id_: str
          ) -> Application:  # fmt: skip
    """A serving headteacher's. Raises Refused; `standing` says whether there is one already."""
    led = next((one for one in schools if one.headteacher_id == person.id), None)
    if not person.is_a(Role.HEADTEACHER) or led is None:
        words = "Serving headteachers of the trust’s schools apply here. Others apply to the Trust Advisor."
        raise Refused("not_yours", words, "R1")
    _check_is_new(person, before)
    return Application(
        id=id_,
        route=Route.SERVING_HEAD,
        kind=SipKind.SERVING_HEAD,
        name=person.name,
        email=person.email,
        begun_at=now,
        touched_at=now,
        applicant_id=person.id,
        urn=led.urn,
    )


def begun_external(
    command: BeginExternal, person: Person, known: Person | None, before: Iterable[Application], now: datetime, id_: str
) -> Application:
    """Entered by the Trust Advisor. `known` is whom the trust's list has by that address. Raises Refused."""
    if not person.is_a(Role.TRUST_ADVISOR):
        raise Refused("not_yours", "Only the Trust Advisor enters an application for somebody else.", "R1")
    name, email = " ".join(command.name.split()), command.email.strip()
    if not name:
        raise Refused("missing", "Please give the applicant’s name.", "R1")
    if not looks_like_address(email):
        raise Refused("missing", "Please give the applicant’s e-mail address: the invitation goes there.", "R1")
    if command.kind is SipKind.SERVING_HEAD or (known is not None and known.is_a(Role.HEADTEACHER)):
        words = "A serving headteacher applies in their own chat, by typing “apply”: eligibility comes first."
        raise Refused("not_yours", words, "R1")
    if known is not None and known.id == person.id:
        raise Refused("not_yours", "You cannot enter an application of your own.", "R1")
    if known is not None:
        _check_is_new(known, before)
    return Application(
        id=id_,
        route=Route.EXTERNAL,
        kind=command.kind,
        name=name,
        email=email,
        begun_at=now,
        touched_at=now,
        applicant_id=known.id if known else "",
        entered_by_id=person.id,
        status=_S.DRAFTED,
    )


def standing(before: Iterable[Application]) -> Application | None:
    """Of all that one person ever sent, the one that is open: applied twice, it is one."""
    return next((one for one in before if one.is_open), None)


def looks_like_address(email: str) -> bool:
    name, at, host = email.partition("@")
    plain = email.isprintable() and not any(mark in email for mark in " ,;<>\"'()")
    return bool(plain and name and at and "." in host.strip(".") and "@" not in host and len(email) <= 254)


def stated(application: Application, command: StateEligibility, person: Person, least_years: int, now: datetime
           ) -> Application:  # fmt: skip
    """Eligible or not, by what they say of themselves (R2). Raises Refused."""
    check_may_write(application, person)
    if application.route is not Route.SERVING_HEAD:
        raise Refused("not_now", "An external applicant needs no eligibility.", "R3")
    evidence = evidence_in(command.years, command.said)
    eligible = is_eligible(met(evidence, least_years))
    after = moved(application, _M.SHOW_ELIGIBLE if eligible else _M.SHOW_NOT_ELIGIBLE, now)
    return replace(after, evidence=evidence, touched_at=now, reason="")


def step_saved(application: Application, answers: Mapping[str, str], person: Person, now: datetime) -> Application:
    """The draft with what was written. Raises Refused."""
    check_may_write(application, person)
    if application.status is not _S.DRAFTED:
        raise Refused("not_now", "Please show first that you are eligible to apply.", "R3")
    return replace(application, form=with_answers(application.form, answers), touched_at=now)


def submitted(application: Application, command: SubmitApplication, person: Person, now: datetime) -> Application:
    """Raises Refused, naming what is missing."""
    check_may_write(application, person)
    check_version(application, command.version)
    after = moved(application, _M.SUBMIT, now)
    check_is_complete(application.form)
    return replace(after, submitted_at=now, touched_at=now, reason="")


def check_may_withdraw(application: Application, person: Person) -> None:
    """Whoever applies; for somebody who is not on the list the Trust Advisor, to whom they say so. Raises Refused."""
    own = is_applicant(application, person)
    for_them = not application.applicant_id and person.is_a(Role.TRUST_ADVISOR)
    if not (own or for_them):
        raise Refused("not_yours", NO_SUCH_APPLICATION, "R3")
    if not application.can(_M.WITHDRAW):
        raise not_now(application)


def may_withdraw(application: Application, person: Person) -> bool:
    return allows(lambda: check_may_withdraw(application, person))


def withdrawn(application: Application, command: WithdrawApplication, person: Person, now: datetime) -> Application:
    """In any state in which something is still to be decided. Raises Refused."""
    check_may_withdraw(application, person)
    return replace(moved(application, _M.WITHDRAW, now), reason=reason_in(command.reason), times=application.times + 1)


def returned(application: Application, command: ReturnApplication, person: Person, now: datetime) -> Application:
    """Back to whoever applies, with the Trust Advisor's words. Raises Refused."""
    check_advisor(application, person)
    check_version(application, command.version)
    words = reason_in(command.words)
    if not words:
        raise Refused("missing", "Please say what should be changed, or what is not shown.", "R3")
    return replace(moved(application, _M.RETURN if command.is_eligible else _M.SHOW_NOT_ELIGIBLE, now), reason=words,
                   touched_at=now)  # fmt: skip


def _check_is_new(person: Person, before: Iterable[Application]) -> None:
    """An application that is open is shown instead, by whoever asks `standing` first."""
    if person.is_a(Role.SIP) or any(one.status in (_S.APPOINTED, _S.TRAINED) for one in before):
        raise Refused("taken", "This person is a School Improvement Partner already.", "R1")
