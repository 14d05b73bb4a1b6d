"""People, schools, reports and agreements for tests. Each state is reached by the handbook's own functions."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from handbook.core.people import Person, Role, School
from handbook.core.school_years import AcademicYear, Term
from handbook.reports.agreements.agreement import (
    AgreementStatus,
    AskForAgreement,
    DeclineAgreement,
    SharingAgreement,
    SignAgreement,
    WithdrawAgreement,
    ask,
    decline,
    sign,
    withdraw,
)
from handbook.reports.agreements.texts import FIRST_TEXTS, AgreementKind
from handbook.reports.approval import (
    ApproveReport,
    AskForChange,
    SendReport,
    TellGovernors,
    approved,
    change_asked,
    governors_told,
    received,
    sent,
)
from handbook.reports.dossier import Dossier
from handbook.reports.filing import document_name, pack_name, pdf_name
from handbook.reports.governors.pack import MakeGovernorsPack, pack_asked, pack_made
from handbook.reports.library import FiledItem, Library
from handbook.reports.moves import MOVES, Move
from handbook.reports.paper.proforma import Contents, Form, Judgement, Target
from handbook.reports.report import Filed, Report, Status, Version
from handbook.reports.sharing import ShareReport, opened_to, shared

MONDAY = datetime(2026, 11, 23, 16, 42, tzinfo=UTC)
"""When the SIP sends the first version; each later step comes a day after the one before."""

_NAMES = {
    Role.TRUST_ADVISOR: "Thea Marlowe",
    Role.SIP: "Samir Pell",
    Role.HEADTEACHER: "Hanna Tilling",
    Role.CHAIR_OF_GOVERNORS: "Colm Gethin",
    Role.DSO: "Dorothy Osgood",
    Role.DIRECTOR: "Dermot Rooke",
    Role.BOARD_MEMBER: "Beatrix Mounsey",
    Role.CHAIR_OF_TRUST_BOARD: "Cyril Haddow",
    Role.LA_OFFICER: "Lena Askwith",
}


def a_person(role: Role, **changes: str) -> Person:
    """The one person of that role; always the same id."""
    number = list(Role).index(role) + 1
    email = f"{_NAMES[role].lower().replace(' ', '.')}@trust.example"
    return replace(Person(f"00000000-0000-4000-8000-{number:012d}", _NAMES[role], email, role), **changes)


def a_school(**changes: str) -> School:
    """A school whose headteacher, SIP, DSO and LA officer are those of `a_person`."""
    school = School(
        urn="900001",
        name="St Hilda’s Catholic Primary School",
        town="Northbeck",
        local_authority="Fellshire",
        headteacher_id=a_person(Role.HEADTEACHER).id,
        sip_id=a_person(Role.SIP).id,
        dso_id=a_person(Role.DSO).id,
        la_officer_id=a_person(Role.LA_OFFICER).id,
    )
    return replace(school, **changes)


def a_contents(**changes: object) -> Contents:
    """An autumn report with one gap of judgement, one loose target and two sections missing."""
    contents = Contents(
        school_name="St Hilda’s Catholic Primary School",
        urn="900001",
        academic_year=AcademicYear(2026),
        term=Term.AUTUMN,
        sip_name="Samir Pell",
        sections={
            "context": "One-form entry beside the harbour.",
            "last_ofsted": "Good in 2023; phonics was the priority.",
            "judgements": "Quality of education: Good / Requires improvement",
            "visit_notes": "We looked at writing in Years 3 and 4.",
            "good_practice": "Reading buddies meet every day. The oldest pupils choose the books.",
            "headteacher": "Would like a peer to talk to about staffing.",
            "targets": "Raise writing in Year 4",
            "next_visit": "Tuesday 9 March 2027. We look at writing again.",
            "progress": "Phonics groups are in place.",
        },
        judgements=(
            Judgement("Quality of education", "Good", "Requires improvement"),
            Judgement("Behaviour and attitudes", "Good", "good"),
        ),
        targets=(
            Target("Raise writing in Year 4", "70 % at the expected standard", "Year 4 lead", "July 2027"),
            Target("Open the library at lunch", "", "", ""),
        ),
        town="Northbeck",
        form=Form.OURS,
    )
    return replace(contents, **changes)


def a_version(number: int = 1, contents: Contents | None = None) -> Version:
    return Version(
        number=number,
        sha256=f"{number:064x}",
        file_name=f"St Hilda’s autumn report v{number}.docx",
        received_at=MONDAY - timedelta(minutes=5) + timedelta(days=number - 1),
        contents=contents or a_contents(),
    )


def a_filed_item(name: str, library: Library = Library.REPORTS) -> FiledItem:
    return FiledItem(library, f"item-{name}", "7", name, f"https://trust.example/sites/SIP/{library}/{name}", 20_000)


def an_agreement(
    status: AgreementStatus = AgreementStatus.NOT_ASKED,
    urn: str = "900001",
    kind: AgreementKind = AgreementKind.SHARING,
) -> SharingAgreement:
    """The school's agreement, moved there by the Trust Advisor and the headteacher."""
    agreement, school = SharingAgreement(urn, kind=kind), a_school(urn=urn)
    head, advisor = a_person(Role.HEADTEACHER), a_person(Role.TRUST_ADVISOR)
    text = FIRST_TEXTS[kind]
    moves: dict[AgreementStatus, Callable[[SharingAgreement], SharingAgreement]] = {
        AgreementStatus.ASKED: lambda now: ask(
            now, school, AskForAgreement(urn, now.revision, kind), advisor, MONDAY, text
        ),
        AgreementStatus.SIGNED: lambda now: sign(
            now, school, SignAgreement(urn, now.revision, text.version, head.name, kind), head, MONDAY, text
        ),
        AgreementStatus.DECLINED: lambda now: decline(
            now, school, DeclineAgreement(urn, now.revision, kind), head, MONDAY
        ),
        AgreementStatus.WITHDRAWN: lambda now: withdraw(
            now, school, WithdrawAgreement(urn, now.revision, kind), head, MONDAY
        ),
    }
    asked, signed = AgreementStatus.ASKED, AgreementStatus.SIGNED
    before = {signed: (asked,), AgreementStatus.DECLINED: (asked,), AgreementStatus.WITHDRAWN: (asked, signed)}
    steps = (*before.get(status, ()), status) if status is not AgreementStatus.NOT_ASKED else ()
    for step in steps:
        agreement = replace(moves[step](agreement), revision=agreement.revision + 1)
    return agreement


