"""W5: a headteacher who withdraws can have closed what was shared; a paper that is denied closes what it opened."""

from dataclasses import replace

import pytest

from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.reports.agreements.unsharing import NoteClosed
from automations.reports.sharing import NoteLetIn
from handbook.core.external_errors import Unavailable
from handbook.core.people import Person
from handbook.core.refusal import Refused
from handbook.reports.agreements.agreement import AgreementStatus, WithdrawAgreement
from handbook.reports.library import Library
from handbook.reports.report import Report, Status
from handbook.reports.sharing import ShareReport
from store.audit import AuditEntry
from store.unit_of_work import UnitOfWork
from tests.automations.agreement_office import URN, agreement_of, days, press, read, sign, told, with_terms
from tests.automations.office import ADVISOR, DSO, HEAD, OFFICER, SIP, Office

INSIDE = frozenset({SIP.email, HEAD.email})
EVERYBODY = INSIDE | {DSO.email, OFFICER.email}


def readers(office: Office) -> set[frozenset[str]]:
    """Of the report and the copy that others open in its place: as Word and as PDF."""
    found: dict[str, set[str]] = {}
    for path, one in office.ends.libraries.named(Library.REPORTS).items():
        name = str(path)
        assert "without-own-part" in name or not one.readers & {DSO.email, OFFICER.email}
        found.setdefault(name.rpartition(".")[2], set()).update(one.readers)
    return {frozenset(each) for each in found.values()}


def beside(office: Office) -> set[tuple[str, str]]:
    files = office.ends.libraries.named(Library.REPORTS).values()
    return {(one.columns["Status"], one.columns["SharedWith"]) for one in files}


async def shared(office: Office) -> ShareReport:
    await office.come_to(Status.FILED)
    with_terms(office)
    await sign(office)
    command = ShareReport((await office.report()).id, 1)
    await office.bus.decide(command, ADVISOR.id, "teams")
    await office.run_all()
    return command


async def withdraw(office: Office, *, close: bool = True) -> None:
    revision = (await agreement_of(office)).revision
    await office.bus.decide(WithdrawAgreement(URN, revision, close=close), HEAD.id, "teams")


async def test_the_headteacher_reads_who_loses_what_and_has_it_closed(office: Office) -> None:
    await shared(office)
    assert (readers(office), beside(office)) == ({EVERYBODY}, {("Shared", f"{DSO.name}; {OFFICER.name}")})
    preview = await read(office, HEAD, "agreement.preview_withdrawal", urn=URN, revision=1, kind="sharing")
    for person in (DSO, OFFICER):
        assert f"{person.name} ({person.role.words}): autumn 2026/27 SIP report" in preview
    assert f"Whatever {DSO.name} and {OFFICER.name} have downloaded, printed or passed on" in preview
    assert (await agreement_of(office)).in_force, "nothing has changed yet"
    await read(office, HEAD, "agreement.withdraw", urn=URN, revision=1, kind="sharing", close=1)
    await office.run_all()
    report = await office.report()
    assert (report.status, report.closing, set(report.closed_to)) == (Status.FILED, (), {DSO, OFFICER})
    assert (readers(office), beside(office)) == ({INSIDE}, {("Approved", "")})
    for person in (DSO, OFFICER):
        [card] = told(office, person)
        assert "not open to you" in card
    assert f"it is closed to {DSO.name}" in told(office, ADVISOR)[0]
    state = await read(office, HEAD, "agreement.refresh", urn=URN, kind="sharing")
    for person in (DSO, OFFICER):
        assert f"closed to {person.name} ({person.role.words})" in state or person.name in state
    found = [one for one in office.entries() if one.action in ("sharing_ended", "closed")]
    assert found[0].detail["from_dso"] == DSO.id
    assert {one.detail["to"] for one in found[1:]} == {DSO.id, OFFICER.id}


async def test_what_was_shared_stays_open_where_the_headteacher_leaves_it(small_office: Office) -> None:
    office = small_office
    await shared(office)
    await withdraw(office, close=False)
    await office.run_all()
    assert (readers(office), (await office.report()).status) == ({EVERYBODY}, Status.SHARED)


