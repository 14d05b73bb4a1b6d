"""What is typed about skills: `my skills` by a SIP, `skills` by the Trust Advisor."""

from collections.abc import Mapping
from typing import Final

from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.notifications import NOT_REACHED, send_card, send_text
from automations.engine.workflow import Effect, Work
from automations.sip_team.skills.kinds import SkillsKind, answer_about, team_about
from handbook.core.british_time import london_date
from handbook.core.people import Person, Role
from handbook.core.school_years import AcademicYear
from handbook.sip_team.skills.audit_round import leads_audit
from store.unit_of_work import UnitOfWork

MINE: Final = "my skills"
ALL: Final = "skills"
_NOT_ASKED: Final = "The Trust Advisor has not asked you for your skills yet. You get a card when they do."


def skills_asked(uow: UnitOfWork, person: Person, words: str, message_id: str) -> list[OutboxJob] | None:
    if words == ALL and leads_audit(person):
        return [OutboxJob("show_skills", message_id, {"person_id": person.id}, JobQueue.TEAMS)]
    if words not in (ALL, MINE) or not person.is_a(Role.SIP):
        return None
    answer = uow.skills_answers.newest_of(person.id)
    if answer is None:
        return [send_text(person.id, _NOT_ASKED, f"skills:{message_id}")]
    return [send_card(SkillsKind.ANSWER, person.id, answer_about(answer.id), 0, message_id)]


async def show_skills(work: Work, person_id: str) -> None:
    """This year's: a word that is typed knows no time."""
    year = AcademicYear.of(london_date(work.bus.now()))
    job = send_card(SkillsKind.TEAM, person_id, team_about(year), 0, f"typed-{work.bus.now():%Y%m%dT%H%M%S}")
    await work.bus.record(lambda _: [job])


EFFECTS: Final[Mapping[str, Effect]] = {
    "show_skills": Effect(
        show_skills, "The skills of the team could not be shown", NOT_REACHED, about=("answer", "person_id")
    ),
}
