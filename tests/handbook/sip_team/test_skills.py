"""The yearly audit of skills (T4): said in steps with a kept draft, reminded of in school days, the team's picture, and
the plan that is made from it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from handbook.core.chasing import Patience
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear, SchoolCalendar, Session, Term
from handbook.sip_team.record import TrainingTopic
from handbook.sip_team.skills.answer import LAST_STEP, LONGEST, RemindOfSkills, SaySkills, Skill, reminded, said
from handbook.sip_team.skills.audit_round import (
    LINES_AT_MOST,
    NOTE_AT_MOST,
    AddPlanLine,
    ChangePlanLine,
    DropPlanLine,
    PlanChange,
    ProposePlan,
    SkillsRound,
    TellSkillsWait,
    asked,
    line_became,
    plan_changed,
    reminder_due,
    waits_due,
    waits_told,
)
from handbook.sip_team.skills.picture import TopicStanding, team_picture
from tests.support import builders as a
from tests.support.sip_team import ADVISOR, OTHER_SIP, SIP
from tests.support.skills import TEAM, YEAR, all_said, an_answer, mixed

AUTUMN = SchoolCalendar((Session(date(2026, 9, 2), date(2026, 12, 18), Term.AUTUMN),), frozenset())
PATIENCE = Patience((5, 10), 15)
AUDIT = SkillsRound(YEAR, a.MONDAY, ADVISOR.id, revision=1)


def code(deed: Callable[[], object]) -> tuple[str, str]:
    with pytest.raises(Refused) as caught:
        deed()
    return caught.value.code, caught.value.reason


def on(day: date, hour: int = 10) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=a.MONDAY.tzinfo)


def changed(audit: SkillsRound, command: PlanChange) -> SkillsRound:
    return plan_changed(audit, command, ADVISOR, mixed(), a.MONDAY)


def test_a_draft_is_kept_at_each_step_and_sent_once_all_is_said() -> None:
    answer = an_answer()
    first = (Skill(TrainingTopic.COACHING, 2, 1), Skill(TrainingTopic.DATA, 4, 4))
    answer = said(answer, SaySkills(answer.id, 0, 1, 2, first), SIP, a.MONDAY)
    assert [one.topic for one in answer.skills] == [TrainingTopic.DATA, TrainingTopic.COACHING]
    answer = said(answer, SaySkills(answer.id, 0, 3, LAST_STEP, needs=" Time. ", wishes="Maths."), SIP, a.MONDAY)
    assert (answer.step, answer.needs, answer.wishes, answer.answered_at) == (LAST_STEP, "Time.", "Maths.", None)
    send = SaySkills(answer.id, 0, LAST_STEP, LAST_STEP, sends=True)
    lacks = code(lambda: said(answer, send, SIP, a.MONDAY))
    assert lacks[0] == "lacking"
    assert lacks[1].endswith("performance management, diagnostic, Ofsted updates, report writing.")
    whole = said(replace(answer, skills=all_said(3, 3)), send, SIP, a.MONDAY)
    assert (whole.answered_at, whole.step) == (a.MONDAY, LAST_STEP)
    anew = said(whole, SaySkills(answer.id, 0, LAST_STEP, 1), SIP, a.MONDAY)
    assert (anew.step, anew.answered_at) == (1, a.MONDAY)
    assert [Skill(TrainingTopic.DATA, *level).words for level in ((0, 0), (4, 0), (3, 3))] == [
        "not said",
        "could train others",
        "sound, confident",
    ]


def test_nobody_else_answers_two_at_once_are_told_and_words_that_are_too_long_are_not_cut() -> None:
    answer = an_answer()
    for who in (OTHER_SIP, ADVISOR):
        assert code(lambda who=who: said(answer, SaySkills(answer.id, 0, 1, 2), who, a.MONDAY))[0] == "unknown"
    assert code(lambda: said(answer, SaySkills(answer.id, 3, 1, 2), SIP, a.MONDAY))[0] == "stale"
    for needs, wishes in (("x" * 10_000, ""), ("", "x" * (LONGEST + 1))):
        command = SaySkills(answer.id, 0, 3, 4, needs=needs, wishes=wishes)
        refused, reason = code(lambda command=command: said(answer, command, SIP, a.MONDAY))
        assert refused == "missing"
    assert "it has 1,001" in reason


def test_everybody_is_asked_once_a_year_and_those_who_come_later() -> None:
    audit = asked(SkillsRound(YEAR), TEAM, ADVISOR, a.MONDAY)
    later = asked(audit, TEAM[:1], ADVISOR, a.MONDAY + timedelta(days=9))
    assert (audit.asked_at, later.asked_at) == (a.MONDAY, a.MONDAY)
    assert "was asked for 2026/27 already" in code(lambda: asked(audit, (), ADVISOR, a.MONDAY))[1]
    assert "2027/28 is another" in code(lambda: asked(SkillsRound(AcademicYear(2027)), TEAM, ADVISOR, a.MONDAY))[1]
    assert code(lambda: asked(audit, TEAM, SIP, a.MONDAY))[0] == "not_yours"


def test_who_has_not_answered_is_reminded_in_school_days_and_then_named() -> None:
    answer, fifth = an_answer(), on(date(2026, 11, 30))
    assert reminder_due(answer, AUTUMN, PATIENCE, fifth) == RemindOfSkills(answer.id, 1)
    assert reminder_due(answer, AUTUMN, PATIENCE, fifth.replace(hour=7)) is None
    assert reminder_due(answer, AUTUMN, PATIENCE, on(date(2026, 11, 28))) is None
    once = reminded(answer, RemindOfSkills(answer.id, 1))
    assert reminder_due(once, AUTUMN, PATIENCE, fifth) is None
    assert reminder_due(answer, AUTUMN, PATIENCE, on(date(2026, 12, 8))) == RemindOfSkills(answer.id, 2)
    sent = an_answer(skills=all_said(3, 3))
    assert reminder_due(sent, AUTUMN, PATIENCE, fifth) is None
    for late in (once, sent):
        assert code(lambda late=late: reminded(late, RemindOfSkills(answer.id, 1)))[0] == "stale"
    due = on(date(2026, 12, 14))
    assert waits_due(AUDIT, [answer], AUTUMN, PATIENCE, due) == TellSkillsWait(YEAR)
    told = waits_told(AUDIT, due)
    assert code(lambda: waits_told(told, due))[0] == "stale"
    for audit, waiting, now in ((AUDIT, [answer], fifth), (told, [answer], due), (AUDIT, [], due)):
        assert waits_due(audit, waiting, AUTUMN, PATIENCE, now) is None
    assert waits_due(AUDIT, [answer], AUTUMN, PATIENCE, on(date(2026, 12, 19))) is None


def test_the_team_is_seen_as_a_whole() -> None:
    picture = mixed()
    by_topic = {one.topic: one for one in picture.topics}
    assert by_topic[TrainingTopic.DIAGNOSTIC].standing is TopicStanding.GAP
    assert by_topic[TrainingTopic.DATA].standing is TopicStanding.NEED
    assert by_topic[TrainingTopic.COACHING].standing is TopicStanding.STRENGTH
    words = by_topic[TrainingTopic.DATA].words
    assert words == "data, need: of 2, 1 is unsure, 2 are sound in it, 1 could train others"
    assert (picture.asked, len(picture.answers), picture.waiting, picture.unasked) == (3, 2, (TEAM[2],), ())
    assert picture.message.startswith("Gaps: diagnostic; needs: data; strengths: coaching for challenge")
    assert team_picture(TEAM, ()).message == "Nobody has answered yet."
    assert team_picture(TEAM, ()).topics[0].words == "data: nobody has answered yet"
    even = team_picture((SIP,), [an_answer(SIP, all_said(3, 3)), an_answer(OTHER_SIP, all_said(1, 1))])
    assert {one.standing for one in even.topics} == {TopicStanding.EVEN}  # of somebody who left nothing counts
    assert even.message == "There are neither gaps nor needs, and no strengths either."


def test_a_plan_begins_with_gaps_and_is_edited() -> None:
    plan = changed(AUDIT, ProposePlan(YEAR, 1))
    assert [(one.topic, one.sip_ids) for one in plan.plan] == [
        (TrainingTopic.DIAGNOSTIC, (SIP.id, OTHER_SIP.id)),
        (TrainingTopic.DATA, (SIP.id,)),
    ]
    assert plan.plan[1].lead_ids == (OTHER_SIP.id,)
    plan = changed(plan, AddPlanLine(YEAR, 1, TrainingTopic.OFSTED))
    plan = changed(plan, ChangePlanLine(YEAR, 1, 3, (SIP.id,), " In March. "))
    assert (plan.plan[2].sip_ids, plan.plan[2].note) == ((SIP.id,), "In March.")
    plan = changed(plan, DropPlanLine(YEAR, 1, 1))
    assert [one.number for one in plan.plan] == [2, 3]
    plan = line_became(plan, 2, "session-1")
    anew = changed(plan, ProposePlan(YEAR, 1))
    assert [(one.number, one.topic, one.session_id) for one in anew.plan] == [
        (2, TrainingTopic.DATA, "session-1"),
        (4, TrainingTopic.DIAGNOSTIC, ""),
    ]


def test_what_a_plan_does_not_take_is_said() -> None:
    plan = changed(AUDIT, ProposePlan(YEAR, 1))
    long = ChangePlanLine(YEAR, 1, 1, (), "x" * (NOTE_AT_MOST + 1))
    for command, refused in (
        (ProposePlan(YEAR, 2), "stale"),
        (DropPlanLine(YEAR, 1, 9), "stale"),
        (long, "missing"),
    ):
        assert code(lambda command=command: changed(plan, command))[0] == refused
    assert code(lambda: plan_changed(plan, long, SIP, mixed(), a.MONDAY))[0] == "not_yours"
    nothing = team_picture(TEAM, ())
    assert code(lambda: plan_changed(AUDIT, ProposePlan(YEAR, 1), ADVISOR, nothing, a.MONDAY))[0] == "missing"
    full = plan
    while len(full.plan) < LINES_AT_MOST:
        full = changed(full, AddPlanLine(YEAR, 1, TrainingTopic.OFSTED))
    assert "at most 8 lines" in code(lambda: changed(full, AddPlanLine(YEAR, 1, TrainingTopic.OFSTED)))[1]
