"""`make docs`: the pages that are made from the code. Tests fail where a committed page says something else."""

import sys
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Final, TypeVar

from handbook.allocation.choices import moves as choice_moves
from handbook.allocation.choices.moves import ChoiceStatus
from handbook.cases import complaint_escalation, concern_escalation
from handbook.cases.case import Stage
from handbook.core.people import Person, Role, School
from handbook.core.school_years import AcademicYear
from handbook.good_practice import introduction
from handbook.good_practice.introduction import IntroductionStatus
from handbook.membership import refund
from handbook.membership.membership import RefundStatus
from handbook.recruitment import moves as recruitment_moves
from handbook.recruitment.moves import ApplicationStatus
from handbook.reports import moves as report_moves
from handbook.reports.agreements import moves as sharing_agreement
from handbook.reports.agreements.agreement import AgreementMove, AgreementStatus, SharingAgreement, may_answer, may_ask
from handbook.reports.agreements.paper import may_record
from handbook.reports.agreements.signatures import OnPaper, Signature
from handbook.reports.report import Status
from handbook.visits import moves as visit_moves
from handbook.visits.visit import VisitStatus
from service.access_matrix import access_matrix
from service.data_map.page import data_map
from service.permissions_page import permissions_page
from service.rules_page import rules_page
from service.settings_page import example_env, settings_page
from service.tenant_needs import tenant_needs

ROOT: Final = Path(__file__).parent.parent
_OF_ELIGIBILITY: Final = frozenset((ApplicationStatus.BEGUN, ApplicationStatus.NOT_ELIGIBLE))
_MADE: Final = "This page is made by `make docs` from {source}. Change that, not this."

S = TypeVar("S", bound=StrEnum)
M = TypeVar("M", bound=StrEnum)


def pages() -> dict[str, str]:
    """Each page's path below the root, and what it says."""
    return {
        "docs/states/report_approval.md": _report_page(),
        "docs/states/sharing_agreement.md": _agreement_page(),
        "docs/states/visit_booking.md": _visit_page(),
        "docs/states/introduction.md": _introduction_page(),
        "docs/states/refund.md": _refund_page(),
        "docs/states/sip_choice.md": _choice_page(),
        "docs/states/application_serving_head.md": _serving_head_page(),
        "docs/states/application_external.md": _external_page(),
        "docs/states/concern_escalation.md": _concern_page(),
        "docs/states/complaint_escalation.md": _complaint_page(),
        "docs/settings.md": settings_page(_MADE),
        "deployment/tenant/needs.psd1": tenant_needs(_MADE),
        "docs/permissions.md": permissions_page(_MADE),
        "docs/security/matrix.md": access_matrix(_MADE),
        "docs/security/data-map.md": data_map(_MADE),
        "docs/rules.md": rules_page(ROOT, _MADE),
        ".env.example": example_env(),
    }


def main() -> int:
    """Writes every page that has changed, and says which."""
    for name, words in pages().items():
        path = ROOT / name
        if not path.exists() or path.read_text(encoding="utf-8") != words:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(words, encoding="utf-8")
            sys.stdout.write(f"written: {name}\n")
    return 0


def _report_page() -> str:
    return _life(
        "# How a report can stand",
        "handbook/reports/approval.py",
        (Status.DRAFTED, Status.APPROVED),
        report_moves.MOVES,
        report_moves.TURN,
    )


def _visit_page() -> str:
    return _life(
        "# How a visit can stand",
        "handbook/visits/moves.py",
        (VisitStatus.SOUGHT,),
        visit_moves.MOVES,
        visit_moves.TURN,
    )


def _introduction_page() -> str:
    return _life(
        "# How an introduction of two schools can stand",
        "handbook/good_practice/introduction.py",
        (IntroductionStatus.ASKED,),
        introduction.MOVES,
        introduction.TURN,
    )


def _refund_page() -> str:
    return _life(
        "# How the refund to a school with an external SIP can stand",
        "handbook/membership/refund.py",
        (RefundStatus.NONE,),
        refund.MOVES,
        refund.TURN,
    )


def _choice_page() -> str:
    return _life(
        "# How a SIP proposed to a school can stand",
        "handbook/allocation/choices/moves.py",
        (ChoiceStatus.PROPOSED,),
        choice_moves.MOVES,
        choice_moves.TURN,
    )


