"""The cards of agreements in every state: the school's own, and the Trust Advisor's list, texts and rounds."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import product
from typing import Any

from cards.reports.agreements.actions import NOT_ANSWERED, ShowAgreements
from cards.reports.agreements.agreement import Around, agreement_card, agreement_state_card
from cards.reports.agreements.list import ROWS_AT_MOST, Row, agreements_card, ask_all_card, round_card
from cards.reports.agreements.signed import paper_card, signed_card
from cards.reports.agreements.text import draft_card, edit_card, text_card
from cards.reports.agreements.withdrawal import withdrawal_card
from handbook.core.people import Person, Role, School
from handbook.reports.agreements.agreement import AgreementStatus, SharingAgreement, SignAgreement, deny, sign
from handbook.reports.agreements.asking import asked_again
from handbook.reports.agreements.paper import RecordPaper, recorded
from handbook.reports.agreements.standing import AskAll, AskOutcome, Standing, begun, gone_on
from handbook.reports.agreements.texts import (
    FIRST_TEXTS,
    WORDS_AT_MOST,
    AgreementKind,
    AgreementText,
    WriteText,
    WrittenText,
    drafted,
)
from handbook.reports.agreements.unsharing import closed_for, sharing_ended
from handbook.reports.report import Report, Status
from tests.support import builders as a
from tests.support.confirm_gallery import confirm_cards

HEAD, ADVISOR, SIP = (a.a_person(role) for role in (Role.HEADTEACHER, Role.TRUST_ADVISOR, Role.SIP))
OTHER_HEAD = a.a_person(Role.HEADTEACHER, id="00000000-0000-4000-8000-0000000000f2", name="Other Head")
VIEWERS = (HEAD, ADVISOR, SIP, a.a_person(Role.DSO), OTHER_HEAD)
SCHOOL = a.a_school()
LATER = a.MONDAY + timedelta(days=9)


def around(kind: AgreementKind = AgreementKind.SHARING, **changes: Any) -> Around:
    text = FIRST_TEXTS[kind]
    return replace(Around(text, text), **changes)


def a_new_text(kind: AgreementKind = AgreementKind.SHARING, words: str = "") -> AgreementText:
    first = FIRST_TEXTS[kind]
    said = words or f"{first.words}\n\nThe Director for Schools and Colleges may read it too."
    return replace(first, version="2027.2", words=said, number=2, from_on=LATER.date(), written_by=ADVISOR.name)


def on_paper(kind: AgreementKind = AgreementKind.SHARING) -> SharingAgreement:
    asked = a.an_agreement(AgreementStatus.ASKED, kind=kind)
    paper = RecordPaper("900001", 1, FIRST_TEXTS[kind].version, "Hanna Tilling", a.MONDAY.date(), "Cabinet 2, folder 7")
    return recorded(asked, SCHOOL, paper, ADVISOR, LATER, FIRST_TEXTS[kind])


def signed_twice(kind: AgreementKind = AgreementKind.SHARING) -> SharingAgreement:
    """First the first text, then the new one under a name that the list does not have."""
    again = asked_again(a.an_agreement(AgreementStatus.SIGNED, kind=kind), SCHOOL, a.MONDAY, a_new_text(kind))
    command = SignAgreement("900001", again.revision, "2027.2", "Hanna Marchbank", kind, confirmed=True)
    return sign(again, SCHOOL, command, HEAD, LATER, a_new_text(kind))


def ended_reports() -> tuple[Report, ...]:
    """One is being closed to both readers, one is closed to one of them, and one to both."""
    ended = sharing_ended(a.a_dossier(Status.SHARED).report, a.MONDAY)
    first, second = ended.closing
    return ended, closed_for(ended, (first.id,)), closed_for(ended, (first.id, second.id))


def schools_own() -> Iterator[tuple[str, SharingAgreement, Around]]:
    """Each way in which a school's agreement can stand."""
    for kind, status in product(AgreementKind, AgreementStatus):
        yield f"{kind} · {status}", a.an_agreement(status, kind=kind), around(kind)
    for kind in AgreementKind:
        signed, new = a.an_agreement(AgreementStatus.SIGNED, kind=kind), a_new_text(kind)
        again = around(kind, text=new)
        yield f"{kind} · text changed", signed, around(kind, text=new)
        yield f"{kind} · asked again", asked_again(signed, SCHOOL, a.MONDAY, new), again
        year = asked_again(signed, SCHOOL, a.MONDAY + timedelta(days=365), FIRST_TEXTS[kind])
        yield f"{kind} · new year", year, around(kind)
        yield f"{kind} · text changed since asked", a.an_agreement(AgreementStatus.ASKED, kind=kind), again
        yield f"{kind} · on paper", on_paper(kind), around(kind)
        paper = on_paper(kind)
        yield f"{kind} · paper denied", deny(paper, SCHOOL, paper.revision, HEAD, LATER), around(kind)
        yield f"{kind} · signed twice", signed_twice(kind), around(kind, text=new, signed=new)
    withdrawn = a.an_agreement(AgreementStatus.WITHDRAWN)
    yield "sharing · being closed", withdrawn, around(reports=ended_reports())
    older = replace(a.an_agreement(AgreementStatus.SIGNED), signatures=())
    yield "sharing · signed, from before", older, around(signed=None)


