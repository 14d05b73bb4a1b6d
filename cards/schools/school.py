"""A school's card: who serves it, what comes next, how it stands, and a button for each thing that can be opened. The
first screen of a phone holds the name, who, and the next dates."""

from collections.abc import Iterable, Sequence
from typing import Final

from cards.kit.elements import ACTIONS_AT_MOST, Json, bullets, buttons, card, execute, facts, heading, refresh, text
from cards.kit.half_days import counted, short_when, when
from cards.kit.lines import capital, why
from cards.reports.agreements.list import WORDS
from cards.schools.actions import list_data, school_data
from cards.schools.verbs import EditVerb, SchoolVerb
from cards.visits.lines import purpose_words
from handbook.core.people import Person, Role, School
from handbook.reports.agreements.texts import NAMES
from handbook.schools.school_dossier import SchoolDossier, dates_words
from handbook.schools.school_list import ShowSchools
from handbook.schools.sight import Part
from handbook.schools.trust_list import HOLDERS
from handbook.visits.visit import OVER, Visit, VisitStatus

_LABELS: Final = {  # short: on a phone a longer one is cut, and takes the place of what stands beside it
    Role.HEADTEACHER: "Headteacher",
    Role.SIP: "SIP",
    Role.DSO: "DSO",
    Role.LA_OFFICER: "LA officer",
}
OPENED: Final = "The card of a school."
_VISITS_AT_MOST: Final = 6
_STANDS: Final = {VisitStatus.HELD: "held", VisitStatus.NOT_HELD: "not held", VisitStatus.CANCELLED: "cancelled"}


def school_card(seen: SchoolDossier, viewer: Person) -> Json:
    """For somebody who sees some part of it."""
    school = seen.school
    body = [
        facts(facts_of(seen)),
        *(part for title, lines in sections_of(seen) for part in (heading(title), bullets(lines, _VISITS_AT_MOST))),
        text(number_of(school), muted=True),
        *_buttons(seen, viewer),
        why(_because(seen, viewer)),
    ]
    again = refresh(SchoolVerb.SHOW, school_data(school.urn))
    return card(school.full_name, body, [], OPENED, asks_again=again)


def facts_of(seen: SchoolDossier) -> list[tuple[str, str]]:
    """Who serves it, and what comes next."""
    return [*_who(seen), *_next(seen)]


def sections_of(seen: SchoolDossier) -> list[tuple[str, Sequence[str]]]:
    """How it stands, with a title for each part of which there is something to say."""
    agreements = [f"{capital(NAMES[kind].name)}: {WORDS[one]}" for kind, one in seen.agreements.items()]
    every: list[tuple[str, Sequence[str]]] = [
        ("Reports", [f"{one.term}: {one.words}" for one in seen.reports]),
        ("Visits", [_visit(one) for one in _in_order(seen.visits)]),
        ("Half-days", _half_days(seen)),
        ("Agreements", agreements),
        ("Other support", seen.support),
        ("Membership", [f"{seen.year}: {seen.membership}"] if seen.membership else []),
        ("Mail", [f"{one.name}: {one.email}" for one in seen.people.values() if one.email]),
        ("About the list", seen.changes),
    ]
    return [(title, lines) for title, lines in every if lines]


def number_of(school: School) -> str:
    """Its URN and its authority."""
    return f"URN {school.urn} · {school.local_authority or 'no local authority on the list'}"


def _who(seen: SchoolDossier) -> Iterable[tuple[str, str]]:
    for role, name in HOLDERS.items():
        holder = seen.people.get(getattr(seen.school, name))
        yield _LABELS[role], holder.name if holder else "nobody on the list"
        if role is Role.SIP and seen.checks:
            yield "SIP’s checks", seen.checks


def _next(seen: SchoolDossier) -> Iterable[tuple[str, str]]:
    if Part.VISITS in seen.parts:
        ahead = [one for one in _in_order(seen.visits) if one.half_day and one.half_day.on >= seen.today]
        coming = [one for one in ahead if one.status not in OVER]
        yield "Next visit", when(coming[0].half_day) if coming and coming[0].half_day else "none has a day yet"
    yield "Term dates", dates_words(seen.calendar, seen.today)


def _visit(visit: Visit) -> str:
    stands = _STANDS.get(visit.status, "booked" if visit.occupies else "being arranged")
    day = f" – {when(visit.half_day)}" if visit.half_day and visit.status is not VisitStatus.CANCELLED else ""
    return f"{purpose_words(visit.purpose)}: {stands}{day}"


def _in_order(visits: Sequence[Visit]) -> list[Visit]:
    """Those with a day first, by their day."""
    return sorted(
        visits, key=lambda one: (one.half_day is None, one.half_day.starts_at if one.half_day else None, one.id)
    )


def _half_days(seen: SchoolDossier) -> list[str]:
    if seen.account is None:
        return []
    own = seen.account
    lines = [f"Face to face in {own.year}: {counted(own.face_to_face)}"]
    return [*lines, f"Preparation: {counted(own.preparation, 'done')}"]


def _buttons(seen: SchoolDossier, viewer: Person) -> list[Json]:
    urn = seen.school.urn
    brings = [(f"{one.term} report", f"report:{one.term.value}") for one in seen.reports if one.can_open]
    brings += [
        (f"Visit of {short_when(one.half_day)}", f"visit:{one.id}") for one in _to_open(seen, viewer) if one.half_day
    ]
    brings += [(capital(NAMES[kind].name), f"agreement:{kind.value}") for kind in seen.agreements]
    brings += [("Other support", "support")] if Part.SUPPORT in seen.parts else []
    brings += [("Membership", "membership")] if seen.membership else []
    brings += [("Figures", "figures")] if Part.FIGURES in seen.parts else []
    made = [execute(title, SchoolVerb.BRING, {**school_data(urn), "what": what}) for title, what in brings]
    if Part.KEEPING in seen.parts:
        made.append(execute("Change…", EditVerb.MENU, school_data(urn)))
    made.append(execute("Schools", SchoolVerb.LIST, list_data(ShowSchools())))
    return [buttons(made[at : at + ACTIONS_AT_MOST]) for at in range(0, len(made), ACTIONS_AT_MOST)]


def _to_open(seen: SchoolDossier, viewer: Person) -> list[Visit]:
    """Those in the diary and still to come; a visit's card is for its SIP and its headteacher."""
    own = [one for one in _in_order(seen.visits) if viewer.id in (one.sip_id, one.headteacher_id)]
    return [one for one in own if one.occupies and one.status not in OVER][:_VISITS_AT_MOST]


def _because(seen: SchoolDossier, viewer: Person) -> str:
    served = [role for role, name in HOLDERS.items() if getattr(seen.school, name) == viewer.id]
    if served:
        return f"you are the {' and the '.join(role.words for role in served)} of this school"
    return (
        f"you are the {viewer.office_words}"
        if viewer.is_a(Role.TRUST_ADVISOR)
        else "you keep the list of schools and people"
    )
