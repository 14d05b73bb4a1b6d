"""M1-M3: the Trust Advisor sends a list of memberships in chat, reads what it would change, and presses."""

from pathlib import Path
from typing import Any

import pytest

from automations.schools.changing import ChangeList
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear
from handbook.membership.imported import ImportedMembership
from handbook.membership.membership import RefundStatus
from handbook.schools.trust_list import ListChanges
from tests.automations.membership_office import bring as bring_schools
from tests.automations.membership_office import on_record, press
from tests.automations.office import ADVISOR, Office
from tests.automations.schools.test_sheets import send
from tests.support import list_files as files
from tests.support import memberships as m
from tests.support.card_reading import buttons, words

HEAD = ("URN", "School year", "Whose SIP", "Reports received", "Fee paid on", "Fee reference", "Refund paid on",
        "Refund reference")  # fmt: skip
OWN = ("900002", "2026/27", "Own", "Autumn", "20/11/2026", "BACS 1", "", "")
HERE: dict[str, Any] = {"urn": "900002", "year": 2026}


async def test_it_is_shown_and_brought_in_and_a_payment_meanwhile_is_seen(small_office: Office, tmp_path: Path) -> None:
    office = small_office
    bring_schools(office)
    path = files.table(tmp_path / "membership.xlsx", HEAD, OWN, ("900001", "2026/27", "Trust"))
    [shown] = await send(office, path)
    assert "new: membership of St Aelred’s" in shown
    assert "new: membership of St Hilda’s" in shown
    before = buttons(office.ends.messenger.to(ADVISOR)[-1].card)["Import"]
    await press(office, "membership.change", **HERE, revision=0, provision="authority")
    assert "changed: membership of St Aelred’s" in words(office.ends.messenger.to(ADVISOR)[-1].card)  # it is redrawn
    again = await press(office, before["verb"], **before["data"])
    assert "Not possible: The list was changed meanwhile" in again
    assert "changed: membership of St Aelred’s" in again
    membership = on_record(office)
    assert membership is not None
    assert membership.fee is None
    pressed = buttons(office.ends.messenger.to(ADVISOR)[-1].card)
    assert "changed: membership of St Aelred’s" in await press(
        office, "list_import.show", **pressed["Leave it"]["data"]
    )
    with office.database.reading() as uow:
        revision = uow.roster.listed().revision + uow.memberships.changes()
    data: dict[str, Any] = {**pressed["Import"]["data"], "list": revision}
    assert "the list says so now" in await press(office, "list_import.apply", **data)
    membership = on_record(office)
    assert membership is not None
    assert (membership.refund, membership.recorded_by) == (RefundStatus.DUE, ADVISOR.id)
    assert [one.action for one in office.entries() if one.action == "membership_imported"] == [
        "membership_imported"
    ] * 2
    [nothing] = await send(office, path, message="m2")
    assert "Nothing to change" in nothing


async def test_what_cannot_be_is_named_by_its_row(small_office: Office, tmp_path: Path) -> None:
    bring_schools(small_office)
    row = ("900002", "2026/27", "Own", "", "", "", "20/11/2026", "BACS 2")
    [shown] = await send(small_office, files.table(tmp_path / "membership.csv", HEAD, row))
    assert "row 2: refund: right would be empty until the refund is due" in shown
    assert "Import" not in buttons(small_office.ends.messenger.to(ADVISOR)[-1].card)


async def test_all_of_a_file_is_brought_in_or_nothing(small_office: Office) -> None:
    office = small_office
    bring_schools(office)
    fine = ImportedMembership(m.HILDA.urn, AcademicYear(2026), provision=m.Provision.AUTHORITY)
    wrong = ImportedMembership(m.ALONE.urn, AcademicYear(2026), sip_name="Ned")
    with office.database.reading() as uow:
        revision = uow.roster.listed().revision
    changes = ListChanges(memberships={fine: "x", wrong: "y"})
    with pytest.raises(Refused, match="St Aelred’s Catholic Primary School, Marram, 2026/27: right would be whose SIP"):
        await office.bus.decide(ChangeList("membership", "a" * 64, revision, changes))
    assert on_record(office, m.HILDA.urn) is None
    nothing = ListChanges(memberships={ImportedMembership(m.HILDA.urn, AcademicYear(2026)): "z"})
    await office.bus.decide(ChangeList("membership", "a" * 64, revision, nothing))
    assert on_record(office, m.HILDA.urn) is None