async def test_of_whom_it_does_not_work_the_name_is_told_and_the_other_loses_it(small_office: Office) -> None:
    office = small_office
    await shared(office)
    office.ends.libraries.inherited.add(DSO.email)
    await withdraw(office)
    assert {job.args["person_id"] for job in await office.run_all()} == {DSO.id}
    report = await office.report()
    assert (report.closing, report.closed_to) == ((DSO,), (OFFICER,))
    words = f"{DSO.name} can still open a report that is no longer shared: SharePoint lets them in by another way"
    assert any(words in one for one in told(office, ADVISOR))
    assert beside(office) == {("Shared", DSO.name)}
    head = await read(office, HEAD, "agreement.refresh", urn=URN, kind="sharing")
    assert f"is being closed to {DSO.name}" in head
    office.ends.libraries.inherited.clear()
    assert await office.wait_and_keep() == []
    assert ((await office.report()).closing, beside(office)) == ((), {("Approved", "")})
    assert all(words not in one for one in told(office, ADVISOR))


async def test_a_closing_that_waits_does_not_close_what_is_shared_again(small_office: Office) -> None:
    office, command = small_office, await shared(small_office)
    office.ends.fail_for_good(unshare=Unavailable("down"))
    await withdraw(office)
    await office.run_all()
    assert (await office.report()).closing == (DSO, OFFICER)
    await sign(office)
    await office.bus.decide(command, ADVISOR.id, "teams")
    office.ends.heal()
    assert await office.wait_and_keep() == []
    report = await office.report()
    assert (report.status, set(report.let_in), report.closing) == (Status.SHARED, {DSO.id, OFFICER.id}, ())
    assert readers(office) == {EVERYBODY}


async def test_who_is_closed_out_after_it_was_shared_again_is_let_in_again(small_office: Office) -> None:
    """SharePoint takes it back just after it was opened again."""
    office, command = small_office, await shared(small_office)
    await withdraw(office)
    await office.run_all()
    await sign(office)
    await office.bus.decide(command, ADVISOR.id, "teams")
    await office.run_all()
    for file in office.ends.libraries.named(Library.REPORTS).values():
        file.readers.discard(DSO.email)
    await office.bus.decide(NoteClosed(command.report_id, DSO.id))
    await office.run_all()
    assert readers(office) == {EVERYBODY}
    before = await office.report()
    await office.bus.decide(NoteClosed(command.report_id, SIP.id))
    assert await office.report() == before


async def test_who_was_let_in_while_the_school_withdrew_is_closed_out_again(small_office: Office) -> None:
    """The files are opened, and before that is noted the headteacher has withdrawn."""
    office, command = small_office, await shared(small_office)
    await withdraw(office)
    await office.run_all()
    for file in office.ends.libraries.named(Library.REPORTS).values():
        file.readers.add(DSO.email)
    await office.bus.decide(NoteLetIn(command.report_id, (DSO.id,)))
    assert await office.run_all() == []
    assert readers(office) == {INSIDE}
    assert len(told(office, DSO)) == 1
    assert [one.detail["to"] for one in office.entries() if one.action == "opened_too_late"] == [DSO.id]


async def test_a_share_that_waits_opens_nothing_after_the_withdrawal(small_office: Office) -> None:
    office = small_office
    await office.come_to(Status.FILED)
    with_terms(office)
    await sign(office)
    office.ends.fail_for_good(share=Unavailable("down"))
    await office.bus.decide(ShareReport((await office.report()).id, 1), ADVISOR.id, "teams")
    await office.run_all()
    await withdraw(office)
    office.ends.heal()
    assert await office.wait_and_keep() == []
    assert (readers(office), told(office, DSO)) == ({INSIDE}, [])


@pytest.mark.parametrize("known", [True, False])
async def test_somebody_whose_account_is_gone_loses_access_by_the_address_of_then(
    small_office: Office, known: bool
) -> None:
    office = small_office
    await shared(office)
    office.ends.directory.gone.add(DSO.id)
    if not known:
        report = await office.report()
        nameless = tuple(replace(one, email="") if one == DSO else one for one in report.shared_with)
        await office.bus.record(lambda uow: _kept(uow, replace(report, shared_with=nameless)))
    await withdraw(office)
    waits = await office.run_all()
    assert (DSO.email in next(iter(readers(office)))) is not known
    assert bool(waits) is not known
    said = f"{DSO.name} can still open a report that is no longer shared: SharePoint does not know their address."
    assert any(said in one for one in told(office, ADVISOR)) is not known


