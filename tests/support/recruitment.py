"""Applications to become a SIP, each brought to its state by the handbook's own functions."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any, Final

import pytest

from handbook.core.half_days import HalfDay
from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from handbook.recruitment import board, interview, outcome, writing
from handbook.recruitment.application import Application, ConditionKind, ConditionState, RecruitmentPolicy
from handbook.recruitment.criteria import Criterion
from handbook.recruitment.form import FIELDS
from handbook.recruitment.moves import ApplicationStatus, Route
from handbook.sip_team.record import SipKind
from tests.support import builders as a

S = ApplicationStatus
POLICY: Final = RecruitmentPolicy()
NOW: Final = a.MONDAY
HEAD, ADVISOR, DSO = a.a_person(Role.HEADTEACHER), a.a_person(Role.TRUST_ADVISOR), a.a_person(Role.DSO)
MEMBER, CHAIR = a.a_person(Role.BOARD_MEMBER), a.a_person(Role.CHAIR_OF_TRUST_BOARD)
SECOND = a.a_person(Role.BOARD_MEMBER, id="00000000-0000-4000-8000-0000000000b2", name="Bede Lavery",
                    email="bede.lavery@trust.example")  # fmt: skip
THIRD = a.a_person(Role.BOARD_MEMBER, id="00000000-0000-4000-8000-0000000000b3", name="Łucja Ward",
                   email="lucja.ward@trust.example")  # fmt: skip
OTHER_DSO = a.a_person(Role.DSO, id="00000000-0000-4000-8000-0000000000d2", name="Declan Moss",
                       email="declan.moss@trust.example")  # fmt: skip
BOARD: Final = (MEMBER, CHAIR, SECOND, THIRD)
PANEL: Final = (MEMBER, DSO)
WHEN: Final = HalfDay(date(2027, 1, 12), time(10), time(11))
NOBODY: Final = frozenset[str]()
ANSWERS: Final = {key: f"{one.label}: yes" for key, one in FIELDS.items()}
ELIGIBLE: Final = {
    Criterion.HEADSHIP: "St Hilda’s since 2017",
    Criterion.SCHOOL: "Good in 2024",
    Criterion.NLE: "Designated in 2021",
}


def a_headteachers() -> Application:
    """Just begun."""
    return writing.begun(HEAD, [a.a_school()], (), NOW, "app-1")


def an_external(**changes: Any) -> Application:
    """Entered by the Trust Advisor; a draft."""
    command = writing.BeginExternal("Siân Okafor", "sian@example.org", SipKind.RETIRED_HEAD)
    return replace(writing.begun_external(command, ADVISOR, None, (), NOW, "app-2"), **changes)


def eligible(one: Application) -> Application:
    return writing.stated(one, writing.StateEligibility(one.id, "9", ELIGIBLE), HEAD, POLICY.least_years, NOW)


def writes(one: Application) -> Person:
    return HEAD if one.route is Route.SERVING_HEAD else ADVISOR


def sent(one: Application) -> Application:
    filled = writing.step_saved(one, ANSWERS, writes(one), NOW)
    return writing.submitted(filled, writing.SubmitApplication(one.id, one.version), writes(one), NOW)


def put_to_board(one: Application, *aside: str) -> Application:
    command = board.PresentToBoard(one.id, one.version, aside)
    return board.presented(one, command, ADVISOR, BOARD, NOBODY, POLICY.quorum, NOW)


def vote(one: Application, by: Person, *, approves: bool = True) -> Application:
    command = board.VoteOnApplication(one.id, approves, "" if approves else "Too little experience.")
    return board.voted(one, command, by, BOARD, NOBODY, POLICY.quorum, NOW)


def approved(one: Application) -> Application:
    return vote(vote(vote(one, MEMBER), CHAIR), SECOND)


def invited(one: Application, *panel: Person, when: HalfDay = WHEN, now: datetime = NOW) -> Application:
    people = panel or PANEL
    command = interview.FixInterview(one.id, one.version, when, "Trust office", tuple(each.id for each in people))
    return interview.fixed(one, command, ADVISOR, people, NOBODY, now)


def held(one: Application) -> Application:
    return interview.held(one, interview.HoldInterview(one.id, one.times), WHEN.ends_at)


def view(one: Application, by: Person, words: str = "Asked good questions.") -> Application:
    return outcome.view_filed(one, outcome.FileView(one.id, True, words), by, WHEN.ends_at)


def chosen(one: Application) -> Application:
    filed = view(view(one, MEMBER), DSO)
    command = outcome.DecideInterview(one.id, one.version, True, "")
    return outcome.decided(filed, command, ADVISOR, PANEL, WHEN.ends_at)


def condition(one: Application, kind: ConditionKind, state: ConditionState = ConditionState.MET) -> Application:
    command = outcome.SetCondition(one.id, one.version, kind, state)
    return outcome.condition_set(one, command, ADVISOR, WHEN.ends_at + timedelta(days=1))


def appointed(one: Application) -> Application:
    return condition(condition(one, ConditionKind.REFERENCES), ConditionKind.DBS)


def declined(one: Application) -> Application:
    against = vote(vote(one, MEMBER, approves=False), CHAIR, approves=False)
    return vote(against, SECOND, approves=False)


def withdrawn(one: Application) -> Application:
    return writing.withdrawn(one, writing.WithdrawApplication(one.id, "A new post."), writes(one), NOW)


_WAY: Final[tuple[tuple[ApplicationStatus, Callable[[Application], Application]], ...]] = (
    (S.SUBMITTED, sent),
    (S.PRESENTED, put_to_board),
    (S.APPROVED, approved),
    (S.INVITED, invited),
    (S.INTERVIEWED, held),
    (S.CHOSEN, chosen),
    (S.APPOINTED, appointed),
)


def an_application(status: ApplicationStatus, route: Route = Route.SERVING_HEAD) -> Application:
    """One that stands so, by the ordinary way."""
    one = a_headteachers() if route is Route.SERVING_HEAD else an_external()
    if status is S.BEGUN:
        return one
    if status is S.NOT_ELIGIBLE:
        return writing.stated(one, writing.StateEligibility(one.id, "4", ELIGIBLE), HEAD, POLICY.least_years, NOW)
    one = eligible(one) if route is Route.SERVING_HEAD else one
    if status is S.WITHDRAWN:
        return withdrawn(one)
    if status is S.DECLINED:
        return declined(put_to_board(sent(one)))
    for reached, step in _WAY:
        if one.status is status:
            break
        one = step(one)
        assert one.status is reached
    return replace(one, status=S.TRAINED) if status is S.TRAINED else one


def no(code: str, work: Callable[..., object], *args: object) -> str:
    """The sentence with which it is refused."""
    with pytest.raises(Refused) as refused:
        work(*args)
    assert refused.value.code == code
    return refused.value.reason
