"""The people and schools, as the trust's file says, in every process that works with them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from handbook.cases.safeguarding import SafeguardingContacts
from handbook.core.people import Role
from handbook.core.refusal import Refused
from handbook.core.school_years import Session, Term
from store.database import Database
from store.unit_of_work import UnitOfWork
from tests.store.filled import AUTUMN, LATE_AUTUMN, everybody, fill_roster
from tests.support import builders as a

OWN = Session(date(2026, 9, 7), date(2026, 12, 11), Term.AUTUMN)
INSET = date(2026, 11, 23)
CHRISTMAS = date(2026, 12, 25)


def test_everybody_is_found_and_strangers_are_not(database: Database) -> None:
    fill_roster(database)
    with database.reading() as uow:
        for person in everybody():
            assert uow.roster.person(person.id) == uow.roster.named(person.id) == person
            assert uow.roster.holder(person.role) == person
        assert uow.roster.person("stranger") is None
        assert uow.roster.school("900001") == a.a_school()
        assert uow.roster.school("900009") is None
        assert uow.roster.schools() == (a.a_school(),)


def test_people_are_listed_by_name(database: Database) -> None:
    other = a.a_person(Role.DSO, id="00000000-0000-4000-8000-0000000000f3", name="Bea Osgood")
    fill_roster(database, people=[*everybody(), other])
    with database.reading() as uow:
        assert uow.roster.people(Role.DSO) == (other, a.a_person(Role.DSO))
        assert uow.roster.people(Role.SIP, Role.DSO) == (other, a.a_person(Role.DSO), a.a_person(Role.SIP))
        assert uow.roster.people() == ()


def test_whom_to_call_about_a_child(database: Database) -> None:
    contacts = SafeguardingContacts("Lead", "1", "l@s.example", "Fellshire", "2", "3")
    with database.writing() as uow:
        uow.roster.replace(everybody(), [a.a_school()], {}, {}, contacts={"900001": contacts})
    with database.reading() as uow:
        assert uow.roster.safeguarding(a.a_school()) == contacts
        assert uow.roster.safeguarding(a.a_school(urn="900002")) == SafeguardingContacts()


def test_who_is_missing_is_refused_by_what_they_are(database: Database) -> None:
    with database.reading() as uow:
        with pytest.raises(Refused, match="Somebody of this school is missing"):
            uow.roster.named("stranger")
        with pytest.raises(Refused, match="has no Trust Advisor"):
            uow.roster.holder(Role.TRUST_ADVISOR)


def test_a_school_has_the_term_dates_of_its_authority_or_its_own(database: Database) -> None:
    other = a.a_school(urn="900002")
    with database.writing() as uow:
        uow.roster.replace(
            everybody(),
            [a.a_school(), other],
            {"Fellshire": [LATE_AUTUMN, AUTUMN], "900002": [OWN]},
            {"900002": [INSET]},
        )
    with database.reading() as uow:
        theirs = uow.roster.calendar(a.a_school(), [CHRISTMAS])
        own = uow.roster.calendar(other, [CHRISTMAS])
    assert theirs.sessions == (AUTUMN, LATE_AUTUMN)
    assert theirs.bank_holidays == own.bank_holidays == {CHRISTMAS}
    assert (own.sessions, own.closed, theirs.closed) == ((OWN,), {INSET}, frozenset())


def test_a_new_roster_takes_the_place_of_the_old(database: Database) -> None:
    fill_roster(database)
    fill_roster(database, people=everybody()[:1], schools=[])
    with database.reading() as uow:
        assert uow.roster.schools() == ()
        assert uow.roster.person(everybody()[1].id) is None


def test_an_empty_roster_can_be_brought(database: Database) -> None:
    with database.writing() as uow:
        uow.roster.replace([], [], {}, {})
        assert uow.roster.schools() == ()


def test_what_another_process_brings_is_seen(database: Database) -> None:
    url = database.url.render_as_string(hide_password=False)
    other = Database(url, roster_seconds=0)
    fill_roster(database)
    with other.reading() as uow:
        assert len(uow.roster.schools()) == 1
    fill_roster(database, schools=[a.a_school(), a.a_school(urn="900002")])
    with other.reading() as uow:
        assert len(uow.roster.schools()) == 2
    other.close()


def test_a_roster_that_was_not_written_after_all_is_not_remembered(database: Database) -> None:
    fill_roster(database)

    def bring(uow: UnitOfWork) -> None:
        uow.roster.replace([], [], {}, {})
        assert uow.roster.schools() == ()
        raise RuntimeError("the file was wrong after all")

    with pytest.raises(RuntimeError), database.writing() as uow:
        bring(uow)
    with database.reading() as uow:
        assert uow.roster.schools() == (a.a_school(),)


def test_who_brings_a_roster_sees_it_at_once(database: Database) -> None:
    fill_roster(database)
    with database.reading() as uow:
        assert len(uow.roster.schools()) == 1
    with database.writing() as uow:
        uow.roster.replace(everybody(), [], {}, {})
        assert uow.roster.schools() == ()
    with database.reading() as uow:
        assert uow.roster.schools() == ()


def test_who_reads_before_it_is_committed_does_not_make_others_remember_what_was(database: Database) -> None:
    fill_roster(database)
    with database.writing() as uow:
        uow.roster.replace([], [], {}, {})
        with database.reading() as other:
            assert other.roster.people(Role.SIP)
    with database.reading() as uow:
        assert uow.roster.people(Role.SIP) == ()


def test_who_has_left_is_known_as_they_were(database: Database) -> None:
    """Also by a process that remembers an older list, and whatever the clock says."""
    sip, later = a.a_person(Role.SIP), a.MONDAY + timedelta(days=1)
    fill_roster(database)
    with database.writing() as uow:
        uow.roster.replace([replace(sip, name="Samir Elstow")], [], {}, {}, at=later)
        uow.roster.replace([replace(sip, name="Samir Pell-Elstow")], [], {}, {}, at=a.MONDAY)
    fill_roster(database, people=[], schools=[])
    with database.reading() as uow:
        roster = uow.roster
        assert [roster.then(sip.id, Role.SIP, at).name for at in (a.MONDAY, later, None)] == [
            "Samir Pell",
            "Samir Pell-Elstow",
            "Samir Pell-Elstow",
        ]
        assert roster.known("stranger") is None
        assert roster.schools_ever() == (a.a_school(),)
        assert roster.school_then("900009").full_name == "a school that is no longer on the list"
        assert roster.holder_then(Role.DIRECTOR).name == a.a_person(Role.DIRECTOR).name


def test_who_holds_an_office_now_is_on_the_list(database: Database) -> None:
    fill_roster(database)
    with database.reading() as uow:
        assert uow.roster.holder_then(Role.TRUST_ADVISOR) == a.a_person(Role.TRUST_ADVISOR)
        assert uow.roster.holder_then(Role.TRUST_ADVISOR, a.MONDAY) == a.a_person(Role.TRUST_ADVISOR)
