"""Who can open a report's files (W1, W2, W4): one whom SharePoint cannot let in keeps nobody else outside."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from automations.engine.jobs.outbox import JobQueue, OutboxJob
from handbook.core.external_errors import AddressUnknown, ExternalError, SharingRefused, Unavailable
from handbook.core.people import Person
from handbook.core.refusal import Refused
from handbook.reports.agreements.agreement import SignAgreement, WithdrawAgreement
from handbook.reports.agreements.texts import TEXT_VERSION
from handbook.reports.approval import ApproveReport, SendReport
from handbook.reports.library import FiledItem, Library
from handbook.reports.report import Status
from tests.automations.office import ADVISOR, DSO, EVERYBODY, HEAD, OFFICER, SIP, Office
from tests.support import builders as a
from tests.support.fakes import words_of

OTHER_DSO = replace(DSO, id="00000000-0000-4000-8000-0000000000f7", name="Other Dso", email="other@trust.example")


def readers(office: Office, library: Library = Library.REPORTS) -> set[frozenset[str]]:
    return {frozenset(one.readers) for one in office.ends.libraries.named(library).values()}


def said(office: Office, person: Person) -> str:
    return words_of({"all": [one.card for one in office.ends.messenger.to(person)]})


async def withdrawn(office: Office) -> None:
    await office.bus.decide(WithdrawAgreement("900001", 1), HEAD.id, "teams")


async def test_a_headteacher_whose_account_is_gone_stops_neither_filing_nor_the_advisors_news(
    small_office: Office,
) -> None:
    office, report = small_office, await small_office.come_to(Status.SENT)
    office.ends.directory.gone.add(HEAD.id)
    await office.bus.decide(ApproveReport(report.id, 1), HEAD.id, "teams")
    [waits] = await office.run_all()
    assert (waits.effect, waits.args["person_id"]) == ("open_filed", HEAD.id)
    assert (await office.report()).status is Status.FILED
    assert readers(office) == {frozenset({SIP.email})}
    assert "Filed in the library" in said(office, ADVISOR)
    assert f"{HEAD.name} cannot open the filed report yet: their account no longer exists." in said(office, ADVISOR)
    assert "For your governors" not in said(office, HEAD)
    [opened] = [entry for entry in office.entries() if entry.action == "opened" and entry.detail["of"] == "reports"]
    assert opened.detail["to"] == SIP.id
    office.ends.directory.gone.clear()
    assert await office.wait_and_keep() == []
    assert readers(office) == {frozenset({SIP.email, HEAD.email})}
    assert "For your governors" in said(office, HEAD)
    assert "cannot open the filed report" not in said(office, ADVISOR)


@pytest.mark.parametrize(
    ("mail", "sign_in", "refused", "by"),
    [
        ("", "h.t@tenant.example", (), "h.t@tenant.example"),
        ("", "", (), HEAD.email),
        ("old@school.example", "h.t@tenant.example", ("old@school.example",), "h.t@tenant.example"),
        ("old@school.example", "h.t@tenant.example", ("old@school.example", "h.t@tenant.example"), HEAD.email),
    ],
)
async def test_who_has_no_address_is_let_in_by_another_name(
    small_office: Office, mail: str, sign_in: str, refused: tuple[str, ...], by: str
) -> None:
    office = small_office
    office.ends.directory.known_as[HEAD.id] = (mail, sign_in)
    office.ends.libraries.refused.update({one: AddressUnknown("nobody") for one in refused})
    await office.come_to(Status.SENT)
    assert readers(office, Library.DRAFTS) == {frozenset({SIP.email, by})}
    assert "Waiting for you" in said(office, HEAD)


async def test_a_headteacher_who_cannot_open_the_draft_is_asked_once_they_can(small_office: Office) -> None:
    """Nobody is asked to approve what they cannot read."""
    office = small_office
    office.ends.libraries.refused[HEAD.email] = SharingRefused("sharingDisabled")
    report = await office.come_to(Status.SENT)
    assert readers(office, Library.DRAFTS) == {frozenset({SIP.email})}
    assert office.ends.messenger.to(HEAD) == []
    assert f"{HEAD.name} cannot open the draft yet: the trust’s rules for sharing do not allow it." in said(office, SIP)
    office.ends.libraries.refused.clear()
    await office.wait_and_keep()
    assert readers(office, Library.DRAFTS) == {frozenset({SIP.email, HEAD.email})}
    assert "Waiting for you" in said(office, HEAD)
    await office.bus.decide(ApproveReport(report.id, 1), HEAD.id, "teams")


async def test_a_version_that_was_replaced_while_it_was_opened_is_closed_again(small_office: Office) -> None:
    office = small_office
    office.ends.libraries.refused[HEAD.email] = AddressUnknown("nobody")
    report = await office.come_to(Status.SENT)
    office.ends.libraries.refused.clear()
    await office.receive(data=b"PK second")
    await office.bus.decide(SendReport(report.id, 2), SIP.id, "teams")
    await office.wait_and_keep()
    first, second = (one.readers for _, one in sorted(office.ends.libraries.named(Library.DRAFTS).items()))
    assert (first, second) == (set(), {SIP.email, HEAD.email})


async def test_a_version_that_is_replaced_while_it_is_being_opened_is_closed_again(small_office: Office) -> None:
    """The second one is sent, opened and all, between the question whom to let in and SharePoint's answer."""
    office, report = small_office, await small_office.receive()
    shares, first = office.ends.libraries.share, list[FiledItem]()

    async def slow(item: FiledItem, emails: Sequence[str], *, to_write: bool = False) -> dict[str, ExternalError]:
        if not first:
            first.append(item)
            await office.receive(data=b"PK second")
            await office.bus.decide(SendReport(report.id, 2), SIP.id, "teams")
            await office.run_all()
        return await shares(item, emails, to_write=to_write)

    office.ends.libraries.share = slow
    await office.bus.decide(SendReport(report.id, 1), SIP.id, "teams")
    assert await office.run_all() == []
    standing = [one for _, one in sorted(office.ends.libraries.named(Library.DRAFTS).items())]
    assert first == [standing[0].item]
    assert [one.readers for one in standing] == [set(), {SIP.email, HEAD.email}]
    asked = [one for one in office.ends.messenger.to(HEAD) if "Waiting for you" in words_of(one.card)]
    assert len(asked) == 1


