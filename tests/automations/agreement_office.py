"""What tests of agreements have in common: presses, what was said, and a trust with many schools."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from automations.engine.inbound.commands import AnswerTyped
from automations.engine.inbound.port import CardAnswer, Click, MessageAnswer, Sender
from automations.engine.scheduler import run_due_commands
from automations.workflows import TABLES
from cards.kit.elements import Json
from handbook.core.people import Person, School
from handbook.core.refusal import Refused
from handbook.core.school_years import Session, Term
from handbook.reports.agreements.agreement import SharingAgreement
from handbook.reports.agreements.texts import AdoptText, AgreementKind, WriteText, fingerprint
from tests.automations.office import ADVISOR, EVERYBODY, HEAD, Office
from tests.support import builders as a
from tests.support import card_reading

SHARING, DATA = AgreementKind.SHARING, AgreementKind.DATA
URN = "900001"
NEW_WORDS = "We agree that our approved reports may be shared with our diocese, and with nobody else."
TERMS = (
    Session(date(2026, 9, 2), date(2026, 12, 18), Term.AUTUMN),
    Session(date(2027, 6, 7), date(2027, 7, 20), Term.SUMMER),
    Session(date(2027, 9, 2), date(2027, 12, 17), Term.AUTUMN),
)
OTHER_HEAD = replace(HEAD, id="00000000-0000-4000-8000-0000000000f2", name="Nora Newhead", email="nora@school.example")


def with_terms(office: Office, schools: Sequence[School] = (), people: Sequence[Person] = EVERYBODY) -> None:
    """The list of people and schools, with the terms of two school years."""
    with office.database.writing() as uow:
        uow.roster.replace(people, schools or [a.a_school()], {"Fellshire": TERMS}, {})


def many(count: int, **first: str) -> list[School]:
    """So many schools, the first of which is different."""
    made = [a.a_school(urn=f"{900001 + at}", name=f"School {at:03}") for at in range(count)]
    return [replace(made[0], **first), *made[1:]] if first else made


async def agreement_of(office: Office, urn: str = URN, kind: AgreementKind = SHARING) -> SharingAgreement:
    return await office.bus.read(lambda uow: uow.agreements.of_school(urn, kind))


async def press(office: Office, person: Person, verb: str, **data: Any) -> Json:
    """The card that answers. Raises Refused with what is said beside the card."""
    answer = await office.router.clicked(Sender(person.id, "chat", "https://t/"), Click(verb, data))
    if isinstance(answer, MessageAnswer):
        raise Refused("said", answer.text)
    assert isinstance(answer, CardAnswer)
    return answer.card


async def read(office: Office, person: Person, verb: str, **data: Any) -> str:
    """What the card says that answers."""
    return card_reading.words(await press(office, person, verb, **data))


async def sign(
    office: Office, urn: str = URN, kind: AgreementKind = SHARING, person: Person = HEAD, **more: Any
) -> str:
    now = await agreement_of(office, urn, kind)
    version = await office.bus.read(lambda uow: uow.agreement_texts.current(kind).version)
    data = {"urn": urn, "revision": now.revision, "kind": kind.value, "text_version": version}
    said = await read(office, person, "agreement.sign", **{**data, "typed_name": person.name, **more})
    await office.run_all()
    return said


async def new_text(office: Office, kind: AgreementKind = SHARING, words: str = NEW_WORDS) -> str:
    """The Trust Advisor writes it and makes it the one to sign; its version."""
    await office.bus.decide(WriteText(kind, words), ADVISOR.id, "teams")
    number = await office.bus.read(lambda uow: uow.agreement_texts.current(kind).number)
    await office.bus.decide(AdoptText(kind, number + 1, fingerprint(words)), ADVISOR.id, "teams")
    await office.run_all()
    return await office.bus.read(lambda uow: uow.agreement_texts.current(kind).version)


async def typed(office: Office, person: Person, text: str, message: str = "m1") -> list[str]:
    before = len(office.ends.messenger.to(person))
    await office.bus.decide(AnswerTyped(text, message), person.id, "teams")
    await office.run_all()
    return [card_reading.words(one.card) for one in office.ends.messenger.to(person)[before:]]


def told(office: Office, person: Person) -> list[str]:
    """What each card says that was sent to somebody."""
    return [card_reading.words(one.card) for one in office.ends.messenger.to(person)]


def actions(office: Office, about: str = f"agreement:{URN}") -> list[str]:
    return [one.action for one in office.entries() if one.about == about]


async def strike(office: Office, now: datetime) -> int:
    office.now = now
    done = await run_due_commands(office.bus, {"agreements": TABLES.due["agreements"]})
    await office.run_all()
    return done


def days(count: int) -> datetime:
    """So many days after the Monday on which everything begins, at ten."""
    return a.MONDAY + timedelta(days=count)
