"""Raising a concern from anywhere in Teams: where it goes on for somebody who can begin a complaint too."""

from dataclasses import replace

from automations.cases.raising import GoOnInPrivate
from handbook.core.people import Role
from tests.automations.case_office import card
from tests.automations.office import EVERYBODY, HEAD, Office
from tests.support.card_reading import buttons, verbs

BOTH = replace(HEAD, role=Role.SIP, also=(Role.HEADTEACHER,))


async def test_a_headteacher_who_is_a_sip_too_chooses_on_the_card_of_their_records(small_office: Office) -> None:
    office = small_office
    office.bring([BOTH if one.id == BOTH.id else one for one in EVERYBODY])
    for _ in range(2):  # pressed twice
        await office.bus.decide(GoOnInPrivate("opening-1"), BOTH.id, "teams")
        await office.run_all()
    [sent] = office.ends.messenger.to(BOTH)
    assert verbs(sent.card) == {"case.list"}
    begin = {title: one["data"] for title, one in buttons(await card(office, BOTH, "case.list")).items()}
    assert begin["A concern about a school"]["ladder"] == "concern"
    assert begin["A problem with the service"]["ladder"] == "complaint"
