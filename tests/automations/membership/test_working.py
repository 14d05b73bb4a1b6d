"""M1-M3: the Trust Advisor works the list of memberships in chat."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from automations.engine.inbound.clicks_first import ClicksFirst
from automations.engine.jobs.job_runner import JobRunner
from automations.engine.scheduler import run_due_commands
from automations.membership.loading import rows_of
from automations.membership.sheet import sheet_file, sheet_rows
from automations.workflows import TABLES
from handbook.core.people import Role
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear
from handbook.membership.membership import Provision, RefundStatus
from handbook.membership.overview import COLUMNS, sheet, totals
from tests.automations.cases.test_document import Addresses
from tests.automations.membership_office import bring, on_record, press, typed
from tests.automations.office import ADVISOR, HEAD, Office
from tests.support import memberships as m
from tests.support.builders import a_person
from tests.support.card_reading import links, words

HERE: dict[str, Any] = {"urn": m.ALONE.urn, "year": 2026}
OWN: dict[str, Any] = {"provision": "own", "sip_name": "Ned Farrow"}


async def test_a_refund_from_nothing_said_to_paid_and_a_wrong_payment_undone(office: Office) -> None:
    bring(office)
    [shown] = await typed(office, "Membership")
    assert "Fees to come in: £5,000.00 + £1,000.00 VAT = £6,000.00, from 2 schools" in words(shown)
    assert "Nobody has said whose SIP they have: 1 school" in words(shown)
    assert "Not said yet" in await press(office, "membership.open", **HERE)
    said = await press(office, "membership.change", **HERE, revision=0, **OWN)
    assert "Awaiting report: £2,000.00 will be due when the first report of the year has come" in said
    said = await press(office, "membership.note_report", **HERE, revision=1, term="Autumn")
    assert "The fee is not marked as paid" in said
    paid: dict[str, Any] = {"fee_paid_on": "2026-11-20", "fee_reference": "BACS 1"}
    said = await press(office, "membership.pay", **HERE, revision=2, part="fee", **paid)
    assert "£2,500.00 + £500.00 VAT = £3,000.00, paid on 20 November 2026, reference BACS 1" in said
    assert "The fee is not marked as paid" not in said
    paid = {"refund_paid_on": "2026-11-23", "refund_reference": "=1+1"}
    assert "reference" in await press(
        office, "membership.pay", **HERE, revision=3, part="refund", refund_paid_on="2026-11-23"
    )
    said = await press(office, "membership.pay", **HERE, revision=3, part="refund", **paid)
    assert "Refund paid: £2,000.00, paid on 23 November 2026" in said
    assert "Refund paid" in await press(office, "membership.pay", **HERE, revision=3, part="refund", **paid)
    said = await press(office, "membership.undo", **HERE, revision=4, part="refund", refund_reason="Another school’s.")
    assert "“Another school’s.” (Thea Marlowe" in said
    membership = on_record(office)
    assert membership is not None
    assert (membership.refund, membership.refunded, membership.revision) == (RefundStatus.DUE, None, 5)
    entries = [one for one in office.entries() if one.about.startswith("membership:")]
    assert [one.action for one in entries].count("refused") == 2
    assert [(one.action, one.detail.get("part")) for one in entries if one.action != "refused"] == [
        ("membership_provision", None),
        ("membership_report_noted", None),
        ("membership_paid", "fee"),
        ("membership_paid", "refund"),
        ("membership_payment_undone", "refund"),
    ]
    assert not any("BACS" in str(one.detail) or "Farrow" in str(one.detail) for one in office.entries())


async def test_it_is_withdrawn_reinstated_and_corrected(small_office: Office) -> None:
    office = small_office
    bring(office)
    await press(office, "membership.change", **HERE, revision=0, **OWN)
    assert "“Not wanted.”" in await press(
        office, "membership.withdraw", **HERE, revision=1, withdraw_reason="Not wanted."
    )
    assert "Awaiting report" in await press(office, "membership.reinstate", **HERE, revision=2)
    said = await press(office, "membership.change", **HERE, revision=3, provision="trust", from_on="2027-01-04")
    assert "The school’s own SIP; a SIP of the trust from 4 January 2027" in said
    assert "No refund" in said
    late: dict[str, Any] = {"provision": "authority", "joined_on": "2027-01-04"}
    said = await press(office, "membership.change", **HERE, revision=4, **late)
    assert "4 January 2027" in said
    membership = on_record(office)
    assert membership is not None
    assert membership.provision is Provision.AUTHORITY


async def test_a_year_begins_as_the_one_before_and_old_refunds_lapse(small_office: Office) -> None:
    office = small_office
    bring(office)
    await press(office, "membership.change", **HERE, revision=0, **OWN)
    office.now = datetime.fromisoformat("2027-11-01T10:00:00+00:00")
    [shown] = await typed(office, "memberships")
    assert "Membership 2027/28" in words(shown)
    assert "Awaiting report: St Aelred’s" in words(shown)
    assert on_record(office, year=AcademicYear(2027)) is None
    assert "as last year, or as the list" in await press(office, "membership.show", urn=m.ALONE.urn, year=2027)
    await run_due_commands(office.bus, TABLES.due)
    await office.run_all()
    membership = on_record(office)
    assert membership is not None
    assert membership.refund is RefundStatus.NEVER
    assert "Report never came" in await press(office, "membership.show", **HERE)


@pytest.mark.parametrize(
    ("verb", "data", "says"),
    [
        ("membership.open", {"year": 2026, "urn": ""}, "choose the school first"),
        ("membership.show", {"urn": "900999", "year": 2026}, "cannot find that school"),
        ("membership.change", {**HERE, "revision": 0, "provision": "nobody’s"}, "could not read that card"),
        ("membership.pay", {**HERE, "revision": 0, "part": "bribe"}, "could not read that card"),
        ("membership.list", {"year": 2026, "show": "everything"}, "could not read that card"),
        ("membership.change", {**HERE, "revision": 0, **OWN, "from_on": "2027-02-30"}, "could not read that day"),
    ],
)
async def test_what_no_card_of_ours_sends(small_office: Office, verb: str, data: dict[str, Any], says: str) -> None:
    bring(small_office)
    assert says in await press(small_office, verb, **data)
    assert on_record(small_office) is None


async def test_it_is_nobody_elses(small_office: Office) -> None:
    office = small_office
    bring(office)
    for role in set(Role) - {Role.TRUST_ADVISOR}:
        person = a_person(role)
        for text in ("membership", "membership sheet"):
            assert "” is for: " in words((await typed(office, text, person))[0])
    for verb in ("membership.list", "membership.open", "membership.show"):
        assert "not open to you" in await press(office, verb, HEAD, **HERE)
    for verb, data in (("change", OWN), ("withdraw", {}), ("reinstate", {}), ("sheet", {})):
        said = await press(office, f"membership.{verb}", HEAD, **HERE, revision=0, **data)
        assert "Only the Trust Advisor works with memberships" in said
    assert on_record(office) is None
    tried = [one.detail["code"] for one in office.entries() if one.action in ("refused", "tried")]
    assert tried.count("not_yours") == 7


async def test_finance_gets_a_sheet_whose_totals_are_the_lists(small_office: Office) -> None:
    office = small_office
    bring(office)
    await press(office, "membership.change", **HERE, revision=0, **OWN)
    await press(office, "membership.note_report", **HERE, revision=1, term="Autumn")
    paid: dict[str, Any] = {"fee_paid_on": "2026-11-20", "fee_reference": "=cmd|' /C calc'!A0"}
    await press(office, "membership.pay", **HERE, revision=2, part="fee", **paid)
    hilda: dict[str, Any] = {"urn": m.HILDA.urn, "year": 2026}
    await press(office, "membership.change", **hilda, revision=0, provision="authority")
    await press(office, "membership.note_report", **hilda, revision=1, term="Spring")
    paid = {"refund_paid_on": "2026-11-20", "refund_reference": "BACS 9"}
    await press(office, "membership.pay", **hilda, revision=2, part="refund", **paid)
    [no_link] = await typed(office, "membership sheet")
    assert "has no public address" in words(no_link)
    office.runner = JobRunner(replace(office.work, links=Addresses()), ClicksFirst(), jitter=0)
    await press(office, "membership.sheet", year=2026)
    (url,) = links(office.ends.messenger.to(ADVISOR)[-1].card).values()
    assert url == f"https://sip.trust.example/memberships/{ADVISOR.id}-2026"
    year, context = m.YEAR, office.bus.render_context
    with office.database.reading() as uow:
        rows, sums = sheet_rows(uow, ADVISOR.id, year, context), totals(rows_of(uow, year), context.policy.membership)
        with pytest.raises(Refused):
            sheet_rows(uow, HEAD.id, year, context)
    sheet = load_workbook(BytesIO(sheet_file(rows, year))).worksheets[0]
    head = [cell.value for cell in sheet[1]]
    last = {str(name): cell.value for name, cell in zip(head, sheet[sheet.max_row], strict=True)}
    assert last["School"] == "Total"
    assert Decimal(str(last["Still owed by school"])) == sums.open.by_school.total == Decimal("3000.00")
    assert Decimal(str(last["Refund due now"])) == sums.open.to_school.total == Decimal("2000.00")
    assert Decimal(str(last["Refund with VAT"])) == sums.open.to_school.total + sums.refunds_paid.total
    assert Decimal(str(last["Fee with VAT"])) == Decimal("6000.00")
    reference = sheet.cell(2, head.index("Fee reference") + 1)
    assert (reference.value, reference.data_type, reference.quotePrefix) == ("=cmd|' /C calc'!A0", "s", True)


def test_an_empty_sheet_has_its_totals() -> None:
    assert sheet([], m.TERMS) == (("Total", *[""] * (len(COLUMNS) - 1)),)
