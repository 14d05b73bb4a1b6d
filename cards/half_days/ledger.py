"""The half-days of a year (V1, V2), and beside them what schools buy (AS1, PM2): how they stand for whoever looks, and
for those who keep the books a place to write in them."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from cards.half_days.folds import ledger_folds
from cards.half_days.verbs import HalfDayVerb
from cards.kit.elements import (
    Json,
    bullets,
    buttons,
    card,
    container,
    execute,
    facts,
    heading,
    refresh,
    status,
    table,
    text,
)
from cards.kit.folding import row
from cards.kit.half_days import counted, gauge
from cards.kit.lines import closed_card, why
from cards.kit.safe_text import capped
from handbook.core.british_time import day_words
from handbook.core.people import Person, Role, School
from handbook.half_days.entitlement import HalfDayAccount
from handbook.half_days.extra_services import ExtraService, may_answer
from handbook.half_days.preparation import Preparation
from handbook.half_days.year_dossier import Bought, YearDossier

SCHOOLS_AT_MOST: Final = 10
PREPARATIONS_AT_MOST: Final = 6
EXTRAS_AT_MOST: Final = 6
_SOMEBODY: Final = "A School Improvement Partner"
_WAITS: Final = "waits for the headteacher to agree"
_NEXT: Final = "Type “book” to find a half-day for it."


def half_days_card(found: YearDossier, viewer: Person, today: date) -> Json:
    """For a SIP, a headteacher or the Trust Advisor."""
    body = [
        *_accounts(found.accounts),
        *_preparations(found.preparations, today),
        heading("Extra services"),
        *_bought(found.bought, found.names),
        *_to_write(found, viewer),
        why(f"the service knows you as {viewer.office_words}"),
    ]
    title = f"Half-days in {found.year}"
    return card(title, body, [], f"{title}.", asks_again=refresh(HalfDayVerb.SHOW_HALF_DAYS, {}))


def extra_card(extra: ExtraService, school: School, people: Mapping[str, Person], viewer: Person) -> Json:
    """One extra service, for those whom it concerns, when it is noted, answered or taken off; `people` are known by
    their ids."""
    if viewer.id not in (school.headteacher_id, school.sip_id, extra.sip_id, extra.agreed_by_id):
        return closed_card()
    by, does = (people[one].name if one in people else _SOMEBODY for one in (extra.agreed_by_id, extra.sip_id))
    head = people.get(extra.answered_by_id)
    answered = f"{head.name} (headteacher)" if head else "The headteacher"
    rows = [
        ("What", extra.name),
        ("School", school.full_name),
        ("Half-days", f"{extra.half_days}, counted separately"),
        ("Who does it", does),
        *([("Charge", _pounds(extra.charge))] if extra.charge is not None else []),
    ]
    asks = may_answer(extra, school, viewer)
    stands = [_asked(by)] if asks else _stands(extra, by, answered, viewer)
    body = [*stands, facts(rows), why("it is a service to this school")]
    data = {"extra": extra.id, "revision": extra.revision}
    answers = [
        execute("Agree", HalfDayVerb.EXTRA_ACCEPT, data, style="positive"),
        execute("No, thank you", HalfDayVerb.EXTRA_DECLINE, data),
    ]
    title = f"Extra service: {school.full_name}"
    told = f"{title}: waits for your answer." if asks else f"About an extra service of {school.full_name}."
    again = refresh(HalfDayVerb.SHOW_EXTRA, {"extra": extra.id})
    return card(title, body, answers if asks else [], told, asks_again=again)


def _asked(by: str) -> Json:
    return status("Waiting for you", f"{by} has noted this. It counts once you agree to what it costs", "accent")


def _stands(extra: ExtraService, by: str, answered: str, viewer: Person) -> list[Json]:
    if extra.dropped and extra.answered_at:
        return [status("Declined", f"{answered} did not agree to it. It does not count", "emphasis")]
    if extra.dropped:
        return [status("Taken off", "it is no longer on record, and does not count", "emphasis")]
    if extra.waits:
        words = f"{by} has noted it. It counts once the headteacher agrees to what it costs"
        return [status("Waiting", words, "accent")]
    agreed = [text(f"{answered} agreed to what it costs.")] if extra.answered_at else []
    if viewer.id == extra.sip_id:
        return [status("Noted", f"{by} has noted that the school buys this from you", "good"), *agreed, text(_NEXT)]
    wrong = f"If that is not what was agreed, please speak to {by}."
    return [status("Noted", f"{by} has noted that the school buys this", "good"), *agreed, text(wrong)]


def _accounts(accounts: Sequence[tuple[School, HalfDayAccount]]) -> list[Json]:
    """One school line by line; of several, each on its row."""
    if len(accounts) == 1:
        [(school, own)] = accounts
        terms = [(f"{term.value} visit", gauge(line)) for term, line in own.termly]
        led = ("Led by the school", gauge(own.school_led))
        prepared = ("Preparation by the SIP", gauge(own.preparation, "done"))
        return [text(school.full_name, bold=True), facts([*terms, led, prepared])]
    if not accounts:
        return []
    header = ("School", "Face to face", "Preparation")
    rows = [
        (capped(school.full_name, 70, " …"), counted(own.face_to_face), counted(own.preparation, "done"))
        for school, own in accounts
    ]
    return [table(header, rows, SCHOOLS_AT_MOST), *_more(len(rows) - SCHOOLS_AT_MOST)]


def _preparations(preparations: Sequence[tuple[School, Preparation]], today: date) -> list[Json]:
    if not preparations:
        return []
    shown = [_preparation(*one, today) for one in preparations[:PREPARATIONS_AT_MOST]]
    return [heading("Preparation set aside"), *shown, *_more(len(preparations) - PREPARATIONS_AT_MOST)]


def _preparation(school: School, one: Preparation, today: date) -> Json:
    data = {"preparation": one.id}
    which = f"{school.full_name}, {day_words(one.on)}"
    done = execute(
        "It is done", HalfDayVerb.PREPARATION_DONE, data, submits_inputs=False, tooltip=f"It is done: {which}"
    )
    drop = execute(
        "Not needed", HalfDayVerb.PREPARATION_DROP, data, submits_inputs=False, tooltip=f"Not needed: {which}"
    )
    size = "one half-day" if one.half_days == 1 else f"{one.half_days} half-days"
    words = text(f"{day_words(one.on)}, {size}: {school.full_name}", bold=True)
    return container([words, buttons([*([done] if one.on <= today else []), drop])])


def _bought(bought: Sequence[Bought], names: Mapping[str, str]) -> list[Json]:
    """They never eat the half-days above, and the card says so."""
    if not bought:
        return [text("There are none on record for this year.")]
    lines = [
        f"{extra.name}, {school.full_name}: {_WAITS if extra.waits else gauge(line)}. {_by(extra, names)}"
        for school, extra, line in bought
    ]
    return [bullets(lines, EXTRAS_AT_MOST), text("They are counted separately.", muted=True)]


def _by(extra: ExtraService, names: Mapping[str, str]) -> str:
    by = names.get(extra.sip_id, _SOMEBODY)
    return f"{by} does it" + (f", for {_pounds(extra.charge)}." if extra.charge is not None else ".")


def _pounds(charge: Decimal) -> str:
    return f"£{charge:,.2f}".removesuffix(".00")


def _to_write(found: YearDossier, viewer: Person) -> list[Json]:
    folds = list(ledger_folds(found, viewer))
    more = "Your school can buy more: agree it with your SIP or the Trust Advisor, who notes it here."
    return [*([text(more)] if viewer.is_a(Role.HEADTEACHER) else []), *(row([], folds) if folds else [])]


def _more(count: int) -> list[Json]:
    return [text(f"and {count} more")] if count > 0 else []
