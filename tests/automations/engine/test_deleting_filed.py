"""What was filed with a record goes from SharePoint when the record is forgotten."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from automations.engine.retention import Forget, due_now
from handbook.core.external_errors import ExternalError, Forbidden, Locked
from handbook.core.people import Role
from handbook.reports.report import Status
from store.retention import IN_SHAREPOINT
from store.retention_rules import DELETE_FILED
from store.tombstones import Tombstone
from tests.automations.office import Office
from tests.support import builders as a

OVER = datetime(2033, 9, 1, 9, tzinfo=UTC)
TOLD = "A file whose time is over could not be deleted from SharePoint"


def stones(office: Office) -> list[Tombstone]:
    with office.database.reading() as uow:
        return [one for one in uow.retention.certificate() if one.kind == IN_SHAREPOINT]


def told(office: Office) -> list[str]:
    said = office.ends.messenger.said_to(a.a_person(Role.TRUST_ADVISOR))
    return [one for one in said if TOLD in one]


async def filed_and_over(office: Office) -> int:
    """How many files there are of a report whose time is over."""
    await office.come_to(Status.FILED)
    there = len(office.ends.libraries.files)
    assert there > 2
    office.now = OVER
    return there


async def test_its_files_go_and_each_leaves_a_tombstone(small_office: Office) -> None:
    there = await filed_and_over(small_office)
    await small_office.bus.decide(Forget())
    assert stones(small_office) == []  # nothing is said that is not so yet
    await small_office.run_all()
    assert small_office.ends.libraries.files == {}
    assert {(one.made, one.setting) for one in stones(small_office)} == {("2026/27", "SIPDESK_KEEP_YEARS")}
    assert len(stones(small_office)) == there
    assert told(small_office) == []


async def test_a_file_that_is_gone_already_is_deleted(small_office: Office) -> None:
    there = await filed_and_over(small_office)
    small_office.ends.libraries.files.clear()
    await small_office.bus.decide(Forget())
    await small_office.run_all()
    assert len(stones(small_office)) == there


@pytest.mark.parametrize("refusal", [Forbidden("403 labelled"), Locked("423 checked out")])
async def test_what_sharepoint_keeps_stays_is_told_once_and_tried_again(
    small_office: Office, refusal: ExternalError
) -> None:
    there = await filed_and_over(small_office)
    small_office.ends.faults.for_good["delete"] = refusal
    await small_office.bus.decide(Forget())
    await small_office.run_all()
    assert len(small_office.ends.libraries.files) == there
    assert stones(small_office) == []
    assert len(told(small_office)) == (1 if isinstance(refusal, Forbidden) else 0)  # who has it open closes it soon
    del small_office.ends.faults.for_good["delete"]
    await small_office.wait_and_keep()
    assert small_office.ends.libraries.files == {}
    assert len(stones(small_office)) == there


async def test_where_the_trust_keeps_them_itself_none_is_deleted(small_office: Office) -> None:
    there = await filed_and_over(small_office)
    policy = small_office.bus.policy
    small_office.bus.policy = replace(policy, retention=replace(policy.retention, deletes_filed=False))
    await small_office.bus.decide(Forget())
    await small_office.run_all()
    assert len(small_office.ends.libraries.files) == there
    with small_office.database.reading() as uow:
        assert uow.reports.of_school("900001") == ()


async def test_what_was_given_up_stays_in_view_and_is_tried_again_after_a_month(small_office: Office) -> None:
    """A label of seven years ends after the report’s time does."""
    office = small_office
    await filed_and_over(office)
    office.ends.faults.for_good["delete"] = Forbidden("403 labelled")
    await office.bus.decide(Forget())
    for job in [job for job in await office.run_all() if job.effect == DELETE_FILED]:
        await office.run(replace(job, attempt=200))
    files = len(office.ends.libraries.files)
    assert len(given_up(office)) == files
    office.now = OVER + timedelta(days=400)
    policy = office.bus.policy
    with office.database.reading() as uow:
        assert list(due_now(uow, policy, OVER + timedelta(days=29))) == []
        [again] = [one for one in due_now(uow, policy, office.now) if one != Forget()]
    await office.bus.decide(Forget())  # a year is no reason to forget them
    assert len(given_up(office)) == files
    del office.ends.faults.for_good["delete"]
    await office.bus.decide(again)
    await office.run_all()
    assert office.ends.libraries.files == {}
    assert given_up(office) == []


def given_up(office: Office) -> list[str]:
    with office.database.reading() as uow:
        return [one.effect for one in uow.given_up.matching()]