async def test_a_version_that_was_replaced_is_not_opened_for_a_moment_either(small_office: Office) -> None:
    """A try that had to wait comes when the next version has been sent (W2)."""
    office, report = small_office, await small_office.come_to(Status.SENT)
    await office.receive(data=b"PK second")
    await office.bus.decide(SendReport(report.id, 2), SIP.id, "teams")
    await office.run_all()
    shares, opened = office.ends.libraries.share, list[FiledItem]()

    async def noted(item: FiledItem, emails: Sequence[str]) -> dict[str, ExternalError]:
        opened.append(item)
        return await shares(item, emails)

    office.ends.libraries.share = noted
    await office.run(OutboxJob("open_draft", "late", {"report_id": report.id, "version": 1}, JobQueue.GRAPH))
    assert opened == []


async def test_the_version_that_the_headteacher_has_is_taken_from_nobody(small_office: Office) -> None:
    office, report = small_office, await small_office.come_to(Status.SENT)
    await office.run(OutboxJob("close_draft", "late", {"report_id": report.id, "version": 1}, JobQueue.GRAPH))
    assert readers(office, Library.DRAFTS) == {frozenset({SIP.email, HEAD.email})}


async def test_no_other_version_than_the_approved_one_is_filed(small_office: Office) -> None:
    office, report = small_office, await small_office.come_to(Status.SENT)
    await office.receive(data=b"PK second")
    await office.bus.decide(SendReport(report.id, 2), SIP.id, "teams")
    await office.run_all()
    await office.bus.decide(ApproveReport(report.id, 2), HEAD.id, "teams")
    await office.run(OutboxJob("file_report", "late", {"report_id": report.id, "version": 1}, JobQueue.GRAPH))
    assert office.ends.libraries.named(Library.REPORTS) == {}
    await office.run_all()
    assert {one.data for one in office.ends.libraries.named(Library.REPORTS).values()} >= {b"PK second"}


