"""A list that gives somebody two offices: each row is counted, and their own school is refused by name (M1, W1)."""

from dataclasses import replace
from pathlib import Path

from handbook.core.people import DirectoryAccount, Role
from handbook.schools.outcome import RowOutcome
from handbook.schools.trust_list import PersonEntry, SchoolEntry, applied
from tests.automations.office import ADVISOR, HEAD, Office
from tests.automations.schools.test_preview import LISTED, people
from tests.automations.schools.test_sheets import PEOPLE, SCHOOLS, listed, press, send
from tests.support import builders as a
from tests.support import list_files as files
from tests.support.card_reading import buttons

BEDE = SchoolEntry(a.a_school(urn="900002", name="St Bede’s", sip_id="", headteacher_id=""))
KNOWN = replace(LISTED, schools={**LISTED.schools, "900002": BEDE})
LEADS = (HEAD.email, HEAD.name, "Headteacher", "900001")


def test_two_rows_of_one_person_are_two_rows_that_change_one(tmp_path: Path) -> None:
    found = people(tmp_path, LEADS, (HEAD.email, HEAD.name, "SIP", "900002"), known=KNOWN)
    assert found.tally.words == "2 rows: 0 new, 2 changed, 0 as before, 0 left out, 0 with a fault."
    after = applied(KNOWN, found.changes)
    assert after.people[HEAD.id] == PersonEntry(replace(HEAD, role=Role.SIP, also=(Role.HEADTEACHER,)))
    assert after.schools["900002"].school.sip_id == HEAD.id


def test_a_closed_account_is_told_once_and_names_must_be_one(tmp_path: Path) -> None:
    closed = [DirectoryAccount(HEAD.id, HEAD.name, HEAD.email, enabled=False)]
    rows = (LEADS, (HEAD.email, HEAD.name, "SIP"), (HEAD.email, "Somebody else", "Trust Board member"))
    found = people(tmp_path, *rows, accounts=closed)
    assert found.notes == (f"The account of {HEAD.name} is closed: they cannot sign in.",)
    [fault] = found.faults
    assert fault.right.startswith(f"the name that another row of this person has, {HEAD.name} (row 2 is of the same")


def test_the_sip_of_their_own_school_is_named_and_the_rest_is_taken(tmp_path: Path) -> None:
    rows = (LEADS, (HEAD.email, HEAD.name, "SIP", "900001; 900002"), (ADVISOR.email, "New Name", "Trust Advisor"))
    found = people(tmp_path, *rows, known=KNOWN)
    right = f"{HEAD.name} leads {a.a_school().full_name}, so they cannot be its SIP as well."
    assert [(one.row, one.right.startswith(right)) for one in found.faults] == [(2, True), (3, True)]
    assert found.tally.outcomes == {RowOutcome.REFUSED: 2, RowOutcome.CHANGED: 1}
    assert set(found.changes.people) == {ADVISOR.id}
    assert found.changes.schools == {}


async def test_from_chat_it_is_said_on_the_card_and_nothing_is_imported(small_office: Office, tmp_path: Path) -> None:
    await send(small_office, files.table(tmp_path / "s.csv", SCHOOLS, ("900002", "St Bede’s", "Fellshire")))
    await press(small_office, "Import")
    before = listed(small_office)
    row = (HEAD.name, HEAD.email, "SIP", "900001")
    rows = ((HEAD.name, HEAD.email, "Headteacher", "900001"), row, (HEAD.name, HEAD.email, "SIP", "900002"))
    [card] = await send(small_office, files.table(tmp_path / "p.csv", PEOPLE, *rows), message="m2")
    assert "right would be one row for each office of a person" in card
    [card] = await send(small_office, files.table(tmp_path / "p.csv", PEOPLE, *rows[:2]), message="m3")
    assert f"{HEAD.name} leads {a.a_school().full_name}, so they cannot be its SIP as well." in card
    assert set(buttons(small_office.ends.messenger.to(ADVISOR)[-1].card)) == {"Leave it"}
    assert listed(small_office) == before
    [card] = await send(small_office, files.table(tmp_path / "p.csv", PEOPLE, rows[0], rows[2]), message="m4")
    assert "office headteacher → School Improvement Partner and headteacher" in card
    await press(small_office, "Import")
    assert listed(small_office).schools["900002"].school.sip_id == HEAD.id
    assert listed(small_office).people[HEAD.id].person.is_a(Role.HEADTEACHER)
