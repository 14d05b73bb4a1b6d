"""An extra service that waits for the headteacher is reminded of, and then others hear; never where it is answered."""

from dataclasses import replace

from tests.automations.cases.test_cover_chasing import strikes
from tests.automations.half_days.test_ledger import NOTED, extras
from tests.automations.office import ADVISOR, EVERYBODY, HEAD, SIP, Office, press
from tests.support import builders as a
from tests.support.card_reading import verbs


async def test_the_headteacher_is_reminded_and_then_whoever_noted_it_hears(small_office: Office) -> None:
    office = small_office
    await press(office, SIP, "extra.agree", extra_by=SIP.id, **NOTED)
    assert await strikes(office, 5) == []
    await press(office, SIP, "extra.agree", extra_by=SIP.id, extra_charge="450", **NOTED | {"extra_name": "Training"})
    before = len(office.ends.messenger.to(HEAD))
    assert await strikes(office, 10) == ["reminded"]
    assert len(office.ends.messenger.to(HEAD)) == before + 1
    assert "extra.accept" in verbs(office.ends.messenger.to(HEAD)[-1].card)


async def test_where_nobody_leads_the_school_the_trust_advisor_hears(small_office: Office) -> None:
    office = small_office
    await press(office, SIP, "extra.agree", extra_by=SIP.id, extra_charge="450", **NOTED)
    office.bring([one for one in EVERYBODY if one != HEAD], replace(a.a_school(), headteacher_id=""))
    assert await strikes(office, 15) == ["waiting_told"]
    words = "St Hilda’s Catholic Primary School, Northbeck has not answered what “Appraisal” costs."
    assert words in office.ends.messenger.said_to(ADVISOR)[-1]
    assert words in office.ends.messenger.said_to(SIP)[-1]
    with office.database.writing() as uow:
        uow.roster.replace(EVERYBODY, [], {}, {})
    assert len(await extras(office)) == 1
    assert await strikes(office, 16) == []
