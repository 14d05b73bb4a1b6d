"""`docs/security/data-map.md`."""

from typing import Final

from service.data_map import fields
from service.data_map.fields import LIBRARIES, Field, Group, Holds
from service.data_map.whose import BASES, UNTIL

_INTRODUCTION: Final = """Each field that SIP Desk keeps: in its database, column by column; what stands in a
column `record`, field by field of the dataclasses that are kept there as JSON; and the columns of the two
libraries in SharePoint. A field that is not named here fails a test, and so does a row here for a field that is
not there. Lawful bases and times are proposals, to be confirmed by the trust and its data protection officer.
What is not listed under a table is an identifier, a date, a number or a status: it says nothing of a person by
itself, but it belongs to the person that the row is about.

Files themselves lie in the libraries and, until nothing needs them, in the table `files`. The queue's own
tables (schema `dbos`) hold the arguments of jobs: ids, and texts of messages until they are sent."""


def data_map(made: str) -> str:
    """All of it, group by group."""
    source = "`service/data_map/`, the store’s schema and the dataclasses of `handbook/`"
    parts = ["# What is kept, and why", made.format(source=source), _INTRODUCTION, _counts()]
    parts += [part for group in fields.groups() for part in _group(group)]
    parts += [f"## {LIBRARIES}", "Beside each report and draft; what they are for is said under *Reports*."]
    parts.append(_table(fields.fields_of(LIBRARIES)))
    return "\n\n".join(parts) + "\n"


def _counts() -> str:
    all_fields = [one for place in fields.there() for one in fields.fields_of(place)]
    held = {what: sum(one.holds is what for one in all_fields) for what in Holds}
    return (
        f"{len(all_fields)} fields: {held[Holds.PERSON]} say who somebody is, {held[Holds.WORDS]} hold words that "
        f"somebody wrote, {held[Holds.CONFIDENTIAL]} hold confidential words, {held[Holds.KEY]} keys and addresses."
    )


def _group(group: Group) -> list[str]:
    facts = (
        ("purpose", group.purpose),
        ("lawful basis", BASES[group.basis]),
        ("who reads it", group.audience),
        ("kept until", UNTIL[group.until]),
    )
    head = "\n".join(("| | |", "| --- | --- |", *(f"| {name} | {words} |" for name, words in facts)))
    found: list[Field] = []
    for table in group.tables:
        found += fields.fields_of(table)
        for kind in fields.kinds_in(table):
            found += fields.fields_of(fields.name_of(kind))
    return [f"## {group.name}", head, _table(tuple(dict.fromkeys(found)))]


def _table(found: tuple[Field, ...]) -> str:
    """A line for each place: what of it is somebody's, and the rest by name."""
    rows: list[str] = []
    for place in dict.fromkeys(one.place for one in found):
        here = [one for one in found if one.place == place]
        told = [f"`{one.name}`: {one.whose if one.holds is Holds.PERSON else one.holds}" for one in here if one.holds]
        rest = ", ".join(f"`{one.name}`" for one in here if not one.holds)
        rows.append(f"| `{place}` | {'; '.join(told) or '–'} | {rest or '–'} |")
    return "\n".join(("| where | of people | other fields |", "| --- | --- | --- |", *rows))
