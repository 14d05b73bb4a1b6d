"""The cards of recruitment: in every state, for whoever has a part in it and for others, with all forms."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from cards.recruitment.actions import ApplicationForm
from cards.recruitment.application import application_card, older_card
from cards.recruitment.form_link import form_link_card
from cards.recruitment.forms import external_card, form_card
from cards.recruitment.list import ApplicationRow, applications_card
from cards.recruitment.seen import ApplicationSeen
from cards.recruitment.steps import read_card, step_card
from handbook.core.people import Person, Role
from handbook.recruitment.application import Application, ConditionKind, ConditionState, SteppedAside
from handbook.recruitment.board import voters
from handbook.recruitment.form import FIELDS, STEPS
from handbook.recruitment.interview import may_interview
from handbook.recruitment.moves import ApplicationStatus as S
from handbook.recruitment.moves import Route
from handbook.recruitment.papers import forgotten, goes_at
from handbook.recruitment.sight import parts_of
from tests.support import builders as a
from tests.support import recruitment as r

Named = tuple[str, dict[str, Any], Person]
SIP = a.a_person(Role.SIP)
BOTH = replace(SIP, also=(Role.HEADTEACHER,))
EVERYBODY = (r.HEAD, r.ADVISOR, r.DSO, r.MEMBER, r.THIRD, SIP)
NAMES = {one.id: one.name for one in (*EVERYBODY, *r.BOARD, r.OTHER_DSO)}


def seen(one: Application, viewer: Person, **changes: Any) -> ApplicationSeen:
    shown = ApplicationSeen(
        one,
        viewer,
        parts_of(one, viewer, r.NOBODY),
        r.POLICY,
        school=a.a_school().full_name if one.urn else "",
        names=NAMES,
        to_vote=voters(one, r.BOARD, r.NOBODY),
        board=r.BOARD,
        may_sit=[each for each in (*r.BOARD, r.DSO, r.ADVISOR) if may_interview(one, each, r.NOBODY)],
        sips=(SIP,),
    )
    return replace(shown, **changes)


def states(words: str) -> Iterator[tuple[str, Application]]:
    """Each state on both routes, with as much in it as there can be."""
    for route in Route:
        for status in S:
            if route is Route.EXTERNAL and status in (S.BEGUN, S.NOT_ELIGIBLE):
                continue
            yield f"{route} · {status}", _said(r.an_application(status, route), words)
    presented = r.an_application(S.PRESENTED)
    halfway = r.vote(r.vote(presented, r.MEMBER), r.CHAIR, approves=False)
    aside = (SteppedAside(r.THIRD.id, "A cousin.", r.THIRD.id),)
    yield "half decided", _said(replace(halfway, aside=aside), words)
    yield "sent back", _said(replace(r.an_application(S.DRAFTED), reason="Please name a second referee."), words)
    yield "complete", replace(r.an_application(S.DRAFTED), form=r.ANSWERS)
    viewed = r.view(r.an_application(S.INTERVIEWED), r.MEMBER)
    yield "one view", _said(viewed, words)
    not_met = r.condition(r.an_application(S.CHOSEN), ConditionKind.DBS, ConditionState.NOT_MET)
    yield "not met", not_met
    over = r.an_application(S.DECLINED)
    yield "papers gone", forgotten(over, r.POLICY.keep_days, goes_at(over, r.POLICY.keep_days) or r.NOW)


def _said(one: Application, words: str) -> Application:
    """With somebody's words wherever somebody may write."""
    if not words:
        return one
    votes = tuple(replace(vote, words=words[:500]) for vote in one.votes)
    views = tuple(replace(view, words=words[:500]) for view in one.views)
    said = {key: words[:600] for key in one.evidence.said}
    form = {key: words[: FIELDS[key].at_most] for key in one.form}
    return replace(
        one, votes=votes, views=views, form=form, reason=one.reason and words[:500],
        evidence=replace(one.evidence, said=said), name=words[:60].strip() or one.name,
    )  # fmt: skip


