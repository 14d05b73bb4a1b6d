"""The audit of skills for tests, and its cards in every state."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from cards.sip_team.skills.form import skills_form_card
from cards.sip_team.skills.plan import PlanSeen, line_form, plan_card
from cards.sip_team.skills.team import QUOTED_AT_MOST, skills_card, skills_files_card
from handbook.core.people import Person, Role
from handbook.core.school_years import AcademicYear
from handbook.sip_team.record import TrainingTopic
from handbook.sip_team.skills.answer import LAST_STEP, LONGEST, Skill, SkillsAnswer
from handbook.sip_team.skills.audit_round import LINES_AT_MOST, PlanLine, SkillsRound
from handbook.sip_team.skills.picture import TeamPicture, team_picture
from tests.support import builders as a
from tests.support.sip_team import ADVISOR, OTHER_SIP, SIP

YEAR = AcademicYear(2026)
TEAM = (SIP, OTHER_SIP, replace(OTHER_SIP, id=f"{OTHER_SIP.id[:-2]}c3", name="Ada Quill"))
URLS = ("https://sip.trust.example/training/x.png", "https://sip.trust.example/training/x.xlsx")


def all_said(expertise: int, confidence: int, **but: tuple[int, int]) -> tuple[Skill, ...]:
    """The same for each topic but for those named."""
    levels = {topic: but.get(topic.value, (expertise, confidence)) for topic in TrainingTopic}
    return tuple(Skill(topic, *level) for topic, level in levels.items())


def an_answer(sip: Person = SIP, skills: tuple[Skill, ...] = (), **changes: Any) -> SkillsAnswer:
    """Sent, where it says something."""
    sent = {"answered_at": a.MONDAY, "step": LAST_STEP} if skills else {}
    return replace(SkillsAnswer(sip.id, YEAR, a.MONDAY, skills), **{**sent, **changes})


def mixed(words: str = "") -> TeamPicture:
    """A gap in diagnostic, a need in data, strengths in the rest; one has not answered."""
    first = all_said(4, 4, diagnostic=(2, 1), data=(3, 2))
    second = all_said(3, 3, diagnostic=(1, 1), data=(4, 4))
    needs = words[:LONGEST] or "Time to read the figures."
    answers = [an_answer(SIP, first, needs=needs, wishes=needs), an_answer(OTHER_SIP, second), an_answer(TEAM[2])]
    return team_picture(TEAM, answers)


def skills_cards(words: str = "") -> Iterator[tuple[str, dict[str, Any], Person]]:
    """Each step, the team in each state, and the plan; `words` are what somebody wrote at its longest."""
    typed = words[:LONGEST] or "More time."
    half = an_answer(needs=typed, wishes=typed, skills=all_said(3, 0), answered_at=None, step=1)
    forms = {f"step {step}": replace(half, step=step) for step in range(1, LAST_STEP + 1)}
    forms |= {f"sent, step {step}": replace(one, answered_at=a.MONDAY) for step, one in enumerate(forms.values(), 1)}
    crowd = [
        replace(OTHER_SIP, id=f"{OTHER_SIP.id[:-2]}{at}", name=f"{words[:40] or 'Petra'} {at}") for at in range(10, 40)
    ]
    many = [an_answer(one, all_said(1, 1), needs=typed, wishes=typed) for one in crowd[: QUOTED_AT_MOST + 2]]
    pictures = {
        "mixed": mixed(words),
        "nobody asked": team_picture(TEAM, ()),
        "nobody answered": team_picture(TEAM, [an_answer(one) for one in TEAM[:2]]),
        "all even": team_picture(TEAM[:1], [an_answer(SIP, all_said(3, 3))]),
        "many": team_picture(crowd, many),
    }
    lines = tuple(
        PlanLine(
            number, TrainingTopic.DATA, tuple(one.id for one in crowd), (SIP.id,), typed[:300], "x" * (number == 2)
        )
        for number in range(1, LINES_AT_MOST + 1)
    )
    audits = {"none": SkillsRound(YEAR, a.MONDAY), "empty": SkillsRound(YEAR, a.MONDAY, planned_at=a.MONDAY)}
    audits |= {"full": SkillsRound(YEAR, a.MONDAY, planned_at=a.MONDAY, lines=lines)}
    names = {one.id: one.name for one in (SIP, *crowd)}
    for viewer in (SIP, ADVISOR, OTHER_SIP, a.a_person(Role.HEADTEACHER)):
        for state, answer in forms.items():
            yield f"skills · {state} · {viewer.name}", skills_form_card(answer, viewer, "Please say both."), viewer
        bare = an_answer()
        yield f"skills · new · {viewer.name}", skills_form_card(bare, viewer), viewer
        yield f"skills · nothing said · {viewer.name}", skills_form_card(replace(bare, step=LAST_STEP), viewer), viewer
        for state, picture in pictures.items():
            yield f"team’s skills · {state} · {viewer.name}", skills_card(YEAR, picture, viewer), viewer
        for state, audit in audits.items():
            for has in (True, False):
                seen = PlanSeen(audit, names, {"x": "Wednesday 9 December 2026"}, has, viewer)
                yield f"plan of training · {state} · {has} · {viewer.name}", plan_card(seen), viewer
        for people in (crowd, ()):
            form = line_form(audits["full"], lines[0], people, viewer, "Please shorten it.")
            yield f"plan of training · line · {len(people)} · {viewer.name}", form, viewer
    for state, urls in {"https": URLS, "http": ("http://x/p.png", "http://x/p.xlsx"), "none": ("", "")}.items():
        yield f"team’s skills · files · {state}", skills_files_card(YEAR, mixed(), urls, a.MONDAY), ADVISOR