def a_dossier(
    status: Status = Status.DRAFTED,
    *,
    contents: Contents | None = None,
    agreement: AgreementStatus | None = None,
    view: str = "",
    comment: str = "Please say more about writing.",
    trouble: str = "",
) -> Dossier:
    """A report of one version that has come as far as `status`. Its school has signed the sharing agreement where the
    report is shared, unless told otherwise."""
    version = a_version(1, contents)
    agreed = agreement or (AgreementStatus.SIGNED if status is Status.SHARED else AgreementStatus.NOT_ASKED)
    report = Report(
        id="report-900001-2026-autumn",
        urn="900001",
        year=AcademicYear(2026),
        term=Term.AUTUMN,
        sip_id=a_person(Role.SIP).id,
        headteacher_id=a_person(Role.HEADTEACHER).id,
        status=Status.DRAFTED,
        latest=1,
    )
    dossier = Dossier(
        report=report,
        school=a_school(),
        sip=a_person(Role.SIP),
        headteacher=a_person(Role.HEADTEACHER),
        trust_advisor=a_person(Role.TRUST_ADVISOR),
        dso=a_person(Role.DSO),
        la_officer=a_person(Role.LA_OFFICER),
        shown=version,
        newest=version,
        before=None,
        agreement=an_agreement(AgreementStatus.SIGNED),
    )
    steps: dict[Status, Callable[[Dossier], Dossier]] = {
        Status.SENT: send_on,
        Status.CHANGE_ASKED: lambda now: ask_for_change(now, comment),
        Status.APPROVED: lambda now: approve(now, view),
        Status.FILED: file,
        Status.SHARED: share,
    }
    for step in _WAY[status]:
        dossier = steps[step](dossier)
    return replace(dossier, agreement=an_agreement(agreed), report=replace(dossier.report, trouble=trouble))