def _serving_head_page() -> str:
    return _life(
        "# How a serving headteacher’s application to become a SIP can stand",
        "handbook/recruitment/moves.py",
        (ApplicationStatus.BEGUN,),
        recruitment_moves.SERVING_HEAD_MOVES,
        recruitment_moves.TURN,
    )


def _external_page() -> str:
    turn = {status: whose for status, whose in recruitment_moves.TURN.items() if status not in _OF_ELIGIBILITY}
    return _life(
        "# How an external applicant’s application to become a SIP can stand",
        "handbook/recruitment/moves.py",
        (ApplicationStatus.DRAFTED,),
        recruitment_moves.EXTERNAL_MOVES,
        turn,
    )


def _concern_page() -> str:
    return _life(
        "# How a concern climbs its ladder",
        "handbook/cases/concern_escalation.py",
        (Stage.TALKED, Stage.NOT_TALKED),
        concern_escalation.MOVES,
        concern_escalation.TURN,
    )


def _complaint_page() -> str:
    return _life(
        "# How a complaint climbs its ladder",
        "handbook/cases/complaint_escalation.py",
        (Stage.PREPARING, Stage.WITH_TRUST_ADVISOR, Stage.WITH_CHAIR),
        complaint_escalation.MOVES,
        complaint_escalation.TURN,
    )


def _life(title: str, source: str, first: tuple[S, ...], moves: Mapping[tuple[S, M], S], turn: Mapping[S, str]) -> str:
    turns = [f"| {_words(status)} | {whose} |" for status, whose in turn.items()]
    rows = [f"| {_words(before)} | {_words(move)} | {_words(after)} |" for (before, move), after in moves.items()]
    return _page(
        title,
        _MADE.format(source=f"`MOVES` and `TURN` in `{source}`"),
        _diagram(first, moves),
        "## Whose turn it is",
        "\n".join(("| status | whose turn |", "| --- | --- |", *turns)),
        "## The moves",
        "\n".join(("| from | move | to |", "| --- | --- | --- |", *rows)),
    )


def _agreement_page() -> str:
    rows = [
        f"| {_words(before)} | {_words(move)} | {_words(after)} | {_who(before, move)} |"
        for (before, move), after in sharing_agreement.MOVES.items()
    ]
    return _page(
        "# How a school’s sharing agreement, and its data agreement, can stand",
        _MADE.format(source="`MOVES` in `handbook/reports/agreements/moves.py`"),
        _diagram((AgreementStatus.NOT_ASKED,), sharing_agreement.MOVES),
        "Reports of a school are shared outside it only while its sharing agreement is signed, and its figures "
        "are shown only while its data agreement is. A signed agreement is asked for again in each school year and "
        "for each new text: until the school answers, what it signed holds. Only a paper can be denied.",
        "## The moves, and whose they are",
        "\n".join(("| from | move | to | who |", "| --- | --- | --- | --- |", *rows)),
    )


def _who(status: AgreementStatus, move: AgreementMove) -> str:
    """Asked of the rules that draw the buttons. The clock asks again, and the Trust Advisor all schools at once."""
    if move is AgreementMove.ASK_AGAIN:
        return f"the clock, {Role.TRUST_ADVISOR.words}"
    signature = Signature("", "", "", "", None, AcademicYear(2026), paper=OnPaper("", date.min, "", ""))
    agreement = SharingAgreement("", status, asked_again=True, signatures=(signature,))
    school = School("", "", "", "", *(role.value for role in (Role.HEADTEACHER, Role.SIP, Role.DSO, Role.LA_OFFICER)))
    people = (Person(role.value, "", "", role) for role in Role)
    by_advisor = {AgreementMove.ASK: may_ask, AgreementMove.RECORD_PAPER: may_record}.get(move)
    if by_advisor is not None:
        return ", ".join(person.office_words for person in people if by_advisor(agreement, person))
    return ", ".join(person.office_words for person in people if may_answer(agreement, school, person, move))


def _diagram(first: tuple[S, ...], moves: Mapping[tuple[S, M], S]) -> str:
    arrows = [f"    {before} --> {after}: {_words(move)}" for (before, move), after in moves.items()]
    begins = (f"    [*] --> {status}" for status in first)
    return "\n".join(("```mermaid", "stateDiagram-v2", *begins, *arrows, "```"))


def _words(name: str) -> str:
    return name.replace("_", " ")


def _page(*parts: str) -> str:
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    sys.exit(main())
