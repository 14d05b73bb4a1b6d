"""What changed between two versions of a report, as their reader sees it: words before and after, each change by
itself (W1)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from handbook.reports.paper.passages import Passage
from handbook.reports.paper.proforma import SECTIONS, Contents, Form, Judgement, Target

ADDED: Final = "added"
REMOVED: Final = "removed"
CHANGED: Final = "changed"
_CONTEXT: Final = 4
"""Words told before and after those that differ."""
_COMPARED_AT_MOST: Final = 400
"""Pairs of lines that are looked at for what became of what; in longer blocks they are taken in order."""
_LINES_IN_ORDER: Final = 4000
"""Lines of two texts that are compared in their order; of more it is told which came in and which went."""
_WORDS_COMPARED: Final = 1000
_ALIKE: Final = 0.4
"""How much of two texts must agree for one to have become the other."""


@dataclass(frozen=True, slots=True)
class Change:
    """`part` is where: a section, a row of a table, a place of the head. `before` and `now` are the words that differ,
    with a few around them; what was added has none before, what was removed none now."""

    part: str
    word: str
    before: str = ""
    now: str = ""


def changes_between(earlier: Contents, later: Contents) -> tuple[Change, ...]:
    """Every change, in the order of the form: the head, the sections, and what stands in none. What was not looked at
    when the earlier version was read is not told."""
    return (
        *_of_head(earlier, later),
        *(change for kind in SECTIONS for change in _of_section(kind.key, kind.title, earlier, later)),
        *(_of_the_rest(earlier, later) if Form.UNKNOWN not in (earlier.form, later.form) else ()),
    )


def _of_head(earlier: Contents, later: Contents) -> Iterator[Change]:
    known = Form.UNKNOWN not in (earlier.form, later.form)
    before, now = (_head(contents, with_facts=known) for contents in (earlier, later))
    yield from _of_places("At the top", before, now)


def _head(contents: Contents, *, with_facts: bool) -> dict[str, str]:
    ours = {
        "School": contents.school_name,
        "Town": contents.town,
        "URN": contents.urn,
        "Academic year": str(contents.academic_year or ""),
        "Term": str(contents.term or ""),
        "School Improvement Partner": contents.sip_name,
    }
    return ours | (dict(contents.facts) if with_facts else {})


def _of_places(part: str, before: Mapping[str, str], now: Mapping[str, str]) -> Iterator[Change]:
    for place in dict.fromkeys((*before, *now)):
        yield from _of_text(f"{part}, {place}", before.get(place, ""), now.get(place, ""))


def _of_section(key: str, title: str, earlier: Contents, later: Contents) -> Iterator[Change]:
    before, now = (_lines(contents, key) for contents in (earlier, later))
    if key == "judgements":
        yield from _of_judgements(title, earlier.judgements, later.judgements)
    if key == "targets":
        yield from _of_targets(title, earlier.targets, later.targets)
    yield from _of_lines(title, before, now)


def _lines(contents: Contents, key: str) -> list[str]:
    """The lines of a section that are not the rows of its table said again."""
    lines = [line.strip() for line in contents.sections.get(key, "").splitlines() if line.strip()]
    rows = {"judgements": [f"{each.area}:" for each in contents.judgements], "targets": _texts(contents.targets)}
    for row in rows.get(key, ()):
        said = next((line for line in lines if _plain(line).startswith(_plain(row))), None)
        if said is not None:
            lines.remove(said)
    return lines


def _texts(targets: Iterable[Target]) -> list[str]:
    return [target.text for target in targets]


def _of_judgements(title: str, before: Sequence[Judgement], now: Sequence[Judgement]) -> Iterator[Change]:
    was, is_now = ({_plain(each.area): each for each in rows} for rows in (before, now))
    for area in dict.fromkeys((*was, *is_now)):
        old, new = was.get(area), is_now.get(area)
        name = f"{title}, {(new or old or before[0]).area}"
        yield from _of_places(name, _judged(old), _judged(new))


def _judged(judgement: Judgement | None) -> dict[str, str]:
    if judgement is None:
        return {}
    return {"school": judgement.school, "SIP": judgement.sip, **dict(judgement.more)}


def _of_targets(title: str, before: Sequence[Target], now: Sequence[Target]) -> Iterator[Change]:
    """Row by row: a target that was worded anew is still the same one."""
    left = list(before)
    for new in now:
        old = _same(new, left)
        if old is None:
            yield Change(title, ADDED, now=_told(new))
            continue
        left.remove(old)
        yield from _of_places(f"{title}, “{_short(new.text)}”", _agreed(old), _agreed(new))
    for old in left:
        yield Change(title, REMOVED, before=_told(old))


def _same(new: Target, among: Sequence[Target]) -> Target | None:
    exact = next((old for old in among if _plain(old.text) == _plain(new.text)), None)
    if exact:
        return exact
    alike = max(among, key=lambda old: _likeness(old.text, new.text), default=None)
    return alike if alike and _likeness(alike.text, new.text) >= _ALIKE else None


def _agreed(target: Target) -> dict[str, str]:
    places = {"target": target.text, "measure": target.measure, "owner": target.owner, "by when": target.due}
    return places | dict(target.more)


def _told(target: Target) -> str:
    first, *rest = _agreed(target).items()
    return "; ".join((first[1], *(f"{name}: {value}" for name, value in rest if value.strip())))


def _of_the_rest(earlier: Contents, later: Contents) -> Iterator[Change]:
    """Sections that people added, and words that stand in none. Comments are no part of the report."""
    was, is_now = ({one.name: one for one in each.unplaced if not one.is_comment} for each in (earlier, later))
    for name in dict.fromkeys((*was, *is_now)):
        before, now = was.get(name), is_now.get(name)
        part = _part(now or was[name])
        if before is None or now is None:
            old, new = before.text if before else "", now.text if now else ""
            yield Change(part, ADDED if before is None else REMOVED, before=_whole(old), now=_whole(new))
        else:
            yield from _of_lines(part, before.text.splitlines(), now.text.splitlines())


def _part(passage: Passage) -> str:
    return f"{passage.title} (a section that was added)" if passage.title else passage.where.capitalize()


def _of_lines(part: str, before: Sequence[str], now: Sequence[str]) -> Iterator[Change]:
    old, new = [_plain(line) for line in before], [_plain(line) for line in now]
    if len(old) + len(new) > _LINES_IN_ORDER:
        kept = {*old} & {*new}
        gone = [line for line, plain in zip(before, old, strict=True) if plain not in kept]
        come = [line for line, plain in zip(now, new, strict=True) if plain not in kept]
        yield from _of_block(part, gone, come)
        return
    matcher = SequenceMatcher(None, old, new)
    for word, start, end, new_start, new_end in matcher.get_opcodes():
        if word != "equal":
            yield from _of_block(part, list(before[start:end]), list(now[new_start:new_end]))


def _of_block(part: str, before: list[str], now: list[str]) -> Iterator[Change]:
    """Lines that stand for each other are told as one change; the others came in or went."""
    few = len(before) * len(now) <= _COMPARED_AT_MOST
    for new in now:
        old = max(before if few else before[:1], key=lambda line: _likeness(line, new), default="")
        if old and _likeness(old, new) >= _ALIKE:
            before.remove(old)
            yield from _of_text(part, old, new)
        else:
            yield Change(part, ADDED, now=_whole(new))
    yield from (Change(part, REMOVED, before=_whole(old)) for old in before)


def _of_text(part: str, before: str, now: str) -> Iterator[Change]:
    if _plain(before) == _plain(now):
        return
    if not before.strip() or not now.strip():
        yield Change(part, REMOVED if before.strip() else ADDED, before=_whole(before), now=_whole(now))
        return
    old, new = before.split(), now.split()
    start = _agreeing(old, new)
    end = min(_agreeing(old[::-1], new[::-1]), len(old) - start, len(new) - start)
    yield Change(part, CHANGED, before=_around(old, start, end), now=_around(new, start, end))


def _agreeing(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words at the beginning are the same."""
    pairs = zip(one, other, strict=False)
    return next((count for count, (left, right) in enumerate(pairs) if left != right), min(len(one), len(other)))


def _around(words: Sequence[str], start: int, end: int) -> str:
    """The words between, with some on either side."""
    first, last = max(start - _CONTEXT, 0), min(len(words) - end + _CONTEXT, len(words))
    told = " ".join(words[first:last])
    return f"{'… ' if first else ''}{told}{' …' if last < len(words) else ''}"


def _likeness(one: str, other: str) -> float:
    """By words; 1 where they are the same. Of long texts by their beginnings and ends."""
    words, others = _plain(one).split(), _plain(other).split()
    if len(words) + len(others) > _WORDS_COMPARED:
        same = _agreeing(words, others)
        return 2 * (same + _agreeing(words[same:][::-1], others[same:][::-1])) / (len(words) + len(others))
    return SequenceMatcher(None, words, others, autojunk=False).ratio()


def _short(text: str) -> str:
    words = text.split()
    return " ".join(words[:6]) + (" …" if len(words) > 6 else "")


def _whole(text: str) -> str:
    return " ".join(text.split())


def _plain(text: str) -> str:
    return _whole(text).casefold()
