"""The skills of the whole team, for the Trust Advisor (T4): a heat table with its words, what SIPs need and wish for,
who has not answered; and the picture and workbook of it."""

from datetime import datetime
from typing import Final

from cards.kit.elements import (
    Json,
    Tone,
    bullets,
    card,
    execute,
    heading,
    image,
    is_https,
    open_url,
    quote,
    refresh,
    status,
    table,
    text,
)
from cards.kit.lines import capital, closed_card, why
from cards.kit.safe_text import capped
from cards.sip_team.skills.actions import year_data
from cards.sip_team.skills.verbs import SkillsVerb
from handbook.core.british_time import date_words, london_date
from handbook.core.people import Person
from handbook.core.school_years import AcademicYear
from handbook.sip_team.skills.audit_round import leads_audit
from handbook.sip_team.skills.picture import TeamPicture, TopicPicture, TopicStanding

QUOTED_AT_MOST: Final = 6
NAMED_AT_MOST: Final = 20
_BECAUSE: Final = "you are the Trust Advisor, who audits the skills of the team"
_TONES: Final[dict[TopicStanding, Tone | None]] = {
    TopicStanding.GAP: "attention",
    TopicStanding.NEED: "warning",
    TopicStanding.STRENGTH: "good",
    TopicStanding.EVEN: None,
    TopicStanding.UNKNOWN: None,
}


def skills_card(year: AcademicYear, picture: TeamPicture, viewer: Person) -> Json:
    if not leads_audit(viewer):
        return closed_card()
    body = [
        *_state(picture),
        *(_heat(picture) if picture.answers else []),
        *_quoted(picture),
        *_named("Have not answered", picture.waiting),
        *_named("Were not asked yet", picture.unasked if picture.asked else ()),
        why(_BECAUSE),
    ]
    again = refresh(SkillsVerb.TEAM, year_data(year))
    title = f"Skills of the team, {year}"
    return card(title, body, _actions(year, picture), "About the skills of the SIP team.", asks_again=again)


def skills_files_card(year: AcademicYear, picture: TeamPicture, urls: tuple[str, str], until: datetime) -> Json:
    """`urls` are those of the picture and of the workbook; empty where the service has no address."""
    title, (drawn, sheet) = f"Skills of the team, {year}: picture and workbook", urls
    if not drawn:
        no = "SIP Desk has no public address, so it cannot offer downloads. Please tell the person looking after it."
        return card(title, [text(no), why(_BECAUSE)], [], title)
    shown = is_https(drawn)
    body = [
        text(picture.message, bold=True),
        *([image(drawn, picture.message)] if shown else [text(drawn), text(sheet)]),
        bullets([capital(one.words) for one in picture.topics]),
        text(f"Both open until {date_words(london_date(until))}, for anyone who has the link: it names SIPs."),
        why(_BECAUSE),
    ]
    opens = [open_url("Open the workbook", sheet), open_url("Open the picture", drawn)] if shown else []
    return card(title, body, opens, title)


def _state(picture: TeamPicture) -> list[Json]:
    if not picture.asked:
        return [text("Nobody was asked this year. Each SIP gets a form of four steps, and keeps a draft.")]
    count = f"{len(picture.answers) or 'none'} of {picture.asked} have answered"
    tone: Tone = "warning" if picture.waiting else "good"
    return [status("Answers", count, tone), text(picture.message, bold=True)]


def _heat(picture: TeamPicture) -> list[Json]:
    rows = [
        (capital(one.topic.words), one.standing.words, f"{len(one.unsure) or 'none'} of {one.said}")
        for one in picture.topics
    ]
    tones = [_heat_of(one) for one in picture.topics]
    return [table(("Topic", "Team", "Unsure"), rows, tones=tones, widths=(6, 4, 3))]


def _heat_of(one: TopicPicture) -> list[Tone | None]:
    half = len(one.unsure) * 2 >= one.said > 0
    unsure: Tone | None = "attention" if half else "warning" if one.unsure else "good"
    return [None, _TONES[one.standing], unsure]


def _quoted(picture: TeamPicture) -> list[Json]:
    said = [
        (f"{what}: {words}", person.name)
        for person, answer in picture.answers
        for what, words in (("Needs", answer.needs), ("Wishes", answer.wishes))
        if words
    ]
    more = len(said) - QUOTED_AT_MOST
    shown = [quote(capped(words, 300, " …"), name) for words, name in said[:QUOTED_AT_MOST]]
    rest = [text(f"{more} more are in the workbook.")] if more > 0 else []
    return [heading("In their words"), *shown, *rest] if said else []


def _named(title: str, people: tuple[Person, ...]) -> list[Json]:
    return [heading(title), bullets([one.name for one in people], NAMED_AT_MOST)] if people else []


def _actions(year: AcademicYear, picture: TeamPicture) -> list[Json]:
    data = year_data(year)
    asks = "Ask the others" if picture.asked else "Ask the team"
    return [
        *([execute(asks, SkillsVerb.ASK, data, style="positive")] if picture.unasked else []),
        *([execute("Picture and workbook", SkillsVerb.FILES, data, submits_inputs=False)] if picture.answers else []),
        *([execute("Training plan", SkillsVerb.OPEN_PLAN, data, submits_inputs=False)] if picture.asked else []),
    ]