def agreement_cards() -> Iterator[tuple[str, dict[str, Any], Person]]:
    """The school's own, for each viewer; and a report that is asked about once more, or goes out soon."""
    yield from confirm_cards()
    for name, agreement, stands in schools_own():
        for viewer in VIEWERS:
            card = agreement_card(agreement, SCHOOL, viewer, stands, asked_by=ADVISOR)
            yield f"agreement · {name} · {viewer.name}", card, viewer
            yield (
                f"agreement state · {name} · {viewer.name}",
                agreement_state_card(agreement, SCHOOL, viewer, stands),
                viewer,
            )
        reminder = agreement_card(agreement, SCHOOL, HEAD, stands, is_reminder=True)
        yield f"agreement reminder · {name}", reminder, HEAD
    asked = a.an_agreement(AgreementStatus.ASKED)
    yield "agreement · is this you", agreement_card(asked, SCHOOL, HEAD, around(), typed="Helen Marchbank"), HEAD
    nobody = replace(SCHOOL, headteacher_id="")
    yield "agreement state · no headteacher", agreement_state_card(asked, nobody, ADVISOR, around()), ADVISOR
    yield from _read_before_answering()


def _read_before_answering() -> Iterator[tuple[str, dict[str, Any], Person]]:
    shared = a.a_dossier(Status.SHARED).report
    for kind, reports in product(AgreementKind, ((), (shared,), (shared,) * 12)):
        signed = a.an_agreement(AgreementStatus.SIGNED, kind=kind)
        yield (
            f"withdrawal · {kind} · {len(reports)}",
            withdrawal_card(signed, SCHOOL, reports, (HEAD, SIP, ADVISOR)),
            HEAD,
        )
    denied = deny(on_paper(), SCHOOL, 2 - 1, HEAD, LATER)
    for agreement, number in ((signed_twice(), 1), (signed_twice(), 2), (on_paper(), 1), (denied, 1)):
        words = FIRST_TEXTS[agreement.kind]
        for viewer in VIEWERS:
            card = signed_card(agreement, SCHOOL, viewer, number, words)
            yield f"what was signed · {number} of {len(agreement.signatures)} · {viewer.name}", card, viewer
    withdrawn = a.an_agreement(AgreementStatus.WITHDRAWN)
    yield "what was signed · withdrawn", signed_card(withdrawn, SCHOOL, HEAD, 1, None), HEAD
    legacy = replace(withdrawn, signatures=(replace(withdrawn.signatures[0], at=None, sha256=""),))
    yield "what was signed · from before", signed_card(legacy, SCHOOL, HEAD, 1, FIRST_TEXTS[legacy.kind]), HEAD
    yield "what was signed · no such", signed_card(withdrawn, SCHOOL, HEAD, 2, None), HEAD
    texts = (FIRST_TEXTS[AgreementKind.SHARING], a_new_text())
    asked = a.an_agreement(AgreementStatus.ASKED)
    for head in (HEAD, None):
        card = paper_card(asked, SCHOOL, head, texts)
        yield f"paper · {'with' if head else 'without'} headteacher", card, ADVISOR


