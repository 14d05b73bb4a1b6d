"""Applications to become a SIP, as they are found again."""

from dataclasses import replace
from datetime import timedelta

import pytest

from handbook.core.people import Role
from handbook.core.refusal import Refused
from handbook.recruitment.moves import ApplicationStatus as S
from handbook.recruitment.moves import Route
from store.audit import AuditEntry
from store.database import Database
from tests.support import builders as a
from tests.support import recruitment as r

ENTRY = AuditEntry("service", "tested", "application:app-1")


def test_they_are_found_by_whose_they_are_and_how_they_stand(database: Database) -> None:
    own = r.an_application(S.CHOSEN)
    external = replace(r.an_external(), begun_at=r.NOW + timedelta(days=1), email="Sian@Example.org")
    gone = replace(r.an_application(S.DECLINED), id="app-3", applicant_id="", email="", papers_gone_on=r.NOW.date())
    with database.writing() as uow:
        for one in (external, own, gone):
            uow.applications.open(one, ENTRY, r.NOW)
    with database.reading() as uow:
        found = uow.applications
        assert found.get("app-1") == replace(own, revision=1)
        assert [one.id for one in found.with_papers()] == ["app-1", "app-2"]
        assert [one.id for one in found.of_person(r.HEAD)] == ["app-1"]
        assert [one.id for one in found.of("", "SIAN@example.org")] == ["app-2"]
        assert found.of("", "") == (), "who was forgotten is nobody’s"
        assert [one.id for one in found.in_status(S.CHOSEN, S.DRAFTED)] == ["app-1", "app-2"]
        with pytest.raises(Refused, match=r"^I cannot find that application\.$"):
            found.get("app-9")


def test_a_file_may_be_a_form_of_whoever_writes_or_enters_one(database: Database) -> None:
    with database.writing() as uow:
        uow.applications.open(r.a_headteachers(), ENTRY, r.NOW)
    with database.reading() as uow:
        may = uow.applications.may_send_form
        assert may(r.HEAD)
        assert may(r.ADVISOR)
        assert not may(a.a_person(Role.SIP))
    with database.writing() as uow:
        sent = replace(uow.applications.get("app-1"), status=S.SUBMITTED)
        uow.applications.save(sent, ENTRY, r.NOW)
        assert not uow.applications.may_send_form(r.HEAD)


def test_every_state_of_both_routes_is_kept_whole(database: Database) -> None:
    every = [
        replace(r.an_application(status, route), id=f"{route}-{status}")
        for route in Route
        for status in S
        if route is Route.SERVING_HEAD or status not in (S.BEGUN, S.NOT_ELIGIBLE)
    ]
    with database.writing() as uow:
        for one in every:
            uow.applications.open(one, ENTRY, r.NOW)
    with database.reading() as uow:
        assert [uow.applications.get(one.id) for one in every] == [replace(one, revision=1) for one in every]
