"""What is typed about records of SIPs: `sips`, `sip NAME` and, by a SIP, `my record`. Who keeps the list depends on the
trust's settings, so the answer is made after what was typed is noted."""

from collections.abc import Iterable, Mapping
from typing import Final

from automations.engine.command_bus import RenderContext
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.notifications import NOT_REACHED, send_card, send_text
from automations.engine.ports import Card
from automations.engine.roster import known_person
from automations.engine.sending.once import send_message
from automations.engine.workflow import Effect, Work
from automations.sip_team.cards import SipCard, sip_about
from automations.sip_team.team import named_so, team_card
from cards.sip_team.actions import ShowSips
from handbook.core.people import Person, Role
from handbook.sip_team.changes import keeps_records
from store.unit_of_work import UnitOfWork

MINE: Final = "my record"
ALL: Final = "sips"
ONE: Final = "sip"
_NO_SUCH: Final = "No School Improvement Partner on the list is called that. Please type “sips” and look there."
_NOT_YOURS: Final = "Only the Trust Advisor reads the records of SIPs. A SIP types “my record” for their own."


def mine_asked(_uow: UnitOfWork, person: Person, words: str, message_id: str) -> list[OutboxJob] | None:
    if words != MINE or not person.is_a(Role.SIP):
        return None
    return [send_card(SipCard.SIP, person.id, sip_about(person.id), 0, message_id)]


def sips_asked(_uow: UnitOfWork, person: Person, words: str, message_id: str) -> list[OutboxJob] | None:
    word, _, wanted = words.partition(" ")
    if word not in (ALL, ONE):
        return None
    args = {"person_id": person.id, "wanted": wanted, "message_id": message_id}
    return [OutboxJob("answer_sips", message_id, args, JobQueue.TEAMS)]


async def answer_sips(work: Work, person_id: str, wanted: str, message_id: str) -> None:
    """One record where the words say which; else the list as it is now, which is no copy that is kept true."""
    context = work.bus.render_context
    answer = await work.bus.read(lambda uow: _answer(uow, known_person(uow, person_id), wanted, message_id, context))
    if isinstance(answer, OutboxJob):
        await work.bus.record(lambda _: [answer])
        return
    await send_message(work, person_id, answer)


def _answer(uow: UnitOfWork, person: Person, wanted: str, message_id: str, context: RenderContext) -> OutboxJob | Card:
    if not keeps_records(person, context.policy.administrator_id):
        return send_text(person.id, _NOT_YOURS, f"sips:{message_id}")
    found = list(_called(uow, wanted)) if wanted else []
    if wanted and not found:
        return send_text(person.id, _NO_SUCH, f"sips:{message_id}")
    if len(found) == 1:
        return send_card(SipCard.SIP, person.id, sip_about(found[0].id), 0, message_id)
    return team_card(uow, ShowSips(find=wanted[:60]), person, context)


def _called(uow: UnitOfWork, wanted: str) -> Iterable[Person]:
    return (one for one in uow.roster.people(Role.SIP) if named_so(one.name, wanted))


EFFECTS: Final[Mapping[str, Effect]] = {
    "answer_sips": Effect(
        answer_sips, "The list of SIPs could not be sent", NOT_REACHED, about=("answer", "person_id")
    ),
}
