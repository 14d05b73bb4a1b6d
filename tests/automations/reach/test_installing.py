"""SIP Desk installs itself for those who lack it: one outcome each, nobody twice, and only where it may."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from automations.engine.command_bus import TrustPolicy
from automations.engine.inbound.port import Answer, CardAnswer, Click, MessageAnswer, Sender
from automations.reach.installing import install_app
from handbook.core.conversation_reference import ACTIVE, UNINSTALLED, ConversationReference
from handbook.core.external_errors import Forbidden, NotFound, NoToken, Rejected, Unavailable
from handbook.core.people import Person
from handbook.reach.installing import InstallOutcome, NoteInstall
from tests.automations.office import ADVISOR, DSO, EVERYBODY, HEAD, OFFICER, SIP, Office
from tests.support.card_reading import buttons, words

PERMITTED = TrustPolicy(installs_itself=True)


async def press(office: Office, verb: str, person: Person = ADVISOR, **data: str | int) -> Answer:
    return await office.router.clicked(Sender(person.id, "chat", "https://t/"), Click(verb, data))


def card(answer: Answer) -> dict[str, Any]:
    assert isinstance(answer, CardAnswer), answer
    return dict(answer.card)


async def install(office: Office) -> Answer:
    """Reads the names, and presses."""
    preview = card(await press(office, "reach.install_preview"))
    button = next(one for one in buttons(preview).values() if one["verb"] == "reach.install")
    return await press(office, "reach.install", **button["data"])


def stands(office: Office) -> dict[str, InstallOutcome]:
    with office.database.reading() as uow:
        return {key: one.outcome for key, one in uow.app_installs.every().items()}


def note(office: Office, person: Person, state: str) -> None:
    with office.database.writing() as uow:
        uow.conversations.note(ConversationReference(person.id, "chat", "https://t/", state), office.now)


async def test_each_has_an_outcome_and_they_come_to_all(small_office: Office) -> None:
    office, apps = small_office, small_office.ends.apps
    office.bus.policy = PERMITTED
    note(office, ADVISOR, ACTIVE)
    apps.have |= {SIP.id}
    apps.refused = {HEAD.id: Forbidden("403"), DSO.id: NotFound("404"), OFFICER.id: Rejected("400")}
    asked = words(card(await install(office)))
    assert f"Waiting to be tried: {len(EVERYBODY) - 1}" in asked
    assert "Install for" not in asked  # it is under way
    office.ends.fail("install", Unavailable("429", 1.0))
    await office.wait_and_keep()
    found = stands(office)
    assert found == {one.id: InstallOutcome.INSTALLED for one in EVERYBODY if one != ADVISOR} | {
        SIP.id: InstallOutcome.PRESENT,
        HEAD.id: InstallOutcome.REFUSED,
        DSO.id: InstallOutcome.NO_TEAMS,
        OFFICER.id: InstallOutcome.FAILED,
    }
    assert sorted(apps.asked) == sorted(one.id for one in EVERYBODY if one != ADVISOR)
    (told,) = [one for one in office.ends.messenger.said_to(ADVISOR) if "I have tried to install" in one]
    assert f"for {len(found)} people: {len(found) - 4} installed; 1 had it already; 1 refused" in told
    codes = sorted(str(one.detail["code"]) for one in office.entries() if one.action == "app_install_tried")
    assert codes == sorted(outcome.value for outcome in found.values())
    again = card(await press(office, "reach.install_preview"))
    assert "Install for 3 people" in buttons(again)  # those for whom it did not work
    apps.refused.clear()
    office.now += timedelta(minutes=1)
    await install(office)
    await office.run_all()
    assert sorted(apps.asked[len(found) :]) == sorted((HEAD.id, DSO.id, OFFICER.id)), "and nobody else again"


async def test_nobody_is_installed_for_twice(small_office: Office) -> None:
    office = small_office
    office.bus.policy = PERMITTED
    preview = card(await press(office, "reach.install_preview"))
    data = buttons(preview)[f"Install for {len(EVERYBODY)} people"]["data"]
    await press(office, "reach.install", **data)
    stale = card(await press(office, "reach.install", **data))
    assert "Please read the names again" in words(stale)
    await office.run_all()
    assert len(office.ends.apps.asked) == len(set(office.ends.apps.asked)) == len(EVERYBODY)
    await office.bus.decide(NoteInstall(SIP.id, InstallOutcome.FAILED))  # a later word changes nothing
    await office.bus.decide(NoteInstall("nobody", InstallOutcome.FAILED))
    assert set(stands(office).values()) == {InstallOutcome.INSTALLED}
    assert [one.detail["people"] for one in office.entries() if one.action == "app_install_asked"] == [len(EVERYBODY)]


async def test_only_who_may_and_only_where_it_is_permitted(small_office: Office) -> None:
    office = small_office
    for verb in ("reach.install_preview", "reach.install"):
        for policy in (PERMITTED, TrustPolicy()):
            office.bus.policy = policy
            no = await press(office, verb, SIP, names="x")
            assert isinstance(no, MessageAnswer), no
            assert "Only the Trust Advisor" in no.text
        assert "sets SIPDESK" in words(card(await press(office, verb, names="x")))  # not permitted: what to set
    office.bus.policy = replace(PERMITTED, administrator_id=DSO.id)
    assert "Install SIP Desk" in words(card(await press(office, "reach.install_preview", DSO)))
    assert stands(office) == {}


async def test_who_has_left_is_left_alone_and_who_had_it_gets_what_waits(small_office: Office) -> None:
    office, apps = small_office, small_office.ends.apps
    office.bus.policy = PERMITTED
    note(office, SIP, UNINSTALLED)
    apps.have |= {SIP.id}
    await install(office)
    office.bring([one for one in EVERYBODY if one != OFFICER])
    await office.run_all()
    assert OFFICER.id not in apps.asked
    assert stands(office)[OFFICER.id] is InstallOutcome.FAILED
    with office.database.reading() as uow:
        where = uow.conversations.of(SIP.id)
    assert where
    assert where.state == ACTIVE, "Teams has just said so"


async def test_without_a_token_it_is_tried_no_more_and_said(small_office: Office) -> None:
    office = small_office
    office.bus.policy = PERMITTED
    await install(office)
    office.ends.fail_for_good(install=NoToken("no token"))
    await office.run_all()
    assert set(stands(office).values()) == {InstallOutcome.FAILED}
    office.ends.heal()
    await install_app(replace(office.work, apps=None), SIP.id)  # the setting was taken out meanwhile
    assert stands(office)[SIP.id] is InstallOutcome.FAILED
