"""Each way in which a report can stand."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from handbook.reports.agreements.agreement import AgreementStatus
from handbook.reports.agreements.unsharing import closed_for, sharing_ended
from handbook.reports.by_phone import Said
from handbook.reports.dossier import Dossier, GivenUpStep
from handbook.reports.paper.passages import Passage, TrackedChange
from handbook.reports.paper.proforma import Contents, Form
from handbook.reports.reopening import ReopenReport, reopened
from handbook.reports.report import Status
from tests.support import builders as a
from tests.support.covers import ACTING, DEPUTY
from tests.support.governors import ask_for_feedback, send_to_chair
from tests.support.phone_calls import call, deny_call


def dossiers(**changes: Any) -> Iterator[tuple[str, Dossier]]:
    """Each way in which a report can stand."""
    contents = changes.pop("contents", None) or a.a_contents()
    other = replace(contents, sections={**contents.sections, "visit_notes": "", "curriculum": "Music grows."})

    def made(status: Status, **more: Any) -> Dossier:
        return a.a_dossier(status, contents=contents, **{**changes, **more})

    for status in Status:
        yield status.value, made(status)
    yield "set aside", a.set_aside(made(Status.DRAFTED))
    yield "newer while sent", a.receive_again(made(Status.SENT), other)
    yield "newer set aside while sent", a.set_aside(a.receive_again(made(Status.SENT), other))
    yield "newer after change asked", a.receive_again(made(Status.CHANGE_ASKED), other)
    yield "newer drafted", a.receive_again(made(Status.DRAFTED), other)
    yield "sent again", (again := a.send_on(a.receive_again(made(Status.CHANGE_ASKED), other)))
    yield "sent again, the same", a.send_on(a.receive_again(made(Status.CHANGE_ASKED), contents))
    yield "approved again", a.approve(again)
    yield "approved, newer lies here", a.approve(a.receive_again(made(Status.SENT), other))
    yield "approved with view", made(Status.APPROVED, view=changes.get("view") or "We judge writing as good.")
    yield "filed with view", made(Status.FILED, view=changes.get("view") or "We judge writing as good.")
    yield "governors told", a.tell_governors(made(Status.FILED))
    yield "pack asked", a.ask_for_pack(made(Status.FILED))
    yield "pack made", a.make_pack(a.ask_for_pack(made(Status.FILED)))
    yield "sent to the chair", send_to_chair(a.make_pack(a.ask_for_pack(made(Status.FILED))))
    yield "pack made with wellbeing", a.make_pack(a.ask_for_pack(made(Status.FILED), with_wellbeing=True))
    yield "feedback asked", ask_for_feedback(a.tell_governors(made(Status.FILED)))
    yield "on the telephone, change", call(made(Status.SENT), Said.CHANGE)
    called = call(made(Status.SENT), Said.APPROVES)
    yield "on the telephone", called
    yield "that is not so", deny_call(called)
    yield "filed, on the telephone", a.file(called)
    for agreement in AgreementStatus:
        yield f"filed, agreement {agreement}", made(Status.FILED, agreement=agreement)
    yield "shared, withdrawn since", made(Status.SHARED, agreement=AgreementStatus.WITHDRAWN)
    ended = sharing_ended(made(Status.SHARED).report, a.MONDAY)
    withdrew = made(Status.SHARED, agreement=AgreementStatus.WITHDRAWN)
    yield "being closed", replace(withdrew, report=ended)
    yield "half closed", replace(withdrew, report=closed_for(ended, (ended.closing[0].id,)))
    again = reopen(send_to_chair(a.make_pack(a.ask_for_pack(made(Status.SHARED)))))
    yield "reopened", again
    yield "reopened, not shared", reopen(made(Status.FILED))
    yield "reopened, sent again", (sent := a.send_on(a.receive_again(again, other)))
    yield "reopened, change asked", a.ask_for_change(sent)
    yield "reopened, approved again", a.approve(sent)
    yield "filed, no DSO", replace(made(Status.FILED, agreement=AgreementStatus.SIGNED), dso=None)
    since = made(Status.SHARED)
    yield "shared, no DSO since", replace(since, dso=None, school=replace(since.school, dso_id=""))
    yield from of_deputies(made)
    yield "sent, trouble", replace_trouble(made(Status.SENT))
    yield "filed, trouble", replace_trouble(made(Status.FILED))
    yield from of_other_words(contents, made)
    for status in Status:
        yield f"{status.value}, given up", give_up(made(status))
    yield "approved, given up and troubled", replace_trouble(give_up(made(Status.APPROVED)))
    yield "sent again, given up", give_up(again)


def reopen(dossier: Dossier) -> Dossier:
    """The Trust Advisor reopens it."""
    command = ReopenReport(dossier.report.id, dossier.report.sent, "The attendance figures are of another school.")
    return replace(dossier, report=reopened(dossier, command, dossier.trust_advisor, a.MONDAY))


def of_deputies(made: Callable[..., Dossier]) -> Iterator[tuple[str, Dossier]]:
    """What deputies did, in the place of the SIP and of the headteacher."""
    others = {DEPUTY.id: DEPUTY, ACTING.id: ACTING}

    def known(dossier: Dossier) -> Dossier:
        return replace(dossier, others=others)

    sent = known(a.send_on(made(Status.DRAFTED), DEPUTY.id))
    yield "sent by a deputy", sent
    yield "change asked by an acting head", a.ask_for_change(sent, deputy_id=ACTING.id)
    yield "approved by an acting head", a.approve(sent, "We judge writing as good.", ACTING.id)
    yield "filed, approved by an acting head", a.file(a.approve(sent, "", ACTING.id))


def of_other_words(contents: Contents, made: Callable[..., Dossier]) -> Iterator[tuple[str, Dossier]]:
    """Reports with words outside their sections, on another form, or with what must go before they are sent."""
    boxed = Passage("a text box", "A quote of a pupil.", near="good_practice")
    added = Passage("a section that was added", "Two checks are missing.", "Safeguarding", "visit_notes")
    more = replace(
        contents,
        unplaced=(boxed, added, replace(added, title="Early years", belongs="progress"), replace(boxed, belongs="out")),
        facts=(("Chair of governors", "Kit Rowan"),),
        subheadings=(("progress", "In Year 3"),),
    )
    drafted = made(Status.DRAFTED)
    yield "words outside", a.receive_again(drafted, more)
    yield "words outside, sent", a.send_on(a.receive_again(drafted, replace(more, pupils=("Sam Rowe",))))
    yield "one box outside", a.receive_again(drafted, replace(contents, unplaced=(boxed,)))
    form = {"form": Form.OTHER, "unplaced": (replace(added, text=""),)}
    yield "another form", a.receive_again(drafted, replace(contents, **form, form_name="Record of Visit"))
    yield "another form without a name", a.receive_again(drafted, replace(contents, **form))
    tracked = (
        TrackedChange("taken out", "The headteacher is struggling.", "Jo"),
        TrackedChange("look changed", "", ""),
    )
    comment = Passage("a comment by Head", "please not this", near="targets")
    unclean = replace(contents, tracked=tracked, unplaced=(comment,), hidden_words=3, pupils=("Sam", "Ann Lee"))
    yield "not clean", (waits := a.receive_again(drafted, unclean))
    yield "many changes", a.receive_again(drafted, replace(contents, tracked=tracked * 9, pupils=("Sam",) * 9))
    yield "hidden words", a.receive_again(drafted, replace(contents, hidden_words=1))
    yield "being cleaned", replace(waits, newest=replace(waits.newest, cleaning=True))
    copied = a.receive_again(waits, contents)
    cleaned = replace(copied.newest, clean_of=2, clean_did=("1 comment is taken out",))
    yield "a clean copy", replace(copied, newest=cleaned)
    yield "a clean copy, sent", a.send_on(replace(copied, newest=cleaned))


def replace_trouble(dossier: Dossier) -> Dossier:
    words = "The headteacher could not be reached in Teams. The Trust Advisor has been told."
    return replace(dossier, report=replace(dossier.report, trouble=words))


def give_up(dossier: Dossier) -> Dossier:
    """Everything that is done with a report's first version has failed for the last time."""
    names = ("place_draft", "open_draft", "file_report", "open_filed", "share_report", "fan_out", "redraw_card")
    because = "could not be done yet: SIP Desk has no permission for it."
    return replace(dossier, given_up=tuple(GivenUpStep(name, 1, f"What is called {name} {because}") for name in names))
