"""What somebody says is wrong stands beside the record for whoever may read it, and changes nothing in it."""

from datetime import timedelta

import pytest

from automations.corrections.noting import NoteCorrection
from cards.kit.corrections import with_corrections
from cards.kit.fitting import BYTES_AT_MOST
from cards.kit.lines import closed_card
from handbook.core.british_time import london_date
from handbook.core.people import Role
from handbook.core.refusal import Refused
from handbook.core.retention import RetentionPolicy
from handbook.reports.report import Status
from handbook.subject_access.correction import LONGEST
from store.audit import AuditEntry
from store.retention_rules import Clock
from tests.automations.office import HEAD, SIP, Office
from tests.support import builders as a
from tests.support.card_reading import words

WRONG, RIGHT = "I have led the school since 2019.", "It has been since 2017."
ADVISOR = a.a_person(Role.TRUST_ADVISOR)


def said(office: Office, about: str, wrong: str = WRONG, right: str = RIGHT, days_ago: int = 1) -> NoteCorrection:
    return NoteCorrection(about, HEAD.id, HEAD.name, london_date(office.now) - timedelta(days=days_ago), wrong, right)


async def test_it_stands_on_the_cards_of_who_may_read_the_record_and_nothing_is_rewritten(small_office: Office) -> None:
    office = small_office
    report = await office.come_to(Status.SENT)
    await office.bus.decide(said(office, f"report:{report.id}"))
    await office.run_all()
    assert await office.report() == report
    for person in (SIP, HEAD):
        shown = " ".join(words(one.card) for one in office.ends.messenger.to(person))
        assert f"Correction: {HEAD.name} said on" in shown
        assert WRONG in shown
        assert RIGHT in shown
    assert all(WRONG not in words(one.card) for one in office.ends.messenger.to(ADVISOR))
    [entry] = [one for one in office.entries() if one.action == "correction_noted"]
    assert entry.about == f"report:{report.id}"
    assert WRONG not in str(entry.detail)


async def test_it_goes_with_its_record(small_office: Office) -> None:
    office = small_office
    report = await office.come_to(Status.FILED)
    about = f"report:{report.id}"
    await office.bus.decide(said(office, about))
    with office.database.writing() as uow:
        assert len(uow.corrections.of(about)) == 1
        uow.retention.forget(
            Clock(office.now.replace(year=2040), RetentionPolicy()), AuditEntry("clock", "forgotten", "x")
        )
        assert uow.corrections.of(about) == ()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"wrong": " "}, "Please say both"),
        ({"right": ""}, "Please say both"),
        ({"right": "x" * (LONGEST + 1)}, f"at most {LONGEST} characters"),
        ({"days_ago": -1}, "That day has not come yet"),
    ],
)
async def test_what_says_nothing_is_refused(small_office: Office, change: dict[str, str | int], why: str) -> None:
    report = await small_office.come_to(Status.SENT)
    with pytest.raises(Refused, match=why):
        await small_office.bus.decide(said(small_office, f"report:{report.id}", **change))  # pyright: ignore[reportArgumentType]


async def test_a_card_that_says_nothing_stays_and_a_full_one_says_that_there_is_one(small_office: Office) -> None:
    report = await small_office.come_to(Status.SENT)
    await small_office.bus.decide(said(small_office, f"report:{report.id}"))
    with small_office.database.reading() as uow:
        corrections = uow.corrections.of(f"report:{report.id}")
    assert with_corrections(closed_card(), corrections) == closed_card()
    full = {**closed_card(), "body": [{"type": "TextBlock", "text": "x" * BYTES_AT_MOST}]}
    assert "please ask the Trust Advisor" in words(with_corrections(full, corrections))
    assert with_corrections(full, ()) == full
