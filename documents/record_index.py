"""The page that lists what is in a school's record, and what is not: HTML that needs nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from handbook.core.people import Person, School

NEVER = "Concerns and complaints are never in it: who may read one is decided record by record."

OWN = "A headteacher’s own CPD and wellbeing is only in the copy of that headteacher."


@dataclass(frozen=True, slots=True)
class Listed:
    """One file: where it lies, what it is, its size in bytes and its SHA-256."""

    path: str
    what: str
    size: int
    sha256: str


def write_record_index(
    *, school: School, person: Person, made_at: str, files: Sequence[Listed], lacks: Sequence[str]
) -> bytes:
    name = f"{school.full_name} (URN {school.urn})"
    rows = "".join(
        f'<tr><td><a href="{escape(one.path)}">{escape(one.path)}</a></td><td>{escape(one.what)}</td>'
        f"<td>{one.size:,}</td><td><code>{one.sha256}</code></td></tr>\n"
        for one in files
    )
    absent = "".join(f"<li>{escape(one)}</li>\n" for one in lacks) or "<li>Nothing that belongs to it.</li>\n"
    return (
        f'<!doctype html>\n<html lang="en-GB"><meta charset="utf-8"><title>Record of {escape(name)}</title>\n'
        f"<style>{_STYLE}</style>\n<h1>Record of {escape(name)}</h1>\n"
        f"<p>Put together on {escape(made_at)} for {escape(person.name)} ({escape(person.office_words)}).</p>\n"
        f"<p>{NEVER} {OWN}</p>\n"
        f"<h2>What is in it</h2>\n<table><thead><tr><th>File</th><th>What it is</th><th>Bytes</th><th>SHA-256</th>"
        f"</tr></thead><tbody>\n{rows}</tbody></table>\n<h2>What is not in it</h2>\n<ul>\n{absent}</ul>\n"
        "<p><code>manifest.sha256</code> holds the same sums: <code>sha256sum -c manifest.sha256</code>.</p>\n</html>\n"
    ).encode()


_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#1a1a1a}"
    "table{border-collapse:collapse;width:100%}th,td{border:1px solid #bbb;padding:.35rem .5rem;text-align:left;"
    "vertical-align:top}code{font-size:.75rem;overflow-wrap:anywhere}"
)
