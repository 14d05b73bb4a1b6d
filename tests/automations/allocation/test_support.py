"""O1: headteacher and SIP record who else supports the school, and agree on the SIP's part."""

from dataclasses import replace
from datetime import timedelta

from automations.visits.cards import VisitKind
from handbook.visits.visit import VisitStatus
from tests.automations.allocation_office import (
    HEAD,
    NEW_SIP,
    OTHER,
    PEOPLE,
    SCHOOL,
    a_trust,
    press,
    push,
    titled,
    typed,
)
from tests.automations.office import ADVISOR, SIP, Office
from tests.automations.visit_office import come_to
from tests.support.card_reading import words
from tests.support.rendering import render

TITLE = f"Other support: {SCHOOL.full_name}"
HUB: dict[str, str | int] = {
    "body": "English Hub North",
    "body_kind": "hub",
    "contact": "literacy lead",
    "since": "2026-09-01",
}
OF_SCHOOL = {"urn": SCHOOL.urn, "revision": 0}


async def test_the_two_name_who_supports_the_school_and_agree_on_the_sips_part(office: Office) -> None:
    a_trust(office)
    (empty,) = await typed(office, HEAD, "other support")
    assert "Nobody else is named." in empty
    await typed(office, SIP, "Other Support", "m2")
    said = await push(office, HEAD, TITLE, "Save the body", **HUB)
    assert "English Hub North (hub (English, maths, behaviour and so on); ask the literacy lead), since" in said
    assert "English Hub North" in words(titled(office, SIP, TITLE)[-1])
    role = await push(office, HEAD, TITLE, "Save the SIP’s part", role="Joins the hub’s meetings.")
    assert "Waiting: the other of the two" in role
    asked = words(titled(office, SIP, TITLE)[-1])
    assert "Your turn: do you agree on the SIP’s part?" in asked
    agreed = await push(office, SIP, TITLE, "I agree")
    assert f"– {HEAD.name}; agreed by {SIP.name}" in agreed
    ended = await push(office, HEAD, TITLE, "Save the last day", which=1, ended_on="2026-11-20")
    assert "English Hub North, until 20 November 2026" in ended
    actions = [one.action for one in office.entries() if one.about == f"other_support:{SCHOOL.urn}"]
    assert actions == ["support_named", "support_role_said", "support_role_agreed", "support_ended"]


async def test_the_sips_pack_shows_it(office: Office) -> None:
    await come_to(office, VisitStatus.BOOKED)
    a_trust(office)
    await press(office, HEAD, "support.name", **OF_SCHOOL, **HUB)
    await press(office, HEAD, "support.role", urn=SCHOOL.urn, revision=1, role="Joins its meetings.")
    with office.database.reading() as uow:
        (visit,) = uow.visits.of_school(SCHOOL.urn)
        pack = render(uow, VisitKind.VISIT_PACK, f"visit:{visit.id}", SIP, 1, office.bus.render_context)
    assert "English Hub North" in words(pack)
    assert "Your part in it (not agreed yet): Joins its meetings." in words(pack)


async def test_nobody_else_changes_it_and_strangers_see_nothing(office: Office) -> None:
    a_trust(office)
    await press(office, HEAD, "support.name", **OF_SCHOOL, **HUB)
    presses: tuple[tuple[str, dict[str, str | int]], ...] = (
        ("support.show", {}),
        ("support.name", HUB),
        ("support.end", {"which": 1, "ended_on": "2026-11-20"}),
        ("support.role", {"role": "Mine."}),
        ("support.agree", {}),
    )
    for person in PEOPLE:
        if person in (HEAD, SIP, ADVISOR):
            continue
        for verb, data in presses:
            assert "English Hub" not in await press(office, person, verb, **{**OF_SCHOOL, "revision": 1, **data})
    assert "English Hub" in await press(office, ADVISOR, "support.show", **OF_SCHOOL)
    assert "Only the school’s headteacher" in await press(office, ADVISOR, "support.name", **OF_SCHOOL, **HUB)
    support = await office.bus.read(lambda uow: uow.other_support.of_school(SCHOOL.urn))
    assert support.revision == 1
    assert "Not open to you" in await press(office, ADVISOR, "support.show", urn="900009")


async def test_a_role_at_a_school_without_a_sip_waits_for_one(office: Office) -> None:
    a_trust(office, replace(SCHOOL, sip_id=""))
    said = await press(office, HEAD, "support.role", **OF_SCHOOL, role="None yet.")
    assert "“None yet.”" in said
    assert titled(office, SIP, TITLE) == []


async def test_a_name_is_asked_for_where_there_are_many_schools(office: Office) -> None:
    many = [replace(OTHER, urn=f"90001{at}", name=f"School {at}") for at in range(8)]
    a_trust(office, SCHOOL, *many)
    (which,) = await typed(office, ADVISOR, "other support")
    assert "That is 9 schools." in which
    (one,) = await typed(office, ADVISOR, "other support hilda’s", "m2")
    assert "Other support: St Hilda’s" in one
    (none,) = await typed(office, ADVISOR, "other support nowhere", "m3")
    assert "I cannot find that school." in none
    (lost,) = await typed(office, NEW_SIP, "other support", "m4")
    assert "There is nothing for you under “other support” now." in lost
    office.now += timedelta(minutes=1)
