"""The desk with two schools whose headteachers may be introduced to each other."""

from collections.abc import Sequence
from typing import Any

from automations.engine.inbound.commands import AnswerTyped
from automations.engine.inbound.port import Click, MessageAnswer, Sender
from automations.engine.scheduler import run_due_commands
from automations.workflows import TABLES
from cards.kit.earlier import EARLIER
from handbook.core.people import Person, School
from handbook.good_practice.line import PracticeLine
from handbook.reports.report import Report, Status
from store.audit import AuditEntry
from tests.automations.office import AUTUMN, EVERYBODY, Office
from tests.support import visits as v
from tests.support.builders import MONDAY
from tests.support.card_reading import buttons, words
from tests.support.good_practice import AELRED, HILDA, OTHER_HEAD, STRANGER

PEOPLE = (*EVERYBODY, OTHER_HEAD, STRANGER)


def bring(office: Office, *schools: School, people: Sequence[Person] = PEOPLE) -> None:
    """The trust's list is this now."""
    with office.database.writing() as uow:
        uow.roster.replace(people, schools or (HILDA, AELRED), {"Fellshire": [AUTUMN]}, {}, {}, [v.CHECKS])


def put(office: Office, *lines: PracticeLine) -> None:
    """These stand on the board already."""
    with office.database.writing() as uow:
        for line in lines:
            uow.practice_lines.open(line, AuditEntry("service", "tested", "practice_line:x"), MONDAY)


async def a_board(office: Office, *lines: PracticeLine) -> Report:
    """A report of St Hilda's was approved and filed; these lines stand there of others."""
    bring(office)
    put(office, *lines)
    return await office.come_to(Status.FILED)


async def press(office: Office, who: Person, verb: str, **data: str | int) -> str:
    """What the card says that answers it, or the sentence."""
    answer = await office.router.clicked(Sender(who.id, f"chat-{who.id}", "https://t/"), Click(verb, data))
    await office.run_all()
    return answer.text if isinstance(answer, MessageAnswer) else words(answer.card)


async def typed(office: Office, who: Person, text: str, message: str = "m1") -> list[str]:
    """The words of the cards, or what is said, that answer it."""
    before = len(office.ends.messenger.to(who))
    await office.bus.decide(AnswerTyped(text, message), who.id, "teams")
    await office.run_all()
    return [words(one.card) for one in office.ends.messenger.to(who)[before:]]


def titled(office: Office, who: Person, title: str) -> list[dict[str, Any]]:
    """The cards with this heading in somebody's chat, as they stand now, without those that are a line by now."""
    cards = [one.card for one in office.ends.messenger.to(who) if one.card["fallbackText"] != EARLIER]
    return [one for one in cards if one["body"][0]["text"] == title]


def came(office: Office, who: Person, title: str) -> int:
    """How many messages with this heading came to somebody, lines and all."""
    return sum(one.card["body"][0]["text"] == title for one in office.ends.messenger.to(who))


def asked(office: Office, who: Person, title: str = "Meet another school?") -> dict[str, Any]:
    """The newest of them."""
    return titled(office, who, title)[-1]


def data_of(card: dict[str, Any], title: str) -> dict[str, Any]:
    """What a button of a card carries."""
    return buttons(card)[title]["data"]


async def clock(office: Office) -> int:
    done = await run_due_commands(office.bus, TABLES.due)
    await office.run_all()
    return done