async def test_a_draft_that_nobody_can_open_yet_is_noted_as_opened_to_nobody(small_office: Office) -> None:
    office = small_office
    office.ends.libraries.refused.update({one.email: AddressUnknown("nobody") for one in (SIP, HEAD)})
    await office.come_to(Status.SENT)
    assert readers(office, Library.DRAFTS) == {frozenset()}
    assert [entry for entry in office.entries() if entry.action == "opened"] == []
    assert office.ends.messenger.to(HEAD) == []
    office.ends.libraries.refused.clear()
    assert await office.wait_and_keep() == []
    opened = {str(entry.detail["to"]) for entry in office.entries() if entry.action == "opened"}
    assert opened == {SIP.id, HEAD.id}
    assert "Waiting for you" in said(office, HEAD)


async def test_of_a_report_that_is_not_filed_nothing_is_opened(small_office: Office) -> None:
    """Such as a job of a database that was put back to before it was filed."""
    office, report = small_office, await small_office.come_to(Status.SENT)
    before = len(office.entries())
    await office.run(OutboxJob("open_filed", "k", {"report_id": report.id, "version": 1}, JobQueue.GRAPH))
    assert await office.run_all() == []
    assert (await office.report(), len(office.entries())) == (report, before)
    assert "For your governors" not in said(office, HEAD)


async def test_somebody_without_any_address_is_told_of(small_office: Office) -> None:
    office = small_office
    office.bring([replace(one, email="") if one == HEAD else one for one in EVERYBODY])
    office.ends.directory.known_as[HEAD.id] = ("", "")
    await office.come_to(Status.SENT)
    assert f"{HEAD.name} cannot open the draft yet: SharePoint does not know their address." in said(office, SIP)


async def test_one_officer_whom_sharepoint_does_not_know_keeps_the_other_not_outside(small_office: Office) -> None:
    office, command = small_office, await small_office.ready_to_share()
    office.ends.libraries.refused[OFFICER.email] = AddressUnknown("nobody")
    await office.bus.decide(command, ADVISOR.id, "teams")
    await office.run_all()
    assert readers(office) == {frozenset({SIP.email, HEAD.email}), frozenset({DSO.email})}
    assert len(office.ends.messenger.to(DSO)) == 1
    assert office.ends.messenger.to(OFFICER) == []
    columns = [one.columns for one in office.ends.libraries.named(Library.REPORTS).values()]
    assert {one["SharedWith"] for one in columns} == {DSO.name}
    assert f"{OFFICER.name} cannot open the shared report yet: SharePoint does not know" in said(office, ADVISOR)
    office.ends.libraries.refused.clear()
    assert await office.wait_and_keep() == []
    assert len(office.ends.messenger.to(DSO)) == len(office.ends.messenger.to(OFFICER)) == 1
    assert {one["SharedWith"] for one in columns} == {f"{DSO.name}; {OFFICER.name}"}
    opened = [entry.detail for entry in office.entries() if entry.action == "let_in"]
    assert [(one.get("open_to_dso"), one.get("open_to_la_officer")) for one in opened] == [
        (DSO.id, None),
        (None, OFFICER.id),
    ]


