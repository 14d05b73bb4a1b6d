"""Applications as the records stand, and what follows when one is written."""

from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum
from typing import Final

from automations.engine.command_bus import CommandContext, RenderContext
from automations.engine.jobs.outbox import JobQueue, OutboxJob, follow_up
from automations.engine.notifications import send_card
from cards.recruitment.list import ApplicationRow, concerns
from cards.recruitment.seen import ApplicationSeen
from handbook.core.people import Person, Role
from handbook.recruitment.application import Application, RecruitmentPolicy
from handbook.recruitment.board import BOARD, may_vote, voters
from handbook.recruitment.interview import ON_PANEL, may_interview
from handbook.recruitment.moves import ApplicationMove as M
from handbook.recruitment.moves import ApplicationStatus as S
from handbook.recruitment.outcome import may_file
from handbook.recruitment.sight import Part, parts_of
from store.unit_of_work import UnitOfWork

OF_APPLICATION: Final = "application"
OF_PERSON: Final = "applications"


class ApplicationKind(StrEnum):
    """The cards of recruitment that are sent, by name."""

    APPLICATION = "application"
    APPLICATIONS = "applications"


def application_about(application_id: str) -> str:
    return f"{OF_APPLICATION}:{application_id}"


def applications_about(person_id: str) -> str:
    return f"{OF_PERSON}:{person_id}"


def chairs_of(uow: UnitOfWork, application: Application) -> frozenset[str]:
    """The accounts of those who chair the governors of the applicant's school, as far as a SIP was ever proposed to it
    with its chair: the trust's list does not say it."""
    choices = uow.sip_choices.of_school(application.urn) if application.urn else ()
    return frozenset(one.chair_id for one in choices if one.chair_id)


def board_of(uow: UnitOfWork) -> tuple[Person, ...]:
    return uow.roster.people(*BOARD)


def panel_of(uow: UnitOfWork, application: Application) -> list[Person]:
    """Those of the panel who are still on the list of people."""
    ids = application.interview.panel if application.interview else ()
    return [person for person in map(uow.roster.person, ids) if person is not None]


def applicant_of(uow: UnitOfWork, application: Application) -> Person | None:
    """Whoever applies, where they are on the list."""
    return uow.roster.person(application.applicant_id) if application.applicant_id else None


def applicant_email(uow: UnitOfWork, application: Application) -> str:
    """Where the invitation goes."""
    person = applicant_of(uow, application)
    return person.email if person and person.email else application.email


def seen_by(uow: UnitOfWork, application: Application, viewer: Person, policy: RecruitmentPolicy) -> ApplicationSeen:
    chairs, board = chairs_of(uow, application), board_of(uow)
    parts = parts_of(application, viewer, chairs)
    of_advisor = Part.ADVISOR in parts
    known = uow.sip_records.of(application.sip_id) if application.sip_id else None
    taken = {one.sip_id for one in uow.applications.in_status(S.APPOINTED, S.TRAINED)} if of_advisor else set[str]()
    people = uow.roster.people(*ON_PANEL) if of_advisor else ()
    return ApplicationSeen(
        application,
        viewer,
        parts,
        policy,
        chairs,
        school=uow.roster.school_then(application.urn).full_name if application.urn else "",
        names=_names(uow, application),
        to_vote=voters(application, board, chairs),
        board=board,
        may_sit=[one for one in people if may_interview(application, one, chairs)],
        sips=[one for one in uow.roster.people(Role.SIP) if one.id not in taken] if of_advisor else (),
        trained_on=known.initial_training_on if known else None,
    )


def _names(uow: UnitOfWork, application: Application) -> dict[str, str]:
    """Of then, also of who has left."""
    done = {vote.member_id: vote.at for vote in application.votes} | {view.by_id: view.at for view in application.views}
    others = [each.member_id for each in application.aside]
    others += application.interview.panel if application.interview else ()
    return {one: uow.roster.then(one, Role.BOARD_MEMBER, done.get(one)).name for one in dict.fromkeys([*done, *others])}


def rows_of(uow: UnitOfWork, viewer: Person, context: RenderContext) -> list[ApplicationRow]:
    """The applications that are open to somebody, with what waits for them."""
    seen = [seen_by(uow, one, viewer, context.policy.recruitment) for one in uow.applications.with_papers()]
    return [ApplicationRow(one.application, _waits(one)) for one in seen if one.parts]


def _waits(seen: ApplicationSeen) -> str:
    one, viewer = seen.application, seen.viewer
    if may_vote(one, viewer, seen.chairs):
        return "your decision"
    if may_file(one, viewer):
        return "your view of the interview"
    if seen.is_a(Part.ADVISOR):
        steps = (
            (M.PRESENT, "to be put to the Trust Board"),
            (M.FIX, "an interview to be fixed"),
            (M.CHOOSE, "the outcome"),
            (M.APPOINT, "references and DBS check"),
        )
        if one.status is S.APPOINTED and not one.sip_id:
            return "their place on the list"
        return next((words for move, words in steps if one.can(move)), "")
    return "to be written and sent" if seen.writes and seen.stands(S.BEGUN, S.NOT_ELIGIBLE, S.DRAFTED) else ""


def saved(
    uow: UnitOfWork, before: Application | None, after: Application, action: str, ctx: CommandContext, rule: str = "R3"
) -> Iterable[OutboxJob]:
    """Written with its entry in the audit; cards are drawn again, whose turn it is hears of it, and the calendars are
    made to say so."""
    about = application_about(after.id)
    has_moved = before is None or before.status is not after.status
    hear = list(dict.fromkeys(_told(uow, before, after, ctx))) if has_moved else []
    if after.papers_gone_on is None:
        after = replace(after, told={**after.told, **dict.fromkeys(hear, after.version)})
    entry = ctx.entry(action, about, status=after.status.value, rule=rule)
    kept = uow.applications.save(after, entry, ctx.now)
    yield follow_up("application_changed", about, f"{about}@{kept.revision}")
    if before is not None and before.times != kept.times and kept.interview is not None:
        args = {"application_id": kept.id, "person_id": kept.interview.organiser_id}
        yield OutboxJob("keep_interview", f"{kept.id}@{kept.times}", args, JobQueue.GRAPH)
    for person_id in hear:
        occasion = f"{kept.status.value}-{kept.revision}"
        yield send_card(ApplicationKind.APPLICATION, person_id, about, kept.version, occasion)


def _told(uow: UnitOfWork, before: Application | None, after: Application, ctx: CommandContext) -> Iterable[str]:
    """Who hears that it stands otherwise now: never who did it, and nobody who has no part in it."""
    hear: list[str] = []
    own = applicant_of(uow, after)
    advisors = [one.id for one in uow.roster.people(Role.TRUST_ADVISOR)]
    if own is not None and after.status not in (S.BEGUN, S.SUBMITTED):
        hear.append(own.id)
    if after.status in (S.SUBMITTED, S.APPROVED, S.DECLINED, S.WITHDRAWN, S.INTERVIEWED, S.APPOINTED, S.TRAINED):
        hear += advisors if before is None or after.status is not S.WITHDRAWN or before.submitted_at else ()
    if after.status is S.PRESENTED:
        hear += [one.id for one in voters(after, board_of(uow), chairs_of(uow, after))]
    with_panel = after.status in (S.INVITED, S.INTERVIEWED)
    hear += [one.id for one in panel_of(uow, after)] if with_panel else ()
    return [one for one in hear if one != ctx.actor_id]


def concerned(uow: UnitOfWork) -> Iterable[Person]:
    """Those who may have a list of applications in their chat."""
    return (one for one in uow.roster.people(*Role) if concerns(one))
