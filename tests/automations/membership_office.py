"""An office with two schools: one with a SIP of the trust, one with none on the list; and what is pressed in it."""

from typing import Any

from automations.engine.inbound.port import Answer, CardAnswer, Click, Sender
from handbook.core.people import Person
from handbook.core.school_years import AcademicYear
from handbook.membership.membership import Membership
from tests.automations.office import ADVISOR, AUTUMN, EVERYBODY, Office
from tests.support import memberships as m
from tests.support import visits as v
from tests.support.card_reading import words


def bring(office: Office) -> None:
    with office.database.writing() as uow:
        uow.roster.replace(EVERYBODY, [m.HILDA, m.ALONE], {"Fellshire": [AUTUMN]}, {}, {}, [v.CHECKS])


async def press(office: Office, verb: str, person: Person = ADVISOR, **data: Any) -> str:
    """What the answer says: a card’s words, or the sentence beside it."""
    answer = await answered(office, verb, person, **data)
    return words(answer.card) if isinstance(answer, CardAnswer) else answer.text


async def answered(office: Office, verb: str, person: Person = ADVISOR, **data: Any) -> Answer:
    answer = await office.router.clicked(Sender(person.id, "chat", "https://t/"), Click(verb, data))
    await office.run_all()
    return answer


async def typed(office: Office, text: str, person: Person = ADVISOR) -> list[dict[str, Any]]:
    """The cards that come."""
    before = len(office.ends.messenger.to(person))
    await office.router.typed(Sender(person.id, "chat", "https://t/"), text, f"{person.id}-{before}-{text}")
    await office.run_all()
    return [one.card for one in office.ends.messenger.to(person)[before:]]


def on_record(office: Office, urn: str = m.ALONE.urn, year: AcademicYear = m.YEAR) -> Membership | None:
    with office.database.reading() as uow:
        return uow.memberships.find(urn, year)
