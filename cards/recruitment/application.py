"""One application to become a SIP, for whoever has a part in it (R3, R4)."""

from collections.abc import Iterator

from cards.kit.elements import ACTIONS_AT_MOST, Json, card, execute, facts, heading, open_dialog, quote, refresh, text
from cards.kit.fitting import fitting
from cards.kit.lines import capital, closed_card, why
from cards.kit.safe_text import capped
from cards.recruitment.actions import ApplicationForm as F
from cards.recruitment.actions import application_data, versioned
from cards.recruitment.seen import ApplicationSeen
from cards.recruitment.standing import because, standing
from cards.recruitment.verbs import RecruitmentVerb as V
from handbook.core.british_time import date_words, london_date
from handbook.core.plain_words import and_list
from handbook.recruitment.board import may_vote
from handbook.recruitment.criteria import explained, met, worded
from handbook.recruitment.form import open_fields
from handbook.recruitment.moves import ApplicationMove as M
from handbook.recruitment.moves import ApplicationStatus as S
from handbook.recruitment.outcome import may_file, not_met, views_open_to
from handbook.recruitment.papers import goes_at
from handbook.recruitment.sight import Part
from handbook.recruitment.writing import may_withdraw

_CAPPED = 400


def application_card(seen: ApplicationSeen) -> Json:
    """Nothing at all for somebody who has no part in it."""
    if not seen.parts:
        return closed_card()
    return fitting(lambda part: _card(seen, _CAPPED // part))


def older_card(seen: ApplicationSeen) -> Json:
    """In the place of those that were sent before the newest: it shows how things stand when that is asked."""
    if not seen.parts:
        return closed_card()
    title = "Your application to become a SIP" if seen.is_a(Part.APPLICANT) else f"Application: {seen.applicant}"
    show = execute("Show how it stands", V.SHOW, application_data(seen.application), submits_inputs=False)
    body = [text("There is a newer card of this application further down."), why(because(seen))]
    return card(title, body, [show], "About an application.")


def _card(seen: ApplicationSeen, most: int) -> Json:
    one = seen.application
    own = seen.is_a(Part.APPLICANT)
    title = "Your application to become a SIP" if own else f"Application: {seen.applicant}"
    body = [
        standing(seen),
        *_reason(seen, most),
        facts(list(_facts(seen))),
        *_eligibility(seen, most),
        *_draft(seen),
        *_board(seen, most),
        *_panel(seen, most),
        *_next_for_advisor(seen),
        *_papers(seen),
        why(because(seen)),
    ]
    again = refresh(V.SHOW, application_data(one))
    return card(title, body, list(_buttons(seen))[:ACTIONS_AT_MOST], "About an application.", asks_again=again)


def _reason(seen: ApplicationSeen, most: int) -> list[Json]:
    """Why it came back, or ended. What the Board and a panel said of somebody is not told them by a machine."""
    one = seen.application
    theirs = one.status in (S.DRAFTED, S.NOT_ELIGIBLE, S.APPROVED)
    if not one.reason or (seen.is_a(Part.APPLICANT) and not theirs):
        return []
    return [text(capped(one.reason, most, " …"), bold=True)]


def _facts(seen: ApplicationSeen) -> Iterator[tuple[str, str]]:
    one = seen.application
    yield "Applies as", capital(one.kind.words)
    if seen.school:
        yield "School", seen.school
    if seen.is_external and not seen.is_a(Part.APPLICANT) and one.email:
        yield "E-mail", one.email
    if one.submitted_at is not None:
        yield "Sent", date_words(london_date(one.submitted_at))
    if one.interview is not None and seen.stands(S.INVITED, S.INTERVIEWED, S.CHOSEN):
        yield "Interview", one.interview.when.words
        yield "Panel", and_list([seen.name(each) for each in one.interview.panel])
    if seen.is_a(Part.ADVISOR) or (seen.is_a(Part.APPLICANT) and seen.stands(S.CHOSEN)):
        for condition in one.conditions:
            yield capital(condition.kind.words), condition.state.words
    if seen.stands(S.APPOINTED, S.TRAINED):
        yield "Initial training", date_words(seen.trained_on) if seen.trained_on else "still to come"


def _eligibility(seen: ApplicationSeen, most: int) -> list[Json]:
    """The verdict with its reasons to whoever applies; to the Trust Advisor also the evidence."""
    one, least = seen.application, seen.policy.least_years
    if seen.is_a(Part.APPLICANT) and seen.stands(S.BEGUN):
        return [text(line) for line in explained((), least)[1:]]
    if not one.evidence.said or not (seen.is_a(Part.APPLICANT) or seen.is_a(Part.ADVISOR)):
        return []
    if seen.is_a(Part.APPLICANT):
        return [text(line) for line in explained(met(one.evidence, least), least)] * seen.stands(S.NOT_ELIGIBLE)
    said = [(capital(worded(each, least)), words) for each, words in one.evidence.said.items()]
    shown = [(label, capped(words, min(most, 240), " …")) for label, words in said]
    return [heading("Evidence of eligibility"), facts([("Years of headship", str(one.evidence.years)), *shown])]


def _draft(seen: ApplicationSeen) -> list[Json]:
    if not (seen.writes and seen.stands(S.DRAFTED)):
        return []
    missing = open_fields(seen.application.form)
    if not missing:
        return [text("The form is complete. Read it once more, and send it.")]
    return [text(f"Still to be filled in: {'; '.join(missing)}.")]


def _board(seen: ApplicationSeen, most: int) -> list[Json]:
    """Decisions, for members who have made theirs and for the Trust Advisor."""
    one = seen.application
    decided = any(vote.member_id == seen.viewer.id for vote in one.votes)
    if not (seen.is_a(Part.ADVISOR) or (seen.is_a(Part.BOARD) and decided)) or not (
        one.votes or seen.stands(S.PRESENTED)
    ):
        return []
    yes = sum(vote.approves for vote in one.votes)
    count = f"{yes} for, {len(one.votes) - yes} against; {seen.policy.quorum} members decide."
    words = [
        quote(capped(vote.words, most, " …") or ("Approves it." if vote.approves else "Does not approve it."),
              f"{seen.name(vote.member_id)}, {'for' if vote.approves else 'against'}")
        for vote in one.votes
    ]  # fmt: skip
    asked = [each.name for each in seen.to_vote] if seen.stands(S.PRESENTED) else []
    aside = [seen.name(each.member_id) for each in one.aside]
    return [
        heading("The Trust Board"),
        text(count),
        *words,
        *([text(f"Still to decide: {and_list(asked)}.")] if asked else []),
        *([text(f"Took no part: {and_list(aside)}.")] if aside else []),
    ]


def _panel(seen: ApplicationSeen, most: int) -> list[Json]:
    one, views = seen.application, views_open_to(seen.application, seen.viewer)
    if not seen.stands(S.INTERVIEWED, S.CHOSEN) or not (seen.is_a(Part.ADVISOR) or seen.is_a(Part.PANEL)):
        return []
    panel = one.interview.panel if one.interview else ()
    filed = {view.by_id for view in one.views}
    waiting = [seen.name(each) for each in panel if each not in filed]
    if may_file(one, seen.viewer):
        return [heading("The interview"), text("You see what the others think once you have filed your own view.")]
    said = [
        quote(capped(view.words, most, " …"), f"{seen.name(view.by_id)}, {'for' if view.recommends else 'against'}")
        for view in views
    ]
    return [
        heading("The interview"),
        *said,
        *([text(f"Still to file a view: {and_list(waiting)}.")] if waiting else []),
    ]


def _next_for_advisor(seen: ApplicationSeen) -> list[Json]:
    if not seen.is_a(Part.ADVISOR):
        return []
    one, told = seen.application, "They are not on the list of people, so please tell them yourself how it stands."
    lines = [told] if seen.is_external and not one.applicant_id and one.submitted_at and one.name else []
    if seen.stands(S.APPOINTED) and not one.sip_id:
        lines.append("Add them to the list of people as a SIP: type “people”. Then name them here.")
    elif seen.stands(S.APPOINTED):
        lines.append("Nobody gives them schools before the initial training is on their record, and the checks are.")
    return [text(line) for line in lines]


def _papers(seen: ApplicationSeen) -> list[Json]:
    one = seen.application
    if one.papers_gone_on is not None:
        return [text(f"Its papers were deleted on {date_words(one.papers_gone_on)}.", muted=True)]
    goes = goes_at(one, seen.policy.keep_days)
    if goes is None or not (seen.is_a(Part.ADVISOR) or seen.is_a(Part.APPLICANT)):
        return []
    first = "If nobody goes on with it, what" if one.is_open else "What"
    return [text(f"{first} was written is deleted on {date_words(london_date(goes))}.", muted=True)]


def _buttons(seen: ApplicationSeen) -> Iterator[Json]:
    """What comes next first."""
    one = seen.application
    if seen.writes and seen.stands(S.DRAFTED):
        yield _step("Write the form…", seen)
        if not open_fields(one.form):
            yield execute("Send the application", V.SUBMIT, versioned(one), style="positive", submits_inputs=False)
    if seen.is_a(Part.APPLICANT) and not seen.is_external and seen.stands(S.BEGUN, S.NOT_ELIGIBLE, S.DRAFTED):
        yield _form("Eligibility…", F.ELIGIBILITY, seen)
    if may_vote(one, seen.viewer, seen.chairs):
        yield _form("Decide…", F.VOTE, seen)
        yield _form("I have a conflict of interest…", F.ASIDE, seen)
    if may_file(one, seen.viewer):
        yield _form("File my view…", F.VIEW, seen)
    if seen.is_a(Part.ADVISOR):
        yield from _advisors(seen)
    if one.form and not (seen.writes and seen.stands(S.DRAFTED)):
        yield open_dialog("Read the form…", V.READ, {**application_data(one), "step": 1})
    if may_withdraw(one, seen.viewer):
        yield _form("Withdraw…", F.WITHDRAW, seen)


def _advisors(seen: ApplicationSeen) -> Iterator[Json]:
    one = seen.application
    if one.can(M.TAKE_BACK):
        yield execute("Take it back", V.TAKE_BACK, versioned(one), submits_inputs=False)
    offered = (
        (one.can(M.PRESENT), "Put to the Board…", F.PRESENT),
        (one.can(M.RETURN), "Send back…", F.RETURN),
        (seen.stands(S.SUBMITTED) and one.can(M.SHOW_NOT_ELIGIBLE), "Not eligible…", F.INELIGIBLE),
        (one.can(M.FIX), "Fix the interview…", F.INTERVIEW),
        (one.can(M.CHOOSE), "Note the outcome…", F.OUTCOME),
        (bool(one.conditions) and one.is_open, "References and DBS…", F.CONDITIONS),
        (one.can(M.CALL_OFF), "Call off…", F.CALL_OFF),
        (one.can(M.NOT_HELD), "It was not held…", F.CALL_OFF),
        (one.can(M.FAIL) and bool(not_met(one)), "End it…", F.END),
        (seen.stands(S.APPOINTED) and not one.sip_id, "Name the SIP…", F.NAME_SIP),
    )
    for is_due, title, form in offered:
        if is_due:
            yield _form(title, form, seen)


def _form(title: str, form: F, seen: ApplicationSeen) -> Json:
    return open_dialog(title, V.FORM, {**application_data(seen.application), "form": form.value})


def _step(title: str, seen: ApplicationSeen) -> Json:
    return open_dialog(title, V.STEP, {**application_data(seen.application), "step": 1})
