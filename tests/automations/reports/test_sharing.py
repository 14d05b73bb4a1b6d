"""Sharing an approved report (W4) of a school whose Diocesan Schools Officer the list does not name."""

import pytest

from handbook.core.refusal import Refused
from handbook.reports.agreements.agreement import SignAgreement
from handbook.reports.agreements.texts import TEXT_VERSION
from handbook.reports.report import Status
from handbook.reports.sharing import ShareReport
from tests.automations.office import ADVISOR, DSO, EVERYBODY, HEAD, OFFICER, Office
from tests.support import builders as a


async def agreed(office: Office) -> ShareReport:
    """A filed report of a school that agreed."""
    await office.come_to(Status.FILED)
    await office.bus.decide(SignAgreement("900001", 0, TEXT_VERSION, HEAD.name), HEAD.id, "teams")
    await office.run_all()
    return ShareReport((await office.report()).id, 1)


async def test_it_is_refused_and_works_once_there_is_one(small_office: Office) -> None:
    office = small_office
    command = await agreed(office)
    office.bring(EVERYBODY, a.a_school(dso_id=""))
    with pytest.raises(Refused, match="has no Diocesan Schools Officer on the service’s list"):
        await office.bus.decide(command, ADVISOR.id, "teams")
    assert (await office.report()).status is Status.FILED
    assert office.entries()[-1].detail["code"] == "no_dso"
    office.bring(EVERYBODY)
    await office.bus.decide(command, ADVISOR.id, "teams")
    assert await office.run_all() == []
    assert (await office.report()).status is Status.SHARED
    assert len(office.ends.messenger.to(DSO)) == len(office.ends.messenger.to(OFFICER)) == 1


async def test_what_was_decided_waits_where_there_is_none_any_more(small_office: Office) -> None:
    office = small_office
    await office.bus.decide(await agreed(office), ADVISOR.id, "teams")
    office.bring(EVERYBODY, a.a_school(dso_id=""))
    [waits] = await office.run_all()
    assert (waits.effect, waits.attempt) == ("share_report", 2)
    office.bring(EVERYBODY)
    assert await office.wait_and_keep() == []
    assert len(office.ends.messenger.to(DSO)) == len(office.ends.messenger.to(OFFICER)) == 1