async def test_a_report_that_nobody_can_open_yet_is_shared_and_stands_as_it_did(small_office: Office) -> None:
    office, command = small_office, await small_office.ready_to_share()
    office.ends.libraries.refused.update({one.email: AddressUnknown("nobody") for one in (DSO, OFFICER)})
    await office.bus.decide(command, ADVISOR.id, "teams")
    assert {one.args.get("person_id") for one in await office.run_all()} == {DSO.id, OFFICER.id}
    report = await office.report()
    assert (report.status, report.let_in) == (Status.SHARED, ())
    assert [entry for entry in office.entries() if entry.action == "let_in"] == []
    assert office.ends.messenger.to(DSO) == office.ends.messenger.to(OFFICER) == []
    columns = [one.columns for one in office.ends.libraries.named(Library.REPORTS).values()]
    assert {one.get("SharedWith", "") for one in columns} == {""}
    office.ends.libraries.refused.clear()
    assert await office.wait_and_keep() == []
    assert set((await office.report()).let_in) == {DSO.id, OFFICER.id}


async def test_what_the_school_withdraws_while_graph_is_away_is_not_shared(small_office: Office) -> None:
    office, command = small_office, await small_office.ready_to_share()
    office.ends.fail_for_good(share=Unavailable("down"))
    await office.bus.decide(command, ADVISOR.id, "teams")
    await office.run_all()
    await withdrawn(office)
    office.ends.heal()
    assert await office.wait_and_keep() == []
    report = await office.report()
    assert (report.status, report.shared_with, report.shared_at) == (Status.FILED, (), None)
    assert readers(office) == {frozenset({SIP.email, HEAD.email}), frozenset()}, "nobody opens the copy"
    assert office.ends.messenger.to(DSO) == office.ends.messenger.to(OFFICER) == []
    assert "was not shared with Dorothy Osgood and Lena Askwith after all" in said(office, ADVISOR)
    [noted] = [entry.detail for entry in office.entries() if entry.action == "not_shared"]
    assert (noted["not_with_dso"], noted["not_with_la_officer"], noted["rule"]) == (DSO.id, OFFICER.id, "W4 W5")
    await office.bus.decide(SignAgreement("900001", 2, TEXT_VERSION, HEAD.name), HEAD.id, "teams")
    await office.bus.decide(command, ADVISOR.id, "teams")
    assert await office.run_all() == []
    assert len(office.ends.messenger.to(DSO)) == 1, "pressed again, it is shared again"


async def test_it_is_shared_with_those_whom_the_decision_names_and_not_with_who_came_since(
    small_office: Office,
) -> None:
    office, command = small_office, await small_office.ready_to_share()
    office.ends.fail_for_good(share=Unavailable("down"))
    await office.bus.decide(command, ADVISOR.id, "teams")
    await office.run_all()
    office.bring([*EVERYBODY, OTHER_DSO], a.a_school(dso_id=OTHER_DSO.id))
    office.ends.heal()
    assert await office.wait_and_keep() == []
    assert readers(office) == {frozenset({SIP.email, HEAD.email}), frozenset({OFFICER.email})}
    assert office.ends.messenger.to(DSO) == office.ends.messenger.to(OTHER_DSO) == []
    assert "was not shared with Dorothy Osgood after all" in said(office, ADVISOR)
    with pytest.raises(Refused):
        await office.bus.decide(command, ADVISOR.id, "teams")


async def test_a_file_of_somebody_elses_stays_and_the_report_is_filed_beside_it(small_office: Office) -> None:
    office, report = small_office, await small_office.come_to(Status.SENT)
    name = "2026-27_Autumn_SIP-report_900001_v1.docx"
    folder = ("2026-27", "Fellshire", f"900001 {a.a_school().name}", "Autumn")
    await office.ends.libraries.place(Library.REPORTS, folder, name, b"PK mine", {"Sha256": "b" * 64})
    await office.bus.decide(ApproveReport(report.id, 1), HEAD.id, "teams")
    assert await office.run_all() == []
    standing = office.ends.libraries.named(Library.REPORTS)
    assert standing[name].data == b"PK mine"
    assert "2026-27_Autumn_SIP-report_900001_v1 (2).docx" in standing
    assert "There was already another file called" in said(office, ADVISOR)
    [filed] = [entry.detail for entry in office.entries() if entry.action == "filed"]
    assert filed["other_names"] == 1
