"""A SIP who is proposed to a school (A3), for each who has a part in it: headteacher and Chair of Governors confirm or
decline, the Trust Advisor lets it begin and can undo it, and both SIPs are told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from cards.allocation.actions import CHAIR, CONFLICT, choice_data
from cards.allocation.choice_words import LOOKS, state_words
from cards.allocation.verbs import ChoiceVerb
from cards.kit.elements import (
    Json,
    bullets,
    buttons,
    card,
    execute,
    facts,
    heading,
    input_choice,
    input_date,
    input_text,
    quote,
    refresh,
    reveal,
    status,
    text,
)
from cards.kit.lines import box, capital, closed_card, why
from handbook.allocation.choices.choice import Around, SipChoice, may_see, part_of
from handbook.allocation.choices.confirming import may_confirm, may_decline, may_record_chair
from handbook.allocation.choices.deploying import may_deploy, undo_by, why_no_undo
from handbook.allocation.choices.ending import may_call_off
from handbook.allocation.choices.moves import ChoiceStatus
from handbook.allocation.needs import LONGEST, advises
from handbook.core.british_time import date_words, day_words
from handbook.core.done_by import stood_in
from handbook.core.people import Person, Role, School

_S = ChoiceStatus


@dataclass(frozen=True, slots=True)
class ChoiceDossier:
    """A proposal with all that its cards look at. `school` has the name that it had; `names` are those of whom it
    names, by id; `chairs` are the chairs on the list, as (name, id); `before` is what rules look at of the SIP whom the
    school had."""

    choice: SipChoice
    school: School
    around: Around
    before: Around
    names: Mapping[str, str] = field(default_factory=dict[str, str])
    chairs: Sequence[tuple[str, str]] = ()

    @property
    def sip(self) -> str:
        return self.names.get(self.choice.sip_id, "a former SIP")

    @property
    def old(self) -> str:
        """Whom the school had; empty where it had nobody."""
        return self.names.get(self.choice.before_id, "a former SIP") if self.choice.before_id else ""


def choice_card(dossier: ChoiceDossier, viewer: Person) -> Json:
    choice, beside = dossier.choice, dossier.around
    if not may_see(choice, beside, viewer):
        return closed_card()
    part = part_of(choice, beside, viewer)
    if part is not None:
        body, reason = _for_school(dossier, viewer, part), _PARTS[part]
    elif advises(viewer):
        body, reason = _for_advisor(dossier, viewer), "you are the Trust Advisor, who allocates SIPs"
    else:
        body, reason = _for_sip(dossier, viewer), "this is about which SIP the school has"
    title = f"A SIP for {dossier.school.full_name}"
    again = refresh(ChoiceVerb.SHOW, {"choice": choice.id})
    return card(title, [*body, why(reason)], [], "About the School Improvement Partner of a school.", asks_again=again)


_PARTS: Final = {
    Role.HEADTEACHER: "you are the headteacher of this school",
    Role.CHAIR_OF_GOVERNORS: "the headteacher named you as the school’s Chair of Governors",
}


def _status(dossier: ChoiceDossier, words: str) -> Json:
    word, tone = LOOKS[dossier.choice.status]
    return status(word, words, tone)


def _for_school(dossier: ChoiceDossier, viewer: Person, part: Role) -> list[Json]:
    choice, beside, data = dossier.choice, dossier.around, choice_data(dossier.choice)
    confirm = execute(f"Confirm {dossier.sip}", ChoiceVerb.CONFIRM, data, style="positive", submits_inputs=False)
    records = part is Role.HEADTEACHER and may_record_chair(choice, beside, viewer)
    acts = [
        *([confirm] if may_confirm(choice, beside, viewer) else []),
        *([reveal("The chair’s answer", "chair_box", ["decline_box"])] if records else []),
        *([reveal("Decline", "decline_box", ["chair_box"])] if may_decline(choice, beside, viewer) else []),
    ]
    stands = "Your turn" if may_confirm(choice, beside, viewer) else ""
    words = state_words(dossier.choice, dossier.sip, dossier.old, for_school=True)
    first = status(stands, "please confirm, or decline with a reason", "accent") if stands else _status(dossier, words)
    return [
        first,
        text(
            "The choice of a SIP is made together: headteacher and Chair of Governors both confirm. Nothing changes "
            "before that, and until the first day either can still say no. By confirming you also say that you know of "
            "no conflict of interest."
        )
        if choice.is_open
        else text("There is nothing for you to do now."),
        _facts(dossier),
        *(_reason(dossier) if choice.status is _S.UNDONE else []),
        *(
            [heading(f"How {dossier.sip} fits what your school needs"), bullets(list(choice.why), 6)]
            if choice.why and choice.is_open
            else []
        ),
        *([buttons(acts)] if acts else []),
        *([box("chair_box", _chair_box(dossier))] if records else []),
        *([box("decline_box", _decline_box(dossier, part))] if may_decline(choice, beside, viewer) else []),
    ]


def _facts(dossier: ChoiceDossier) -> Json:
    choice, kind = dossier.choice, ""
    if dossier.around.member is not None and dossier.around.member.record.kind is not None:
        kind = f" ({dossier.around.member.record.kind.words})"
    starts = [("First day", day_words(choice.starts_on))] if choice.starts_on else []
    return facts(
        (
            ("School", f"{dossier.school.full_name} (URN {dossier.school.urn})"),
            ("Proposed", f"{dossier.sip}{kind}"),
            ("SIP now" if choice.is_open else "SIP before", dossier.old or "nobody"),
            ("Headteacher", _heads_word(dossier)),
            ("Chair of Governors", _chairs_word(dossier)),
            *starts,
        )
    )


def _heads_word(dossier: ChoiceDossier) -> str:
    word = dossier.choice.head
    if word is None:
        return _no_word(dossier.choice, Role.HEADTEACHER)
    name = stood_in(dossier.names.get(word.deputy_id, ""), word.name)
    return f"{name} confirmed on {date_words(word.on)}"


def _no_word(choice: SipChoice, part: Role) -> str:
    if choice.is_open:
        return "has not answered"
    return "declined" if choice.declined_by == part.value else "did not answer"


def _chairs_word(dossier: ChoiceDossier) -> str:
    choice, word = dossier.choice, dossier.choice.chair
    if word is None:
        asked = dossier.names.get(choice.chair_id, "")
        in_teams = asked and choice.is_open
        return f"{asked} is asked in Teams" if in_teams else _no_word(choice, Role.CHAIR_OF_GOVERNORS)
    recorded = (
        "" if word.by_id == choice.chair_id else f", recorded by {dossier.names.get(word.by_id, 'the headteacher')}"
    )
    return f"{word.name} confirmed on {date_words(word.on)}{recorded}"


def _chair_box(dossier: ChoiceDossier) -> list[Json]:
    data = choice_data(dossier.choice)
    return [
        text("If your Chair of Governors has told you that they confirm, write it down here."),
        input_text("chair_name", "The chair’s full name", "Please shorten it.", at_most=100, multiline=False),
        input_date("chair_on", "Day on which they said so", "Please choose a day."),
        buttons([execute("Record that the chair confirms", ChoiceVerb.CHAIR_SAID, data, style="positive")]),
        *_in_teams(dossier),
    ]


def _in_teams(dossier: ChoiceDossier) -> list[Json]:
    """Where the list has chairs, they may answer for themselves."""
    if not dossier.chairs:
        return []
    return [
        text("Or, where your chair is in Teams:"),
        input_choice("chair", "Your Chair of Governors", "Please choose.", dossier.chairs, searchable=True),
        buttons([execute("Ask them in Teams", ChoiceVerb.NAME_CHAIR, {"choice": dossier.choice.id})]),
    ]


def _decline_box(dossier: ChoiceDossier, part: Role) -> list[Json]:
    reasons = [("Another reason", "other"), ("A conflict of interest, or an earlier tie to the school", CONFLICT)]
    who = [("I do, as headteacher", "me"), ("The Chair of Governors does", CHAIR)]
    return [
        *(
            [input_choice("declines", "Who declines", "Please choose.", who, value="me")]
            if part is Role.HEADTEACHER
            else []
        ),
        input_choice("declines_for", "Because of", "Please choose.", reasons, value="other"),
        input_text(
            "decline_reason",
            "Why (the Trust Advisor reads it)",
            f"Please keep it below {LONGEST:,} characters.",
            at_most=LONGEST,
        ),
        buttons(
            [execute("Decline with this reason", ChoiceVerb.DECLINE, choice_data(dossier.choice), style="destructive")]
        ),
    ]


def _for_advisor(dossier: ChoiceDossier, viewer: Person) -> list[Json]:
    choice = dossier.choice
    data = {"choice": choice.id}
    call_off = execute("Call it off", ChoiceVerb.CALL_OFF, data, style="destructive", submits_inputs=False)
    words = state_words(choice, dossier.sip, dossier.old)
    return [
        _status(dossier, capital(words)),
        _facts(dossier),
        *_reason(dossier),
        *([text(f"Held up: {'; '.join(dossier.around.ties)}.")] if choice.is_open and dossier.around.ties else []),
        *_deploy(dossier, viewer),
        *_undo(dossier, viewer),
        *_alternates(dossier),
        *([buttons([call_off])] if may_call_off(choice, viewer) else []),
    ]


def _reason(dossier: ChoiceDossier) -> list[Json]:
    choice = dossier.choice
    if not choice.reason:
        return []
    chair = choice.declined_by == Role.CHAIR_OF_GOVERNORS.value
    by = "the Chair of Governors" if chair else "the headteacher" if choice.declined_by else "the Trust Advisor"
    return [quote(choice.reason, by)]


def _deploy(dossier: ChoiceDossier, viewer: Person) -> list[Json]:
    choice = dossier.choice
    if not may_deploy(choice, viewer):
        return []
    title = "Change the day" if choice.status is _S.SCHEDULED else "Let it begin"
    day = choice.starts_on or dossier.around.today
    return [
        input_date("starts_on", "First day", "Please choose the first day.", value=day),
        buttons([execute(title, ChoiceVerb.DEPLOY, {"choice": choice.id}, style="positive")]),
    ]


def _undo(dossier: ChoiceDossier, viewer: Person) -> list[Json]:
    last = undo_by(dossier.choice, dossier.before)
    no = why_no_undo(dossier.choice, dossier.before, viewer)
    if last is None or no is None:
        return []
    if no:
        return [text(f"It cannot be undone now. {no}")]
    return [
        input_text(
            "undo_reason",
            "Why it is undone (all concerned read it)",
            f"Please keep it below {LONGEST:,} characters.",
            at_most=LONGEST,
        ),
        buttons([execute("Undo it", ChoiceVerb.UNDO, {"choice": dossier.choice.id}, style="destructive")]),
        text(f"This can be undone until {day_words(last)}.", muted=True),
    ]


def _alternates(dossier: ChoiceDossier) -> list[Json]:
    """Who was next, once this came to nothing."""
    choice = dossier.choice
    now = dossier.around.school.sip_id if dossier.around.school else ""
    others = [(dossier.names[one], one) for one in choice.alternates if one in dossier.names and one != now]
    if choice.status not in (_S.DECLINED, _S.ENDED, _S.UNDONE) or not others:
        return []
    return [
        heading("Who else would suit"),
        input_choice("alternate", "The next best", "Please choose a SIP.", others, value=others[0][1]),
        buttons([execute("Propose this one", ChoiceVerb.ANOTHER, {"urn": choice.urn}, style="positive")]),
    ]


def _for_sip(dossier: ChoiceDossier, viewer: Person) -> list[Json]:
    choice, school = dossier.choice, dossier.school.full_name
    comes = (viewer.id == choice.sip_id) is (choice.status is _S.DEPLOYED)
    undone = choice.status is _S.UNDONE
    if comes:
        words = f"you are the SIP of {school} {'again' if undone else 'now'}"
        more = "What was open there comes to you with a card of its own."
    else:
        words = f"you are no longer the SIP of {school}"
        more = "What you did there stays on record. Thank you for it."
    return [
        status("Undone" if undone else "Changed", words, "accent" if comes else "emphasis"),
        text(more),
        *([quote(choice.reason, "the Trust Advisor")] if undone else []),
    ]