def _kept(uow: UnitOfWork, report: Report) -> tuple[()]:
    uow.reports.save(report, AuditEntry("service", "noted", f"report:{report.id}", {}), days(0))
    return ()


async def test_a_job_of_what_is_closed_already_does_nothing(small_office: Office) -> None:
    office, command = small_office, await shared(small_office)
    args: dict[str, str | int] = {"report_id": command.report_id, "revision": 1, "person_id": DSO.id}
    await office.run(OutboxJob("unshare_report", "late", args, JobQueue.GRAPH))
    assert readers(office) == {EVERYBODY}


PAPER = {"urn": URN, "kind": "sharing", "paper_version": "2026.1", "signed_by": HEAD.name, "reference": "Cabinet 2"}


async def recorded(office: Office) -> str:
    revision = (await agreement_of(office)).revision
    said = await read(office, ADVISOR, "agreement.record_paper", **PAPER, revision=revision, signed_on="2026-11-20")
    await office.run_all()
    return said


async def test_a_paper_is_recorded_and_the_headteacher_says_that_it_is_not_so(office: Office) -> None:
    await office.come_to(Status.FILED)
    with_terms(office)
    form = await press(office, ADVISOR, "agreement.paper", urn=URN, kind="sharing")
    assert HEAD.name in str(form)
    said = await recorded(office)
    assert f"was signed on paper on Friday 20 November 2026 by {HEAD.name}; {ADVISOR.name} recorded it" in said
    copy = told(office, HEAD)[-1]
    assert ("That is not so" in copy, "Cabinet 2" in copy) == (True, True)
    assert "Signed" in await read(office, ADVISOR, "agreement.paper", urn=URN, kind="sharing"), "recorded already"
    await office.bus.decide(ShareReport((await office.report()).id, 1), ADVISOR.id, "teams")
    await office.run_all()
    assert readers(office) == {EVERYBODY}
    await read(office, HEAD, "agreement.deny_paper", urn=URN, kind="sharing", revision=1)
    await office.run_all()
    assert readers(office) == {INSIDE}
    assert (await agreement_of(office)).status is AgreementStatus.WITHDRAWN
    assert "that the sharing agreement was not signed on paper. Nothing new is shared." in told(office, ADVISOR)[-1]
    assert HEAD.name not in str(office.entries())


async def test_what_was_shared_before_the_paper_stays_when_it_is_denied(small_office: Office) -> None:
    office = small_office
    await shared(office)
    await withdraw(office, close=False)
    office.now = days(1)
    await recorded(office)
    await read(office, HEAD, "agreement.deny_paper", urn=URN, kind="sharing", revision=3)
    await office.run_all()
    assert readers(office) == {EVERYBODY}


async def test_a_data_agreement_that_is_denied_or_withdrawn_closes_no_report(small_office: Office) -> None:
    office = small_office
    await shared(office)
    data = {**PAPER, "kind": "data", "paper_version": "data 2026.1", "revision": 0, "signed_on": "2026-11-20"}
    await read(office, ADVISOR, "agreement.record_paper", **data)
    await read(office, HEAD, "agreement.deny_paper", urn=URN, kind="data", revision=1)
    await office.run_all()
    assert readers(office) == {EVERYBODY}


@pytest.mark.parametrize("person", [HEAD, SIP])
async def test_only_the_trust_advisor_records_a_paper(small_office: Office, person: Person) -> None:
    with_terms(small_office)
    with pytest.raises(Refused, match="Only the Trust Advisor records"):
        await press(small_office, person, "agreement.paper", urn=URN, kind="sharing")


async def test_a_withdrawal_is_previewed_for_the_headteacher_alone_and_while_there_is_one(small_office: Office) -> None:
    office = small_office
    await shared(office)
    with pytest.raises(Refused, match="Only the headteacher of St Hilda’s"):
        await press(office, ADVISOR, "agreement.preview_withdrawal", urn=URN, revision=1, kind="sharing")
    await withdraw(office)
    shown = await read(office, HEAD, "agreement.preview_withdrawal", urn=URN, revision=2, kind="sharing")
    assert "Withdrawn: The school withdrew its sharing agreement" in shown


async def test_a_report_that_was_not_shared_is_left_alone(small_office: Office) -> None:
    office = small_office
    report = await office.come_to(Status.FILED)
    with_terms(office)
    await sign(office)
    await withdraw(office)
    await office.run_all()
    assert await office.report() == report