def advisors_cards() -> Iterator[tuple[str, dict[str, Any], Person]]:
    """What the Trust Advisor alone sees: lists, rounds, texts."""
    for kind in AgreementKind:
        rows = list(a_list(kind))
        found = [(row.school, row.standing) for row in rows]
        first, second, none = (
            ShowAgreements(kind, "", "", 1),
            ShowAgreements(kind, NOT_ANSWERED, "st", 2),
            ShowAgreements(kind, Standing.DECLINED.value, "x", 1),
        )
        yield (
            f"agreements · {kind} · first page",
            agreements_card(found, rows[:ROWS_AT_MOST], first, len(rows)),
            ADVISOR,
        )
        yield (
            f"agreements · {kind} · last page",
            agreements_card(found, rows[ROWS_AT_MOST:], second, len(rows)),
            ADVISOR,
        )
        yield f"agreements · {kind} · none", agreements_card(found, [], none, 0), ADVISOR
        yield f"ask all · {kind}", ask_all_card(kind, {one: at + 1 for at, one in enumerate(AskOutcome)}, 1), ADVISOR
        yield f"ask all · {kind} · one", ask_all_card(kind, {AskOutcome.ASKED: 1}, 2), ADVISOR
        yield f"ask all · {kind} · nobody", ask_all_card(kind, {AskOutcome.ANSWERED: 185}, 2), ADVISOR
        of_round = begun(AskAll(kind, 1), [f"9{at:05}" for at in range(25)], ADVISOR, a.MONDAY)
        outcomes = list(AskOutcome)
        half = gone_on(of_round, [(urn, outcomes[int(urn) % 8]) for urn in of_round.left[:20]])
        yield f"round · {kind} · begun", round_card(of_round), ADVISOR
        yield f"round · {kind} · half", round_card(half), ADVISOR
        yield f"round · {kind} · done", round_card(gone_on(half, [(u, AskOutcome.ASKED) for u in half.left])), ADVISOR
        yield from _texts(kind)


def _texts(kind: AgreementKind) -> Iterator[tuple[str, dict[str, Any], Person]]:
    texts = (FIRST_TEXTS[kind], a_new_text(kind))
    for shown, has_draft in product(texts, (False, True)):
        card = text_card(texts, shown, has_draft=has_draft, signed=shown.number)
        yield f"text · {kind} · {shown.version} · {has_draft}", card, ADVISOR
    yield f"text · {kind} · alone", text_card(texts[:1], texts[0], has_draft=False, signed=0), ADVISOR
    for words in (
        f"{texts[0].words} And the Director too.",
        "*" * WORDS_AT_MOST,
        "é " * (WORDS_AT_MOST // 2),
        "🙂a" * 2000,
    ):
        draft = a_draft(kind, words)
        yield f"draft · {kind} · {words[:3]}", draft_card(draft, {"signed": 1, "waiting": 30, "others": 154}), ADVISOR
        yield f"edit · {kind} · {words[:3]}", edit_card(kind, draft.words), ADVISOR
        long = a_new_text(kind, draft.words)
        again = asked_again(a.an_agreement(AgreementStatus.SIGNED, kind=kind), SCHOOL, a.MONDAY, long)
        card = agreement_card(again, SCHOOL, HEAD, around(kind, text=long), typed="Helen Marchbank")
        yield f"agreement · {kind} · long text {words[:3]}", card, HEAD


def a_draft(kind: AgreementKind, words: str) -> WrittenText:
    """A draft of these words; some hold no letter that a rule would take."""
    made = drafted(FIRST_TEXTS[kind], None, WriteText(kind, "x" * 60), ADVISOR)
    return replace(made, words=words)


def a_list(kind: AgreementKind) -> Iterator[Row]:
    """A school of each standing, and long names."""
    for at, stands in enumerate((*Standing, Standing.SIGNED, Standing.TEXT_CHANGED)):
        school: School = a.a_school(
            urn=f"9001{at:02}", name=f"St {'Hilda’s Catholic Primary School ' * (1 + at % 2)}{at}"
        )
        agreement = {
            Standing.SIGNED: on_paper(kind) if at else a.an_agreement(AgreementStatus.SIGNED, kind=kind),
            Standing.TEXT_CHANGED: asked_again(
                a.an_agreement(AgreementStatus.SIGNED, kind=kind), SCHOOL, a.MONDAY, a_new_text(kind)
            )
            if at > len(Standing)
            else a.an_agreement(AgreementStatus.SIGNED, kind=kind),
            Standing.NEW_YEAR: a.an_agreement(AgreementStatus.SIGNED, kind=kind),
            Standing.WAITING: a.an_agreement(AgreementStatus.ASKED, kind=kind),
            Standing.DECLINED: a.an_agreement(AgreementStatus.DECLINED, kind=kind),
            Standing.WITHDRAWN: a.an_agreement(AgreementStatus.WITHDRAWN, kind=kind),
        }.get(stands, a.an_agreement(kind=kind))
        yield Row(school, agreement, stands, (None, 1, 7)[at % 3])