def recruitment_cards(words: str = "") -> Iterator[Named]:
    for name, one in states(words):
        trained = date(2027, 2, 3) if one.status is S.TRAINED else None
        for viewer in EVERYBODY:
            yield (
                f"application · {name} · {viewer.name}",
                application_card(seen(one, viewer, trained_on=trained)),
                viewer,
            )
    for viewer in (r.HEAD, r.ADVISOR, SIP):
        yield f"application · older · {viewer.name}", older_card(seen(r.an_application(S.APPROVED), viewer)), viewer
    yield from _forms(words)
    yield from _steps(words)
    yield from _lists(words)
    for url in ("https://sip.trust.example/forms/sip-application.docx", ""):
        yield f"application form · {bool(url)}", form_link_card(url), SIP
    yield "external", external_card(), r.ADVISOR
    yield "external · refused", external_card({"name": words[:90] or "Siân", "email": "sian", "kind": "consultant"},
                                              "Please give the applicant’s e-mail address."), r.ADVISOR  # fmt: skip


def _forms(words: str) -> Iterator[Named]:
    offered = {
        r.HEAD: (r.an_application(S.NOT_ELIGIBLE), (ApplicationForm.ELIGIBILITY, ApplicationForm.WITHDRAW)),
        r.MEMBER: (r.an_application(S.PRESENTED), (ApplicationForm.VOTE, ApplicationForm.ASIDE)),
        r.DSO: (r.an_application(S.INTERVIEWED), (ApplicationForm.VIEW,)),
        r.ADVISOR: (r.an_application(S.CHOSEN), tuple(ApplicationForm)),
    }
    typed = {"reason": words[:500], "years": "7", "place": words[:120], "evidence_nle": words[:600]}
    for viewer, (one, forms) in offered.items():
        for form in forms:
            shown = seen(one, viewer)
            yield f"form · {form} · {viewer.name}", form_card(form, shown), viewer
            yield f"form · {form} · refused", form_card(form, shown, typed, "Please say why."), viewer
    bare = seen(r.an_application(S.SUBMITTED), r.ADVISOR, board=(), may_sit=(), sips=())
    for form in (ApplicationForm.PRESENT, ApplicationForm.INTERVIEW, ApplicationForm.NAME_SIP):
        yield f"form · {form} · nobody", form_card(form, bare), r.ADVISOR
    own = replace(r.an_application(S.SUBMITTED, Route.EXTERNAL), applicant_id=r.MEMBER.id)
    yield "form · a member applies", form_card(ApplicationForm.PRESENT, seen(own, r.ADVISOR)), r.ADVISOR
    yield "form · to a stranger", form_card(ApplicationForm.VOTE, seen(own, SIP)), SIP


def _steps(words: str) -> Iterator[Named]:
    filled = {key: (words or "Yes. " * 400)[: one.at_most] for key, one in FIELDS.items()}
    draft = replace(r.an_application(S.DRAFTED), form=filled)
    sent = replace(r.an_application(S.PRESENTED), form=filled)
    for step in range(1, len(STEPS) + 1):
        yield f"step {step}", step_card(seen(draft, r.HEAD), step), r.HEAD
        yield f"step {step} · refused", step_card(seen(draft, r.HEAD), step, {}, "Please shorten it."), r.HEAD
        for viewer in (r.HEAD, r.MEMBER, r.ADVISOR, SIP):
            yield f"read {step} · {viewer.name}", read_card(seen(sent, viewer), step), viewer
    yield "step · to a stranger", step_card(seen(draft, SIP), 1), SIP
    yield "read · a draft, to the Trust Advisor", read_card(seen(draft, r.ADVISOR), 1), r.ADVISOR


def _lists(words: str) -> Iterator[Named]:
    rows = [
        ApplicationRow(_said(one, words), "your decision" if "present" in name else "") for name, one in states(words)
    ]
    for viewer in (*EVERYBODY, BOTH):
        for many in (0, 3, len(rows)):
            yield f"applications · {many} · {viewer.name}", applications_card(rows[:many], viewer), viewer
