"""Accounts are asked for at night, and the Trust Advisor and the administrator hear once of each that has changed."""

from datetime import timedelta

from automations.engine.command_bus import TrustPolicy
from automations.engine.scheduler import run_due_commands
from automations.workflows import TABLES
from handbook.core.external_errors import Unavailable
from handbook.core.people import Role
from handbook.reach.states import AccountState, NoteAccounts
from tests.automations.office import ADVISOR, DSO, HEAD, SIP, Office
from tests.support import builders as a

NIGHT = a.MONDAY.replace(hour=5) + timedelta(days=1)


async def strike(office: Office, days: int = 0) -> None:
    office.now = NIGHT + timedelta(days=days)
    await run_due_commands(office.bus, TABLES.due)
    await office.run_all()


def told(office: Office) -> list[str]:
    return [one for one in office.ends.messenger.said_to(ADVISOR) if "Accounts of people" in one]


async def test_an_account_that_is_gone_is_told_once_and_when_it_is_back(small_office: Office) -> None:
    office = small_office
    office.ends.directory.gone.add(HEAD.id)
    office.ends.directory.known_as[SIP.id] = ("", "")
    for days in (0, 1, 2):
        await strike(office, days)
        [words] = told(office)
    assert f"{HEAD.name} (headteacher): no account in Microsoft Entra" in words
    assert f"{SIP.name} (School Improvement Partner): no e-mail address in Microsoft Entra" in words
    with office.database.reading() as uow:
        seen = uow.accounts.seen()
    assert (seen[HEAD.id].state, seen[HEAD.id].since) == (AccountState.MISSING, NIGHT)
    assert seen[HEAD.id].checked_at == NIGHT + timedelta(days=2)
    assert {one.state for key, one in seen.items() if key not in (HEAD.id, SIP.id)} == {AccountState.OPEN}
    office.ends.directory.gone.clear()
    await strike(office, 3)
    assert f"{HEAD.name} (headteacher): open again" in told(office)[-1]
    assert len(told(office)) == 2
    assert len([one for one in office.entries() if one.action == "accounts_changed"]) == 2


async def test_that_it_could_not_be_asked_is_not_that_they_are_gone(small_office: Office) -> None:
    office = small_office
    office.ends.faults.coming["account"] = [Unavailable("down")]
    await strike(office)
    with office.database.reading() as uow:
        assert uow.accounts.seen() == {}
    assert told(office) == []


async def test_the_administrator_hears_too_and_of_who_has_left_nothing_is_kept(small_office: Office) -> None:
    office = small_office
    office.bus.policy = TrustPolicy(administrator_id=DSO.id)
    left = ("somebody-who-left", AccountState.CLOSED)
    await office.bus.decide(NoteAccounts(((HEAD.id, AccountState.CLOSED), left)))
    await office.run_all()
    assert len(told(office)) == 1
    assert any("Accounts of people" in one for one in office.ends.messenger.said_to(DSO))
    office.bring([one for one in map(a.a_person, Role) if one.id != HEAD.id])
    await strike(office)
    with office.database.reading() as uow:
        assert HEAD.id not in uow.accounts.seen()