_WAY = {
    Status.DRAFTED: (),
    Status.SENT: (Status.SENT,),
    Status.CHANGE_ASKED: (Status.SENT, Status.CHANGE_ASKED),
    Status.APPROVED: (Status.SENT, Status.APPROVED),
    Status.FILED: (Status.SENT, Status.APPROVED, Status.FILED),
    Status.SHARED: (Status.SENT, Status.APPROVED, Status.FILED, Status.SHARED),
}


def receive_again(dossier: Dossier, contents: Contents | None = None) -> Dossier:
    """The SIP sends a newer file."""
    newest = a_version(dossier.report.latest + 1, contents or dossier.newest.contents)
    shown = dossier.shown if dossier.report.sent else newest
    return replace(with_report(dossier, received(dossier.report, newest)), newest=newest, shown=shown)


def set_aside(dossier: Dossier) -> Dossier:
    """The SIP said "I will change it" about the newest file."""
    newest = replace(dossier.newest, set_aside=True)
    return replace(dossier, newest=newest, shown=newest if not dossier.report.sent else dossier.shown)


def send_on(dossier: Dossier, deputy_id: str = "") -> Dossier:
    """The SIP, or who stands in for them, sends the newest version to the headteacher, and it is placed in the library
    of drafts."""
    command = SendReport(dossier.report.id, dossier.report.latest)
    report = sent(dossier, command, dossier.sip, later(dossier), deputy_id)
    before = dossier.shown if dossier.report.sent else None
    shown = replace(dossier.newest, draft=a_filed_item(dossier.newest.file_name, Library.DRAFTS))
    return replace(with_report(dossier, report), shown=shown, newest=shown, before=before)


def ask_for_change(dossier: Dossier, comment: str = "Please say more about writing.", deputy_id: str = "") -> Dossier:
    command = AskForChange(dossier.report.id, dossier.report.sent, comment)
    return with_report(dossier, change_asked(dossier, command, dossier.headteacher, later(dossier), deputy_id))


def approve(dossier: Dossier, view: str = "", deputy_id: str = "") -> Dossier:
    command = ApproveReport(dossier.report.id, dossier.report.sent, with_view=bool(view), view=view)
    return with_report(dossier, approved(dossier, command, dossier.headteacher, later(dossier), "teams", deputy_id))


def file(dossier: Dossier) -> Dossier:
    """The service files the approved report."""
    filed = Filed(a_filed_item(document_name(dossier)), a_filed_item(pdf_name(dossier)))
    status = MOVES[dossier.report.status, Move.FILE]
    return with_report(dossier, replace(dossier.report, status=status, filed=filed))


def share(dossier: Dossier) -> Dossier:
    command = ShareReport(dossier.report.id, dossier.report.sent)
    report = shared(dossier, command, dossier.trust_advisor, later(dossier))
    return with_report(dossier, opened_to(report, [one.id for one in report.shared_with]))


def tell_governors(dossier: Dossier) -> Dossier:
    command = TellGovernors(dossier.report.id, dossier.report.sent)
    return with_report(dossier, governors_told(dossier, command, dossier.headteacher, later(dossier)))


def ask_for_pack(dossier: Dossier, *, with_wellbeing: bool = False) -> Dossier:
    command = MakeGovernorsPack(dossier.report.id, dossier.report.sent, with_wellbeing)
    return with_report(dossier, pack_asked(dossier, command, dossier.headteacher))


def make_pack(dossier: Dossier) -> Dossier:
    """The service makes the pack that was asked for."""
    wanted = dossier.report.governors_pack
    assert wanted
    name = pack_name(dossier, with_wellbeing=wanted.with_wellbeing)
    pdf = a_filed_item(f"{name.removesuffix('.docx')}.pdf")
    return with_report(dossier, pack_made(dossier.report, wanted.with_wellbeing, a_filed_item(name), pdf))


def with_report(dossier: Dossier, report: Report) -> Dossier:
    return replace(dossier, report=replace(report, revision=dossier.report.revision + 1))


def later(dossier: Dossier) -> datetime:
    return MONDAY + timedelta(days=dossier.report.revision)
