"""W5, D1: the Trust Advisor writes the text in chat; each school reads what it signed, for ever."""

import pytest

from handbook.core.people import Person
from handbook.core.refusal import Refused
from handbook.reports.agreements.agreement import AskForAgreement
from handbook.reports.agreements.texts import FIRST_TEXTS, fingerprint
from tests.automations.agreement_office import (
    DATA,
    NEW_WORDS,
    SHARING,
    URN,
    actions,
    agreement_of,
    days,
    many,
    new_text,
    press,
    read,
    sign,
    strike,
    told,
    with_terms,
)
from tests.automations.office import ADVISOR, HEAD, SIP, Office

FIRST = FIRST_TEXTS[SHARING]


async def test_a_text_is_written_read_and_made_the_one_to_sign(office: Office) -> None:
    with_terms(office, many(4))
    await sign(office)
    await office.bus.decide(AskForAgreement("900002", 0), ADVISOR.id, "teams")
    assert FIRST.words in await read(office, ADVISOR, "agreement.show_text", kind="sharing", version="")
    box = await press(office, ADVISOR, "agreement.edit_text", kind="sharing")
    assert FIRST.words in str(box)
    draft = await read(office, ADVISOR, "agreement.write_text", kind="sharing", words=NEW_WORDS)
    assert "Not in use yet" in draft
    assert "1 school that signed and 1 school that have not answered are asked again: 2 in all" in draft
    assert NEW_WORDS in str(await press(office, ADVISOR, "agreement.edit_text", kind="sharing"))
    assert "In use" in await read(office, ADVISOR, "agreement.show_text", kind="sharing", version="2026.1")
    assert "Not in use yet" in await read(office, ADVISOR, "agreement.show_text", kind="sharing", version="draft")
    adopt = {"kind": "sharing", "number": 2, "sha256": fingerprint(NEW_WORDS)}
    now = await read(office, ADVISOR, "agreement.adopt_text", **adopt)
    assert ("2026.2" in now, "In use" in now, NEW_WORDS in now) == (True, True, True)
    await office.run_all()
    assert await read(office, ADVISOR, "agreement.adopt_text", **adopt) == now, "pressed twice, it is one text"
    before = await read(office, ADVISOR, "agreement.show_text", kind="sharing", version="2026.1")
    assert ("Replaced" in before, FIRST.words in before) == (True, True)
    assert actions(office, "agreement_texts:sharing")[:2] == ["text_drafted", "text_adopted"]
    assert NEW_WORDS not in str(office.entries())


async def test_a_draft_can_be_dropped(office: Office) -> None:
    await read(office, ADVISOR, "agreement.write_text", kind="data", words=NEW_WORDS)
    data = {"kind": "data", "number": 2, "sha256": fingerprint(NEW_WORDS)}
    assert "In use" in await read(office, ADVISOR, "agreement.drop_text", **data)
    assert await office.bus.read(lambda uow: uow.agreement_texts.draft(DATA)) is None
    assert "In use" in await read(office, ADVISOR, "agreement.drop_text", **data)


@pytest.mark.parametrize("words", ["", "x" * 19_999, "too short"])
async def test_what_is_no_text_is_said_and_nothing_is_kept(small_office: Office, words: str) -> None:
    with pytest.raises(Refused, match=r"Please|too short"):
        await press(small_office, ADVISOR, "agreement.write_text", kind="sharing", words=words)
    assert await small_office.bus.read(lambda uow: uow.agreement_texts.draft(SHARING)) is None


@pytest.mark.parametrize("person", [HEAD, SIP])
@pytest.mark.parametrize("verb", ["show_text", "edit_text", "write_text"])
async def test_nobody_else_sees_or_writes_a_draft(small_office: Office, person: Person, verb: str) -> None:
    with pytest.raises(Refused, match="Only the Trust Advisor writes"):
        await press(small_office, person, f"agreement.{verb}", kind="sharing", version="", words=NEW_WORDS)


async def test_a_card_of_the_text_before_signs_nothing_and_shows_the_new_one(small_office: Office) -> None:
    office = small_office
    with_terms(office)
    await office.bus.decide(AskForAgreement(URN, 0), ADVISOR.id, "teams")
    await office.run_all()
    await new_text(office)
    assert NEW_WORDS in told(office, HEAD)[0], "the card that stands is drawn again"
    assert "The text has changed since." in told(office, HEAD)[0]
    old = {"urn": URN, "revision": 1, "text_version": FIRST.version, "typed_name": HEAD.name}
    shown = await read(office, HEAD, "agreement.sign", **old)
    assert (NEW_WORDS in shown, "Waiting for you" in shown) == (True, True)
    assert not (await agreement_of(office)).in_force
    await strike(office, days(1))
    assert len(told(office, HEAD)) == 2, "and a new card comes"
    assert "The text has changed since." not in told(office, HEAD)[1]


async def test_what_was_signed_is_read_in_the_words_that_were_signed(small_office: Office) -> None:
    office = small_office
    with_terms(office)
    await sign(office)
    await new_text(office)
    assert FIRST.words in await read(office, HEAD, "agreement.refresh", urn=URN)
    await strike(office, days(1))
    await sign(office)
    for person in (HEAD, ADVISOR):
        newest = await read(office, person, "agreement.show_signed", urn=URN, revision=3, kind="sharing", number=0)
        first = await read(office, person, "agreement.show_signed", urn=URN, revision=3, kind="sharing", number=1)
        assert (NEW_WORDS in newest, "It holds." in newest) == (True, True)
        assert (FIRST.words in first, "when it was signed again" in first) == (True, True)
        assert FIRST.sha256 in first
    for number in (0, 3):
        nothing = await read(office, SIP, "agreement.show_signed", urn=URN, kind="sharing", number=number)
        assert "not open to you" in nothing


async def test_two_drafts_are_one_and_the_last_words_count(small_office: Office) -> None:
    await read(small_office, ADVISOR, "agreement.write_text", kind="sharing", words=NEW_WORDS)
    other = f"{NEW_WORDS} At any time."
    await read(small_office, ADVISOR, "agreement.write_text", kind="sharing", words=other)
    stale = {"kind": "sharing", "number": 2, "sha256": fingerprint(NEW_WORDS)}
    shown = await read(small_office, ADVISOR, "agreement.adopt_text", **stale)
    assert ("Not in use yet" in shown, other in shown) == (True, True)
