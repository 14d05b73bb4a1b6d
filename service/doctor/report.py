"""What the doctor found, as lines for a terminal of 80 columns, and as JSON for a machine. The light is a word: colour
is only beside it, and only where a terminal shows it."""

import json
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Final

from service.doctor.examination import worst
from service.doctor.finding import Checked, Light

WIDTH: Final = 80
_SHOWN: Final = 5
_INDENT: Final = " " * 7
_COLOURS: Final = {Light.GREEN: "\033[32m", Light.AMBER: "\033[33m", Light.RED: "\033[31m"}
_PLAIN: Final = "\033[0m"
_IN_ALL: Final = {
    Light.GREEN: "All is green.",
    Light.AMBER: "SIP Desk can run. Please fix what is amber.",
    Light.RED: "SIP Desk cannot work until what is red is fixed.",
}


def paragraph(checked: Checked, *, colour: bool) -> str:
    """One check. Commands stand alone on their lines, to be copied; they are never broken."""
    finding = checked.finding
    light = f"{finding.light.value.upper():<7}"
    lines = [f"{_COLOURS[finding.light]}{light}{_PLAIN}" if colour else light]
    lines[0] += checked.title
    lines += _wrapped(finding.says)
    lines += [line for one in finding.about[:_SHOWN] for line in _wrapped(f"- {one}")]
    if (more := len(finding.about) - _SHOWN) > 0:
        lines += _wrapped(f"- and {more} more: sipdesk doctor --json lists them")
    if finding.fix:
        lines += _wrapped(f"→ {finding.fix}")
    lines += [f"{_INDENT}  {command}" for command in finding.commands]
    return "\n".join(lines)


def summary(checked: Sequence[Checked]) -> str:
    counts = ", ".join(f"{_count(checked, light)} {light.value}" for light in Light)
    return textwrap.fill(f"{counts}. {_IN_ALL[worst(checked)]}", WIDTH)


def as_json(checked: Sequence[Checked], version: str) -> str:
    """`light` is the worst of all; each of `checks` has `key`, `title`, `light`, `says`, `fix`, `commands`, `about`."""
    checks = [{"key": one.key, "title": one.title, **asdict(one.finding)} for one in checked]
    return json.dumps({"version": version, "light": worst(checked), "checks": checks}, ensure_ascii=False, indent=2)


def _count(checked: Iterable[Checked], light: Light) -> int:
    return sum(1 for one in checked if one.finding.light is light)


def _wrapped(words: str) -> list[str]:
    return textwrap.wrap(words, WIDTH, initial_indent=_INDENT, subsequent_indent=_INDENT, break_on_hyphens=False)
