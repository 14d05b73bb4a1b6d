"""A change of the list in words, for whoever decides about it."""

from handbook.core.people import Person, School
from handbook.schools.trust_list import HOLDERS, ListChanges, TrustList, applied


def change_lines(known: TrustList, changes: ListChanges) -> list[str]:
    """What would be new, what would be other than before, and who would leave: one line each."""
    after = applied(known, changes)
    lines = [_person(known, after, one_id) for one_id in changes.people]
    lines += [_school(known, after, urn) for urn in changes.schools]
    lines += [f"changed: {_called(after.people[one_id].person)}: training" for one_id in changes.sips]
    lines += changes.memberships.values()
    return sorted(lines, key=_in_order) + [
        f"term dates of {name}" if sessions else f"no more term dates of {name}"
        for name, sessions in changes.authorities.items()
    ]


def _in_order(line: str) -> tuple[int, str]:
    order = ("new", "changed", "leaves")
    return order.index(line.partition(":")[0]), line


def _person(known: TrustList, after: TrustList, one_id: str) -> str:
    before, now = known.people.get(one_id), after.people.get(one_id)
    if now is None:
        return f"leaves: {_called(before.person)}" if before else f"leaves: {one_id}"
    if before is None:
        return f"new: {_called(now.person)}"
    parts = [
        f"{what} {old or 'none'} → {new or 'none'}"
        for what, old, new in (
            ("name", before.person.name, now.person.name),
            ("address", before.person.email, now.person.email),
            ("office", before.person.office_words, now.person.office_words),
        )
        if old != new
    ]
    parts += ["checks"] if before.checks != now.checks else []
    return f"changed: {_called(now.person)}: {', '.join(parts)}"


def _called(person: Person) -> str:
    return f"{person.name}, {person.office_words}"


def _school(known: TrustList, after: TrustList, urn: str) -> str:
    before, now = known.schools.get(urn), after.schools.get(urn)
    if now is None:
        return f"leaves: {before.school.full_name if before else 'a school'} (URN {urn})"
    if before is None:
        return f"new: {now.school.full_name} (URN {urn})"
    old, new = before.school, now.school
    parts = [
        f"{words} {getattr(old, name) or 'none'} → {getattr(new, name) or 'none'}"
        for name, words in (("name", "name"), ("town", "town"), ("local_authority", "local authority"))
        if getattr(old, name) != getattr(new, name)
    ]
    parts += [
        f"{role.words} {_of(known, old, name)} → {_of(after, new, name)}"
        for role, name in HOLDERS.items()
        if getattr(old, name) != getattr(new, name)
    ]
    parts += [
        words
        for name, words in (
            ("sessions", "its own term dates"),
            ("hosting", "what it says of visits"),
            ("contacts", "who to call about a child"),
        )
        if getattr(before, name) != getattr(now, name)
    ]
    closed, open_again = sorted({*now.closed} - {*before.closed}), sorted({*before.closed} - {*now.closed})
    parts += [f"closed on {day:%d/%m/%Y}" for day in closed]
    parts += [f"open on {day:%d/%m/%Y}" for day in open_again]
    return f"changed: {new.full_name} (URN {urn}): {', '.join(parts)}"


def _of(one: TrustList, school: School, name: str) -> str:
    holder = one.people.get(getattr(school, name))
    return holder.person.name if holder else "nobody"
