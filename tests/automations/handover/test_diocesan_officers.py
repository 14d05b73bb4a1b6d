"""A school has another Diocesan Schools Officer: they are told once, and of nothing that is open there (E5, W4)."""

from datetime import timedelta

from handbook.core.people import Role
from tests.automations.handover.test_passing_on import SCHOOL, new_list, strike
from tests.automations.office import Office
from tests.support.covers import another


async def test_a_new_diocesan_officer_is_told_of_their_schools_once_and_of_nothing_in_them(
    small_office: Office,
) -> None:
    office, new = small_office, another(Role.DSO)
    office.now += timedelta(days=1)
    new_list(office, dso_id=new.id)
    for _ in range(2):
        await strike(office)
    [told] = office.ends.messenger.said_to(new)
    assert f"You are the Diocesan Schools Officer of {SCHOOL.full_name} now." in told
    assert "A concern that is passed to you is in “my records”" in told
    [entry] = [one for one in office.entries() if one.action == "handed_over"]
    assert (entry.detail["to"], entry.detail["items"]) == (new.id, 0)


async def test_of_a_change_long_ago_no_diocesan_officer_is_told(small_office: Office) -> None:
    office, new = small_office, another(Role.DSO)
    new_list(office, dso_id=new.id)
    office.now += timedelta(days=15)
    await strike(office)
    assert office.ends.messenger.said_to(new) == []
